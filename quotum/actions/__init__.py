"""Verbs that change the world, in five beats: lock, check, compute, write, log. An action never sends or enqueues."""

from quotum.actions.allocation import change_allocation, delete_allocation, draft_allocation
from quotum.actions.deviations import add_deviation, remove_deviation
from quotum.actions.realisation import accept_import, discard_import, import_realisation, stage_import
from quotum.actions.sector_lists import change_sector_list, delete_sector_list, draft_sector_list

__all__ = [
    "accept_import",
    "add_deviation",
    "change_allocation",
    "change_sector_list",
    "delete_allocation",
    "delete_sector_list",
    "discard_import",
    "draft_allocation",
    "draft_sector_list",
    "import_realisation",
    "remove_deviation",
    "stage_import",
]
