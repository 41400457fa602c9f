"""Writing the marktbewerkingsplan: begun, chapters given to writers, written, commented on, and marked ready."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.drafts import lock_draft, refuse_carried
from governance.actions.ledger import append_event, take_ledger_head
from governance.actions.writing import clean_words, keep_text
from governance.models import LedgerEvent, Person
from reports.domain.market_plan import CHAPTERS
from reports.enums import ChapterState, PlanPartKind
from reports.models import MarketPlan, MarketPlanPart, PlanAction, PlanChapter, PlanComment
from reports.models.market_plan import LONGEST_COMMENT
from reports.notifications import chapter_mail
from reports.permissions.market_plan import (
    can_follow_plans,
    can_keep_plans,
    can_settle_comment,
    writes_chapter,
)
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def start_market_plan(
    year: int, by: Person, *, is_example: bool = False, now: datetime | None = None
) -> MarketPlan:
    """Begin the plan of a year with the texts and writers of the one before; a next version with its actions too.

    Raises NotAllowed; Conflict while a version of this year is being written or lies before the board.
    """
    refuse_others(by)
    take_ledger_head()
    last = MarketPlan.objects.filter(year=year).order_by("-version").first()
    if last is not None and last.parts.exclude(state="adopted").exists():
        raise Conflict(f"{last} is nog niet klaar. Werk daarin verder, of verwijder het eerst.")
    before = last or MarketPlan.objects.filter(year=year - 1).order_by("-version").first()
    at = now or timezone.now()
    plan: MarketPlan = MarketPlan.objects.create(
        year=year,
        version=last.version + 1 if last else 1,
        started_by=by,
        started_at=at,
        is_example=is_example,
    )
    parts = {
        kind: MarketPlanPart.objects.create(
            plan=plan, kind=kind.value, subject=f"marktbewerkingsplan-{year}-{kind.value}"
        )
        for kind in PlanPartKind
    }
    earlier = {row.kind: row for row in PlanChapter.objects.filter(part__plan=before)} if before else {}
    PlanChapter.objects.bulk_create(
        _begun(parts[chapter.part], chapter.kind.value, earlier.get(chapter.kind.value))
        for chapter in CHAPTERS
    )
    append_event("market_plan_started", by, {"plan": plan.pk, "year": year, "version": plan.version}, at)
    for row in (
        PlanChapter.objects.filter(part__plan=plan)
        .exclude(author=None)
        .select_related("part__plan", "author")
    ):
        _note_given(by, row, at)
    for action in last.actions.select_related("person", "seat", "party") if last else ():
        copied = PlanAction(
            plan=plan,
            number=action.number,
            what=action.what,
            condition=action.condition,
            due_on=action.due_on,
        )
        copied.give_to(action.owner)
        copied.save()
        append_event("plan_action_written", by, copied.facts(), at)
    return plan


def _begun(part: MarketPlanPart, kind: str, earlier: PlanChapter | None) -> PlanChapter:
    """A chapter to write, with what stood in the same one before."""
    if earlier is None:
        return PlanChapter(part=part, kind=kind)
    return PlanChapter(part=part, kind=kind, author_id=earlier.author_id, text=earlier.text)


@transaction.atomic
def delete_market_plan(plan: MarketPlan, by: Person, *, now: datetime | None = None) -> None:
    """Delete a plan of which no part was ever before the board. Raises NotAllowed, Conflict."""
    refuse_others(by)
    parts = [lock_draft(part) for part in plan.parts.order_by("pk")]
    for part in parts:
        refuse_carried(part)
    facts = {"plan": plan.pk, "parts": [part.pk for part in parts]}
    append_event("market_plan_deleted", by, facts, now)
    plan.delete()


@transaction.atomic
def give_chapter(
    chapter: PlanChapter, by: Person, author: Person | None, *, now: datetime | None = None
) -> PlanChapter:
    """Say who writes a chapter; None: nobody yet. Raises NotAllowed, Conflict; DomainError for who cannot write."""
    refuse_others(by)
    if author is not None and not can_follow_plans(author):
        raise DomainError(f"{author} werkt niet mee aan het plan. Kies iemand die dat wel doet.")
    locked = _lock_open(chapter)
    if locked.author_id != (author.pk if author else None):
        locked.author = author
        locked.save(update_fields=["author"])
        _note_given(by, locked, now)
    return locked


@transaction.atomic
def write_chapter(
    chapter: PlanChapter, by: Person, words: str, version: int | None = None, *, now: datetime | None = None
) -> PlanChapter:
    """Save the text of a chapter. Raises TextMoved when another was saved since `version`; NotAllowed; Conflict."""
    locked = _lock_open(chapter)
    _refuse_strangers(by, locked)
    if locked.is_ready and clean_words(words) != locked.text:
        raise Conflict("Dit hoofdstuk is klaar gemeld. Zet het eerst weer op “wordt geschreven”.")
    if keep_text(locked, "text", words, version):
        locked.changed_at, locked.changed_by = now or timezone.now(), by
        locked.state = ChapterState.WRITING.value if locked.text else ChapterState.TO_DO.value
        locked.save(update_fields=["text", "version", "changed_at", "changed_by", "state"])
    return locked


@transaction.atomic
def mark_chapter(
    chapter: PlanChapter, by: Person, state: ChapterState, *, now: datetime | None = None
) -> PlanChapter:
    """Say how far a chapter is. Raises NotAllowed, Conflict; DomainError for an empty one that would be ready."""
    locked = _lock_open(chapter)
    _refuse_strangers(by, locked)
    if state == ChapterState.READY and not locked.text:
        raise DomainError("Dit hoofdstuk heeft nog geen tekst. Schrijf eerst iets, en meld het dan klaar.")
    if locked.state != state:
        locked.state = state.value
        locked.save(update_fields=["state"])
        _log("plan_chapter_marked", by, locked, {"state": state.value}, now)
    return locked


@transaction.atomic
def comment_chapter(
    chapter: PlanChapter, by: Person, text: str, *, now: datetime | None = None
) -> PlanComment:
    """Say something about a chapter that is being written. Raises NotAllowed, Conflict; DomainError without words."""
    if not can_follow_plans(by):
        raise NotAllowed("Wie meewerkt aan het plan, maakt er opmerkingen bij.")
    words = clean_words(text)
    if not words:
        raise DomainError("Schrijf wat u wilt opmerken.")
    if len(words) > LONGEST_COMMENT:
        raise DomainError(f"Deze opmerking is langer dan {LONGEST_COMMENT} tekens. Kort haar in.")
    locked = _lock_open(chapter)
    comment = PlanComment.objects.create(chapter=locked, person=by, text=words, made_at=now or timezone.now())
    _log("plan_comment_made", by, locked, {"comment": comment.pk}, now)
    return comment


@transaction.atomic
def settle_comment(comment: PlanComment, by: Person, *, now: datetime | None = None) -> PlanComment:
    """Say that a comment was dealt with; twice is once. Raises NotAllowed, Conflict."""
    chapter = _lock_open(comment.chapter)
    if not can_settle_comment(by, comment):
        raise NotAllowed("Wie het hoofdstuk schrijft of de opmerking maakte, handelt haar af.")
    locked: PlanComment = PlanComment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if not locked.is_settled:
        locked.settled_at, locked.settled_by = now or timezone.now(), by
        locked.save(update_fields=["settled_at", "settled_by"])
        _log("plan_comment_settled", by, chapter, {"comment": locked.pk}, now)
    return locked


def refuse_others(by: Person) -> None:
    if not can_keep_plans(by):
        raise NotAllowed("Alleen het secretariaat begint het plan, verdeelt het en zet het op een agenda.")


def refuse_closed(part: MarketPlanPart) -> None:
    """Conflict for a part that stands ready for the board: its figures and its hash are those of now."""
    if not part.is_open:
        raise Conflict(f"“{part}” staat klaar voor het bestuur. Wie het wil wijzigen, opent het eerst weer.")


def _refuse_strangers(by: Person, chapter: PlanChapter) -> None:
    if not writes_chapter(by, chapter):
        raise NotAllowed("Dit hoofdstuk schrijft wie het kreeg, of het secretariaat.")


def _lock_open(chapter: PlanChapter) -> PlanChapter:
    """The chapter, locked after its part; Conflict once that is closed."""
    part = lock_draft(chapter.part)
    refuse_closed(part)
    locked: PlanChapter = PlanChapter.objects.select_for_update(of=("self",)).get(pk=chapter.pk)
    locked.part = part
    return locked


def _note_given(by: Person, chapter: PlanChapter, now: datetime | None) -> None:
    """Log who writes it now, and owe that person a message, unless they took it themselves or are of the example."""
    author = chapter.author
    event = _log("plan_chapter_given", by, chapter, {"author": author.pk if author else None}, now)
    if author is not None and author != by and author.is_active and not author.is_demo:
        chapter_mail(chapter, author, event.sequence).save()


def _log(
    kind: str, by: Person, chapter: PlanChapter, facts: dict[str, int | str | None], now: datetime | None
) -> LedgerEvent:
    return append_event(kind, by, {"plan": chapter.part.plan_id, "chapter": chapter.kind, **facts}, now)
