"""Forms around an agenda item: asking for one, answering that, and postponing one."""

from __future__ import annotations

from typing import Any

from django import forms

from governance.enums import MeetingState
from governance.models import Meeting
from werkbedrijf.web.once import OnceForm


class ItemRequestForm(OnceForm):
    """What a member wants to have on an agenda."""

    title = forms.CharField(
        label="Titel",
        max_length=160,
        error_messages={"required": "Geef het agendapunt een titel."},
    )
    explanation = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Waarom hoort dit op de agenda, en wat wilt u ermee bereiken?",
    )


class AcceptRequestForm(forms.Form):
    """On which agenda the item comes."""

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
        drafts = Meeting.objects.filter(state__in=[MeetingState.DRAFT, MeetingState.SUBMITTED])
        self.fields["meeting"].queryset = drafts.order_by("starts_at")  # type: ignore[attr-defined]  # a ModelChoiceField


class ReasonForm(forms.Form):
    """A reason in one or two sentences."""

    use_required_attribute = False

    reason = forms.CharField(label="Reden", max_length=300, error_messages={"required": "Geef een reden."})

    def __init__(self, data: Any = None, *, label: str = "Reden", help_text: str = "") -> None:
        super().__init__(data)
        self.fields["reason"].label, self.fields["reason"].help_text = label, help_text
