"""Verbs that change the world, in five beats: lock, check, compute, write, log. An action never sends or enqueues."""

from quotum.actions.allocation import change_allocation, delete_allocation, draft_allocation
from quotum.actions.realisation import accept_import, discard_import, import_realisation, stage_import

__all__ = [
    "accept_import",
    "change_allocation",
    "delete_allocation",
    "discard_import",
    "draft_allocation",
    "import_realisation",
    "stage_import",
]
