"""Whether the words of a verslag still fit its figures: a number that stood in them when it was written, and no longer.

Only whole and decimal numbers are looked at. Years, days with their month and numbers of articles are not figures.
A number that no figure had when it was written is the writer's own, and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_NO_FIGURE = re.compile(
    rf"\b\d{{1,2}} (?:{_MONTHS})\b|\b(?:artikel(?:en)?|besluit|editie|versie|pagina) \d[\d-]*|\b\d{{1,4}}-\d[\d-]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?![\w])")
_YEARS = range(2000, 2100)  # written without a point they are taken for years, not for amounts

Figures = Mapping[str, str]  # the name of a figure, within a sentence, to its number as `plain` writes it
Named = Mapping[str, Sequence[str]]  # a number in a text, to the names of the figures that it was


@dataclass(frozen=True, slots=True)
class Moved:
    """A number in a text that its figures no longer say. figures: name and number of now ("" when it is gone)."""

    number: str
    figures: tuple[tuple[str, str], ...]

    @property
    def sentence(self) -> str:
        now = [f"{name} is nu {new}" if new else f"{name} staat er niet meer" for name, new in self.figures]
        return f"U schreef {self.number}; {' en '.join(now)}."


def plain(number: int | str) -> str:
    """A number as it is compared: without points between thousands ("1.250" and 1250 are both "1250")."""
    return str(number).replace(".", "")


def numbers_in(text: str) -> list[str]:
    """The numbers that a text names, each once, in its order and as `plain` writes them."""
    found = _NUMBER.findall(_NO_FIGURE.sub(" ", text))
    return list(dict.fromkeys(plain(number) for number in found if not _is_year(number)))


def _is_year(number: str) -> bool:
    return number.isdigit() and int(number) in _YEARS


def name_figures(text: str, near: Figures, far: Figures, before: Named) -> dict[str, list[str]]:
    """Which figures the numbers of a text are, as it is saved.

    near: the figures of its own chapter, which come first; far: all. before: what was known of the text until now; a
    number that is no figure any more stays what it was, so that saving another word does not hide that it is outdated.
    """
    named: dict[str, list[str]] = {}
    for number in numbers_in(text):
        names = _with(near, number) or _with(far, number)
        if before.get(number) and not _still(before[number], far, number):
            names = list(before[number])
        if names:
            named[number] = names
    return named


def moved(named: Named, figures: Figures) -> list[Moved]:
    """The numbers that none of their figures says any more, with what these say now."""
    return [
        Moved(number, tuple((name, figures.get(name, "")) for name in names))
        for number, names in named.items()
        if not _still(names, figures, number)
    ]


def _with(figures: Figures, number: str) -> list[str]:
    return [name for name, value in figures.items() if value == number]


def _still(names: Iterable[str], figures: Figures, number: str) -> bool:
    return any(figures.get(name) == number for name in names)
