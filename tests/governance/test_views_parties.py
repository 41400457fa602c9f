"""Parties, seats, the agreement and the rules: the pages that say who takes part and how it counts."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.domain.rules import RULE_SET_1
from governance.enums import PartyKind
from governance.models import Party, SeatTerm
from governance.templatetags.votes import ground_words
from tests.governance.factories import Board, add_deputy


@pytest.fixture(autouse=True)
def _signed_in(board: Board, client: Client) -> None:
    client.force_login(board.chair)


def test_party_list_groups_the_parties_of_today_by_kind(board: Board, client: Client) -> None:
    Party.objects.create(kind=PartyKind.UNION, name="Bond", slug="bond", body="b", joined_on=date(2015, 1, 1))
    Party.objects.create(
        kind=PartyKind.UNION,
        name="Oude bond",
        slug="oud",
        body="b",
        joined_on=date(2015, 1, 1),
        left_on=date(2016, 1, 1),
    )
    groups = client.get(reverse("governance:party_list")).context["groups"]
    assert [(group.title, len(group.parties)) for group in groups] == [("Gemeenten", 8), ("Vakbonden", 1)]


def test_party_list_shows_offices_holders_and_deputies(board: Board, client: Client) -> None:
    add_deputy(board, "uwv")
    seats = {line.seat.slug: line for line in client.get(reverse("governance:party_list")).context["seats"]}
    assert seats["voorzitter"].office == "voorzitter"
    assert seats["hengelo"].office == "vicevoorzitter"
    assert seats["almelo"].office == ""
    assert seats["uwv"].holder.person == board.holders["uwv"]
    assert [term.person for term in seats["uwv"].deputies] == [board.deputies["uwv"]]


def test_party_list_calls_a_seat_whose_term_ended_vacant(board: Board, client: Client) -> None:
    SeatTerm.objects.filter(seat=board.seats["almelo"]).update(ends_on=date(2016, 1, 1))
    seats = {line.seat.slug: line for line in client.get(reverse("governance:party_list")).context["seats"]}
    assert seats["almelo"].holder is None


def test_party_list_asks_as_much_of_the_database_with_30_parties_more(board: Board, client: Client) -> None:
    address = reverse("governance:party_list")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    Party.objects.bulk_create(
        Party(kind=PartyKind.UNION, name=f"B{n}", slug=f"b{n}", body="b", joined_on=date(2015, 1, 1))
        for n in range(30)
    )
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_party_detail_shows_its_own_seat_only(board: Board, client: Client) -> None:
    response = client.get(reverse("governance:party_detail", args=["almelo"]))
    assert [line.seat.slug for line in response.context["seats"]] == ["almelo"]


def test_party_detail_of_an_unknown_party_is_not_found(board: Board, client: Client) -> None:
    assert client.get(reverse("governance:party_detail", args=["atlantis"])).status_code == 404


def test_agreement_shows_thirteen_articles_in_order(board: Board, client: Client) -> None:
    articles = client.get(reverse("governance:agreement_detail")).context["articles"]
    assert [article.number for article in articles] == list(range(1, 14))


def test_article_lists_the_decisions_on_its_ground(board: Board, client: Client) -> None:
    on_five = client.get(reverse("governance:article_detail", args=[1, 5]))
    on_six = client.get(reverse("governance:article_detail", args=[1, 6]))
    assert [d.number for d, _ in on_five.context["decisions"]] == ["2015-001"]
    assert list(on_six.context["decisions"]) == []


@pytest.mark.parametrize("address", ["/overeenkomst/1/artikel/99/", "/overeenkomst/9/artikel/1/"])
def test_article_that_does_not_exist_is_not_found(board: Board, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_rules_page_gives_every_question_with_sentence_and_ground(board: Board, client: Client) -> None:
    response = client.get(reverse("governance:rule_set_detail"))
    assert response.context["rules"] == RULE_SET_1.rows
    text = response.content.decode()
    assert all(f"Regel {rule.number}, grond: {ground_words(rule.ground)}" in text for rule in RULE_SET_1.rows)


@pytest.mark.parametrize(
    "name", ["governance:party_list", "governance:agreement_detail", "governance:rule_set_detail"]
)
def test_page_without_sign_in_goes_to_sign_in(board: Board, client: Client, name: str) -> None:
    client.logout()
    assert client.get(reverse(name)).status_code == 302
