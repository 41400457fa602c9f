"""Verbs that change the world, in five beats: lock, check, compute, write, log. An action never sends or enqueues."""

from governance.actions.agenda import (
    add_item,
    add_paper,
    change_item,
    delete_item,
    delete_paper,
    move_item,
)
from governance.actions.amendments import submit_amendment, withdraw_amendment
from governance.actions.attendance import arrive, leave, preside
from governance.actions.ballots import cast_ballot
from governance.actions.meetings import (
    change_meeting,
    close_meeting,
    convene_meeting,
    draft_meeting,
    open_meeting,
    set_current_item,
    submit_meeting,
    take_back_meeting,
)
from governance.actions.proposals import PointDraft, remove_proposal, write_proposal
from governance.actions.votes import break_off_vote, cast_deciding_vote, close_vote, open_vote

__all__ = [
    "PointDraft",
    "add_item",
    "add_paper",
    "arrive",
    "break_off_vote",
    "cast_ballot",
    "cast_deciding_vote",
    "change_item",
    "change_meeting",
    "close_meeting",
    "close_vote",
    "convene_meeting",
    "delete_item",
    "delete_paper",
    "draft_meeting",
    "leave",
    "move_item",
    "open_meeting",
    "open_vote",
    "preside",
    "remove_proposal",
    "set_current_item",
    "submit_amendment",
    "submit_meeting",
    "take_back_meeting",
    "withdraw_amendment",
    "write_proposal",
]
