"""Forms of an evaluation of the agreement and its findings."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from governance.forms.agreement import day_field
from governance.models import Article, Evaluation
from werkbedrijf.web.once import OnceForm


class EvaluationForm(OnceForm):
    """When the agreement was evaluated, and what came of it in short."""

    title = forms.CharField(
        label="Titel", max_length=160, error_messages={"required": "Geef de evaluatie een titel."}
    )
    period = forms.CharField(
        label="Wanneer",
        max_length=80,
        help_text="Bijvoorbeeld: herfst 2015.",
        error_messages={"required": "Vul in wanneer de evaluatie was."},
    )
    held_on = day_field("Afgerond op", required=False, help_text="Leeg als de dag niet bekend is.")
    summary = forms.CharField(
        label="Samenvatting", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )


class FindingForm(OnceForm):
    """One finding, on an article or in general."""

    article = forms.ModelChoiceField(
        Article.objects.none(),
        label="Over artikel",
        required=False,
        empty_label="De overeenkomst als geheel",
        error_messages={"invalid_choice": "Dit artikel staat niet in de versie die is geëvalueerd."},
    )
    text = forms.CharField(
        label="Bevinding",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Schrijf wat er is gevonden."},
    )
    follow_up = forms.CharField(
        label="Vervolg",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wat ermee is of wordt gedaan.",
    )

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ModelChoiceField, self.fields["article"])
        choice.queryset = Article.objects.filter(version=evaluation.agreement_id).order_by("number")
