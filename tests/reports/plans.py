"""What the tests of the marktbewerkingsplan begin with: a plan that is written, put ready, and decided on by a vote."""

from __future__ import annotations

from datetime import UTC, date, datetime

from governance.actions import (
    arrive,
    close_meeting,
    close_vote,
    convene_meeting,
    open_meeting,
    open_vote,
    submit_meeting,
)
from governance.models import Article, Location, Meeting, Person, Seat
from quotum.actions.contacts import set_contact_point
from quotum.queries.sector_lists import sectors_in_use
from reports.actions.market_plan import mark_chapter, start_market_plan, write_chapter
from reports.actions.market_plan_course import propose_market_plan, ready_market_plan
from reports.actions.plan_actions import write_plan_action
from reports.enums import ChapterState, Treatment
from reports.models import MarketPlan, PlanAction, PlanChapter
from tests.governance.factories import Board, cast_all, draft_board_meeting
from tests.replay import replayed
from tests.reports.factories import Twente

YEAR = 2027
WRITTEN = datetime(2026, 10, 1, 9, tzinfo=UTC)


def board_of(twente: Twente) -> Board:
    seats = {seat.slug: seat for seat in Seat.objects.all()}
    article = Article.objects.get(version__number=1, number=7)
    return Board(seats, twente.seats, twente.secretary, article)


def chapter_of(plan: MarketPlan, kind: str) -> PlanChapter:
    return PlanChapter.objects.get(part__plan=plan, kind=kind)


def write_all(plan: MarketPlan, by: Person) -> None:
    """Every chapter with a text, and marked ready."""
    for chapter in PlanChapter.objects.filter(part__plan=plan):
        write_chapter(chapter, by, f"Tekst over {chapter}.", now=WRITTEN)
        mark_chapter(chapter, by, ChapterState.READY, now=WRITTEN)


@replayed
def written_plan(twente: Twente, year: int = YEAR) -> MarketPlan:
    """A plan of which every chapter is ready, with one action of the member for Almelo's municipality."""
    plan = start_market_plan(year, twente.secretary, now=WRITTEN)
    add_action(twente, plan)
    write_all(plan, twente.secretary)
    return plan


def add_action(twente: Twente, plan: MarketPlan, what: str = "Werkgevers bezoeken") -> PlanAction:
    return write_plan_action(
        plan,
        twente.secretary,
        owner=twente.parties["almelo"],
        what=what,
        due_on=date(plan.year, 6, 30),
        now=WRITTEN,
    )


def record_contact(twente: Twente, office: str = "Werkgeversteam zorg") -> None:
    """A contact point in Almelo for the first sector in use: a figure that a plan shows."""
    set_contact_point(
        twente.secretary,
        sector=sectors_in_use()[0],
        location=Location.objects.get(slug="almelo"),
        office=office,
        email="zorg@voorbeeld.example",
    )


def prepared_meeting(twente: Twente, starts_at: datetime | None = None) -> Meeting:
    """An agenda in preparation."""
    return draft_board_meeting(board_of(twente), proposals=0, starts_at=starts_at)


@replayed
def proposed_plan(twente: Twente, treatment: Treatment = Treatment.NOTE, year: int = YEAR) -> MarketPlan:
    """A plan on the agenda of a meeting that has been convened."""
    plan = written_plan(twente, year)
    ready_market_plan(plan, twente.secretary, treatment)
    meeting = prepared_meeting(twente)
    propose_market_plan(plan, meeting, twente.secretary)
    submit_meeting(meeting, twente.secretary)
    convene_meeting(meeting, twente.chair, late_reason="Het plan moet er voor het jaar zijn.")
    return plan


def open_meeting_of(twente: Twente, plan: MarketPlan) -> Meeting:
    """The meeting on whose agenda the plan stands, opened with all eight seats there."""
    point = plan.parts.order_by("kind")[0].decision_point
    assert point is not None
    meeting = open_meeting(point.proposal.item.meeting, twente.secretary)
    for seat in Seat.objects.all():
        arrive(meeting, seat, twente.seats[seat.slug], twente.secretary)
    return meeting


def decide(twente: Twente, plan: MarketPlan, choices: str = "vvvvvvvv", kind: str = "") -> None:
    """The board votes on every point of the plan, or on the part of this kind alone; its meeting is open."""
    part = plan.parts.get(kind=kind or "jobs")
    point = part.decision_point
    assert point is not None
    vote = open_vote(point.proposal.item, twente.secretary, point=point if kind else None)
    cast_all(vote, board_of(twente), choices)
    close_vote(vote, twente.secretary)


@replayed
def adopted_plan(twente: Twente, treatment: Treatment = Treatment.NOTE, year: int = YEAR) -> MarketPlan:
    """A plan of which the board dealt with both parts, in a meeting that is over."""
    plan = proposed_plan(twente, treatment, year)
    meeting = open_meeting_of(twente, plan)
    decide(twente, plan)
    close_meeting(meeting, twente.secretary)
    return plan
