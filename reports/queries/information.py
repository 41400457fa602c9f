"""Reads of what the board asks of the execution: a year's requests, one request with its history, and search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from governance.domain.due import due_words
from reports.domain.information import PER_YEAR, Period
from reports.models import Indicator, IndicatorSet, InformationAnswer, InformationRequest
from reports.models.information import InformationRequestQuerySet
from reports.permissions.information import visible_indicator_sets, visible_information
from werkbedrijf.web.words import matching


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request with how it stands on a day: badge words and kind."""

    request: InformationRequest
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class PeriodLines:
    """All requests over one period. answered and late: how many."""

    period: Period
    due_on: date
    lines: tuple[RequestLine, ...]
    answered: int
    late: int


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One indicator of a request: what counts now, what was delivered before, and the last value of earlier periods."""

    indicator: Indicator
    answers: tuple[InformationAnswer, ...]
    last: Decimal | None

    @property
    def current(self) -> InformationAnswer | None:
        return self.answers[0] if self.answers else None

    @property
    def earlier(self) -> tuple[InformationAnswer, ...]:
        return self.answers[1:]


def line_of(request: InformationRequest, on: date, given: int, asked: int) -> RequestLine:
    """given: of how many of the `asked` figures something was answered."""
    if request.answered_at is not None:
        return RequestLine(request, "beantwoord", "success")
    words = due_words(request.due_on, on)
    if given:
        words = f"{given} van {asked} cijfers, {words}"
    return RequestLine(request, words, "danger" if request.is_late(on) else "warning")


def information_years(user: Any) -> list[int]:
    """The years with requests that this person sees, the newest first."""
    years = visible_information(user).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def periods_of(user: Any, year: int, on: date) -> list[PeriodLines]:
    """The requests of a year by period, the newest first; in one query. Late ones stand first in their period."""
    found: dict[Period, list[Any]] = {}
    for request in visible_information(user).of_year(year).with_deliverer().with_progress():
        found.setdefault(request.period, []).append(request)
    newest_first = sorted(found.items(), key=lambda entry: entry[0].last_day, reverse=True)
    return [_period(period, requests, on) for period, requests in newest_first]


def _period(period: Period, requests: list[Any], on: date) -> PeriodLines:
    ordered = sorted(requests, key=lambda one: (not one.is_late(on), one.answered_at is not None))
    return PeriodLines(
        period,
        max(one.due_on for one in requests),
        tuple(line_of(one, on, one.given, one.asked) for one in ordered),
        sum(one.answered_at is not None for one in requests),
        sum(one.is_late(on) for one in requests),
    )


def to_answer(requests: InformationRequestQuerySet, on: date) -> list[RequestLine]:
    """The unanswered ones among these requests, the most urgent first."""
    unanswered: Iterable[Any] = (
        requests.unanswered().with_deliverer().with_progress().order_by("due_on", "pk")
    )
    return [line_of(one, on, one.given, one.asked) for one in unanswered]


def asked_lines(request: InformationRequest) -> list[AskedLine]:
    """Every indicator of a request with its answers, the last one first."""
    answers: dict[int, list[InformationAnswer]] = {}
    for answer in request.answers.select_related("answered_by").order_by("-number"):
        answers.setdefault(answer.indicator_id, []).append(answer)
    last = last_values(request)
    return [
        AskedLine(indicator, tuple(answers.get(indicator.pk, ())), last.get(indicator.code))
        for indicator in request.indicators()
    ]


def last_values(request: InformationRequest) -> dict[str, Decimal]:
    """By code of the indicator the last value that this deliverer gave over an earlier period of the same length."""
    earlier = (
        InformationAnswer.objects.filter(
            request__location=request.location_id,
            request__party=request.party_id,
            request__frequency=request.frequency,
        )
        .filter(
            Q(request__year__lt=request.year)
            | Q(request__year=request.year, request__number__lt=request.number)
        )
        .order_by("request__year", "request__number", "number")
    )
    return dict(earlier.values_list("indicator__code", "value"))


def counting_answers(requests: Iterable[InformationRequest]) -> list[InformationAnswer]:
    """The answers that count of these requests, with indicator and deliverer."""
    counting: dict[tuple[int, int], InformationAnswer] = {}
    answers = InformationAnswer.objects.filter(request__in=list(requests)).order_by("number")
    for answer in answers.select_related("indicator", "request__location", "request__party"):
        counting[answer.request_id, answer.indicator_id] = answer
    return list(counting.values())


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """How the requests over one period went: asked, answered, of which in time."""

    period: Period
    asked: int
    answered: int
    in_time: int
    is_example: bool


def counted_periods(year: int, on: date) -> list[PeriodCount]:
    """Per period of a year that was asked by day `on`: what came of its requests; the shortest first."""
    found: dict[Period, list[InformationRequest]] = {}
    for request in InformationRequest.objects.of_year(year):
        found.setdefault(request.period, []).append(request)
    return [
        PeriodCount(
            period,
            len(requests),
            sum(one.was_answered_by(on) for one in requests),
            sum(one.was_answered_by(min(on, one.due_on)) for one in requests),
            any(one.is_example for one in requests),
        )
        for period, requests in sorted(found.items(), key=_by_length)
    ]


def _by_length(entry: tuple[Period, Any]) -> tuple[int, int]:
    """What is as long stands together: by the day on which they end, three quarters have a half year between them."""
    period = entry[0]
    return -PER_YEAR[period.frequency], period.number


def indicator_sets(user: Any) -> list[IndicatorSet]:
    """The versions that this person may see, the newest first."""
    return list(visible_indicator_sets(user))


def found_indicators(user: Any, words: Sequence[str], every: bool) -> QuerySet[Indicator]:
    """Indicators of the versions that this person may see, by name and definition."""
    rows = Indicator.objects.filter(indicator_set__in=visible_indicator_sets(user))
    found = matching(rows, ("name", "definition"), words, every=every)
    return found.select_related("indicator_set").order_by("-indicator_set__version", "name")
