"""The register of decisions and the page of one decision."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.actions import close_vote
from governance.enums import Role
from governance.models import AgreementVersion, Decision, Person
from governance.templatetags.votes import ground_words
from tests.governance.factories import Board, cast_all, make_draft, make_meeting, make_open_vote, make_person


def _decide(board: Board, letters: str = "vvvvvvvv") -> Decision:
    """A decision of today that makes another seat vice-chair, taken by the real acts."""
    vote = make_open_vote(board, make_meeting(board, adopts=[make_draft(board)]))
    cast_all(vote, board, letters)
    return close_vote(vote, board.secretary).decisions.get()


def _copies(decision: Decision, number: int) -> None:
    """More rows of the register: the same decision under other numbers and points."""
    for extra in range(2, number + 2):
        point = decision.point
        point.pk, point.number, point.position = None, str(extra), extra
        point.save()
        Decision.objects.create(
            year=decision.year,
            number_in_year=100 + extra,
            decided_at=decision.decided_at,
            meeting=decision.meeting,
            vote=decision.vote,
            point=point,
            article=decision.article,
            title=f"Kopie {extra}",
            text=decision.text,
            sentence=decision.sentence,
            text_sha256=decision.text_sha256,
        )


@pytest.fixture
def reader(board: Board, client: Client) -> Person:
    """Somebody without a seat or meetings, as a council is, signed in."""
    person = make_person("Griffie", Role.PARTY_READER, party=board.seats["almelo"].parties.get())
    client.force_login(person)
    return person


def test_decision_list_without_sign_in_goes_to_sign_in(board: Board, client: Client) -> None:
    response = client.get(reverse("governance:decision_list"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_decision_list_shows_the_newest_first(board: Board, client: Client, reader: Person) -> None:
    decision = _decide(board)
    response = client.get(reverse("governance:decision_list"))
    assert [d.number for d in response.context["page"]] == [decision.number, "2015-001"]


def test_decision_list_filters_by_year_and_by_all_words(board: Board, client: Client, reader: Person) -> None:
    decision = _decide(board)
    address = reverse("governance:decision_list")

    def found(**query: str) -> list[str]:
        return [d.number for d in client.get(address, query).context["page"]]

    assert found(jaar="2015") == ["2015-001"]
    assert found(zoek="ONDERWERP stemt") == [decision.number]
    assert found(zoek="onderwerp kanarie") == []
    assert found(jaar="alles", zoek="  ") == [decision.number, "2015-001"]


def test_decision_list_asks_as_much_of_the_database_at_30_rows_as_at_one(
    board: Board, client: Client, reader: Person
) -> None:
    address = reverse("governance:decision_list") + "?stand=in_force&zoek=onderwerp"
    decision = _decide(board)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    _copies(decision, 30)
    with CaptureQueriesContext(connection) as many:
        response = client.get(address)
    assert response.context["page"].paginator.count == 31
    assert len(many) == len(few)


def test_decision_list_turns_pages_and_keeps_the_filter(board: Board, client: Client, reader: Person) -> None:
    _copies(_decide(board), 30)
    response = client.get(reverse("governance:decision_list"), {"zoek": "kopie", "pagina": "2"})
    assert len(response.context["page"]) == 10
    assert "?zoek=kopie&amp;pagina=1" in response.content.decode()


def test_decision_detail_shows_text_sentence_ground_effect_and_no_delegation(
    board: Board, client: Client, reader: Person
) -> None:
    decision = _decide(board)
    response = client.get(decision.get_absolute_url())
    text = response.content.decode()
    assert decision.text in text
    assert decision.sentence in text
    assert reverse("governance:article_detail", args=[1, 5]) in text
    assert [str(effect) for effect in response.context["effects"]] == ["Almelo"]
    assert "niets gedelegeerd of gemandateerd" in text


def test_decision_detail_explains_every_step_with_its_ground(
    board: Board, client: Client, reader: Person
) -> None:
    decision = _decide(board, "vtvtvtvt")
    text = client.get(decision.get_absolute_url()).content.decode()
    assert decision.vote.decided_by == "chair"
    for step in decision.vote.outcome["steps"]:
        assert step["sentence"] in text
        assert f"({ground_words(step['ground'])})" in text


def test_decision_detail_shows_the_seats_only_to_who_may_see_the_vote(board: Board, client: Client) -> None:
    decision = _decide(board)
    client.force_login(board.chair)
    assert "Stemmen per zetel" in client.get(decision.get_absolute_url()).content.decode()
    client.force_login(make_person("Griffie", Role.PARTY_READER, party=board.seats["almelo"].parties.get()))
    assert "Stemmen per zetel" not in client.get(decision.get_absolute_url()).content.decode()


def test_decision_detail_after_the_end_of_the_agreement_warns(
    board: Board, client: Client, reader: Person
) -> None:
    decision = _decide(board)
    address = decision.get_absolute_url()
    assert "na de looptijd" not in client.get(address).content.decode()
    AgreementVersion.objects.update(ends_on="2020-12-31")
    assert "na de looptijd" in client.get(address).content.decode()


@pytest.mark.parametrize("number", ["2015-002", "2014-001", "2015-0001", "9999-999999"])
def test_decision_detail_of_an_unknown_number_is_not_found(
    board: Board, client: Client, reader: Person, number: str
) -> None:
    assert client.get(f"/besluiten/{number}/").status_code == 404


def test_decision_of_before_this_system_opens_without_an_outcome(
    board: Board, client: Client, reader: Person
) -> None:
    assert client.get("/besluiten/2015-001/").status_code == 200
