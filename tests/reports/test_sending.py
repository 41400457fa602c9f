"""Verslag: verzenden. Per recipient what went where and when, what went wrong, and sending it again."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.enums import Role
from governance.models import LedgerEvent, OwedMail, RoleAssignment
from governance.queries.comparison import differences
from governance.tasks import send_owed_mail
from reports.actions import note_sent, release_report, resend_message
from reports.models import AnnualReport, Delivery
from reports.queries import progress_of
from reports.queries.sending import Recipient, Sending, sending_of
from tests.reports.factories import Twente, make_edition, make_person
from tests.smtp import mail_server, smtp_at
from werkbedrijf.lib.errors import Conflict, NotAllowed

YEAR = timezone.localdate().year - 1
DETAIL = reverse("reports:report_detail", args=[YEAR])


@pytest.fixture
def released(twente: Twente) -> AnnualReport:
    return release_report(make_edition(twente, YEAR, timezone.now()), twente.chair)


def sending(report: AnnualReport) -> Sending:
    return sending_of(report, progress_of(report).deliveries)


def recipient(report: AnnualReport, slug: str) -> Recipient:
    return next(one for one in sending(report).recipients if one.delivery.party.slug == slug)


def copy_for(report: AnnualReport, slug: str) -> Delivery:
    return report.deliveries.select_related("party", "report").get(party__slug=slug)


def let_waits_pass() -> None:
    OwedMail.objects.update(leased_until=None)


def page_of(client: Client) -> str:
    return " ".join(client.get(DETAIL).content.decode().split())


def row_of(page: str, slug_words: str) -> str:
    return next(row for row in page.split("<tr") if slug_words in row)


def test_nineteen_messages_go_and_each_row_keeps_where_and_when(
    twente: Twente, released: AnnualReport
) -> None:
    with mail_server() as server:
        assert send_owed_mail() == 19
    assert sorted(server.addresses) == sorted(reader.email for reader in twente.readers.values())
    now = sending(released)
    assert now.sentence == "Het bericht is verzonden aan alle 19 ontvangers."
    addressee = recipient(released, "hengelo").addressees[0]
    assert addressee.address == twente.readers["hengelo"].email
    assert addressee.first_sent_at is not None
    assert (timezone.now() - addressee.first_sent_at) < timedelta(minutes=1)


def test_message_leads_to_the_page_of_the_recipient_and_holds_no_file(
    twente: Twente, released: AnnualReport
) -> None:
    with mail_server() as server:
        send_owed_mail()
    message = dict(server.taken)[twente.readers["hengelo"].email]
    assert reverse("reports:delivery_list") in str(message.get_payload(decode=True), "utf-8")
    assert not message.is_multipart()


def test_server_that_is_down_makes_all_wait_and_the_page_says_so(
    twente: Twente, released: AnnualReport, client: Client
) -> None:
    with smtp_at(1):
        send_owed_mail()
    client.force_login(twente.secretary)
    page = page_of(client)
    assert "Het bericht is verzonden aan 0 van 19 ontvangers; 19 wachten op verzending." in page
    assert "De mailserver is niet bereikbaar. Het bericht wacht en gaat vanzelf." in page
    let_waits_pass()
    with mail_server():
        assert send_owed_mail() == 19
    assert "Het bericht is verzonden aan alle 19 ontvangers." in page_of(client)


def test_refused_address_is_shown_with_what_to_do_and_goes_after_it_was_put_right(
    twente: Twente, released: AnnualReport, client: Client
) -> None:
    reader = twente.readers["hengelo"]
    before = reader.email
    with mail_server() as server:
        server.recipients[before] = "550 unknown"
        assert send_owed_mail() == 18
        client.force_login(twente.secretary)
        page = page_of(client)
        assert "Het bericht is verzonden aan 18 van 19 ontvangers; het ging niet naar Hengelo." in page
        row = row_of(page, "Gemeenteraad van Hengelo</th>")
        for words in ("niet verzonden", before, "weigert dit adres (550). Laat de beheerder het adres"):
            assert words in row
        type(reader).objects.filter(pk=reader.pk).update(email="griffie@hengelo.example")
        url = reverse("reports:delivery_resend", args=[copy_for(released, "hengelo").pk])
        assert client.post(url, {"number": "2"}).status_code == 303
        assert send_owed_mail() == 1
    assert server.addresses[-1] == "griffie@hengelo.example"
    assert sending(released).is_complete


def test_moment_that_counts_is_the_first_also_after_sending_again(
    twente: Twente, released: AnnualReport
) -> None:
    with mail_server():
        send_owed_mail()
        first = recipient(released, "fnv").addressees[0].first_sent_at
        resend_message(copy_for(released, "fnv"), 2, twente.secretary)
        send_owed_mail()
    addressee = recipient(released, "fnv").addressees[0]
    assert addressee.first_sent_at == first
    assert addressee.sent_again_at is not None


def test_moment_of_sending_is_noted_once_with_the_copy_and_in_the_ledger(
    twente: Twente, released: AnnualReport
) -> None:
    assert note_sent() == 0
    with mail_server() as server:
        server.recipients[twente.readers["hengelo"].email] = "550 unknown"
        send_owed_mail()
    assert (note_sent(), note_sent()) == (18, 0)
    assert copy_for(released, "hengelo").sent_at is None
    sent = copy_for(released, "borne")
    event = LedgerEvent.objects.get(kind="delivery_sent", facts__delivery=str(sent.pk))
    assert sent.sent_at == recipient(released, "borne").addressees[0].first_sent_at
    assert event.facts["sent_at"] == sent.sent_at.isoformat()
    assert not [line for line in differences() if "Verzending" in line]
    resend_message(copy_for(released, "borne"), 2, twente.secretary)
    send_owed_mail()
    assert note_sent() == 0


def test_moment_of_sending_that_was_changed_is_noticed(twente: Twente, released: AnnualReport) -> None:
    send_owed_mail()
    note_sent()
    Delivery.objects.filter(pk=copy_for(released, "borne").pk).update(sent_at=timezone.now())
    assert any("Verzending van het verslag" in line for line in differences())


def test_two_messages_about_one_copy_have_marks_of_their_own(twente: Twente, released: AnnualReport) -> None:
    with mail_server() as server:
        send_owed_mail()
        resend_message(copy_for(released, "fnv"), 2, twente.secretary)
        send_owed_mail()
    marks = [message["Message-ID"] for _, message in server.taken]
    assert len(set(marks)) == len(marks) == 20


def test_sent_on_the_last_day_is_in_time_and_after_midnight_in_twente_is_not(
    twente: Twente, released: AnnualReport
) -> None:
    last_minute = datetime(YEAR + 1, 2, 11, 22, 59, tzinfo=UTC)
    OwedMail.objects.filter(reference__contains=str(copy_for(released, "borne").pk)).update(
        state="sent", sent_at=last_minute
    )
    OwedMail.objects.filter(reference__contains=str(copy_for(released, "losser").pk)).update(
        state="sent", sent_at=last_minute + timedelta(minutes=2)
    )
    late = [recipient(released, slug).addressees[0].after_last_day for slug in ("borne", "losser")]
    assert late == [False, True]


def test_resend_twice_sends_once(twente: Twente, released: AnnualReport) -> None:
    send_owed_mail()
    delivery = copy_for(released, "fnv")
    assert resend_message(delivery, 2, twente.secretary) == 1
    with pytest.raises(Conflict, match="intussen al opnieuw klaargezet"):
        resend_message(delivery, 2, twente.secretary)
    assert send_owed_mail() == 1
    event = LedgerEvent.objects.get(kind="delivery_message_resent")
    assert event.facts == {"delivery": str(delivery.pk), "party": "fnv", "number": 2}


def test_resend_while_the_first_waits_is_refused(twente: Twente, released: AnnualReport) -> None:
    with pytest.raises(Conflict, match="staat al klaar en gaat vanzelf"):
        resend_message(copy_for(released, "fnv"), 2, twente.secretary)


def test_resend_before_the_release_is_refused(twente: Twente) -> None:
    report = make_edition(twente)
    with pytest.raises(Conflict, match="nog niet vrijgegeven"):
        resend_message(copy_for(report, "fnv"), 1, twente.secretary)


@pytest.mark.parametrize("who", ["chair", "member", "observer"])
def test_resend_is_for_the_secretariat(twente: Twente, released: AnnualReport, who: str) -> None:
    with pytest.raises(NotAllowed):
        resend_message(copy_for(released, "fnv"), 2, getattr(twente, who))


def test_party_without_a_reader_is_pointed_out_and_told_once_there_is_one(
    twente: Twente, client: Client
) -> None:
    RoleAssignment.objects.filter(role=Role.PARTY_READER, party=twente.parties["cnv"]).delete()
    report = release_report(make_edition(twente, YEAR, timezone.now()), twente.chair)
    send_owed_mail()
    client.force_login(twente.secretary)
    assert "18 van 19 ontvangers; het ging niet naar CNV." in page_of(client)
    assert "Niemand ontvangt het verslag voor deze partij." in row_of(page_of(client), "Bestuur van CNV</th>")
    with pytest.raises(Conflict, match="Niemand ontvangt het verslag voor CNV"):
        resend_message(copy_for(report, "cnv"), 1, twente.secretary)
    make_person("Bestuur CNV", Role.PARTY_READER, party=twente.parties["cnv"])
    assert "Bericht sturen" in row_of(page_of(client), "Bestuur van CNV</th>")
    assert resend_message(copy_for(report, "cnv"), 1, twente.secretary) == 1
    send_owed_mail()
    assert sending(report).is_complete


@pytest.mark.parametrize("who", ["member", "observer"])
def test_addresses_are_for_who_checks_the_copies(
    twente: Twente, released: AnnualReport, client: Client, who: str
) -> None:
    client.force_login(getattr(twente, who))
    page = page_of(client)
    assert "te verzenden" in page
    assert "@voorbeeld.example" not in page
    assert "Opnieuw sturen" not in page
    client.force_login(twente.chair)
    assert twente.readers["hengelo"].email in page_of(client)


def test_seen_is_noted_once_for_the_own_copies_only(
    twente: Twente, released: AnnualReport, client: Client
) -> None:
    client.force_login(twente.readers["hengelo"])
    client.get(reverse("reports:delivery_list"))
    first = copy_for(released, "hengelo").first_seen_at
    assert first is not None
    client.get(reverse("reports:delivery_list"))
    assert copy_for(released, "hengelo").first_seen_at == first
    assert released.deliveries.filter(first_seen_at__isnull=False).count() == 1


def test_download_past_the_page_is_seen_too(twente: Twente, released: AnnualReport, client: Client) -> None:
    client.force_login(twente.readers["hengelo"])
    client.get(copy_for(released, "hengelo").get_absolute_url())
    copy = copy_for(released, "hengelo")
    assert copy.first_seen_at == copy.first_downloaded_at is not None


@pytest.mark.parametrize("number", ["", "x", "-1", "99999999999"])
def test_resend_without_a_number_is_not_found(
    twente: Twente, released: AnnualReport, client: Client, number: str
) -> None:
    client.force_login(twente.secretary)
    url = reverse("reports:delivery_resend", args=[copy_for(released, "fnv").pk])
    assert client.post(url, {"number": number}).status_code == 404


def test_page_asks_for_news_until_the_first_attempts_are_made(
    twente: Twente, released: AnnualReport, client: Client
) -> None:
    client.force_login(twente.secretary)
    page = page_of(client)
    assert "?stand=" in page
    stand = page.split("?stand=")[1].split('"')[0]
    url = reverse("reports:report_progress", args=[YEAR])
    assert client.get(url, {"stand": stand}).status_code == 204
    send_owed_mail()
    fragment = client.get(url, {"stand": stand})
    assert (fragment.status_code, fragment.headers["HX-Refresh"]) == (204, "true")
    assert "?stand=" not in page_of(client)


def test_page_has_the_same_number_of_queries_before_and_after_thirty_messages(
    twente: Twente, released: AnnualReport, client: Client
) -> None:
    client.force_login(twente.secretary)
    page_of(client)
    with CaptureQueriesContext(connection) as few:
        page_of(client)
    send_owed_mail()
    for slug in list(twente.parties)[:15]:
        resend_message(copy_for(released, slug), 2, twente.secretary)
    with CaptureQueriesContext(connection) as many:
        page_of(client)
    assert len(many) == len(few)


@pytest.mark.parametrize("slug", ["hengelo", "vno-ncw-midden"])
def test_from_the_message_by_a_code_to_the_own_verslag(
    twente: Twente, released: AnnualReport, client: Client, slug: str
) -> None:
    reader = twente.readers[slug]
    assert not reader.has_usable_password()
    with mail_server() as server:
        send_owed_mail()
        text = str(dict(server.taken)[reader.email].get_payload(decode=True), "utf-8")
        link = re.search(r"https?://[^/]+(/\S+)", text)
        assert link is not None
        sign_in = client.get(link[1])["Location"]
        asked = client.post(
            sign_in.replace(reverse("account_login"), reverse("account_request_login_code")),
            {"email": reader.email, "next": link[1]},
        )
        code = re.search(r"[A-Z]{4}-[A-Z]{4}", str(server.taken[-1][1].get_payload(decode=True), "utf-8"))
        assert code is not None
        page = client.post(asked["Location"], {"code": code[0], "next": link[1]}, follow=True)
    assert page.request["PATH_INFO"] == reverse("reports:delivery_list")
    assert copy_for(released, slug).get_absolute_url() in page.content.decode()
