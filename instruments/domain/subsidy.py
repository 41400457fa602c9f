"""The loonkostensubsidie of one person for one month, step by step (Participatiewet art. 10d).

The law's numbers come in as amounts of the day asked for; a number that is not known on that day is never guessed.
Values are exact; a month's amount is rounded on the screen only, but the loonwaarde is rounded to cents first, as the
law's own examples do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from instruments.domain.wording import as_decimal, euro, trimmed
from instruments.enums import AmountKind
from werkbedrijf.lib.percents import in_percent

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of the law on the day asked for, with where it stands."""

    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What is asked about.

    loonwaarde: in percent of the statutory minimum wage; None while it is not measured, then the forfait counts.
    hours: of the contract, a week. full_time: the employer's full week, for days on which the law names none.
    wage: the gross wage for these hours, euro a month, without holiday pay; None when it does not matter.
    """

    loonwaarde: int | None
    hours: Decimal
    full_time: Decimal | None = None
    wage: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the sum: what it gives, in words how, its exact value in euro, and the sources it rests on."""

    label: str
    how: str
    value: Fraction
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subsidy:
    """The outcome. amount: exact, euro a month; None when a number is not known on that day (`unknown` says which)."""

    amount: Fraction | None
    steps: tuple[Step, ...] = ()
    unknown: tuple[AmountKind, ...] = ()
    remarks: tuple[str, ...] = ()
    employer_pays: Step | None = None


def subsidy(situation: Situation, amounts: Mapping[AmountKind, Amount]) -> Subsidy:
    """The subsidy for a month. amounts: of the day asked for, without those that are not known."""
    unknown = tuple(kind for kind in needed(situation) if kind not in amounts)
    if unknown:
        return Subsidy(None, unknown=unknown)
    steps = _full_time_steps(situation, amounts)
    worked, last = _pro_rata(situation, amounts, steps[-1].value)
    steps.append(last)
    return Subsidy(
        last.value,
        tuple(steps),
        remarks=_remarks(situation, amounts, worked),
        employer_pays=_employer_pays(situation, amounts, last.value),
    )


def needed(situation: Situation) -> tuple[AmountKind, ...]:
    """The numbers of the law without which there is no answer."""
    ground = AmountKind.FORFAIT if situation.loonwaarde is None else AmountKind.MAXIMUM
    kinds = (AmountKind.MINIMUM_WAGE, AmountKind.HOLIDAY_PAY, ground, AmountKind.CHARGES)
    return kinds if situation.full_time is not None else (*kinds, AmountKind.FULL_TIME)


def _full_time_steps(situation: Situation, amounts: Mapping[AmountKind, Amount]) -> list[Step]:
    wage, holiday = amounts[AmountKind.MINIMUM_WAGE], amounts[AmountKind.HOLIDAY_PAY]
    with_holiday = _plus(Fraction(wage.value), holiday)
    steps = [
        Step("Wettelijk minimumloon", "per maand, voltijds", Fraction(wage.value), (wage.source,)),
        Step(
            "Met vakantietoeslag",
            f"{euro(wage.value)} + {in_percent(trimmed(holiday.value))}",
            with_holiday,
            (holiday.source,),
        ),
    ]
    steps += _ground(situation, amounts, with_holiday)
    charges, before = amounts[AmountKind.CHARGES], steps[-1].value
    steps.append(
        Step(
            "Met vergoeding voor werkgeverslasten",
            f"{euro(before)} + {in_percent(trimmed(charges.value))}",
            _plus(before, charges),
            (charges.source,),
        )
    )
    return steps


