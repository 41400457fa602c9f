"""A board to test with: eight seats, the agreement, rule set 1, and meetings brought about by the real acts.

Everything that the application does itself goes through its actions; only what a board starts with is written as rows.
People are called after their function, never after somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import uuid4

from django.utils import timezone

from governance.actions import (
    PointDraft,
    add_item,
    arrive,
    cast_ballot,
    convene_meeting,
    draft_meeting,
    open_meeting,
    open_vote,
    submit_meeting,
    write_proposal,
)
from governance.domain.rules import RULE_SET_1, rule_set_to_json
from governance.enums import (
    AdoptableState,
    AgendaItemKind,
    MeetingState,
    PartyKind,
    Role,
    SeatCapacity,
    VoteState,
)
from governance.models import (
    Adoptable,
    AgendaItem,
    AgreementVersion,
    Article,
    Ballot,
    Decision,
    DecisionPoint,
    Meeting,
    Party,
    Person,
    Proposal,
    ProposalVersion,
    RoleAssignment,
    RuleSet,
    Seat,
    SeatTerm,
    ViceChairTerm,
    Vote,
)
from governance.models.agreement import FOUNDING
from tests.replay import replayed

START = date(2015, 1, 1)
LATE = (
    "Spoed, in een test"  # most meetings of a test are today; a call in time needs no reason and keeps none
)
CHAIR, VICE_CHAIR = "voorzitter", "hengelo"
SEATS = ("voorzitter", "hellendoorn", "oldenzaal", "hengelo", "almelo", "uwv", "werkgevers", "werknemers")
ALL = SEATS


@dataclass
class Board:
    """The board of a test: its seats and who holds them, by the seat's slug."""

    seats: dict[str, Seat]
    holders: dict[str, Person]
    secretary: Person
    article: Article
    deputies: dict[str, Person] = field(default_factory=dict)

    @property
    def chair(self) -> Person:
        return self.holders[CHAIR]

    @property
    def vice_chair(self) -> Person:
        return self.holders[VICE_CHAIR]


def make_person(name: str, *roles: Role, party: Party | None = None, **fields: object) -> Person:
    """Somebody who can sign in, with these roles since 2015."""
    person = Person.objects.create(
        email=f"{name.lower().replace(' ', '.')}@voorbeeld.example", name=name, password="!", **fields
    )
    for role in roles:
        RoleAssignment.objects.create(person=person, role=role, party=party, starts_on=START)
    return person


@replayed
def make_board(*, vice_chair: str | None = VICE_CHAIR, deputies: Iterable[str] = ()) -> Board:
    """Eight seats with holders, the secretariat, agreement 1 with articles 1–13 and rule set 1, all from 2015 on.

    vice_chair: the seat whose holder is vice-chair by a decision of 2015; None for a board without one.
    deputies: seats that also have a registered deputy.
    """
    agreement = AgreementVersion.objects.create(
        number=1,
        title="Samenwerkingsovereenkomst",
        in_force_from=START,
        ends_on=date(2099, 12, 31),
        **FOUNDING,
    )
    articles = Article.objects.bulk_create(
        Article(
            version=agreement, number=number, title=f"Onderwerp {number}", text=f"Strekking van {number}."
        )
        for number in range(1, 14)
    )
    RuleSet.objects.create(number=1, in_force_from=START, rows=rule_set_to_json(RULE_SET_1), **FOUNDING)
    board = Board({}, {}, make_person("Secretaris", Role.SECRETARIAT), articles[4])
    names = {slug: slug.upper() if slug == "uwv" else slug.capitalize() for slug in SEATS}
    parties = Party.objects.bulk_create(
        Party(kind=PartyKind.MUNICIPALITY, name=names[slug], slug=slug, body="raad", joined_on=START)
        for slug in SEATS
    )
    seats = Seat.objects.bulk_create(
        Seat(slug=slug, name=names[slug], position=position, is_chair=slug == CHAIR)
        for position, slug in enumerate(SEATS, start=1)
    )
    Seat.parties.through.objects.bulk_create(
        Seat.parties.through(seat=seat, party=party) for seat, party in zip(seats, parties, strict=True)
    )
    holders = Person.objects.bulk_create(
        Person(email=f"lid.{slug}@voorbeeld.example", name=f"Lid {slug}", password="!") for slug in SEATS
    )
    SeatTerm.objects.bulk_create(
        SeatTerm(seat=seat, person=holder, starts_on=START)
        for seat, holder in zip(seats, holders, strict=True)
    )
    board.seats, board.holders = dict(zip(SEATS, seats, strict=True)), dict(zip(SEATS, holders, strict=True))
    for slug in deputies:
        add_deputy(board, slug)
    if vice_chair is not None:
        _chosen_vice_chair(board, vice_chair)
    return board


def add_deputy(board: Board, slug: str) -> Person:
    """Register a deputy on this seat."""
    person = make_person(f"Plaatsvervanger {slug}")
    SeatTerm.objects.create(
        seat=board.seats[slug], person=person, capacity=SeatCapacity.DEPUTY, starts_on=START
    )
    board.deputies[slug] = person
    return person


