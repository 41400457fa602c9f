"""What is filled in about a draft of the base package: its head, an instrument with both sides, a note beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

from governance.forms.agreement import day_field
from instruments.enums import Provider
from instruments.forms.loonwaarde import example_field, long_text
from instruments.models import Catalogue, InstrumentEntry, InstrumentSide
from werkbedrijf.web.fields import required_by_another
from werkbedrijf.web.once import OnceForm

OFFERS = {Provider.MUNICIPALITY: "De gemeente biedt dit aan", Provider.UWV: "UWV biedt dit aan"}


class CatalogueForm(OnceForm):
    """The head of a version."""

    title = forms.CharField(
        label="Titel", max_length=160, error_messages={"required": "Geef het basispakket een titel."}
    )
    compiled_on = day_field("Opgesteld op")
    source = forms.CharField(
        label="Bron",
        max_length=250,
        help_text="Waar de omschrijvingen op rusten: een lijst, een verordening, een overleg.",
        error_messages={"required": "Schrijf waar dit op rust."},
    )
    introduction = long_text("Inleiding", max_length=5000)
    is_example = example_field()

    @staticmethod
    def initial_of(catalogue: Catalogue) -> dict[str, Any]:
        return {name: getattr(catalogue, name) for name in CatalogueForm.base_fields if name != "form_key"}


class SideForm(forms.Form):
    """What one of both offers; without a tick it offers nothing."""

    use_required_attribute = False

    offered = forms.BooleanField(required=False)
    purpose = long_text("Doel", rows=2, max_length=5000)
    for_whom = long_text("Voor wie", rows=3, max_length=5000)
    conditions = long_text("Voorwaarden", rows=3, max_length=5000)
    duration = long_text("Duur", rows=2, max_length=5000)
    amount = long_text("Bedrag of vergoeding", rows=2, max_length=5000)
    payer = long_text("Wie betaalt", rows=2, max_length=5000)
    employer_duties = long_text("Wat de werkgever doet", rows=2, max_length=5000)
    how_to_apply = long_text("Hoe aanvragen", rows=2, max_length=5000)
    contact = long_text(
        "Contact",
        rows=2,
        max_length=5000,
        help_text="Een loket of team met nummer of adres, geen naam van iemand.",
    )
    legal_source = forms.CharField(label="Grondslag", max_length=250, required=False)
    valid_from = day_field("In deze vorm vanaf", required=False)
    valid_to = day_field(
        "In deze vorm tot en met", required=False, help_text="Leeg zolang er geen einde bekend is."
    )

    def __init__(self, provider: Provider, data: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, prefix=provider.value, initial=initial)
        self.provider = provider
        self.fields["offered"].label = OFFERS[provider]
        for name in ("purpose", "for_whom"):  # required by the tick
            required_by_another(self.fields[name])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("offered"):
            if any(cleaned.get(name) for name in InstrumentSide.TERMS):
                self.add_error("offered", "Hieronder staat tekst. Zet het vinkje, of maak de velden leeg.")
            return cleaned
        for name, message in (
            ("purpose", "Schrijf wat het doel is."),
            ("for_whom", "Schrijf voor wie dit is."),
        ):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, message)
        begin, end = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begin and end and end < begin:
            self.add_error("valid_to", "Dit ligt voor het begin. Kies die dag of een latere.")
        return cleaned

    def terms(self) -> dict[str, Any] | None:
        """The fields of the side, None when nothing is offered; only after validation."""
        values = dict(self.cleaned_data)
        return values if values.pop("offered") else None

    @staticmethod
    def initial_of(side: InstrumentSide | None) -> dict[str, Any]:
        if side is None:
            return {"offered": False}
        return {"offered": True} | {
            name: getattr(side, name) for name in (*InstrumentSide.TERMS, "valid_from", "valid_to")
        }


class EntryForm(OnceForm):
    """An instrument as a whole; `sides` are forms of their own."""

    name = forms.CharField(
        label="Naam", max_length=120, error_messages={"required": "Geef het instrument een naam."}
    )
    summary = forms.CharField(
        label="In één zin",
        max_length=250,
        help_text="Wat heeft een werkgever eraan?",
        error_messages={"required": "Schrijf in één zin wat een werkgever eraan heeft."},
    )
    is_described = forms.BooleanField(
        label="Het bestuur stelt ook de omschrijving vast",
        required=False,
        help_text="Zonder vinkje stelt het alleen vast dat dit instrument er is; de omschrijving is dan toelichting.",
    )
    replaces = forms.ChoiceField(label="Volgt op", required=False)
    relation = long_text(
        "Afspraak met UWV over beide kanten",
        rows=3,
        max_length=5000,
        help_text="Hoe de gemeentelijke kant en die van UWV op elkaar aansluiten.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        earlier: Sequence[tuple[str, str]],
        sides: Mapping[str, InstrumentSide],
        **kwargs: Any,
    ) -> None:
        """earlier: slug and name of the instruments that this one can follow. sides: as they stand, by provider."""
        super().__init__(data, **kwargs)
        follows = cast(forms.ChoiceField, self.fields["replaces"])
        follows.choices = [("", "Geen ander instrument"), *earlier]
        self.sides = [
            SideForm(provider, data, initial=SideForm.initial_of(sides.get(provider.value)))
            for provider in Provider
        ]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(side.is_valid() for side in self.sides)])

    def values(self) -> dict[str, Any]:
        """What `write_entry` takes; only after validation."""
        whole = {name: value for name, value in self.cleaned_data.items() if name != "form_key"}
        return whole | {"sides": {side.provider: side.terms() for side in self.sides}}

    def typed(self) -> dict[str, Any]:
        """What was typed, in the shape of `InstrumentEntry.full()`; only after validation."""
        offered = {side.provider: side.terms() for side in self.sides}
        sides = [{"provider": provider, **terms} for provider, terms in offered.items() if terms is not None]
        return self.values() | {"sides": sides}

    @staticmethod
    def initial_of(entry: InstrumentEntry) -> dict[str, Any]:
        return {
            name: getattr(entry, name) for name in ("name", "summary", "is_described", "replaces", "relation")
        }


class NoteForm(OnceForm):
    """What became of an instrument since."""

    since = forms.CharField(
        label="Sinds",
        max_length=40,
        help_text="Een dag, een jaar, of “datum niet gevonden”.",
        error_messages={"required": "Schrijf sinds wanneer dit zo is."},
    )
    text = long_text("Wat er veranderde", max_length=5000, missing="Schrijf wat er veranderde.")
    legal_source = forms.CharField(label="Grondslag", max_length=250, required=False)
    is_uncertain = forms.BooleanField(label="Dit is onzeker", required=False)
