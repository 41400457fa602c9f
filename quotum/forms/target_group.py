"""What is filled in about the target group: a file with where it comes from, and which groups a sector serves."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile

from governance.forms.agreement import day_field
from governance.permissions import today
from quotum.domain.delimited import MAX_BYTES
from quotum.enums import Group
from werkbedrijf.web.once import OnceForm


class TargetGroupForm(forms.Form):
    """A file with numbers of people, its source, and how its forecasts were made."""

    use_required_attribute = False

    file = forms.FileField(
        label="Bestand met cijfers",
        help_text="CSV of Excel (.xlsx), hoogstens 5 MB.",
        allow_empty_file=True,  # an empty file gets the same kind of sentence as every other file
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        error_messages={"required": "Kies een bestand met cijfers."},
    )
    source = forms.CharField(
        label="Bron",
        help_text="Bijvoorbeeld: UWV, doelgroepregister; of: cliëntregistratie van de gemeente.",
        max_length=200,
        error_messages={"required": "Noem de bron van de cijfers."},
    )
    published_on = day_field(
        "Gepubliceerd op",
        help_text="De dag waarop de bron de cijfers gaf. Bij elk cijfer staat hoe oud het is.",
    )
    method = forms.CharField(
        label="Methode van de prognose",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Alleen als er een prognose in het bestand staat: hoe is zij gemaakt, en waarop rust de bandbreedte?",
    )
    is_example = forms.BooleanField(
        label="Dit zijn voorbeeldcijfers",
        help_text="De aantallen zijn bedacht en krijgen overal de aanduiding “voorbeeldcijfer”.",
        required=False,
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError("Het bestand is groter dan 5 MB. Deel het op, bijvoorbeeld per jaar.")
        return file

    def clean_published_on(self) -> date:
        day: date = self.cleaned_data["published_on"]
        if day > today():
            raise forms.ValidationError("Deze dag ligt in de toekomst.")
        return day


class ServedGroupsForm(OnceForm):
    """Which groups are served in a sector, and what keeps them from competing."""

    groups = forms.MultipleChoiceField(
        label="Groepen die in deze sector worden bediend",
        required=False,
        choices=Group.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies groepen uit de lijst."},
    )
    agreement = forms.CharField(
        label="Hoe groepen elkaar hier niet beconcurreren",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wat partijen daarover afspraken (artikel 8). Geen namen van personen.",
    )
    is_example = forms.BooleanField(label="Dit is een voorbeeldgegeven", required=False)
