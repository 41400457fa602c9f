"""The form with what is recorded of a party."""

from __future__ import annotations

from django import forms

from governance.forms.agreement import day_field
from governance.models import Party


class PartyForm(forms.Form):
    """Joining, contact and leaving; what is wrong with the file itself is said by the act that stores it."""

    use_required_attribute = False

    joined_on = day_field("Doet mee sinds")
    joining_reference = forms.CharField(
        label="Eigen besluit om mee te doen",
        required=False,
        max_length=200,
        help_text="Datum en kenmerk, bijvoorbeeld: collegebesluit van 25 november 2014, kenmerk 2014-112.",
    )
    document = forms.FileField(
        label="Dat besluit als PDF",
        required=False,
        allow_empty_file=True,  # the act says it in our words
        help_text="Hoogstens 25 MB. Een nieuw bestand vervangt het vorige.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    contact_function = forms.CharField(
        label="Contact (functie)", required=False, max_length=120, help_text="Een functie, geen naam."
    )
    contact_email = forms.EmailField(
        label="E-mailadres van het contact",
        required=False,
        error_messages={"invalid": "Dit is geen e-mailadres. Schrijf bijvoorbeeld griffie@gemeente.example."},
    )
    left_on = day_field(
        "Uitgetreden op",
        required=False,
        help_text="Leeg zolang de partij meedoet. Haar geschiedenis blijft staan.",
    )


def party_values(party: Party) -> dict[str, object]:
    """What is recorded of a party now, as the form shows it."""
    names = ("joined_on", "joining_reference", "contact_function", "contact_email", "left_on")
    return {name: getattr(party, name) for name in names}
