"""Which quarter is next, when it may be expected, and which quarter an empty file is for."""

from __future__ import annotations

from datetime import date, timedelta

from quotum import queries
from quotum.domain.quarters import Quarter
from tests.quotum.factories import Quotum, make_delivery

DAY = date(2026, 11, 23)


def deliver(quotum: Quotum, quarter: Quarter, after: int, count: int = 1) -> None:
    make_delivery(
        quotum,
        quarter.year,
        quarter.number,
        {"A": count},
        published_on=quarter.last_day + timedelta(days=after),
    )


def test_without_deliveries_the_term_of_uwv_is_used(quotum: Quotum) -> None:
    expected = queries.expected_next(DAY)
    assert (expected.quarter, expected.day) == (Quarter(2026, 3), date(2027, 1, 30))
    assert (expected.is_learned, expected.is_due(DAY)) == (False, False)


def test_the_usual_delay_is_read_from_earlier_first_deliveries(quotum: Quotum) -> None:
    for number, after in ((1, 43), (2, 41), (3, 45)):
        deliver(quotum, Quarter(2025, number), after)
    deliver(
        quotum, Quarter(2025, 1), 300, count=2
    )  # a later delivery says nothing about when the first comes
    expected = queries.expected_next(DAY)
    assert (expected.quarter, expected.day, expected.days) == (Quarter(2025, 4), date(2026, 2, 12), 43)
    assert expected.is_learned
    assert not expected.is_due(date(2026, 2, 11))
    assert expected.is_due(date(2026, 2, 12))


def test_only_the_last_eight_quarters_count(quotum: Quotum) -> None:
    quarter = Quarter(2022, 1)
    for after in (200, 200, 200, 200, 200, 30, 30, 30, 30, 30, 30, 30, 30):
        deliver(quotum, quarter, after)
        quarter = quarter.next
    assert queries.expected_next(DAY).days == 30


def test_a_running_quarter_is_never_due(quotum: Quotum) -> None:
    deliver(quotum, Quarter(2025, 1), 1)
    expected = queries.expected_next(date(2025, 6, 30))
    assert expected.quarter == Quarter(2025, 2)
    assert not expected.is_due(date(2025, 6, 30))


def test_an_empty_file_is_for_a_quarter_that_has_ended(quotum: Quotum) -> None:
    assert queries.template_quarter(DAY) == queries.TemplateQuarter(Quarter(2026, 3), False)
    deliver(quotum, Quarter(2025, 3), 43)
    assert queries.template_quarter(date(2026, 1, 1)) == queries.TemplateQuarter(Quarter(2025, 4), False)
    running = date(2025, 12, 31)
    assert queries.template_quarter(running) == queries.TemplateQuarter(Quarter(2025, 3), True)
