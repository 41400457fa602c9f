"""Forms of the agreement: the head of a draft version, an article, an extension, an evaluation with its findings."""

from __future__ import annotations

from typing import Any

from django import forms

from governance.domain.rules import QUORUM_RULE, allowed_values


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
