"""Uniformity in the example: invented regulations, judgements that improve, notices, own instruments, groups, a draft.

What a municipality is said to do here is invented, and marked so everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from governance.enums import PartyKind
from governance.models import Party, Person
from instruments.actions.groups import record_groups
from instruments.actions.notices import agree_on_notice, answer_notice, close_notice, raise_notice
from instruments.actions.own_instruments import flag_own_instrument, write_own_instrument
from instruments.actions.regulations import agree_on_topic, write_regulation
from instruments.actions.supply import write_supply_agreement
from instruments.actions.uniformity import Held, assess_municipality
from instruments.enums import Flag, NoticeState, RegulationKind, ServedGroup, Standing, Topic
from instruments.models import InstrumentEntry, Notice, Regulation
from instruments.queries.uniformity import package_on
from reports.demo.calendar import Calendar, moment, regular_day
from reports.demo.people import Board, reader_name
from werkbedrijf.lib.dates import day_of

Event = tuple[datetime, Callable[[datetime], object]]

LETTERS = {"g": Standing.EQUAL, "w": Standing.DIFFERS, "o": Standing.MISSING}
COLUMNS = (
    "proefplaatsing",
    "jobcoach",
    "no-riskpolis",
    "loonkostensubsidie-en-loondispensatie",
    "werkplekaanpassing",
)
# Per municipality, in the order of COLUMNS: at first, and after it changed its rules ("." is not yet judged).
FIRST = {
    "almelo": "ggggg",
    "borne": "wgggo",
    "dinkelland": "gwggg",
    "enschede": "ggggw",
    "haaksbergen": "wwg.g",
    "hellendoorn": "ggogg",
    "hengelo": "gwggg",
    "hof-van-twente": "gg...",
    "losser": "gogg.",
    "oldenzaal": "wgggg",
    "rijssen-holten": "gwgo.",
    "tubbergen": "gwggg",
    "twenterand": "wgogg",
    "wierden": "ggwg.",
}
LATER = {
    "dinkelland": "ggggg",
    "haaksbergen": "gwggg",
    "hellendoorn": "ggggg",
    "hengelo": "ggggg",
    "hof-van-twente": "gggg.",
    "oldenzaal": "ggggg",
}
HOW = {
    "proefplaatsing": "Voorbeeld: de proefplaatsing kan hier langer duren dan in het pakket staat.",
    "jobcoach": "Voorbeeld: de gemeente vergoedt minder uren begeleiding.",
    "no-riskpolis": "Voorbeeld: de polis geldt alleen bij een contract van een jaar of langer.",
}
ELSE = "Voorbeeld: de voorwaarden zijn hier strenger dan in het pakket."


def uniformity_events(calendar: Calendar, board: Board) -> list[Event]:
    """After the meeting that adopted the package, and in the weeks before the example's day."""
    adopted, today = regular_day(calendar.held_in[1]), calendar.today
    return [
        (moment(adopted + timedelta(weeks=6), 10), lambda at: _begin(board, at)),
        (moment(today - timedelta(days=50), 9), lambda at: _resolved_notice(board, at)),
        (moment(today - timedelta(days=48), 10), lambda at: _judge(board, LATER, at)),
        (moment(today - timedelta(days=40), 9), lambda at: _agreed_notice(board, today, at)),
        (moment(today - timedelta(days=9), 9), lambda at: _waiting_notices(board, today, at)),
        (moment(today, 8), lambda at: _own_instruments(board, at)),
        (moment(today, 8), lambda at: _groups_and_supply(board, at)),
    ]


def _begin(board: Board, at: datetime) -> None:
    """The register, what the region agreed beside it, and the first judgements."""
    start = date(2015, 1, 1)
    for party in Party.objects.municipalities().order_by("name"):
        write_regulation(
            board.secretariat,
            party=party,
            kind=RegulationKind.ORDINANCE,
            topic=Topic.INSTRUMENTS,
            title=f"Voorbeeldverordening re-integratie {party.name}",
            summary="Voorbeeld: welke instrumenten de gemeente inzet, en onder welke voorwaarden.",
            in_force_from=start,
            is_example=True,
            now=at,
        )
    for slug, topic, title in (
        ("borne", Topic.REINTEGRATION, "Voorbeeldbeleidsregel scholing"),
        ("wierden", Topic.MARKET, "Voorbeeldbeleidsregel werkgeverscontact"),
    ):
        write_regulation(
            board.secretariat,
            party=Party.objects.get(slug=slug),
            kind=RegulationKind.POLICY_RULE,
            topic=topic,
            title=title,
            in_force_from=start,
            is_example=True,
            now=at,
        )
    agree_on_topic(
        board.secretariat,
        topic=Topic.MARKET,
        text="Voorbeeld: een gemeente benadert werkgevers alleen onder de naam Werkplein Twente.",
        is_example=True,
        now=at,
    )
    _judge(board, FIRST, at)


