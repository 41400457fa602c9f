"""Fields of forms as a Dutch reader fills them in."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

_GROUPED = re.compile(r"[+-]?\d{1,3}(\.\d{3})+")


class WholeNumberField(forms.IntegerField):
    """Django takes "1.000" for 1 (it drops zeroes after a point); here points part thousands, or are wrong."""

    def to_python(self, value: Any) -> int | None:
        text = str(value).strip() if value not in self.empty_values else ""
        if _GROUPED.fullmatch(text):
            return super().to_python(text.replace(".", ""))
        if "." in text or "," in text:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


def required_by_another(field: Any) -> None:
    """Say of a field that another one makes it required or not: its help tells when, instead of "niet verplicht"."""
    field.conditional = True  # read by templates/components/form_field.html
