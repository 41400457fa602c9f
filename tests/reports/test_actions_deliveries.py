"""Making copies: each once, whoever asks how often, and one that cannot be made holds up no other."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from pypdf import PdfReader

from governance.models import LedgerEvent
from reports.actions import (
    claim_delivery,
    give_up_abandoned,
    make_all_deliveries,
    make_delivery,
    open_report,
    retry_delivery,
)
from reports.actions.deliveries import _finish
from reports.enums import DeliveryState, ReportState
from reports.models import AnnualReport, Delivery
from reports.tasks import make_owed_deliveries
from tests.reports.factories import (
    AFTER_YEAR,
    YEAR,
    Twente,
    hand_in,
    make_edition,
    make_twente,
    open_edition,
)
from werkbedrijf.celery import app
from werkbedrijf.lib.errors import Conflict, NotAllowed
from werkbedrijf.printing.attempts import LEASE, PAUSE
from werkbedrijf.printing.files import read_checked
from werkbedrijf.printing.press import Pdf


def first_owed(report: AnnualReport) -> Delivery:
    return report.deliveries.filter(state=DeliveryState.OWED).order_by("party__name")[0]


def poison(report: AnnualReport, slug: str) -> Delivery:
    """Frozen figures that do not know one recipient: that copy cannot be made, the others can."""
    report.figures["parties"] = [p for p in report.figures["parties"] if p["slug"] != slug]
    report.save()
    return report.deliveries.get(party__slug=slug)


@pytest.mark.rendering
def test_all_copies_are_made_and_the_edition_is_made_with_the_last(twente: Twente) -> None:
    report = open_edition(twente)
    assert make_all_deliveries(report) == 19
    report.refresh_from_db()
    assert report.state == ReportState.MADE
    for delivery in report.deliveries.select_related("party"):
        content = read_checked(delivery.path, delivery.sha256)
        reader = PdfReader(io.BytesIO(content))
        assert (len(content), len(reader.pages)) == (delivery.size, delivery.pages)
        body = delivery.party.body
        assert body[:1].upper() + body[1:] in reader.pages[0].extract_text()
    logged = {
        e.facts["delivery"]: e.facts["file_sha256"] for e in LedgerEvent.objects.filter(kind="delivery_made")
    }
    assert logged == {str(delivery.pk): delivery.sha256 for delivery in report.deliveries.all()}


def test_make_delivery_again_finds_nothing_to_do(twente: Twente) -> None:
    delivery = first_owed(open_edition(twente))
    assert make_delivery(delivery.pk)
    made = Delivery.objects.get(pk=delivery.pk)
    assert not make_delivery(delivery.pk)
    again = Delivery.objects.get(pk=delivery.pk)
    assert (again.made_at, again.sha256, again.attempts) == (made.made_at, made.sha256, 1)


def test_claim_holds_until_the_lease_runs_out(twente: Twente) -> None:
    delivery = first_owed(open_edition(twente))
    assert claim_delivery(delivery.pk, AFTER_YEAR) is not None
    assert claim_delivery(delivery.pk, AFTER_YEAR + LEASE) is None
    retaken = claim_delivery(delivery.pk, AFTER_YEAR + LEASE + timedelta(seconds=1))
    assert retaken is not None
    assert retaken.attempts == 2


def test_worker_that_comes_back_after_its_lease_changes_nothing(twente: Twente) -> None:
    delivery = first_owed(open_edition(twente))
    late = claim_delivery(delivery.pk, AFTER_YEAR)
    retaken = claim_delivery(delivery.pk, AFTER_YEAR + 2 * LEASE)
    assert late is not None
    assert retaken is not None
    assert not _finish(late, "verslagen/late.pdf", Pdf(b"late", 1, "a" * 64), AFTER_YEAR)
    assert _finish(retaken, "verslagen/in-time.pdf", Pdf(b"in time", 1, "b" * 64), AFTER_YEAR)
    delivery.refresh_from_db()
    assert delivery.file == "verslagen/in-time.pdf"


@pytest.mark.rendering
def test_copy_that_cannot_be_made_fails_visibly_after_three_times_and_others_go_on(twente: Twente) -> None:
    report = open_edition(twente)
    bad = poison(report, "borne")
    for other in report.deliveries.exclude(party__slug__in=["almelo", "borne"]).select_related("party"):
        hand_in(other)
    now: datetime = AFTER_YEAR
    for attempt in (1, 2, 3):
        assert not make_delivery(bad.pk, now=now)
        bad.refresh_from_db()
        assert bad.attempts == attempt
        now += PAUSE * attempt + timedelta(seconds=1)
    assert bad.state == DeliveryState.FAILED
    assert bad.error == "Het opmaken mislukte. De oorzaak staat in het logboek van de server."
    assert not make_delivery(bad.pk, now=now + LEASE)
    assert make_delivery(report.deliveries.get(party__slug="almelo").pk)
    report.refresh_from_db()
    assert report.state == ReportState.MAKING


def test_failed_attempt_waits_before_the_next(twente: Twente) -> None:
    report = open_edition(twente)
    bad = poison(report, "borne")
    make_delivery(bad.pk, now=AFTER_YEAR)
    assert not Delivery.objects.claimable(AFTER_YEAR + PAUSE).filter(pk=bad.pk).exists()
    later = AFTER_YEAR + PAUSE + timedelta(seconds=1)
    assert Delivery.objects.claimable(later).filter(pk=bad.pk).exists()


def test_copy_whose_worker_died_three_times_is_given_up(twente: Twente) -> None:
    delivery = first_owed(open_edition(twente))
    now = AFTER_YEAR
    for _ in range(3):
        assert claim_delivery(delivery.pk, now) is not None
        now += LEASE + timedelta(seconds=1)
    assert claim_delivery(delivery.pk, now) is None
    assert give_up_abandoned(now) == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == (
        DeliveryState.FAILED,
        "Het opmaken is drie keer afgebroken.",
    )


def test_retry_gives_a_failed_copy_three_new_attempts(twente: Twente) -> None:
    delivery = first_owed(open_edition(twente))
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.FAILED, attempts=3, error="Mislukt.")
    retry_delivery(delivery, twente.secretary)
    assert make_delivery(delivery.pk)


def test_retry_of_a_copy_that_did_not_fail_is_refused(twente: Twente) -> None:
    delivery = make_edition(twente).deliveries.all()[0]
    with pytest.raises(Conflict):
        retry_delivery(delivery, twente.secretary)


def test_retry_is_for_the_secretariat(twente: Twente) -> None:
    delivery = first_owed(open_edition(twente))
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.FAILED, attempts=3, error="Mislukt.")
    with pytest.raises(NotAllowed):
        retry_delivery(delivery, twente.chair)


@pytest.fixture
def eager() -> Iterator[None]:
    """Tasks run here and now, as a worker would run them."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.mark.rendering
