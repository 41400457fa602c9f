"""The figures of the marktbewerkingsplan, collected from where they are kept: nobody types them over.

A block is plain JSON, so that it can be stored with the plan: title, columns, rows (text, whole numbers or None),
source (words and address), a note, whether the cells are figures, and whether anything in it is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from instruments.queries.supply import supply_lines
from quotum.enums import CountKind
from quotum.permissions import visible_allocations
from quotum.queries import allocation_in_force, count_tables, count_years
from quotum.queries.contacts import contacts_by_sector
from quotum.queries.counts import CountLine
from quotum.queries.target_group import Expected, Profile, target_group_profile, target_group_years
from reports.enums import ChapterKind
from werkbedrijf.lib.dates import date_words

Block = dict[str, Any]


def plan_figures(user: Any, year: int, kind: str, on: date) -> list[Block]:
    """What belongs in one chapter of the plan for `year`, as it stands on day `on`; [] when nothing is known."""
    collect = _COLLECTORS.get(ChapterKind(kind))
    return collect(user, year, on) if collect else []


def _block(
    title: str,
    columns: Iterable[str],
    rows: Iterable[Iterable[str | int | None]],
    *,
    source: str,
    url: str,
    note: str = "",
    is_figures: bool = True,
    is_example: bool = False,
) -> Block:
    return {
        "title": title,
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "source": source,
        "url": url,
        "note": note,
        "is_figures": is_figures,
        "is_example": is_example,
    }


def _contacts(user: Any, year: int, on: date) -> list[Block]:
    """B3a: for every sector one contact point at each location."""
    found = contacts_by_sector()
    points = [point for line in found.lines for _, point in line.points if point is not None]
    if not points:
        return []
    return [
        _block(
            "Aanspreekpunten per sector en locatie",
            ["Sector", *(location.name for location in found.locations)],
            (
                [
                    f"{line.sector.name} ({line.sector.code})",
                    *(point.office if point else None for _, point in line.points),
                ]
                for line in found.lines
            ),
            source="Contactpunten",
            url=reverse("quotum:contact_point_list"),
            note=f"Er {'ontbreekt' if found.missing == 1 else 'ontbreken'} {found.missing} van de {found.wanted} "
            "aanspreekpunten."
            if found.missing
            else "",
            is_figures=False,
            is_example=any(point.is_example for point in points),
        )
    ]


def _counts(kind: CountKind, year: int, on: date, *, per_sector: bool) -> list[Block]:
    """The last year with figures of this kind, up to the plan's own."""
    for with_figures in (one for one in count_years() if one <= year):
        table = next((one for one in count_tables(with_figures, on) if one.kind == kind), None)
        if table is None:
            continue
        lines: tuple[CountLine, ...] = table.sectors if per_sector else table.locations
        age = f"Bijgewerkt tot en met kwartaal {table.deliveries[-1].quarter}." if table.deliveries else ""
        return [
            _block(
                f"{kind.label.capitalize()} per {'sector' if per_sector else 'locatie'} in {with_figures}",
                ["Sector" if per_sector else "Locatie", "1e kwartaal", "2e", "3e", "4e", "Samen"],
                ([line.name, *line.counts, line.total] for line in lines),
                source="Tellingen uit WBS en Sonar",
                url=f"{reverse('quotum:count_list')}?jaar={with_figures}",
                note=age,
                is_example=table.is_example,
            )
        ]
    return []


def _organisation(user: Any, year: int, on: date) -> list[Block]:
    return _counts(CountKind.CONTACTS, year, on, per_sector=False)


def _sectors(user: Any, year: int, on: date) -> list[Block]:
    return _counts(CountKind.VACANCIES, year, on, per_sector=True)


def _target_group(user: Any, year: int, on: date) -> list[Block]:
    """Counted in the last year before or in that of the plan, per municipality and by characteristic."""
    counted_in = next((one for one in target_group_years(user) if one <= year), None)
    if counted_in is None:
        return []
    profile = target_group_profile(user, counted_in, ahead=year)
    url = f"{reverse('quotum:target_group')}?jaar={counted_in}"
    return [
        _municipalities(profile, year, url),
        *(
            _block(
                f"Doelgroep in {counted_in} naar {one.characteristic.label}",
                [one.characteristic.label.capitalize(), "Mensen"],
                ([part.label.capitalize(), part.count] for part in one.parts),
                source="Doelgroep",
                url=url,
                note=""
                if one.known == profile.known
                else f"Bekend van {one.known} van de {profile.known} getelde gemeenten.",
                is_example=profile.is_example,
            )
            for one in profile.breakdowns
        ),
    ]


