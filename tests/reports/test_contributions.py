"""Contributions (article 11): entered by the party, confirmed by the secretariat, and by nobody else."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.queries.comparison import differences
from reports.actions import record_contribution, release_report
from reports.actions.contributions import confirm_contribution, enter_contribution
from reports.kinds.verslag.chapters import common_context
from reports.kinds.verslag.figures import collect_figures
from reports.models import Contribution
from reports.permissions.contributions import own_parties
from reports.queries.contributions import contributions_by_party, totals_of
from tests.reports.factories import AFTER_YEAR, YEAR, Twente, make_edition, make_person
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

LIST = reverse("reports:contribution_list")


def of(slug: str) -> Contribution:
    return Contribution.objects.get(party__slug=slug, year=YEAR)


def test_seat_enters_for_its_own_parties_only(twente: Twente) -> None:
    almelo, borne = twente.parties["almelo"], twente.parties["borne"]
    entered = enter_contribution(almelo, YEAR, "Secretariaat", twente.member, planned_hours=40, people=2)
    assert (entered.entered_by, entered.people, entered.is_confirmed) == (twente.member, 2, False)
    with pytest.raises(NotAllowed):
        enter_contribution(borne, YEAR, "Secretariaat", twente.member, planned_hours=40)


def test_registrar_of_a_council_enters_nothing(twente: Twente) -> None:
    assert list(own_parties(twente.readers["hengelo"])) == []


def test_board_of_another_party_enters_its_own(twente: Twente) -> None:
    assert list(own_parties(twente.readers["uwv"])) == [twente.parties["uwv"]]


def test_contact_of_a_municipality_without_a_seat_enters_its_own(twente: Twente) -> None:
    contact, borne = make_person("Contact Borne"), twente.parties["borne"]
    borne.contact_email = contact.email.upper()
    borne.save()
    assert list(own_parties(contact)) == [borne]


def test_same_work_twice_is_refused(twente: Twente) -> None:
    with pytest.raises(DomainError, match="staat er"):
        enter_contribution(twente.parties["almelo"], YEAR, "vergaderen", twente.member, planned_hours=1)


def test_year_before_the_agreement_is_refused(twente: Twente) -> None:
    with pytest.raises(DomainError, match="2014"):
        enter_contribution(twente.parties["almelo"], 2013, "Werk", twente.member, planned_hours=1)


def test_only_the_secretariat_confirms_and_once(twente: Twente) -> None:
    with pytest.raises(NotAllowed):
        confirm_contribution(of("almelo"), twente.member)
    confirm_contribution(of("almelo"), twente.secretary)
    with pytest.raises(Conflict):
        confirm_contribution(of("almelo"), twente.secretary)


def test_change_after_confirming_is_confirmed_again(twente: Twente) -> None:
    row = confirm_contribution(of("almelo"), twente.secretary)
    options = {"planned_hours": 100, "is_example": True, "contribution": row}
    same = enter_contribution(
        row.party,
        YEAR,
        row.kind_of_work,
        twente.member,
        delivered_hours=90,
        **options,  # type: ignore[arg-type]
    )
    assert same.is_confirmed
    changed = enter_contribution(
        row.party,
        YEAR,
        row.kind_of_work,
        twente.member,
        delivered_hours=95,
        **options,  # type: ignore[arg-type]
    )
    assert not changed.is_confirmed
    assert list(differences()) == []


def test_confirmation_without_a_person_is_refused_by_the_database(twente: Twente) -> None:
    with (
        pytest.raises(IntegrityError, match="contribution_confirmed_by_somebody"),
        transaction.atomic(),
    ):
        Contribution.objects.filter(pk=of("almelo").pk).update(confirmed_at=AFTER_YEAR)


def test_total_of_nothing_known_is_not_zero(twente: Twente) -> None:
    row = record_contribution(twente.parties["almelo"], 2030, "Werk", planned_hours=5)
    totals = totals_of([row])
    assert (totals.planned, totals.delivered, totals.costs) == (5, None, None)


def test_own_party_stands_first(twente: Twente) -> None:
    groups, _ = contributions_by_party(twente.seats["uwv"], YEAR)
    assert groups[0].party == twente.parties["uwv"]
    assert [group.may_enter for group in groups].count(True) == 1


def test_financial_paragraph_counts_costs_and_what_is_not_confirmed(twente: Twente) -> None:
    record_contribution(twente.parties["almelo"], YEAR, "Zaalhuur", planned_hours=0, costs=250)
    confirm_contribution(of("borne"), twente.secretary)
    context = common_context(collect_figures(YEAR, AFTER_YEAR.date()))
    assert (context["contribution_costs"], context["contributions_unconfirmed"]) == (250, 19)


def test_party_fills_in_what_it_delivered(twente: Twente, client: Client) -> None:
    client.force_login(twente.member)
    sent = {"kind_of_work": "Vergaderen", "planned_hours": "100", "delivered_hours": "110"}
    answer = client.post(reverse("reports:contribution_edit", args=[of("almelo").pk]), sent)
    assert (answer.status_code, of("almelo").delivered_hours) == (303, 110)


def test_bad_hours_are_refused_with_what_to_do(twente: Twente, client: Client) -> None:
    client.force_login(twente.member)
    sent = {"kind_of_work": "Vergaderen", "planned_hours": "-4", "delivered_hours": ""}
    answer = client.post(reverse("reports:contribution_edit", args=[of("almelo").pk]), sent)
    assert (answer.status_code, of("almelo").planned_hours) == (422, 100)
    assert "heel getal" in answer.content.decode()


def test_another_party_is_not_changed(twente: Twente, client: Client) -> None:
    client.force_login(twente.member)
    assert client.get(reverse("reports:contribution_edit", args=[of("hengelo").pk])).status_code == 403


def test_change_after_the_release_is_said_before_saving_and_marked_after_it(
    twente: Twente, client: Client
) -> None:
    client.force_login(twente.secretary)
    line, marked = of("almelo"), "gewijzigd na het verslag"
    edit, year = reverse("reports:contribution_edit", args=[line.pk]), f"{LIST}?jaar={YEAR}"
    add = f"{reverse('reports:contribution_create')}?jaar={YEAR}"
    for address in (edit, add):
        assert "is uitgebracht op" not in client.get(address).content.decode()
    release_report(make_edition(twente), twente.chair, now=AFTER_YEAR)
    for address in (edit, add):
        assert "alleen in een verbeterde editie" in client.get(address).content.decode()
    assert marked not in client.get(year).content.decode()
    enter_contribution(
        line.party, YEAR, line.kind_of_work, twente.secretary, planned_hours=7, contribution=line
    )
    page = client.get(year).content.decode()
    assert page.count(marked) == 1


def test_list_takes_as_many_queries_for_many_lines_as_for_few(twente: Twente, client: Client) -> None:
    client.force_login(twente.member)
    client.get(f"{LIST}?jaar={YEAR}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{LIST}?jaar={YEAR}")
    for number in range(30):
        record_contribution(twente.parties["borne"], YEAR, f"Werk {number}", planned_hours=number)
    with CaptureQueriesContext(connection) as many:
        answer = client.get(f"{LIST}?jaar={YEAR}")
    assert "Werk 29" in answer.content.decode()
    assert len(many) == len(few)
