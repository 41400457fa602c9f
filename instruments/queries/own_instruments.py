"""Reads of the own instruments of municipalities: the register, and what waits to be brought into the package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from governance.models import Party
from instruments.enums import Flag
from instruments.models import OwnInstrument, OwnInstrumentFlag
from instruments.permissions.uniformity import visible_own_instruments
from werkbedrijf.web.words import matching


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One own instrument: is it still offered, what was said of it (the last first), who may correct it."""

    instrument: OwnInstrument
    is_offered: bool
    flags: tuple[OwnInstrumentFlag, ...]
    may_change: bool

    @property
    def competes(self) -> bool:
        """Still offered beside the package, and nothing was said of it: the region competes with itself."""
        return self.is_offered and self.instrument.flag == Flag.OPEN

    @property
    def should_have_stopped(self) -> bool:
        """Still offered though it was to stop."""
        return self.is_offered and self.instrument.flag == Flag.STOP


def own_lines(user: Any, on: date, kept: Sequence[Party]) -> list[OwnLine]:
    """The register: what is still offered first, by municipality. Two queries. kept: whose this person enters."""
    rows = visible_own_instruments(user).select_related("party", "brought_into", "entered_by")
    flags: dict[int, list[OwnInstrumentFlag]] = {}
    for flag in OwnInstrumentFlag.objects.select_related("decision", "flagged_by").order_by("-pk"):
        flags.setdefault(flag.instrument_id, []).append(flag)
    mine = {one.pk for one in kept}
    lines = [
        OwnLine(row, row.is_offered(on), tuple(flags.get(row.pk, ())), row.party_id in mine) for row in rows
    ]
    return sorted(lines, key=lambda one: (not one.is_offered, one.instrument.party.name, one.instrument.name))


def to_bring_in() -> QuerySet[OwnInstrument]:
    """What municipalities offer that the next version of the package is asked to take up, the first flagged first.

    For who drafts that version: actions.own_instruments.bring_into(instrument, catalogue, by) takes one off the list.
    """
    waiting = OwnInstrument.objects.filter(flag=Flag.BRING_IN, brought_into=None)
    return waiting.select_related("party").order_by("pk")


def found_own_instruments(user: Any, words: Sequence[str], every: bool) -> QuerySet[OwnInstrument]:
    """By name and what an employer gets."""
    rows = visible_own_instruments(user).select_related("party")
    return matching(rows, ("name", "offers"), words, every=every)
