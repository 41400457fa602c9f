"""The verslag for everybody: what it says of people and jobs rounded to 5, each figure by itself.

The same rule as that of the public figures on the site: the same count rounded in two ways would say more than either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from werkbedrijf.lib.rounding import rounded

# Whole numbers in the frozen figures that are not about people or jobs. Every other one is rounded, so that a figure
# that is added one day is not published as it is; tests/reports/test_public_version.py asks which of both it is.
EXACT = frozenset(
    {
        *("version", "year", "sequence", "of_edition"),  # which document this is
        *("meetings", "present", "seats", "decisions"),  # how the board met
        *("asked", "answered", "in_time"),  # requests for information
        *("planned", "delivered", "costs"),  # hours and euros of a party
    }
)
COUNTED = frozenset({"total", "jobs", "workplaces", "realised", "previous"})


def public_figures(figures: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of an edition as everybody may read them, in the same shape; `totals` says what they add up to.

    A total is the rounded total and not the sum of what was rounded, so that it is as near as its parts are.
    """
    allocation = figures["allocation"] or {"shares": []}
    realisation = figures["realisation"]
    return {
        **{name: _public(name, value) for name, value in figures.items()},
        "totals": {
            "workplaces": _total(share["workplaces"] for share in allocation["shares"]),
            "allocated": _total(share["jobs"] for share in allocation["shares"]),
            "realised": _total(line["realised"] for line in realisation["sectors"]),
            "municipal": _total(line["realised"] for line in realisation["municipalities"]),
            "municipal_previous": _total(line["previous"] for line in realisation["municipalities"]),
        },
    }


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
