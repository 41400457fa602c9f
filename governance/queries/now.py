"""Where a meeting stands now: the item under discussion, its vote, and which seats are there. For all live screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from governance.domain.outcome import Outcome, SeatState
from governance.enums import MeetingState, Office, VoteMethod, VoteState
from governance.models import (
    AgendaItem,
    Amendment,
    Meeting,
    ProposalVersion,
    Seat,
    Vote,
    VoteNote,
    VoteSeat,
    adoptable_models,
)
from governance.queries.matters import matter_words
from governance.queries.meetings import SeatLine, seat_lines
from governance.queries.order import numbered
from governance.queries.presiding import presider
from governance.queries.tasks import TaskText, frozen_tasks
from governance.queries.votes import Progress, progress, roster, seat_state

RESULT_WORDS = {
    Outcome.ADOPTED: "aangenomen",
    Outcome.REJECTED: "verworpen",
    Outcome.TIED: "stemmen staken",
    Outcome.NOT_ADOPTED: "niet aangenomen",
    Outcome.NO_DECISION: "geen besluit",
}
STATE_WORDS = {
    SeatState.FOR: "voor",
    SeatState.AGAINST: "tegen",
    SeatState.ABSTAINED: "onthouding",
    SeatState.NOT_VOTED: "niet gestemd",
    SeatState.ABSENT: "afwezig",
    SeatState.RECUSED: "doet niet mee",
}


def vote_word(vote: Vote) -> str:
    """The state of a vote, or its result once there is one, as a participle for a badge."""
    if vote.state == VoteState.OPEN:
        return "stemming loopt"
    if vote.state == VoteState.BROKEN_OFF:
        return "afgebroken"
    return RESULT_WORDS[Outcome(vote.result)]


@dataclass(frozen=True)
class Carried:
    """What a decision point would adopt, in the words that were frozen with it; url is empty when it has gone on."""

    sentence: str
    url: str


@dataclass(frozen=True)
class PointText:
    """One decision point as it was frozen."""

    number: str
    text: str
    adopts: tuple[Carried, ...]
    tasks: tuple[TaskText, ...] = ()


def proposal_points(version: ProposalVersion) -> list[PointText]:
    """The points of a frozen proposal in order, each with what it carries: one query per kind of thing carried."""
    wanted: dict[str, set[int]] = {}
    points = version.content.get("points", [])
    for point in points:
        for carried in point["adopts"]:
            wanted.setdefault(carried["kind"], set()).add(carried["id"])
    urls = {
        (model._meta.label_lower, row.pk): row.get_absolute_url()
        for model in adoptable_models()
        if model._meta.label_lower in wanted
        for row in model._default_manager.filter(pk__in=wanted[model._meta.label_lower])
        if not row.is_draft  # a draft may have been changed since: it is no longer what was voted on
    }
    return [
        PointText(
            point["number"],
            point["text"],
            tuple(Carried(c["sentence"], urls.get((c["kind"], c["id"]), "")) for c in point["adopts"]),
            frozen_tasks(point),
        )
        for point in points
    ]


def frozen_version(item: AgendaItem) -> ProposalVersion | None:
    """The version of the item's proposal that is, or would be, voted on; None without a proposal."""
    return ProposalVersion.objects.filter(proposal__item=item).order_by("-number").first()


@dataclass(frozen=True)
class SeatChoice:
    """What a seat did in a vote whose ballots are closed."""

    seat: Seat
    office: str
    by_deputy: bool
    state: SeatState
    explanation: str = ""
    notes: tuple[VoteNote, ...] = ()
    without_vote: bool = False  # a hamerstuk, or on paper: of no seat is there a choice

    @property
    def word(self) -> str:
        if self.without_vote and self.state == SeatState.NOT_VOTED:
            return "aanwezig"
        return STATE_WORDS[self.state]

    @property
    def office_word(self) -> str:
        return Office(self.office).label if self.office else ""


def seat_choices(vote: Vote) -> list[SeatChoice]:
    """The seats of a vote with what they did; empty while ballots can still be cast, and for a vote broken off.

    Results are hidden until the vote closes (invariant 9), and what was broken off is not counted (invariant 6).
    """
    if vote.state not in (VoteState.TIED, VoteState.CLOSED):
        return []
    return [
        SeatChoice(
            line.seat,
            line.office,
            line.by_deputy,
            seat_state(line.present, line.choice, line.recused),
            explanation=line.explanation or "",
            notes=tuple(line.notes.all()),
            without_vote=vote.method != VoteMethod.SEATS,
        )
        for line in roster(vote).prefetch_related("notes__noted_by")
    ]


def waited_for(vote: Vote) -> VoteSeat | None:
    """The seat whose deciding vote is waited for, when the vote is tied."""
    if not vote.is_tied:
        return None
    return vote.seats.select_related("seat", "person").filter(office=vote.waiting_for).first()


