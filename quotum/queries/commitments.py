"""Reads of employers' commitments: the list as it is narrowed, one with its history, what may be the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Coalesce

from governance.models import Location, Party
from governance.permissions import today
from quotum.domain.commitments import OVERLAP
from quotum.domain.employers import name_key
from quotum.enums import CommitmentState, EntryKind
from quotum.models import Commitment, CommitmentEntry, Employer, EmployerJoining, Sector
from quotum.models.commitments import CommitmentQuerySet
from quotum.permissions.employers import visible_commitments, visible_employers
from werkbedrijf.web.words import matching, search_words

RELATED = ("employer__joined_to", "sector", "municipality", "location")
# The word in the address, the words on the screen, and the order; the last makes it the same every time.
ORDERS = {
    "vanaf": ("eerste dag, nieuwste eerst", ("-starts_on", "-pk")),
    "werkgever": ("werkgever", ("holder_name", "-starts_on", "-pk")),
    "sector": ("sector", ("sector__position", "holder_name", "-pk")),
    "open": ("meest nog in te vullen", ("-open_jobs", "holder_name", "-pk")),
    "aantal": ("grootste aantal", ("-counting_jobs", "holder_name", "-pk")),
}
STATES = {
    "loopt": CommitmentState.OPEN,
    "nog-niet": CommitmentState.PLANNED,
    "ingevuld": CommitmentState.FULFILLED,
    "ingetrokken": CommitmentState.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a reader narrows and sorts the list; all empty is everything. year: in which a commitment begins."""

    words: str = ""
    year: int | None = None
    sector: str = ""
    place: Party | Location | None = None
    state: str = ""
    order: str = "vanaf"

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.year or self.sector or self.place or self.state)

    @property
    def in_words(self) -> str:
        """What narrows the list, for a reader of the printed list too: "vanaf 2026, sector F, stand loopt"."""
        place = self.place
        parts = [
            f"werkgever “{self.words}”" if self.words else "",
            f"vanaf {self.year}" if self.year else "",
            f"sector {self.sector}" if self.sector else "",
            f"{'gemeente' if isinstance(place, Party) else 'Werkplein'} {place}" if place else "",
            f"stand {STATES[self.state].label}" if self.state else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Sums:
    """Over the commitments that were found, in jobs: promised (of a withdrawn one what was filled), filled, open."""

    count: int
    promised: int
    fulfilled: int
    open: int


def find_commitments(user: Any, chosen: Chosen, on: date | None = None) -> CommitmentQuerySet:
    """The commitments that this person may see and that fit, with their standing, in the order that was asked for."""
    rows: Any = visible_commitments(user).with_standing().select_related(*RELATED)
    rows = rows.annotate(holder_name=Coalesce("employer__joined_to__name", "employer__name"))
    if chosen.words:
        found = find_employers(user, chosen.words)
        rows = rows.filter(Q(employer__in=found) | Q(employer__joined_to__in=found))
    if chosen.year is not None:
        rows = rows.filter(starts_on__year=chosen.year)
    if chosen.sector:
        rows = rows.filter(sector__code=chosen.sector)
    if isinstance(chosen.place, Party):
        rows = rows.filter(municipality=chosen.place)
    elif isinstance(chosen.place, Location):
        rows = rows.filter(location=chosen.place)
    if chosen.state:
        rows = rows.in_state(STATES[chosen.state], on or today())
    ordered: CommitmentQuerySet = rows.order_by(*ORDERS[chosen.order][1])
    return ordered


def find_employers(user: Any, typed: str) -> Any:
    """Employers by words of their name, by their name however it is spelled, or by their KvK number."""
    employers, key = visible_employers(user), name_key(typed)
    found = Q(pk__in=matching(employers, ("name",), search_words(typed)).values("pk"))
    if key:
        found |= Q(name_key__contains=key) | Q(kvk_number=key)
    return employers.filter(found)


def employers_found(user: Any, words: Sequence[str], every: bool) -> Any:
    """Employers for the search over everything, with `commitment_count`; a KvK number is one word.

    One that was joined to another is found as that other, by either name.
    """
    employers = visible_employers(user)
    named = matching(employers, ("name",), words, every=every)
    numbers = [word for word in words if word.isdecimal() and len(word) == 8]
    found = Q(pk__in=named.values("pk")) | Q(kvk_number__in=numbers)
    earlier = employers.filter(found).exclude(joined_to=None)
    return (
        employers.present()
        .filter(found | Q(pk__in=earlier.values("joined_to")))
        .annotate(
            commitment_count=Count("commitments", distinct=True)
            + Count("absorbed__commitments", distinct=True)
        )
        .order_by("name", "pk")
    )


def sums(rows: CommitmentQuerySet) -> Sums:
    """What these commitments come to together."""
    # Names of their own: one that an annotation has already would be taken for it.
    found = rows.order_by().aggregate(
        rows=Count("pk"),
        all_promised=Sum("counting_jobs"),
        all_fulfilled=Sum("fulfilled"),
        all_open=Sum("open_jobs"),
    )
    names = ("rows", "all_promised", "all_fulfilled", "all_open")
    return Sums(*(found[name] or 0 for name in names))


def commitment_years(user: Any) -> list[int]:
    """The years in which a commitment begins, the newest first."""
    days = visible_commitments(user).order_by().values_list("starts_on__year", flat=True).distinct()
    return sorted(days, reverse=True)


def sectors_with_commitments(user: Any) -> list[tuple[str, str]]:
    """Code and name of every sector with a commitment, of the list in use first; each code once."""
    found = Sector.objects.filter(commitments__in=visible_commitments(user)).distinct()
    names: dict[str, str] = {}
    for sector in found.order_by("-sector_list__version", "position"):
        names.setdefault(sector.code, sector.name)
    return list(names.items())


def similar_commitments(name: str, kvk: str, sector: Sector, starts_on: date) -> list[Commitment]:
    """Commitments that may be the same one: the same employer and sector, begun within half a year of each other.

    Different KvK numbers do not rule it out, since one organisation can be registered more than once: it is a question
    to somebody who knows, never a refusal. Sectors are compared by their code, since a new sector list has rows of its
    own. A withdrawn one is no longer meant.
    """
    near: Any = Commitment.objects.with_standing().filter(
        sector__code=sector.code, starts_on__gte=starts_on - OVERLAP, starts_on__lte=starts_on + OVERLAP
    )
    key = name_key(name)
    wanted = Q(employer__name_key=key) | Q(employer__joined_to__name_key=key)
    wanted |= Q(employer__joined_to__absorbed__name_key=key) | Q(employer__absorbed__name_key=key)
    if kvk:
        wanted |= Q(employer__kvk_number=kvk) | Q(employer__joined_to__kvk_number=kvk)
        wanted |= Q(employer__joined_to__absorbed__kvk_number=kvk) | Q(employer__absorbed__kvk_number=kvk)
    pks = Commitment.objects.filter(wanted).values(
        "pk"
    )  # apart: several names of one employer are several rows here
    rows = near.filter(pk__in=pks).exclude(ending=EntryKind.WITHDRAWN).select_related(*RELATED)
    return list(rows.order_by("pk"))


@dataclass(frozen=True, slots=True)
class History:
    """A commitment's lines, oldest first; `fillings`: each line with filled jobs and what it says after corrections."""

    entries: tuple[CommitmentEntry, ...]
    fillings: tuple[tuple[CommitmentEntry, int], ...]


def history(commitment: Commitment) -> History:
    """All that became of a commitment. One query."""
    entries = tuple(commitment.entries.select_related("by", "corrects").order_by("pk"))
    said: dict[int, int] = {}
    for entry in entries:
        if entry.kind == EntryKind.FULFILLED:
            said[entry.pk] = entry.jobs
        elif entry.corrects_id is not None:
            said[entry.corrects_id] += entry.jobs
    return History(entries, tuple((entry, said[entry.pk]) for entry in entries if entry.pk in said))


def employers_seen(user: Any) -> Any:
    """Every employer by name, to choose from while typing."""
    return visible_employers(user).present().order_by("name")


def places() -> tuple[list[Party], list[Location]]:
    """The municipalities that take part, and the locations of Werkplein Twente: where a commitment can be for."""
    municipalities = Party.objects.current(today()).municipalities().order_by("name")
    return list(municipalities), list(Location.objects.order_by("name"))


def place_key(place: Party | Location) -> str:
    """A place in an address: "gemeente-almelo", "werkplein-almelo"."""
    return f"{'gemeente' if isinstance(place, Party) else 'werkplein'}-{place.slug}"


def find_place(key: str) -> Party | Location | None:
    """The place that `place_key` names, or None."""
    kind, _, slug = key.partition("-")
    if kind == "gemeente":
        return Party.objects.municipalities().filter(slug=slug).first()
    return Location.objects.filter(slug=slug).first() if kind == "werkplein" else None


def last_recorded(rows: CommitmentQuerySet) -> Any:
    """The moment at which the last of these commitments, or of their lines, was written down; None without any."""
    made = rows.order_by().aggregate(at=Max("recorded_at"))["at"]
    added = CommitmentEntry.objects.filter(commitment__in=rows.order_by().values("pk")).aggregate(
        at=Max("at")
    )["at"]
    return max((at for at in (made, added) if at is not None), default=None)


def commitment_facts(commitment: Commitment) -> dict[str, Any]:
    """What the ledger says of a commitment: who promised how many jobs, where and from when."""
    return {
        "commitment": commitment.pk,
        "employer": commitment.employer_id,
        "sector": commitment.sector_id,
        "municipality": commitment.municipality_id,
        "location": commitment.location_id,
        "jobs": commitment.jobs,
        "starts_on": commitment.starts_on.isoformat(),
    }


def entry_facts(entry: CommitmentEntry) -> dict[str, Any]:
    """What the ledger says of a line: what happened, on which day, and the difference in jobs."""
    return {
        "entry": entry.pk,
        "commitment": entry.commitment_id,
        "kind": str(entry.kind),
        "on": entry.on.isoformat(),
        "jobs": entry.jobs,
        "corrects": entry.corrects_id,
    }


def employer_commitments(user: Any, employer: Employer) -> CommitmentQuerySet:
    """All commitments of one employer with their standing, under whatever name they were made, the newest first."""
    own = Q(employer=employer) | Q(employer__joined_to=employer)
    rows = visible_commitments(user).filter(own).with_standing()
    return rows.select_related(*RELATED).order_by(F("starts_on").desc(), "-pk")


@dataclass(frozen=True, slots=True)
class Joined:
    """An employer that turned out to be this one, with the line that says so."""

    employer: Employer
    line: EmployerJoining


def joined_to(employer: Employer) -> list[Joined]:
    """The employers that turned out to be this one, by name, each with its last line. Two queries."""
    absorbed = list(employer.absorbed.order_by("name", "pk"))
    last: dict[int, EmployerJoining] = {}
    for line in EmployerJoining.objects.filter(employer__in=absorbed).select_related("by").order_by("pk"):
        last[line.employer_id] = line
    return [Joined(one, last[one.pk]) for one in absorbed if one.pk in last]
