"""Words that somebody types, and how they are found: by Dutch stems on PostgreSQL, by how words begin on SQLite.

Whatever is typed is taken apart into words first: a quote or an operator is no part of a word, so nothing that a
person types can be a mistake in a query.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connections, models
from django.db.models import F, Func, Q, QuerySet

MOST_WORDS = 10
LONGEST = 100  # characters of what is typed
# What a question holds besides what it is about; left out unless nothing else was typed.
_ASKING = """
aan al alle als bij dan dat de den der deze die dit door dus een en er geldt gelden geldig had heb hebben heeft het
hier hoe iets in is ja je kan kunnen maar mag me meer men met mij moet na naar niet nog nu of om ons onze ook op over te
tegen toch toen tot uit uw van veel voor waar waarom wanneer want waren was wat we wel welke werd wie wij wil
worden wordt zal ze zich zijn zo zonder zou besloot besloten besluit besluiten
"""
ASKING = frozenset(_ASKING.split())
Row = TypeVar("Row", bound=models.Model)


def search_words(typed: str) -> tuple[str, ...]:
    """The words to look for in what was typed, in lower case, each once; () when there is none."""
    found = re.findall(r"[^\W_]+", typed[:LONGEST].lower())
    telling = [word for word in found if word not in ASKING and (len(word) > 1 or word.isdecimal())]
    return tuple(dict.fromkeys(telling or found))[:MOST_WORDS]


def asked_article(words: Sequence[str]) -> int | None:
    """The number of an article, when that is all that was asked for: "artikel 7", "art. 7"."""
    if len(words) == 2 and words[0] in ("artikel", "art") and words[1].isdecimal() and len(words[1]) < 4:
        return int(words[1])
    return None


def written_as_one(words: Sequence[str]) -> str:
    """The words without anything between them: "no risk polis" and "no-riskpolis" are both "noriskpolis"."""
    return "".join(words)


class DutchMatch(Func):
    """On PostgreSQL: whether these columns together hold the words, by Dutch stems or by how a word begins.

    Both, because "verdelingen" has the stem of "verdeling", and "quotum" is the beginning of "quotumcijfers".
    The document is spelled as in the index of the register (governance/migrations), so that the index is used.
    """

    output_field = models.BooleanField()

    def __init__(self, *columns: str, words: Sequence[str], every: bool) -> None:
        super().__init__(*(F(column) for column in columns))
        self.words, self.every = tuple(words), every

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        parts = [compiler.compile(column) for column in self.get_source_expressions()]
        document = " || ' ' || ".join(sql for sql, _ in parts)
        parameters = [value for _, found in parts for value in found]
        one = "(to_tsquery('dutch', %s) || to_tsquery('simple', %s))"
        query = (" && " if self.every else " || ").join([one] * len(self.words))
        starts = [f"{word}:*" for word in self.words for _ in ("dutch", "simple")]
        return f"to_tsvector('dutch', {document}) @@ ({query})", [*parameters, *starts]


def matching(
    rows: QuerySet[Row], columns: Sequence[str], words: Sequence[str], *, every: bool = True
) -> QuerySet[Row]:
    """The rows with every word (or any of them) somewhere in these columns of text; none without a word."""
    if not words:
        return rows.none()
    if connections[rows.db].vendor == "postgresql":
        return rows.filter(DutchMatch(*columns, words=words, every=every))
    wanted = Q()
    for word in words:
        start = rf"\b{_stem(word)}"
        somewhere = Q()
        for column in columns:
            somewhere |= Q(**{f"{column}__iregex": start})
        wanted = wanted & somewhere if every else wanted | somewhere
    return rows.filter(wanted)


def _stem(word: str) -> str:
    """The beginning that the plural shares: "verdelingen" → "verdeling"."""
    return re.sub(r"(en|s)$", "", word) if len(word) > 5 else word


def around(text: str, words: Sequence[str], width: int = 160) -> str:
    """A piece of the text around the first of these words in it; its beginning when none of them is."""
    found = [m.start() for word in words if (m := re.search(rf"\b{_stem(word)}", text, re.IGNORECASE))]
    flat_start = max(0, min(found, default=0) - width // 3)
    start = text.rfind(" ", 0, flat_start) + 1 if flat_start else 0
    piece = " ".join(text[start : start + width].split())
    return ("…" if start else "") + piece + ("…" if start + width < len(text) else "")
