"""Forms of the agenda: what the secretariat types, checked, with the message at the field that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.forms.formsets import BaseFormSet, formset_factory
from django.forms.utils import from_current_timezone
from django.utils import timezone

from governance.actions import PointDraft
from governance.domain.numbering import LARGEST_PROPOSAL, PointRow
from governance.enums import AgendaItemKind, Visibility
from governance.forms.writing import VersionedForm
from governance.models import Adoptable, AgreementVersion, Article, Meeting, Seat
from werkbedrijf.web.once import OnceForm


class MeetingForm(OnceForm):
    """When and where the board meets; the Dutch clock."""

    title = forms.CharField(
        label="Titel",
        max_length=120,
        initial="Bestuursvergadering",
        error_messages={"required": "Geef de vergadering een titel."},
    )
    day = forms.DateField(
        label="Datum",
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(
            format="%Y-%m-%d",
            attrs={
                "type": "date",
                "class": "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short",
            },
        ),
        error_messages={
            "required": "Kies een datum.",
            "invalid": "Dit is geen datum. Schrijf bijvoorbeeld 11-02-2027.",
        },
    )
    time = forms.TimeField(
        label="Begintijd",
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(
            format="%H:%M",
            attrs={
                "type": "time",
                "class": "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short",
            },
        ),
        error_messages={
            "required": "Kies een begintijd.",
            "invalid": "Dit is geen tijd. Schrijf bijvoorbeeld 14:00.",
        },
    )
    place = forms.CharField(
        label="Plaats",
        max_length=200,
        help_text="Bijvoorbeeld: Stadhuis Enschede, raadzaal.",
        error_messages={"required": "Vul in waar de vergadering is."},
    )
    online_url = forms.URLField(
        label="Adres van de onlinevergadering",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Dit is geen adres. Plak het hele adres, dat begint met https://."},
    )

    def __init__(self, data: Any = None, *, meeting: Meeting | None = None) -> None:
        self._starts_at = meeting.starts_at if meeting else None
        initial = {}
        if meeting is not None:
            start = timezone.localtime(meeting.starts_at)
            initial = {
                "title": meeting.title,
                "day": start.date(),
                "time": start.time().replace(second=0, microsecond=0),
                "place": meeting.place,
                "online_url": meeting.online_url,
            }
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day: date | None = cleaned.get("day")
        hour: time | None = cleaned.get("time")
        if day is None or hour is None:
            return cleaned
        try:
            cleaned["starts_at"] = from_current_timezone(datetime.combine(day, hour))
        except forms.ValidationError:
            self.add_error("time", "In deze nacht gaat de klok om: deze tijd is er niet of is er twee keer.")
            return cleaned
        unchanged = self._starts_at is not None and not {"day", "time"} & set(self.changed_data)
        if unchanged:
            cleaned["starts_at"] = self._starts_at
        elif cleaned["starts_at"] < timezone.now():
            self.add_error("day", "Deze datum en tijd zijn voorbij. Kies een moment dat nog komt.")
        return cleaned


class AgendaItemForm(OnceForm, VersionedForm):
    """One agenda item: what kind, about what, for whom to read, how long and who brings it in."""

    kind = forms.ChoiceField(
        label="Soort",
        choices=AgendaItemKind.choices,
        initial=AgendaItemKind.DISCUSS,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies de soort van het agendapunt."},
    )
    title = forms.CharField(
        label="Titel",
        max_length=160,
        error_messages={"required": "Geef het agendapunt een titel."},
    )
    explanation = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Wat moeten de leden weten om dit punt te bespreken?",
    )
    minutes_planned = forms.IntegerField(
        label="Geplande minuten",
        required=False,
        min_value=1,
        max_value=480,
        widget=forms.NumberInput(
            attrs={
                "class": "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short",
                "inputmode": "numeric",
            }
        ),
        error_messages={
            "invalid": "Schrijf een aantal minuten, bijvoorbeeld 15.",
            "min_value": "Een agendapunt duurt minstens 1 minuut.",
            "max_value": "Plan hoogstens 480 minuten (acht uur).",
        },
    )
    responsible_seat = forms.ModelChoiceField(
        Seat.objects.all(),
        label="Verantwoordelijke zetel",
        required=False,
        empty_label="Geen zetel in het bijzonder",
        error_messages={"invalid_choice": "Deze zetel bestaat niet. Kies opnieuw."},
    )
    visibility = forms.ChoiceField(
        label="Openbaarheid",
        choices=[
            (
                Visibility.PUBLIC,
                "Openbaar: na het bijeenroepen voor iedereen met een account, bij het besluit",
            ),
            (Visibility.PARTICIPANTS, "Voor deelnemers: leden, secretariaat, toehoorders en UWV"),
            (Visibility.CONFIDENTIAL, "Vertrouwelijk: alleen leden, plaatsvervangers en secretariaat"),
        ],
        initial=Visibility.PARTICIPANTS,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie dit agendapunt mag lezen."},
    )
    confidential_reason = forms.CharField(
        label="Reden van vertrouwelijkheid",
        required=False,
        max_length=300,
        help_text="Alleen nodig als het punt vertrouwelijk is. De leden en het secretariaat lezen de reden.",
    )
    is_sub = forms.BooleanField(label="Dit is een onderdeel van het agendapunt erboven", required=False)

    def __init__(self, *args: Any, places: bool = False, **kwargs: Any) -> None:
        """places: the item is on the agenda, so it can become a part of the one above it."""
        super().__init__(*args, **kwargs)
        if not places:
            del self.fields["is_sub"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("visibility") != Visibility.CONFIDENTIAL:
            cleaned["confidential_reason"] = ""
        elif not cleaned.get("confidential_reason"):
            self.add_error("confidential_reason", "Geef de reden waarom dit punt vertrouwelijk is.")
        return cleaned


class PaperForm(OnceForm):
    """A PDF for an agenda item; what is wrong with the file itself is said by the act that stores it."""

    title = forms.CharField(
        label="Titel van het stuk",
        max_length=160,
        error_messages={"required": "Geef het stuk een titel."},
    )
    file = forms.FileField(
        label="Bestand",
        allow_empty_file=True,  # the act says it in our words
        help_text="Een PDF van hoogstens 25 MB.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": "Kies een PDF-bestand.",
            "missing": "Kies een PDF-bestand.",
            "invalid": "Het bestand is niet overgekomen. Kies het nogmaals.",
        },
    )


class ProposalForm(forms.Form):
    """The head of a proposal: what it is called, why, and which article gives the board the power."""

    use_required_attribute = False  # refusals are ours, at the field; an untouched field is not red

    title = forms.CharField(
        label="Titel van het voorstel",
        max_length=160,
        error_messages={"required": "Geef het voorstel een titel."},
    )
    considerations = forms.CharField(
        label="Overwegingen",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Waarom dit voorstel, en wat is afgewogen?",
    )
    costs = forms.CharField(
        label="Kosten",
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wat kost dit, in geld of uren, en wie draagt dat (artikel 11)?",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        on: date,
        initial: dict[str, Any] | None = None,
        present: Article | None = None,
    ) -> None:
        """on: the day of the meeting, which says whose articles apply. present: the article of the proposal now."""
        super().__init__(data, initial=initial)
        articles = Article.objects.filter(version__in=_versions_for(on))
        if present is not None:
            articles = articles | Article.objects.filter(pk=present.pk)
        self.fields["article"] = _article_field(articles.order_by("-version", "number"))


def _article_field(articles: QuerySet[Article]) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        articles,
        label="Artikel dat de bevoegdheid geeft",
        empty_label="Kies een artikel",
        help_text="Het bestuur besluit alleen waar de overeenkomst dat mogelijk maakt.",
        error_messages={
            "required": "Kies het artikel waarop dit voorstel rust. Zonder bevoegdheid is er niets te besluiten.",
            "invalid_choice": "Dit artikel staat niet in de overeenkomst die dan geldt. Kies opnieuw.",
        },
    )


def _versions_for(on: date) -> list[int]:
    """The agreement in force on a day (none before the first: then nothing can be chosen)."""
    try:
        return [AgreementVersion.objects.in_force(on).pk]
    except AgreementVersion.DoesNotExist:
        return []


def draft_key(adoptables: Sequence[Adoptable]) -> str:
    """How the form names what a point adopts: "app.model:pk", joined by + when code put more than one under a point."""
    return "+".join(f"{thing._meta.label_lower}:{thing.pk}" for thing in adoptables)


class PointForm(forms.Form):
    """One decision point: a number, a text, and what it would adopt."""

    use_required_attribute = False

    number = forms.CharField(
        label="Nummer",
        max_length=5,
        validators=[RegexValidator(r"^\d{1,2}[a-z]?$", "Een nummer is bijvoorbeeld 1 of 3a.")],
        widget=forms.TextInput(
            attrs={"class": "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--short", "size": 5}
        ),
        error_messages={"required": "Geef dit beslispunt een nummer."},
    )
    text = forms.CharField(
        label="Tekst",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf wat het bestuur besluit, of verwijder dit beslispunt."},
    )

    def __init__(self, *args: Any, drafts: dict[str, tuple[Adoptable, ...]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adopts"] = forms.ChoiceField(
            label="Wat stelt dit punt vast?",
            required=False,
            choices=[
                ("", "Niets: dit punt stelt geen stuk vast"),
                *(
                    (key, ", ".join(thing.effect_sentence() for thing in group))
                    for key, group in drafts.items()
                ),
            ],
            error_messages={"invalid_choice": "Dit concept is niet meer vrij. Kies opnieuw."},
        )
        self._drafts = drafts

    def to_draft(self) -> PointDraft:
        """The point as the act takes it; only after validation."""
        values = self.cleaned_data
        return PointDraft(values["number"], values["text"], self._drafts.get(values["adopts"], ()))


class BasePointFormSet(BaseFormSet):
    """All points of a proposal: at least one, each number once, each draft once."""

    default_error_messages = {
        "missing_management_form": "Het formulier is niet volledig overgekomen. Laad de pagina opnieuw.",
        "too_many_forms": f"Een voorstel heeft hoogstens {LARGEST_PROPOSAL} beslispunten.",
    }

    def clean(self) -> None:
        numbers: set[str] = set()
        drafts: set[str] = set()
        filled = 0
        for form in self.forms:
            values = form.cleaned_data if hasattr(form, "cleaned_data") else {}
            filled += bool(values or form.errors)
            if (number := values.get("number")) in numbers:
                form.add_error("number", "Dit nummer komt al voor. Elk beslispunt heeft een eigen nummer.")
            numbers |= {number} if number else set()
            for key in (values.get("adopts") or "").split("+"):
                if key and key in drafts:
                    form.add_error("adopts", "Dit staat al onder een ander beslispunt. Kies het één keer.")
                drafts |= {key} if key else set()
        if not filled:
            raise forms.ValidationError(
                "Een voorstel heeft minstens één beslispunt. Voeg een beslispunt toe en schrijf de tekst."
            )


PointFormSet = formset_factory(
    PointForm, formset=BasePointFormSet, extra=0, max_num=LARGEST_PROPOSAL, validate_max=True
)


def point_drafts(points: Any) -> list[PointDraft]:
    """The points of a valid PointFormSet in the order of the form; rows left empty are no points."""
    return [form.to_draft() for form in points.forms if form.cleaned_data]


POINTS = "punt"  # the prefix of the points' fields


def rows_typed(data: Any) -> list[PointRow]:
    """The points as they stand in a posted form, right or wrong, so that rearranging them loses nothing."""
    typed = str(data.get(f"{POINTS}-TOTAL_FORMS", "0"))
    total = min(int(typed) if typed.isdecimal() else 0, LARGEST_PROPOSAL)
    return [
        PointRow(*(str(data.get(f"{POINTS}-{index}-{name}", "")) for name in ("number", "text", "adopts")))
        for index in range(total)
    ]
