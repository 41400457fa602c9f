"""Two versions of the base package beside each other, with the words in which they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from governance.domain.differences import Piece, differences
from instruments.domain.comparison import compare
from instruments.enums import Provider
from instruments.models import Catalogue, InstrumentEntry, InstrumentSide
from instruments.queries.catalogues import term_name


@dataclass(frozen=True)
class ComparedTerm:
    """One term that differs, with its Dutch names. provider: "" for the instrument as a whole."""

    provider: str
    term: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ComparedInstrument:
    """One instrument in two versions. word: what happened to it; "" when it stayed the same."""

    slug: str
    name: str
    word: str
    terms: Sequence[ComparedTerm]


def compared(old: Catalogue, new: Catalogue) -> list[ComparedInstrument]:
    """All instruments of two versions, in the order of the new one. Four queries."""
    return [
        ComparedInstrument(
            line.slug,
            line.name,
            line.word,
            [
                ComparedTerm(
                    Provider(term.provider).label if term.provider else "",
                    term_name(InstrumentSide if term.provider else InstrumentEntry, term.term),
                    differences(term.old, term.new),
                )
                for term in line.terms
            ],
        )
        for line in compare(old.full(), new.full())
    ]
