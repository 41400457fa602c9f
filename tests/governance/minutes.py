"""A meeting that was held, and its minutes on the way: brought about by the real acts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from governance.actions import (
    adopt_hammer_item,
    close_meeting,
    close_vote,
    convene_meeting,
    draft_meeting,
    open_meeting,
    set_current_item,
    submit_meeting,
)
from governance.actions.minutes import put_for_comment, start_minutes, write_minutes_text
from governance.actions.minutes_course import propose_minutes
from governance.enums import MinutesPlace
from governance.models import AgendaItem, Decision, Meeting, Minutes, MinutesText
from tests.governance.factories import (
    LATE,
    Board,
    arrive,
    cast_all,
    decide_item,
    make_meeting,
    make_open_vote,
)


def held_meeting(board: Board, *, starts_at: datetime | None = None) -> Meeting:
    """A closed meeting of three seats, in which the one proposal was adopted with two to one."""
    meeting = make_meeting(board, starts_at=starts_at, present=("voorzitter", "hengelo", "uwv"))
    set_current_item(meeting, decide_item(meeting), board.secretary)
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, {"voorzitter": "for", "hengelo": "for", "uwv": "against"})
    close_vote(vote, board.secretary)
    return close_meeting(meeting, board.secretary)


def text_of(minutes: Minutes, item: AgendaItem | None = None, *, inside: bool = False) -> MinutesText:
    """The text at an item, or at the opening."""
    place = MinutesPlace.ITEM if item else MinutesPlace.OPENING
    return minutes.texts.get(place=place, item=item, is_internal=inside)


def written_minutes(board: Board, meeting: Meeting | None = None) -> Minutes:
    """Minutes of a held meeting with a text at the opening, an internal one there too, and one at the proposal."""
    meeting = meeting or held_meeting(board)
    minutes = start_minutes(meeting, board.secretary)
    write_minutes_text(text_of(minutes), board.secretary, "De voorzitter heet iedereen welkom.")
    write_minutes_text(text_of(minutes, inside=True), board.secretary, "Binnenskamers besproken.")
    write_minutes_text(text_of(minutes, decide_item(meeting)), board.secretary, "Het bestuur is tevreden.")
    return minutes


def commented_minutes(board: Board, meeting: Meeting | None = None) -> Minutes:
    """The same, before the members until tomorrow."""
    minutes = written_minutes(board, meeting)
    return put_for_comment(minutes, board.secretary, timezone.localdate() + timedelta(days=1))


def next_meeting(board: Board) -> Meeting:
    return draft_meeting(title="Volgende vergadering", starts_at=timezone.now(), place="Stadhuis Almelo")


def adopt(board: Board, minutes: Minutes) -> Decision:
    """By the board, in a next meeting, as a hamerstuk."""
    item = propose_minutes(minutes, next_meeting(board), board.secretary)
    meeting = submit_meeting(item.meeting, board.secretary)
    meeting = open_meeting(convene_meeting(meeting, board.chair, late_reason=LATE), board.secretary)
    for slug in ("voorzitter", "hengelo", "almelo"):
        arrive(meeting, board.seats[slug], board.holders[slug], board.secretary)
    set_current_item(meeting, item, board.secretary)
    vote = adopt_hammer_item(item, board.secretary)
    close_meeting(meeting, board.secretary)
    return vote.decisions.get()
