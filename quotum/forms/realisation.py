"""A file of realised numbers to read, and which of its columns is which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from governance.permissions import today
from quotum.domain.columns import COLUMN, COLUMNS, FIXED, MAY_BE_EMPTY, Layout, proposed
from quotum.imports import LARGEST_FILE


class RealisationForm(forms.Form):
    """A file with realised numbers, where it comes from and when it was published."""

    file = forms.FileField(
        label="Bestand met cijfers",
        help_text="CSV of Excel (.xlsx), hoogstens 60 MB.",
        allow_empty_file=True,  # an empty file gets the same kind of sentence as every other file
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        error_messages={"required": "Kies een bestand met cijfers."},
    )
    source = forms.CharField(
        label="Bron",
        help_text="Bijvoorbeeld: UWV, regionale trendrapportage banenafspraak.",
        max_length=200,
        error_messages={"required": "Noem de bron van de cijfers, bijvoorbeeld UWV."},
    )
    published_on = forms.DateField(
        label="Gepubliceerd op",
        help_text="De dag waarop de bron de cijfers gaf. Bij elk cijfer staat hoe oud het is.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={
            "required": "Vul de dag in waarop de bron de cijfers gaf.",
            "invalid": "Vul een dag in zoals 31-12-2026.",
        },
    )
    is_example = forms.BooleanField(
        label="Dit zijn voorbeeldcijfers",
        help_text="De aantallen zijn bedacht en krijgen overal de aanduiding “voorbeeldcijfer”.",
        required=False,
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                "Het bestand is groter dan 60 MB. Deel het op, bijvoorbeeld per jaar."
            )
        return file

    def delivery(self) -> dict[str, Any]:
        """Source, day and mark of the delivery, as the actions take them."""
        return {name: self.cleaned_data[name] for name in ("source", "published_on", "is_example")}

    def clean_published_on(self) -> date:
        day: date = self.cleaned_data["published_on"]
        if day > today():
            raise forms.ValidationError("Deze dag ligt in de toekomst.")
        return day


class MappingForm(forms.Form):
    """For each of our columns: which column of the file it is, or the same word in every row."""

    def __init__(self, *args: Any, layout: Layout, header: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout = layout
        columns = [(name, name) for name in dict.fromkeys(header) if name]
        for column in COLUMNS[layout]:
            may_be_empty = column in MAY_BE_EMPTY
            nothing = "staat niet in het bestand" if may_be_empty else "kies een kolom"
            self.fields[column] = forms.ChoiceField(
                label=f"Kolom voor “{column}”",
                choices=[("", nothing), *columns],
                required=False,
                initial=proposed(column, header),
                error_messages={"invalid_choice": "Kies een kolom van dit bestand."},
            )
            if column != "aantal":
                self.fields[f"{column}_fixed"] = forms.CharField(
                    label="of in elke regel",
                    required=False,
                    max_length=60,
                )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        for column in COLUMNS[self.layout]:
            chosen, fixed = values.get(column, ""), values.get(f"{column}_fixed", "")
            if chosen and fixed:
                self.add_error(column, "Kies een kolom óf vul één woord in, niet allebei.")
            elif not chosen and not fixed and column not in MAY_BE_EMPTY and column not in self.errors:
                self.add_error(
                    column,
                    "Kies de kolom met de aantallen."
                    if column == "aantal"
                    else "Kies een kolom, of vul in wat er in elke regel zou staan.",
                )
        return values

    def mapping(self) -> dict[str, tuple[str, str]]:
        """Ours to ("column", theirs) or ("fixed", a word)."""
        found = {}
        for column in COLUMNS[self.layout]:
            chosen = self.cleaned_data.get(column, "")
            found[column] = (
                (COLUMN, chosen) if chosen else (FIXED, self.cleaned_data.get(f"{column}_fixed", ""))
            )
        return found

    def rows(self) -> list[tuple[Any, Any]]:
        """The pairs of fields as they stand beside each other."""
        return [
            (self[column], self[f"{column}_fixed"] if f"{column}_fixed" in self.fields else None)
            for column in COLUMNS[self.layout]
        ]
