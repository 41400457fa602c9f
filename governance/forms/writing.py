"""The form of a text that several people write: the words, and the version that the writer had before their eyes."""

from __future__ import annotations

from django import forms

from werkbedrijf.web.fields import WholeNumberField

LONGEST_TEXT = 20_000


class VersionedForm(forms.Form):
    """A form for something that several people change: it carries the version that the writer had before their eyes."""

    use_required_attribute = False

    version = WholeNumberField(widget=forms.HiddenInput, required=False, min_value=0)


class WritingForm(VersionedForm):
    """One text, as components/text_editor.html posts it."""

    text = forms.CharField(
        label="Tekst",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "max_length": f"Deze tekst is langer dan {LONGEST_TEXT} tekens. Kort hem in, of zet een deel in een stuk."
        },
    )
