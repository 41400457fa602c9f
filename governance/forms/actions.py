"""Forms of actions and of tasks under a decision point: who, what, under which condition, by when."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst

from governance.enums import ActionKind
from governance.forms.agreement import day_field
from governance.models import AgendaItem, Owner
from governance.models.actions import name_of
from governance.queries.tasks import TaskDraft
from werkbedrijf.lib.dates import date_words
from werkbedrijf.web.once import OnceForm

Owners = dict[str, dict[str, Owner]]  # by the kind in words, then by key (queries.actions.owner_choices)


class _OwnedForm(forms.Form):
    """What a task and an action have in common."""

    use_required_attribute = False

    owner = forms.ChoiceField(
        label="Wie",
        error_messages={
            "required": "Kies wie dit doet.",
            "invalid_choice": "Deze keuze is er niet meer. Kies opnieuw wie dit doet.",
        },
    )
    what = forms.CharField(
        label="Wat",
        max_length=300,
        error_messages={"required": "Schrijf wat er moet gebeuren."},
    )
    condition = forms.CharField(
        label="Voorwaarde",
        required=False,
        max_length=300,
        help_text="Bijvoorbeeld: afgestemd met de verantwoordelijke managers.",
    )

    def __init__(self, *args: Any, owners: Owners, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["owner"])
        field.choices = [
            ("", "Kies een zetel, partij of persoon"),
            *(
                (group, [(key, capfirst(name_of(one))) for key, one in found.items()])
                for group, found in owners.items()
            ),
        ]
        self._owners = {key: one for found in owners.values() for key, one in found.items()}

    @property
    def chosen_owner(self) -> Owner:
        """Who does it; only after validation."""
        return self._owners[self.cleaned_data["owner"]]


class DueForm(_OwnedForm):
    """With the day by which it is done."""

    due_on = day_field("Uiterlijk op")


class TaskForm(DueForm):
    """A task under a decision point; left empty, there is none."""

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        self._on = on

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < self._on:
            raise forms.ValidationError(
                f"Deze dag ligt voor de vergadering van {date_words(self._on)}. Kies die dag of een latere."
            )
        return due_on

    def to_draft(self) -> TaskDraft:
        values = self.cleaned_data
        return TaskDraft(self.chosen_owner, values["what"], values["due_on"], values["condition"])


class ActionForm(DueForm, OnceForm):
    """An action that the secretariat records; with `items`, those of its meeting, at which of them it was agreed."""

    kind = forms.ChoiceField(
        label="Soort",
        choices=ActionKind.choices,
        initial=ActionKind.ACTION_POINT,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies actiepunt of toezegging."},
    )

    def __init__(self, *args: Any, items: QuerySet[AgendaItem] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if items is not None:
            self.fields["item"] = forms.ModelChoiceField(
                items,
                label="Bij agendapunt",
                empty_label="Kies het agendapunt",  # only its item tells of which meeting an action is
                error_messages={
                    "required": "Kies het agendapunt.",
                    "invalid_choice": "Dit punt staat niet op deze agenda. Kies opnieuw.",
                },
            )


class CorrectForm(_OwnedForm):
    """Who does it and what was written, put right, and why. The day has a form of its own."""

    reason = forms.CharField(
        label="Reden van de verbetering",
        max_length=300,
        help_text="Deze reden en wat er stond blijven bij de actie te lezen.",
        error_messages={"required": "Geef de reden van de verbetering."},
    )

    def clean_owner(self) -> Owner:
        return self.chosen_owner


class NoteForm(forms.Form):
    """A few sentences about how an action stands."""

    use_required_attribute = False

    note = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str, required: str, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["note"]
        field.label, field.help_text, field.error_messages["required"] = label, help_text, required


class DropForm(NoteForm):
    """Why an action need not be done any more."""

    note = forms.CharField(max_length=300)


class MoveForm(forms.Form):
    """Another day, and why."""

    use_required_attribute = False

    due_on = day_field("Nieuwe datum")
    note = forms.CharField(
        label="Reden",
        max_length=300,
        help_text="Deze reden blijft bij de actie staan.",
        error_messages={"required": "Geef de reden waarom de datum verandert."},
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """on: today; the new day is not over."""
        super().__init__(*args, **kwargs)
        self._on = on

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < self._on:
            raise forms.ValidationError("Deze dag is voorbij. Kies een dag die nog komt.")
        return due_on
