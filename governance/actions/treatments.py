"""Which item was taken up, from when until when, and who presided over it: one row for each stretch of it."""

from __future__ import annotations

from datetime import datetime

from governance.models import Meeting, Treatment
from governance.queries.presiding import presider


def follow_treatment(meeting: Meeting, at: datetime) -> None:
    """Bring the rows in line with the meeting as it stands now, in the transaction of the act that changed it.

    A change of item, of who presides, or the end or suspension of the meeting ends the running row; an item that is up
    in an open meeting has one. A row that began before anybody presided gets who presides first.
    """
    item = meeting.current_item if meeting.is_open else None
    seat = presider(meeting) if item else None
    running = Treatment.objects.filter(item__meeting=meeting, ended_at=None).first()
    if running is not None and item is not None and running.item_id == item.pk:
        if running.presiding_seat_id == (seat.pk if seat else None):
            return
        if running.presiding_seat_id is None:
            running.presiding_seat = seat
            running.save(update_fields=["presiding_seat"])
            return
    if running is not None:
        running.ended_at = max(at, running.started_at)
        running.save(update_fields=["ended_at"])
    if item is not None:
        Treatment.objects.create(item=item, presiding_seat=seat, started_at=at)
