"""Forms of calling a meeting and of what happens to it afterwards: reasons, another time, an agenda that changed."""

from __future__ import annotations

from typing import Any

from django import forms

from governance.forms.agenda import MeetingForm, PaperForm
from governance.forms.writing import VersionedForm
from governance.models import AgendaItem, Paper

REASON_LENGTH = 300


class LateCallForm(forms.Form):
    """Why the call comes later than agreed; asked only then."""

    use_required_attribute = False

    reden = forms.CharField(
        label="Reden van de late uitnodiging",
        max_length=REASON_LENGTH,
        help_text="Deze reden staat in de uitnodiging en komt in de notulen.",
        error_messages={"required": "Geef de reden van de late uitnodiging."},
    )


class SendChangesForm(forms.Form):
    """Why the agenda changed after it was sent."""

    use_required_attribute = False

    reden = forms.CharField(
        label="Aanleiding van de nazending",
        max_length=REASON_LENGTH,
        help_text="Staat in het bericht aan de deelnemers en bij de nieuwe versie van de agenda.",
        error_messages={"required": "Geef de aanleiding van de nazending."},
    )


class ExplanationForm(VersionedForm):
    """Another explanation of an item that was sent."""

    explanation = forms.CharField(
        label="Toelichting", required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 6})
    )


class AddedPaperForm(PaperForm):
    """One more paper after the call, or one in the place of another."""

    replaces = forms.ModelChoiceField(
        Paper.objects.none(),
        label="In de plaats van",
        required=False,
        empty_label="Geen: dit stuk komt erbij",
        error_messages={
            "invalid_choice": "Dit stuk is al vervangen. Kies het stuk dat nu op de agenda staat."
        },
    )

    def __init__(self, item: AgendaItem, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = Paper.objects.filter(item=item, replaced_by__isnull=True)
        self.fields["replaces"].queryset = choices  # type: ignore[attr-defined]  # a ModelChoiceField, see above


class CancelForm(forms.Form):
    """Why a meeting that was called does not take place."""

    use_required_attribute = False

    reden = forms.CharField(
        label="Reden van het afgelasten",
        max_length=REASON_LENGTH,
        help_text="Staat in het bericht aan wie is uitgenodigd en bij de vergadering.",
        error_messages={"required": "Geef de reden waarom de vergadering is afgelast."},
    )


class MoveForm(MeetingForm):
    """Another time or place for a meeting that was called, and why."""

    title = None  # type: ignore[assignment]  # Django's way to leave out a field of the form above
    reden = forms.CharField(
        label="Reden van het verplaatsen",
        max_length=REASON_LENGTH,
        help_text="Staat in het bericht aan wie is uitgenodigd en bij de vergadering.",
        error_messages={"required": "Geef de reden waarom de vergadering is verplaatst."},
    )
