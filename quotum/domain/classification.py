"""Sections of a standard classification (SBI), codes that stand for groups of them, and what makes a list a partition.

A code is a section ("F"), a range in the order of the classification ("B-E"), or sections joined by + ("B+D", "A+F-H").
A letter means something only together with its classification: in SBI 2025 the letters J to U mean something else than
in SBI 2008.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class ClassificationError(ValueError):
    """A code or a list that does not fit the classification; the message is Dutch and for the screen."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a classification: its letter, its Dutch name, and its divisions ("45-47"; "" when not known)."""

    letter: str
    name: str
    divisions: str = ""

    def __str__(self) -> str:
        return f"{self.letter} ({self.name})"


def sections_of(code: str, sections: Sequence[Section]) -> frozenset[str]:
    """The letters that a code stands for. Raises ClassificationError for a letter or range that does not exist."""
    order = [section.letter for section in sections]
    letters: list[str] = []
    for part in code.split("+"):
        first, dash, last = (piece.strip().upper() for piece in part.partition("-"))
        ends = [first, last] if dash else [first]
        for letter in ends:
            if letter not in order:
                raise ClassificationError(
                    f"Sectie “{letter}” uit de code “{code}” bestaat niet in deze indeling."
                )
        start, end = order.index(ends[0]), order.index(ends[-1])
        if end < start:
            raise ClassificationError(f"De code “{code}” loopt van achter naar voren. Draai de letters om.")
        letters += order[start : end + 1]
    if len(set(letters)) < len(letters):
        raise ClassificationError(f"De code “{code}” noemt dezelfde sectie twee keer.")
    return frozenset(letters)


def partition_errors(codes: Sequence[str], sections: Sequence[Section]) -> list[str]:
    """What keeps these codes from being a partition of the sections, in Dutch sentences; empty when it is one.

    Every section belongs to exactly one sector: one that is missing or that stands in two is named.
    """
    found: dict[str, list[str]] = {section.letter: [] for section in sections}
    errors = []
    for code in codes:
        try:
            letters = sections_of(code, sections)
        except ClassificationError as error:
            errors.append(str(error))
            continue
        for letter in letters:
            found[letter].append(code)
    for section in sections:
        holders = found[section.letter]
        if not holders:
            errors.append(f"Sectie {section} ontbreekt. Zet haar bij een van de sectoren.")
        elif len(holders) > 1:
            errors.append(
                f"Sectie {section} staat twee keer: bij {' en bij '.join(holders)}. Laat haar één keer staan."
            )
    return errors


def cover(wanted: frozenset[str], pieces: Mapping[str, frozenset[str]]) -> tuple[str, ...] | None:
    """The fewest names of pieces that together are exactly `wanted`, without overlap; None when they cannot be.

    pieces: name to letters. Published groups overlap their parts (B-E beside C and E), so adding all would count twice.
    """
    if not wanted:
        return ()
    first = min(wanted)
    best: tuple[str, ...] | None = None
    for name, letters in pieces.items():
        if first in letters and letters <= wanted:
            rest = cover(wanted - letters, pieces)
            if rest is not None and (best is None or len(rest) + 1 < len(best)):
                best = (name, *rest)
    return best


def finest_partition(
    pieces: Mapping[str, frozenset[str]], sections: Sequence[Section]
) -> tuple[str, ...] | None:
    """The names of the smallest pieces that together are all sections, in their order; None when some section has none.

    A piece that contains a smaller one is used only when the smaller ones do not fill it.
    """
    order = [section.letter for section in sections]
    known: dict[frozenset[str], tuple[str, ...] | None] = {frozenset(): ()}

    def fill(remaining: frozenset[str]) -> tuple[str, ...] | None:
        if remaining in known:
            return known[remaining]
        first = min(remaining, key=order.index)
        best: tuple[str, ...] | None = None
        for name, letters in pieces.items():
            if first in letters and letters <= remaining:
                rest = fill(remaining - letters)
                if rest is not None and (best is None or len(rest) + 1 > len(best)):
                    best = (name, *rest)
        known[remaining] = best
        return best

    return fill(frozenset(order))


@dataclass(frozen=True, slots=True)
class SharedGroup:
    """The smallest group of sections that both lists can make: its codes in the one and in the other list."""

    ours: tuple[str, ...]
    theirs: tuple[str, ...]


def shared_groups(
    ours: Mapping[str, frozenset[str]], theirs: Mapping[str, frozenset[str]]
) -> list[SharedGroup]:
    """What two partitions have in common, in the order of the first: code to letters in, groups of codes out.

    Only within such a group can figures by two lists be compared: outside it the same letter is in another sector.
    """
    groups: list[SharedGroup] = []
    done: set[str] = set()
    for code in ours:
        if code in done:
            continue
        mine, letters = {code}, set(ours[code])
        other: set[str] = set()
        grown = True
        while grown:
            other = {name for name, part in theirs.items() if part & letters}
            wider = letters.union(*(theirs[name] for name in other))
            mine = {name for name, part in ours.items() if part & wider}
            wider = wider.union(*(ours[name] for name in mine))
            grown = wider != letters
            letters = wider
        done |= mine
        groups.append(
            SharedGroup(
                tuple(name for name in ours if name in mine), tuple(name for name in theirs if name in other)
            )
        )
    return groups
