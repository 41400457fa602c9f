"""The Dutch of a count: every number in an outcome is put into words here, once."""

from __future__ import annotations

from governance.domain.outcome import Totals


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def number(count: int, singular: str, plural: str) -> str:
    """A number with its noun: "1 zetel", "8 zetels"."""
    return f"{count} {singular if count == 1 else plural}"


def tell(count: int) -> str:
    return "telt" if count == 1 else "tellen"


def count_phrase(totals: Totals) -> str:
    """What every outcome sentence holds: "5 stemmen voor en 3 tegen", "1 stem voor en 0 tegen"."""
    return f"{number(totals.votes_for, 'stem', 'stemmen')} voor en {totals.against} tegen"


def presence_phrase(totals: Totals) -> str:
    """Who is there: "3 van de 8 zetels zijn aanwezig"."""
    verb = "is" if totals.present == 1 else "zijn"
    return f"{totals.present} van de {number(totals.seats, 'zetel', 'zetels')} {verb} aanwezig"


def breakdown(totals: Totals) -> str:
    """The whole count: "8 zetels, elk met één stem: 4 voor, 3 tegen, 1 afwezig". It adds up to the seats."""
    parts = [f"{totals.votes_for} voor", f"{totals.against} tegen"]
    others = (
        (totals.abstained, "onthouden"),
        (totals.not_voted, "niet gestemd"),
        (totals.absent, "afwezig"),
        (totals.recused, "doet niet mee" if totals.recused == 1 else "doen niet mee"),
    )
    parts += [f"{count} {word}" for count, word in others if count]
    seats = "1 zetel, met één stem" if totals.seats == 1 else f"{totals.seats} zetels, elk met één stem"
    return f"{seats}: {', '.join(parts)}."
