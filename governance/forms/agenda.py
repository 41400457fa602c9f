"""Forms of the agenda: what the secretariat types, checked, with the message at the field that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone

from governance.enums import AgendaItemKind, Visibility
from governance.forms.writing import VersionedForm
from governance.models import AgendaItem, Meeting, Seat
from werkbedrijf.web.fields import WholeNumberField, required_by_another
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
    minutes_planned = WholeNumberField(
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
                "Openbaar: iedereen met een account leest de stukken bij het besluit",
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
        help_text="Verplicht als het punt vertrouwelijk is. De leden en het secretariaat lezen de reden.",
    )
    is_sub = forms.BooleanField(label="Dit is een onderdeel van het agendapunt erboven", required=False)

    def __init__(
        self, *args: Any, places: bool = False, agenda: Sequence[AgendaItem] = (), **kwargs: Any
    ) -> None:
        """places: the item is on the agenda, so it can become a part of the one above it.

        agenda: the numbered items among which a new one gets its place.
        """
        super().__init__(*args, **kwargs)
        if agenda:
            self.fields["before"] = _place_field([item for item in agenda if not item.is_sub])
        required_by_another(self.fields["confidential_reason"])
        if not places:
            del self.fields["is_sub"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("visibility") != Visibility.CONFIDENTIAL:
            cleaned["confidential_reason"] = ""
        elif not cleaned.get("confidential_reason"):
            self.add_error("confidential_reason", "Geef de reden waarom dit punt vertrouwelijk is.")
        return cleaned


def _place_field(items: Sequence[AgendaItem]) -> forms.TypedChoiceField:
    """In front of which item a new one comes; empty is at the end."""
    by_key = {str(item.pk): item for item in items}
    return forms.TypedChoiceField(
        label="Plaats op de agenda",
        required=False,
        choices=[
            ("", "Aan het eind"),
            *((key, f"Voor punt {item.number}: {item.title}") for key, item in by_key.items()),
        ],
        coerce=by_key.__getitem__,
        empty_value=None,
        error_messages={"invalid_choice": "Dit agendapunt staat er niet meer. Kies opnieuw de plaats."},
    )


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
