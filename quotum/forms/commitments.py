"""What is filled in about a commitment of an employer: once as a whole, then line after line."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings

from governance.forms.agreement import day_field
from governance.models import Location, Party
from quotum.domain.commitments import MAX_JOBS
from quotum.domain.employers import kvk_digits
from quotum.models import Commitment, CommitmentEntry, Employer, Sector
from quotum.queries.commitments import (
    ORDERS,
    STATES,
    Chosen,
    commitment_years,
    find_place,
    history,
    place_key,
    places,
    sectors_with_commitments,
)
from quotum.queries.sector_lists import sectors_in_use
from werkbedrijf.web.fields import WholeNumberField
from werkbedrijf.web.once import OnceForm
from werkbedrijf.web.words import LONGEST


def jobs_field(label: str, *, lowest: int = 1, help_text: str = "") -> WholeNumberField:
    """A number of jobs."""
    sentence = f"Vul een heel getal in van {lowest} tot en met {MAX_JOBS}."
    return WholeNumberField(
        label=label,
        min_value=lowest,
        max_value=MAX_JOBS,
        help_text=help_text,
        widget=forms.NumberInput(
            attrs={"class": "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short"}
        ),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence),
    )


def note_field(label: str, *, required: bool = True, sentence: str = "") -> forms.CharField:
    """A remark of one or two sentences."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Schrijf geen namen van personen op.",
        error_messages={"required": sentence},
    )


class EmployerForm(forms.Form):
    """An organisation: its name and, when known, its KvK number."""

    use_required_attribute = False

    employer_name = forms.CharField(
        label="Werkgever",
        max_length=120,
        help_text="De naam van de organisatie, niet van een persoon.",
        widget=forms.TextInput(attrs={"list": "werkgevers", "autocomplete": "off"}),
        error_messages={"required": "Vul de naam van de organisatie in."},
    )
    kvk_number = forms.CharField(
        label="KvK-nummer",
        required=False,
        max_length=12,
        help_text="Acht cijfers. Hieraan wordt de werkgever herkend, ook als de naam anders is geschreven.",
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "class": "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short",
            }
        ),
    )

    def clean_kvk_number(self) -> str:
        try:
            return kvk_digits(self.cleaned_data["kvk_number"])
        except ValueError:
            raise forms.ValidationError(
                "Een KvK-nummer heeft acht cijfers. Laat het leeg als u het niet weet."
            ) from None


def fill_places(field: forms.ChoiceField, first: tuple[str, str]) -> None:
    """Give a field its choices: the municipalities and the locations of Werkplein Twente, in two groups."""
    municipalities, locations = places()
    field.choices = [
        first,
        ("Gemeente", [(place_key(one), one.name) for one in municipalities]),
        ("Werkpleinlocatie", [(place_key(one), f"Werkplein {one.name}") for one in locations]),
    ]


class CommitmentForm(EmployerForm, OnceForm):
    """A commitment as an employer makes it."""

    sector = forms.ModelChoiceField(
        Sector.objects.none(),
        label="Sector",
        empty_label="Kies een sector",
        error_messages={
            "required": "Kies de sector waarvoor de banen zijn.",
            "invalid_choice": "Kies een sector uit de lijst.",
        },
    )
    place = forms.ChoiceField(
        label="Gemeente of werkpleinlocatie",
        help_text="Waar de banen komen. Kies een werkpleinlocatie als de gemeente nog niet vaststaat.",
        error_messages={
            "required": "Kies de gemeente of de werkpleinlocatie.",
            "invalid_choice": "Kies een plaats uit de lijst.",
        },
    )
    jobs = jobs_field(
        "Aantal garantiebanen",
        help_text="Eén garantiebaan is gemiddeld 25,5 uur werk per week (110,92 verloonde uren per maand).",
    )
    starts_on = day_field("Vanaf", help_text="De eerste dag waarop de banen er kunnen zijn.")
    source = forms.CharField(
        label="Hoe toegezegd",
        max_length=200,
        help_text="Bijvoorbeeld: brief van 3 maart, of gesprek met de accountmanager. Geen namen van personen.",
        error_messages={"required": "Schrijf hoe de werkgever de banen heeft toegezegd."},
    )
    is_example = forms.BooleanField(
        label="Dit is een voorbeeldcijfer",
        help_text="Bedacht, en krijgt overal de aanduiding “voorbeeldcijfer”.",
        required=False,
    )

    field_order = [
        "employer_name", "kvk_number", "sector", "place", "jobs", "starts_on", "source", "is_example",
    ]  # fmt: skip

    def __init__(self, *args: Any, employer: Employer | None = None, **kwargs: Any) -> None:
        """employer: whose name and number the form begins with."""
        kwargs.setdefault("initial", {}).setdefault("is_example", settings.DEMO_MODE)
        if employer is not None:
            kwargs["initial"] |= {"employer_name": employer.name, "kvk_number": employer.kvk_number}
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["sector"]).queryset = sectors_in_use()
        fill_places(cast(forms.ChoiceField, self.fields["place"]), ("", "Kies een plaats"))

    def clean_place(self) -> Party | Location:
        place = find_place(self.cleaned_data["place"])
        if place is None:
            raise forms.ValidationError("Kies een plaats uit de lijst.")
        return place


