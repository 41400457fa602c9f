"""The figures of a cost scenario."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from instruments.forms.amounts import SHORT, decimal_field
from instruments.forms.loonwaarde import example_field, long_text
from instruments.models import CostScenario
from instruments.models.cost import MOST_FOLLOWED, MOST_MEASUREMENTS, MOST_YEARS
from werkbedrijf.web.fields import WholeNumberField
from werkbedrijf.web.once import OnceForm

MEMO = {"measurements": 1000, "followed": 1, "years": 5, "bought_share": 100}  # of 2 October 2014


def _whole(label: str, low: int, high: int, help_text: str = "") -> WholeNumberField:
    wrong = f"Vul een heel getal in van {low} tot en met {high}."
    return WholeNumberField(
        label=label,
        min_value=low,
        max_value=high,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": SHORT}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )


def _money(label: str, example: str, help_text: str = "") -> forms.DecimalField:
    return decimal_field(label, "0", "9.999.999", example, help_text=help_text)


class CostForm(OnceForm):
    """How many, for how long, and what one costs."""

    title = forms.CharField(
        label="Titel", max_length=120, error_messages={"required": "Geef het scenario een titel."}
    )
    measurements = _whole(
        "Metingen per jaar",
        1,
        MOST_MEASUREMENTS,
        "Het memo noemt er 1.000. Beide lezingen daarvan worden uitgerekend.",
    )
    followed = _whole(
        "Hoeveel jaar wordt iemand daarna opnieuw gemeten?",
        0,
        MOST_FOLLOWED,
        "Eén keer per jaar; 0 is nooit.",
    )
    first_year = _whole("Eerste jaar", 2014, 2098)
    years = _whole("Aantal jaren", 1, MOST_YEARS)
    bought_share = _whole(
        "Welk deel wordt ingekocht, in procenten?",
        0,
        100,
        "100 is alles inkopen, 0 is alles zelf, daartussen gemengd.",
    )
    bought_new = _money("Ingekocht: tarief van een nieuwe meting", "450", "In euro.")
    bought_follow_up = _money("Ingekocht: tarief van een vervolgmeting", "300", "In euro.")
    own_hours_new = _money("Zelf: uren voor een nieuwe meting", "6")
    own_hours_follow_up = _money("Zelf: uren voor een vervolgmeting", "3,5")
    own_hour_rate = _money("Zelf: kosten van een uur", "62,50", "In euro, met alle lasten.")
    own_fixed = _money("Zelf: vaste kosten per jaar", "20.000", "In euro: opleiding, licentie, werkplek.")
    source = long_text(
        "Waar komen deze bedragen vandaan?",
        max_length=2000,
        missing="Schrijf waar de bedragen vandaan komen, ook als het aannamen zijn.",
    )
    is_example = example_field()

    def __init__(
        self, *args: Any, scenario: CostScenario | None = None, year: int = 0, **kwargs: Any
    ) -> None:
        names = [name for name in self.base_fields if name != "form_key"]
        kwargs["initial"] = (
            {name: getattr(scenario, name) for name in names}
            if scenario
            else {**MEMO, "first_year": year, "is_example": settings.DEMO_MODE}
        )
        super().__init__(*args, **kwargs)
