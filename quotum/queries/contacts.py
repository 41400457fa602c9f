"""Reads of contacts: whom does an employer call, per sector and location or per employer; and works councils."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from governance.models import Location
from quotum.models import ContactPoint, Employer, Sector, WorksCouncil
from quotum.permissions.employers import visible_employers
from quotum.queries.sector_lists import sectors_in_use


@dataclass(frozen=True, slots=True)
class SectorContacts:
    """One sector, with per location its contact point or None, in the order of the locations."""

    sector: Sector
    points: tuple[tuple[Location, ContactPoint | None], ...]


@dataclass(frozen=True, slots=True)
class Contacts:
    """Every place where a contact point should be, and those of sectors of a list that is no longer in use."""

    locations: tuple[Location, ...]
    lines: tuple[SectorContacts, ...]
    earlier: tuple[ContactPoint, ...]

    @property
    def missing(self) -> int:
        """Of how many sectors at locations there is none."""
        return sum(point is None for line in self.lines for _, point in line.points)

    @property
    def wanted(self) -> int:
        return len(self.lines) * len(self.locations)


def contacts_by_sector() -> Contacts:
    """Per sector of the list in use and per location the contact point that stands. Four queries."""
    locations = tuple(Location.objects.order_by("name"))
    sectors = list(sectors_in_use())
    standing = (
        ContactPoint.objects.current().filter(sector__isnull=False).select_related("sector", "location")
    )
    found = {(point.sector_id, point.location_id): point for point in standing}
    known = {sector.pk for sector in sectors}
    return Contacts(
        locations,
        tuple(
            SectorContacts(sector, tuple((place, found.get((sector.pk, place.pk))) for place in locations))
            for sector in sectors
        ),
        tuple(point for point in found.values() if point.sector_id not in known),
    )


def contact_at(code: str, slug: str) -> tuple[Sector | None, Location | None, ContactPoint | None]:
    """The sector in use with this code, the location with this slug, and the contact point that stands for both."""
    sector = sectors_in_use().filter(code=code).first()
    location = Location.objects.filter(slug=slug).first()
    standing = ContactPoint.objects.current().filter(sector=sector, location=location)
    return sector, location, standing.first() if sector and location else None


def contacts_of_employers(user: Any) -> Any:
    """The contact points of employers that stand, by employer."""
    rows = ContactPoint.objects.current().filter(employer__in=visible_employers(user))
    return rows.select_related("employer", "location").order_by("employer__name", "pk")


def employers_without_contact(user: Any) -> Any:
    """Employers with a commitment and without a contact point (B3a asks one for each), by name."""
    under_any_name = Q(commitments__isnull=False) | Q(absorbed__commitments__isnull=False)
    promised = visible_employers(user).present().filter(under_any_name).distinct()
    return promised.exclude(contact_points__in=ContactPoint.objects.current()).order_by("name", "pk")


@dataclass(frozen=True, slots=True)
class EmployerContacts:
    """Of one employer: its contact point and its works council as they stand, and those that came before."""

    point: ContactPoint | None
    council: WorksCouncil | None
    earlier: tuple[ContactPoint | WorksCouncil, ...]


def employer_contacts(employer: Employer) -> EmployerContacts:
    """All contacts of one employer, also of those that turned out to be this one. Two queries."""
    own = Q(employer=employer) | Q(employer__joined_to=employer)
    points: list[Any] = list(ContactPoint.objects.filter(own).select_related("location").order_by("-pk"))
    councils: list[Any] = list(WorksCouncil.objects.filter(own).order_by("-pk"))
    return EmployerContacts(
        next((one for one in points if one.ended_on is None), None),
        next((one for one in councils if one.ended_on is None), None),
        tuple(one for one in [*points, *councils] if one.ended_on is not None),
    )


def works_councils(user: Any) -> Any:
    """The contacts of works councils that stand, by employer."""
    rows = WorksCouncil.objects.current().filter(employer__in=visible_employers(user))
    return rows.select_related("employer").order_by("employer__name", "pk")
