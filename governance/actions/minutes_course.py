"""From written minutes to adopted ones: put on an agenda, published after the decision, rectified by a next version."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.agenda import add_item, lock_editable, move_item
from governance.actions.ledger import append_event
from governance.actions.minutes import freeze_facts, lock_draft, refuse_other_hands
from governance.actions.proposals import PointDraft, write_proposal
from governance.actions.publications import owe_publication
from governance.enums import AgendaItemKind, Audience, CommentState, MeetingState, PublicationKind
from governance.models import (
    AgendaItem,
    AgreementVersion,
    Meeting,
    Minutes,
    MinutesComment,
    MinutesText,
    Person,
)
from governance.queries.minutes_facts import minutes_facts
from werkbedrijf.lib.dates import date_words
from werkbedrijf.lib.errors import Conflict, DomainError

MINUTES_ARTICLE = 5  # the chair is responsible for the minutes
PLACE = 2  # after the opening


@transaction.atomic
def propose_minutes(
    minutes: Minutes, meeting: Meeting, by: Person, *, now: datetime | None = None
) -> AgendaItem:
    """Put the minutes on an agenda in preparation: an item with a proposal whose one point adopts them.

    A hamerstuk: who wants to talk about them asks for a vote. The facts are frozen as they are now. Raises Conflict
    while proposals of members are unanswered, before the round of comments, or when they stand on an agenda already.
    """
    at = now or timezone.now()
    refuse_other_hands(by)
    lock_editable(meeting.pk)
    minutes = lock_draft(minutes.pk)
    _refuse_unfinished(minutes)
    freeze_facts(minutes, at)
    article = AgreementVersion.objects.in_force(meeting.day).articles.filter(number=MINUTES_ARTICLE).first()
    if article is None:
        raise DomainError("De overeenkomst heeft geen artikel over de notulen. Schrijf het voorstel zelf.")
    held = f"de {minutes.meeting.title.lower()} van {date_words(minutes.meeting.day)}"
    title = f"Notulen van {date_words(minutes.meeting.day)}"
    text = f"De notulen van {held} worden vastgesteld."
    if minutes.rectifies is not None:
        title = f"Rectificatie: notulen van {date_words(minutes.meeting.day)}"
        text = (
            f"Versie {minutes.number} van de notulen van {held} wordt vastgesteld en rectificeert versie "
            f"{minutes.rectifies.number}. Aanleiding: {minutes.reason}"
        )
    item = add_item(meeting, kind=AgendaItemKind.HAMMER, title=title)
    write_proposal(item, title=title, article=article, points=[PointDraft("1", text, (minutes,))], by=by)
    if item.position > PLACE:
        move_item(item, PLACE)
    facts = {"meeting": minutes.meeting_id, "version": minutes.number, "agenda": meeting.pk, "item": item.pk}
    append_event("minutes_proposed", by, facts, at)
    return item


@transaction.atomic
def publish_minutes(minutes: Minutes, by: Person, *, now: datetime | None = None) -> Minutes:
    """Open adopted minutes to everybody who signs in: without what is confidential or for inside. Twice is once.

    Both PDFs are owed; what came of them stands in the ledger as minutes_published, with the hash of the file.
    """
    at = now or timezone.now()
    refuse_other_hands(by)
    meeting = Meeting.objects.select_for_update().get(pk=minutes.meeting_id)
    minutes = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    if not minutes.is_adopted:
        raise Conflict("Alleen vastgestelde notulen worden gepubliceerd. Zet ze eerst op een agenda.")
    if minutes.is_published:
        return minutes
    minutes.published_at = at
    minutes.save(update_fields=["published_at"])
    for audience in Audience:
        owe_publication(meeting, PublicationKind.MINUTES, audience, minutes.reason, minutes.number)
    facts = {"meeting": meeting.pk, "version": minutes.number, "content_sha256": minutes.content_sha256}
    append_event("minutes_released", by, facts, at)
    return minutes


@transaction.atomic
def rectify_minutes(minutes: Minutes, by: Person, reason: str, *, now: datetime | None = None) -> Minutes:
    """Begin a next version of adopted minutes, with their texts and the facts as they are now. A decision adopts it.

    Raises DomainError without a reason, Conflict when a next version was begun already.
    """
    at = now or timezone.now()
    refuse_other_hands(by)
    meeting = Meeting.objects.select_for_update().get(pk=minutes.meeting_id)
    old: Minutes = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    if not old.is_adopted:
        raise Conflict("Alleen vastgestelde notulen worden gerectificeerd. Deze kunt u nog wijzigen.")
    if meeting.minutes.filter(rectifies=old).exists():
        raise Conflict("Van deze notulen is al een rectificatie begonnen.")
    if not reason.strip():
        raise DomainError("Geef de aanleiding: wat klopt er niet in de vastgestelde notulen?")
    new = Minutes.objects.create(
        meeting=meeting,
        subject=old.subject,
        number=old.number + 1,
        rectifies=old,
        reason=reason.strip()[:300],
        facts=minutes_facts(meeting),
        facts_at=at,
    )
    MinutesText.objects.bulk_create(
        MinutesText(minutes=new, place=t.place, item=t.item, is_internal=t.is_internal, text=t.text)
        for t in old.texts.select_related("item").order_by("pk")
    )
    facts = {"meeting": meeting.pk, "version": new.number, "rectifies": old.number}
    append_event("minutes_rectification_started", by, facts, at)
    return new


def _refuse_unfinished(minutes: Minutes) -> None:
    if minutes.meeting.state != MeetingState.CLOSED:
        raise Conflict("De vergadering is nog niet gesloten.")
    if minutes.decision_point_id is not None:
        raise Conflict("Deze notulen staan al op een agenda.")
    if why := minutes.unready():
        raise Conflict(why)
    waiting = MinutesComment.objects.filter(text__minutes=minutes, state=CommentState.MADE).count()
    if waiting:
        words = "1 voorstel is" if waiting == 1 else f"{waiting} voorstellen zijn"
        raise Conflict(
            f"{words} nog niet beantwoord. Neem over of wijs af, en zet de notulen dan op de agenda."
        )
