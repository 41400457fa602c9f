"""What the board wants to hear of by itself, and what UWV's seat says of a quarter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from governance.models import Decision
from quotum.domain.personal_data import holds_bsn
from quotum.domain.quarters import Quarter
from quotum.enums import SignalKind
from quotum.forms.words import between, choose
from werkbedrijf.web.fields import WholeNumberField


class ThresholdForm(forms.Form):
    """What the board wants to hear of by itself, as it decided."""

    use_required_attribute = False  # an untouched field is not red

    kind = forms.ChoiceField(
        label="Signaal als", choices=SignalKind.choices, error_messages=choose("Kies een soort signaal.")
    )
    value = WholeNumberField(
        label="Meer dan",
        help_text="Procent van naar rato, of bij cijfers die uitblijven: dagen later dan verwacht. "
        "Leeg: het bestuur wil dit signaal niet.",
        required=False,
        min_value=1,
        max_value=365,
        error_messages=between("Vul een heel getal in van 1 tot en met 365, of laat dit leeg.", ""),
    )
    ground = forms.CharField(
        label="Waarop dit berust",
        help_text="Bijvoorbeeld: besproken in de vergadering van 12 maart.",
        max_length=200,
        error_messages={"required": "Noem waarop de drempel berust."},
    )
    decision = forms.ModelChoiceField(
        label="Besluit",
        queryset=Decision.objects.order_by("-year", "-number_in_year"),
        required=False,
        empty_label="geen besluit",
        error_messages=choose("Kies een besluit uit de lijst."),
    )

    def threshold(self) -> dict[str, Any]:
        """The cleaned values as `set_threshold` takes them."""
        return {**self.cleaned_data, "kind": SignalKind(self.cleaned_data["kind"])}


class RemarkForm(forms.Form):
    """What UWV's seat remarks on a quarter."""

    use_required_attribute = False

    quarter_key = forms.ChoiceField(
        label="Kwartaal", error_messages=choose("Kies een kwartaal uit de lijst.")
    )
    text = forms.CharField(
        label="Opmerking",
        help_text="Wat het bestuur moet weten om deze cijfers te begrijpen. Geen gegevens over personen.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={
            "required": "Schrijf een opmerking.",
            "max_length": "Schrijf hoogstens 2000 tekens.",
        },
    )

    def __init__(self, *args: Any, quarters: Sequence[Quarter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["quarter_key"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (it is declared so above)
        field.choices = [(f"{q.year}-{q.number}", str(q)) for q in quarters]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if holds_bsn(text):
            raise forms.ValidationError(
                "Hier staat iets dat op een burgerservicenummer lijkt. Haal het weg; er is niets bewaard."
            )
        return text

    def quarter(self) -> Quarter:
        """The quarter that was chosen."""
        year, _, number = self.cleaned_data["quarter_key"].partition("-")
        return Quarter(int(year), int(number))
