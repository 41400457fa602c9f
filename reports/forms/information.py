"""What is filled in about indicators, and the answers to a request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from reports.actions.information import Figure
from reports.domain.information import dutch_number, is_far_off
from reports.enums import DelivererKind, Frequency
from reports.imports import LONGEST_REMARK
from reports.models import Indicator
from reports.models.information import FEWEST_DAYS, MOST_DAYS
from reports.queries.information import AskedLine
from werkbedrijf.web.fields import WholeNumberField, required_by_another
from werkbedrijf.web.once import OnceForm

_NUMBER = (
    "Vul een getal van 0 of meer in, met hoogstens twee cijfers na de komma. Bijvoorbeeld 1.250 of 12,5."
)
_SHORT = "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short"


class IndicatorSetForm(OnceForm):
    """The head of a list of indicators."""

    title = forms.CharField(
        label="Titel", max_length=160, error_messages={"required": "Geef de lijst een titel."}
    )
    days_to_answer = WholeNumberField(
        label="Dagen om te antwoorden",
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        help_text="Geteld vanaf het einde van de periode waarover wordt gevraagd.",
        widget=forms.NumberInput(attrs={"class": _SHORT}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            f"Vul een heel getal in van {FEWEST_DAYS} tot en met {MOST_DAYS}.",
        ),
    )
    is_example = forms.BooleanField(
        label="Dit is een voorbeeldgegeven",
        help_text="Bedacht, en krijgt overal de aanduiding “voorbeeldgegeven”.",
        required=False,
    )


class IndicatorForm(OnceForm):
    """One figure that the board wants."""

    name = forms.CharField(
        label="Naam",
        max_length=120,
        help_text="Bijvoorbeeld: Nieuwe vacatures.",
        error_messages={"required": "Geef de indicator een naam."},
    )
    definition = forms.CharField(
        label="Definitie",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wat telt mee, wat niet, en op welk moment?",
        error_messages={"required": "Schrijf wat er precies wordt geteld."},
    )
    unit = forms.CharField(
        label="Eenheid",
        max_length=40,
        help_text="Bijvoorbeeld: vacatures, mensen, uren of procent.",
        error_messages={"required": "Schrijf waarin wordt geteld."},
    )
    frequency = forms.ChoiceField(
        label="Hoe vaak?",
        choices=Frequency.choices(),
        error_messages={"required": "Kies hoe vaak.", "invalid_choice": "Kies iets uit de lijst."},
    )
    deliverers = forms.ChoiceField(
        label="Wie levert?",
        choices=DelivererKind.choices(),
        help_text="Ieder voor zich.",
        error_messages={"required": "Kies wie levert.", "invalid_choice": "Kies iets uit de lijst."},
    )

    @staticmethod
    def initial_of(indicator: Indicator) -> dict[str, Any]:
        return {name: value for name, value in indicator.content().items() if name != "code"}


class AnswerFileForm(forms.Form):
    """A file with answers, which fills the form in; it stores nothing."""

    use_required_attribute = False

    file = forms.FileField(
        label="CSV-bestand of werkmap",
        help_text="Het bestand vult het formulier hieronder in. U bekijkt het en slaat het dan pas op.",
        allow_empty_file=True,
        error_messages={"required": "Kies een bestand."},
    )


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One indicator with its fields, for the template. asks: "klopt dit?" is asked about what was filled in."""

    line: AskedLine
    value: forms.BoundField
    remark: forms.BoundField
    sure: forms.BoundField
    asks: bool


class AnswerForm(OnceForm):
    """The figures of one request. A figure left empty is one that is not answered yet.

    given: by code what a file says, in the place of what was answered before.
    """

    source = forms.CharField(
        label="Bron van de cijfers",
        max_length=200,
        help_text="Bijvoorbeeld: export uit WBS van 4 januari.",
        error_messages={"required": "Schrijf waar de cijfers vandaan komen."},
    )

    def __init__(
        self,
        data: Any,
        *,
        lines: Sequence[AskedLine],
        given: Mapping[str, tuple[Decimal, str]] | None = None,
        source: str = "",
    ) -> None:
        super().__init__(data, initial={"source": source})
        self.lines = list(lines)
        self.questioned: set[int] = set()
        for line in self.lines:
            key, current = line.indicator.pk, line.current
            value, remark = (given or {}).get(line.indicator.code, (current.value if current else None, ""))
            self.fields[f"value_{key}"] = forms.CharField(
                label=line.indicator.name,
                required=False,
                max_length=20,
                initial="" if value is None else dutch_text(value),
                widget=forms.TextInput(attrs={"class": _SHORT, "inputmode": "decimal"}),
            )
            self.fields[f"remark_{key}"] = forms.CharField(
                label="Reden van de verbetering" if current else "Toelichting",
                required=False,
                max_length=LONGEST_REMARK,
                initial=remark,
                help_text="Alleen nodig als u het cijfer wijzigt." if current else "",
            )
            if current:
                required_by_another(self.fields[f"remark_{key}"])
            self.fields[f"sure_{key}"] = forms.BooleanField(label="Ja, dit klopt", required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for line in self.lines:
            self._check(line, values)
        if not self.errors and not any(values.get(f"value_{line.indicator.pk}") for line in self.lines):
            self.add_error(None, "Vul minstens één cijfer in.")
        return values

    def _check(self, line: AskedLine, values: dict[str, Any]) -> None:
        key, current = line.indicator.pk, line.current
        text = values.get(f"value_{key}", "")
        if not text:
            if current is not None:
                self.add_error(f"value_{key}", "Een antwoord verdwijnt niet. Vul in wat het moet zijn.")
            return
        number = dutch_number(text)
        if number is None:
            self.add_error(f"value_{key}", _NUMBER)
            return
        if current is not None and current.value == number:
            return
        if current is not None and not values.get(f"remark_{key}"):
            self.add_error(f"remark_{key}", "Schrijf waarom u het eerdere antwoord verbetert.")
        if is_far_off(number, line.last) and not values.get(f"sure_{key}"):
            self.questioned.add(key)
            self.add_error(
                f"value_{key}",
                f"Klopt dit? De vorige keer was het {dutch_text(line.last)}. Verbeter het, of zet het vinkje.",
            )
        elif is_far_off(number, line.last):
            self.questioned.add(key)

    def figures(self) -> dict[int, Figure]:
        """What was filled in, by the key of the indicator."""
        found = {}
        for line in self.lines:
            key = line.indicator.pk
            number = dutch_number(self.cleaned_data[f"value_{key}"])
            if number is not None:
                sure = key in self.questioned and self.cleaned_data[f"sure_{key}"]
                found[key] = Figure(number, self.cleaned_data[f"remark_{key}"], confirmed=sure)
        return found

    def rows(self) -> Iterator[AnswerRow]:
        """The fields per indicator."""
        for line in self.lines:
            key = line.indicator.pk
            yield AnswerRow(
                line,
                self[f"value_{key}"],
                self[f"remark_{key}"],
                self[f"sure_{key}"],
                key in self.questioned,
            )


def dutch_text(value: Decimal | None) -> str:
    """A number as it can be typed again: "1250" or "12,5"."""
    if value is None:
        return ""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")
