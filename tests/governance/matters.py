"""Meetings for tests about what is voted on: proposals of several points, hamerstukken."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from governance.actions import (
    PointDraft,
    add_item,
    arrive,
    close_vote,
    convene_meeting,
    draft_meeting,
    open_meeting,
    submit_meeting,
    write_proposal,
)
from governance.enums import AgendaItemKind
from governance.models import Adoptable, AgendaItem, DecisionPoint, Vote
from tests.governance.factories import ALL, Board, cast_all


def make_item(
    board: Board,
    *,
    kind: AgendaItemKind = AgendaItemKind.DECIDE,
    numbers: Sequence[str] = ("1", "2", "3"),
    adopts: dict[str, Adoptable] | None = None,
    present: Sequence[str] = ALL,
    opened: bool = True,
) -> AgendaItem:
    """An item with a proposal of these points, in a meeting convened (and opened, with these seats) by the real acts.

    adopts: by the number of a point the draft that it carries.
    """
    meeting = draft_meeting(title="Bestuursvergadering", starts_at=timezone.now(), place="Enschede")
    add_item(meeting, kind=AgendaItemKind.DISCUSS, title="Opening")
    item = add_item(meeting, kind=kind, title="Plan")
    drafts = adopts or {}
    points = [
        PointDraft(number, f"Tekst van punt {number}.", (drafts[number],) if number in drafts else ())
        for number in numbers
    ]
    write_proposal(item, title="Plan", article=board.article, points=points, by=board.secretary)
    meeting = convene_meeting(
        submit_meeting(meeting, board.secretary), board.chair, late_reason="Op de dag zelf."
    )
    if opened:
        meeting = open_meeting(meeting, board.secretary)
        for slug in present:
            arrive(meeting, board.seats[slug], board.holders[slug], board.secretary)
    return AgendaItem.objects.get(pk=item.pk)


def point(item: AgendaItem, number: str) -> DecisionPoint:
    return DecisionPoint.objects.get(proposal__item=item, number=number)


def closed(board: Board, vote: Vote, choices: str) -> Vote:
    """The vote with these eight choices, closed."""
    cast_all(vote, board, choices)
    return close_vote(vote, board.secretary)
