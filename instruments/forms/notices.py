"""What is filled in when a party is spoken to, answers, and when it ends."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings

from governance.forms.agreement import day_field
from governance.models import Party, Person
from governance.permissions import today
from instruments.enums import NoticeState
from instruments.forms.loonwaarde import example_field, long_text
from instruments.forms.uniformity import CHOOSE, decision_field, set_decisions
from instruments.models import InstrumentEntry
from werkbedrijf.web.fields import required_by_another
from werkbedrijf.web.once import OnceForm


class NoticeForm(OnceForm):
    """That the board speaks to a party."""

    party = forms.ModelChoiceField(
        Party.objects.none(), label="Partij", empty_label="Kies een partij", error_messages=CHOOSE
    )
    instrument = forms.ChoiceField(label="Instrument", required=False, error_messages=CHOOSE)
    about = forms.CharField(
        label="Waarop?",
        max_length=200,
        help_text="In één regel, zonder namen van mensen.",
        error_messages={"required": "Schrijf waarop u de partij aanspreekt."},
    )
    reason = long_text("Waarom?", rows=6, max_length=5000, missing="Schrijf waarom het bestuur dit doet.")
    due_on = day_field("Antwoord uiterlijk op")
    decision = decision_field(help_text="Als het bestuur hiertoe heeft besloten.")
    is_example = example_field()

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_decisions(self, by)
        self.fields["is_example"].initial = settings.DEMO_MODE
        cast(forms.ModelChoiceField, self.fields["party"]).queryset = Party.objects.current(today())
        names = dict(InstrumentEntry.objects.order_by("catalogue__number").values_list("slug", "name"))
        cast(forms.ChoiceField, self.fields["instrument"]).choices = [("", "Geen instrument"), *names.items()]


class NoticeAnswerForm(OnceForm):
    """What the party says to it."""

    text = long_text("Uw antwoord", rows=6, max_length=5000, missing="Schrijf uw antwoord.")


class NoticeAgreeForm(OnceForm):
    """What was agreed, and by when."""

    text = long_text("Wat is afgesproken?", rows=5, max_length=5000, missing="Schrijf wat is afgesproken.")
    due_on = day_field("Klaar uiterlijk op")


class NoticeCloseForm(OnceForm):
    """How it ended."""

    outcome = forms.ChoiceField(
        label="Hoe eindigt het?",
        choices=[
            (NoticeState.RESOLVED.value, "Opgelost: de afwijking is er niet meer"),
            (NoticeState.ACCEPTED.value, "Aanvaard: het bestuur besloot dat de afwijking mag blijven"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een van beide.", "invalid_choice": "Kies een van beide."},
    )
    decision = decision_field(help_text="Verplicht als de afwijking is aanvaard.")
    text = long_text("Toelichting", rows=4, max_length=5000, missing="Schrijf waaruit dit blijkt.")

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_decisions(self, by)
        required_by_another(self.fields["decision"])

    def clean_outcome(self) -> NoticeState:
        return NoticeState(self.cleaned_data["outcome"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("outcome") == NoticeState.ACCEPTED and not values.get("decision"):
            self.add_error("decision", "Kies het besluit waarin het bestuur de afwijking aanvaardt.")
        return values
