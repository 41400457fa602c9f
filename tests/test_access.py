"""Every address × every role: who gets in, who is refused, who is not told that it exists.

A new address without a row in tests/access/rows.py fails `test_every_address_has_a_row`. The letters stand in the
order of PEOPLE: o open (the view answers), L sent to sign-in, f forbidden (403), x not found (404).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from governance.actions import add_item, draft_meeting, submit_meeting
from governance.actions.evaluations import write_finding
from governance.actions.follow_up import ask_consent, record_uptake
from governance.enums import AgendaItemKind, MeetingState
from governance.models import (
    Meeting,
    Person,
)
from governance.models.follow_up import Evaluation
from quotum.actions import draft_allocation
from quotum.models import Allocation
from reports.actions import open_report
from reports.models import Delivery
from tests.access.objects import decision
from tests.access.rows import ROWS
from werkbedrijf.web.search import registered_pages

PEOPLE = (
    None,
    "Griffie gemeenteraad Hengelo",
    "Medewerker Werkplein Almelo",
    "Toehoorder ambtelijk overleg",
    "Medewerker UWV",
    "Portefeuillehouder Almelo",
    "Voorzitter (portefeuillehouder Enschede)",
    "Secretariaat",
    "Beheerder",
)


def own_addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """The names of all addresses but those of Django's administration, which tests/governance/test_admin.py covers."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                namespace = f"{pattern.namespace}:" if pattern.namespace else ""
                yield from own_addresses(pattern.url_patterns, prefix + namespace)
        elif pattern.name:
            yield prefix + pattern.name


@pytest.fixture(scope="module")
def board(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Twente with the demo, a report in the making and a free draft, once for all rows; rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_twente", verbosity=0)
        call_command("load_demo", verbosity=0)
        secretariat = Person.objects.get(name="Secretariaat")
        open_report(Meeting.objects.get(state=MeetingState.CONVENED).day.year - 1, secretariat)
        submitted = draft_meeting(
            title="Extra", starts_at=timezone.now() + timedelta(days=9), place="Enschede"
        )
        add_item(submitted, kind=AgendaItemKind.INFORM, title="Opening")
        submit_meeting(submitted, secretariat)
        adopted = Allocation.objects.adopted().latest("pk")
        draft_allocation(
            year=adopted.year + 3,
            total=100,
            target_source="voorbeeld",
            sector_list=adopted.sector_list,
            workplace_revision=adopted.workplace_revision,
            workplace_year=adopted.workplace_year,
            method=adopted.method,
            is_example=True,
            by=secretariat,
        )
        hengelo = Delivery.objects.get(party__slug="hengelo").party
        today = timezone.localdate()
        write_finding(Evaluation.objects.get(), secretariat, text="Voorbeeld.")
        ask_consent(decision(), [hengelo], secretariat, asked_on=today)
        record_uptake(decision(), hengelo, secretariat, kind="own", taken_on=today, reference="1")
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sessions(board: None, django_db_blocker: Any) -> dict[str, str]:
    """Everybody signed in once: the key of the session of each person."""
    keys = {}
    with django_db_blocker.unblock():
        for name in filter(None, PEOPLE):
            client = Client()
            client.force_login(Person.objects.get(name=name))
            keys[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return keys


def letter(session: str | None, method: str, address: str) -> str:
    """What the address answers to that session, as one letter; whatever it changed is undone."""
    client = Client()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    with transaction.atomic():
        answer = client.generic(method, address)
        transaction.set_rollback(True)
    if answer.status_code in (301, 302) and answer["Location"].startswith(reverse("account_login") + "?"):
        return "L"
    return {403: "f", 404: "x"}.get(answer.status_code, "o" if answer.status_code < 500 else "!")


def test_every_address_has_a_row() -> None:
    assert sorted(set(own_addresses(get_resolver().url_patterns))) == sorted(ROWS)


@pytest.mark.django_db
def test_page_is_found_by_who_may_open_it(board: None, django_db_blocker: Any) -> None:
    """What the search shows of pages is what the table says: no page leads to a refusal."""
    with django_db_blocker.unblock():
        people = [Person.objects.get(name=name) for name in PEOPLE if name]
        found = {
            page.name: ["o" if page.may(person) else "f" for person in people] for page in registered_pages()
        }
    assert len(found) > 20
    assert found == {name: ROWS[name][2].split()[1:] for name in found}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROWS))
def test_address_opens_for_these_roles(sessions: dict[str, str], django_db_blocker: Any, name: str) -> None:
    method, arguments, expected = ROWS[name]
    with django_db_blocker.unblock():
        address = reverse(name, args=arguments())
        found = [letter(sessions[person] if person else None, method, address) for person in PEOPLE]
    assert " ".join(found) == expected
