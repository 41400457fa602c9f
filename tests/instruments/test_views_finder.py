"""The finder's page: its answers stand in the address, it says that it advises, and a mistake loses nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from instruments.enums import Provider
from instruments.models import Catalogue

pytestmark = pytest.mark.django_db

FINDER = reverse("instruments:finder")


def answers(**changed: str) -> dict[str, str]:
    return {
        "leeftijd": "24",
        "uitkering": "bijstand",
        "beperking": "ja",
        "minder": "ja",
        "studie": "nee",
        "uren": "28",
        "maanden": "",
        "begin": f"{timezone.localdate():%Y-%m-%d}",
        **changed,
    }


def test_questions_are_asked_without_signing_in(client: Client) -> None:
    response = client.get(FINDER)
    assert response.status_code == 200
    assert "De zoeker beslist niets." in response.text
    assert 'id="uitkomst"' not in response.text


def test_answer_says_what_can_and_what_cannot_and_why(client: Client, adopted: Catalogue) -> None:
    response = client.get(FINDER, answers())
    groups = {verdict.label: found for verdict, found in response.context["groups"]}
    assert [str(one.side) for one in groups["kan"]] == [
        "Proefplaatsing (gemeente)",
        "Jobcoach (gemeente)",
        "Loonkostensubsidie en loondispensatie (gemeente)",
        "Werkplekaanpassing (gemeente)",
    ]
    assert "Vervallen: gold in deze vorm tot en met 31 december 2015." in response.text
    assert (
        f"{reverse('instruments:open_package')}?datum={timezone.localdate():%Y-%m-%d}#jobcoach"
        in response.text
    )
    assert "Sinds: Breed offensief, 2023. Begeleiding op het werk" in response.text
    assert sum(len(found) for found in groups.values()) == 16


def test_draft_is_never_an_answer(client: Client, draft: Catalogue) -> None:
    response = client.get(FINDER, answers())
    assert "Op de eerste werkdag is er geen basispakket van kracht." in response.text
    assert "Jobcoach" not in response.text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("leeftijd", "oud", "Vul een heel getal in van 15 tot en met 75."),
        ("uren", "80", "Vul een heel getal in van 1 tot en met 40."),
        ("uitkering", "anders", "Kies een van de antwoorden."),
        ("begin", "ooit", "Dit is geen datum."),
    ],
)
def test_mistake_is_named_and_the_other_answers_stay(
    client: Client, adopted: Catalogue, field: str, value: str, words: str
) -> None:
    response = client.get(FINDER, answers(**{field: value}))
    assert response.status_code == 200
    assert words in response.text
    assert 'id="uitkomst"' not in response.text
    kept = "leeftijd" if field != "leeftijd" else "uren"
    assert f'value="{answers()[kept]}"' in response.text


def test_takes_as_many_queries_for_thirty_instruments_as_for_one(client: Client, adopted: Catalogue) -> None:
    adopted.entries.exclude(slug="jobcoach").delete()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(FINDER, answers()).status_code == 200
        return len(captured)

    one = queries()
    for number in range(10, 39):
        entry = adopted.entries.create(slug=f"i-{number}", name=f"I{number}", position=number, summary="x")
        entry.sides.create(provider=Provider.UWV, purpose="x", for_whom="x")
    assert queries() == one
