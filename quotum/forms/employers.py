"""That two employers are one organisation, or after all not: with which one, and how that is known."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from quotum.forms.commitments import note_field
from quotum.forms.words import choose
from quotum.models import Employer


class PartForm(forms.Form):
    """Why it is another organisation after all."""

    use_required_attribute = False

    reason = note_field("Waarom het een andere organisatie is", sentence="Schrijf hoe u weet dat het zo is.")


class EmployerField(forms.ModelChoiceField):
    """Two employers can have one name: the number tells them apart."""

    def label_from_instance(self, obj: Employer) -> str:
        return f"{obj.name} (KvK {obj.kvk_number})" if obj.kvk_number else obj.name


class JoinForm(forms.Form):
    """The employer that this one turned out to be."""

    use_required_attribute = False

    into = EmployerField(
        Employer.objects.none(),
        label="Is dezelfde organisatie als",
        empty_label="Kies een werkgever",
        help_text="Die naam blijft staan. De andere blijft te vinden, en voert naar deze.",
        error_messages=choose("Kies de werkgever die het ook is."),
    )
    reason = note_field("Hoe u weet dat het dezelfde is", sentence="Schrijf hoe u weet dat het zo is.")

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["into"]).queryset = others
