"""Narrowing the register of decisions: what a reader can choose, in words."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from governance.domain.standing import Standing
from governance.forms.agreement import day_field
from governance.queries.register import TEXT_ONLY, Chosen, register_articles, register_years, subject_names
from werkbedrijf.web.words import LONGEST


class RegisterForm(forms.Form):
    """All of it may stay empty. What cannot be (a day that is no day) is said, and does not narrow."""

    use_required_attribute = False

    zoek = forms.CharField(label="Woorden in titel of tekst", max_length=LONGEST, required=False)
    jaar = forms.ChoiceField(label="Jaar", required=False)
    artikel = forms.ChoiceField(label="Artikel", required=False)
    onderwerp = forms.ChoiceField(label="Stelt vast", required=False)
    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[
            ("", "Alle"),
            (Standing.IN_FORCE.value, "geldt"),
            (Standing.FUTURE.value, "geldt nog niet"),
            (Standing.SUPERSEDED.value, "vervangen"),
            (Standing.WITHDRAWN.value, "ingetrokken"),
            (Standing.EXECUTED.value, "uitgevoerd"),
        ],
    )
    op = day_field("Van kracht op", required=False)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        years = [(str(year), str(year)) for year in register_years(user)]
        articles = [(str(number), f"{number}. {title}") for number, title in register_articles(user)]
        subjects = sorted(subject_names().items(), key=lambda entry: entry[1])
        for name, choices in (
            ("jaar", [("", "Alle jaren"), *years]),
            ("artikel", [("", "Alle artikelen"), *articles]),
            ("onderwerp", [("", "Alles"), *subjects, (TEXT_ONLY, "niets: alleen de tekst")]),
        ):
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = choices
            field.error_messages["invalid_choice"] = "Kies iets uit de lijst."
        self.fields["zoek"].widget.input_type = "search"

    def chosen(self) -> Chosen:
        """What holds of what was typed."""
        self.full_clean()
        clean = self.cleaned_data
        return Chosen(
            words=clean.get("zoek", ""),
            year=int(clean["jaar"]) if clean.get("jaar") else None,
            article=int(clean["artikel"]) if clean.get("artikel") else None,
            subject=clean.get("onderwerp", ""),
            standing=clean.get("stand", ""),
            on=clean.get("op"),
        )
