"""Writing the minutes: begun from the facts, written text by text, put before the members, who propose other words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.actions.writing import TextMoved, clean_words, keep_text
from governance.enums import CommentState, MeetingState, MinutesPlace
from governance.models import (
    DecisionPoint,
    Meeting,
    Minutes,
    MinutesComment,
    MinutesText,
    OwedMail,
    Person,
    SeatTerm,
    minutes_subject,
)
from governance.permissions import can_comment_minutes, is_board_member, is_secretariat
from governance.queries.minutes import TO_WRITE
from governance.queries.minutes_facts import minutes_facts
from werkbedrijf.lib.dates import date_words, day_of, long_day
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

COMMENT_DAYS = 14  # our proposal for the time that members have; the secretariat names the day


@transaction.atomic
def start_minutes(meeting: Meeting, by: Person, *, now: datetime | None = None) -> Minutes:
    """Begin the minutes of a meeting, from its opening on: an empty text for the opening, each item and the end.

    Begun already: gives those. A confidential item has a text for inside only. Raises Conflict before the opening.
    """
    refuse_other_hands(by)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state not in TO_WRITE:
        raise Conflict("Notulen schrijft u vanaf het moment dat de vergadering is geopend.")
    begun = meeting.minutes.order_by("-number").first()
    if begun is not None:
        return begun
    minutes = Minutes.objects.create(meeting=meeting, subject=minutes_subject(meeting.pk))
    ends = [
        (place, inside) for place in (MinutesPlace.OPENING, MinutesPlace.CLOSING) for inside in (False, True)
    ]
    MinutesText.objects.bulk_create(
        [
            *(MinutesText(minutes=minutes, place=place, is_internal=inside) for place, inside in ends),
            *(
                MinutesText(minutes=minutes, item=item, is_internal=inside)
                for item in meeting.items.order_by("position")
                for inside in ((True,) if item.is_confidential else (False, True))
            ),
        ]
    )
    append_event("minutes_started", by, {"meeting": meeting.pk, "version": 1}, now)
    return minutes


@transaction.atomic
def write_minutes_text(
    text: MinutesText, by: Person, words: str, version: int | None = None, *, now: datetime | None = None
) -> MinutesText:
    """Save one text. Raises TextMoved when another was saved since `version`, Conflict once it is before the board."""
    refuse_other_hands(by)
    minutes = lock_draft(text.minutes_id)
    text = MinutesText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    text.minutes = minutes
    if keep_text(text, "text", words, version):
        text.changed_at, text.changed_by = now or timezone.now(), by
        text.save(update_fields=["text", "version", "changed_at", "changed_by"])
    return text


@transaction.atomic
def put_for_comment(minutes: Minutes, by: Person, until: date, *, now: datetime | None = None) -> Minutes:
    """Put the minutes before the members until a day, with the facts frozen; each gets a message. Again: another day.

    Raises Conflict while the meeting goes on, DomainError for a day that is over.
    """
    at = now or timezone.now()
    refuse_other_hands(by)
    minutes = lock_draft(minutes.pk)
    if minutes.meeting.state != MeetingState.CLOSED:
        raise Conflict("De vergadering is nog niet gesloten. Leg de notulen daarna ter commentaar.")
    if minutes.decision_point_id is not None:
        raise Conflict("De notulen staan al op een agenda. Haal ze daar eerst uit het voorstel.")
    if until < day_of(at):
        raise DomainError("Deze dag is voorbij. Kies een dag die nog komt.")
    freeze_facts(minutes, at)
    minutes.comment_opened_at, minutes.comment_until = at, until
    minutes.save(update_fields=["comment_opened_at", "comment_until"])
    _owe_comment_mails(minutes)
    facts = {
        "meeting": minutes.meeting_id,
        "version": minutes.number,
        "until": until.isoformat(),
        "facts_sha256": minutes.facts_sha256,
    }
    append_event("minutes_put_for_comment", by, facts, at)
    return minutes


def freeze_facts(minutes: Minutes, at: datetime) -> None:
    """Keep the facts as they are now with the minutes: from here on the words stand beside these and no others."""
    facts = minutes_facts(minutes.meeting)
    if minutes.facts != facts:
        minutes.facts, minutes.facts_at = facts, at
        minutes.save(update_fields=["facts", "facts_at"])


@transaction.atomic
def refresh_facts(minutes: Minutes, by: Person, *, now: datetime | None = None) -> Minutes:
    """Freeze the facts anew, when something was noted since (a mistake, rule 15); what was frozen goes."""
    at = now or timezone.now()
    refuse_other_hands(by)
    minutes = lock_draft(minutes.pk)
    if minutes.facts is None:
        return minutes  # not frozen: they are read anew at every look
    freeze_facts(minutes, at)
    append_event(
        "minutes_facts_refreshed",
        by,
        {"meeting": minutes.meeting_id, "version": minutes.number, "facts_sha256": minutes.facts_sha256},
        at,
    )
    return minutes


@transaction.atomic
def propose_change(
    text: MinutesText, by: Person, words: str, remark: str = "", *, now: datetime | None = None
) -> MinutesComment:
    """A member proposes another text. The same words of the same person twice are one proposal.

    Raises NotAllowed for who holds no seat, Conflict after the day that was named, DomainError when nothing differs.
    """
    at = now or timezone.now()
    if not is_board_member(by):
        raise NotAllowed("Wie een zetel in het bestuur heeft, stelt een wijziging van de notulen voor.")
    minutes = lock_draft(text.minutes_id)
    if not can_comment_minutes(by, minutes, day_of(at)):
        raise Conflict("Commentaar geven op deze notulen kan niet (meer).")
    text = MinutesText.objects.get(pk=text.pk)
    words = clean_words(words)
    if words == text.text:
        raise DomainError("Uw tekst is gelijk aan die van de notulen. Wijzig wat anders moet.")
    standing = text.comments.filter(person=by, proposed=words, state=CommentState.MADE).first()
    if standing is not None:
        return standing
    comment = MinutesComment.objects.create(
        text=text, person=by, base=text.text, proposed=words, remark=remark.strip()[:500], made_at=at
    )
    _log_comment("minutes_change_proposed", by, comment, at)
    return comment


@transaction.atomic
def withdraw_change(comment: MinutesComment, by: Person, *, now: datetime | None = None) -> None:
    """Take an own proposal back, as long as it is not answered."""
    comment = _lock_open(comment)
    if comment.person_id != by.pk:
        raise NotAllowed("U kunt alleen uw eigen voorstel intrekken.")
    _answer(comment, by, CommentState.WITHDRAWN, "", now or timezone.now())


@transaction.atomic
def take_over_change(
    comment: MinutesComment,
    by: Person,
    words: str | None = None,
    version: int | None = None,
    *,
    now: datetime | None = None,
) -> MinutesComment:
    """Put the proposed words in the minutes. Raises TextMoved when the text is another than when they were proposed.

    words, version: the text as the secretariat merged the two, and the version that it saw then.
    """
    at = now or timezone.now()
    refuse_other_hands(by)
    comment = _lock_open(comment)
    text = MinutesText.objects.get(pk=comment.text_id)
    if words is None and text.text not in (comment.base, comment.proposed):
        raise TextMoved(
            text.text, text.version, "De tekst van de notulen is gewijzigd sinds dit voorstel is gedaan."
        )
    write_minutes_text(text, by, comment.proposed if words is None else words, version, now=at)
    return _answer(comment, by, CommentState.TAKEN_OVER, "", at)


@transaction.atomic
def decline_change(
    comment: MinutesComment, by: Person, answer: str, *, now: datetime | None = None
) -> MinutesComment:
    """Leave the text as it is, with the reason that the member reads."""
    refuse_other_hands(by)
    comment = _lock_open(comment)
    if not answer.strip():
        raise DomainError("Geef aan waarom dit voorstel niet is overgenomen.")
    return _answer(comment, by, CommentState.DECLINED, answer.strip()[:300], now or timezone.now())


def lock_draft(minutes_id: int) -> Minutes:
    """The minutes, locked, that may still change. On an agenda that is locked too: convening takes their hash."""
    point = (
        DecisionPoint.objects.filter(proposed_minutess=minutes_id).select_related("proposal__item").first()
    )
    if point is not None:
        Meeting.objects.select_for_update().get(pk=point.proposal.item.meeting_id)
    minutes: Minutes = (
        Minutes.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=minutes_id)
    )
    if not minutes.is_draft:
        raise Conflict("Deze notulen liggen vast: ze zijn aan het bestuur voorgelegd of vastgesteld.")
    return minutes


def refuse_other_hands(by: Person) -> None:
    if not is_secretariat(by):
        raise NotAllowed("Alleen het secretariaat schrijft de notulen.")


def _lock_open(comment: MinutesComment) -> MinutesComment:
    lock_draft(MinutesText.objects.get(pk=comment.text_id).minutes_id)
    comment = MinutesComment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if not comment.is_open:
        raise Conflict(f"Dit voorstel is al {comment.get_state_display()}.")
    return comment


def _answer(
    comment: MinutesComment, by: Person, state: CommentState, answer: str, at: datetime
) -> MinutesComment:
    comment.state, comment.answer, comment.answered_by, comment.answered_at = state, answer, by, at
    comment.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    _log_comment("minutes_change_answered", by, comment, at)
    return comment


def _log_comment(kind: str, by: Person, comment: MinutesComment, at: datetime) -> None:
    minutes = comment.text.minutes
    append_event(
        kind,
        by,
        {
            "meeting": minutes.meeting_id,
            "version": minutes.number,
            "comment": comment.pk,
            "state": str(comment.state),
        },
        at,
    )


def comment_until(at: datetime) -> date:
    """The day that we propose as the last one for comments."""
    return day_of(at) + timedelta(days=COMMENT_DAYS)


def _owe_comment_mails(minutes: Minutes) -> None:
    """Every member and deputy of today hears until when they can comment; once for each day that is named."""
    meeting, until = minutes.meeting, minutes.comment_until
    if until is None:
        return
    link = settings.SITE_URL + reverse("governance:minutes_detail", args=[meeting.pk])
    body = (
        f"De notulen van de {meeting.title.lower()} van {long_day(meeting.day)} liggen ter commentaar.\n"
        f"Tot en met {long_day(until)} kunt u per agendapunt een andere tekst voorstellen. De feiten (aanwezigheid, "
        f"stemmingen, besluiten) liggen vast.\n\nNotulen: {link}\n"
    )
    OwedMail.objects.bulk_create(
        [
            OwedMail(
                person=person,
                reference=f"minutes-comment-{minutes.pk}-{until.isoformat()}",
                subject=f"Notulen ter commentaar: {meeting.title}, {date_words(meeting.day)}",
                body=body,
            )
            for person in _members()
        ],
        ignore_conflicts=True,
    )


def _members() -> Iterable[Person]:
    terms = SeatTerm.objects.current(timezone.localdate())
    return Person.objects.filter(is_active=True, seat_terms__in=terms).distinct()
