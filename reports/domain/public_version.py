"""The verslag for everybody: what it says of people and jobs rounded to 5, each figure by itself.

The same rule as that of the public figures on the site: the same count rounded in two ways would say more than either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reports.domain.report_texts import numbers_in, plain
from werkbedrijf.lib.rounding import rounded

# Whole numbers in the frozen figures that are not about people or jobs. Every other one is rounded, so that a figure
# that is added one day is not published as it is; tests/reports/test_public_version.py asks which of both it is.
EXACT = frozenset(
    {
        *("version", "year", "quarter", "number", "sequence", "of_edition"),  # which document this is
        *("meetings", "present", "seats", "decisions"),  # how the board met
        *("for", "against", "abstained", "not_voted", "absent", "recused"),  # what the seats did in a vote
        *("asked", "answered", "in_time"),  # requests for information
        *("planned", "delivered", "costs"),  # hours and euros of a party
        *("count", "employers"),  # commitments, and who made them: organisations
        "allocated",  # by a decision of the board
    }
)
EXACT_PARTS = frozenset(
    {"package", "plan", "allocation"}
)  # regulations, actions of a plan, what the board adopted
COUNTED = frozenset(
    {
        *("total", "jobs", "workplaces", "realised", "previous"),
        *("promised", "fulfilled", "filled", "open"),  # jobs of commitments
        *("people", "counted", "expected"),  # the target group
    }
)


def public_figures(figures: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of an edition as everybody may read them, in the same shape; `totals` says what they add up to.

    A total is the rounded total and not the sum of what was rounded, so that it is as near as its parts are.
    """
    allocation = figures["allocation"] or {"shares": []}
    realisation = figures["realisation"]
    people = figures.get("target_group", {}).get("municipalities", [])
    left_out = texts_left_out(figures)
    texts = {place: text for place, text in figures.get("texts", {}).items() if place not in left_out}
    return {
        **{name: value if name in EXACT_PARTS else _public(name, value) for name, value in figures.items()},
        "texts": texts,
        "behind": _behind(allocation["shares"], realisation["sectors"]),
        "totals": {
            "realised": _total(line["realised"] for line in realisation["sectors"]),
            "municipal": _total(line["realised"] for line in realisation["municipalities"]),
            "municipal_previous": _total(line["previous"] for line in realisation["municipalities"]),
            "people": _total(line["counted"] for line in people),
            "people_previous": _total(line["previous"] for line in people),
            "people_expected": _total(line["expected"] for line in people),
        },
    }


def _behind(shares: Iterable[Mapping[str, Any]], sectors: Iterable[Mapping[str, Any]]) -> list[str]:
    """The codes of the sectors that lag behind, the one with most jobs to go first: by the figures as they are."""
    realised = {line["code"]: line["realised"] for line in sectors}
    gaps = [
        (realised[share["code"]] - share["jobs"], share["code"])
        for share in shares
        if realised.get(share["code"]) is not None
    ]
    return [code for gap, code in sorted(gaps, key=lambda found: found[0]) if gap < 0]


def texts_left_out(figures: Mapping[str, Any]) -> list[str]:
    """The places of texts that name a number of people or jobs as it is: words are not rounded, so they stay inside."""
    exact = {plain(abs(count)) for count in _counts(figures) if _rounded(count) != count}
    return [
        place
        for place, text in figures.get("texts", {}).items()
        if not exact.isdisjoint(numbers_in(text["text"]))
    ]


def _counts(value: Any, name: str = "") -> Iterable[int]:
    """Every whole number that is about people or jobs, at any depth."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in EXACT_PARTS:
                yield from _counts(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _counts(inner, name)
    elif isinstance(value, int) and not isinstance(value, bool) and name not in EXACT:
        yield value


def whole_numbers(value: Any, name: str = "") -> set[str]:
    """The names under which whole numbers stand, at any depth."""
    if isinstance(value, Mapping):
        return {found for key, inner in value.items() for found in whole_numbers(inner, key)}
    if isinstance(value, list | tuple):
        return {found for inner in value for found in whole_numbers(inner, name)}
    return {name} if isinstance(value, int) and not isinstance(value, bool) else set()


def _public(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _public(key, inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_public(name, inner) for inner in value]
    if isinstance(value, bool) or not isinstance(value, int) or name in EXACT:
        return value
    return _rounded(value)


def _rounded(count: int) -> int:
    """Of fewer jobs than before (a negative count) as of more."""
    near = rounded(abs(count)) or 0
    return -near if count < 0 else near


def _total(counts: Iterable[int | None]) -> int | None:
    """The rounded sum of what is known; None when nothing is."""
    known = [count for count in counts if count is not None]
    return _rounded(sum(known)) if known else None
