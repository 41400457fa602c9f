"""The pages of the base package: who sees which version, both sides beside each other, and the walk back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.enums import Role
from instruments.enums import Provider
from instruments.models import Catalogue
from tests.governance.factories import Board, make_person

pytestmark = pytest.mark.django_db

CURRENT = reverse("instruments:catalogue_current")
FIRST = reverse("instruments:catalogue_detail", args=[1])
JOBCOACH = reverse("instruments:instrument_detail", args=["jobcoach"])


def page(client: Client, person: Any, address: str) -> Any:
    client.force_login(person)
    return client.get(address)


@pytest.mark.parametrize("address", [CURRENT, FIRST, JOBCOACH])
def test_anonymous_is_sent_to_sign_in(client: Client, adopted: Catalogue, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response.headers["Location"] == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize("role", [Role.WERKPLEIN_STAFF, Role.OBSERVER])
@pytest.mark.parametrize("address", [CURRENT, FIRST, JOBCOACH])
def test_adopted_catalogue_is_for_everybody_signed_in(
    client: Client, adopted: Catalogue, role: Role, address: str
) -> None:
    response = page(client, make_person("Iemand", role), address)
    assert response.status_code == 200
    assert f"Besluit {adopted.decision.number}" in response.text
    assert adopted.decision.get_absolute_url() in response.text


@pytest.mark.parametrize(("address", "status"), [(CURRENT, 200), (FIRST, 404), (JOBCOACH, 404)])
def test_draft_is_not_for_werkplein_staff(
    client: Client, draft: Catalogue, address: str, status: int
) -> None:
    response = page(client, make_person("Iemand", Role.WERKPLEIN_STAFF), address)
    assert response.status_code == status
    assert "Proefplaatsing" not in response.text


@pytest.mark.parametrize("address", [CURRENT, FIRST, JOBCOACH])
def test_draft_says_that_nothing_is_adopted(
    client: Client, board: Board, draft: Catalogue, address: str
) -> None:
    response = page(client, board.chair, address)
    assert response.status_code == 200
    assert "Het bestuur heeft dit basispakket nog niet vastgesteld." in response.text


def test_page_without_any_catalogue_says_so(client: Client, board: Board) -> None:
    response = page(client, board.chair, CURRENT)
    assert response.status_code == 200
    assert "Er is nog geen basispakket van kracht." in response.text


def test_current_page_lists_all_instruments_and_marks_what_ended(client: Client, adopted: Catalogue) -> None:
    response = page(client, make_person("Iemand", Role.OBSERVER), CURRENT)
    names = list(adopted.entries.values_list("name", flat=True))
    assert [name for name in names if name not in response.text] == []
    assert response.text.count(">vervallen<") == 2


def test_instrument_shows_both_sides_and_marks_what_is_uncertain(client: Client, adopted: Catalogue) -> None:
    address = reverse("instruments:instrument_detail", args=["no-riskpolis"])
    response = page(client, make_person("Iemand", Role.OBSERVER), address)
    assert 'aria-label="Gemeente"' in response.text
    assert 'aria-label="UWV"' in response.text
    assert response.text.count(">onzeker<") == 1


def test_draft_of_a_second_version_is_not_leaked_by_its_number(client: Client, adopted: Catalogue) -> None:
    second = Catalogue.objects.create(
        number=2, subject="catalogue", title="Geheim", compiled_on=adopted.compiled_on, source="x"
    )
    second.entries.create(slug="jobcoach", name="Geheim", position=1, summary="Geheim")
    person = make_person("Iemand", Role.WERKPLEIN_STAFF)
    for address in (reverse("instruments:catalogue_detail", args=[2]), f"{JOBCOACH}?versie=2"):
        assert page(client, person, address).status_code == 404
    assert "Geheim" not in page(client, person, CURRENT).text
    assert "Geheim" not in page(client, person, JOBCOACH).text


@pytest.mark.parametrize("asked", ["0", "99", "twee", "-1", "9" * 40])
def test_unknown_version_is_not_found(client: Client, adopted: Catalogue, asked: str) -> None:
    response = page(client, make_person("Iemand", Role.OBSERVER), f"{JOBCOACH}?versie={asked}")
    assert response.status_code == 404


def test_list_takes_as_many_queries_for_thirty_instruments_as_for_one(
    client: Client, adopted: Catalogue
) -> None:
    adopted.entries.exclude(slug="jobcoach").delete()
    client.force_login(make_person("Iemand", Role.OBSERVER))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(CURRENT).status_code == 200
        return len(captured)

    one = queries()
    for number in range(10, 39):
        entry = adopted.entries.create(slug=f"i-{number}", name=f"I{number}", position=number, summary="x")
        entry.sides.create(provider=Provider.UWV, purpose="x", for_whom="x")
        entry.changes.create(position=1, since="nu", text="x")
    assert adopted.entries.count() == 30
    assert queries() == one


def test_pages_are_read_only(client: Client, adopted: Catalogue) -> None:
    client.force_login(make_person("Iemand", Role.OBSERVER))
    assert client.post(CURRENT).status_code == 405
