"""Which layout a received file has, and what must be looked at before anybody looks at its figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from quotum.domain.columns import Layout, Mapped, fits, layout_of, mapper
from quotum.domain.delimited import MAX_ERRORS, MAX_LINES, FileError, Line, Table
from quotum.domain.personal_data import personal_cells, personal_header
from quotum.imports.uploads import Received
from quotum.models import ColumnMapping

BLOCK = 5_000  # lines looked at together


@dataclass(frozen=True, slots=True)
class Sorted:
    """layout: None when the columns have yet to be mapped. mapping: of that layout, empty when the names are ours."""

    layout: Layout | None
    mapping: Mapped = field(default_factory=dict)
    errors: tuple[FileError, ...] = ()
    note: str = ""


def sort_out(received: Received, remembered: ColumnMapping | None) -> Sorted:
    """The layout by the names of the columns, or by what was remembered of this source when all its columns are there.

    Errors when a column is about persons; and of a file that must wait for its mapping, when there is a BSN in it. A
    workbook that has yet to be unpacked is looked at for those when it is.
    """
    header = received.header
    if errors := personal_header(header):
        return Sorted(None, errors=tuple(errors))
    if (layout := layout_of(header.cells)) is not None:
        return Sorted(layout)
    if remembered is not None:
        mapping: Mapped = {ours: (kind, word) for ours, (kind, word) in remembered.columns.items()}
        if fits(mapping, header.cells):
            note = f"De kolommen zijn gelezen zoals u die op {remembered.saved_at:%d-%m-%Y} voor deze bron koppelde."
            layout = Layout(remembered.layout)
            # A detailed file is looked at while it is read, in all its columns; of the others only ours are read.
            errors = [] if layout == Layout.DETAIL or received.is_packed else personal_data_in(received)
            return Sorted(layout, mapping, tuple(errors), note)
    return Sorted(None, errors=() if received.is_packed else tuple(personal_data_in(received)))


def personal_data_in(received: Received) -> list[FileError]:
    """An error for each cell of the file that looks like a BSN, in any column; at most as many as anybody reads."""
    errors: list[FileError] = []
    with received.lines() as text:
        names = [cell.lower() for cell in text.header.cells]
        errors += personal_cells([text.header])
        while len(errors) < MAX_ERRORS and (lines := list(islice(text.lines, BLOCK))):
            errors += personal_cells(lines, names)
    return errors[:MAX_ERRORS]


def mapped_table(received: Received, layout: Layout, mapping: Mapped) -> Table:
    """A file of a layout that is never long, under our columns. Raises UnreadableFile when it is too long."""
    table = received.table(MAX_LINES)
    if not mapping:
        return table
    header, convert = mapper(layout, mapping, table.header)
    lines: Callable[[Line], Line] = convert
    return Table(header, tuple(lines(line) for line in table.lines))
