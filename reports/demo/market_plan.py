"""The plan of the example's running year, which the board had, with progress; and that of next year, half written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from governance.enums import AgendaItemKind, Role
from governance.models import Adoptable, Location, Owner, Party, Person, RoleAssignment
from reports.actions.market_plan import (
    comment_chapter,
    give_chapter,
    mark_chapter,
    settle_comment,
    start_market_plan,
    write_chapter,
)
from reports.actions.market_plan_course import ready_market_plan
from reports.actions.plan_actions import note_progress, write_plan_action
from reports.demo.calendar import Calendar, moment
from reports.demo.meetings import Item, Point
from reports.demo.people import Board
from reports.enums import ChapterKind, ChapterState, PlanPartKind, ProgressState, Treatment
from reports.models import MarketPlan, MarketPlanPart, PlanAction, PlanChapter

Event = tuple[datetime, Callable[[datetime], object]]
BEGUN_AGO = timedelta(days=20)
TEXTS: dict[ChapterKind, str] = {
    ChapterKind.ORGANISATION: (
        "Elke locatie heeft een servicepunt voor werkgevers, bemenst door gemeenten en UWV samen. Almelo, Enschede en "
        "Hengelo werken zelfstandig en delen hun vacatures elke week.\n\nWie een werkgever bezoekt, legt het contact "
        "dezelfde week vast, zodat de andere locaties het zien."
    ),
    ChapterKind.BRAND: (
        "Voor werkgevers is er één naam: Werkplein Twente. Brieven, website en presentaties zien er op elke locatie "
        "hetzelfde uit. De eigen namen van gemeenten komen er klein onder."
    ),
    ChapterKind.CONTACTS: (
        "Elke sector heeft op elke locatie één bureau dat de telefoon opneemt. Een werkgever met vestigingen in meer "
        "gemeenten houdt één aanspreekpunt; dat regelt de rest."
    ),
    ChapterKind.TARGET_GROUP: (
        "Veel mensen in de doelgroep hebben tijd nodig voordat zij kunnen beginnen. Het plan zet daarom in op plekken "
        "waar iemand kan groeien, en niet alleen op werk dat meteen in te vullen is."
    ),
    ChapterKind.SECTORS: (
        "De meeste vacatures staan open in zorg, handel en industrie. De locaties kiezen elk twee sectoren waarin zij "
        "voorop gaan, en nemen kandidaten van elkaar over."
    ),
    ChapterKind.ALLOCATION: (
        "De garantiebanen zijn verdeeld naar het aantal arbeidsplaatsen per sector. Per sector spreekt het servicepunt "
        "met de drie grootste werkgevers af hoeveel banen zij openstellen.\n\nElk kwartaal legt UWV de realisatie "
        "naast deze verdeling."
    ),
    ChapterKind.SUPPLY: (
        "Gemeenten en UWV leveren kandidaten aan binnen vijf werkdagen nadat een vacature is gemeld. Lukt dat niet, "
        "dan gaat de vacature naar de andere locaties."
    ),
    ChapterKind.ACTIONS: "De acties staan hieronder, met wie ze doet en wanneer ze klaar zijn.",
}
# What, who (a location's staff, a party or a seat, by its slug), month and day.
ACTIONS = (
    ("Met de drie grootste werkgevers in de zorg afspraken maken", "party", "enschede", 4, 1),
    ("Eén folder voor werkgevers uitbrengen", "staff", "hengelo", 6, 30),
    ("Bijeenkomst voor werkgevers in de industrie houden", "staff", "almelo", 10, 1),
    ("Bij de ondernemingsraden van vijf bedrijven langsgaan", "seat", "werknemers", 12, 15),
)
TOLD = (
    (ProgressState.DONE, "Met alle drie is een gesprek gevoerd; twee stellen banen open."),
    (ProgressState.RUNNING, "De tekst is klaar; de drukker wacht op de foto's."),
)


def plan_item(calendar: Calendar, board: Board) -> Item:
    """On the agenda of the last meeting of last year: two points, each with its part of the plan of this year."""
    year = calendar.this_year

    def part(kind: PlanPartKind) -> Callable[[datetime], Adoptable]:
        def draft(at: datetime) -> Adoptable:
            if not MarketPlan.objects.filter(year=year).exists():
                _ready_plan(board, year, at)
            found: MarketPlanPart = MarketPlanPart.objects.get(plan__year=year, kind=kind)
            return found

        return draft

    return Item(
        f"Marktbewerkingsplan {year}",
        kind=AgendaItemKind.DECIDE,
        article=7,
        considerations="De drie locaties, de gemeenten en UWV schreven het plan samen.",
        points=(
            Point(
                "1",
                f"Het onderdeel garantiebanen van het marktbewerkingsplan {year} wordt vastgesteld.",
                part(PlanPartKind.JOBS),
            ),
            Point(
                "2",
                f"Het bestuur neemt kennis van de overige hoofdstukken van het marktbewerkingsplan {year}.",
                part(PlanPartKind.REST),
            ),
        ),
    )


def market_plan_events(calendar: Calendar, board: Board) -> list[Event]:
    """What was told of this year's actions, and the plan of next year in the making."""
    told = moment(calendar.today - BEGUN_AGO, 10)
    return [
        (told, lambda at: _tell(board, calendar.this_year, at)),
        (moment(calendar.today - BEGUN_AGO, 11), lambda at: _begin(board, calendar.next_year, at)),
    ]


