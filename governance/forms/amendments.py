"""The form of an amendment: another text for one decision point, why, and for the secretariat: whose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from governance.models import Seat
from werkbedrijf.web.once import OnceForm


class AmendmentForm(OnceForm):
    """What is wrong with the moment or the seat is said by the act that submits it."""

    new_text = forms.CharField(
        label="De tekst wordt",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="De huidige tekst staat er al in. Wijzig wat anders moet.",
        error_messages={"required": "Schrijf de tekst die het beslispunt volgens u moet krijgen."},
    )
    reason = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Waarom deze wijziging?",
    )

    def __init__(self, *args: Any, seats: Sequence[Seat] = (), **kwargs: Any) -> None:
        """seats: from which the secretariat chooses on whose behalf; empty for a member, who has a seat."""
        super().__init__(*args, **kwargs)
        if seats:
            self.fields["seat"] = forms.ChoiceField(
                label="Namens welke zetel?",
                choices=[("", "Kies een zetel"), *((seat.slug, str(seat)) for seat in seats)],
                help_text="Alleen zetels die nu aanwezig zijn.",
                error_messages={
                    "required": "Kies de zetel die dit amendement indient.",
                    "invalid_choice": "Deze zetel is niet (meer) aanwezig. Kies opnieuw.",
                },
            )
