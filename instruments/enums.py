"""The kinds that instruments stores and reasons with, with their Dutch names on the screen.

Plain Python (no Django), so that domain/ can use the same words as the models.
"""

from __future__ import annotations

from werkbedrijf.lib.labelled import LabelledEnum


class Provider(LabelledEnum):
    """Who offers an instrument: each has its own law, so each has its own side of the entry (article 7)."""

    MUNICIPALITY = "municipality", "gemeente"
    UWV = "uwv", "UWV"


class Benefit(LabelledEnum):
    """What the candidate lives on the day before the job starts: it tells who serves the candidate."""

    PARTICIPATION = "bijstand", "bijstand (Participatiewet)"
    UNEMPLOYMENT = "ww", "WW"
    WAJONG = "wajong", "Wajong"
    DISABILITY = "wia", "WIA, WAO of WAZ"
    NONE = "geen", "geen uitkering"


class Verdict(LabelledEnum):
    """What the finder says of an instrument for a candidate: advice, never a decision."""

    POSSIBLE = "possible", "kan"
    MAYBE = "maybe", "misschien"
    NO = "no", "kan niet"


class RegulationKind(LabelledEnum):
    """What a municipality lays its rules down in (article 9)."""

    ORDINANCE = "ordinance", "verordening"
    POLICY_RULE = "policy_rule", "beleidsregel"
    IMPLEMENTATION = "implementation", "uitvoeringsbesluit"


class Topic(LabelledEnum):
    """What a regulation is about: instruments of the package, or what belongs to none of them (article 3c)."""

    INSTRUMENTS = "instruments", "instrumenten van het basispakket"
    REINTEGRATION = "reintegration", "re-integratie"
    MARKET = "market", "benadering van de markt"


class Standing(LabelledEnum):
    """What a municipality's regulation says of an instrument, held against the package."""

    EQUAL = "equal", "gelijk"
    DIFFERS = "differs", "wijkt af"
    MISSING = "missing", "ontbreekt"
    OPEN = "open", "nog niet beoordeeld"

    @property
    def sign(self) -> str:
        """One character for a narrow column; the word stands with it."""
        return {"equal": "=", "differs": "≠", "missing": "∅", "open": "?"}[self.value]


class NoticeState(LabelledEnum):
    """How far a notice (aanspreken, article 9) has come."""

    RAISED = "raised", "wacht op antwoord"
    ANSWERED = "answered", "beantwoord"
    AGREED = "agreed", "afspraak gemaakt"
    RESOLVED = "resolved", "opgelost"
    ACCEPTED = "accepted", "afwijking aanvaard"


class Flag(LabelledEnum):
    """What is to become of an instrument of a municipality outside the package (second remark of the memo)."""

    OPEN = "open", "nog te bepalen"
    STOP = "stop", "stoppen"
    BRING_IN = "bring_in", "inbrengen in het pakket"


class ServedGroup(LabelledEnum):
    """The groups that an instrument can serve, by the law that serves them or the age (article 8)."""

    PARTICIPATION = "participation", "Participatiewet"
    WSW = "wsw", "Wsw"
    WAJONG = "wajong", "Wajong"
    DISABILITY = "disability", "WIA, WAO of WAZ"
    UNEMPLOYMENT = "unemployment", "WW"
    YOUNG = "young", "jongeren tot 27 jaar"
    OLDER = "older", "50-plussers"
    NO_BENEFIT = "no_benefit", "zonder uitkering"


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
