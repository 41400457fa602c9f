"""The chapter that only one recipient reads: its own figures, and what it is asked to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.kinds.verslag.chapters import (
    basics,
    behind_first,
    contribution_rows,
    municipality_chart,
    percentage,
    sector_rows,
    total_of,
    total_row,
)
from reports.kinds.verslag.contents import Figures, own_texts

MANY = 3  # decisions named in one sentence
OWN_TEMPLATES = {
    "municipality": "reports/print/own_municipality.html",
    "uwv": "reports/print/own_uwv.html",
    "employers": "reports/print/own_employers.html",
    "union": "reports/print/own_union.html",
}


def recipient_name(party: Mapping[str, str]) -> str:
    """Who receives this copy, as it stands on the cover: "Gemeenteraad van Hengelo", "Bestuur van FNV"."""
    body = party["body"]
    return body[:1].upper() + body[1:]


def own_context(figures: Figures, slug: str) -> dict[str, Any]:
    """For the chapter of one recipient. Raises StopIteration for a party that the figures do not have."""
    party = next(p for p in figures["parties"] if p["slug"] == slug)
    lines = figures["realisation"]["municipalities"]
    regional = total_of([line["realised"] for line in lines])
    mine = next((line for line in lines if line["slug"] == slug), None)
    contributions = contribution_rows(figures, slug)
    rows = sector_rows(figures)
    return {
        **basics(figures),
        "party": party,
        "recipient": recipient_name(party),
        "recipient_lower": party["body"],
        "own_title": own_title(figures, party),
        "own_texts": own_texts(figures, party),
        "mine": mine,
        "years": _two_years(figures, mine) if mine else [],
        "share": percentage(mine["realised"], regional) if mine else "–",
        "regional": regional,
        "chart": municipality_chart(figures, mine["name"]) if mine and regional else None,
        "contributions": contributions,
        "contribution_total": total_row(contributions),
        "decisions": _decisions(figures, slug),
        "deviations": figures.get("package", {}).get("deviations", {}).get(slug, []),
        "uniformity": _line_of(figures.get("package"), slug),
        "people": _line_of(figures.get("target_group"), slug),
        "promised": figures.get("commitments", {}).get("municipalities", {}).get(slug),
        "notices": _asked(figures, slug).get("notices", []),
        "to_do": to_do(figures, party),
        "sectors": rows,
        "sectors_behind": behind_first(rows, figures),
        "allocated_total": total_of([row.allocated for row in rows]),
        "realised_total": total_of([row.realised for row in rows]),
    }


def _two_years(figures: Figures, mine: Mapping[str, Any]) -> list[dict[str, Any]]:
    """This year and the one before, for one municipality beside the region; [] when there is nothing to compare."""
    lines = figures["realisation"]["municipalities"]
    rows = []
    for year, key in ((figures["year"], "realised"), (figures["year"] - 1, "previous")):
        region = total_of([line[key] for line in lines])
        rows.append(
            {"year": str(year), "mine": mine[key], "region": region, "share": percentage(mine[key], region)}
        )
    return rows if rows[-1]["region"] is not None else []


def own_title(figures: Figures, party: Mapping[str, str]) -> str:
    """The title of the recipient's own chapter."""
    return f"{party['name']} in {figures['year']}"


def _asked(figures: Figures, slug: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = figures.get("asked", {}).get(slug, {})
    return found


def _line_of(part: Mapping[str, Any] | None, slug: str) -> Mapping[str, Any] | None:
    lines = (part or {}).get("municipalities", ())
    return next((line for line in lines if line["slug"] == slug), None)


def _decisions(figures: Figures, slug: str) -> list[dict[str, Any]]:
    """The decisions that a party can take over, each with how this one did; "" when it did not."""
    uptakes: dict[str, list[str]] = {}
    for uptake in _asked(figures, slug).get("uptakes", ()):
        uptakes.setdefault(uptake["decision"], []).append(f"{uptake['how']} van {uptake['on']}")
    return [
        {**decision, "uptake": ", ".join(uptakes.get(decision["number"], []))}
        for decision in figures["decisions"]
        if not decision.get("is_internal")
    ]


def to_do(figures: Figures, party: Mapping[str, str]) -> list[str]:
    """What this recipient is asked to do, in sentences; empty when nothing is asked of it."""
    slug, asked = party["slug"], _asked(figures, party["slug"])
    found = []
    if party["kind"] == "municipality" and "asked" in figures:
        open_ones = [row["number"] for row in _decisions(figures, slug) if not row["uptake"]]
        if open_ones:
            found.append(f"Laat weten of het college {_decisions_in_words(open_ones)} overneemt.")
    found += [
        f"Geef antwoord over besluit {row['decision']}, dat u op {row['asked_on']} ter accordering is voorgelegd."
        for row in asked.get("consents", ())
        if not row["answer"]
    ]
    found += [
        f"Reageer uiterlijk {row['due']} op wat het bestuur vroeg over: {row['about']}."
        for row in asked.get("notices", ())
        if row["due"]
    ]
    requests = asked.get("information", {"asked": 0, "answered": 0})
    if waiting := requests["asked"] - requests["answered"]:
        found.append(f"Beantwoord de {'open uitvraag' if waiting == 1 else f'{waiting} open uitvragen'}.")
    lines = [line for line in figures["contributions"] if line["slug"] == slug]
    if not lines or any(line["delivered"] is None for line in lines):
        found.append(f"Geef op hoeveel uur u in {figures['year']} hebt geleverd.")
    return found


def _decisions_in_words(numbers: list[str]) -> str:
    """ "besluit 2026-001", "besluiten 2026-001 en 2026-002"; many are counted, for a table names them."""
    if len(numbers) > MANY:
        return f"de {len(numbers)} besluiten die hierna als “niet vastgelegd” staan,"
    if len(numbers) == 1:
        return f"besluit {numbers[0]}"
    return f"besluiten {', '.join(numbers[:-1])} en {numbers[-1]}"
