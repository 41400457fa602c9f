"""Under which agenda item something of instruments is put as a paper."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from governance.models import AgendaItem
from governance.queries.agenda import open_decide_items


class ItemField(forms.ModelChoiceField):
    """Names an agenda item with its meeting."""

    def label_from_instance(self, obj: AgendaItem) -> str:
        return f"{obj.meeting}: {obj.title}"


class AttachForm(forms.Form):
    """The agenda item, of those of which the agenda can still be changed."""

    use_required_attribute = False

    item = ItemField(
        AgendaItem.objects.none(),
        label="Bij agendapunt",
        empty_label=None,
        error_messages={
            "required": "Kies een agendapunt.",
            "invalid_choice": "Die agenda ligt vast. Kies een agendapunt van een vergadering in voorbereiding.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(ItemField, self.fields["item"]).queryset = open_decide_items()
