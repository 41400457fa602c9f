"""The year in the address (?jaar=2026), which every page of figures shares."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from governance.permissions import today


def chosen_year(request: HttpRequest, years: Sequence[int]) -> int:
    """The year asked for when it has figures, else this year when it has, else the latest that has, else this year."""
    asked = request.GET.get("jaar", "")
    if asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in years:
        return int(asked)
    this = today().year
    if this in years or not years:
        return this
    return max(years)
