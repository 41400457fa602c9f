"""The last day of the verslag, and the words around it (article 12)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reports.domain.deadline import deadline_of, next_working_day, term_of, year_has_ended


@pytest.mark.parametrize("year", range(2014, 2060))
def test_deadline_is_11_february_of_the_next_year(year: int) -> None:
    assert deadline_of(year) == date(year + 1, 2, 11)


def test_deadline_is_the_42nd_day_after_the_year() -> None:
    assert deadline_of(2026) - date(2026, 12, 31) == timedelta(days=42)


@pytest.mark.parametrize(
    ("day", "sentence", "urgency"),
    [
        (date(2027, 1, 1), "Nog 41 dagen: uiterlijk donderdag 11 februari 2027.", "open"),
        (date(2027, 1, 28), "Nog 14 dagen: uiterlijk donderdag 11 februari 2027.", "soon"),
        (date(2027, 2, 10), "Nog 1 dag: morgen, donderdag 11 februari 2027, is de laatste dag.", "soon"),
        (date(2027, 2, 11), "Vandaag, donderdag 11 februari 2027, is de laatste dag.", "today"),
        (
            date(2027, 2, 12),
            "Te laat: de termijn verstreek op donderdag 11 februari 2027, 1 dag geleden.",
            "late",
        ),
        (
            date(2027, 2, 14),
            "Te laat: de termijn verstreek op donderdag 11 februari 2027, 3 dagen geleden.",
            "late",
        ),
    ],
)
def test_term_words_around_the_last_day(day: date, sentence: str, urgency: str) -> None:
    term = term_of(2026, day)
    assert (term.sentence, term.urgency) == (sentence, urgency)


@pytest.mark.parametrize(
    ("released", "sentence", "urgency"),
    [
        (
            date(2027, 2, 9),
            "Uitgebracht op dinsdag 9 februari 2027, 2 dagen voor de laatste dag (11 februari 2027).",
            "met",
        ),
        (date(2027, 2, 11), "Uitgebracht op de laatste dag, donderdag 11 februari 2027.", "met"),
        (
            date(2027, 2, 12),
            "Uitgebracht op vrijdag 12 februari 2027, 1 dag na de laatste dag (11 februari 2027).",
            "missed",
        ),
    ],
)
def test_term_words_after_the_release(released: date, sentence: str, urgency: str) -> None:
    term = term_of(2026, date(2027, 6, 1), released)
    assert (term.sentence, term.urgency) == (sentence, urgency)


def test_term_in_the_weekend_does_not_move_and_names_the_next_working_day() -> None:
    term = term_of(2027, date(2028, 1, 1))  # 11 February 2028 is a Friday
    assert term.note == ""
    term = term_of(2028, date(2029, 2, 1))  # a Sunday
    assert term.last_day == date(2029, 2, 11)
    assert term.note == (
        "Zondag 11 februari 2029 valt in het weekend. De termijn schuift niet op; "
        "de eerstvolgende werkdag is maandag 12 februari 2029."
    )


@pytest.mark.parametrize(
    ("day", "working_day"),
    [
        (date(2027, 2, 11), date(2027, 2, 11)),
        (date(2023, 2, 11), date(2023, 2, 13)),
        (date(2024, 2, 11), date(2024, 2, 12)),
    ],
)
def test_next_working_day(day: date, working_day: date) -> None:
    assert next_working_day(day) == working_day


@pytest.mark.parametrize(("day", "ended"), [(date(2026, 12, 31), False), (date(2027, 1, 1), True)])
def test_year_has_ended_on_1_january(day: date, ended: bool) -> None:
    assert year_has_ended(2026, day) is ended