def _municipalities(profile: Profile, year: int, url: str) -> Block:
    """With the forecast for the year of the plan; when there is none, the first that was made."""
    by_year = {forecast.year: forecast for forecast in profile.forecasts}
    forecast = by_year.get(year) or next(iter(by_year.values()), None)
    ahead = forecast.year if forecast else None
    columns = ["Gemeente", f"Geteld in {profile.year - 1}", f"Geteld in {profile.year}"]
    rows: list[list[str | int | None]] = [
        [line.party.name, line.before, line.count, *_expected(line.expected, ahead)] for line in profile.lines
    ]
    rows.append(
        [
            "Regio",
            profile.before,
            profile.counted,
            *_expected(forecast, ahead),
        ]
    )
    notes = []
    if profile.known < profile.wanted:
        notes.append(f"Geteld in {profile.known} van de {profile.wanted} gemeenten.")
    if profile.methods:
        notes.append(f"Prognose: {'; '.join(profile.methods)}.")
    return _block(
        "Mensen in de doelgroep per gemeente",
        columns + ([f"Prognose {ahead}", "Ondergrens", "Bovengrens"] if ahead else []),
        rows,
        source="Doelgroep",
        url=url,
        note=" ".join(notes),
        is_example=profile.is_example,
    )


def _expected(expected: Expected | None, ahead: int | None) -> list[int | None]:
    if ahead is None:
        return []
    return [expected.count, expected.low, expected.high] if expected else [None, None, None]


def _allocation(user: Any, year: int, on: date) -> list[Block]:
    """The allocation in force for the year, else the newest that is being prepared."""
    allocation = allocation_in_force(year, on)
    adopted = allocation is not None
    if allocation is None:
        newest = visible_allocations(user).filter(year=year).exclude(state="adopted")
        allocation = newest.select_related("target").order_by("-pk").first()
    if allocation is None:
        return []
    shares = list(allocation.shares.select_related("sector").order_by("sector__position"))
    if allocation.decision is not None:
        note = f"Vastgesteld door besluit {allocation.decision.number}, van kracht vanaf "
        note += f"{date_words(allocation.in_force_from)}." if allocation.in_force_from else "de dag zelf."
    else:
        note = f"Nog niet vastgesteld: {allocation.get_state_display()}."
    rows: list[list[str | int | None]] = [
        [f"{one.sector.name} ({one.sector.code})", one.workplaces, one.assigned] for one in shares
    ]
    rows.append(["Samen", sum(one.workplaces for one in shares), sum(one.assigned for one in shares)])
    return [
        _block(
            f"Garantiebanen in {year} per sector",
            ["Sector", "Arbeidsplaatsen", "Garantiebanen"],
            rows,
            source="Verdeling" if adopted else "Verdeling in voorbereiding",
            url=allocation.get_absolute_url(),
            note=note,
            is_example=allocation.is_example,
        )
    ]


def _supply(user: Any, year: int, on: date) -> list[Block]:
    """Agreements that hold, or that go before the board; not those that ended."""
    lines = [line for line in supply_lines(user, on) if line.standing not in ("afgelopen", "ingetrokken")]
    if not lines:
        return []
    return [
        _block(
            "Afspraken over aanlevering en bemiddeling",
            ["Afspraak", "Stand", "Tussen", "Geldt tot en met"],
            (
                [
                    line.agreement.title,
                    line.standing,
                    ", ".join(party.name for party in line.parties),
                    date_words(line.agreement.ends_on) if line.agreement.ends_on else "zonder einddatum",
                ]
                for line in lines
            ),
            source="Aanlevering en bemiddeling",
            url=reverse("instruments:supply_list"),
            is_figures=False,
            is_example=any(line.agreement.is_example for line in lines),
        )
    ]


_COLLECTORS: dict[ChapterKind, Callable[[Any, int, date], list[Block]]] = {
    ChapterKind.ORGANISATION: _organisation,
    ChapterKind.CONTACTS: _contacts,
    ChapterKind.TARGET_GROUP: _target_group,
    ChapterKind.SECTORS: _sectors,
    ChapterKind.ALLOCATION: _allocation,
    ChapterKind.SUPPLY: _supply,
}
WITH_FIGURES = frozenset(_COLLECTORS)
