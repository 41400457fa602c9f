"""What participants hear of a meeting by e-mail, from its call to its closing. Left as owed; a task sends it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone

from governance.domain.agenda_difference import AgendaDifference
from governance.models import AgendaVersion, LedgerEvent, Meeting, MeetingMove, OwedMail, Person
from governance.queries.agenda import agenda_words
from governance.queries.agenda_versions import called_people, hidden_from, readable_difference
from governance.queries.meetings import members_on, participants_on, secretariat_on
from governance.queries.order import numbered


def owe_calls(meeting: Meeting) -> None:
    """One call per participant who may see this meeting."""
    items = numbered(meeting.items.order_by("position"))

    def body(person: Person) -> str:
        late = f"\nDeze uitnodiging is later dan afgesproken: {meeting.late_call_reason}\n"
        return (
            f"U bent uitgenodigd voor de {meeting.title.lower()} op {_moment(meeting)}.\n{_where(meeting)}"
            f"{late if meeting.late_call_reason else ''}\nAgenda\n{agenda_words(items, person)}\n\n"
            f"De stukken leest u hier: {_link(meeting)}\n"
        )

    _owe(
        participants_on(meeting.day),
        f"meeting-call-{meeting.pk}",
        f"Uitnodiging: {meeting.title}, {_moment(meeting)}",
        body,
    )


def owe_return(meeting: Meeting, event: int) -> None:
    """The secretariat hears what the chair wants otherwise. event: of the ledger, so that each time is a message."""
    body = (
        f"De voorzitter legt de agenda van de {meeting.title.lower()} op {_moment(meeting)} aan u terug.\n"
        f"Opmerking: {meeting.returned_remark}\n\nVerder voorbereiden: "
        f"{settings.SITE_URL}{reverse('governance:meeting_prepare', args=[meeting.pk])}\n"
    )
    _owe(
        secretariat_on(timezone.localdate()),
        f"meeting-return-{meeting.pk}-{event}",
        f"Agenda teruggelegd: {meeting.title}, {_moment(meeting)}",
        lambda person: body,
    )


def owe_changes(meeting: Meeting, version: AgendaVersion, found: AgendaDifference) -> None:
    """Who was called hears what this version of the agenda has otherwise than the one before."""

    def body(person: Person) -> str:
        readable = readable_difference(found, hidden_from(version.content, person))
        return (
            f"De agenda van de {meeting.title.lower()} op {_moment(meeting)} is gewijzigd "
            f"(versie {version.number}).\nAanleiding: {version.reason}\n\nWat is gewijzigd\n"
            + "".join(f"- {sentence}\n" for sentence in readable.sentences)
            + f"\nDe stukken leest u hier: {_link(meeting)}\n"
        )

    _owe(
        called_people(meeting),
        f"meeting-changes-{meeting.pk}-{version.number}",
        f"Nazending: {meeting.title}, {_moment(meeting)}",
        body,
    )


def owe_move(meeting: Meeting, move: MeetingMove) -> None:
    """Who was called hears of the new time and place."""
    was = f"{_words(timezone.localtime(move.was_at))}, {move.was_place}"
    body = (
        f"De {meeting.title.lower()} is verplaatst.\n\nNieuw: {_moment(meeting)}\n{_where(meeting)}Was: {was}\n"
        f"Reden: {move.reason}\n\nDe agenda blijft dezelfde: {_link(meeting)}\n"
    )
    _owe(
        called_people(meeting),
        f"meeting-move-{meeting.pk}-{meeting.moves.count()}",
        f"Verplaatst: {meeting.title}, nu {_moment(meeting)}",
        lambda person: body,
    )


def owe_cancellation(meeting: Meeting) -> None:
    """Who was called hears that the meeting is off, and why."""
    body = (
        f"De {meeting.title.lower()} op {_moment(meeting)} gaat niet door.\nReden: {meeting.cancelled_reason}\n\n"
        f"De agenda blijft te lezen: {_link(meeting)}\n"
    )
    _owe(
        called_people(meeting),
        f"meeting-cancel-{meeting.pk}",
        f"Afgelast: {meeting.title}, {_moment(meeting)}",
        lambda person: body,
    )


def owe_head(meeting: Meeting, event: LedgerEvent) -> None:
    """The members hear the head of the ledger as the meeting closed: outside the database, nobody can rewrite it."""
    body = (
        f"De {meeting.title.lower()} op {_moment(meeting)} is gesloten.\n\n"
        f"Logboek tot en met gebeurtenis: {event.sequence}\nControlegetal: {event.sha256}\n\n"
        "Bewaar dit bericht. Met dit controlegetal kan iedereen later nagaan dat van deze vergadering, en van alles "
        "daarvoor, niets is gewijzigd of weggelaten: niet in de stemmingen, niet in de besluiten.\n"
        f"Hoe dat gaat, leest u hier: {settings.SITE_URL}{reverse('governance:ledger')}\n"
    )
    _owe(
        members_on(meeting.day),
        f"meeting-head-{meeting.pk}",
        f"Controlegetal van het logboek na {meeting.title}, {_moment(meeting)}",
        lambda person: body,
    )


def _owe(people: Iterable[Person], reference: str, subject: str, body: Callable[[Person], str]) -> None:
    OwedMail.objects.bulk_create(
        [
            OwedMail(person=person, reference=reference, subject=subject[:200], body=body(person))
            for person in people
        ],
        ignore_conflicts=True,
    )


def _moment(meeting: Meeting) -> str:
    return _words(timezone.localtime(meeting.starts_at))


def _words(when: datetime) -> str:
    return f"{formats.date_format(when, 'l j F Y')} om {formats.date_format(when, 'H:i')}"


def _where(meeting: Meeting) -> str:
    online = f"Online: {meeting.online_url}\n" if meeting.online_url else ""
    return f"Plaats: {meeting.place}\n{online}"


def _link(meeting: Meeting) -> str:
    return settings.SITE_URL + reverse("governance:meeting_detail", args=[meeting.pk])
