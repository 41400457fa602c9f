"""Two versions of the base package compared: what came, went and changed; and a draft is not leaked by comparing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.enums import Role
from instruments.domain.comparison import compare
from instruments.enums import Provider
from instruments.models import Catalogue
from tests.governance.factories import Board, make_person

COMPARE = reverse("instruments:catalogue_compare")


def entry(slug: str, position: int = 1, **side: str) -> dict[str, Any]:
    sides = [{"provider": "uwv", **side}] if side else []
    return {"slug": slug, "name": slug.title(), "summary": "x", "position": position, "sides": sides}


def words(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(line.slug, line.word) for line in compare({"entries": old}, {"entries": new})]


def test_each_instrument_says_what_happened_to_it() -> None:
    old = [entry("a"), entry("b", duration="2 maanden"), entry("c")]
    new = [entry("d"), entry("b", duration="6 maanden"), entry("a")]
    assert words(old, new) == [("d", "toegevoegd"), ("b", "gewijzigd"), ("a", ""), ("c", "vervallen")]


def test_another_place_in_the_list_is_no_change() -> None:
    assert words([entry("a", position=1)], [entry("a", position=4)]) == [("a", "")]


def test_changed_term_is_told_with_both_texts() -> None:
    (line,) = compare(
        {"entries": [entry("a", duration="2 maanden")]}, {"entries": [entry("a", duration="6 maanden")]}
    )
    (term,) = line.terms
    assert (term.provider, term.term, term.old, term.new) == ("uwv", "duration", "2 maanden", "6 maanden")


def test_side_that_goes_is_a_change() -> None:
    assert words([entry("a", duration="2 maanden")], [entry("a")]) == [("a", "gewijzigd")]


@pytest.fixture
def second(adopted: Catalogue) -> Catalogue:
    """A draft of a second version, with one instrument that the first does not have."""
    second = Catalogue.objects.create(
        number=2, subject="catalogue", title="Nieuw", compiled_on=adopted.compiled_on, source="x"
    )
    second.entries.create(slug="nieuw", name="Geheim instrument", position=1, summary="x")
    return second


@pytest.mark.django_db
def test_board_compares_a_draft_with_what_is_in_force(
    client: Client, board: Board, second: Catalogue
) -> None:
    client.force_login(board.chair)
    response = client.get(COMPARE)
    assert 'href="#nieuw">Geheim instrument</a>: toegevoegd' in response.text
    assert response.text.count(">vervallen<") == 8


@pytest.mark.django_db
def test_draft_is_not_leaked_by_comparing(client: Client, second: Catalogue) -> None:
    client.force_login(make_person("Iemand", Role.WERKPLEIN_STAFF))
    response = client.get(COMPARE, {"van": "1", "naar": "2"})
    assert response.status_code == 200
    assert "Geheim instrument" not in response.text


@pytest.mark.django_db
def test_comparing_takes_as_many_queries_for_thirty_instruments_as_for_one(
    client: Client, board: Board, second: Catalogue
) -> None:
    client.force_login(board.chair)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(COMPARE).status_code == 200
        return len(captured)

    one = queries()
    for number in range(10, 39):
        added = second.entries.create(slug=f"i-{number}", name=f"I{number}", position=number, summary="x")
        added.sides.create(provider=Provider.UWV, purpose="x", for_whom="x")
    assert queries() == one
