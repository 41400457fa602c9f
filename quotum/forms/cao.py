"""What is filled in about an agreement in a cao, and what narrows the list of them."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings

from governance.forms.agreement import day_field
from quotum.models import CaoAgreement, Sector
from quotum.queries.cao import STATES
from quotum.queries.sector_lists import sectors_in_use
from werkbedrijf.web.fields import WholeNumberField
from werkbedrijf.web.once import OnceForm

NAMES = ("sector", "title", "agreement", "jobs", "valid_from", "valid_to", "reference", "link", "is_example")
_JOBS = "Vul een heel getal in van 0 of meer, of laat het leeg."


class CaoForm(OnceForm):
    """An agreement on jobs for the target group, with where it stands and how long it holds."""

    sector = forms.ModelChoiceField(
        Sector.objects.none(),
        label="Sector",
        empty_label="Kies een sector",
        error_messages={"required": "Kies de sector.", "invalid_choice": "Kies een sector uit de lijst."},
    )
    title = forms.CharField(
        label="Cao",
        max_length=160,
        help_text="Geef een volgende cao dezelfde naam, zodat zij als opvolger wordt herkend.",
        error_messages={"required": "Vul de naam van de cao in."},
    )
    agreement = forms.CharField(
        label="Afspraak over banen voor de doelgroep",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf wat de cao over banen voor de doelgroep zegt."},
    )
    jobs = WholeNumberField(
        label="Aantal banen volgens de cao",
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text="Leeg als de cao geen aantal noemt. Meestal landelijk: het wordt nergens bij opgeteld.",
        widget=forms.NumberInput(
            attrs={"class": "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short"}
        ),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _JOBS),
    )
    valid_from = day_field("Geldt vanaf")
    valid_to = day_field("Geldt tot en met", required=False, help_text="Leeg als er geen einddatum is.")
    reference = forms.CharField(
        label="Vindplaats",
        max_length=200,
        help_text="Bijvoorbeeld: artikel 12 lid 3 van de cao.",
        error_messages={"required": "Vul in waar de afspraak staat."},
    )
    link = forms.URLField(
        label="Webadres",
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text="De cao op het web, als die daar staat.",
        error_messages={"invalid": "Dit is geen webadres. Schrijf bijvoorbeeld https://cao.example/tekst."},
    )
    is_example = forms.BooleanField(
        label="Dit is een voorbeeldgegeven",
        help_text="Bedacht, en krijgt overal de aanduiding “voorbeeldgegeven”.",
        required=False,
    )

    def __init__(self, *args: Any, cao: CaoAgreement | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = (
            {name: getattr(cao, name) for name in NAMES}
            if cao
            else {"is_example": settings.DEMO_MODE} | (kwargs.get("initial") or {})
        )
        super().__init__(*args, **kwargs)
        sectors = sectors_in_use()
        if cao is not None:  # its own sector can be of an earlier list
            sectors = Sector.objects.filter(pk__in=[*sectors.values_list("pk", flat=True), cao.sector_id])
        cast(forms.ModelChoiceField, self.fields["sector"]).queryset = sectors

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("valid_from"), values.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "De laatste dag ligt vóór de eerste. Kies een latere dag.")
        return values


class CaoFilterForm(forms.Form):
    """What narrows the list, as it stands in the address."""

    use_required_attribute = False

    sector = forms.ChoiceField(label="Sector", required=False)
    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[("", "Alle"), ("nu", "geldt nu"), ("straks", "geldt nog niet"), ("verlopen", "verlopen")],
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        sectors = sectors_in_use().values_list("code", "name")
        cast(forms.ChoiceField, self.fields["sector"]).choices = [
            ("", "Alle sectoren"),
            *((code, f"{name} ({code})") for code, name in sectors),
        ]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "Kies iets uit de lijst."

    def chosen(self) -> tuple[str, str]:
        """The code of a sector and a word of STATES; "" for all."""
        self.full_clean()
        state = self.cleaned_data.get("stand", "")
        return self.cleaned_data.get("sector", ""), state if state in STATES else ""
