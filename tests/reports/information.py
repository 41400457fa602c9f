"""What the tests of information begin with: a list of indicators, adopted by a real vote, and its requests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from governance.enums import Role
from governance.models import Article, Location, Person, RoleAssignment, Seat
from reports.actions.indicators import draft_indicator_set, write_indicator
from reports.actions.information import request_information
from reports.models import IndicatorSet, InformationRequest
from tests.governance.factories import Board
from tests.instruments.loonwaarde import adopt
from tests.reports.factories import START, Twente

SPRING = date(2026, 4, 1)  # the day after the first quarter
ANSWERED = datetime(2026, 4, 10, 9, tzinfo=UTC)


def draft_indicators(twente: Twente) -> IndicatorSet:
    """Vacancies per quarter of the locations, people per year of the municipalities."""
    drafted = draft_indicator_set(twente.secretary)
    for name, frequency, deliverers in (
        ("Nieuwe vacatures", "quarter", "location"),
        ("Contacten", "quarter", "location"),
        ("Mensen", "year", "municipality"),
    ):
        write_indicator(
            drafted,
            twente.secretary,
            name=name,
            definition="Alles wat nieuw is.",
            unit="stuks",
            frequency=frequency,
            deliverers=deliverers,
        )
    return drafted


def adopted_indicators(twente: Twente, since: date = date(2026, 1, 1)) -> IndicatorSet:
    drafted = draft_indicators(twente)
    drafted.in_force_from = since
    drafted.save()
    seats = {seat.slug: seat for seat in Seat.objects.all()}
    article = Article.objects.get(version__number=1, number=4)
    adopt(Board(seats, twente.seats, twente.secretary, article), drafted)
    IndicatorSet.objects.filter(pk=drafted.pk).update(in_force_from=since)
    return drafted


def requests_of_spring(twente: Twente) -> dict[str, InformationRequest]:
    """The requests over the first quarter of 2026 by the slug of their location."""
    adopted_indicators(twente)
    request_information(SPRING)
    found = InformationRequest.objects.with_deliverer()
    return {one.location.slug: one for one in found if one.location is not None}


def staff_of(slug: str) -> Person:
    """Somebody who works at a location."""
    person = Person.objects.create_user(f"werkplein-{slug}@voorbeeld.example", name=f"Werkplein {slug}")
    RoleAssignment.objects.create(
        person=person, role=Role.WERKPLEIN_STAFF, location=Location.objects.get(slug=slug), starts_on=START
    )
    return person
