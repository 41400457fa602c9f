"""A line of the file of the choice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from governance.forms.agreement import day_field
from instruments.enums import DossierKind
from instruments.forms.loonwaarde import example_field, long_text
from instruments.models import DossierEntry
from werkbedrijf.web.once import OnceForm

NAMES = ("kind", "day", "title", "text", "source", "link", "is_example")


class DossierForm(OnceForm):
    """What is wrong with the document itself is said by the act that stores it."""

    kind = forms.ChoiceField(
        label="Soort",
        choices=DossierKind.choices(),
        error_messages={"required": "Kies de soort.", "invalid_choice": "Kies iets uit de lijst."},
    )
    day = day_field("Datum")
    title = forms.CharField(
        label="Titel", max_length=160, error_messages={"required": "Geef de regel een titel."}
    )
    text = long_text("Tekst", max_length=5000)
    source = forms.CharField(label="Bron", max_length=200, required=False)
    link = forms.URLField(
        label="Webadres",
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={
            "invalid": "Dit is geen webadres. Schrijf bijvoorbeeld https://voorbeeld.example/stuk."
        },
    )
    document = forms.FileField(
        label="Document",
        required=False,
        allow_empty_file=True,  # the act says it in our words
        help_text="Een PDF van hoogstens 25 MB. Een nieuw bestand vervangt het vorige.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    is_example = example_field()

    def __init__(self, *args: Any, entry: DossierEntry | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = (
            {name: getattr(entry, name) for name in NAMES} if entry else {"is_example": settings.DEMO_MODE}
        )
        super().__init__(*args, **kwargs)

    def clean_kind(self) -> DossierKind:
        return DossierKind(self.cleaned_data["kind"])
