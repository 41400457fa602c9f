"""What is asked about the base package: sent by GET, so that the address of an answer can be sent on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from governance.forms.agreement import day_field
from instruments.domain.finder import Candidate
from instruments.enums import Benefit
from werkbedrijf.web.fields import WholeNumberField


class DayForm(forms.Form):
    """Which day the reader wants to know about."""

    use_required_attribute = False

    datum = day_field("Wat gold op")

    def day(self, otherwise: date) -> date | None:
        """The day asked for; `otherwise` when nothing was asked; None when what was typed is not a day."""
        if not self.is_bound:
            return otherwise
        return self.cleaned_data["datum"] if self.is_valid() else None


_YES_NO = [("ja", "ja"), ("nee", "nee")]


def _number_field(label: str, low: int, high: int, **options: Any) -> WholeNumberField:
    wrong = f"Vul een heel getal in van {low} tot en met {high}."
    return WholeNumberField(
        label=label,
        min_value=low,
        max_value=high,
        widget=forms.NumberInput(
            attrs={
                "inputmode": "numeric",
                "class": "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short",
            }
        ),
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong},
        **options,
    )


def _question(label: str, choices: list[tuple[str, str]], help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een antwoord.", "invalid_choice": "Kies een van de antwoorden."},
    )


class FinderForm(forms.Form):
    """What the finder asks about a candidate: nothing that says who it is."""

    use_required_attribute = False

    leeftijd = _number_field("Leeftijd op de eerste werkdag", 15, 75)
    uitkering = _question("Uitkering nu", Benefit.choices())
    beperking = _question("Heeft de kandidaat een blijvende beperking?", _YES_NO)
    minder = _question(
        "Is vastgesteld dat de kandidaat met voltijds werk het minimumloon niet kan verdienen?", _YES_NO
    )
    studie = _question("Studeert de kandidaat naast het werk?", _YES_NO)
    uren = _number_field("Uren per week", 1, 40)
    maanden = _number_field(
        "Duur van het contract in maanden",
        1,
        120,
        required=False,
        help_text="Laat leeg als het contract geen einddatum heeft.",
    )
    begin = day_field("Eerste werkdag")

    def candidate(self) -> Candidate:
        """The candidate of a valid form."""
        answers = self.cleaned_data
        return Candidate(
            age=answers["leeftijd"],
            benefit=Benefit(answers["uitkering"]),
            is_disabled=answers["beperking"] == "ja",
            earns_less=answers["minder"] == "ja",
            is_studying=answers["studie"] == "ja",
            hours=answers["uren"],
            months=answers["maanden"],
            starts_on=answers["begin"],
        )
