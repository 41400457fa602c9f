"""What an allocation divides by: the list of sectors as text, and a file of workplaces."""

from __future__ import annotations

from django import forms

from governance.forms.agreement import day_field
from quotum.actions.workplaces import SOURCE
from quotum.forms.words import choose
from quotum.models import Classification


class SectorListForm(forms.Form):
    """A list of sectors as text: a line per sector, under it a line per branch."""

    use_required_attribute = False

    title = forms.CharField(
        label="Titel",
        max_length=120,
        help_text="Bijvoorbeeld: Twaalf sectoren van Twente.",
        error_messages={"required": "Geef de indeling een titel."},
    )
    classification = forms.ModelChoiceField(
        label="Standaardindeling",
        queryset=Classification.objects.all(),
        empty_label=None,
        help_text="De letters J tot en met U betekenen in SBI 2025 iets anders dan in SBI 2008.",
        error_messages=choose("Kies een standaardindeling uit de lijst."),
    )
    text = forms.CharField(
        label="Sectoren",
        help_text="Op elke regel een sector: code, dubbele punt, naam. Een code is een sectie (F), een reeks (B-E) of "
        "een som (B+D). Elke sectie hoort bij precies één sector. Een branche staat onder haar sector, met een "
        "streepje ervoor: “- G: Handel”.",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        error_messages={"required": "Schrijf ten minste één sector op, zoals “F: Bouwnijverheid”."},
    )
    starts_on = day_field(
        "Gaat in op",
        required=False,
        help_text="Leeg: op de dag van het besluit. Kies 1 januari als de indeling vanaf een nieuw jaar geldt: de "
        "verdeling van dat jaar volgt haar dan. Wordt later besloten, dan geldt zij toch vanaf deze dag.",
    )
    is_example = forms.BooleanField(
        label="Dit is een voorbeeld",
        help_text="De indeling is bedacht en krijgt overal de aanduiding “voorbeeldgegeven”.",
        required=False,
    )


class WorkplacesForm(forms.Form):
    """A file with workplaces, where it comes from and when it was published."""

    file = forms.FileField(
        label="Bestand",
        help_text="Van het CBS: tabel 83582NED, CSV volgens databasemodel of JSON. Of een CSV-bestand of werkmap "
        "(.xlsx) met de kolommen hieronder, bijvoorbeeld met werkzame personen. Hoogstens 5 MB.",
        allow_empty_file=True,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.xlsx,text/csv,application/json"}),
        error_messages={"required": "Kies een bestand met arbeidsplaatsen."},
    )
    source = forms.CharField(
        label="Bron",
        help_text=f"Leeg is: wat het bestand noemt; bij een bestand van het CBS: {SOURCE}.",
        max_length=200,
        required=False,
    )
    published_on = forms.DateField(
        label="Gepubliceerd op",
        help_text="De dag waarop de bron deze cijfers gaf; StatLine noemt hem bij de tabel.",
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
