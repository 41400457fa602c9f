"""The day before the last day, the day itself and the day after: what each role reads on its pages (article 12)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.models import Person
from reports.actions import explain_lateness, open_report, release_report
from reports.models import AnnualReport
from tests.governance.readers import as_
from tests.reports.factories import YEAR, Twente, make_edition

TERMS = {
    10: "Nog 1 dag: morgen, woensdag 11 februari 2026, is de laatste dag.",
    11: "Vandaag, woensdag 11 februari 2026, is de laatste dag.",
    12: "Te laat: de termijn verstreek op woensdag 11 februari 2026, 1 dag geleden.",
}
BADGES = {10: "nog 1 dag", 11: "laatste dag", 12: "termijn verstreken"}


def at(day: int) -> datetime:
    return datetime(YEAR + 1, 2, day, 9, tzinfo=UTC)


def on(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    """From now on it is this day of February."""
    monkeypatch.setattr(timezone, "now", lambda: at(day))


def page(person: Person, name: str, *arguments: object) -> str:
    answer = as_(person).get(reverse(name, args=arguments))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("day", [10, 11, 12])
@pytest.mark.parametrize("who", ["secretary", "chair"])
def test_who_makes_and_who_releases_read_it_on_overview_list_and_page(
    twente: Twente, monkeypatch: pytest.MonkeyPatch, who: str, day: int
) -> None:
    on(monkeypatch, day)
    person = getattr(twente, who)
    for text in (
        page(person, "overview"),
        page(person, "reports:report_list"),
        page(person, "reports:report_detail", YEAR),
    ):
        assert TERMS[day] in text
    assert BADGES[day] in page(person, "overview")


@pytest.mark.parametrize("day", [10, 11, 12])
def test_council_reads_when_its_verslag_comes(
    twente: Twente, monkeypatch: pytest.MonkeyPatch, day: int
) -> None:
    on(monkeypatch, day)
    for name in ("overview", "reports:delivery_list"):
        assert f"Verslag over {YEAR}. {TERMS[day]}" in page(twente.readers["hengelo"], name)


@pytest.mark.parametrize("day", [10, 11, 12])
def test_member_reads_the_term_but_is_asked_nothing(
    twente: Twente, monkeypatch: pytest.MonkeyPatch, day: int
) -> None:
    on(monkeypatch, day)
    text = page(twente.member, "reports:report_detail", YEAR)
    assert TERMS[day] in text
    assert "Reden opgeven" not in text


@pytest.mark.parametrize(("day", "asked"), [(10, False), (11, False), (12, True)])
@pytest.mark.parametrize("who", ["secretary", "chair"])
def test_reason_is_asked_from_the_day_after(
    twente: Twente, monkeypatch: pytest.MonkeyPatch, who: str, day: int, asked: bool
) -> None:
    on(monkeypatch, day)
    person = getattr(twente, who)
    assert ("Reden opgeven" in page(person, "reports:report_detail", YEAR)) is asked
    assert ("Reden van te laat opgeven" in page(person, "overview")) is asked


def test_reason_is_read_by_the_council_and_not_asked_again(
    twente: Twente, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, 12)
    explain_lateness(YEAR, twente.secretary, "De cijfers kwamen laat.")
    for name in ("overview", "reports:delivery_list"):
        assert "Reden: De cijfers kwamen laat." in page(twente.readers["hengelo"], name)
    assert "Reden van te laat opgeven" not in page(twente.chair, "overview")


@pytest.mark.parametrize("day", [10, 11])
def test_overview_says_whose_turn_it_is(twente: Twente, monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    on(monkeypatch, day)
    assert "Nu aan de beurt is UWV: de cijfers over de realisatie leveren." in page(twente.chair, "overview")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (10, "Uitgebracht op dinsdag 10 februari 2026, 1 dag voor de laatste dag (11 februari 2026)."),
        (11, "Uitgebracht op de laatste dag, woensdag 11 februari 2026."),
        (12, "Uitgebracht op donderdag 12 februari 2026, 1 dag na de laatste dag (11 februari 2026)."),
    ],
)
def test_released_says_how_it_was_in_time(
    twente: Twente, monkeypatch: pytest.MonkeyPatch, day: int, words: str
) -> None:
    report = make_edition(twente)
    on(monkeypatch, day)
    release_report(AnnualReport.objects.get(pk=report.pk), twente.chair)
    assert words in page(twente.chair, "reports:report_detail", YEAR)
    assert words in page(twente.readers["hengelo"], "reports:delivery_list")
    assert ("te laat uitgebracht" in page(twente.secretary, "reports:report_list")) is (day == 12)


@pytest.mark.parametrize(("day", "is_late"), [(11, False), (12, True)])
def test_edition_made_after_the_last_day_says_so(
    twente: Twente, monkeypatch: pytest.MonkeyPatch, day: int, is_late: bool
) -> None:
    on(monkeypatch, day)
    figures = open_report(YEAR, twente.secretary).figures
    assert (figures["frozen_on"] > figures["deadline"]) is is_late


def test_page_after_the_term_can_still_make_and_release(
    twente: Twente, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, 12)
    assert "Verslag maken" in page(twente.secretary, "overview")
    make_edition(twente, YEAR, at(12))
    assert "Verslag vrijgeven" in page(twente.chair, "overview")
