"""What is filled in about the requirements, a method, its judgements, and the choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.conf import settings

from governance.models import Person
from instruments.actions.assessments import Judged
from instruments.domain.requirements import HEAVIEST, LIGHTEST
from instruments.enums import ChoiceForm, Judgement
from instruments.models import LoonwaardeMethod, MethodChoice, Requirement, RequirementSet
from instruments.permissions import visible_requirement_sets
from werkbedrijf.web.once import OnceForm

MUST = "must"


def example_field() -> forms.BooleanField:
    """Whether this is invented."""
    return forms.BooleanField(
        label="Dit is een voorbeeldgegeven",
        help_text="Bedacht, en krijgt overal de aanduiding “voorbeeldgegeven”.",
        required=False,
    )


def long_text(label: str, *, rows: int = 4, missing: str = "", **options: Any) -> forms.CharField:
    """A text of some lines; required when `missing` says what to write."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing} if missing else {},
        **options,
    )


class RequirementSetForm(OnceForm):
    """The head of a list of requirements."""

    title = forms.CharField(
        label="Titel", max_length=160, error_messages={"required": "Geef de eisen een titel."}
    )
    introduction = long_text("Inleiding", max_length=5000)
    is_example = example_field()


class RequirementForm(OnceForm):
    """One requirement: a must, or with a weight."""

    text = forms.CharField(label="Eis", max_length=300, error_messages={"required": "Schrijf wat u eist."})
    checked_by = forms.CharField(
        label="Hoe wordt dit getoetst?",
        max_length=300,
        help_text="Bijvoorbeeld: het rapport van de validatie, of twee proefmetingen.",
        error_messages={"required": "Schrijf hoe u toetst of een methode hieraan voldoet."},
    )
    weight = forms.ChoiceField(
        label="Hard, of met een gewicht?",
        choices=[
            (MUST, "Harde eis: wie er niet aan voldoet, valt af"),
            *((str(weight), f"Gewicht {weight}") for weight in range(HEAVIEST, LIGHTEST - 1, -1)),
        ],
        help_text=f"{HEAVIEST} weegt het zwaarst.",
        error_messages={
            "required": "Kies hoe zwaar deze eis weegt.",
            "invalid_choice": "Kies iets uit de lijst.",
        },
    )

    def clean_weight(self) -> int | None:
        chosen = self.cleaned_data["weight"]
        return None if chosen == MUST else int(chosen)

    @staticmethod
    def initial_of(requirement: Requirement) -> dict[str, Any]:
        return {
            "text": requirement.text,
            "checked_by": requirement.checked_by,
            "weight": MUST if requirement.weight is None else str(requirement.weight),
        }


class MethodForm(OnceForm):
    """A candidate."""

    NAMES = ("name", "supplier", "validation", "description", "source", "is_example")

    name = forms.CharField(
        label="Naam", max_length=120, error_messages={"required": "Geef de methode een naam."}
    )
    supplier = forms.CharField(label="Leverancier", max_length=160, required=False)
    validation = forms.CharField(
        label="Validatie",
        max_length=250,
        required=False,
        help_text="Door wie en wanneer gevalideerd, bijvoorbeeld door Blik op Werk.",
    )
    description = long_text("Beschrijving", max_length=3000)
    source = forms.CharField(label="Bron", max_length=200, required=False)
    is_example = example_field()


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One requirement with its two fields, for the template."""

    requirement: Requirement
    judgement: forms.BoundField
    evidence: forms.BoundField


class AssessmentForm(forms.Form):
    """One method on every requirement of a list. An empty judgement is one that is not given (any more)."""

    use_required_attribute = False

    def __init__(self, data: Any, *, method: LoonwaardeMethod, requirement_set: RequirementSet) -> None:
        self.requirements = list(requirement_set.requirements.all())
        given = {row.requirement_id: row for row in method.assessments.all()}
        super().__init__(data)
        for row in self.requirements:
            earlier = given.get(row.pk)
            self.fields[f"judgement_{row.pk}"] = forms.ChoiceField(
                label="Oordeel",
                required=False,
                choices=[("", "nog niet beoordeeld"), *Judgement.choices()],
                initial=earlier.judgement if earlier else "",
                error_messages={"invalid_choice": "Kies iets uit de lijst."},
            )
            self.fields[f"evidence_{row.pk}"] = forms.CharField(
                label="Waaruit blijkt dat?",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=earlier.evidence if earlier else "",
            )
        self.fields["is_example"] = example_field()
        self.fields["is_example"].initial = settings.DEMO_MODE

    def rows(self) -> Iterator[AssessmentRow]:
        """The fields per requirement."""
        for row in self.requirements:
            yield AssessmentRow(row, self[f"judgement_{row.pk}"], self[f"evidence_{row.pk}"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for row in self.requirements:
            if values.get(f"judgement_{row.pk}") and not values.get(f"evidence_{row.pk}", "").strip():
                self.add_error(f"evidence_{row.pk}", "Noem waaruit het oordeel blijkt.")
        return values

    def judged(self) -> dict[int, Judged]:
        """The judgements of a valid form, by the key of the requirement."""
        values = self.cleaned_data
        return {
            row.pk: Judged(
                Judgement(values[f"judgement_{row.pk}"]) if values[f"judgement_{row.pk}"] else None,
                values[f"evidence_{row.pk}"],
            )
            for row in self.requirements
        }


class MethodChoiceForm(OnceForm):
    """What the board is asked to choose, and why."""

    NAMES = ("requirement_set", "form", "method", "reasons", "advice", "tender", "is_example")

    requirement_set = forms.ModelChoiceField(
        RequirementSet.objects.none(),
        label="Op grond van welke eisen?",
        empty_label=None,
        error_messages={"required": "Kies de eisen.", "invalid_choice": "Kies eisen uit de lijst."},
    )
    form = forms.ChoiceField(
        label="Wat kiest de regio?",
        choices=ChoiceForm.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een van de drie.", "invalid_choice": "Kies een van de drie."},
    )
    method = forms.ModelChoiceField(
        LoonwaardeMethod.objects.filter(is_national=False),
        label="Methode",
        required=False,
        empty_label="Geen: elke methode die aan de eisen voldoet",
        error_messages={"invalid_choice": "Kies een methode uit de lijst."},
    )
    reasons = long_text(
        "Overwegingen", rows=6, max_length=8000, missing="Schrijf waarom deze keuze wordt voorgesteld."
    )
    advice = long_text("Advies van deskundigen", max_length=5000)
    tender = long_text(
        "Aanbesteding",
        max_length=5000,
        help_text="Moet er worden aanbesteed, wie doet dat, en wanneer?",
    )
    is_example = example_field()

    def __init__(self, *args: Any, by: Person, choice: MethodChoice | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = (
            {name: getattr(choice, name) for name in self.NAMES}
            if choice
            else {"is_example": settings.DEMO_MODE}
        )
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["requirement_set"]).queryset = visible_requirement_sets(by)

    def clean_form(self) -> ChoiceForm:
        return ChoiceForm(self.cleaned_data["form"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        form = values.get("form")
        if form == ChoiceForm.REQUIREMENTS and values.get("method"):
            self.add_error("method", "Bij een set eisen hoort geen methode. Laat dit leeg.")
        if (
            form
            and form != ChoiceForm.REQUIREMENTS
            and not values.get("method")
            and "method" not in self.errors
        ):
            self.add_error("method", "Kies de methode.")
        return values
