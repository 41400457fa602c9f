"""What an instrument's page shows of the region: how many municipalities are equal on it, and whom it serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from instruments.domain.uniformity import Uniformity
from instruments.models import InstrumentGroups
from instruments.queries.groups import groups_history
from instruments.queries.uniformity import matrix


@dataclass(frozen=True, slots=True)
class ForInstrument:
    """figure None: municipalities are not held against it now. groups None: nothing was recorded."""

    figure: Uniformity | None
    groups: InstrumentGroups | None


def for_instrument(slug: str, on: date) -> ForInstrument:
    """One instrument on day `on`."""
    figures = {column.slug: figure for column, figure in matrix(on).by_column}
    history = groups_history(slug)
    return ForInstrument(figures.get(slug), history[0] if history else None)
