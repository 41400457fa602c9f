"""What a party fills in about its contribution."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings

from governance.models import Party
from reports.models import Contribution
from reports.permissions.contributions import enterable_parties
from werkbedrijf.web.fields import WholeNumberField
from werkbedrijf.web.once import OnceForm

NAMES = ("kind_of_work", "planned_hours", "delivered_hours", "people", "costs", "is_example")
_WHOLE = "Vul een heel getal in van 0 of meer."


def _whole(
    label: str, *, help_text: str = "", required: bool = False, most: int = 1_000_000
) -> WholeNumberField:
    return WholeNumberField(
        label=label,
        required=required,
        min_value=0,
        max_value=most,
        help_text=help_text,
        widget=forms.NumberInput(
            attrs={"class": "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short"}
        ),
        error_messages={
            "required": _WHOLE,
            "invalid": _WHOLE,
            "min_value": _WHOLE,
            "max_value": f"Vul een getal in tot en met {most}.",
        },
    )


class ContributionForm(OnceForm):
    """One kind of work of one party in one year. Party and year are chosen once: later they stay."""

    party = forms.ModelChoiceField(
        Party.objects.none(),
        label="Partij",
        empty_label="Kies een partij",
        error_messages={"required": "Kies de partij.", "invalid_choice": "Kies een partij uit de lijst."},
    )
    year = _whole("Jaar", required=True, most=9999)
    kind_of_work = forms.CharField(
        label="Soort werk",
        max_length=120,
        help_text="Bijvoorbeeld: voorbereiden en vergaderen, of cijfers verzamelen.",
        error_messages={"required": "Schrijf om welk werk het gaat."},
    )
    planned_hours = _whole("Toegezegde uren", required=True)
    delivered_hours = _whole("Geleverde uren", help_text="Leeg zolang dat niet bekend is.")
    people = _whole("Mensen die dit doen", help_text="De capaciteit die u inzet.", most=1000)
    costs = _whole("Kosten in euro", help_text="Alleen als er kosten zijn.", most=100_000_000)
    is_example = forms.BooleanField(
        label="Dit is een voorbeeldgegeven",
        help_text="Bedacht, en krijgt overal de aanduiding “voorbeeldgegeven”.",
        required=False,
    )

    def __init__(
        self, data: Any, *, user: Any, contribution: Contribution | None = None, **kwargs: Any
    ) -> None:
        initial = {"is_example": settings.DEMO_MODE} | kwargs.pop("initial", {})
        if contribution is not None:
            initial = {name: getattr(contribution, name) for name in NAMES}
        super().__init__(data, initial=initial, **kwargs)
        if contribution is None:
            cast(forms.ModelChoiceField, self.fields["party"]).queryset = enterable_parties(user)
        else:
            del self.fields["party"], self.fields["year"]
