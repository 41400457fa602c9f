"""The kinds that instruments stores and reasons with, with their Dutch names on the screen.

Plain Python (no Django), so that domain/ can use the same words as the models.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class LabelledEnum(StrEnum):
    """A stored value with the words that stand for it on the screen (as in quotum, which instruments does not know)."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """The pairs that a model or form field takes."""
        return [(member.value, member.label) for member in cls]


class Provider(LabelledEnum):
    """Who offers an instrument: each has its own law, so each has its own side of the entry (article 7)."""

    MUNICIPALITY = "municipality", "gemeente"
    UWV = "uwv", "UWV"


class AmountKind(LabelledEnum):
    """The numbers of the law that the loonkostensubsidie is computed with; each has dated rows with a source."""

    MINIMUM_WAGE = "minimum_wage", "wettelijk minimumloon"
    HOLIDAY_PAY = "holiday_pay", "vakantietoeslag"
    MAXIMUM = "maximum", "maximum van de subsidie"
    CHARGES = "charges", "vergoeding voor werkgeverslasten"
    FULL_TIME = "full_time", "werkweek die voltijds telt"
    FORFAIT = "forfait", "forfait bij een onbekende loonwaarde"
    FORFAIT_MONTHS = "forfait_months", "langste duur van het forfait"

    @property
    def unit(self) -> str:
        """The Dutch unit of its value."""
        return _UNITS.get(self, "procent")


_UNITS = {
    AmountKind.MINIMUM_WAGE: "euro per maand",
    AmountKind.FULL_TIME: "uur per week",
    AmountKind.FORFAIT_MONTHS: "maanden",
}


class Judgement(LabelledEnum):
    """How far a method meets a requirement; a "must" is met or it is not."""

    MEETS = "meets", "voldoet"
    PARTLY = "partly", "voldoet deels"
    NOT = "not", "voldoet niet"


class ChoiceForm(LabelledEnum):
    """The question of 2014: what does the region choose?"""

    REQUIREMENTS = "requirements", "een set eisen: elke methode die eraan voldoet mag"
    SYSTEM = "system", "één systeem: één methode, door wie haar ook levert"
    BRAND = "brand", "één merk: één methode van één leverancier"


class DossierKind(LabelledEnum):
    """What an entry in the file of the choice is about."""

    QUESTION = "question", "vraag"
    ADVICE = "advice", "advies"
    TENDER = "tender", "aanbesteding"
    DOCUMENT = "document", "stuk"
    LAW = "law", "wet"


class Reading(LabelledEnum):
    """The two ways to read "1,000 measurements a year, cumulative" in the memo of 2014."""

    ON_TOP = "on_top", "cumulatief: elk jaar zoveel nieuwe, en de vervolgmetingen komen erbij"
    IN_ALL = "in_all", "in totaal: zoveel metingen per jaar, nieuwe en vervolg samen"

    @property
    def short(self) -> str:
        """For the head of a column."""
        return "cumulatief" if self is Reading.ON_TOP else "in totaal"
