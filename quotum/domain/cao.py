"""Which agreements in a cao count on a day, and which run out without another after them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from quotum.enums import CaoState

SOON = timedelta(days=90)  # in good time to ask the parties to the cao what comes next; our choice


@dataclass(frozen=True, slots=True)
class Term:
    """One agreement: `subject` is the same for its successors (sector and cao). An empty end: until further notice."""

    key: int
    subject: Hashable
    valid_from: date
    valid_to: date | None

    def state(self, on: date) -> CaoState:
        """Where it stands on day `on`; the last day counts."""
        if on < self.valid_from:
            return CaoState.FUTURE
        if self.valid_to is None or on + SOON < self.valid_to:
            return CaoState.RUNNING
        return CaoState.EXPIRING if on <= self.valid_to else CaoState.EXPIRED


def without_successor(terms: Iterable[Term], on: date) -> set[int]:
    """The keys of agreements that run out or ran out by day `on` while none of the same subject lasts longer."""
    all_terms = list(terms)
    lasts: dict[Hashable, date] = {}
    for term in all_terms:
        end = term.valid_to or date.max
        lasts[term.subject] = max(lasts.get(term.subject, date.min), end)
    return {
        term.key
        for term in all_terms
        if term.state(on) in (CaoState.EXPIRING, CaoState.EXPIRED) and lasts[term.subject] == term.valid_to
    }
