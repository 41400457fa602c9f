"""Reads of the ledger: its head, which is printed and mailed so that a chain written anew is noticed."""

from __future__ import annotations

from dataclasses import dataclass

from governance.models import LedgerHead


@dataclass(frozen=True)
class Head:
    """The last event of the ledger: its number and its hash. Whoever holds these can check all that came before."""

    sequence: int
    sha256: str

    @property
    def sentence(self) -> str:
        """The head as it is printed on the besluitenlijst and the minutes."""
        return f"Logboek tot en met gebeurtenis {self.sequence}, controlegetal {self.sha256}"


def ledger_head() -> Head:
    """The head as it stands now; number 0 and a hash of zeros before the first event."""
    row = LedgerHead.objects.filter(pk=1).first() or LedgerHead()
    return Head(row.sequence, row.sha256)
