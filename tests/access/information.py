"""The rows of the table for what the board asks of the execution and what the parties contribute."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from governance.models import Location, Person
from reports.models import Contribution, Indicator, IndicatorSet, InformationAnswer, InformationRequest
from tests.access.objects import nothing


def information_of(location: str) -> list[Any]:
    """A request to a location, as a row when the example has none: it is only looked up."""
    found = InformationRequest.objects.filter(location__slug=location).first()
    if found is None:
        asked, _ = IndicatorSet.objects.get_or_create(version=98, defaults={"title": "Voorbeeld"})
        found = InformationRequest.objects.create(
            indicator_set=asked,
            location=Location.objects.get(slug=location),
            deliverers="location",
            frequency="quarter",
            year=2020,
            number=1,
            due_on=timezone.localdate(),
            requested_at=timezone.now(),
        )
    return [found.pk]


def almelos_contribution() -> list[Any]:
    """Of this year, which waits to be confirmed or not: it is only looked up."""
    return [Contribution.objects.filter(party__slug="almelo").latest("year").pk]


def almelos_series() -> list[Any]:
    """An indicator that Almelo answered, as rows when the example has none."""
    found = InformationAnswer.objects.filter(request__location__slug="almelo").first()
    if found is None:
        request = InformationRequest.objects.get(pk=information_of("almelo")[0])
        indicator, _ = Indicator.objects.get_or_create(
            indicator_set=request.indicator_set,
            code="voorbeeld",
            defaults={"name": "Voorbeeld", "definition": "Voorbeeld", "unit": "stuks"},
        )
        found = InformationAnswer.objects.create(
            request=request,
            indicator=indicator,
            number=1,
            value=1,
            source="Voorbeeld",
            answered_by=Person.objects.get(name="Secretariaat"),
            answered_at=timezone.now(),
        )
    return [found.indicator.code]


def almelos_information() -> list[Any]:
    return information_of("almelo")


def hengelos_information() -> list[Any]:
    return information_of("hengelo")


def draft_indicators() -> list[Any]:
    """A draft of what the board wants to know, as a row: it is only looked up."""
    found, _ = IndicatorSet.objects.get_or_create(version=99, defaults={"title": "Voorbeeld"})
    return [found.version]


def draft_indicator() -> list[Any]:
    row, _ = Indicator.objects.get_or_create(
        indicator_set=IndicatorSet.objects.get(version=draft_indicators()[0]),
        code="vacatures",
        defaults={
            "name": "Vacatures",
            "definition": "Alle nieuwe.",
            "unit": "vacatures",
            "frequency": "quarter",
            "deliverers": "location",
        },
    )
    return [99, row.pk]


ROWS = {
    "reports:contribution_list": ("GET", nothing, "L o o o o o o o o"),
    "reports:contribution_create": ("GET", nothing, "L f f f f o o o f"),
    "reports:contribution_edit": ("GET", almelos_contribution, "L f f f f o f o f"),
    "reports:contribution_confirm": ("POST", almelos_contribution, "L f f f f f f o f"),
    "reports:information_overview": ("GET", nothing, "L f o o o o o o f"),
    "reports:indicator_series": ("GET", almelos_series, "L f o o o o o o f"),
    "reports:information_request": ("POST", almelos_information, "L f o f f f f o f"),
    "reports:information_file": ("POST", almelos_information, "L f o f f f f o f"),
    "reports:information_template": ("GET", hengelos_information, "L f x o o o o o f"),
    "reports:indicator_set_draft": ("POST", nothing, "L f f f f f f o f"),
    "reports:indicator_set_detail": ("GET", draft_indicators, "L f x o o o o o f"),
    "reports:indicator_set_edit": ("GET", draft_indicators, "L f f f f f f o f"),
    "reports:indicator_set_delete": ("POST", draft_indicators, "L f f f f f f o f"),
    "reports:indicator_create": ("GET", draft_indicators, "L f f f f f f o f"),
    "reports:indicator_edit": ("GET", draft_indicator, "L f f f f f f o f"),
    "reports:indicator_delete": ("POST", draft_indicator, "L f f f f f f o f"),
}
