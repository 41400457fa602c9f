"""A sentence or two about a verslag: why it is late, what a next edition puts right."""

from __future__ import annotations

from typing import Any

from django import forms

from werkbedrijf.web.once import OnceForm


class SentenceForm(OnceForm):
    """One text of at most 600 characters."""

    text = forms.CharField(max_length=600, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: str, required: str, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.label, field.help_text, field.error_messages["required"] = label, help_text, required
