"""Reads of workplaces: the figure of each sector in a year, how far it is rounded, what classification it follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotum.domain.classification import ClassificationError, Section, cover, sections_of
from quotum.domain.workplace_file import TOTAL
from quotum.enums import WorkplaceKind
from quotum.models import Classification, WorkplaceRevision, Workplaces

MOST_TERMS = (
    3  # figures that a derived one is computed from, when that cannot be seen: a group minus two parts
)


@dataclass(frozen=True, slots=True)
class Weight:
    """The workplaces of one sector in one year.

    jobs: None when it was not published (which is not 0). parts: the published codes that it is the sum of.
    margin: how far the true number can lie from it by the publisher's rounding, in jobs.
    """

    code: str
    jobs: int | None
    parts: tuple[str, ...] = ()
    margin: int = 0


def sections_named(scheme: str) -> list[Section]:
    """The sections of a classification by its name ("SBI 2008"), in order; empty when it is not known here."""
    classification = Classification.objects.named(scheme)
    return [row.as_section() for row in classification.sections.all()] if classification else []


def letters_of(codes: Iterable[str], sections: list[Section]) -> dict[str, frozenset[str]]:
    """Code to letters, for the codes that these sections know."""
    found = {}
    for code in codes:
        try:
            found[code] = sections_of(code, sections)
        except ClassificationError:
            continue
    return found


def code_name(code: str, sections: Sequence[Section]) -> str:
    """The Dutch name of a code: of its section, or of the sections that it runs from and to."""
    if code == TOTAL:
        return "Alle economische activiteiten"
    names = {section.letter: section.name for section in sections}
    if code in names:
        return names[code]
    if "+" in code:
        return " en ".join(names.get(part, part) for part in code.split("+"))
    first, _, last = code.partition("-")
    return f"{names.get(first, first)} tot en met {names.get(last, last).lower()}" if last else code


@dataclass(frozen=True)
class PublishedYear:
    """What a revision publishes for one year, read once: figures by code, their letters, and the classification."""

    rounded_to: int
    figures: dict[str, Workplaces]
    sections: list[Section]
    pieces: dict[str, frozenset[str]]

    def weights(self, codes: Iterable[str]) -> list[Weight]:
        """The workplaces of each code, in the order given: published as such, else the sum of published parts."""
        return [self._weight(code) for code in codes]

    def _weight(self, code: str) -> Weight:
        parts: tuple[str, ...] | None = (code,) if code in self.figures else None
        if parts is None:
            wanted = letters_of([code], self.sections).get(code)
            parts = cover(wanted, self.pieces) if wanted else None
        if not parts:
            return Weight(code, None)
        terms = sum(self._terms(part) for part in parts)
        jobs = sum(self.figures[part].jobs or 0 for part in parts)
        return Weight(code, jobs, parts, terms * (self.rounded_to // 2))

    def _terms(self, code: str) -> int:
        """From how many rounded figures a figure was made: 1 as published, more for a group minus its parts."""
        if self.figures[code].kind != WorkplaceKind.DERIVED:
            return 1
        own = self.pieces.get(code)
        reported = {
            name: letters
            for name, letters in self.pieces.items()
            if self.figures[name].kind == WorkplaceKind.REPORTED
        }
        counts = [
            1 + len(rest)
            for letters in reported.values()
            if own and own < letters and (rest := cover(letters - own, reported)) is not None
        ]
        return min(counts, default=MOST_TERMS)


def published_year(revision: WorkplaceRevision, year: int) -> PublishedYear:
    """What this revision publishes for a year; what it says was not published is left out. Three queries."""
    rows = Workplaces.objects.filter(revision=revision, year=year, jobs__isnull=False)
    figures = {row.sector_code: row for row in rows}
    sections = sections_named(revision.scheme)
    return PublishedYear(revision.rounded_to, figures, sections, letters_of(figures, sections))
