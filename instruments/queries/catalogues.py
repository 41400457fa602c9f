"""Reads of the base package: which version applies on a day, and what it says, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Min, QuerySet, Value
from django.db.models.functions import Lower, Replace

from instruments.domain.standing_days import unchanged_around
from instruments.enums import Provider
from instruments.models import CATALOGUE_SUBJECT, Catalogue, InstrumentEntry, InstrumentSide, LaterChange
from instruments.permissions import visible_catalogues
from werkbedrijf.web.words import matching, written_as_one


def found_entries(catalogue: Catalogue, words: Sequence[str], every: bool) -> QuerySet[InstrumentEntry]:
    """The instruments of a version by name and summary, in its own order; a name also however its parts are joined."""
    entries = catalogue.entries.prefetch_related("sides").alias(
        joined=Replace(Replace(Lower("name"), Value("-"), Value("")), Value(" "), Value(""))
    )
    named = entries.filter(joined__contains=written_as_one(words)) if words else entries.none()
    return (matching(entries, ("name", "summary"), words, every=every) | named).order_by("position")


@dataclass(frozen=True)
class Availability:
    """An entry as a reader of today needs it: both sides, what is still offered in this form, what changed since."""

    entry: InstrumentEntry
    municipality: InstrumentSide | None
    uwv: InstrumentSide | None
    changes: Sequence[LaterChange]
    is_available: bool

    @property
    def has_uncertain_change(self) -> bool:
        return any(change.is_uncertain for change in self.changes)

    @property
    def sides(self) -> list[InstrumentSide]:
        return [side for side in (self.municipality, self.uwv) if side is not None]


def catalogue_in_force(on: date) -> Catalogue | None:
    """The version of the base package that is in force on day `on`, or None before the first."""
    catalogue: Catalogue | None = Catalogue.objects.in_force(on, CATALOGUE_SUBJECT)
    return catalogue


def first_day() -> date | None:
    """The first day on which a base package was in force; None while there is none."""
    first: date | None = Catalogue.objects.adopted().aggregate(first=Min("in_force_from"))["first"]
    return first


def shown_catalogue(user: Any, on: date) -> Catalogue | None:
    """What this person reads as "the base package": the one in force, else the newest version that it may see."""
    in_force = catalogue_in_force(on)
    if in_force is not None:
        return in_force
    newest: Catalogue | None = visible_catalogues(user).order_by("-number").first()
    return newest


def availabilities(catalogue: Catalogue, on: date) -> list[Availability]:
    """All entries of a version in its own order, as they are offered on day `on`. Three queries."""
    entries = catalogue.entries.prefetch_related("sides", "changes").order_by("position")
    return [availability(entry, on) for entry in entries]


def availability(entry: InstrumentEntry, on: date) -> Availability:
    """One entry as it is offered on day `on`."""
    sides = {side.provider: side for side in entry.sides.all()}
    return Availability(
        entry=entry,
        municipality=sides.get(Provider.MUNICIPALITY),
        uwv=sides.get(Provider.UWV),
        changes=list(entry.changes.all()),
        is_available=entry.is_available(on),
    )


def stood_between(catalogue: Catalogue, on: date) -> tuple[date, date | None]:
    """The first and the last day (None: still so, as far as known) on which the package stood as on day `on`.

    catalogue: the version in force on that day. What changes it: a next version, and a side that begins or ends.
    """
    sides = InstrumentSide.objects.filter(entry__catalogue=catalogue)
    days = list(Catalogue.objects.adopted().values_list("in_force_from", flat=True))
    days += sides.values_list("valid_from", flat=True)
    days += [last + timedelta(days=1) for last in sides.values_list("valid_to", flat=True) if last]
    first, following = unchanged_around(on, (day for day in days if day))
    return first, following - timedelta(days=1) if following else None


def earlier_instruments(catalogue: Catalogue, entry: InstrumentEntry | None) -> list[tuple[str, str]]:
    """Slug and latest name of what an instrument of this version can follow: all that there are but itself."""
    earlier = InstrumentEntry.objects.filter(catalogue__number__lte=catalogue.number)
    names = dict(earlier.order_by("catalogue__number", "position").values_list("slug", "name"))
    return [(slug, name) for slug, name in names.items() if entry is None or slug != entry.slug]


@dataclass(frozen=True)
class Succession:
    """Which instrument this one came in the place of, and which came in its place."""

    before: InstrumentEntry | None
    after: Sequence[InstrumentEntry]


def succession(user: Any, entry: InstrumentEntry) -> Succession:
    """As far as this person may see the versions. Two queries."""
    entries = InstrumentEntry.objects.filter(catalogue__in=visible_catalogues(user)).select_related(
        "catalogue"
    )
    before = (
        entries.filter(slug=entry.replaces, catalogue__number__lte=entry.catalogue.number)
        .order_by("-catalogue__number")
        .first()
        if entry.replaces
        else None
    )
    after = entries.filter(replaces=entry.slug, catalogue__number__gte=entry.catalogue.number)
    latest = {one.slug: one for one in after.order_by("catalogue__number")}
    return Succession(before, list(latest.values()))


def entry_text(entry: Mapping[str, Any]) -> str:
    """All that an instrument says, line by line. entry: of `InstrumentEntry.full()`, or typed, in that shape."""
    lines = [
        f"{term_name(InstrumentEntry, name).capitalize()}: {entry[name]}"
        for name in ("name", "summary", "replaces", "relation")
        if entry[name]
    ]
    lines.append(f"Omschrijving vastgesteld: {'ja' if entry['is_described'] else 'nee'}")
    for side in entry["sides"]:
        offered_by = Provider(side["provider"]).label
        lines += [
            f"{offered_by}, {term_name(InstrumentSide, name)}: {side[name]}"
            for name in (*InstrumentSide.TERMS, "valid_from", "valid_to")
            if side[name]
        ]
    return "\n".join(lines).replace("\r\n", "\n")


def term_name(model: type[InstrumentEntry | InstrumentSide], name: str) -> str:
    """The Dutch name of a field."""
    return str(getattr(model._meta.get_field(name), "verbose_name", name))
