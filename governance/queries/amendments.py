"""Reads of amendments: what each changes in the text as it is now, which points can still be amended, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from governance.domain.differences import Piece, differences
from governance.enums import AmendmentState, MeetingState, VoteState
from governance.models import Amendment, DecisionPoint, Meeting, Vote
from governance.permissions import current_term, is_board_member, is_secretariat, visible_items

# From convening, when the text lies fixed, until the meeting ends.
AMENDABLE = (MeetingState.CONVENED, MeetingState.OPEN, MeetingState.SUSPENDED)


@dataclass(frozen=True)
class AmendmentLine:
    """An amendment with its difference: against the text it was voted on, or else as that text is now."""

    amendment: Amendment
    pieces: tuple[Piece, ...]
    text_moved: bool  # the text is, or was at the vote, another than when the amendment was submitted
    vote: Vote | None
    may_withdraw: bool

    @property
    def is_undecided(self) -> bool:
        return self.amendment.state == AmendmentState.SUBMITTED

    @property
    def badge(self) -> str:
        """The kind of badge that goes with its state."""
        return {AmendmentState.ADOPTED: "success", AmendmentState.SUBMITTED: "warning"}.get(
            AmendmentState(self.amendment.state), "neutral"
        )


@dataclass(frozen=True)
class ItemAmendments:
    """The amendments under one agenda item, and the points on which this person can still submit one."""

    lines: tuple[AmendmentLine, ...] = ()
    open_points: tuple[DecisionPoint, ...] = ()

    @property
    def following(self) -> AmendmentLine | None:
        """The amendment that is to be voted on first: they go in the order of their numbers."""
        return next((line for line in self.lines if line.is_undecided), None)

    def of_vote(self, vote: Vote | None) -> AmendmentLine | None:
        """The amendment that this vote is about."""
        if vote is None or vote.amendment_id is None:
            return None
        return next((line for line in self.lines if line.amendment.pk == vote.amendment_id), None)


def amendments_of(meeting: Meeting, user: Any) -> dict[int, ItemAmendments]:
    """By the item's id: five queries, however many items and amendments there are."""
    points = list(
        DecisionPoint.objects.filter(proposal__item__meeting=meeting)
        .select_related("proposal")
        .order_by("proposal", "position")
    )
    amendments = (
        Amendment.objects.filter(proposal__item__meeting=meeting)
        .select_related(
            "proposal__item",
            "point",
            "seat",
            "submitted_by",
            "result_version",
            "continues__proposal__item__meeting",
            "continued_by__proposal__item__meeting",
        )
        .prefetch_related(
            Prefetch(
                "votes",
                Vote.objects.exclude(state=VoteState.BROKEN_OFF)
                .select_related("proposal_version")
                .order_by("opened_at"),
            )
        )
        .order_by("proposal", "number")
    )
    term = current_term(user)
    may_submit = meeting.state in AMENDABLE and (is_board_member(user) or is_secretariat(user))
    started = points_voted_on(points) if may_submit else set()
    lines: dict[int, list[AmendmentLine]] = {}
    for amendment in amendments:
        own = is_secretariat(user) or (term is not None and term.seat_id == amendment.seat_id)
        waits = amendment.proposal.item.postponed_at is not None
        lines.setdefault(amendment.proposal.item_id, []).append(
            _line(amendment, may_withdraw=own and (meeting.state in AMENDABLE or waits))
        )
    still_open: dict[int, list[DecisionPoint]] = {}
    for point in points:
        if may_submit and point.pk not in started:
            still_open.setdefault(point.proposal.item_id, []).append(point)
    return {
        item: ItemAmendments(tuple(lines.get(item, ())), tuple(still_open.get(item, ())))
        for item in {*lines, *still_open}
    }


def points_voted_on(points: Iterable[DecisionPoint]) -> set[int]:
    """The ids of those points on which a vote was opened, on the point alone or on the whole proposal."""
    wanted = list(points)
    started = set(
        Vote.objects.filter(
            proposal_version__proposal__in={point.proposal_id for point in wanted}, amendment=None
        )
        .exclude(state=VoteState.BROKEN_OFF)
        .values_list("proposal_version__proposal_id", "point_id")
    )
    return {
        point.pk
        for point in wanted
        if (point.proposal_id, None) in started or (point.proposal_id, point.pk) in started
    }


def amendments_on(point: DecisionPoint, user: Any) -> list[AmendmentLine]:
    """What was proposed to change in one point, in order, for who may read the agenda item; else nothing."""
    found = Amendment.objects.filter(point=point, proposal__item__in=visible_items(user))
    return [
        amendment_line(amendment)
        for amendment in found.select_related(
            "point",
            "seat",
            "result_version",
            "continues__proposal__item__meeting",
            "continued_by__proposal__item__meeting",
        ).order_by("number")
    ]


def amendment_line(amendment: Amendment) -> AmendmentLine:
    """One amendment with its difference, for a page on which nobody withdraws it."""
    return _line(amendment, may_withdraw=False)


def _line(amendment: Amendment, *, may_withdraw: bool) -> AmendmentLine:
    votes = [vote for vote in amendment.votes.all() if vote.state != VoteState.BROKEN_OFF]
    vote = votes[-1] if votes else None
    undecided = amendment.state == AmendmentState.SUBMITTED
    if vote is not None:
        base = _text_in(vote.proposal_version.content, amendment.point.number, amendment.old_text)
    else:
        base = amendment.point.text if undecided else amendment.old_text
    return AmendmentLine(
        amendment=amendment,
        pieces=differences(base, amendment.new_text),
        text_moved=base.strip() != amendment.old_text.strip(),
        vote=vote,
        may_withdraw=may_withdraw and undecided and not (vote and not vote.is_closed),
    )


def _text_in(content: dict[str, Any], number: str, otherwise: str) -> str:
    """The text of a point in a frozen version."""
    found = (point["text"] for point in content.get("points", []) if point["number"] == number)
    return str(next(found, otherwise))
