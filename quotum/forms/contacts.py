"""What is filled in about a contact: an office and how it is reached. No names of people."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings

from governance.models import Location
from quotum.forms.commitments import EmployerForm
from quotum.models import Sector
from quotum.queries.sector_lists import sectors_in_use
from werkbedrijf.web.once import OnceForm


class ContactForm(OnceForm):
    """An office, with a telephone number, an e-mail address, or both."""

    office = forms.CharField(
        label="Bureau of functie",
        max_length=120,
        help_text="Bijvoorbeeld: werkgeversteam zorg, of secretariaat ondernemingsraad. Geen naam van een persoon.",
        error_messages={"required": "Vul het bureau of de functie in."},
    )
    phone = forms.CharField(
        label="Telefoon",
        required=False,
        max_length=20,
        help_text="Het nummer van de organisatie, bijvoorbeeld 053 123 45 67.",
        widget=forms.TextInput(
            attrs={
                "type": "tel",
                "class": "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short",
            }
        ),
    )
    email = forms.EmailField(
        label="E-mailadres",
        required=False,
        help_text="Een adres van de organisatie, liefst van het team.",
        error_messages={"invalid": "Dit is geen e-mailadres. Schrijf bijvoorbeeld team@organisatie.example."},
    )
    is_example = forms.BooleanField(
        label="Dit is een voorbeeldgegeven",
        help_text="Bedacht, en krijgt overal de aanduiding “voorbeeldgegeven”.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"is_example": settings.DEMO_MODE} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


def _location_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Location.objects.order_by("name"),
        label="Werkpleinlocatie",
        empty_label="Kies een locatie",
        error_messages={
            "required": "Kies de locatie van Werkplein Twente.",
            "invalid_choice": "Kies een locatie uit de lijst.",
        },
    )


class EmployerContactForm(ContactForm):
    """The contact point of one employer: at which location it is."""

    location = _location_field()
    field_order = ["location", "office", "phone", "email", "is_example"]


class SectorContactForm(ContactForm):
    """The contact point of a sector at a location."""

    sector = forms.ModelChoiceField(
        Sector.objects.none(),
        label="Sector",
        empty_label="Kies een sector",
        error_messages={"required": "Kies de sector.", "invalid_choice": "Kies een sector uit de lijst."},
    )
    location = _location_field()
    field_order = ["sector", "location", "office", "phone", "email", "is_example"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["sector"]).queryset = sectors_in_use()


class NewEmployerForm(EmployerForm, OnceForm):
    """An organisation that is to have a contact and promised nothing yet."""

    is_example = forms.BooleanField(label="Dit is een voorbeeldgegeven", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"is_example": settings.DEMO_MODE} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
