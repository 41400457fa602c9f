"""Forms of the agreement: the head of a draft version, an article, an extension, an evaluation with its findings."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from governance.domain.rules import QUORUM_RULE, allowed_values
from governance.enums import MeetingState
from governance.models import Meeting


def day_field(label: str, *, required: bool = True, help_text: str = "", **messages: str) -> forms.DateField:
    """A day, typed or picked; in the Dutch order too."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(
            format="%Y-%m-%d",
            attrs={
                "type": "date",
                "class": "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short",
            },
        ),
        error_messages={
            "required": "Kies een datum.",
            "invalid": "Dit is geen datum. Schrijf bijvoorbeeld 01-01-2027.",
            **messages,
        },
    )


class AgreementForm(forms.Form):
    """Title and term of a draft version."""

    use_required_attribute = False

    title = forms.CharField(
        label="Titel", max_length=200, error_messages={"required": "Geef de overeenkomst een titel."}
    )
    in_force_from = day_field(
        "Gaat in op", help_text="Wordt het later vastgesteld, dan geldt het toch vanaf deze dag."
    )
    ends_on = day_field("Geldt in principe tot en met")


class ArticleForm(forms.Form):
    """One article of a draft version."""

    use_required_attribute = False

    title = forms.CharField(
        label="Titel", max_length=120, error_messages={"required": "Geef het artikel een titel."}
    )
    text = forms.CharField(
        label="Tekst",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Schrijf wat het artikel zegt."},
    )


class ExtensionForm(forms.Form):
    """On which agenda in preparation the extension is proposed."""

    use_required_attribute = False

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="Op de agenda van",
        empty_label=None,
        error_messages={
            "required": "Kies een vergadering in voorbereiding.",
            "invalid_choice": "Deze agenda ligt vast. Kies een vergadering in voorbereiding.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        editable = [MeetingState.DRAFT, MeetingState.SUBMITTED]
        choice = cast(forms.ModelChoiceField, self.fields["meeting"])
        choice.queryset = Meeting.objects.filter(state__in=editable).order_by("starts_at")


class NextRuleSetForm(forms.Form):
    """The draft of the next rule set: the quorum is the only row with another value."""

    use_required_attribute = False

    in_force_from = day_field(
        "Van kracht vanaf", required=False, help_text="Leeg: vanaf de dag van het besluit."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quorum"] = forms.ChoiceField(
            choices=[(value, value) for value in allowed_values(QUORUM_RULE)],
            error_messages={
                "required": "Kies een waarde voor het quorum.",
                "invalid_choice": "De tabel van de stemregels noemt deze waarde niet. Kies een waarde die er staat.",
            },
        )
