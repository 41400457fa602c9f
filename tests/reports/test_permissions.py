"""Who opens which copy: fourteen councils and fourteen copies, of which each opens one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.enums import Role
from governance.models import Person, RoleAssignment
from governance.permissions import today
from reports.actions import release_report, sync_reader_grants
from reports.models import AnnualReport, Delivery, DeliveryUserObjectPermission
from reports.permissions import granted_deliveries, visible_deliveries
from tests.reports.factories import AFTER_YEAR, DURING_YEAR, Twente, hold_meeting, make_edition, make_person


@pytest.fixture
def released(twente: Twente) -> AnnualReport:
    return release_report(make_edition(twente), twente.chair, now=AFTER_YEAR)


def fresh(person: Person) -> Person:
    """The same person as the next request knows them: without what the last one remembered."""
    return Person.objects.get(pk=person.pk)


def copy_of(report: AnnualReport, slug: str) -> Delivery:
    return report.deliveries.get(party__slug=slug)


def status(person: Person | None, delivery: Delivery, client: Client) -> int:
    client.logout()
    if person is not None:
        client.force_login(person)
    return client.get(delivery.get_absolute_url()).status_code


def test_each_of_fourteen_councils_opens_its_own_copy_and_no_other(
    twente: Twente, released: AnnualReport, client: Client
) -> None:
    copies = {slug: copy_of(released, slug) for slug in twente.councils}
    answers = {}
    for reader in twente.councils:
        client.force_login(twente.readers[reader])
        for slug, copy in copies.items():
            answers[reader, slug] = client.get(copy.get_absolute_url()).status_code
    assert len(answers) == 196
    assert answers == {(reader, slug): 200 if reader == slug else 404 for reader, slug in answers}
    assert list(answers.values()).count(200) == 14


def test_lists_hold_exactly_what_the_download_opens(twente: Twente, released: AnnualReport) -> None:
    for slug, reader in twente.readers.items():
        assert list(visible_deliveries(reader).values_list("party__slug", flat=True)) == [slug]


def test_nothing_is_open_before_the_release(twente: Twente, client: Client) -> None:
    report = make_edition(twente)
    sync_reader_grants()
    assert status(twente.readers["hengelo"], copy_of(report, "hengelo"), client) == 404


def test_concept_is_for_secretariat_chair_and_vice_chair_only(twente: Twente, client: Client) -> None:
    hold_meeting(twente, timezone.now())
    copy = copy_of(make_edition(twente, now=DURING_YEAR), "hengelo")
    seen = {
        "secretary": 200,
        "chair": 200,
        "vice_chair": 200,
        "member": 404,
        "observer": 404,
    }
    assert {who: status(getattr(twente, who), copy, client) for who in seen} == seen
    assert status(twente.readers["hengelo"], copy, client) == 404


def test_who_holds_a_seat_reads_the_copy_of_its_own_party_and_no_other(
    twente: Twente, released: AnnualReport, client: Client
) -> None:
    """The board ratifies the verslag: a member cannot do that without having read it."""
    assert status(twente.seats["almelo"], copy_of(released, "almelo"), client) == 200
    assert status(twente.seats["almelo"], copy_of(released, "hengelo"), client) == 404
    copy = copy_of(released, "almelo")
    client.force_login(twente.seats["almelo"])
    page = client.get(released.get_absolute_url()).content.decode()
    assert copy.get_absolute_url() in page
    assert copy_of(released, "hengelo").get_absolute_url() not in page
    assert copy.downloads == 0  # by a member is not by the council


def test_concept_stays_with_who_makes_it(twente: Twente, released: AnnualReport) -> None:
    AnnualReport.objects.filter(pk=released.pk).update(
        state="made", is_concept=True, released_at=None, released_by=None
    )
    assert not visible_deliveries(twente.seats["almelo"]).exists()


def test_who_only_listens_has_no_copy(twente: Twente, released: AnnualReport, client: Client) -> None:
    assert status(twente.observer, copy_of(released, "almelo"), client) == 404


def test_anonymous_is_sent_to_sign_in(released: AnnualReport, client: Client) -> None:
    response = client.get(copy_of(released, "hengelo").get_absolute_url())
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_reader_whose_account_is_closed_sees_nothing(twente: Twente, released: AnnualReport) -> None:
    reader = twente.readers["hengelo"]
    reader.is_active = False
    reader.save()
    assert not visible_deliveries(fresh(reader)).exists()


def test_role_that_ended_closes_the_door_at_once(
    twente: Twente, released: AnnualReport, client: Client
) -> None:
    reader = twente.readers["hengelo"]
    RoleAssignment.objects.filter(person=reader).update(ends_on=today() - timedelta(days=1))
    assert DeliveryUserObjectPermission.objects.filter(user=reader).exists()
    assert status(reader, copy_of(released, "hengelo"), client) == 404
    sync_reader_grants()
    assert not DeliveryUserObjectPermission.objects.filter(user=reader).exists()


def test_reader_who_comes_after_the_release_gets_access_by_the_sweep(
    twente: Twente, released: AnnualReport, client: Client
) -> None:
    newcomer = make_person("Nieuwe griffier", Role.PARTY_READER, party=twente.parties["hengelo"])
    assert status(newcomer, copy_of(released, "hengelo"), client) == 404
    assert sync_reader_grants() == (1, 0)
    assert status(newcomer, copy_of(released, "hengelo"), client) == 200
    assert sync_reader_grants() == (0, 0)


def test_grant_without_the_role_opens_nothing(twente: Twente, released: AnnualReport) -> None:
    permission = Permission.objects.get(codename="download_delivery")
    DeliveryUserObjectPermission.objects.create(
        user=twente.observer, permission=permission, content_object=copy_of(released, "borne")
    )
    assert not visible_deliveries(fresh(twente.observer)).exists()


def test_permission_on_the_model_as_a_whole_opens_nothing(twente: Twente, released: AnnualReport) -> None:
    reader = twente.readers["borne"]
    reader.user_permissions.add(Permission.objects.get(codename="download_delivery"))
    assert list(granted_deliveries(fresh(reader)).values_list("party__slug", flat=True)) == ["borne"]


def test_superuser_without_a_role_sees_nothing(released: AnnualReport) -> None:
    technician = Person.objects.create_superuser("beheer@voorbeeld.example", name="Technisch beheer")
    assert not visible_deliveries(technician).exists()


def test_reader_of_two_parties_sees_both(twente: Twente, released: AnnualReport) -> None:
    reader = twente.readers["fnv"]
    RoleAssignment.objects.create(
        person=reader, role=Role.PARTY_READER, party=twente.parties["cnv"], starts_on=date(2014, 12, 12)
    )
    sync_reader_grants()
    assert set(visible_deliveries(fresh(reader)).values_list("party__slug", flat=True)) == {"cnv", "fnv"}


def test_grant_goes_with_its_delivery(twente: Twente, released: AnnualReport) -> None:
    copy_of(released, "borne").delete()
    assert not DeliveryUserObjectPermission.objects.filter(user=twente.readers["borne"]).exists()
