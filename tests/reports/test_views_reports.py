"""Plan en verslag on the screen: who may open and press what, and what the page says meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.models import Person
from reports.actions import release_report
from reports.domain.deadline import deadline_of
from reports.enums import DeliveryState, ReportState
from reports.models import AnnualReport, Delivery
from tests.reports.factories import Twente, hand_in, make_edition, open_edition
from werkbedrijf.celery import app

YEAR = timezone.localdate().year - 1  # the pages look at the clock; last year has always ended
LIST = reverse("reports:report_list")
DETAIL = reverse("reports:report_detail", args=[YEAR])
PROGRESS = reverse("reports:report_progress", args=[YEAR])
MAKE = reverse("reports:report_make", args=[YEAR])
RELEASE = reverse("reports:report_release", args=[YEAR])


def edition(twente: Twente, made: bool = True) -> AnnualReport:
    now = timezone.now()
    return make_edition(twente, YEAR, now) if made else open_edition(twente, YEAR, now)


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def unreachable_broker() -> Iterator[str]:
    """The address of a broker that is not there."""
    before, app.conf.broker_url = app.conf.broker_url, "redis://127.0.0.1:1/0"
    yield app.conf.broker_url
    app.conf.broker_url = before


@pytest.mark.parametrize(
    ("who", "expected"),
    [("secretary", 200), ("chair", 200), ("member", 200), ("observer", 200), ("reader", 403), ("", 302)],
)
@pytest.mark.parametrize("url", [LIST, DETAIL])
def test_pages_are_for_who_takes_part(
    twente: Twente, client: Client, who: str, expected: int, url: str
) -> None:
    people = {"reader": twente.readers["hengelo"], "": None}
    person = people[who] if who in people else getattr(twente, who)
    if person:
        client.force_login(person)
    if (who, url) == ("reader", LIST):
        expected = 302  # to the own copies: see below
    assert client.get(url).status_code == expected


def test_who_only_receives_the_verslag_is_led_to_the_own_copies(twente: Twente, client: Client) -> None:
    client.force_login(twente.readers["hengelo"])
    response = client.get(LIST)
    assert (response.status_code, response.headers["Location"]) == (302, reverse("reports:delivery_list"))
    assert client.get(response.headers["Location"]).status_code == 200


def test_who_receives_nothing_is_refused(twente: Twente, client: Client) -> None:
    client.force_login(Person.objects.create_user("niemand", name="Niemand"))
    assert client.get(LIST).status_code == 403


def test_making_asks_once_and_a_released_edition_is_only_corrected(twente: Twente, client: Client) -> None:
    client.force_login(twente.secretary)
    text = text_of(client, DETAIL)
    assert "Wat u daarna wijzigt, komt niet meer in deze editie." in text
    assert "Ja, verslag maken" in text
    assert "kan niet worden gewijzigd" not in text
    report = edition(twente)
    assert "De vorige editie vervalt" in text_of(client, DETAIL)
    release_report(report, twente.chair)
    text = text_of(client, DETAIL)
    assert "Een uitgebracht verslag ligt vast en blijft te lezen." in text
    assert MAKE not in text


CORRECT = reverse("reports:report_correct", args=[YEAR])
EXPLAIN = reverse("reports:report_explain", args=[YEAR])


def test_correction_is_a_next_edition_that_says_what_it_puts_right(twente: Twente, client: Client) -> None:
    client.force_login(twente.secretary)
    assert client.get(CORRECT).status_code == 303  # nothing went out yet
    first = release_report(edition(twente), twente.chair)
    assert client.post(CORRECT, {"text": ""}).status_code == 422
    assert client.post(CORRECT, {"text": "De uren van Hengelo."}).status_code == 303
    second = AnnualReport.objects.get(year=YEAR, edition=2)
    assert (second.correction, second.figures["correction"]["of_edition"]) == ("De uren van Hengelo.", 1)
    assert "Uitgebracht op" in text_of(client, DETAIL)  # the term looks at what went out first
    for delivery in second.deliveries.select_related("party"):
        hand_in(delivery)
    second.state = ReportState.MADE
    second.save()
    release_report(second, twente.chair)
    client.force_login(twente.readers["hengelo"])
    page = text_of(client, reverse("reports:delivery_list"))
    assert "Verbetert een eerdere editie: De uren van Hengelo." in page
    assert str(first.deliveries.get(party__slug="hengelo").pk) in page


def test_reason_is_asked_the_day_after_the_last_day_and_printed(twente: Twente, client: Client) -> None:
    late = timezone.localdate() > deadline_of(YEAR)
    client.force_login(twente.secretary)
    assert ("Reden opgeven" in text_of(client, DETAIL)) == late
    answer = client.post(EXPLAIN, {"text": "De cijfers kwamen laat."})
    assert answer.status_code == (303 if late else 422)
    assert edition(twente).figures["late_reason"] == ("De cijfers kwamen laat." if late else "")


def test_reason_is_for_secretariat_and_chair(twente: Twente, client: Client) -> None:
    client.force_login(twente.member)
    assert client.post(EXPLAIN, {"text": "Zomaar."}).status_code == 403


@pytest.mark.parametrize("year", [2013, YEAR + 2])
def test_year_that_has_no_verslag_is_not_found(twente: Twente, client: Client, year: int) -> None:
    client.force_login(twente.secretary)
    assert client.get(reverse("reports:report_detail", args=[year])).status_code == 404


@pytest.mark.parametrize("url", [MAKE, RELEASE])
def test_acts_refuse_get(twente: Twente, client: Client, url: str) -> None:
    client.force_login(twente.secretary)
    assert client.get(url).status_code == 405


@pytest.mark.parametrize("url", [MAKE, RELEASE])
def test_acts_ask_for_the_token(twente: Twente, url: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(twente.secretary)
    assert client.post(url).status_code == 403
    assert not AnnualReport.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_make_with_the_broker_down_succeeds_and_says_that_the_work_waits(
    twente: Twente, client: Client
) -> None:
    client.force_login(twente.secretary)
    response = client.post(MAKE, follow=True)
    assert response.redirect_chain == [(DETAIL, 303)]
    page = response.content.decode()
    assert "Het werk wacht: de achtergrondverwerking is nu niet bereikbaar." in page
    assert Delivery.objects.filter(state=DeliveryState.OWED).count() == 19


@pytest.mark.django_db(transaction=True)
def test_make_with_an_unreachable_broker_succeeds(
    twente: Twente, client: Client, settings: Any, unreachable_broker: str
) -> None:
    settings.REDIS_URL = unreachable_broker
    client.force_login(twente.secretary)
    page = client.post(MAKE, follow=True).content.decode()
    assert "de achtergrondverwerking is nu niet bereikbaar" in page
    assert Delivery.objects.filter(state=DeliveryState.OWED).count() == 19


def test_make_twice_is_one_edition_and_says_so(twente: Twente, client: Client) -> None:
    client.force_login(twente.secretary)
    client.post(MAKE)
    response = client.post(MAKE, follow=True)
    assert f"Het verslag over {YEAR} wordt al gemaakt." in response.content.decode()
    assert AnnualReport.objects.count() == 1


@pytest.mark.parametrize("who", ["chair", "member", "observer"])
def test_make_is_for_the_secretariat(twente: Twente, client: Client, who: str) -> None:
    client.force_login(getattr(twente, who))
    assert client.post(MAKE).status_code == 403
    assert "Verslag maken" not in text_of(client, DETAIL)


def test_release_by_the_chair(twente: Twente, client: Client) -> None:
    report = edition(twente)
    client.force_login(twente.chair)
    assert "Verslag vrijgeven" in text_of(client, DETAIL)
    client.post(RELEASE, {"edition": "1"})
    report.refresh_from_db()
    assert (report.state, report.released_by) == (ReportState.RELEASED, twente.chair)
    assert "Verslag vrijgeven" not in text_of(client, DETAIL)


@pytest.mark.parametrize("who", ["secretary", "member", "observer"])
def test_release_by_somebody_else_is_refused(twente: Twente, client: Client, who: str) -> None:
    report = edition(twente)
    client.force_login(getattr(twente, who))
    assert "Verslag vrijgeven" not in text_of(client, DETAIL)
    response = client.post(RELEASE, {"edition": "1"}, follow=True)
    assert "Alleen de voorzitter" in response.content.decode()
    report.refresh_from_db()
    assert report.state == ReportState.MADE


@pytest.mark.parametrize("sent", ["", "2", "x", "-1", "999999999999999999999"])
def test_release_of_an_edition_that_does_not_exist(twente: Twente, client: Client, sent: str) -> None:
    edition(twente)
    client.force_login(twente.chair)
    assert client.post(RELEASE, {"edition": sent}).status_code == 404


def test_page_asks_for_news_while_copies_are_owed_and_stops_after(twente: Twente, client: Client) -> None:
    report = edition(twente, made=False)
    client.force_login(twente.secretary)
    page = text_of(client, DETAIL)
    assert f'hx-get="{PROGRESS}?stand=' in page
    assert "Het werk wacht op de achtergrondverwerking" in page
    for delivery in report.deliveries.select_related("party"):
        hand_in(delivery)
    assert client.get(PROGRESS).headers["HX-Refresh"] == "true"  # the steps and the acts above changed too
    page = text_of(client, DETAIL)
    assert "hx-get" not in page
    assert "Alle 19 exemplaren zijn gemaakt." in page


def test_progress_without_news_is_empty(twente: Twente, client: Client) -> None:
    report = edition(twente, made=False)
    client.force_login(twente.secretary)
    stand = text_of(client, DETAIL).split("?stand=")[1].split('"')[0]
    assert client.get(PROGRESS, {"stand": stand}).status_code == 204
    hand_in(report.deliveries.all()[0])
    response = client.get(PROGRESS, {"stand": stand})
    assert response.status_code == 200
    assert "1 van 19" in response.content.decode()


def test_failed_copy_shows_why_and_can_be_tried_again(twente: Twente, client: Client) -> None:
    report = edition(twente, made=False)
    for delivery in report.deliveries.select_related("party")[:18]:
        hand_in(delivery)
    failed = report.deliveries.get(state=DeliveryState.OWED)
    Delivery.objects.filter(pk=failed.pk).update(
        state=DeliveryState.FAILED, attempts=3, error="De schijf is vol."
    )
    client.force_login(twente.secretary)
    page = text_of(client, DETAIL)
    assert "18 van 19 exemplaren zijn gemaakt; 1 mislukt." in page
    assert "De schijf is vol." in page
    client.post(reverse("reports:delivery_retry", args=[failed.pk]))
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (DeliveryState.OWED, 0)


def test_list_has_the_same_number_of_queries_with_one_and_with_many_years(
    twente: Twente, client: Client
) -> None:
    client.force_login(twente.secretary)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for year in range(2015, 2024):
        report = open_edition(twente, year, timezone.now() - timedelta(days=1))
        AnnualReport.objects.filter(pk=report.pk).update(state=ReportState.MADE)
    with CaptureQueriesContext(connection) as many:
        page = client.get(LIST).content.decode()
    assert "Verslag over 2015" in page
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("day", "words", "badge"),
    [
        (10, "Nog 1 dag: morgen, donderdag 11 februari 2027, is de laatste dag.", "nog 1 dag"),
        (11, "Vandaag, donderdag 11 februari 2027, is de laatste dag.", "laatste dag"),
        (
            12,
            "Te laat: de termijn verstreek op donderdag 11 februari 2027, 1 dag geleden.",
            "termijn verstreken",
        ),
    ],
)
def test_pages_say_the_right_words_around_11_february(
    twente: Twente, client: Client, monkeypatch: pytest.MonkeyPatch, day: int, words: str, badge: str
) -> None:
    monkeypatch.setattr(
        timezone, "now", lambda: datetime(2027, 2, day, 22, 59, tzinfo=UTC)
    )  # 23:59 in Twente
    client.force_login(twente.secretary)
    for url in (LIST, reverse("overview")):
        page = text_of(client, url)
        assert words in page
        assert f'">{badge}</span>' in page


def test_overview_tells_the_chair_what_waits(twente: Twente, client: Client) -> None:
    edition(twente)
    client.force_login(twente.chair)
    page = text_of(client, reverse("overview"))
    assert f"Verslag over {YEAR}" in page
    assert "Verslag vrijgeven" in page


def test_overview_of_a_council_has_its_report(twente: Twente, client: Client) -> None:
    report = edition(twente)
    client.force_login(twente.readers["hengelo"])
    assert "Er is nog geen verslag aan u uitgebracht." in text_of(client, reverse("overview"))
    release_report(report, twente.chair)
    page = text_of(client, reverse("overview"))
    assert f"Verslag {YEAR} downloaden" in page
    assert report.deliveries.get(party__slug="hengelo").get_absolute_url() in page
