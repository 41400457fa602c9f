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
from governance.actions.hammer import adopt_hammer_item, lift_hammer_item
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
from governance.actions.recusals import recuse, withdraw_recusal
from governance.actions.vote_notes import note_dissent, note_mistake
from governance.actions.votes import break_off_vote, cast_deciding_vote, close_vote, open_vote

__all__ = [
    "PointDraft",
    "add_item",
    "add_paper",
    "adopt_hammer_item",
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
    "lift_hammer_item",
    "move_item",
    "note_dissent",
    "note_mistake",
    "open_meeting",
    "open_vote",
    "preside",
    "recuse",
    "remove_proposal",
    "set_current_item",
    "submit_amendment",
    "submit_meeting",
    "take_back_meeting",
    "withdraw_amendment",
    "withdraw_recusal",
    "write_proposal",
]
