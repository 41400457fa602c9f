"""How long before a meeting the call goes out. The agreement is silent on it: the term is "aangenomen"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

CALL_TERM_DAYS = 7  # whole days between the day of the call and the day of the meeting
CALL_TERM_GROUND = (
    "aangenomen"  # article 5 says who convenes, not how long before; the board can agree on another term
)


@dataclass(frozen=True)
class CallTiming:
    """A call on one day for a meeting on another: `days` between them, and whether that is less than the term."""

    days: int

    @property
    def is_late(self) -> bool:
        return self.days < CALL_TERM_DAYS

    @property
    def sentence(self) -> str:
        """How the call stands against the term, with the ground of the term, in one Dutch sentence."""
        term = f"{CALL_TERM_DAYS} dagen ({CALL_TERM_GROUND}: de overeenkomst noemt geen termijn)"
        if not self.is_late:
            return f"De uitnodiging gaat uit binnen de termijn van {term}."
        before = "op de dag zelf" if self.days <= 0 else f"{self.days} {_days(self.days)} van tevoren"
        return f"De uitnodiging gaat uit {before}; de termijn is {term}."


def call_timing(called_on: date, held_on: date) -> CallTiming:
    """The time between the call and the meeting, in calendar days of the Netherlands."""
    return CallTiming((held_on - called_on).days)


def _days(number: int) -> str:
    return "dag" if number == 1 else "dagen"
