"""What is said about the term of the agreement, and what a decision put in force."""

from __future__ import annotations

from datetime import date

import pytest

from governance.models import AgreementVersion
from governance.models.agreement import FOUNDING
from governance.queries.agreement import agreement_notice

pytestmark = pytest.mark.django_db


def _version(number: int, start: date, end: date) -> AgreementVersion:
    return AgreementVersion.objects.create(
        number=number, title="X", in_force_from=start, ends_on=end, **FOUNDING
    )


def test_agreement_notice_without_agreement_says_nothing() -> None:
    assert agreement_notice(date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("on", "expired"),
    [
        (date(2025, 12, 30), None),
        (date(2025, 12, 31), False),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), True),
    ],
)
def test_agreement_notice_warns_twelve_months_ahead_and_after_the_last_day(
    on: date, expired: bool | None
) -> None:
    _version(1, date(2014, 12, 12), date(2026, 12, 31))
    notice = agreement_notice(on)
    assert (None if notice is None else notice.expired) is expired


def test_agreement_notice_with_an_extension_ready_says_nothing() -> None:
    _version(1, date(2014, 12, 12), date(2026, 12, 31))
    _version(2, date(2027, 1, 1), date(2030, 12, 31))
    assert agreement_notice(date(2026, 12, 1)) is None


def test_agreement_notice_with_a_gap_before_the_next_version_warns() -> None:
    _version(1, date(2014, 12, 12), date(2026, 12, 31))
    _version(2, date(2027, 3, 1), date(2030, 12, 31))
    assert agreement_notice(date(2026, 12, 1)) is not None


def test_agreement_notice_of_a_leap_day_counts_from_the_last_of_february() -> None:
    _version(1, date(2024, 1, 1), date(2028, 2, 29))
    assert agreement_notice(date(2027, 2, 27)) is None
    assert agreement_notice(date(2027, 2, 28)) is not None


def test_agreement_notice_names_the_extension_that_is_being_prepared() -> None:
    _version(1, date(2014, 12, 12), date(2026, 12, 31))
    draft = AgreementVersion.objects.create(
        number=2, title="X", in_force_from=date(2027, 1, 1), ends_on=date(2031, 12, 31)
    )
    notice = agreement_notice(date(2026, 11, 23))
    assert notice is not None
    assert notice.draft == draft
    assert "nog 38 dagen" in notice.sentence
