"""Signals: thresholds of the board, what goes over them, the mail and the item on the agenda, and UWV's remarks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.actions import draft_meeting
from governance.models import AgendaItem, LedgerEvent, OwedMail, SeatTerm
from quotum.actions import place_signals, raise_late_figures, remark_on_quarter, set_threshold
from quotum.domain.pace import Pace
from quotum.domain.quarters import Quarter
from quotum.domain.signals import breaches, late
from quotum.enums import SignalKind
from quotum.models import QuarterRemark, Signal, SignalThreshold
from tests.quotum.factories import Quotum, make_adopted_allocation, make_delivery
from werkbedrijf.lib.errors import DomainError, NotAllowed

YEAR = timezone.localdate().year - 1
QUARTER = Quarter(YEAR, 1)
LIST = reverse("quotum:signal_list")


def pace(expected: int, gap: int) -> Pace:
    return Pace(Fraction(expected), Fraction(gap), 1)


def test_only_what_is_over_a_threshold_is_said() -> None:
    found = breaches(
        QUARTER,
        ["Bouw", "Zorg", "Handel"],
        [pace(40, -10), pace(40, -8), None],
        pace(80, -18),
        {SignalKind.SECTOR_BEHIND: 20, SignalKind.REGION_BEHIND: 50},
    )
    assert [(breach.kind, breach.place) for breach in found] == [(SignalKind.SECTOR_BEHIND, 0)]
    assert found[0].sentence == (
        f"Bouw ligt na kwartaal 1 van {YEAR} 10,0 banen achter op schema: 25,0 procent minder dan naar rato."
    )


def test_without_threshold_there_is_no_signal() -> None:
    behind = pace(40, -40)
    assert breaches(QUARTER, ["Bouw"], [behind], behind, {}) == []
    assert breaches(QUARTER, ["Bouw"], [behind], behind, {SignalKind.SECTOR_BEHIND: None}) == []


def test_less_than_a_whole_job_is_no_signal() -> None:
    half = Pace(Fraction(3, 2), Fraction(-1, 2), 3)
    assert breaches(QUARTER, ["Landbouw"], [half], half, {SignalKind.SECTOR_BEHIND: 20}) == []


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (14, False), (15, True)])
def test_figures_are_late_after_more_days_than_the_board_wants(days: int, is_late: bool) -> None:
    expected = date(2026, 5, 1)
    assert (late(QUARTER, expected, expected + timedelta(days=days), 14) is not None) is is_late
    assert late(QUARTER, expected, expected + timedelta(days=days), None) is None


@pytest.fixture
def watched(quotum: Quotum) -> Quotum:
    """A board that wants to hear of sectors more than 20 per cent behind."""
    set_threshold(SignalKind.SECTOR_BEHIND, 20, ground="Besproken", by=quotum.board.secretary)
    return quotum


def deliver(quotum: Quotum, count: int = 1) -> None:
    """27 jobs are allocated to F: 6.75 a quarter."""
    make_delivery(quotum, YEAR, 1, {"F": count, "A": 4}, published_on=timezone.localdate())


def test_import_raises_a_signal_once_and_owes_its_mail_to_the_holders(watched: Quotum) -> None:
    make_adopted_allocation(watched, year=YEAR)
    deliver(watched)
    signal = Signal.objects.get()
    assert (signal.sector.code, signal.quarter) == ("F", 1) if signal.sector else False
    assert "Bouwnijverheid ligt na kwartaal 1" in signal.sentence
    mails = OwedMail.objects.filter(reference=f"signals-{signal.pk}")
    assert mails.count() == SeatTerm.objects.filter(capacity="holder").count()
    assert signal.sentence in mails[0].body
    assert LedgerEvent.objects.filter(kind="signals_raised").count() == 1
    deliver(watched, count=2)
    assert Signal.objects.count() == 1
    assert LedgerEvent.objects.filter(kind="signals_raised").count() == 1


def test_signal_says_when_its_sector_is_not_behind_any_more(client: Client, watched: Quotum) -> None:
    make_adopted_allocation(watched, year=YEAR)
    deliver(watched)
    client.force_login(watched.board.secretary)
    address = f"{LIST}?jaar={YEAR}"
    assert "inmiddels niet meer achter" not in client.get(address).content.decode()
    deliver(watched, count=9)
    for page in (address, f"{reverse('quotum:monitor')}?jaar={YEAR}"):
        assert "inmiddels niet meer achter" in client.get(page).content.decode()
    assert Signal.objects.count() == 1


def test_sector_on_schedule_and_old_years_raise_nothing(watched: Quotum) -> None:
    make_adopted_allocation(watched, year=YEAR)
    deliver(watched, count=6)
    make_adopted_allocation(watched, year=YEAR - 2)
    make_delivery(watched, YEAR - 2, 1, {"F": 0})
    assert not Signal.objects.exists()


def test_signal_waits_for_a_draft_and_is_placed_once(watched: Quotum) -> None:
    make_adopted_allocation(watched, year=YEAR)
    deliver(watched)
    assert place_signals() == 0
    meeting = draft_meeting(title="Bestuur", starts_at=timezone.now() + timedelta(days=40), place="Enschede")
    assert place_signals() == 1
    item = AgendaItem.objects.get(meeting=meeting)
    assert item.title == f"Signalen over de banen na kwartaal 1 van {YEAR}"
    assert Signal.objects.get().sentence in item.explanation
    item.delete()
    assert place_signals() == 0  # what the secretariat took off does not come back
    assert not AgendaItem.objects.filter(meeting=meeting).exists()


def test_threshold_is_set_by_the_secretariat_with_its_ground_and_stays_readable(quotum: Quotum) -> None:
    with pytest.raises(NotAllowed):
        set_threshold(SignalKind.SECTOR_BEHIND, 20, ground="X", by=quotum.uwv_staff)
    with pytest.raises(DomainError, match="waarop"):
        set_threshold(SignalKind.SECTOR_BEHIND, 20, ground=" ", by=quotum.board.secretary)
    for value in (20, None):
        set_threshold(SignalKind.SECTOR_BEHIND, value, ground="X", by=quotum.board.secretary)
    assert SignalThreshold.objects.count() == 2
    make_adopted_allocation(quotum, year=YEAR)
    deliver(quotum)
    assert not Signal.objects.exists()


def test_late_figures_are_noted_once(quotum: Quotum) -> None:
    set_threshold(SignalKind.FIGURES_LATE, 10, ground="X", by=quotum.board.secretary)
    make_delivery(quotum, 2024, 1, {"F": 1}, published_on=date(2024, 5, 1))
    expected = date(2024, 6, 30) + timedelta(days=31)
    assert raise_late_figures(expected + timedelta(days=10)) == []
    assert [signal.quarter for signal in raise_late_figures(expected + timedelta(days=11))] == [2]
    assert raise_late_figures(expected + timedelta(days=30)) == []


def test_remark_is_for_the_seat_of_uwv_on_a_quarter_that_is_over(quotum: Quotum) -> None:
    seat = quotum.board.holders["uwv"]
    remark_on_quarter(QUARTER, " Twee werkgevers leverden later aan. ", by=seat)
    remark = QuarterRemark.objects.get()
    assert (remark.text, remark.seat.slug) == ("Twee werkgevers leverden later aan.", "uwv")
    with pytest.raises(NotAllowed):
        remark_on_quarter(QUARTER, "X", by=quotum.board.secretary)
    with pytest.raises(DomainError, match="nog niet afgelopen"):
        remark_on_quarter(Quarter.of(timezone.localdate()), "X", by=seat)
    with pytest.raises(DomainError, match="Schrijf"):
        remark_on_quarter(QUARTER, "  ", by=seat)
    with pytest.raises(DomainError, match="nog niet afgelopen"):
        remark_on_quarter(Quarter(2024, 2), "X", by=seat, now=datetime(2024, 6, 30, tzinfo=UTC))


def test_page_shows_what_each_may_do(client: Client, watched: Quotum) -> None:
    make_adopted_allocation(watched, year=YEAR)
    deliver(watched)
    holder = watched.board.holders["uwv"]
    for person, sets, remarks in (
        (watched.board.secretary, True, False),
        (holder, False, True),
        (watched.reader, False, False),
    ):
        client.force_login(person)
        text = client.get(f"{LIST}?jaar={YEAR}").text
        assert "Bouwnijverheid ligt na kwartaal 1" in text
        assert "meer dan 20 procent van naar rato" in text
        assert (reverse("quotum:threshold_set") in text, reverse("quotum:remark_add") in text) == (
            sets,
            remarks,
        )
    monitor = client.get(f"{reverse('quotum:monitor')}?jaar={YEAR}").text
    assert "Bouwnijverheid ligt na kwartaal 1" in monitor


def test_forms_say_what_is_missing_and_keep_what_was_typed(client: Client, quotum: Quotum) -> None:
    client.force_login(quotum.board.secretary)
    response = client.post(reverse("quotum:threshold_set"), {"kind": "sector_behind", "value": "900"})
    assert response.status_code == 422
    assert "Vul een heel getal in van 1 tot en met 365" in response.text
    assert "Noem waarop de drempel berust." in response.text
    done = client.post(
        reverse("quotum:threshold_set"), {"kind": "sector_behind", "value": "15", "ground": "X"}, follow=True
    )
    assert "meer dan 15 procent van naar rato" in done.text
    client.force_login(quotum.board.holders["uwv"])
    key = f"{QUARTER.year}-{QUARTER.number}"
    refused = client.post(reverse("quotum:remark_add"), {"quarter_key": key, "text": "Zie 111222333."})
    assert refused.status_code == 422
    assert not QuarterRemark.objects.exists()
    done = client.post(
        reverse("quotum:remark_add"), {"quarter_key": key, "text": "Later geleverd."}, follow=True
    )
    assert "Later geleverd." in done.text