def _chosen_vice_chair(board: Board, slug: str) -> ViceChairTerm:
    """The vice-chair by decision 2015-001, as rows: eight seats voting in every test would cost more than it shows."""
    at = datetime(2015, 1, 15, 13, tzinfo=UTC)
    meeting = Meeting.objects.create(
        title="Oprichting",
        starts_at=at,
        place="Enschede",
        state=MeetingState.CLOSED,
        convened_at=at,
        opened_at=at,
        closed_at=at,
    )
    item = AgendaItem.objects.create(
        meeting=meeting, position=1, kind=AgendaItemKind.DECIDE, title="Vicevoorzitter"
    )
    proposal = Proposal.objects.create(
        item=item, title="Vicevoorzitter", article=board.article, created_by=board.secretary
    )
    point = DecisionPoint.objects.create(proposal=proposal, position=1, number="1", text="Vicevoorzitter.")
    version = ProposalVersion.objects.create(proposal=proposal, number=1, content={}, sha256="0" * 64)
    vote = Vote.objects.create(
        meeting=meeting,
        item=item,
        proposal_version=version,
        rule_set=RuleSet.objects.get(),
        agreement=AgreementVersion.objects.get(),
        state=VoteState.CLOSED,
        opened_at=at,
        opened_by=board.secretary,
        ballots_closed_at=at,
        closed_at=at,
        closed_by=board.secretary,
        result="adopted",
        sentence="Aangenomen met 8 stemmen voor en 0 tegen.",
        outcome={},
    )
    decision = Decision.objects.create(
        year=2015,
        number_in_year=1,
        decided_at=at,
        meeting=meeting,
        vote=vote,
        point=point,
        article=board.article,
        title="Vicevoorzitter",
        text=point.text,
        sentence=vote.sentence,
        text_sha256="0" * 64,
    )
    return ViceChairTerm.objects.create(
        seat=board.seats[slug],
        state=AdoptableState.ADOPTED,
        in_force_from=START,
        decision_point=point,
        decision=decision,
        content_sha256="0" * 64,
    )


def make_draft(board: Board, slug: str = "almelo") -> ViceChairTerm:
    """The simplest thing that a decision adopts: a draft that makes the holder of this seat vice-chair."""
    return ViceChairTerm.objects.create(seat=board.seats[slug])


@replayed
def draft_board_meeting(
    board: Board,
    *,
    proposals: int = 1,
    adopts: Sequence[Adoptable] = (),
    starts_at: datetime | None = None,
    title: str = "Bestuursvergadering",
) -> Meeting:
    """A meeting in preparation: item 1 to discuss, then `proposals` items to decide on; the first carries `adopts`."""
    meeting = draft_meeting(title=title, starts_at=starts_at or timezone.now(), place="Stadhuis Enschede")
    add_item(meeting, kind=AgendaItemKind.DISCUSS, title="Opening")
    for number in range(1, proposals + 1):
        item = add_item(meeting, kind=AgendaItemKind.DECIDE, title=f"Agendapunt {number}")
        write_proposal(
            item,
            title=f"Voorstel {number}",
            article=board.article,
            points=[
                PointDraft(
                    "1", f"Het bestuur stemt in met onderwerp {number}.", tuple(adopts) * (number == 1)
                )
            ],
            by=board.secretary,
        )
    return meeting


@replayed
def make_meeting(
    board: Board,
    *,
    state: MeetingState = MeetingState.OPEN,
    present: Iterable[str] = ALL,
    by_deputy: Iterable[str] = (),
    proposals: int = 1,
    adopts: Sequence[Adoptable] = (),
    starts_at: datetime | None = None,
    title: str = "Bestuursvergadering",
) -> Meeting:
    """A meeting brought to `state` by the real acts; once open, the seats in `present` are there by their holders,
    those in `by_deputy` by their deputies. For a closed meeting use close_meeting yourself.
    """
    meeting = draft_board_meeting(board, proposals=proposals, adopts=adopts, starts_at=starts_at, title=title)
    if state in (MeetingState.SUBMITTED, MeetingState.CONVENED, MeetingState.OPEN):
        meeting = submit_meeting(meeting, board.secretary)
    if state in (MeetingState.CONVENED, MeetingState.OPEN):
        meeting = convene_meeting(meeting, board.chair, late_reason=LATE)
    if state == MeetingState.OPEN:
        meeting = open_meeting(meeting, board.secretary)
        for slug in present:
            if slug not in by_deputy:
                arrive(meeting, board.seats[slug], board.holders[slug], board.secretary)
        for slug in by_deputy:
            arrive(meeting, board.seats[slug], board.deputies[slug], board.secretary)
        meeting.refresh_from_db()
    return meeting


def decide_item(meeting: Meeting, number: int = 1) -> AgendaItem:
    """The `number`th item to decide on."""
    return meeting.items.filter(kind=AgendaItemKind.DECIDE).order_by("position")[number - 1]


@replayed
def make_open_vote(board: Board, meeting: Meeting, number: int = 1) -> Vote:
    """The vote on the `number`th proposal, opened by the secretariat."""
    return open_vote(decide_item(meeting, number), board.secretary)


def cast(vote: Vote, person: Person, choice: str, now: datetime | None = None) -> Ballot:
    """A ballot as the voting page sends it: for the text that the vote is about, with a key of its own."""
    return cast_ballot(
        vote,
        person,
        choice,
        text_sha256=vote.proposal_version.sha256,
        request_key=uuid4(),
        now=now,
    )


@replayed
def cast_all(vote: Vote, board: Board, choices: Mapping[str, str] | str) -> None:
    """Ballots by the holders: a mapping of seat to choice, or eight letters v, t, o or - in the order of SEATS."""
    if isinstance(choices, str):
        words = {"v": "for", "t": "against", "o": "abstained"}
        choices = {
            slug: words[letter] for slug, letter in zip(SEATS, choices, strict=True) if letter in words
        }
    for slug, choice in choices.items():
        cast(vote, board.holders[slug], choice)
