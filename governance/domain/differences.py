"""The difference between two texts of a decision point, word by word, in plain Python: what goes, comes and stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A word or a sign with the white space after it: so that "Almelo," and "Almelo" differ in the comma only.
_TOKENS = re.compile(r"\s+|(?:\w+|[^\w\s])\s*")
# Above so many words both texts together, words that occur everywhere no longer anchor the comparison: still right,
# sometimes coarser, and never slow.
_LONG = 2_000


class Change(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A run of text that stays, goes or comes."""

    change: Change
    text: str


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """From `old` to `new` in reading order; what goes stands before what comes in its place.

    The pieces that stay or come, joined, are `new` to the letter; those that stay or go are `old`, apart from spaces.
    """
    before, after = _TOKENS.findall(_lines(old)), _TOKENS.findall(_lines(new))
    matcher = SequenceMatcher(
        None,
        [_key(token) for token in before],
        [_key(token) for token in after],
        autojunk=len(before) + len(after) > _LONG,
    )
    pieces = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Change.SAME, "".join(after[j1:j2])))
            continue
        pieces.append(Piece(Change.REMOVED, "".join(before[i1:i2])))
        pieces.append(Piece(Change.ADDED, "".join(after[j1:j2])))
    return tuple(piece for piece in pieces if piece.text)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _key(token: str) -> str:
    """What makes two tokens the same: the word, and whether a line ends after it; not how many spaces follow."""
    return token.strip() + ("\n" if "\n" in token else "")
