"""`manage.py load_demo` as a command: once, on an empty database, never in production."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from governance.actions import draft_meeting
from governance.models import Meeting, Party, Person
from quotum.domain.quarters import Quarter
from reports.demo.calendar import Calendar, moment, regular_day
from reports.demo.people import reader_name
from tests.reports.rows import all_rows


def run(**options: Any) -> str:
    out = StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_second_run_says_so_and_changes_nothing() -> None:
    assert run(today=date(2027, 1, 15)) == "De voorbeeldgegevens voor 15-01-2027 staan klaar.\n"
    before = all_rows()
    assert run() == "De voorbeeldgegevens staan er al. Er is niets veranderd.\n"
    assert all_rows() == before
    call_command("load_twente", stdout=StringIO())
    assert all_rows() == before


@pytest.mark.django_db
def test_example_is_not_mixed_with_a_real_meeting() -> None:
    draft_meeting(title="Echt", starts_at=moment(date(2026, 11, 1), 14), place="Enschede")
    with pytest.raises(CommandError, match="Hier staan al echte vergaderingen"):
        run()
    assert not Person.objects.exists()
    assert Meeting.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2016, 12, 31), date(2099, 1, 1)])
def test_day_that_the_example_cannot_be_made_for_is_refused(day: date) -> None:
    with pytest.raises(CommandError, match="Kies een dag van 01-01-2017 tot en met 31-12-2098"):
        run(today=day)
    assert not Person.objects.exists()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "edge" in metafunc.fixturenames:
        edges = [date(2017, 1, 1), date(2024, 2, 29), date(2026, 12, 31), date(2098, 12, 31)]
        metafunc.parametrize("edge", edges if metafunc.config.getoption("--deep") else edges[1:2], ids=str)


@pytest.mark.django_db
def test_example_can_be_made_for_days_at_the_edges(edge: date) -> None:
    run(today=edge)
    assert Meeting.objects.filter(state="convened").get().day == edge


def test_text_that_is_no_day_is_refused() -> None:
    with pytest.raises(CommandError, match="morgen is geen dag"):
        call_command("load_demo", "--today", "morgen")


def test_production_is_refused(settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="horen niet in productie"):
        run()


@pytest.mark.parametrize(
    ("quarter", "day"),
    [
        (Quarter(2026, 1), date(2026, 3, 12)),
        (Quarter(2026, 2), date(2026, 6, 11)),
        (Quarter(2026, 3), date(2026, 9, 10)),
        (Quarter(2026, 4), date(2026, 12, 3)),
        (Quarter(2024, 4), date(2024, 12, 5)),
    ],
)
def test_regular_day_is_a_fixed_thursday_of_the_quarter(quarter: Quarter, day: date) -> None:
    assert regular_day(quarter) == day


@pytest.mark.parametrize("offset", range(0, 366 * 4, 13))
def test_history_reaches_back_a_year_and_a_half_and_covers_last_year(offset: int) -> None:
    today = date.fromordinal(date(2025, 1, 1).toordinal() + offset)
    held = Calendar(today).held_in
    assert held[0].first_day <= date.fromordinal(today.toordinal() - 548)
    assert {Quarter(today.year - 1, n) for n in (1, 2, 3, 4)} | {Quarter(today.year - 2, 4)} <= set(held)
    assert held[-1] == Quarter.of(today).previous
    # The agenda of today is written two weeks before, when the last meeting is over.
    assert (today - regular_day(held[-1])).days > 16


@pytest.mark.django_db
def test_reader_of_a_council_is_its_griffie() -> None:
    call_command("load_twente", stdout=StringIO())
    assert reader_name(Party.objects.get(slug="hof-van-twente")) == "Griffie gemeenteraad Hof van Twente"
    assert reader_name(Party.objects.get(slug="fnv")) == "Bestuur FNV"
