"""Zo telt dit bestuur: the simulation asks the engine, and a new rule set is a draft until a decision adopts it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from governance.actions import close_vote
from governance.actions.agreement import delete_rule_set, draft_rule_set
from governance.domain.outcome import DecidingVote, Outcome, SeatState
from governance.domain.rules import RULE_SET_1
from governance.domain.simulation import examples, simulate
from governance.enums import AdoptableState, Role
from governance.models import RuleSet
from governance.permissions import today
from governance.templatetags.votes import ground_words
from tests.governance.factories import (
    CHAIR,
    SEATS,
    VICE_CHAIR,
    Board,
    cast_all,
    make_meeting,
    make_open_vote,
    make_person,
)
from tests.governance.readers import as_, count_queries, make_observer, page, text, url
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

PAGE = "/hoe-wij-stemmen/"


def _query(letters: str, **more: str) -> dict[str, str]:
    """Eight letters, in the order of SEATS, as the address of the page holds them."""
    words = {
        "v": "voor",
        "t": "tegen",
        "o": "onthouding",
        "n": "niet-gestemd",
        "a": "afwezig",
        "w": "doet-niet-mee",
    }
    return {f"zetel-{slug}": words[letter] for slug, letter in zip(SEATS, letters, strict=True)} | more


def test_simulate_without_an_answer_waits_and_with_one_decides() -> None:
    states = {**dict.fromkeys(SEATS, SeatState.ABSTAINED), "uwv": SeatState.FOR, "almelo": SeatState.AGAINST}
    assert simulate(RULE_SET_1, states, CHAIR, None).outcome.result is Outcome.TIED
    decided = simulate(RULE_SET_1, states, CHAIR, None, deciding_vote=DecidingVote.AGAINST)
    assert decided.outcome.result is Outcome.REJECTED
    assert not decided.deciding_vote_unused


def test_simulate_leaves_out_a_deciding_vote_that_nobody_asks_for() -> None:
    simulated = simulate(
        RULE_SET_1, dict.fromkeys(SEATS, SeatState.FOR), CHAIR, None, deciding_vote=DecidingVote.AGAINST
    )
    assert simulated.deciding_vote_unused
    assert simulated.outcome.result is Outcome.ADOPTED


def test_examples_show_a_majority_every_tie_and_no_decision() -> None:
    results = [
        (
            simulate(
                RULE_SET_1, one.states, CHAIR, VICE_CHAIR, deciding_vote=one.deciding_vote
            ).outcome.result,
            simulate(RULE_SET_1, one.states, CHAIR, VICE_CHAIR).outcome.decided_by,
        )
        for one in examples(SEATS, CHAIR)
    ]
    assert results == [
        (Outcome.ADOPTED, "majority"),
        (Outcome.ADOPTED, "chair"),
        (Outcome.ADOPTED, None),
        (Outcome.ADOPTED, "vice_chair"),
        (Outcome.NO_DECISION, None),
    ]


@pytest.mark.parametrize(
    ("letters", "more", "sentence"),
    [
        ("vvvvvvtt", {}, "Aangenomen met 6 stemmen voor en 2 tegen"),
        ("vvvvtttt", {}, "de stem van de voorzitter gaf de doorslag"),
        ("avvvtttn", {"vice": "hengelo"}, "de stem van de vicevoorzitter gaf de doorslag"),
        ("wvvvtttn", {"vice": "hengelo"}, "de stem van de vicevoorzitter gaf de doorslag"),
        ("ovvvttto", {"vice": "hengelo"}, "de voorzitter is om een beslissende stem gevraagd"),
        ("ovvvttto", {"beslissend": "tegen"}, "Verworpen met 3 stemmen voor en 3 tegen"),
        ("vvvvtttt", {"vervanger": "voorzitter"}, "niemand heeft een beslissende stem"),
    ],
)
def test_simulation_shows_the_sentence_of_the_engine(
    board: Board, client: Client, letters: str, more: dict[str, str], sentence: str
) -> None:
    client.force_login(board.chair)
    response = client.get(PAGE, _query(letters, **more))
    assert sentence in response.context["simulated"].outcome.sentence
    shown = text(response.content.decode())
    for step in response.context["simulated"].outcome.steps:
        assert step.sentence in shown
        assert f"Regel {step.rule}, {ground_words(step.ground)}" in shown


def test_simulation_with_an_unknown_choice_says_so_at_the_seat(board: Board, client: Client) -> None:
    client.force_login(board.chair)
    response = client.get(PAGE, _query("vvvvvvvv") | {"zetel-uwv": "misschien"})
    assert response.context["simulated"] is None
    assert "Kies wat deze zetel doet." in response.content.decode()


def test_simulation_with_the_chair_as_vice_chair_is_refused_not_a_failure(
    board: Board, client: Client
) -> None:
    client.force_login(board.chair)
    response = client.get(PAGE, _query("vvvvvvvv", vice=CHAIR))
    assert response.status_code == 200
    assert response.context["simulated"] is None


def test_rule_set_page_offers_examples_that_open(board: Board) -> None:
    found = re.findall(r'href="(/hoe-wij-stemmen/\?[^"#]+)#uitkomst"', page(board.chair, "rule_set_detail"))
    assert len(found) == 5
    for address in found:
        response = as_(board.chair).get(address.replace("&amp;", "&"))
        assert response.context["simulated"] is not None


def test_rule_set_page_asks_as_much_of_the_database_at_30_versions_as_at_one(board: Board) -> None:
    browser = as_(board.chair)
    few = count_queries(browser, PAGE)
    rows = RuleSet.objects.get().rows
    RuleSet.objects.bulk_create(RuleSet(number=number, rows=rows) for number in range(2, 32))
    assert count_queries(browser, PAGE) == few


def test_draft_rule_set_changes_the_quorum_and_its_sentence_only(board: Board) -> None:
    draft = draft_rule_set({10: "more_than_half"}, board.secretary)
    assert (draft.number, draft.state, draft.decision) == (2, AdoptableState.DRAFT, None)
    assert draft.rules().requires_quorum
    first = RuleSet.objects.get(number=1).rules().rows
    assert [row.number for row, old in zip(draft.rules().rows, first, strict=True) if row != old] == [10]


@pytest.mark.parametrize(("number", "value"), [(10, "two_thirds"), (1, "all_members"), (3, "nobody")])
def test_draft_rule_set_with_a_value_the_table_does_not_name_is_refused(
    board: Board, number: int, value: str
) -> None:
    with pytest.raises(DomainError, match="onbekende waarde"):
        draft_rule_set({number: value}, board.secretary)
    assert RuleSet.objects.count() == 1


def test_draft_rule_set_that_changes_nothing_is_refused(board: Board) -> None:
    with pytest.raises(DomainError, match="gelijk"):
        draft_rule_set({10: "none"}, board.secretary)


def test_draft_rule_set_beside_another_draft_is_refused(board: Board) -> None:
    draft_rule_set({10: "more_than_half"}, board.secretary)
    with pytest.raises(Conflict, match="al een concept"):
        draft_rule_set({10: "more_than_half"}, board.secretary)


def test_draft_rule_set_by_a_member_is_refused(board: Board) -> None:
    with pytest.raises(NotAllowed):
        draft_rule_set({10: "more_than_half"}, board.chair)


def test_rule_set_adopted_by_decision_counts_from_that_day_and_older_votes_keep_theirs(board: Board) -> None:
    draft = draft_rule_set({10: "more_than_half"}, board.secretary)
    meeting = make_meeting(board, adopts=[draft], proposals=2)
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvvvv")
    vote = close_vote(vote, board.secretary)
    draft.refresh_from_db()
    assert (draft.state, draft.in_force_from) == (AdoptableState.ADOPTED, meeting.day)
    assert draft.decision == vote.decisions.get()
    assert vote.rule_set.number == 1
    assert make_open_vote(board, meeting, 2).rule_set == draft
    shown = text(as_(board.chair).get(vote.decisions.get().get_absolute_url()).content.decode())
    assert "stemregels 1" in shown.lower()


def test_delete_rule_set_takes_a_draft_away_and_nothing_else(board: Board) -> None:
    draft = draft_rule_set({10: "more_than_half"}, board.secretary)
    delete_rule_set(draft, board.secretary)
    assert RuleSet.objects.get().number == 1
    with pytest.raises(Conflict):
        delete_rule_set(RuleSet.objects.get(), board.secretary)


def test_delete_rule_set_in_a_proposal_is_refused(board: Board) -> None:
    draft = draft_rule_set({10: "more_than_half"}, board.secretary)
    make_meeting(board, adopts=[draft])
    with pytest.raises(Conflict):
        delete_rule_set(draft, board.secretary)


def test_ruleset_adopted_by_decision_refuses_a_version_that_somebody_just_saved(board: Board) -> None:
    with pytest.raises(IntegrityError, match="ruleset_adopted_by_decision"), transaction.atomic():
        RuleSet.objects.create(number=2, rows=[], state=AdoptableState.ADOPTED, in_force_from=today())


def test_draft_rule_set_is_seen_by_participants_and_not_by_a_council(board: Board) -> None:
    draft = draft_rule_set({10: "more_than_half"}, board.secretary, in_force_from=today() + timedelta(days=9))
    council = make_person("Griffie", Role.PARTY_READER, party=board.seats["almelo"].parties.get())
    assert as_(make_observer()).get(draft.get_absolute_url()).status_code == 200
    assert as_(council).get(draft.get_absolute_url()).status_code == 404
    assert str(draft) not in page(council, "rule_set_detail")


def test_secretariat_drafts_and_deletes_a_rule_set_on_the_page(board: Board) -> None:
    browser = as_(board.secretary)
    answer = browser.post(url("rule_set_draft"), {"quorum": "more_than_half", "in_force_from": ""})
    assert (answer.status_code, answer["Location"]) == (303, reverse("governance:rule_set_version", args=[2]))
    shown = text(page(board.secretary, "rule_set_version", 2))
    assert "Dit zijn niet de stemregels die nu gelden." in shown
    assert "Concept verwijderen" in shown
    assert browser.post(url("rule_set_delete", 2)).status_code == 303
    assert not RuleSet.objects.filter(number=2).exists()


def test_secretariat_with_a_value_from_elsewhere_is_told_so(board: Board) -> None:
    answer = as_(board.secretary).post(url("rule_set_draft"), {"quorum": "drie"}, follow=True)
    assert "noemt deze waarde niet" in answer.content.decode()
    assert RuleSet.objects.count() == 1
