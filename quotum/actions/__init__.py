"""Verbs that change the world, in five beats: lock, check, compute, write, log. An action never sends or enqueues."""

from quotum.actions.allocation import change_allocation, delete_allocation, draft_allocation
from quotum.actions.counts import import_counts
from quotum.actions.deviations import add_deviation, remove_deviation
from quotum.actions.file_discarding import discard_file, purge_abandoned
from quotum.actions.file_imports import keep_file, map_file, read_file, save_mapping
from quotum.actions.file_taking_over import take_over_file
from quotum.actions.realisation import accept_import, import_realisation, stage_import
from quotum.actions.sector_lists import change_sector_list, delete_sector_list, draft_sector_list
from quotum.actions.signals import (
    place_signals,
    raise_late_figures,
    raise_signals,
    remark_on_quarter,
    set_threshold,
)
from quotum.actions.staging import discard_staged

__all__ = [
    "accept_import",
    "add_deviation",
    "change_allocation",
    "change_sector_list",
    "delete_allocation",
    "delete_sector_list",
    "discard_file",
    "discard_staged",
    "draft_allocation",
    "draft_sector_list",
    "import_counts",
    "import_realisation",
    "keep_file",
    "map_file",
    "place_signals",
    "purge_abandoned",
    "raise_late_figures",
    "raise_signals",
    "read_file",
    "remark_on_quarter",
    "remove_deviation",
    "save_mapping",
    "set_threshold",
    "stage_import",
    "take_over_file",
]
