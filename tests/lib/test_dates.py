"""Days and times in Dutch, on the clock of the Netherlands."""

from __future__ import annotations

from datetime import UTC, date, datetime

from werkbedrijf.lib import dates


def test_long_day_of_a_date_names_the_weekday() -> None:
    assert dates.long_day(date(2027, 2, 11)) == "donderdag 11 februari 2027"


def test_day_of_a_moment_just_before_midnight_utc_is_the_next_day_here() -> None:
    assert dates.short_day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "01-01-2027"


def test_clock_follows_summer_time() -> None:
    winter = dates.second_of_day(datetime(2027, 1, 15, 13, 2, 7, tzinfo=UTC))
    summer = dates.second_of_day(datetime(2027, 7, 15, 13, 2, 7, tzinfo=UTC))
    assert (winter, summer) == ("14:02:07", "15:02:07")


def test_both_hours_of_the_night_the_clock_goes_back_read_alike() -> None:
    first = dates.minute_of_day(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    second = dates.minute_of_day(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    assert (first, second) == ("02:30", "02:30")


def test_naive_moment_is_taken_as_utc() -> None:
    naive = datetime(2027, 1, 1, 12, 0)  # noqa: DTZ001 (this is what the test is about)
    assert dates.minute_of_day(naive) == "13:00"
