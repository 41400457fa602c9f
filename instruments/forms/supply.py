"""What is filled in about an agreement on supplying and matching candidates."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings

from governance.forms.agreement import day_field
from governance.models import Party
from governance.permissions import today
from instruments.forms.loonwaarde import example_field, long_text
from instruments.models import SupplyAgreement
from werkbedrijf.web.once import OnceForm


class SupplyForm(OnceForm):
    """A draft."""

    NAMES = ("title", "text", "in_force_from", "ends_on", "evaluate_on", "is_example")

    title = forms.CharField(
        label="Titel", max_length=160, error_messages={"required": "Geef de afspraak een titel."}
    )
    parties = forms.ModelMultipleChoiceField(
        Party.objects.none(),
        label="Tussen welke partijen?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens twee partijen."},
    )
    text = long_text(
        "Wat is afgesproken?",
        rows=8,
        max_length=8000,
        missing="Schrijf wat is afgesproken.",
        help_text="Wie levert welke kandidaten aan, en hoe verloopt de bemiddeling?",
    )
    in_force_from = day_field("Geldt vanaf")
    ends_on = day_field("Geldt tot en met", required=False, help_text="Leeg: zonder einddatum.")
    evaluate_on = day_field("Evalueren uiterlijk op")
    is_example = example_field()

    def __init__(self, *args: Any, agreement: SupplyAgreement | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = (
            {name: getattr(agreement, name) for name in self.NAMES} | {"parties": agreement.parties.all()}
            if agreement
            else {"is_example": settings.DEMO_MODE}
        )
        super().__init__(*args, **kwargs)
        parties = Party.objects.current(today()).order_by("kind", "name")
        cast(forms.ModelMultipleChoiceField, self.fields["parties"]).queryset = parties

    def clean_parties(self) -> list[Party]:
        chosen = list(self.cleaned_data["parties"])
        if len(chosen) < 2:
            raise forms.ValidationError("Kies minstens twee partijen.")
        return chosen

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        start, end = values.get("in_force_from"), values.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "Kies de eerste dag of een latere.")
        return values


class SupplyEvaluationForm(OnceForm):
    """What came of it."""

    evaluated_on = day_field("Geëvalueerd op")
    evaluation = long_text(
        "Wat leverde de evaluatie op?",
        rows=8,
        max_length=8000,
        missing="Schrijf wat de evaluatie opleverde.",
    )
