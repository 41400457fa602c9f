"""Forms for what a party did with a decision: its own act, the question for agreement, and the answer."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from governance.enums import ConsentState, PartyKind, UptakeKind
from governance.forms.agreement import day_field
from governance.models import Party


class UptakeForm(forms.Form):
    """That a party took the decision over."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="Soort besluit",
        choices=UptakeKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies de soort van het besluit.", "invalid_choice": "Kies een soort."},
    )
    taken_on = day_field("Datum van het besluit")
    reference = forms.CharField(
        label="Kenmerk",
        max_length=200,
        help_text="Bijvoorbeeld het zaaknummer, of waar het besluit is gepubliceerd.",
        error_messages={"required": "Vul het kenmerk van het besluit in."},
    )

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        """party: only a municipality takes a collegebesluit or a verordening."""
        super().__init__(*args, **kwargs)
        if party.kind != PartyKind.MUNICIPALITY:
            field = cast(forms.ChoiceField, self.fields["kind"])
            field.choices = [(UptakeKind.OWN.value, UptakeKind.OWN.label)]
            field.initial = UptakeKind.OWN


class ConsentAskForm(forms.Form):
    """To which parties a decision is submitted for agreement, and when."""

    use_required_attribute = False

    parties = forms.ModelMultipleChoiceField(
        Party.objects.none(),
        label="Voorleggen aan",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies aan welke partijen het besluit wordt voorgelegd."},
    )
    asked_on = day_field("Voorgelegd op")

    def __init__(self, *args: Any, choices: QuerySet[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelMultipleChoiceField, self.fields["parties"]).queryset = choices


class ConsentAnswerForm(forms.Form):
    """A party's answer."""

    use_required_attribute = False

    state = forms.ChoiceField(
        label="Antwoord",
        choices=[(one.value, one.label) for one in (ConsentState.AGREED, ConsentState.REFUSED)],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies akkoord of niet akkoord.",
            "invalid_choice": "Kies akkoord of niet akkoord.",
        },
    )
    answered_on = day_field("Datum van het antwoord")
    remark = forms.CharField(label="Toelichting", required=False, max_length=300)
