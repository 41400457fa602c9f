"""Opening and releasing an edition: frozen figures, one at a time, and only what is complete goes out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from governance.models import LedgerEvent, OwedMail, Party
from reports.actions import explain_lateness, open_report, record_contribution, release_report
from reports.enums import DeliveryState, ReportState
from reports.models import AnnualReport, Contribution, Delivery, DeliveryUserObjectPermission
from tests.reports.factories import (
    AFTER_YEAR,
    DURING_YEAR,
    YEAR,
    Twente,
    hand_in,
    make_edition,
    open_edition,
)
from werkbedrijf.lib.canonical import content_hash
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


def test_open_report_owes_a_copy_to_each_of_the_nineteen_parties(twente: Twente) -> None:
    report = open_edition(twente)
    assert set(report.deliveries.values_list("party__slug", flat=True)) == set(twente.parties)
    assert report.deliveries.count() == 19
    assert set(report.deliveries.values_list("state", flat=True)) == {DeliveryState.OWED}
    assert (report.state, report.edition, report.is_concept) == (ReportState.MAKING, 1, False)


def test_open_report_over_a_running_year_is_a_concept(twente: Twente) -> None:
    assert open_edition(twente, now=DURING_YEAR).is_concept


def test_open_report_freezes_the_figures(twente: Twente) -> None:
    report = open_edition(twente)
    hengelo = twente.parties["hengelo"]
    record_contribution(hengelo, YEAR, "Vergaderen", planned_hours=999, delivered_hours=999)
    report.refresh_from_db()
    hours = {line["slug"]: line["delivered"] for line in report.figures["contributions"]}
    assert hours["hengelo"] == 90
    assert report.figures_sha256 == content_hash(report.figures)


def test_open_report_twice_is_one_edition(twente: Twente) -> None:
    open_edition(twente)
    with pytest.raises(Conflict, match="Het verslag over 2025 wordt al gemaakt"):
        open_edition(twente)
    assert AnnualReport.objects.count() == 1
    assert Delivery.objects.count() == 19


def test_open_report_after_a_made_one_is_a_new_edition_with_the_figures_of_now(twente: Twente) -> None:
    first = make_edition(twente)
    record_contribution(
        twente.parties["borne"], YEAR, "Vergaderen", planned_hours=100, delivered_hours=55, now=AFTER_YEAR
    )
    second = open_report(YEAR, twente.secretary, now=AFTER_YEAR + timedelta(days=1))
    assert second.edition == 2
    hours = [
        next(line["delivered"] for line in report.figures["contributions"] if line["slug"] == "borne")
        for report in (first, second)
    ]
    assert hours == [90, 55]


def test_open_report_after_failed_copies_stops_that_edition(twente: Twente) -> None:
    report = open_edition(twente)
    for delivery in report.deliveries.select_related("party")[:18]:
        hand_in(delivery)
    report.deliveries.filter(state=DeliveryState.OWED).update(state=DeliveryState.FAILED, error="Mislukt.")
    second = open_report(YEAR, twente.secretary, now=AFTER_YEAR)
    report.refresh_from_db()
    assert (report.state, second.edition) == (ReportState.STOPPED, 2)


def test_open_report_after_the_release_is_refused(twente: Twente) -> None:
    release_report(make_edition(twente), twente.chair, now=AFTER_YEAR)
    with pytest.raises(Conflict, match="vrijgegeven en ligt vast"):
        open_edition(twente)


@pytest.mark.parametrize("year", [2013, 2027])
def test_open_report_over_a_year_outside_the_agreement_or_in_the_future_is_refused(
    twente: Twente, year: int
) -> None:
    with pytest.raises(DomainError, match=f"Over {year} is geen verslag te maken"):
        open_edition(twente, year)
    assert not AnnualReport.objects.exists()


@pytest.mark.parametrize("who", ["chair", "member", "observer"])
def test_open_report_is_for_the_secretariat(twente: Twente, who: str) -> None:
    with pytest.raises(NotAllowed):
        open_report(YEAR, getattr(twente, who), now=AFTER_YEAR)


def test_open_report_without_parties_is_refused(twente: Twente) -> None:
    Party.objects.update(left_on=AFTER_YEAR.date().replace(year=2020))
    with pytest.raises(DomainError, match="geen partijen"):
        open_edition(twente)
    assert not AnnualReport.objects.exists()


def test_release_opens_each_copy_to_its_readers_and_owes_them_one_message(twente: Twente) -> None:
    report = release_report(make_edition(twente), twente.chair, now=AFTER_YEAR)
    assert (report.state, report.released_by, report.released_at) == (
        ReportState.RELEASED,
        twente.chair,
        AFTER_YEAR,
    )
    grants = {
        (grant.content_object.party.slug, grant.user_id)
        for grant in DeliveryUserObjectPermission.objects.select_related("content_object__party")
    }
    assert grants == {(slug, reader.pk) for slug, reader in twente.readers.items()}
    mails = OwedMail.objects.filter(reference__startswith="verslag-2025-1-")
    assert sorted(mails.values_list("person_id", flat=True)) == sorted(r.pk for r in twente.readers.values())
    body = mails.get(person=twente.readers["hengelo"]).body
    assert "Het verslag over 2025 aan de gemeenteraad van Hengelo staat klaar." in body
    assert "/verslagen/" in body


def test_release_is_recorded_with_the_hash_of_every_file(twente: Twente) -> None:
    report = release_report(make_edition(twente), twente.chair, now=AFTER_YEAR)
    event = LedgerEvent.objects.get(kind="report_released")
    assert event.person_id == twente.chair.pk
    assert event.facts["files"] == dict(report.deliveries.values_list("party__slug", "sha256"))


@pytest.mark.parametrize("who", ["secretary", "member", "observer"])
def test_release_is_for_the_chair(twente: Twente, who: str) -> None:
    report = make_edition(twente)
    with pytest.raises(NotAllowed, match="Alleen de voorzitter"):
        release_report(report, getattr(twente, who), now=AFTER_YEAR)
    assert not DeliveryUserObjectPermission.objects.exists()
    assert not OwedMail.objects.exists()


def test_release_of_a_concept_is_refused(twente: Twente) -> None:
    report = make_edition(twente, now=DURING_YEAR)
    with pytest.raises(Conflict, match="Dit is een concept"):
        release_report(report, twente.chair, now=AFTER_YEAR)


def test_release_of_an_incomplete_edition_is_refused(twente: Twente) -> None:
    report = make_edition(twente)
    report.deliveries.filter(party__slug="borne").update(
        state=DeliveryState.FAILED, made_at=None, error="Mislukt."
    )
    with pytest.raises(Conflict, match="Nog niet alle exemplaren"):
        release_report(report, twente.chair, now=AFTER_YEAR)


def test_release_of_an_overtaken_edition_is_refused(twente: Twente) -> None:
    first = make_edition(twente)
    make_edition(twente)
    with pytest.raises(Conflict, match="nieuwere editie"):
        release_report(first, twente.chair, now=AFTER_YEAR)


def test_release_twice_is_refused(twente: Twente) -> None:
    report = release_report(make_edition(twente), twente.chair, now=AFTER_YEAR)
    with pytest.raises(Conflict, match="al vrijgegeven"):
        release_report(report, twente.chair, now=AFTER_YEAR)


def test_release_with_a_changed_file_is_refused(twente: Twente) -> None:
    report = make_edition(twente)
    path: Path = report.deliveries.get(party__slug="losser").path
    path.write_bytes(b"%PDF-1.7 iets anders")
    with pytest.raises(Conflict, match="Het exemplaar voor Losser"):
        release_report(report, twente.chair, now=AFTER_YEAR)
    assert not DeliveryUserObjectPermission.objects.exists()


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": ReportState.RELEASED}, "report_released_by_somebody"),
        ({"released_at": AFTER_YEAR}, "report_released_by_somebody"),
    ],
)
def test_report_constraints_by_name(twente: Twente, changes: dict[str, object], constraint: str) -> None:
    report = make_edition(twente)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        AnnualReport.objects.filter(pk=report.pk).update(**changes)


def test_concept_cannot_be_released_by_the_database(twente: Twente) -> None:
    report = make_edition(twente, now=DURING_YEAR)
    with pytest.raises(IntegrityError, match="report_concept_stays_inside"), transaction.atomic():
        AnnualReport.objects.filter(pk=report.pk).update(
            state=ReportState.RELEASED, released_by=twente.chair, released_at=AFTER_YEAR
        )


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": DeliveryState.MADE}, "delivery_made_has_file"),
        ({"state": DeliveryState.MAKING}, "delivery_making_has_lease"),
        ({"state": DeliveryState.FAILED}, "delivery_failed_says_why"),
    ],
)
def test_delivery_constraints_by_name(twente: Twente, changes: dict[str, object], constraint: str) -> None:
    delivery = open_edition(twente).deliveries.all()[0]
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(**changes)


def test_correction_names_the_parts_whose_figures_differ(twente: Twente) -> None:
    release_report(make_edition(twente), twente.chair, now=AFTER_YEAR)
    Contribution.objects.create(
        party=Party.objects.get(slug="hengelo"), year=YEAR, kind_of_work="Overleg", planned_hours=10
    )
    second = open_report(YEAR, twente.secretary, correction=" Uren vergeten. ", now=AFTER_YEAR)
    assert second.figures["correction"] == {
        "of_edition": 1,
        "reason": "Uren vergeten.",
        "changed": ["bijdragen van de partijen"],
    }


def test_reason_while_there_is_time_or_after_the_release_is_a_conflict(twente: Twente) -> None:
    with pytest.raises(Conflict, match="kan nog op tijd"):
        explain_lateness(YEAR, twente.secretary, "Ziekte", now=AFTER_YEAR)
    late = AFTER_YEAR + timedelta(days=60)
    given = explain_lateness(YEAR, twente.secretary, " Ziekte ", now=late)
    assert given.reason == "Ziekte"
    release_report(make_edition(twente, YEAR, late), twente.chair, now=late)
    with pytest.raises(Conflict, match="al uitgebracht"):
        explain_lateness(YEAR, twente.secretary, "Anders", now=late)
