"""Reads of minutes: facts and texts together as one kind of reader gets them, and which minutes wait for somebody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from governance.domain.differences import Piece, differences
from governance.domain.minutes import ItemLine, Skeleton, skeleton
from governance.enums import AdoptableState, CommentState, MeetingState, MinutesPlace
from governance.models import Meeting, Minutes, MinutesComment, MinutesText, Person
from governance.permissions import is_board_member, is_secretariat, visible_minutes, visible_minutes_comments
from governance.queries.minutes_facts import minutes_facts

ANSWERS_SHOWN = timedelta(days=60)  # so long an answer stays on the overview of who proposed a change
TO_WRITE = (MeetingState.OPEN, MeetingState.SUSPENDED, MeetingState.CLOSED)


@dataclass(frozen=True)
class CommentLine:
    """A member's proposal, with what it changes in the text as it was then."""

    comment: MinutesComment
    pieces: tuple[Piece, ...]
    text_moved: bool  # the text was changed since
    is_own: bool


@dataclass(frozen=True)
class TextLine:
    """A text with the proposals for it."""

    text: MinutesText
    comments: tuple[CommentLine, ...] = ()
    is_only: bool = False  # of a confidential item: it has no text for everybody

    @property
    def words(self) -> str:
        return self.text.text

    @property
    def waiting(self) -> list[CommentLine]:
        """The proposals that the secretariat has not answered."""
        return [line for line in self.comments if line.comment.is_open]

    @property
    def answered(self) -> list[CommentLine]:
        return [line for line in self.comments if not line.comment.is_open]

    @property
    def key(self) -> str:
        return str(self.text.pk)

    @property
    def is_main(self) -> bool:
        """The text that a reader looks for here: the one for everybody, or of a confidential item the one inside."""
        return self.is_only or not self.text.is_internal


@dataclass(frozen=True)
class MinutesItem:
    """An item: what happened, and the texts beside it. None where there is no such text for this reader."""

    facts: ItemLine
    public: TextLine | None
    internal: TextLine | None

    @property
    def texts(self) -> list[TextLine]:
        return [line for line in (self.public, self.internal) if line is not None]

    @property
    def about(self) -> str:
        """Which item, for who hears a label without seeing where it stands."""
        return f"bij punt {self.facts.number}"


@dataclass(frozen=True)
class MinutesDocument:
    """Minutes as one kind of reader gets them; page and PDF are made of this."""

    minutes: Minutes
    skeleton: Skeleton
    opening: list[TextLine]
    items: list[MinutesItem]
    closing: list[TextLine]
    is_public: bool

    @property
    def has_closing(self) -> bool:
        return any(line.words for line in self.closing)

    @property
    def open_comments(self) -> list[CommentLine]:
        lines = [*self.opening, *(text for item in self.items for text in item.texts), *self.closing]
        return [comment for line in lines for comment in line.waiting]


def current_facts(minutes: Minutes) -> dict[str, Any]:
    """The frozen facts, or as long as they are not frozen the facts as they are now."""
    return minutes.facts if minutes.facts is not None else minutes_facts(minutes.meeting)


def minutes_document(minutes: Minutes, *, public: bool, reader: Person | None = None) -> MinutesDocument:
    """`public`: what everybody may read. `reader`: whose proposals are shown as own; None: without proposals."""
    found = skeleton(current_facts(minutes), public=public)
    items = {item.id: item for item in found.items}
    lines: dict[tuple[str, int | None, bool], TextLine] = {}
    texts = minutes.texts.select_related("item").prefetch_related(
        Prefetch(
            "comments",
            MinutesComment.objects.select_related("person", "answered_by").order_by("made_at", "pk"),
        )
    )
    for text in texts:
        item = items.get(text.item_id or 0)
        if public and (text.is_internal or (item is not None and item.is_withheld)):
            continue
        if item is not None and text.item is not None:
            text.item.number = item.number
        only = text.is_internal and item is not None and item.is_confidential
        line = TextLine(text, tuple(_comments(text, reader)), is_only=only)
        lines[text.place, text.item_id, text.is_internal] = line
    return MinutesDocument(
        minutes=minutes,
        skeleton=found,
        opening=_at(lines, MinutesPlace.OPENING),
        items=[
            MinutesItem(
                item,
                lines.get((MinutesPlace.ITEM, item.id, False)),
                lines.get((MinutesPlace.ITEM, item.id, True)),
            )
            for item in found.items
        ],
        closing=_at(lines, MinutesPlace.CLOSING),
        is_public=public,
    )


def _at(lines: dict[tuple[str, int | None, bool], TextLine], place: MinutesPlace) -> list[TextLine]:
    return [lines[key] for inside in (False, True) if (key := (place, None, inside)) in lines]


