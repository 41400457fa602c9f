"""Reads of instruments, each in the file named after its subject."""

from instruments.queries.catalogues import (
    Availability,
    availabilities,
    availability,
    catalogue_in_force,
    found_entries,
    shown_catalogue,
)

__all__ = [
    "Availability",
    "availabilities",
    "availability",
    "catalogue_in_force",
    "found_entries",
    "shown_catalogue",
]