def _judge(board: Board, letters: dict[str, str], at: datetime) -> None:
    """Hold municipalities against the package in force; nothing without one."""
    package = package_on(day_of(at))
    if package is None:
        return
    asked = {column.slug for column in package.columns}
    for party in Party.objects.filter(slug__in=letters).order_by("name"):
        regulation = Regulation.objects.get(party=party, topic=Topic.INSTRUMENTS)
        held = {
            slug: Held(
                LETTERS[letter],
                HOW.get(slug, ELSE) if letter == "w" else "",
                regulation if letter != "o" else None,
            )
            for slug, letter in zip(COLUMNS, letters[party.slug], strict=True)
            if letter in LETTERS and slug in asked
        }
        assess_municipality(party, board.secretariat, held=held, since=day_of(at), is_example=True, now=at)


def _speak(
    board: Board, slug: str, instrument: str, about: str, due_on: date, at: datetime
) -> tuple[Notice, Person]:
    """A notice with who answers it."""
    party = Party.objects.get(slug=slug)
    notice = raise_notice(
        board.secretariat,
        party=party,
        instrument=instrument,
        about=about,
        reason="Voorbeeld: werkgevers krijgen hier iets anders dan in de rest van Twente. Wilt u dit gelijktrekken?",
        due_on=due_on,
        is_example=True,
        now=at,
    )
    return notice, Person.objects.get(name=reader_name(party))


def _resolved_notice(board: Board, at: datetime) -> None:
    day = day_of(at)
    notice, griffie = _speak(
        board, "dinkelland", "jobcoach", "Voorbeeld: uren van de jobcoach", day + timedelta(21), at
    )
    answer_notice(notice, griffie, text="Voorbeeld: de beleidsregel is intussen aangepast.", now=at)
    close_notice(
        notice,
        board.secretariat,
        outcome=NoticeState.RESOLVED,
        text="Voorbeeld: de aangepaste regel is gelijk aan het pakket.",
        now=at,
    )


def _agreed_notice(board: Board, today: date, at: datetime) -> None:
    notice, griffie = _speak(
        board,
        "twenterand",
        "proefplaatsing",
        "Voorbeeld: duur van de proefplaatsing",
        day_of(at) + timedelta(21),
        at,
    )
    answer_notice(notice, griffie, text="Voorbeeld: het college past de regel aan.", now=at)
    agree_on_notice(
        notice,
        board.secretariat,
        text="Voorbeeld: de nieuwe regel gaat voor deze dag naar de raad.",
        due_on=today + timedelta(days=24),
        now=at,
    )


def _waiting_notices(board: Board, today: date, at: datetime) -> None:
    due = today + timedelta(days=12)
    _speak(board, "rijssen-holten", "jobcoach", "Voorbeeld: vergoeding van de jobcoach", due, at)
    notice, griffie = _speak(
        board, "wierden", "no-riskpolis", "Voorbeeld: voorwaarde bij de no-riskpolis", due, at
    )
    answer_notice(
        notice,
        griffie,
        text="Voorbeeld: wij houden de voorwaarde graag; kan het bestuur dit aanvaarden?",
        now=at,
    )


def _own_instruments(board: Board, at: datetime) -> None:
    by = board.secretariat
    for slug, name, offers, flag, reason in (
        (
            "losser",
            "Voorbeeld: jongerenvoucher",
            "Voorbeeld: een werkgever krijgt een bedrag als hij een jongere uit de bijstand aanneemt.",
            Flag.BRING_IN,
            "Voorbeeld: in te brengen als vergoeding van een lagere loonwaarde.",
        ),
        (
            "borne",
            "Voorbeeld: plaatsingsbonus",
            "Voorbeeld: een bonus bij een contract van een half jaar.",
            Flag.STOP,
            "Voorbeeld: gemeenten zouden tegen elkaar opbieden.",
        ),
        ("haaksbergen", "Voorbeeld: startpremie", "Voorbeeld: een premie in de eerste maand.", Flag.OPEN, ""),
    ):
        own = write_own_instrument(
            by,
            party=Party.objects.get(slug=slug),
            name=name,
            offers=offers,
            offered_from=date(2016, 1, 1),
            is_example=True,
            now=at,
        )
        if reason:
            flag_own_instrument(own, by, flag=flag, reason=reason, now=at)


def _groups_and_supply(board: Board, at: datetime) -> None:
    by = board.secretariat
    both = [ServedGroup.PARTICIPATION, ServedGroup.WAJONG]
    for slug, groups, agreement in (
        ("proefplaatsing", [*both, ServedGroup.UNEMPLOYMENT], ""),
        ("jobcoach", both, "Voorbeeld: gemeenten en UWV vergoeden evenveel uren."),
        ("no-riskpolis", both, "Voorbeeld: de polis is voor beide groepen gelijk."),
    ):
        if InstrumentEntry.objects.filter(slug=slug).exists():
            record_groups(by, instrument=slug, groups=groups, agreement=agreement, is_example=True, now=at)
    day = day_of(at)
    write_supply_agreement(
        by,
        title="Voorbeeld: aanlevering van kandidaten met een Wajong-uitkering",
        text="Voorbeeld: UWV levert elke maand kandidaten aan; de drie locaties zoeken binnen vier weken een plek.",
        parties=Party.objects.filter(slug__in=["almelo", "enschede", "hengelo"])
        | Party.objects.filter(kind=PartyKind.UWV),
        in_force_from=date(day.year + 1, 1, 1),
        ends_on=date(day.year + 2, 12, 31),
        evaluate_on=date(day.year + 2, 6, 30),
        is_example=True,
        now=at,
    )