def _comments(text: MinutesText, reader: Person | None) -> Iterable[CommentLine]:
    if reader is None:
        return
    for comment in text.comments.all():
        yield CommentLine(
            comment,
            differences(comment.base, comment.proposed),
            text_moved=comment.is_open and comment.base != text.text,
            is_own=comment.person_id == reader.pk,
        )


def facts_have_moved(minutes: Minutes) -> bool:
    """Whether something was noted since the facts were frozen: a member can note a mistake at any time (rule 15)."""
    return minutes.facts is not None and minutes.is_draft and minutes.facts != minutes_facts(minutes.meeting)


def minutes_of(meeting: Meeting, user: Any) -> Minutes | None:
    """The minutes of a meeting that this person reads: the version adopted last, else the latest they may see."""
    found = list(visible_minutes(user).filter(meeting=meeting).select_related("meeting").order_by("-number"))
    adopted = [minutes for minutes in found if minutes.is_adopted]
    return next(iter(adopted or found), None)


def minutes_in_hand(meeting: Meeting) -> Minutes | None:
    """The version that is being written or decided on; None when nothing is."""
    return meeting.minutes.exclude(state=AdoptableState.ADOPTED).order_by("-number").first()


def is_known(meeting: Meeting, number: int | None = None) -> bool:
    """Whether the board was asked to adopt minutes (this version of them): then everybody may know that they exist."""
    asked = meeting.minutes.exclude(state=AdoptableState.DRAFT)
    return (asked if number is None else asked.filter(number=number)).exists()


def minutes_versions(meeting: Meeting, user: Any) -> Sequence[Minutes]:
    """All versions that this person may see, the first one first."""
    versions = (
        visible_minutes(user).filter(meeting=meeting).select_related("meeting", "decision", "rectifies")
    )
    return list(versions.order_by("number"))


def next_agendas() -> QuerySet[Meeting]:
    """The agendas in preparation on which minutes can be put, the first one first."""
    return Meeting.objects.filter(state__in=[MeetingState.DRAFT, MeetingState.SUBMITTED]).order_by(
        "starts_at"
    )


@dataclass(frozen=True)
class MinutesDuty:
    """What the secretariat has to do about the minutes of one meeting, in a few words."""

    meeting: Meeting
    words: str


def minutes_to_do(user: Any, on: date, most: int = 5) -> list[MinutesDuty]:
    """For the secretariat: closed meetings whose minutes are to be written, answered, put on an agenda or published."""
    if not is_secretariat(user):
        return []
    latest = Minutes.objects.filter(meeting=OuterRef("pk")).order_by("-number")
    waiting = (
        Meeting.objects.filter(state=MeetingState.CLOSED)
        .annotate(last_published=Subquery(latest.values("published_at")[:1]))
        .filter(last_published=None)
        .order_by("-starts_at")
    )
    newest = Prefetch(
        "minutes",
        Minutes.objects.annotate(
            open_comments=Count("texts__comments", filter=Q(texts__comments__state=CommentState.MADE))
        ).order_by("-number"),
    )
    duties = []
    for meeting in waiting.prefetch_related(newest)[: most * 2]:
        words = _duty(next(iter(meeting.minutes.all()), None), on)
        if words:
            duties.append(MinutesDuty(meeting, words))
    return duties[:most]


def _duty(minutes: Any, on: date) -> str:
    if minutes is None:
        return "te schrijven"
    if minutes.is_adopted:
        return "" if minutes.is_published else "vastgesteld, te publiceren"
    if not minutes.is_draft or minutes.decision_point_id is not None:
        return ""  # the board's turn
    if minutes.comment_opened_at is None:
        return (
            "concept, nog ter commentaar te leggen"
            if minutes.number == 1
            else "rectificatie, op een agenda te zetten"
        )
    if minutes.open_comments:
        count = minutes.open_comments
        return f"{count} {'voorstel' if count == 1 else 'voorstellen'} te beantwoorden"
    return "" if minutes.takes_comments(on) else "op een agenda te zetten"


def minutes_to_read(user: Any, on: date) -> list[Minutes]:
    """For a member: minutes that lie for comment, with the day until which."""
    if not is_board_member(user):
        return []
    found = visible_minutes(user).filter(
        state=AdoptableState.DRAFT, decision_point=None, comment_until__gte=on
    )
    return list(found.select_related("meeting").order_by("comment_until"))


def answered_comments(user: Any) -> list[MinutesComment]:
    """What this member proposed for the minutes and was answered lately, the last answer first."""
    if not user.is_authenticated:
        return []
    lately = timezone.now() - ANSWERS_SHOWN
    answered = visible_minutes_comments(user).filter(
        person=user, state__in=[CommentState.TAKEN_OVER, CommentState.DECLINED], answered_at__gte=lately
    )
    return list(answered.select_related("text__item", "text__minutes__meeting").order_by("-answered_at"))
