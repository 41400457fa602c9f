"""The figures of a verslag by the name that a writer would give them: with these the numbers in a text are compared."""

from __future__ import annotations

from collections.abc import Iterator

from reports.domain.report_texts import plain
from reports.kinds.verslag.chapters import (
    contribution_rows,
    percentage,
    sector_rows,
    stated_total,
    total_of,
)
from reports.kinds.verslag.contents import Figures, chapters_of
from werkbedrijf.lib.percents import SIGN

Line = tuple[str, int | str | None]


def named_figures(figures: Figures) -> dict[str, dict[str, str]]:
    """By chapter the name of each figure, within a sentence, to its number (domain/report_texts.plain)."""
    parts = {
        "bestuur": _board(figures),
        "vergaderingen": _meetings(figures),
        "besluiten": iter([("het aantal besluiten", len(figures["decisions"]))]),
        "verdeling": _allocation(figures),
        "realisatie": _realisation(figures),
        "basispakket": _package(figures),
        "plan": _plan(figures),
        "doelgroep": _target_group(figures),
        "toezeggingen": _commitments(figures),
        "informatie": _information(figures),
        "financieel": _contributions(figures),
    }
    present = {chapter.anchor for chapter in chapters_of(figures)}  # an older edition has fewer
    return {
        chapter: {name: plain(value) for name, value in lines if value is not None}
        for chapter, lines in parts.items()
        if chapter in present
    }


def all_figures(figures: Figures) -> dict[str, str]:
    """The same of all chapters together."""
    return {name: value for chapter in named_figures(figures).values() for name, value in chapter.items()}


def _board(figures: Figures) -> Iterator[Line]:
    yield "het aantal partijen", len(figures["parties"])
    yield "het aantal zetels", len(figures["seats"])


def _meetings(figures: Figures) -> Iterator[Line]:
    yield "het aantal vergaderingen", len(figures["meetings"])
    for period in figures["periods"]:
        yield f"het aantal vergaderingen in het {period['label']}", period["meetings"]


def _allocation(figures: Figures) -> Iterator[Line]:
    allocation = figures["allocation"]
    if allocation:
        yield "het aantal verdeelde extra banen", allocation["total"]
        for share in allocation["shares"]:
            yield f"de verdeling voor {share['name']}", share["jobs"]


def _realisation(figures: Figures) -> Iterator[Line]:
    rows = sector_rows(figures)
    realised = stated_total(figures, "realised", [row.realised for row in rows])
    allocated = total_of([row.allocated for row in rows])
    yield "het aantal gerealiseerde extra banen", realised
    yield "het deel van de verdeling dat is gerealiseerd", _number(percentage(realised, allocated))
    for row in rows:
        yield f"de realisatie in de sector {row.name}", row.realised
    for line in figures["realisation"]["municipalities"]:
        yield f"de realisatie in de gemeente {line['name']}", line["realised"]


def _package(figures: Figures) -> Iterator[Line]:
    package = figures["package"]
    yield "het aantal gelijke regelingen", package["region"]["equal"]
    yield "het aantal afwijkende regelingen", package["region"]["differs"]
    yield "het aantal ontbrekende regelingen", package["region"]["missing"]
    yield "hoe vaak een partij is aangesproken", package["notices"]["raised"]
    yield "het aantal openstaande aansprekingen", package["notices"]["open"]


def _plan(figures: Figures) -> Iterator[Line]:
    plan = figures["plan"]
    if plan:
        yield "het aantal acties van het marktbewerkingsplan", len(plan["actions"])
        yield "het aantal afgeronde acties van het marktbewerkingsplan", plan["done"]
        yield "het aantal late acties van het marktbewerkingsplan", plan["late"]


def _target_group(figures: Figures) -> Iterator[Line]:
    lines = figures["target_group"]["municipalities"]
    yield (
        "het aantal mensen in de doelgroep",
        stated_total(figures, "people", [line["counted"] for line in lines]),
    )
    for line in lines:
        yield f"het aantal mensen in de doelgroep in {line['name']}", line["counted"]


def _commitments(figures: Figures) -> Iterator[Line]:
    commitments = figures["commitments"]
    yield "het aantal toegezegde garantiebanen", commitments["promised"]
    yield "het aantal ingevulde garantiebanen", commitments["fulfilled"]
    yield "het aantal werkgevers met een toezegging", commitments["employers"]


def _information(figures: Figures) -> Iterator[Line]:
    yield "het aantal uitvragen", sum(row["asked"] for row in figures["information"])
    yield "het aantal beantwoorde uitvragen", sum(row["answered"] for row in figures["information"])


def _contributions(figures: Figures) -> Iterator[Line]:
    rows = contribution_rows(figures)
    yield "het aantal toegezegde uren", total_of([row["planned"] for row in rows])
    yield "het aantal geleverde uren", total_of([row["delivered"] for row in rows])
    yield "het bedrag aan kosten", total_of([line.get("costs") for line in figures["contributions"]])
    for row in rows:
        yield f"het aantal toegezegde uren van {row['party']}", row["planned"]
        yield f"het aantal geleverde uren van {row['party']}", row["delivered"]


def _number(percent: str) -> str | None:
    """ "88,9" of "88,9 %"; None when there is nothing to compare."""
    return percent.removesuffix(SIGN) if percent.endswith(SIGN) else None
