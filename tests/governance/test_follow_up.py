"""What parties did with a decision: their own act, the question for agreement with its answer, and what is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import close_vote
from governance.actions.follow_up import answer_consent, ask_consent, delete_uptake, record_uptake
from governance.enums import ConsentState, PartyKind, Role, UptakeKind
from governance.models import Consent, Decision, LedgerEvent, Party, Person, Uptake
from governance.permissions import today
from governance.queries.follow_up import decisions_of, follow_up
from tests.governance.factories import Board, cast_all, make_meeting, make_open_vote, make_person
from tests.governance.readers import as_, count_queries, text, url
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@pytest.fixture
def decision(board: Board) -> Decision:
    vote = make_open_vote(board, make_meeting(board))
    cast_all(vote, board, "vvvvvvvv")
    return close_vote(vote, board.secretary).decisions.get()


def _party(board: Board, slug: str) -> Party:
    return board.seats[slug].parties.get()


def _reader(board: Board, slug: str) -> Person:
    return make_person(f"Griffie {slug}", Role.PARTY_READER, party=_party(board, slug))


def _record(decision: Decision, party: Party, by: Person, **changed: object) -> Uptake:
    values: dict[str, object] = {
        "kind": UptakeKind.COLLEGE,
        "taken_on": today(),
        "reference": "Z-1",
    } | changed
    return record_uptake(decision, party, by, **values)  # type: ignore[arg-type]  # what a test varies


def test_record_uptake_by_the_secretariat_stands_in_the_ledger(board: Board, decision: Decision) -> None:
    uptake = _record(decision, _party(board, "almelo"), board.secretary, reference="  Z-7 ")
    assert (uptake.reference, uptake.recorded_by) == ("Z-7", board.secretary)
    event = LedgerEvent.objects.get(kind="uptake_recorded")
    assert event.facts["party"] == "almelo"


def test_record_uptake_by_that_partys_own_reader_and_by_no_other(board: Board, decision: Decision) -> None:
    reader = _reader(board, "almelo")
    assert _record(decision, _party(board, "almelo"), reader).recorded_by == reader
    with pytest.raises(NotAllowed):
        _record(decision, _party(board, "hengelo"), reader)
    with pytest.raises(NotAllowed):
        _record(decision, _party(board, "almelo"), board.chair)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"kind": "wens"}, "Kies de soort"),
        ({"reference": "  "}, "kenmerk"),
        ({"taken_on": date(2015, 1, 1)}, "of een latere"),
        ({"taken_on": date(2099, 1, 1)}, "moet nog komen"),
    ],
)
def test_record_uptake_of_what_cannot_be_is_refused(
    board: Board, decision: Decision, changed: dict[str, object], message: str
) -> None:
    with pytest.raises(DomainError, match=message):
        _record(decision, _party(board, "almelo"), board.secretary, **changed)
    assert not Uptake.objects.exists()


def test_record_uptake_by_collegebesluit_of_who_has_no_college_is_refused(
    board: Board, decision: Decision
) -> None:
    party = _party(board, "uwv")
    Party.objects.filter(pk=party.pk).update(kind=PartyKind.UWV)
    party.refresh_from_db()
    with pytest.raises(DomainError, match="Alleen een gemeente"):
        _record(decision, party, board.secretary)
    assert _record(decision, party, board.secretary, kind=UptakeKind.OWN).kind == UptakeKind.OWN


def test_record_uptake_twice_is_one(board: Board, decision: Decision) -> None:
    _record(decision, _party(board, "almelo"), board.secretary)
    with pytest.raises(Conflict, match="al vastgelegd"):
        _record(decision, _party(board, "almelo"), board.secretary)
    assert Uptake.objects.count() == 1


def test_uptake_once_refuses_the_same_act_twice(board: Board, decision: Decision) -> None:
    uptake = _record(decision, _party(board, "almelo"), board.secretary)
    uptake.pk = None
    # SQLite names the columns of a unique constraint, PostgreSQL its name.
    with (
        pytest.raises(IntegrityError, match=r"uptake_once|governance_uptake\.decision_id"),
        transaction.atomic(),
    ):
        uptake.save(force_insert=True)


def test_delete_uptake_leaves_its_trace_in_the_ledger(board: Board, decision: Decision) -> None:
    uptake = _record(decision, _party(board, "almelo"), board.secretary)
    with pytest.raises(NotAllowed):
        delete_uptake(uptake, board.chair)
    delete_uptake(uptake, _reader(board, "almelo"))
    assert not Uptake.objects.exists()
    assert LedgerEvent.objects.filter(kind="uptake_deleted").count() == 1


def test_ask_consent_by_the_secretariat_once_per_party(board: Board, decision: Decision) -> None:
    parties = [_party(board, "almelo"), _party(board, "hengelo")]
    ask_consent(decision, parties, board.secretary, asked_on=today())
    assert Consent.objects.filter(state=ConsentState.ASKED).count() == 2
    with pytest.raises(Conflict, match="al voorgelegd aan Almelo"):
        ask_consent(decision, [_party(board, "almelo")], board.secretary, asked_on=today())
    with pytest.raises(NotAllowed):
        ask_consent(decision, [_party(board, "uwv")], board.chair, asked_on=today())
    with pytest.raises(DomainError, match="welke partijen"):
        ask_consent(decision, [], board.secretary, asked_on=today())


def test_answer_consent_by_the_party_and_corrected_by_the_secretariat(
    board: Board, decision: Decision
) -> None:
    consent = ask_consent(decision, [_party(board, "almelo")], board.secretary, asked_on=today())[0]
    answered = answer_consent(
        consent, _reader(board, "almelo"), state="refused", answered_on=today(), remark=" Te duur. "
    )
    assert (answered.state, answered.remark) == (ConsentState.REFUSED, "Te duur.")
    answer_consent(consent, board.secretary, state="agreed", answered_on=today())
    assert Consent.objects.get().state == ConsentState.AGREED
    assert LedgerEvent.objects.filter(kind="consent_answered").count() == 2


def test_answer_consent_before_it_was_asked_or_without_an_answer_is_refused(
    board: Board, decision: Decision
) -> None:
    consent = ask_consent(decision, [_party(board, "almelo")], board.secretary, asked_on=today())[0]
    with pytest.raises(DomainError, match="voorgelegd op"):
        answer_consent(consent, board.secretary, state="agreed", answered_on=today() - timedelta(days=1))
    with pytest.raises(DomainError, match="moet nog komen"):
        answer_consent(consent, board.secretary, state="agreed", answered_on=today() + timedelta(days=1))
    with pytest.raises(DomainError, match="akkoord of niet"):
        answer_consent(consent, board.secretary, state="asked", answered_on=today())
    with pytest.raises(NotAllowed):
        answer_consent(consent, _reader(board, "hengelo"), state="agreed", answered_on=today())


def test_consent_answered_has_day_refuses_an_answer_of_before_it_was_asked(
    board: Board, decision: Decision
) -> None:
    ask_consent(decision, [_party(board, "almelo")], board.secretary, asked_on=today())
    with pytest.raises(IntegrityError, match="consent_answered_has_day"), transaction.atomic():
        Consent.objects.update(state=ConsentState.AGREED, answered_on=today() - timedelta(days=1))


def test_consent_once_per_party_refuses_a_second_row(board: Board, decision: Decision) -> None:
    consent = ask_consent(decision, [_party(board, "almelo")], board.secretary, asked_on=today())[0]
    consent.pk = None
    with (
        pytest.raises(IntegrityError, match=r"consent_once_per_party|governance_consent\.decision_id"),
        transaction.atomic(),
    ):
        consent.save(force_insert=True)


def test_follow_up_lists_every_party_of_that_day_and_what_is_missing(
    board: Board, decision: Decision
) -> None:
    Party.objects.create(
        kind=PartyKind.UNION, name="Later", slug="later", body="b", joined_on=date(2098, 1, 1)
    )
    _record(decision, _party(board, "almelo"), board.secretary)
    ask_consent(decision, [_party(board, "uwv")], board.secretary, asked_on=today())
    found = follow_up(decision, board.secretary, is_secretariat=True)
    assert (len(found.lines), found.taken_over, found.missing) == (8, 1, 7)
    assert (found.asked, found.unanswered) == (1, 1)


def test_decision_page_says_who_took_it_over_and_that_nothing_is_delegated(
    board: Board, decision: Decision
) -> None:
    _record(decision, _party(board, "almelo"), board.secretary)
    address = decision.get_absolute_url()
    shown = text(as_(_reader(board, "uwv")).get(address).content.decode())
    assert "1 van de 8 partijen heeft dit besluit met een eigen besluit overgenomen" in shown
    assert "Collegebesluit van" in shown
    assert "niets gedelegeerd of gemandateerd" in shown
    assert shown.count("Vastleggen voor") == 1
    assert "Ter accordering voorleggen" not in shown
    secretariat = text(as_(board.secretary).get(address).content.decode())
    assert secretariat.count("Vastleggen voor") == 8
    assert "Ter accordering voorleggen" in secretariat


def test_decision_page_asks_as_much_of_the_database_however_much_is_recorded(
    board: Board, decision: Decision
) -> None:
    browser = as_(board.secretary)
    few = count_queries(browser, decision.get_absolute_url())
    for seat in board.seats.values():
        for days in range(3):
            Uptake.objects.create(
                decision=decision,
                party=seat.parties.get(),
                kind=UptakeKind.OWN,
                taken_on=today() + timedelta(days=days),
                reference="X",
                recorded_by=board.secretary,
                recorded_at=timezone.now(),
            )
    assert count_queries(browser, decision.get_absolute_url()) == few


def test_reader_records_and_takes_back_on_the_page_of_its_own_party(board: Board, decision: Decision) -> None:
    browser = as_(_reader(board, "almelo"))
    there = (decision.number, "almelo")
    values = {"kind": "regulation", "taken_on": today().isoformat(), "reference": "Verordening 12"}
    assert browser.post(url("uptake_record", *there), values).status_code == 303
    uptake = Uptake.objects.get()
    assert "Verordening 12" in browser.get(url("decision_party", *there)).content.decode()
    assert browser.post(url("uptake_delete", uptake.pk)).status_code == 303
    assert not Uptake.objects.exists()
    assert browser.get(url("decision_party", decision.number, "hengelo")).status_code == 403


def test_uptake_with_a_day_to_come_keeps_what_was_typed(board: Board, decision: Decision) -> None:
    values = {"kind": "college", "taken_on": "2099-01-01", "reference": "Getypt"}
    answer = as_(board.secretary).post(url("uptake_record", decision.number, "almelo"), values)
    assert answer.status_code == 422
    assert "Getypt" in answer.content.decode()


def test_secretariat_asks_and_the_party_answers_on_the_pages(board: Board, decision: Decision) -> None:
    party = _party(board, "almelo")
    answer = as_(board.secretary).post(
        url("consent_ask", decision.number), {"parties": [party.pk], "asked_on": today().isoformat()}
    )
    assert answer.status_code == 303
    asked_again = as_(board.secretary).get(url("consent_ask", decision.number)).content.decode()
    assert ">Almelo<" not in asked_again
    answer = as_(_reader(board, "almelo")).post(
        url("consent_answer", decision.number, "almelo"),
        {"state": "agreed", "answered_on": today().isoformat(), "remark": ""},
    )
    assert answer.status_code == 303
    assert "Akkoord op" in text(as_(board.chair).get(decision.get_absolute_url()).content.decode())


def test_decisions_of_a_party_are_those_it_took_over_or_was_asked_about(
    board: Board, decision: Decision
) -> None:
    party = _party(board, "almelo")
    assert decisions_of(party, board.chair) == []
    _record(decision, party, board.secretary)
    assert [line.decision for line in decisions_of(party, board.chair)] == [decision]
    assert decisions_of(_party(board, "uwv"), board.chair) == []
