"""Commitments to test with: the employers' seat, and commitments by the real act."""

from __future__ import annotations

from datetime import date
from typing import Any

from governance.enums import PartyKind
from governance.models import Location, Party, Person
from quotum.actions.commitments import record_commitment
from quotum.models import Commitment, Sector
from tests.quotum.factories import Quotum

START = date(2024, 3, 1)


def employers_seat(quotum: Quotum) -> Person:
    """Who holds the employers' seat; the other seats no longer stand for employers."""
    Party.objects.exclude(slug="werkgevers").filter(kind=PartyKind.EMPLOYERS).update(
        kind=PartyKind.MUNICIPALITY
    )
    return quotum.board.holders["werkgevers"]


def sector_of(quotum: Quotum, code: str = "F") -> Sector:
    sector: Sector = quotum.sector_list.sectors.get(code=code)
    return sector


def commitment_values(quotum: Quotum, **changes: Any) -> dict[str, Any]:
    """A commitment of ten jobs in construction in Enschede."""
    values: dict[str, Any] = {
        "employer_name": "Bouwbedrijf Oost B.V.",
        "sector": sector_of(quotum),
        "place": quotum.enschede,
        "jobs": 10,
        "starts_on": START,
        "source": "brief",
    }
    return values | changes


def make_commitment(quotum: Quotum, **changes: Any) -> Commitment:
    """Recorded by the secretariat."""
    return record_commitment(quotum.board.secretary, **commitment_values(quotum, **changes))


def make_location(name: str = "Hengelo") -> Location:
    return Location.objects.get_or_create(slug=name.lower(), defaults={"name": name})[0]


def stands(commitment: Commitment) -> tuple[int, int, int]:
    """Promised, fulfilled, open: as the database says now."""
    standing = Commitment.objects.with_standing().get(pk=commitment.pk).standing
    return standing.promised, standing.fulfilled, standing.open