def _ground(situation: Situation, amounts: Mapping[AmountKind, Amount], full: Fraction) -> list[Step]:
    """From the minimum wage to what is compensated: by the loonwaarde up to the maximum, or by the forfait."""
    if situation.loonwaarde is None:
        forfait = amounts[AmountKind.FORFAIT]
        how = f"{in_percent(trimmed(forfait.value))} van {euro(full)}"
        return [Step("Forfait", how, _part(full, forfait), (forfait.source,))]
    worth = Fraction(as_decimal(full * situation.loonwaarde / HUNDRED, 2))
    maximum = amounts[AmountKind.MAXIMUM]
    difference, most = full - worth, _part(full, maximum)
    limit = f"ten hoogste {in_percent(trimmed(maximum.value))} van {euro(full)}, dus {euro(most)}"
    applies = "dat is de grens" if difference > most else "de grens wordt niet bereikt"
    return [
        Step(
            "Loonwaarde",
            f"{in_percent(str(situation.loonwaarde))} van {euro(full)}, op centen afgerond",
            worth,
        ),
        Step("Verschil", f"{euro(full)} − {euro(worth)}", difference),
        Step("Na het maximum", f"{limit}: {applies}", min(difference, most), (maximum.source,)),
    ]


def _pro_rata(
    situation: Situation, amounts: Mapping[AmountKind, Amount], full: Fraction
) -> tuple[Fraction, Step]:
    """By hours, at most full-time. The law's own week counts; where it names none, the employer's.

    Gives the part of a full week that is worked, which can be more than 1, and the step.
    """
    legal = amounts.get(AmountKind.FULL_TIME)
    week = legal.value if legal is not None else situation.full_time
    if week is None:
        raise ValueError("needed() asks for the full week.")
    hours = min(situation.hours, week)
    ratio = Fraction(hours) / Fraction(week)
    how = f"{euro(full)} × {trimmed(hours)} / {trimmed(week)} uur"
    sources = (
        (legal.source,) if legal is not None else ("Participatiewet art. 10d lid 4 (normale arbeidsduur)",)
    )
    worked = Fraction(situation.hours) / Fraction(week)
    return worked, Step("Subsidie per maand", how, full * ratio, sources)


def _remarks(situation: Situation, amounts: Mapping[AmountKind, Amount], worked: Fraction) -> tuple[str, ...]:
    remarks = []
    least = Fraction(amounts[AmountKind.MINIMUM_WAGE].value) * worked
    if worked > 1:
        remarks.append(
            "Uren boven een volledige werkweek tellen niet mee: de subsidie is die van een volledige week."
        )
    if situation.wage is not None and situation.wage < as_decimal(least, 2):
        remarks.append(
            f"Dit loon is lager dan het minimumloon voor deze uren ({euro(least)}). De werkgever betaalt ten minste "
            "het minimumloon; de subsidie vult dat aan."
        )
    if situation.loonwaarde == HUNDRED:
        remarks.append(
            f"Bij een loonwaarde van {in_percent('100')} is er geen verschil en dus geen subsidie."
        )
    months = amounts.get(AmountKind.FORFAIT_MONTHS)
    if situation.loonwaarde is None:
        term = f"ten hoogste de eerste {trimmed(months.value)} maanden" if months else "tijdelijk"
        remarks.append(f"Het forfait geldt {term}: in die tijd wordt de loonwaarde op de werkplek gemeten.")
    return tuple(remarks)


def _employer_pays(
    situation: Situation, amounts: Mapping[AmountKind, Amount], received: Fraction
) -> Step | None:
    """What remains for the employer: wage, holiday pay and charges less the subsidy, both in cents, as shown."""
    if situation.wage is None:
        return None
    holiday, charges = amounts[AmountKind.HOLIDAY_PAY], amounts[AmountKind.CHARGES]
    cost = _plus(_plus(Fraction(situation.wage), holiday), charges)
    how = (
        f"{euro(situation.wage)} + {in_percent(trimmed(holiday.value))} vakantietoeslag + "
        f"{in_percent(trimmed(charges.value))} lasten = {euro(cost)}, min de subsidie"
    )
    left = Fraction(as_decimal(cost, 2)) - Fraction(as_decimal(received, 2))
    return Step("Blijft voor de werkgever", how, left)


def _plus(value: Fraction, percentage: Amount) -> Fraction:
    return value + _part(value, percentage)


def _part(value: Fraction, percentage: Amount) -> Fraction:
    return value * Fraction(percentage.value) / HUNDRED
