"""From frozen figures to what the templates of the verslag show. No database: the same figures give the same pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format

from governance.domain.rhythm import RhythmState
from reports.kinds.verslag.charts import Chart, bars
from reports.kinds.verslag.contents import Figures, chapters_of, text_at
from werkbedrijf.lib.dates import date_words, long_day
from werkbedrijf.lib.percents import in_percent


def percentage(part: int | None, whole: int | None) -> str:
    """`part` of `whole` as "12,3 %", rounded half up to tenths; "–" when there is nothing to divide."""
    if part is None or not whole:
        return "–"
    tenths = (2000 * part + whole) // (2 * whole)
    return in_percent(f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10}")


def total_of(values: Sequence[int | None]) -> int | None:
    """The sum of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def stated_total(figures: Figures, name: str, values: Sequence[int | None]) -> int | None:
    """The total that the figures state themselves (of a public version, rounded by itself), else the sum."""
    stated: Mapping[str, int | None] = figures.get("totals", {})
    return stated[name] if name in stated else total_of(values)


def difference(realised: int | None, allocated: int | None) -> int | None:
    """Realised minus allocated, in jobs; None when one of them is not known."""
    return None if realised is None or allocated is None else realised - allocated


def signed(number: int | None) -> str:
    """A difference with its sign: "+3", "−4" (a minus, not a hyphen), "0"; "–" when it is not known."""
    if number is None:
        return "–"
    return (
        number_format(number) if number == 0 else f"{'+' if number > 0 else '−'}{number_format(abs(number))}"
    )


def names_of(figures: Figures, *kinds: str) -> str:
    """The recipients of these kinds as a list in words: "Almelo, Borne en Dinkelland"."""
    names = [party["name"] for party in figures["parties"] if party["kind"] in kinds]
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


@dataclass(frozen=True)
class SectorRow:
    name: str
    workplaces: int | None
    allocated: int | None
    realised: int | None
    code: str = ""
    is_rounded: bool = False  # for everybody: a difference and a percentage of it would say what is not so

    @property
    def difference(self) -> int | None:
        return None if self.is_rounded else difference(self.realised, self.allocated)

    @property
    def signed(self) -> str:
        return signed(self.difference)

    @property
    def percent(self) -> str:
        return "–" if self.is_rounded else percentage(self.realised, self.allocated)

    @property
    def is_behind(self) -> bool:
        return self.difference is not None and self.difference < 0


def sector_rows(figures: Figures) -> list[SectorRow]:
    """Allocated and realised per sector, in the order of the allocation; sectors with realisation only come after."""
    realised = {line["code"]: line for line in figures["realisation"]["sectors"]}
    rows, public = [], "totals" in figures
    for share in (figures["allocation"] or {"shares": []})["shares"]:
        line = realised.pop(share["code"], None)
        rows.append(
            SectorRow(
                share["name"],
                share["workplaces"],
                share["jobs"],
                line["realised"] if line else None,
                share["code"],
                public,
            )
        )
    rows += [
        SectorRow(line["name"], None, None, line["realised"], line["code"], public)
        for line in realised.values()
    ]
    return rows


def behind_first(rows: Sequence[SectorRow], figures: Figures) -> list[SectorRow]:
    """The sectors that lag behind their allocation, the one with most jobs to go first."""
    if "behind" in figures:  # a public version, of which the numbers are rounded
        by_code = {row.code: row for row in rows}
        return [by_code[code] for code in figures["behind"]]
    return sorted((row for row in rows if row.is_behind), key=lambda row: row.difference or 0)


def contribution_rows(figures: Figures, slug: str | None = None) -> list[dict[str, Any]]:
    """Per party: planned and delivered hours; with `slug` per kind of work of that party."""
    lines = [line for line in figures["contributions"] if slug in (None, line["slug"])]
    if slug is not None:
        return [{**line, "percent": percentage(line["delivered"], line["planned"])} for line in lines]
    per_party: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        per_party.setdefault(line["party"], []).append(line)
    rows = []
    for party, own in per_party.items():
        planned = sum(line["planned"] for line in own)
        delivered = total_of([line["delivered"] for line in own])
        rows.append(
            {
                "party": party,
                "works": ", ".join(line["work"] for line in own),
                "planned": planned,
                "delivered": delivered,
                "percent": percentage(delivered, planned),
                "example": any(line["example"] for line in own),
            }
        )
    return rows


