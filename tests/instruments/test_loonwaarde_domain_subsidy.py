"""The loonkostensubsidie step by step: the law's own examples, the maximum, the forfait, and what is not known."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from instruments.domain.subsidy import Amount, Situation, subsidy
from instruments.domain.wording import dutch
from instruments.enums import AmountKind

# 1 July 2026
LAW = {
    AmountKind.MINIMUM_WAGE: Amount(Decimal("2337.00"), "minimumloon"),
    AmountKind.HOLIDAY_PAY: Amount(Decimal(8), "vakantietoeslag"),
    AmountKind.MAXIMUM: Amount(Decimal(70), "maximum"),
    AmountKind.CHARGES: Amount(Decimal(25), "lasten"),
    AmountKind.FULL_TIME: Amount(Decimal(36), "werkweek"),
    AmountKind.FORFAIT: Amount(Decimal(50), "forfait"),
    AmountKind.FORFAIT_MONTHS: Amount(Decimal(6), "forfait"),
}


def without(*kinds: AmountKind) -> dict[AmountKind, Amount]:
    return {kind: amount for kind, amount in LAW.items() if kind not in kinds}


@pytest.mark.parametrize(
    ("hours", "exact", "shown"),
    [
        ("36", "1261.975", "1.261,98"),
        ("32", None, "1.121,76"),
        ("27", "946.48125", "946,48"),
        ("40", "1261.975", "1.261,98"),  # at most full-time
        ("18", "630.9875", "630,99"),
    ],
)
def test_subsidy_by_hours(hours: str, exact: str | None, shown: str) -> None:
    amount = subsidy(Situation(60, Decimal(hours)), LAW).amount
    assert amount is not None
    assert dutch(amount, 2) == shown
    if exact is not None:
        assert amount == Fraction(exact)


@pytest.mark.parametrize(
    ("loonwaarde", "full_time_amount"),
    [
        (100, "0"),
        (99, "31.55"),  # 2523.96 - 2498.72 = 25.24; + 25 %
        (60, "1261.975"),
        (31, "2176.9125"),  # 2523.96 - 782.43 = 1741.53: just below the maximum
        (30, "2208.4625"),  # 2523.96 - 757.19 = 1766.77: the maximum of 1766.772 is not reached
        (29, "2208.465"),  # from here on the maximum
        (0, "2208.465"),
    ],
)
def test_subsidy_by_loonwaarde_up_to_the_maximum(loonwaarde: int, full_time_amount: str) -> None:
    amount = subsidy(Situation(loonwaarde, Decimal(36)), LAW).amount
    assert amount is not None
    assert dutch(amount, 2) == dutch(Fraction(full_time_amount), 2)


def test_steps_are_those_of_the_law_each_with_its_source() -> None:
    steps = subsidy(Situation(60, Decimal(32)), LAW).steps
    assert [(step.label, dutch(step.value, 2), step.sources) for step in steps] == [
        ("Wettelijk minimumloon", "2.337,00", ("minimumloon",)),
        ("Met vakantietoeslag", "2.523,96", ("vakantietoeslag",)),
        ("Loonwaarde", "1.514,38", ()),
        ("Verschil", "1.009,58", ()),
        ("Na het maximum", "1.009,58", ("maximum",)),
        ("Met vergoeding voor werkgeverslasten", "1.261,98", ("lasten",)),
        ("Subsidie per maand", "1.121,76", ("werkweek",)),
    ]


def test_forfait_counts_while_the_loonwaarde_is_not_measured() -> None:
    found = subsidy(Situation(None, Decimal(36)), without(AmountKind.MAXIMUM))
    assert found.amount == Fraction("1577.475")  # half of 2523.96, with 25 %
    assert "de eerste 6 maanden" in found.remarks[0]


@pytest.mark.parametrize(
    ("situation", "missing", "unknown"),
    [
        (Situation(60, Decimal(32)), AmountKind.MINIMUM_WAGE, (AmountKind.MINIMUM_WAGE,)),
        (Situation(60, Decimal(32)), AmountKind.CHARGES, (AmountKind.CHARGES,)),
        (Situation(60, Decimal(32)), AmountKind.MAXIMUM, (AmountKind.MAXIMUM,)),
        (Situation(60, Decimal(32)), AmountKind.FORFAIT, ()),
        (Situation(None, Decimal(32)), AmountKind.FORFAIT, (AmountKind.FORFAIT,)),
        (Situation(60, Decimal(32)), AmountKind.FULL_TIME, (AmountKind.FULL_TIME,)),
        (Situation(60, Decimal(32), full_time=Decimal(40)), AmountKind.FULL_TIME, ()),
    ],
)
def test_number_that_is_not_known_is_never_guessed(
    situation: Situation, missing: AmountKind, unknown: tuple[AmountKind, ...]
) -> None:
    found = subsidy(situation, without(missing))
    assert found.unknown == unknown
    assert (found.amount is None) is bool(unknown)


def test_full_week_of_the_employer_counts_where_the_law_names_none() -> None:
    own_week = Situation(60, Decimal(32), full_time=Decimal(40))
    assert subsidy(own_week, without(AmountKind.FULL_TIME)).amount == Fraction("1261.975") * 32 / 40
    assert subsidy(own_week, LAW).amount == Fraction("1261.975") * 32 / 36


def test_employer_pays_the_wage_with_holiday_pay_and_charges_less_the_subsidy() -> None:
    found = subsidy(Situation(60, Decimal(36), wage=Decimal(2400)), LAW)
    assert found.employer_pays is not None
    assert found.employer_pays.value == Fraction(3240) - Fraction("1261.98")  # what the eye subtracts
    assert found.remarks == ()


def test_wage_below_the_minimum_is_remarked_upon() -> None:
    found = subsidy(Situation(60, Decimal(18), wage=Decimal("1168.49")), LAW)
    assert "lager dan het minimumloon voor deze uren (€\u00a01.168,50)" in found.remarks[0]
    assert subsidy(Situation(60, Decimal(18), wage=Decimal("1168.50")), LAW).remarks == ()


def test_hours_above_a_full_week_do_not_count_for_the_subsidy_but_do_for_the_minimum_wage() -> None:
    found = subsidy(Situation(60, Decimal(40), wage=Decimal(2400)), LAW)
    assert "tellen niet mee" in found.remarks[0]
    assert "lager dan het minimumloon voor deze uren (€\u00a02.596,67)" in found.remarks[1]
