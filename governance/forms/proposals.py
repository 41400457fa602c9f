"""Forms of a proposal: its head, its decision points, and under each point what it adopts and the tasks it gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.forms.formsets import BaseFormSet, formset_factory

from governance.actions import PointDraft
from governance.domain.numbering import LARGEST_PROPOSAL, MOST_TASKS, PointRow, TaskRow
from governance.forms.actions import Owners, TaskForm
from governance.models import Adoptable, AgreementVersion, Article


class ProposalForm(forms.Form):
    """The head of a proposal: what it is called, why, and which article gives the board the power."""

    use_required_attribute = False  # refusals are ours, at the field; an untouched field is not red

    title = forms.CharField(
        label="Titel van het voorstel",
        max_length=160,
        error_messages={"required": "Geef het voorstel een titel."},
    )
    considerations = forms.CharField(
        label="Overwegingen",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Waarom dit voorstel, en wat is afgewogen?",
    )
    costs = forms.CharField(
        label="Kosten",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wat kost dit, in geld of uren, en wie draagt dat (artikel 11)?",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        on: date,
        initial: dict[str, Any] | None = None,
        present: Article | None = None,
    ) -> None:
        """on: the day of the meeting, which says whose articles apply. present: the article of the proposal now."""
        super().__init__(data, initial=initial)
        articles = Article.objects.filter(version__in=_versions_for(on))
        if present is not None:
            articles = articles | Article.objects.filter(pk=present.pk)
        self.fields["article"] = _article_field(articles.order_by("-version", "number"))


def _article_field(articles: QuerySet[Article]) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        articles,
        label="Artikel dat de bevoegdheid geeft",
        empty_label="Kies een artikel",
        help_text="Het bestuur besluit alleen waar de overeenkomst dat mogelijk maakt.",
        error_messages={
            "required": "Kies het artikel waarop dit voorstel rust. Zonder bevoegdheid is er niets te besluiten.",
            "invalid_choice": "Dit artikel staat niet in de overeenkomst die dan geldt. Kies opnieuw.",
        },
    )


def _versions_for(on: date) -> list[int]:
    """The agreement in force on a day (none before the first: then nothing can be chosen)."""
    try:
        return [AgreementVersion.objects.in_force(on).pk]
    except AgreementVersion.DoesNotExist:
        return []


def draft_key(adoptables: Sequence[Adoptable]) -> str:
    """How the form names what a point adopts: "app.model:pk", joined by + when code put more than one under a point."""
    return "+".join(f"{thing._meta.label_lower}:{thing.pk}" for thing in adoptables)


class PointForm(forms.Form):
    """One decision point: a number, a text, what it would adopt, and its tasks, each a form of its own (`tasks`)."""

    use_required_attribute = False

    number = forms.CharField(
        label="Nummer",
        max_length=5,
        validators=[RegexValidator(r"^\d{1,2}[a-z]?$", "Een nummer is bijvoorbeeld 1 of 3a.")],
        widget=forms.TextInput(
            attrs={"class": "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short", "size": 5}
        ),
        error_messages={"required": "Geef dit beslispunt een nummer."},
    )
    text = forms.CharField(
        label="Tekst",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf wat het bestuur besluit, of verwijder dit beslispunt."},
    )

    def __init__(
        self,
        *args: Any,
        drafts: dict[str, tuple[Adoptable, ...]],
        owners: Owners,
        on: date,
        **kwargs: Any,
    ) -> None:
        """owners: who can be given a task. on: the day of the meeting; a task is due after it."""
        super().__init__(*args, **kwargs)
        self.fields["adopts"] = forms.ChoiceField(
            label="Wat stelt dit punt vast?",
            required=False,
            choices=[
                ("", "Niets: dit punt stelt geen stuk vast"),
                *(
                    (key, ", ".join(thing.effect_sentence() for thing in group))
                    for key, group in drafts.items()
                ),
            ],
            error_messages={"invalid_choice": "Dit concept is niet meer vrij. Kies opnieuw."},
        )
        self._drafts = drafts
        rows: Sequence[TaskRow] = self.initial.get("tasks", ())
        if self.is_bound:
            rows = tasks_typed(self.data, str(self.prefix))
        self.tasks = [
            TaskForm(
                self.data if self.is_bound else None,
                prefix=f"{self.prefix}-taak-{place}",
                initial=None if self.is_bound else row.__dict__,
                owners=owners,
                on=on,
            )
            for place, row in enumerate(rows)
        ]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(task.is_valid() for task in self.tasks)])

    def has_changed(self) -> bool:
        """A point of which only a task is filled in is not an empty row."""
        return super().has_changed() or any(task.has_changed() for task in self.tasks)

    def to_draft(self) -> PointDraft:
        """The point as the act takes it; only after validation. Tasks left empty are none."""
        values = self.cleaned_data
        return PointDraft(
            values["number"],
            values["text"],
            self._drafts.get(values["adopts"], ()),
            tuple(task.to_draft() for task in self.tasks if task.cleaned_data),
        )


class BasePointFormSet(BaseFormSet):
    """All points of a proposal: at least one, each number once, each draft once."""

    default_error_messages = {
        "missing_management_form": "Het formulier is niet volledig overgekomen. Laad de pagina opnieuw.",
        "too_many_forms": f"Een voorstel heeft hoogstens {LARGEST_PROPOSAL} beslispunten.",
    }

    def clean(self) -> None:
        numbers: set[str] = set()
        drafts: set[str] = set()
        filled = 0
        for form in self.forms:
            values = form.cleaned_data if hasattr(form, "cleaned_data") else {}
            filled += bool(values or form.errors)
            if (number := values.get("number")) in numbers:
                form.add_error("number", "Dit nummer komt al voor. Elk beslispunt heeft een eigen nummer.")
            numbers |= {number} if number else set()
            for key in (values.get("adopts") or "").split("+"):
                if key and key in drafts:
                    form.add_error("adopts", "Dit staat al onder een ander beslispunt. Kies het één keer.")
                drafts |= {key} if key else set()
        if not filled:
            raise forms.ValidationError(
                "Een voorstel heeft minstens één beslispunt. Voeg een beslispunt toe en schrijf de tekst."
            )


PointFormSet = formset_factory(
    PointForm, formset=BasePointFormSet, extra=0, max_num=LARGEST_PROPOSAL, validate_max=True
)


def point_drafts(points: Any) -> list[PointDraft]:
    """The points of a valid PointFormSet in the order of the form; rows left empty are no points."""
    return [form.to_draft() for form in points.forms if form.cleaned_data]


POINTS = "punt"  # the prefix of the points' fields


def rows_typed(data: Any) -> list[PointRow]:
    """The points as they stand in a posted form, right or wrong, so that rearranging them loses nothing."""
    return [
        PointRow(
            str(data.get(f"{POINTS}-{index}-number", "")),
            str(data.get(f"{POINTS}-{index}-text", "")),
            str(data.get(f"{POINTS}-{index}-adopts", "")),
            tasks_typed(data, f"{POINTS}-{index}"),
        )
        for index in range(_count(data, f"{POINTS}-TOTAL_FORMS", LARGEST_PROPOSAL))
    ]


def tasks_typed(data: Any, prefix: str) -> tuple[TaskRow, ...]:
    """The tasks of the point with this prefix, likewise."""
    names = ("owner", "what", "condition", "due_on")
    return tuple(
        TaskRow(*(str(data.get(f"{prefix}-taak-{place}-{name}", "")) for name in names))
        for place in range(_count(data, f"{prefix}-taken", MOST_TASKS))
    )


def _count(data: Any, name: str, most: int) -> int:
    typed = str(data.get(name, "0"))
    return min(int(typed) if typed.isdecimal() else 0, most)