def _ready_plan(board: Board, year: int, at: datetime) -> None:
    plan = start_market_plan(year, board.secretariat, is_example=True, now=at)
    for chapter in PlanChapter.objects.filter(part__plan=plan).order_by("pk"):
        write_chapter(chapter, board.secretariat, TEXTS[ChapterKind(chapter.kind)], now=at)
        mark_chapter(chapter, board.secretariat, ChapterState.READY, now=at)
    for what, kind, slug, month, day in ACTIONS:
        write_plan_action(
            plan,
            board.secretariat,
            owner=_owner(board, kind, slug),
            what=what,
            due_on=date(year, month, day),
            now=at,
        )
    ready_market_plan(plan, board.secretariat, Treatment.NOTE, now=at)


def _owner(board: Board, kind: str, slug: str) -> Owner:
    if kind == "staff":
        return _staff(slug)
    return board.seats[slug] if kind == "seat" else Party.objects.get(slug=slug)


def _staff(slug: str) -> Person:
    role = RoleAssignment.objects.select_related("person")
    return role.get(role=Role.WERKPLEIN_STAFF, location=Location.objects.get(slug=slug)).person


def _tell(board: Board, year: int, at: datetime) -> None:
    """The first two actions, when the year is far enough for them."""
    actions = PlanAction.objects.filter(plan__year=year, due_on__lte=at.date() + timedelta(days=90))
    for action, (state, note) in zip(actions.order_by("number"), TOLD, strict=False):
        note_progress(action, board.secretariat, state, note, now=at)


def _begin(board: Board, year: int, at: datetime) -> None:
    """Next year's plan: three writers, two chapters ready, one being written, a comment open and one settled."""
    plan = start_market_plan(year, board.secretariat, is_example=True, now=at)
    chapters = {row.kind: row for row in PlanChapter.objects.filter(part__plan=plan).select_related("part")}
    writers = {
        ChapterKind.ORGANISATION: _staff("almelo"),
        ChapterKind.SECTORS: _staff("hengelo"),
        ChapterKind.ALLOCATION: board.uwv_staff,
        ChapterKind.SUPPLY: board.holders["hengelo"],
    }
    for kind, writer in writers.items():
        give_chapter(chapters[kind], board.secretariat, writer, now=at)
    for kind in (ChapterKind.BRAND, ChapterKind.CONTACTS):
        write_chapter(chapters[kind], board.secretariat, TEXTS[kind], now=at)
        mark_chapter(chapters[kind], board.secretariat, ChapterState.READY, now=at)
    later = at + timedelta(days=3)
    words = f"{TEXTS[ChapterKind.ORGANISATION]}\n\nIn {year} delen de locaties ook hun bezoeken."
    write_chapter(chapters[ChapterKind.ORGANISATION], _staff("almelo"), words, now=later)
    comment_chapter(
        chapters[ChapterKind.ORGANISATION],
        board.holders["werkgevers"],
        "Noem hier ook wie een werkgever belt die in twee gemeenten zit.",
        now=later,
    )
    settled = comment_chapter(
        chapters[ChapterKind.BRAND], board.holders["oldenzaal"], "De naam mag in de titel.", now=later
    )
    settle_comment(settled, board.secretariat, now=later)
    write_plan_action(
        plan,
        board.secretariat,
        owner=_staff("enschede"),
        what="Werkgevers in de bouw bezoeken",
        due_on=date(year, 5, 1),
        now=later,
    )
