"""How the example plays a meeting: by the board's own actions, in order, each at its moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from governance import actions
from governance.actions.entries import confirm_entry, take_down_ballot
from governance.actions.paper_votes import confirm_paper_count, enter_paper_count, open_paper_vote
from governance.domain.paper import PaperTotals
from governance.enums import AgendaItemKind, BallotChoice, BallotManner
from governance.models import (
    Adoptable,
    AgendaItem,
    AgreementVersion,
    Amendment,
    Article,
    Meeting,
    Person,
    Vote,
)
from governance.queries.tasks import TaskDraft
from reports.demo.calendar import AGENDA_BEFORE, CONVENED_BEFORE, moment
from reports.demo.papers import PaperText, attach, attach_computation
from reports.demo.people import Board

START_HOUR = 14
PLACES = ("Stadskantoor Enschede", "Stadhuis Hengelo", "Stadhuis Almelo")


@dataclass(frozen=True)
class Point:
    """A decision point; `adopts` drafts what it would put in force, when the agenda is written; `tasks` gives its tasks
    for a meeting on a day."""

    number: str
    text: str
    adopts: Callable[[datetime], Adoptable] | None = None
    tasks: Callable[[Board, date], tuple[TaskDraft, ...]] | None = None


@dataclass(frozen=True)
class Voting:
    """How the seats vote: for, unless named here. `deciding`: the deciding vote when it is asked for."""

    against: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()
    deciding: str = ""
    broken_off_first: str = ""  # the reason why a first attempt was broken off
    on_paper: bool = False  # about persons, and secret: only the totals
    recused: tuple[str, str] = ("", "")  # a seat that takes no part, and why
    taken_down: tuple[str, str] = ("", "")  # a seat whose spoken choice two others record, and why
    dissent: tuple[str, str] = ("", "")  # a seat that is against a hamerstuk, and its words


@dataclass(frozen=True)
class Amending:
    """Another text for one point, that a seat submits in the meeting and that is voted on first."""

    seat: str
    point: str
    new_text: str
    reason: str
    voting: Voting = Voting()


@dataclass(frozen=True)
class Item:
    """An agenda item; with points it is for decision."""

    title: str
    explanation: str = ""
    kind: AgendaItemKind = AgendaItemKind.INFORM
    article: int = 0
    considerations: str = ""
    costs: str = ""
    amendment: Amending | None = None
    points: tuple[Point, ...] = ()
    voting: Voting = Voting()
    paper: Callable[[], PaperText] | None = None  # written when the proposal is
    annex_of: int = 0  # the year of the allocation whose computation is put under the item


@dataclass(frozen=True)
class Script:
    """A meeting: its items, and who is not there or is replaced (slugs of seats)."""

    items: tuple[Item, ...]
    absent: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


@dataclass
class Played:
    """A meeting on its way: the steps that `steps` gives are taken in order, with other events in between."""

    board: Board
    script: Script
    day: date
    place: str
    made: list[Meeting] = field(default_factory=list)

    def steps(self) -> list[tuple[datetime, Callable[[datetime], None]]]:
        """When each step is taken, and how: prepared and submitted, convened, held."""
        return [
            (moment(self.day - AGENDA_BEFORE, 10), self.prepare),
            (moment(self.day - CONVENED_BEFORE, 9), self.convene),
            (moment(self.day, START_HOUR), self.hold),
        ]

    def prepare(self, at: datetime) -> None:
        self.made = [write_agenda(self.board, self.script, self.day, self.place, at)]
        actions.submit_meeting(self.made[0], self.board.secretariat, now=at)

    def convene(self, at: datetime) -> None:
        actions.convene_meeting(self.made[0], self.board.chair, now=at)

    def hold(self, at: datetime) -> None:
        """Open at the hour, note who is there, treat every item in eight minutes, close."""
        meeting = actions.open_meeting(self.made[0], self.board.secretariat, now=at)
        _note_attendance(self.board, self.script, meeting, at)
        written = meeting.items.order_by("position")
        for minutes, (item, row) in enumerate(zip(self.script.items, written, strict=True), start=1):
            then = at + timedelta(minutes=8 * minutes)
            actions.set_current_item(meeting, row, self.board.secretariat, now=then)
            if item.amendment:
                _amend(self.board, self.script, item.amendment, row, then)
            if item.kind == AgendaItemKind.HAMMER:
                _adopt(self.board, item.voting, row, then + timedelta(minutes=4))
            elif item.voting.on_paper:
                _vote_on_paper(self.board, self.script, item.voting, row, then + timedelta(minutes=4))
            elif item.points:
                _vote(self.board, self.script, item.voting, row, then + timedelta(minutes=4))
        end = at + timedelta(minutes=8 * (len(self.script.items) + 1))
        actions.close_meeting(meeting, self.board.secretariat, now=end)


def write_agenda(
    board: Board, script: Script, day: date, place: str, at: datetime, title: str = "Bestuursvergadering"
) -> Meeting:
    """A drafted meeting with its items and proposals."""
    starts_at = moment(day, START_HOUR)
    meeting = actions.draft_meeting(title=title, starts_at=starts_at, place=place, is_example=True)
    for item in script.items:
        row = actions.add_item(meeting, kind=item.kind, title=item.title, explanation=item.explanation)
        if item.points:
            actions.write_proposal(
                row,
                title=item.title,
                article=article_on(item.article, day),
                considerations=item.considerations,
                costs=item.costs,
                points=_drafts(board, item.points, day, at),
                by=board.secretariat,
            )
        if item.paper:
            attach(row, item.paper(), board.secretariat, at)
        if item.annex_of:
            attach_computation(item.annex_of, board.secretariat, at)
    return meeting


def article_on(number: int, day: date) -> Article:
    """An article of the version of the agreement that is in force on `day`."""
    return AgreementVersion.objects.in_force(day).articles.get(number=number)


def _drafts(board: Board, points: Sequence[Point], day: date, at: datetime) -> list[actions.PointDraft]:
    return [
        actions.PointDraft(
            point.number,
            point.text,
            (point.adopts(at),) if point.adopts else (),
            point.tasks(board, day) if point.tasks else (),
        )
        for point in points
    ]


def _note_attendance(board: Board, script: Script, meeting: Meeting, at: datetime) -> None:
    for slug, seat in board.seats.items():
        if slug not in script.absent:
            person = _acting(board, script, slug)
            actions.arrive(meeting, seat, person, board.secretariat, now=at + timedelta(minutes=2))


def _acting(board: Board, script: Script, slug: str) -> Person:
    return board.deputies[slug] if slug in script.replaced else board.holders[slug]


def _amend(board: Board, script: Script, amending: Amending, item: AgendaItem, at: datetime) -> None:
    """Submit the amendment and vote on it, before the proposal itself."""
    amendment = actions.submit_amendment(
        item.proposal.points.get(number=amending.point),
        board.seats[amending.seat],
        _acting(board, script, amending.seat),
        new_text=amending.new_text,
        reason=amending.reason,
        now=at + timedelta(seconds=20),
    )
    _vote(board, script, amending.voting, item, at + timedelta(seconds=30), amendment)


def _adopt(board: Board, voting: Voting, item: AgendaItem, at: datetime) -> None:
    """A hamerstuk: nobody asks for a vote; who is against can have it noted."""
    vote = actions.adopt_hammer_item(item, board.secretariat, now=at)
    slug, words = voting.dissent
    if slug:
        actions.note_dissent(
            vote, board.seats[slug], board.secretariat, words, now=at + timedelta(seconds=20)
        )


def _vote_on_paper(board: Board, script: Script, voting: Voting, item: AgendaItem, at: datetime) -> None:
    """The papers counted by the secretariat and confirmed by the chair."""
    vote = open_paper_vote(item, board.secretariat, now=at)
    against, abstained = len(voting.against), len(voting.abstained)
    voters = len(board.seats) - len(script.absent)
    sheet = PaperTotals(voters - against - abstained, against, abstained, 0)
    entered = enter_paper_count(vote, board.secretariat, sheet, now=at + timedelta(minutes=1))
    confirm_paper_count(entered, board.chair, now=at + timedelta(minutes=2))


def _vote(
    board: Board,
    script: Script,
    voting: Voting,
    item: AgendaItem,
    at: datetime,
    amendment: Amendment | None = None,
) -> None:
    if voting.broken_off_first:
        mistaken = actions.open_vote(item, board.secretariat, now=at)
        actions.break_off_vote(
            mistaken, board.secretariat, voting.broken_off_first, now=at + timedelta(seconds=20)
        )
    recused, why = voting.recused
    if recused:
        actions.recuse(item, board.seats[recused], board.secretariat, why, now=at)
    vote = actions.open_vote(item, board.secretariat, amendment=amendment, now=at + timedelta(minutes=1))
    for seconds, slug in enumerate(board.seats, start=1):
        if slug == voting.taken_down[0]:
            _take_down(board, voting, vote, at + timedelta(seconds=60 + 5 * seconds))
        elif slug not in (*script.absent, recused):
            _cast(
                vote,
                _acting(board, script, slug),
                _choice(voting, slug),
                at + timedelta(seconds=60 + 5 * seconds),
            )
    vote = actions.close_vote(vote, board.secretariat, now=at + timedelta(minutes=2))
    if vote.is_tied:
        waits_for = board.holders[vote.seats.get(office=vote.waiting_for).seat.slug]
        actions.cast_deciding_vote(vote, waits_for, voting.deciding, now=at + timedelta(minutes=3))


def _take_down(board: Board, voting: Voting, vote: Vote, at: datetime) -> None:
    """A choice spoken because a device fails: taken down by the secretariat, confirmed by the chair."""
    slug, why = voting.taken_down
    entry = take_down_ballot(
        vote,
        board.seats[slug],
        board.secretariat,
        _choice(voting, slug),
        manner=BallotManner.SPOKEN,
        reason=why,
        now=at,
    )
    confirm_entry(entry, board.chair, now=at + timedelta(seconds=2))


def _choice(voting: Voting, slug: str) -> str:
    if slug in voting.against:
        return BallotChoice.AGAINST
    return BallotChoice.ABSTAINED if slug in voting.abstained else BallotChoice.FOR


def _cast(vote: Vote, person: Person, choice: str, at: datetime) -> None:
    actions.cast_ballot(
        vote,
        person,
        choice,
        text_sha256=vote.proposal_version.sha256,
        request_key=uuid5(NAMESPACE_URL, f"voorbeeld/{vote.pk}/{person.pk}"),
        now=at,
    )
