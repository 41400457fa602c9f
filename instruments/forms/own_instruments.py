"""What is filled in about a municipality's own instrument, and about the groups that an instrument serves."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings

from governance.forms.agreement import day_field
from governance.models import Party, Person
from instruments.enums import Flag, ServedGroup
from instruments.forms.loonwaarde import example_field, long_text
from instruments.forms.uniformity import CHOOSE, decision_field, set_decisions
from instruments.models import OwnInstrument
from instruments.permissions.uniformity import kept_municipalities
from werkbedrijf.web.once import OnceForm


class OwnInstrumentForm(OnceForm):
    """What a municipality offers employers beside the package."""

    NAMES = (
        "party",
        "name",
        "offers",
        "for_whom",
        "amount",
        "offered_from",
        "offered_to",
        "is_example",
    )

    party = forms.ModelChoiceField(
        Party.objects.none(), label="Gemeente", empty_label="Kies een gemeente", error_messages=CHOOSE
    )
    name = forms.CharField(
        label="Naam",
        max_length=120,
        help_text="Bijvoorbeeld: plaatsingsbonus, jongerenvoucher.",
        error_messages={"required": "Geef het instrument een naam."},
    )
    offers = long_text(
        "Wat krijgt een werkgever?", max_length=2000, missing="Schrijf wat een werkgever krijgt."
    )
    for_whom = forms.CharField(label="Voor welke kandidaten?", max_length=250, required=False)
    amount = forms.CharField(label="Bedrag of vergoeding", max_length=200, required=False)
    offered_from = day_field("Aangeboden vanaf")
    offered_to = day_field("Aangeboden tot en met", required=False, help_text="Vul dit in als het stopt.")
    is_example = example_field()

    def __init__(
        self, *args: Any, by: Person, instrument: OwnInstrument | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = (
            {name: getattr(instrument, name) for name in self.NAMES}
            if instrument
            else {"is_example": settings.DEMO_MODE}
        )
        super().__init__(*args, **kwargs)
        kept = kept_municipalities(by).order_by("name")
        field = cast(forms.ModelChoiceField, self.fields["party"])
        field.queryset = kept.filter(pk=instrument.party_id) if instrument else kept
        if instrument or kept.count() == 1:
            field.empty_label = None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        start, end = values.get("offered_from"), values.get("offered_to")
        if start and end and end < start:
            self.add_error("offered_to", "Kies de eerste dag of een latere.")
        return values


class FlagForm(OnceForm):
    """What is to become of it."""

    flag = forms.ChoiceField(
        label="Wat gebeurt ermee?",
        choices=[
            (Flag.STOP.value, "Stoppen: het wordt niet meer ingezet"),
            (
                Flag.BRING_IN.value,
                "Inbrengen: het komt op de lijst voor de volgende versie van het basispakket",
            ),
            (Flag.OPEN.value, "Nog te bepalen"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een van de drie.", "invalid_choice": "Kies een van de drie."},
    )
    reason = long_text("Waarom?", max_length=2000, missing="Schrijf waarom dit met het instrument gebeurt.")
    decision = decision_field(help_text="Als het bestuur dit heeft besloten.")

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_decisions(self, by)

    def clean_flag(self) -> Flag:
        return Flag(self.cleaned_data["flag"])


class GroupsForm(OnceForm):
    """Which groups one instrument serves, and how they are kept from competing."""

    groups = forms.MultipleChoiceField(
        label="Welke groepen bedient het?",
        choices=ServedGroup.choices(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Kies minstens één groep.",
            "invalid_choice": "Kies groepen uit de lijst.",
        },
    )
    agreement = long_text(
        "Wat is afgesproken tegen concurrentie tussen deze groepen?",
        max_length=2000,
        help_text="Bijvoorbeeld: alle groepen krijgen dezelfde duur en vergoeding.",
    )
    decision = decision_field("Besluit van het bestuur", help_text="Waarin het bestuur dit afsprak.")
    is_example = example_field()

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_decisions(self, by)
        self.fields["is_example"].initial = settings.DEMO_MODE

    def clean_groups(self) -> list[ServedGroup]:
        return [ServedGroup(value) for value in self.cleaned_data["groups"]]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("decision") and not values.get("agreement", "").strip():
            self.add_error("agreement", "Schrijf wat het bestuur in dat besluit afsprak.")
        return values
