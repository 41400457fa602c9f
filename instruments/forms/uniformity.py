"""What is filled in about regulations, what the region agreed, and how a municipality is held against the package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.conf import settings

from governance.forms.agreement import day_field
from governance.models import Decision, Party, Person
from governance.permissions import visible_decisions
from instruments.actions.uniformity import Held
from instruments.enums import RegulationKind, Standing, Topic
from instruments.forms.loonwaarde import example_field, long_text
from instruments.models import Regulation
from instruments.permissions.uniformity import kept_municipalities
from instruments.queries.uniformity import MatrixCell
from werkbedrijf.web.fields import required_by_another
from werkbedrijf.web.once import OnceForm

CHOOSE = {"required": "Kies iets uit de lijst.", "invalid_choice": "Kies iets uit de lijst."}


class DecisionField(forms.ModelChoiceField):
    """Names a decision by its number and title."""

    def label_from_instance(self, obj: Decision) -> str:
        return f"{obj.number}: {obj.title}"[:110]


def decision_field(
    label: str = "Besluit", help_text: str = "", *, required: bool = False
) -> forms.ModelChoiceField:
    """A decision of the board, the newest first; its choices are set by `decisions_for`."""
    return DecisionField(
        Decision.objects.none(),
        label=label,
        required=required,
        help_text=help_text,
        empty_label="Geen besluit" if not required else "Kies een besluit",
        error_messages={**CHOOSE, "required": "Kies het besluit van het bestuur."},
    )


def set_decisions(form: forms.Form, by: Person) -> None:
    """Let the field `decision` choose from what this person may read."""
    field = cast(forms.ModelChoiceField, form.fields["decision"])
    field.queryset = visible_decisions(by)


class RegulationForm(OnceForm):
    """One regulation; what is wrong with the document itself is said by the act that stores it."""

    NAMES = (
        "party",
        "kind",
        "topic",
        "title",
        "summary",
        "in_force_from",
        "in_force_to",
        "link",
        "is_example",
    )

    party = forms.ModelChoiceField(
        Party.objects.none(), label="Gemeente", empty_label="Kies een gemeente", error_messages=CHOOSE
    )
    kind = forms.ChoiceField(label="Soort", choices=RegulationKind.choices(), error_messages=CHOOSE)
    topic = forms.ChoiceField(
        label="Gaat over",
        choices=Topic.choices(),
        help_text="Regels die bij geen instrument horen, hebben hier ook hun plaats (artikel 3c).",
        error_messages=CHOOSE,
    )
    title = forms.CharField(
        label="Titel", max_length=200, error_messages={"required": "Geef de regeling haar titel."}
    )
    summary = long_text("Wat regelt zij, in het kort?", max_length=3000)
    in_force_from = day_field("Geldt vanaf")
    in_force_to = day_field(
        "Geldt tot en met", required=False, help_text="Leeg zolang er geen einde bekend is."
    )
    link = forms.URLField(
        label="Webadres",
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={
            "invalid": "Dit is geen webadres. Schrijf bijvoorbeeld https://voorbeeld.example/regeling."
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

    def __init__(
        self,
        *args: Any,
        by: Person,
        regulation: Regulation | None = None,
        party: Party | None = None,
        **kwargs: Any,
    ) -> None:
        """party: chosen beforehand; a regulation that exists keeps its municipality."""
        kwargs["initial"] = (
            {name: getattr(regulation, name) for name in self.NAMES}
            if regulation
            else {"party": party, "is_example": settings.DEMO_MODE}
        )
        super().__init__(*args, **kwargs)
        kept = kept_municipalities(by).order_by("name")
        field = cast(forms.ModelChoiceField, self.fields["party"])
        field.queryset = kept.filter(pk=regulation.party_id) if regulation else kept
        if regulation or kept.count() == 1:
            field.empty_label = None

    def clean_kind(self) -> RegulationKind:
        return RegulationKind(self.cleaned_data["kind"])

    def clean_topic(self) -> Topic:
        return Topic(self.cleaned_data["topic"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        start, end = values.get("in_force_from"), values.get("in_force_to")
        if start and end and end < start:
            self.add_error("in_force_to", "Kies de eerste dag of een latere.")
        return values


class TopicAgreementForm(OnceForm):
    """What the region agreed on one topic."""

    text = long_text(
        "Wat sprak de regio af?", rows=6, max_length=5000, missing="Schrijf wat de regio afsprak."
    )
    decision = decision_field(help_text="Als het bestuur dit heeft besloten.")
    is_example = example_field()

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_decisions(self, by)
        self.fields["is_example"].initial = settings.DEMO_MODE


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One instrument with its fields, for the template."""

    cell: MatrixCell
    standing: forms.BoundField
    difference: forms.BoundField
    regulation: forms.BoundField


class HoldForm(OnceForm):
    """One municipality on every instrument of the package: only what is judged otherwise becomes a new line."""

    since = day_field("Zo sinds", help_text="De dag vanaf waar dit zo is; vandaag of eerder.")
    is_example = example_field()

    def __init__(self, *args: Any, party: Party, cells: list[MatrixCell], since: Any, **kwargs: Any) -> None:
        self.cells = cells
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = since
        self.fields["is_example"].initial = settings.DEMO_MODE
        regulations = [(one.pk, one) for one in Regulation.objects.filter(party=party)]
        self._regulations = {str(pk): one for pk, one in regulations}
        choices = [("", "Geen regeling"), *((str(pk), one.title) for pk, one in regulations)]
        for one in cells:  # what rests on the judgement is asked as soon as it is given
            slug, row = one.column.slug, one.row if not one.why else None
            self.fields[f"standing_{slug}"] = forms.ChoiceField(
                label="Oordeel", choices=Standing.choices(), initial=one.standing, error_messages=CHOOSE
            )
            self.fields[f"difference_{slug}"] = forms.CharField(
                label="Hoe wijkt zij af?",
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=row.difference if row else "",
            )
            self.fields[f"regulation_{slug}"] = forms.ChoiceField(
                label="Op welke regeling rust dat?",
                required=False,
                choices=choices,
                initial=str(row.regulation_id or "") if row else "",
                error_messages=CHOOSE,
            )
            for name in ("difference", "regulation"):
                required_by_another(self.fields[f"{name}_{slug}"])

    def rows(self) -> Iterator[HeldRow]:
        """The fields per instrument."""
        for one in self.cells:
            slug = one.column.slug
            yield HeldRow(
                one, self[f"standing_{slug}"], self[f"difference_{slug}"], self[f"regulation_{slug}"]
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for one in self.cells:
            slug = one.column.slug
            standing = values.get(f"standing_{slug}")
            if standing == Standing.DIFFERS and not values.get(f"difference_{slug}", "").strip():
                self.add_error(f"difference_{slug}", "Schrijf hoe de gemeente afwijkt.")
            if standing in (Standing.EQUAL, Standing.DIFFERS) and not values.get(f"regulation_{slug}"):
                self.add_error(f"regulation_{slug}", "Kies de regeling waarop het oordeel rust.")
        return values

    def held(self) -> dict[str, Held]:
        """The judgements of a valid form, by the slug of the instrument."""
        values = self.cleaned_data
        return {
            slug: Held(
                Standing(values[f"standing_{slug}"]),
                values[f"difference_{slug}"],
                self._regulations.get(values[f"regulation_{slug}"]),
            )
            for slug in (one.column.slug for one in self.cells)
        }
