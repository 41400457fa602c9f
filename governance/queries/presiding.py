"""Who takes no part in an item, and who therefore presides over it (rules 6 and 14)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from governance.enums import Office
from governance.models import AgendaItem, Meeting, Recusal, Seat, Vote
from governance.queries.meetings import SeatLine, seat_lines


def standing_recusals(item: AgendaItem) -> list[Recusal]:
    """The seats that take no part in this item now, in the order of the seats."""
    return list(
        item.recusals.filter(withdrawn_at=None).select_related("seat", "noted_by").order_by("seat__position")
    )


def recusals_at(vote: Vote) -> list[Recusal]:
    """The recusals that stood when this vote opened; the reasons are for participants only."""
    stood = Q(withdrawn_at=None) | Q(withdrawn_at__gt=vote.opened_at)
    return list(
        vote.item.recusals.filter(stood, noted_at__lte=vote.opened_at)
        .select_related("seat", "noted_by")
        .order_by("seat__position")
    )


def presider(meeting: Meeting, lines: Sequence[SeatLine] | None = None) -> Seat | None:
    """The seat that presides over the current item: who presides over the meeting, unless recused from this item.

    Then the chair or else the vice-chair, whoever is there in person and takes part (rule 6); None when neither does.
    lines: seat_lines(meeting), when already read.
    """
    if lines is None:
        if not Recusal.objects.filter(
            item=meeting.current_item_id, seat=meeting.presiding_seat_id, withdrawn_at=None
        ).exists():
            return meeting.presiding_seat  # nearly always: one query instead of five
        lines = seat_lines(meeting)
    by_seat = {line.seat.pk: line for line in lines}
    presiding = by_seat.get(meeting.presiding_seat_id or 0)
    if presiding is None or presiding.recusal is None:
        return presiding.seat if presiding else None
    for office in (Office.CHAIR, Office.VICE_CHAIR):
        for line in lines:
            if (
                line.office == office
                and line.recusal is None
                and line.attendance
                and not line.attendance.by_deputy
            ):
                return line.seat
    return None
