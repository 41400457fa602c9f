"""The technical administration opens by role, and nothing that was decided stands in it."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from governance.enums import Role
from governance.models import LedgerEvent, Person, RoleAssignment
from tests.governance.factories import Board

pytestmark = pytest.mark.django_db


def person(role: str) -> Person:
    someone = Person.objects.create_user(f"{role}@voorbeeld.example", name=role)
    RoleAssignment.objects.create(person=someone, role=role, starts_on=date(2014, 12, 12))
    return someone


def test_administrator_gives_an_account_with_a_role(client: Client) -> None:
    client.force_login(person(Role.ADMINISTRATOR))
    answer = client.post(
        reverse("admin:governance_person_add"),
        {
            "name": "Medewerker UWV",
            "email": "uwv@voorbeeld.example",
            "is_active": "on",
            "roles-TOTAL_FORMS": "1",
            "roles-INITIAL_FORMS": "0",
            "roles-0-role": Role.UWV_STAFF,
            "roles-0-starts_on": "01-01-2026",
            "seat_terms-TOTAL_FORMS": "0",
            "seat_terms-INITIAL_FORMS": "0",
        },
    )
    assert answer.status_code == 302
    created = Person.objects.get(email="uwv@voorbeeld.example")
    assert not created.has_usable_password()
    assert list(created.roles.values_list("role", flat=True)) == [Role.UWV_STAFF]
    account, role = LedgerEvent.objects.order_by("sequence")
    assert (account.kind, account.facts["active"], role.kind) == ("account_set", True, "role_set")
    assert role.facts == {
        "right": created.roles.get().pk,
        "person": created.pk,
        "from": "2026-01-01",
        "until": None,
        "role": "uwv_staff",
        "party": "",
        "location": None,
    }


def test_withdrawing_a_seat_is_in_the_ledger_with_its_last_day(board: Board, client: Client) -> None:
    client.force_login(person(Role.ADMINISTRATOR))
    member = board.holders["uwv"]
    term = member.seat_terms.get()
    answer = client.post(
        reverse("admin:governance_person_change", args=[member.pk]),
        {
            "name": member.name,
            "email": member.email,
            "is_active": "on",
            "roles-TOTAL_FORMS": "0",
            "roles-INITIAL_FORMS": "0",
            "seat_terms-TOTAL_FORMS": "1",
            "seat_terms-INITIAL_FORMS": "1",
            "seat_terms-0-id": term.pk,
            "seat_terms-0-person": member.pk,
            "seat_terms-0-seat": term.seat_id,
            "seat_terms-0-capacity": "holder",
            "seat_terms-0-starts_on": "01-01-2015",
            "seat_terms-0-ends_on": "31-12-2026",
        },
    )
    assert answer.status_code == 302
    event = LedgerEvent.objects.latest("sequence")
    assert (event.kind, event.facts["seat"], event.facts["until"]) == ("seat_term_set", "uwv", "2026-12-31")


def test_nobody_is_deleted(client: Client) -> None:
    client.force_login(person(Role.ADMINISTRATOR))
    other = person(Role.OBSERVER)
    assert client.post(reverse("admin:governance_person_delete", args=[other.pk])).status_code == 403


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.UWV_STAFF, Role.OBSERVER])
def test_another_role_does_not_enter(client: Client, role: str) -> None:
    client.force_login(person(role))
    assert client.get(reverse("admin:governance_person_changelist")).status_code == 302


def test_anonymous_goes_to_our_own_sign_in(client: Client) -> None:
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_what_was_decided_is_not_edited_by_hand() -> None:
    shown = {
        model._meta.model_name for model in admin.site._registry if model._meta.app_label == "governance"
    }
    assert shown == {"location", "party", "person", "seat"}