class FulfilForm(OnceForm):
    """Jobs that were filled."""

    jobs = jobs_field("Aantal banen ingevuld")
    on = day_field(
        "Op", help_text="De dag waarop het werk begon. Zijn het er meer, leg dan elke dag apart vast."
    )
    note = note_field("Toelichting", required=False)


class CorrectForm(OnceForm):
    """What a line should have said."""

    entry = forms.ModelChoiceField(
        CommitmentEntry.objects.none(),  # replaced below by the lines of one commitment
        label="Welke invulling klopt niet",
        empty_label=None,
        error_messages={
            "required": "Kies welke invulling niet klopt.",
            "invalid_choice": "Kies een van de invullingen.",
        },
    )
    jobs = jobs_field("Hoeveel had er moeten staan", lowest=0)
    note = note_field("Waarom", sentence="Schrijf waarom het aantal niet klopte.")

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {entry.pk: (entry, jobs) for entry, jobs in history(commitment).fillings}
        field = cast(forms.ModelChoiceField, self.fields["entry"])
        field.queryset = commitment.entries.filter(pk__in=said).order_by("pk")
        field.label_from_instance = lambda obj: (  # type: ignore[method-assign]
            f"{obj.on:%d-%m-%Y}: {said[obj.pk][1]} {'baan' if said[obj.pk][1] == 1 else 'banen'}"
        )


class ChangeForm(OnceForm):
    """Another number than was promised."""

    jobs = jobs_field("Nieuw toegezegd aantal")
    note = note_field("Waarom", sentence="Schrijf waarom het aantal verandert.")


class WithdrawForm(OnceForm):
    """The rest of a commitment that is taken back."""

    on = day_field("Ingetrokken op")
    note = note_field("Waarom", sentence="Schrijf waarom de toezegging wordt ingetrokken.")


class ReopenForm(OnceForm):
    """A withdrawal that was a mistake."""

    note = note_field("Waarom", sentence="Schrijf waarom de toezegging toch geldt.")


class CommitmentFilterForm(forms.Form):
    """What narrows and sorts the list, as it stands in the address; all of it may stay empty."""

    use_required_attribute = False

    zoek = forms.CharField(label="Werkgever", max_length=LONGEST, required=False)
    jaar = forms.ChoiceField(label="Vanaf-jaar", required=False)
    sector = forms.ChoiceField(label="Sector", required=False)
    plaats = forms.ChoiceField(label="Plaats", required=False)
    stand = forms.ChoiceField(
        label="Stand",
        required=False,
        choices=[("", "Alle"), *((word, state.label) for word, state in STATES.items())],
    )
    volgorde = forms.ChoiceField(
        label="Volgorde", required=False, choices=[(word, words) for word, (words, _) in ORDERS.items()]
    )

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        years = [(str(year), str(year)) for year in commitment_years(user)]
        sectors = [(code, f"{name} ({code})") for code, name in sectors_with_commitments(user)]
        cast(forms.ChoiceField, self.fields["jaar"]).choices = [("", "Alle jaren"), *years]
        cast(forms.ChoiceField, self.fields["sector"]).choices = [("", "Alle sectoren"), *sectors]
        fill_places(cast(forms.ChoiceField, self.fields["plaats"]), ("", "Alle plaatsen"))
        self.fields["zoek"].widget.input_type = "search"
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "Kies iets uit de lijst."

    def chosen(self) -> Chosen:
        """What holds of what stands in the address."""
        self.full_clean()
        clean = self.cleaned_data
        return Chosen(
            words=clean.get("zoek", "").strip(),
            year=int(clean["jaar"]) if clean.get("jaar") else None,
            sector=clean.get("sector", ""),
            place=find_place(clean["plaats"]) if clean.get("plaats") else None,
            state=clean.get("stand", ""),
            order=clean.get("volgorde") or "vanaf",
        )
