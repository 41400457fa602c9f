"""From somebody else's file to figures that can be compared with what is already there. Reads only; saves nothing."""

from quotum.imports.realisation import (
    Preview,
    PreviewLine,
    Series,
    participating_municipalities,
    previews,
    read_realisation,
    read_table_of_counts,
    read_table_of_realisation,
    sector_names,
    series_of,
)
from quotum.imports.sorting import Sorted, mapped_table, sort_out
from quotum.imports.uploads import LARGEST_FILE, Received, receive, short, short_table, unpack

__all__ = [
    "LARGEST_FILE",
    "Preview",
    "PreviewLine",
    "Received",
    "Series",
    "Sorted",
    "mapped_table",
    "participating_municipalities",
    "previews",
    "read_realisation",
    "read_table_of_counts",
    "read_table_of_realisation",
    "receive",
    "sector_names",
    "series_of",
    "short",
    "short_table",
    "sort_out",
    "unpack",
]
