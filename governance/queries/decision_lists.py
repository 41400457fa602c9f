"""The besluitenlijst of a meeting: who was there, what was decided, what not. One reading for page and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from governance.domain.outcome import Outcome
from governance.enums import Audience, NoteKind, Office, Visibility, VoteState
from governance.models import (
    Action,
    Adoptable,
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    OwedPublication,
    Publication,
    Seat,
    Vote,
    VoteNote,
    VoteSeat,
)
from governance.permissions import vice_chair_seat
from governance.queries.decisions import effects_of
from governance.queries.matters import matter_words
from governance.queries.order import numbered
from werkbedrijf.lib.dates import minute_of_day


@dataclass(frozen=True)
class SeatPresence:
    """One seat on the list of who was there; no names: the seat decides, not the person."""

    seat: Seat
    office: str
    spells: Sequence[Attendance]

    @property
    def was_present(self) -> bool:
        return bool(self.spells)

    @property
    def office_word(self) -> str:
        return Office(self.office).label if self.office else ""

    @property
    def words(self) -> str:
        """ "aanwezig van 14:02 tot 15:30", with the deputy said; "afwezig" for a seat that never was there."""
        if not self.spells:
            return "afwezig"
        return "aanwezig " + ", ".join(
            f"van {minute_of_day(spell.arrived_at)}"
            + (f" tot {minute_of_day(spell.left_at)}" if spell.left_at else "")
            + (" (plaatsvervanger)" if spell.by_deputy else "")
            for spell in self.spells
        )


@dataclass(frozen=True)
class DecidedLine:
    """One decision. `withheld`: on a confidential item, for a reader from outside: only numbers are said of it."""

    decision: Decision
    item: AgendaItem
    withheld: bool
    effects: Sequence[Adoptable] = ()
    dissent: tuple[Seat, ...] = ()
    recused: tuple[Seat, ...] = ()


@dataclass(frozen=True)
class VotedLine:
    """A vote that led to no decision: rejected, not adopted, or on an amendment."""

    vote: Vote
    item: AgendaItem

    @property
    def title(self) -> str:
        return f"{self.vote.proposal_version.content.get('title', '')}: {matter_words(self.vote)}"


@dataclass(frozen=True)
class DecisionListing:
    """All that a besluitenlijst says, in the order of the agenda."""

    meeting: Meeting
    internal: bool
    seats: list[SeatPresence]
    decided: list[DecidedLine]
    not_adopted: list[VotedLine]
    amendments: list[VotedLine]
    postponed: list[AgendaItem]
    withheld: list[AgendaItem]

    @property
    def present(self) -> int:
        return sum(line.was_present for line in self.seats)


def decision_listing(meeting: Meeting, *, internal: bool) -> DecisionListing:
    """The besluitenlijst as it stands. `internal`: with what is confidential; else of that the item's number only.

    Of a confidential item the outcome is as confidential as the text, so for a reader from outside a vote on it that
    led to no decision is not there.
    """
    items = {item.pk: item for item in numbered(meeting.items.order_by("position"))}
    withheld = [] if internal else [item for item in items.values() if item.is_confidential]
    hidden = {item.pk for item in withheld}
    votes = list(
        meeting.votes.filter(state=VoteState.CLOSED)
        .exclude(item__in=hidden)
        .select_related("proposal_version", "point", "amendment__seat", "amendment__point")
        .order_by("item__position", "pk")
    )
    return DecisionListing(
        meeting=meeting,
        internal=internal,
        seats=_presence(meeting),
        decided=_decided(meeting, items, hidden),
        not_adopted=[
            VotedLine(vote, items[vote.item_id])
            for vote in votes
            if vote.result != Outcome.ADOPTED and not vote.amendment_id
        ],
        amendments=[VotedLine(vote, items[vote.item_id]) for vote in votes if vote.amendment_id],
        postponed=[item for item in items.values() if item.postponed_at and item.pk not in hidden],
        withheld=withheld,
    )


def _decided(meeting: Meeting, items: dict[int, AgendaItem], hidden: set[int]) -> list[DecidedLine]:
    dissent = VoteNote.objects.filter(kind=NoteKind.DISSENT)
    seats = VoteSeat.objects.select_related("seat").order_by("seat__position")
    decisions = list(
        meeting.decisions.select_related("article__version", "point", "vote")
        .prefetch_related(
            Prefetch("vote__seats", seats.prefetch_related(Prefetch("notes", dissent))),
            Prefetch("actions", Action.objects.with_owner().order_by("pk")),
        )
        .order_by("year", "number_in_year")
    )
    effects = effects_of([d for d in decisions if d.vote.item_id not in hidden])
    return [
        DecidedLine(
            decision,
            items[decision.vote.item_id],
            withheld=decision.vote.item_id in hidden,
            effects=effects.get(decision.pk, ()),
            dissent=tuple(line.seat for line in decision.vote.seats.all() if line.notes.all()),
            recused=tuple(line.seat for line in decision.vote.seats.all() if line.recused),
        )
        for decision in decisions
    ]


def _presence(meeting: Meeting) -> list[SeatPresence]:
    spells: dict[int, list[Attendance]] = {}
    for spell in meeting.attendances.order_by("arrived_at"):
        spells.setdefault(spell.seat_id, []).append(spell)
    vice = vice_chair_seat(meeting.day)
    return [
        SeatPresence(
            seat,
            Office.CHAIR if seat.is_chair else Office.VICE_CHAIR if vice and vice.pk == seat.pk else "",
            spells.get(seat.pk, ()),
        )
        for seat in Seat.objects.all()
    ]


def has_confidential(meeting: Meeting) -> bool:
    """Whether the board needs a besluitenlijst of its own beside the one for everybody."""
    return meeting.items.filter(visibility=Visibility.CONFIDENTIAL).exists()


@dataclass(frozen=True)
class Shelf:
    """The versions of one kind of document of a meeting, the newest first, and what is still to be made."""

    made: list[Publication]
    owed: list[OwedPublication]

    @property
    def waits(self) -> bool:
        return any(row.is_waiting for row in self.owed)


def shelf(meeting: Meeting, kind: str, *, internal: bool, number: int | None = None) -> Shelf:
    """What a reader may download of this meeting; `internal`: also what is for the board alone. number: one version."""
    made = Publication.objects.filter(meeting=meeting, kind=kind).select_related("meeting", "owed")
    owed = OwedPublication.objects.filter(meeting=meeting, kind=kind, publication=None)
    if number is not None:
        made, owed = made.filter(number=number), owed.filter(number=number)
    if not internal:
        made, owed = made.exclude(audience=Audience.INTERNAL), owed.exclude(audience=Audience.INTERNAL)
    return Shelf(list(made.order_by("-number", "audience")), list(owed.order_by("-number", "audience")))