def test_sweep_makes_what_is_owed_and_then_finds_nothing(twente: Twente, eager: None) -> None:
    report = open_edition(twente)
    for delivery in report.deliveries.select_related("party")[:16]:
        hand_in(delivery)
    assert make_owed_deliveries() == 3
    assert make_owed_deliveries() == 0
    report.refresh_from_db()
    assert report.state == ReportState.MADE


def test_sweep_leaves_alone_what_somebody_is_making(twente: Twente, eager: None) -> None:
    report = open_edition(twente)
    for delivery in report.deliveries.select_related("party")[:18]:
        hand_in(delivery)
    taken = claim_delivery(first_owed(report).pk)
    assert taken is not None
    assert make_owed_deliveries() == 0


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_get_one_edition() -> None:
    twente = make_twente()
    outcomes: list[object] = []
    together = threading.Barrier(2)

    def press() -> None:
        together.wait()
        try:
            outcomes.append(open_report(YEAR, twente.secretary, now=AFTER_YEAR).edition)
        except Conflict as error:
            outcomes.append(error.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["1", "Het verslag over 2025 wordt al gemaakt."]
    assert Delivery.objects.count() == 19


@pytest.mark.django_db(transaction=True)
def test_one_copy_asked_for_by_four_at_once_is_made_once() -> None:
    delivery = first_owed(open_edition(make_twente()))
    outcomes: list[bool] = []
    together = threading.Barrier(4)

    def ask() -> None:
        together.wait()
        try:
            outcomes.append(claim_delivery(delivery.pk) is not None)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, False, False, True]
