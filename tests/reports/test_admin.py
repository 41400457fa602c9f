"""Contributions in the technical administration: for the administrator, and recorded."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from governance.enums import Role
from governance.models import LedgerEvent
from reports.models import Contribution
from tests.reports.factories import Twente, make_person

ADD = reverse("admin:reports_contribution_add")


def test_contribution_is_entered_by_the_administrator_and_recorded(twente: Twente, client: Client) -> None:
    administrator = make_person("Beheerder", Role.ADMINISTRATOR)
    administrator.is_staff = True
    administrator.save()
    client.force_login(administrator)
    sent = {
        "party": twente.parties["borne"].pk,
        "year": "2026",
        "kind_of_work": "Secretariaat",
        "planned_hours": "40",
        "delivered_hours": "",
    }
    assert client.post(ADD, sent).status_code == 302
    made = Contribution.objects.get(year=2026)
    assert (made.planned_hours, made.delivered_hours) == (40, None)
    event = LedgerEvent.objects.order_by("-sequence")[0]
    assert (event.kind, event.person_id, event.facts["contribution"]) == (
        "contribution_recorded",
        administrator.pk,
        made.pk,
    )


def test_contribution_in_the_administration_is_not_for_the_secretariat(
    twente: Twente, client: Client
) -> None:
    client.force_login(twente.secretary)
    assert client.get(ADD).status_code in (302, 403)
