"""Verslagen on the screen, and the download: whole, unchanged, counted once it is the reader's."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.models import LedgerEvent, OwedMail
from reports.actions import explain_lateness, open_report, release_report
from reports.enums import ReportState
from reports.models import AnnualReport, Delivery
from tests.reports.factories import AFTER_YEAR, Twente, hand_in, make_edition

LIST = reverse("reports:delivery_list")


@pytest.fixture
def released(twente: Twente) -> AnnualReport:
    return release_report(make_edition(twente), twente.chair, now=AFTER_YEAR)


@pytest.fixture
def hengelo(released: AnnualReport) -> Delivery:
    return released.deliveries.get(party__slug="hengelo")


def test_download_is_the_stored_file_under_a_readable_name(
    twente: Twente, client: Client, hengelo: Delivery
) -> None:
    client.force_login(twente.readers["hengelo"])
    response = client.get(hengelo.get_absolute_url())
    assert response.content == hengelo.path.read_bytes()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="verslag-2025-gemeenteraad-hengelo.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_download_by_another_party_is_named_without_council(
    twente: Twente, client: Client, released: AnnualReport
) -> None:
    client.force_login(twente.readers["fnv"])
    response = client.get(released.deliveries.get(party__slug="fnv").get_absolute_url())
    assert response["Content-Disposition"] == 'attachment; filename="verslag-2025-fnv.pdf"'


def test_download_is_counted_for_the_reader_and_dated_once(
    twente: Twente, client: Client, hengelo: Delivery
) -> None:
    client.force_login(twente.readers["hengelo"])
    client.get(hengelo.get_absolute_url())
    hengelo.refresh_from_db()
    first = hengelo.first_downloaded_at
    assert first is not None
    assert (timezone.now() - first).total_seconds() < 60
    client.get(hengelo.get_absolute_url())
    hengelo.refresh_from_db()
    assert (hengelo.downloads, hengelo.first_downloaded_at) == (2, first)
    received = LedgerEvent.objects.get(kind="delivery_received")  # once
    assert received.facts == {"delivery": str(hengelo.pk), "party": "hengelo"}


@pytest.mark.parametrize("who", ["secretary", "chair"])
def test_download_to_check_is_not_counted(
    twente: Twente, client: Client, hengelo: Delivery, who: str
) -> None:
    client.force_login(getattr(twente, who))
    assert client.get(hengelo.get_absolute_url()).status_code == 200
    hengelo.refresh_from_db()
    assert (hengelo.downloads, hengelo.first_downloaded_at) == (0, None)


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_changed_file_is_never_served(
    twente: Twente, client: Client, hengelo: Delivery, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    content = hengelo.path.read_bytes()
    if damage == "gone":
        hengelo.path.unlink()
    else:
        hengelo.path.write_bytes(content.replace(b"hengelo", b"borne00"))
    client.force_login(twente.readers["hengelo"])
    with caplog.at_level(logging.ERROR):
        response = client.get(hengelo.get_absolute_url())
    assert response.status_code == 503
    assert b"Dit verslag is nu niet beschikbaar" in response.content
    assert b"%PDF" not in response.content
    assert f"delivery {hengelo.pk} is not served" in caplog.text
    hengelo.refresh_from_db()
    assert hengelo.downloads == 0


def test_list_shows_the_newest_first_with_size_pages_and_term(
    twente: Twente, client: Client, hengelo: Delivery
) -> None:
    older = release_report(make_edition(twente, 2024), twente.chair, now=AFTER_YEAR)
    client.force_login(twente.readers["hengelo"])
    page = " ".join(client.get(LIST).content.decode().split())
    assert page.index("Verslag over 2025") < page.index("Eerdere verslagen") < page.index("Verslag over 2024")
    assert "14 pagina's. Toegankelijk (PDF/UA)" in page.replace("&#x27;", "'")
    assert "Uitgebracht op dinsdag 20 januari 2026, 22 dagen voor de laatste dag (11 februari 2026)." in page
    assert "Uitgebracht op dinsdag 20 januari 2026, 343 dagen na de laatste dag (11 februari 2025)." in page
    assert hengelo.get_absolute_url() in page
    assert older.deliveries.get(party__slug="hengelo").get_absolute_url() in page
    assert older.deliveries.get(party__slug="borne").get_absolute_url() not in page


def test_reason_of_lateness_is_in_the_list_and_in_the_message_and_not_in_those_of_a_correction(
    twente: Twente, client: Client
) -> None:
    reason, reader = "De cijfers kwamen laat.", twente.readers["hengelo"]
    explain_lateness(2024, twente.secretary, reason, now=AFTER_YEAR)
    release_report(make_edition(twente, 2024), twente.chair, now=AFTER_YEAR)
    mail = OwedMail.objects.get(person=reader)
    assert f"Het komt na de laatste dag. Reden: {reason}" in mail.body
    client.force_login(reader)
    page = " ".join(client.get(LIST).content.decode().split())
    assert f"343 dagen na de laatste dag (11 februari 2025). Reden: {reason}" in page
    second = open_report(2024, twente.secretary, correction="Een uur te veel.", now=AFTER_YEAR)
    for delivery in second.deliveries.select_related("party"):
        hand_in(delivery)
    AnnualReport.objects.filter(pk=second.pk).update(state=ReportState.MADE)
    release_report(second, twente.chair, now=AFTER_YEAR)
    assert reason not in OwedMail.objects.filter(person=reader).latest("pk").body


def test_list_without_a_verslag_says_so(twente: Twente, client: Client) -> None:
    client.force_login(twente.readers["hengelo"])
    assert "Er is nog geen verslag uitgebracht." in client.get(LIST).content.decode()


@pytest.mark.parametrize("who", ["member", "observer", "secretary"])
def test_list_is_for_readers(twente: Twente, client: Client, who: str) -> None:
    client.force_login(getattr(twente, who))
    assert client.get(LIST).status_code == 403


def test_unknown_address_is_not_found(twente: Twente, client: Client) -> None:
    client.force_login(twente.readers["hengelo"])
    url = reverse("reports:delivery_download", args=["00000000-0000-4000-8000-000000000000"])
    assert client.get(url).status_code == 404
