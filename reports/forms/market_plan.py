"""Forms of the marktbewerkingsplan: beginning one, bringing it to the board, its actions and how they stand."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from governance.actions.writing import WholeMoved, text_key
from governance.forms.actions import DueForm
from governance.models import Meeting, Person
from reports.enums import ProgressState, Treatment
from reports.models import PlanAction
from reports.models.market_plan import LONGEST_COMMENT
from werkbedrijf.web.fields import WholeNumberField
from werkbedrijf.web.once import OnceForm

GONE = "Deze vergadering is niet meer in voorbereiding. Kies opnieuw."


class StartPlanForm(OnceForm):
    """For which year."""

    year = WholeNumberField(
        label="Jaar van het plan",
        min_value=2015,
        max_value=2100,
        widget=forms.TextInput(
            attrs={
                "class": "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short",
                "inputmode": "numeric",
            }
        ),
        help_text="Het plan begint met de teksten van het jaar ervoor, en met wie ze schreef.",
        error_messages={
            "required": "Vul het jaar in, bijvoorbeeld 2027.",
            "invalid": "Vul een jaartal in, bijvoorbeeld 2027.",
            "min_value": "Het eerste plan is dat van 2015.",
            "max_value": "Vul een jaar tot en met 2100 in.",
        },
    )


class BoardForm(OnceForm):
    """What the board is asked to do with the rest, unless that is said already, and on which agenda it comes."""

    treatment = forms.ChoiceField(
        label="Wat vraagt u het bestuur over de overige hoofdstukken?",
        choices=[
            (Treatment.NOTE.value, "Ervan kennis te nemen"),
            (Treatment.ADOPT.value, "Ze vast te stellen"),
        ],
        initial=Treatment.NOTE.value,
        widget=forms.RadioSelect,
        help_text="Het onderdeel garantiebanen stelt het bestuur altijd vast (artikel 7).",
        error_messages={"required": "Kies wat u het bestuur vraagt."},
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="Op de agenda van",
        required=False,
        empty_label="Nog niet op een agenda",
        error_messages={"invalid_choice": GONE},
    )

    def __init__(self, *args: Any, agendas: QuerySet[Meeting], asks: bool, **kwargs: Any) -> None:
        """agendas: those in preparation. asks: whether the treatment is still to be said."""
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["meeting"]).queryset = agendas
        if not asks:
            del self.fields["treatment"]
            self.fields["meeting"].required = True
            self.fields["meeting"].error_messages["required"] = "Kies een vergadering in voorbereiding."
        if not agendas.exists():
            self.fields["meeting"].help_text = "Er is nu geen vergadering in voorbereiding."


class AuthorForm(forms.Form):
    """Who writes a chapter."""

    use_required_attribute = False

    author = forms.ModelChoiceField(
        Person.objects.none(),
        label="Wie schrijft dit hoofdstuk?",
        required=False,
        empty_label="Nog niemand",
        error_messages={"invalid_choice": "Deze persoon werkt niet (meer) mee. Kies opnieuw."},
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["author"]).queryset = people


class CommentForm(OnceForm):
    """A comment on a chapter."""

    text = forms.CharField(
        label="Uw opmerking",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Schrijf wat u wilt opmerken.",
            "max_length": f"Deze opmerking is langer dan {LONGEST_COMMENT} tekens. Kort haar in.",
        },
    )


class PlanActionForm(DueForm, OnceForm):
    """An action of the plan: who does what, under which condition, by when. stored: what another saved meanwhile."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    stored = ""

    def show_moved(self, moved: WholeMoved) -> None:
        """Another saved it meanwhile: the page shows that, and the next time these words take its place."""
        self.stored = moved.stored
        self.data = {**dict(self.data.items()), "seen": text_key(moved.stored)}

    @staticmethod
    def initial_of(action: PlanAction, key: str) -> dict[str, Any]:
        """key: of its owner, as the choices name it."""
        return {
            "seen": text_key(action.as_text()),
            "owner": key,
            "what": action.what,
            "condition": action.condition,
            "due_on": action.due_on,
        }


class ProgressForm(OnceForm):
    """How an action stands now."""

    state = forms.ChoiceField(
        label="Hoe staat het ervoor?",
        choices=ProgressState.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe de actie ervoor staat."},
    )
    note = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Blijft staan; een volgende melding komt erboven. Bij “vervallen”: waarom.",
        error_messages={
            "max_length": f"Deze toelichting is langer dan {LONGEST_COMMENT} tekens. Kort haar in."
        },
    )
