"""What people fill in: an allocation to draft, and a file of realised numbers to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from governance.models import Decision
from governance.permissions import today
from quotum.actions.allocation import FIRST_YEAR, LAST_YEAR, MAX_TOTAL
from quotum.actions.workplaces import SOURCE
from quotum.domain.columns import COLUMN, COLUMNS, FIXED, MAY_BE_EMPTY, Layout
from quotum.domain.personal_data import holds_bsn
from quotum.domain.quarters import Quarter
from quotum.enums import Method, SignalKind
from quotum.imports import LARGEST_FILE
from quotum.models import Allocation, Classification, Sector, SectorList, WorkplaceRevision
from quotum.queries import first_free_year, workplace_choices
from werkbedrijf.lib.charts import thousands


def _between(sentence: str, missing: str) -> dict[str, str]:
    """One sentence for every way in which a whole number can be wrong, and one for when it is missing."""
    return {"min_value": sentence, "max_value": sentence, "invalid": sentence, "required": missing}


def _choose(sentence: str) -> dict[str, str]:
    """One sentence for a choice that is missing or not in the list."""
    return {"required": sentence, "invalid_choice": sentence}


class AllocationForm(forms.Form):
    """The choices that the agreement leaves to the board: each is recorded with the result."""

    year = forms.IntegerField(
        label="Jaar waarvoor de verdeling geldt",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=_between(
            f"Kies een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}.",
            "Vul het jaar in waarvoor de verdeling geldt.",
        ),
    )
    total = forms.IntegerField(
        label="Extra banen in dat jaar",
        help_text="Alleen de banen die er in dit jaar bij moeten komen, niet de stand sinds 2012.",
        min_value=1,
        max_value=MAX_TOTAL,
        error_messages=_between(
            f"Vul een heel getal in van 1 tot en met {thousands(MAX_TOTAL)}.",
            "Vul in hoeveel extra banen er te verdelen zijn.",
        ),
    )
    market = forms.IntegerField(
        label="Waarvan bij marktwerkgevers",
        help_text="Alleen als het bestuur markt en overheid apart afspreekt; de rest is dan bij de overheid. "
        "De verdeling over de sectoren verandert er niet door.",
        required=False,
        min_value=0,
        max_value=MAX_TOTAL,
        error_messages=_between(f"Vul een heel getal in van 0 tot en met {thousands(MAX_TOTAL)}.", ""),
    )
    target_source = forms.CharField(
        label="Bron van dit aantal",
        help_text="Er is geen wettelijk regionaal quotum: het bestuur stelt het aantal zelf. "
        "Noem het stuk waar het in staat.",
        max_length=300,
        error_messages={
            "required": "Noem waar het aantal vandaan komt, bijvoorbeeld een voorstel aan het bestuur."
        },
    )
    sector_list = forms.ModelChoiceField(
        label="Sectorindeling",
        queryset=SectorList.objects.adopted(),
        empty_label=None,
        error_messages=_choose("Kies een sectorindeling uit de lijst."),
    )
    workplaces = forms.ChoiceField(
        label="Arbeidsplaatsen",
        help_text="De verdeelsleutel: het aantal arbeidsplaatsen per sector in Twente (artikel 7).",
        error_messages=_choose("Kies uit de lijst van welk jaar de arbeidsplaatsen zijn."),
    )
    method = forms.ChoiceField(
        label="Afronding op hele banen",
        help_text="De overeenkomst noemt de verhouding en geen afronding. "
        "De andere methode staat straks ter vergelijking ernaast.",
        choices=Method.choices,
        widget=forms.RadioSelect,
        initial=Method.HAMILTON.value,
        error_messages=_choose("Kies hoe er op hele banen wordt afgerond."),
    )
    is_example = forms.BooleanField(
        label="Dit is een voorbeeldcijfer",
        help_text="Het aantal is bedacht en krijgt overal de aanduiding “voorbeeldcijfer”.",
        required=False,
    )

    def __init__(self, *args: Any, allocation: Allocation | None = None, **kwargs: Any) -> None:
        if allocation is not None:
            kwargs["initial"] = {
                "year": allocation.year,
                "total": allocation.total,
                "market": allocation.target.market,
                "target_source": allocation.target.source,
                "sector_list": allocation.sector_list_id,
                "workplaces": f"{allocation.workplace_revision_id}:{allocation.workplace_year}",
                "method": allocation.method,
                "is_example": allocation.is_example,
            }
        else:
            in_use = SectorList.objects.in_force(today())
            kwargs.setdefault(
                "initial",
                {"year": first_free_year(), "sector_list": in_use, "is_example": settings.DEMO_MODE},
            )
        super().__init__(*args, **kwargs)
        choices = self.fields["workplaces"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101 (it is declared so above)
        choices.choices = workplace_choices()

    def inputs(self) -> dict[str, Any]:
        """The cleaned values as `draft_allocation` and `change_allocation` take them."""
        values = dict(self.cleaned_data)
        revision, _, year = values.pop("workplaces").partition(":")
        values["workplace_revision"] = WorkplaceRevision.objects.get(pk=int(revision))
        values["workplace_year"] = int(year)
        return values


class OtherTotalForm(forms.Form):
    """What if the total were another one? In the address, so that the answer can be sent."""

    totaal = forms.IntegerField(
        label="Een ander totaal",
        min_value=1,
        max_value=MAX_TOTAL,
        error_messages=_between(
            f"Vul een heel getal in van 1 tot en met {thousands(MAX_TOTAL)}.", "Vul een totaal in."
        ),
    )


class DeviationForm(forms.Form):
    """Jobs that go from one sector to another, and why."""

    use_required_attribute = False

    giver = forms.ModelChoiceField(
        label="Van welke sector",
        queryset=Sector.objects.none(),
        empty_label="Kies een sector",
        error_messages=_choose("Kies de sector die banen afgeeft."),
    )
    receiver = forms.ModelChoiceField(
        label="Naar welke sector",
        queryset=Sector.objects.none(),
        empty_label="Kies een sector",
        error_messages=_choose("Kies de sector die de banen krijgt."),
    )
    jobs = forms.IntegerField(
        label="Aantal banen",
        min_value=1,
        max_value=MAX_TOTAL,
        error_messages=_between("Vul een heel getal van 1 of meer in.", "Vul in hoeveel banen verschuiven."),
    )
    reason = forms.CharField(
        label="Reden",
        help_text="Waarom wijkt het bestuur hier af van de verhouding van de arbeidsplaatsen (artikel 7)? "
        "De reden staat bij de verdeling en is deel van wat het bestuur vaststelt.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf waarom het bestuur van de verdeelsleutel zou afwijken."},
    )

    def __init__(self, *args: Any, allocation: Allocation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("giver", "receiver"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (it is declared so above)
            field.queryset = allocation.sector_list.sectors.all()


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
        error_messages=_choose("Kies een standaardindeling uit de lijst."),
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
    is_example = forms.BooleanField(
        label="Dit is een voorbeeld",
        help_text="De indeling is bedacht en krijgt overal de aanduiding “voorbeeldgegeven”.",
        required=False,
    )


class WorkplacesForm(forms.Form):
    """A file of CBS with workplaces, and when CBS published it."""

    file = forms.FileField(
        label="Bestand van het CBS",
        help_text="Tabel 83582NED, regio Twente (CR12): CSV volgens databasemodel, of JSON. Hoogstens 5 MB.",
        allow_empty_file=True,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.json,text/csv,application/json"}),
        error_messages={"required": "Kies het bestand dat u bij het CBS hebt gedownload."},
    )
    source = forms.CharField(
        label="Bron",
        max_length=200,
        initial=SOURCE,
        error_messages={"required": "Noem de bron van de cijfers."},
    )
    published_on = forms.DateField(
        label="Gepubliceerd op",
        help_text="De dag waarop het CBS deze cijfers gaf; StatLine noemt hem bij de tabel.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={
            "required": "Vul de dag in waarop het CBS de cijfers gaf.",
            "invalid": "Vul een dag in zoals 31-12-2026.",
        },
    )


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
                initial=next((name for name, _ in columns if name.lower() == column), ""),
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


class ThresholdForm(forms.Form):
    """What the board wants to hear of by itself, as it decided."""

    kind = forms.ChoiceField(
        label="Signaal als", choices=SignalKind.choices, error_messages=_choose("Kies een soort signaal.")
    )
    value = forms.IntegerField(
        label="Meer dan",
        help_text="Procent van naar rato, of bij cijfers die uitblijven: dagen later dan verwacht. "
        "Leeg: het bestuur wil dit signaal niet.",
        required=False,
        min_value=1,
        max_value=365,
        error_messages=_between("Vul een heel getal in van 1 tot en met 365, of laat dit leeg.", ""),
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
        error_messages=_choose("Kies een besluit uit de lijst."),
    )

    def threshold(self) -> dict[str, Any]:
        """The cleaned values as `set_threshold` takes them."""
        return {**self.cleaned_data, "kind": SignalKind(self.cleaned_data["kind"])}


class RemarkForm(forms.Form):
    """What UWV's seat remarks on a quarter."""

    quarter_key = forms.ChoiceField(
        label="Kwartaal", error_messages=_choose("Kies een kwartaal uit de lijst.")
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