@dataclass(frozen=True)
class ItemLine:
    """An agenda item as the list beside the current item shows it, with its latest vote."""

    item: AgendaItem
    is_current: bool
    has_proposal: bool
    vote: Vote | None

    @property
    def word(self) -> str:
        """How its latest vote stands; of which part of the proposal, when it was not about all of it."""
        if self.vote is None:
            return ""
        part = f"{matter_words(self.vote)}: " if self.vote.amendment or self.vote.point else ""
        return part + vote_word(self.vote)

    @property
    def label(self) -> str:
        """The item on a screen that everybody in the meeting sees: without a confidential title."""
        return self.item.label


@dataclass
class MeetingNow:
    """The public state of a meeting: the same for everybody who may see it. Read with `meeting_now`."""

    meeting: Meeting
    items: list[ItemLine]
    seats: list[SeatLine]
    amended: str = ""  # changes whenever an amendment is submitted, withdrawn or decided

    @property
    def current(self) -> ItemLine | None:
        return next((line for line in self.items if line.is_current), None)

    @cached_property
    def presiding(self) -> Seat | None:
        """The seat that presides over the current item: not one that takes no part in it (rule 6)."""
        return presider(self.meeting, self.seats)

    @cached_property
    def taking_part(self) -> str:
        """Changes when a seat is recused or takes part again, a hamerstuk is lifted, or a note is made after one."""
        recused = "-".join(str(line.recusal.pk) for line in self.seats if line.recusal)
        lifted = sum(line.item.lifted_at is not None for line in self.items)
        hammered = self.vote is not None and self.vote.method == VoteMethod.NO_VOTE
        notes = VoteNote.objects.filter(vote_seat__vote=self.vote).count() if hammered else 0
        return f"{recused}.{lifted:d}.{notes}"

    @property
    def following(self) -> ItemLine | None:
        """The item after the current one."""
        position = next((n for n, line in enumerate(self.items) if line.is_current), -1)
        return self.items[position + 1] if position + 1 < len(self.items) else None

    @property
    def unvoted(self) -> list[ItemLine]:
        """Items with a proposal that was neither put to the vote nor postponed: the meeting should not forget them."""
        return [
            line
            for line in self.items
            if line.has_proposal and line.vote is None and line.item.postponed_at is None
        ]

    @property
    def vote(self) -> Vote | None:
        """The running vote, else the latest one on the current item."""
        running = next(
            (line.vote for line in self.items if line.vote and (line.vote.is_open or line.vote.is_tied)), None
        )
        return running or (self.current.vote if self.current else None)

    @property
    def is_withheld(self) -> bool:
        """The vote is about a confidential item: what came of it is not for the screens that everybody sees."""
        vote = self.vote
        return vote is not None and any(
            line.item.is_confidential for line in self.items if line.item.pk == vote.item_id
        )

    @cached_property
    def suspended_at(self) -> datetime | None:
        """Since when the meeting is suspended; None when it is not."""
        if self.meeting.state != MeetingState.SUSPENDED:
            return None
        pause = self.meeting.suspensions.filter(resumed_at=None).first()
        return pause.suspended_at if pause else None

    @cached_property
    def progress(self) -> Progress | None:
        by_seats = self.vote is not None and self.vote.is_open and self.vote.method == VoteMethod.SEATS
        return progress(self.vote) if self.vote and by_seats else None

    @cached_property
    def choices(self) -> list[SeatChoice]:
        return seat_choices(self.vote) if self.vote else []

    @cached_property
    def waited_for(self) -> VoteSeat | None:
        return waited_for(self.vote) if self.vote else None

    @property
    def filled(self) -> list[SeatLine]:
        return [line for line in self.seats if not line.is_vacant]

    @property
    def present(self) -> list[SeatLine]:
        return [line for line in self.seats if line.is_present]


def ballot_key(now: MeetingNow) -> str:
    """A text that changes when the meeting opens or closes, another item is taken up, or its vote opens or ends."""
    voting = f"{now.vote.pk}.{now.vote.state}" if now.vote else "0"
    return f"{now.meeting.state}.{now.meeting.current_item_id or 0}.{voting}.{now.taking_part}"


def meeting_now(meeting: Meeting) -> MeetingNow:
    """The state of this meeting: eight queries, and up to two more for the vote that is on."""
    latest = {
        vote.item_id: vote
        for vote in meeting.votes.order_by("opened_at").select_related(
            "proposal_version", "point", "amendment", "follows"
        )
    }
    items = meeting.items.select_related("proposal", "lifted_by").order_by("position")
    for vote in latest.values():
        vote.meeting = meeting
    return MeetingNow(
        meeting,
        [
            ItemLine(
                item,
                item.pk == meeting.current_item_id,
                getattr(item, "proposal", None) is not None,
                latest.get(item.pk),
            )
            for item in numbered(items)
        ],
        seat_lines(meeting),
        "-".join(
            f"{pk}{state}"
            for pk, state in Amendment.objects.filter(proposal__item__meeting=meeting)
            .order_by("pk")
            .values_list("pk", "state")
        ),
    )
