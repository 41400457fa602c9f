"""Forms of the minutes: until when members comment, another text, an answer, and on which agenda they come."""

from __future__ import annotations

from typing import Any

from django import forms

from governance.forms.writing import LONGEST_TEXT
from governance.models import Meeting
from governance.queries.minutes import next_agendas
from werkbedrijf.web.once import OnceForm


class CommentPeriodForm(forms.Form):
    """The last day on which members can propose another text."""

    use_required_attribute = False

    until = forms.DateField(
        label="Commentaar tot en met",
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(
            format="%Y-%m-%d",
            attrs={
                "type": "date",
                "class": "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short",
            },
        ),
        error_messages={
            "required": "Kies de laatste dag voor commentaar.",
            "invalid": "Dit is geen datum. Schrijf bijvoorbeeld 11-02-2027.",
        },
    )


class ChangeForm(OnceForm):
    """Another text for one place in the minutes, and why."""

    text = forms.CharField(
        label="Uw tekst",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="De tekst zoals die nu is. Wijzig wat anders moet; het secretariaat ziet het verschil.",
        error_messages={"required": "Schrijf de tekst zoals die volgens u moet zijn."},
    )
    remark = forms.CharField(
        label="Toelichting", required=False, max_length=500, help_text="Waarom moet dit anders?"
    )


class NextAgendaForm(forms.Form):
    """The agenda in preparation on which the minutes come."""

    use_required_attribute = False

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="Op de agenda van",
        empty_label=None,
        error_messages={
            "required": "Kies een vergadering in voorbereiding.",
            "invalid_choice": "Deze vergadering is niet meer in voorbereiding. Kies opnieuw.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = next_agendas()  # type: ignore[attr-defined]  # a ModelChoiceField, see above