def total_row(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Planned and delivered hours together."""
    planned = total_of([row["planned"] for row in rows])
    delivered = total_of([row["delivered"] for row in rows])
    return {"planned": planned, "delivered": delivered, "percent": percentage(delivered, planned)}


def unconfirmed(figures: Figures) -> int:
    """How many lines the secretariat had not confirmed; editions from before it did say nothing of it."""
    return sum(not line.get("confirmed", True) for line in figures["contributions"])


def sector_chart(figures: Figures, rows: Sequence[SectorRow]) -> Chart:
    """Allocated beside realised per sector."""
    return bars(
        f"Staafdiagram: verdeelde en gerealiseerde extra banen per sector in {figures['year']}. "
        "De cijfers staan in de tabel hierna.",
        [(row.name, (row.allocated, row.realised)) for row in rows],
        legend=("verdeeld", "gerealiseerd"),
    )


def municipality_chart(figures: Figures, mine: str | None = None) -> Chart:
    """Realised per municipality; the own one stressed."""
    lines = figures["realisation"]["municipalities"]
    stressed = f", {mine} donker" if mine else ""
    return bars(
        f"Staafdiagram: gerealiseerde extra banen per gemeente in {figures['year']}{stressed}. "
        "De cijfers staan in de tabel bij het hoofdstuk Realisatie.",
        [(line["name"], (line["realised"],)) for line in lines],
        mine=mine,
    )


def basics(figures: Figures) -> dict[str, Any]:
    """What every part of the document knows."""
    year = str(figures["year"])  # text: a number would get a thousands separator
    return {
        "year": year,
        "figures": figures,
        "public": "totals" in figures,  # for everybody: people and jobs rounded
        "is_late": figures["year_ended"] and figures["frozen_on"] > figures["deadline"],
        "late_reason": figures.get("late_reason", ""),
        "correction": figures.get("correction"),
        "concept": not figures["year_ended"],
        "preview": figures.get("preview", False),  # of what is being written; never stored
        "frozen_on": date_words(date.fromisoformat(figures["frozen_on"])),
        "deadline": long_day(date.fromisoformat(figures["deadline"])),
    }


def common_context(figures: Figures) -> dict[str, Any]:
    """For the part that all recipients share."""
    rows = sector_rows(figures)
    meetings = [{**m, "day": date.fromisoformat(m["day"])} for m in figures["meetings"]]
    contributions = contribution_rows(figures)
    municipalities = figures["realisation"]["municipalities"]
    regional = stated_total(figures, "municipal", [line["realised"] for line in municipalities])
    allocated = stated_total(figures, "allocated", [row.allocated for row in rows])
    realised = stated_total(figures, "realised", [row.realised for row in rows])
    return {
        **basics(figures),
        "chapters": [
            {"chapter": chapter, "text": text_at(figures, chapter.anchor)} for chapter in chapters_of(figures)
        ],
        "council_names": names_of(figures, "municipality"),
        "other_names": names_of(figures, "uwv", "employers", "union"),
        "meetings": meetings,
        "missed_periods": [p["label"] for p in figures["periods"] if p["state"] == RhythmState.MISSED],
        "rhythm_sentence": rhythm_sentence(figures),
        "rejected": [{**v, "day": date.fromisoformat(v["day"])} for v in figures.get("rejected", ())],
        "people": _people(figures),
        "decisions": [{**d, "day": date.fromisoformat(d["day"])} for d in figures["decisions"]],
        "sectors": rows,
        "sectors_behind": behind_first(rows, figures),
        "workplaces_total": stated_total(figures, "workplaces", [row.workplaces for row in rows]),
        "allocated_total": allocated,
        "realised_total": realised,
        "difference_total": signed(difference(realised, allocated)),
        "realised_percent": percentage(realised, allocated),
        "sector_chart": sector_chart(figures, rows) if realised is not None else None,
        "municipalities": [{**m, "share": percentage(m["realised"], regional)} for m in municipalities],
        "municipal_total": regional,
        "municipal_previous": stated_total(
            figures, "municipal_previous", [m["previous"] for m in municipalities]
        ),
        "municipality_chart": municipality_chart(figures) if regional is not None else None,
        "contributions": contributions,
        "contribution_total": total_row(contributions),
        "contribution_costs": total_of([line.get("costs") for line in figures["contributions"]]),
        "contributions_unconfirmed": unconfirmed(figures),
    }


def rhythm_sentence(figures: Figures) -> str:
    """Whether the rhythm of article 4 was kept, in a sentence; "" for a year without a rhythm."""
    periods = figures["periods"]
    if not periods:
        return ""
    missed = [period["label"] for period in periods if period["state"] == RhythmState.MISSED]
    if missed:
        return f"Het ritme is niet gehouden: in het {' en het '.join(missed)} is niet vergaderd."
    if all(period["meetings"] for period in periods):
        return "Het ritme is gehouden."
    return "Tot nu toe is het ritme gehouden."


def _people(figures: Figures) -> dict[str, Any]:
    """The target group of the region; a sum over fewer municipalities than there are says of how many it is."""
    lines = figures.get("target_group", {}).get("municipalities", [])
    return {
        "counted": stated_total(figures, "people", [line["counted"] for line in lines]),
        "previous": stated_total(figures, "people_previous", [line["previous"] for line in lines]),
        "expected": stated_total(figures, "people_expected", [line["expected"] for line in lines]),
        "known": sum(line["counted"] is not None for line in lines),
        "wanted": len(lines),
    }
