"""What the calculator asks (by GET, so that an answer can be sent on), and a new number of the law."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from governance.forms.agreement import day_field
from instruments.domain.subsidy import Situation
from instruments.enums import AmountKind
from werkbedrijf.web.fields import WholeNumberField
from werkbedrijf.web.once import OnceForm

SHORT = "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short"


def decimal_field(label: str, low: str, high: str, example: str, **options: Any) -> forms.DecimalField:
    """A number with at most two decimals, written with a comma or a point."""
    wrong = f"Vul een getal in van {low} tot en met {high}, bijvoorbeeld {example}."
    return forms.DecimalField(
        label=label,
        min_value=_plain(low),
        max_value=_plain(high),
        max_digits=9,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": SHORT}),
        error_messages=dict.fromkeys(
            (
                "required",
                "invalid",
                "min_value",
                "max_value",
                "max_digits",
                "max_decimal_places",
                "max_whole_digits",
            ),
            wrong,
        ),
        **options,
    )


def _plain(written: str) -> float:
    return float(written.replace(".", "").replace(",", "."))


class SubsidyForm(forms.Form):
    """One person on one day. Nothing here says who it is."""

    use_required_attribute = False

    datum = day_field("Datum waarover u rekent")
    loonwaarde = WholeNumberField(
        label="Loonwaarde in procenten",
        required=False,
        min_value=0,
        max_value=100,
        help_text="Leeg zolang de loonwaarde niet is gemeten: dan telt het forfait.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": SHORT}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            "Vul een heel getal in van 0 tot en met 100, of laat het leeg.",
        ),
    )
    uren = decimal_field("Uren per week", "1", "60", "32")
    loon = decimal_field(
        "Brutoloon per maand voor deze uren",
        "1",
        "20.000",
        "2.100",
        required=False,
        help_text="Zonder vakantietoeslag. Alleen nodig om te zien wat voor de werkgever blijft.",
    )
    voltijds = decimal_field(
        "Volledige werkweek bij deze werkgever",
        "20",
        "48",
        "38",
        required=False,
        help_text="Alleen nodig voor een datum waarop de wet zelf geen werkweek noemt.",
    )

    def __init__(self, data: Any, today: date) -> None:
        """data: the address; without an answer in it, the form is as nobody filled it in."""
        super().__init__(data if data.get("uren") is not None else None, initial={"datum": today})

    def situation(self) -> Situation:
        """What is asked, of a valid form."""
        answers = self.cleaned_data
        return Situation(answers["loonwaarde"], answers["uren"], answers["voltijds"], answers["loon"])


class AmountForm(OnceForm):
    """A number of the law from a day on."""

    kind = forms.ChoiceField(
        label="Wat",
        choices=AmountKind.choices(),
        error_messages={"required": "Kies wat het is.", "invalid_choice": "Kies iets uit de lijst."},
    )
    value = decimal_field(
        "Waarde", "0,01", "99.999", "2.337,00", help_text="In euro per maand, procent, uur of maanden."
    )
    valid_from = day_field("Geldt vanaf")
    valid_to = day_field(
        "Geldt tot en met",
        required=False,
        help_text="Leeg als er geen einddatum bekend is. Het minimumloon verandert elk half jaar.",
    )
    source = forms.CharField(
        label="Bron",
        max_length=200,
        help_text="De wet of regeling, met de vindplaats.",
        error_messages={"required": "Noem de bron. Een bedrag zonder bron is niet na te gaan."},
    )
    note = forms.CharField(label="Opmerking", max_length=200, required=False)

    def clean_kind(self) -> AmountKind:
        return AmountKind(self.cleaned_data["kind"])
