"""Amendments on the pages: submitted, read with the difference, voted on first; and the versions side by side."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from governance.actions import (
    PointDraft,
    arrive,
    close_vote,
    convene_meeting,
    open_meeting,
    open_vote,
    submit_amendment,
    submit_meeting,
    write_proposal,
)
from governance.enums import AmendmentState, MeetingState, Role
from governance.models import Amendment, Meeting, Proposal
from tests.governance.factories import (
    LATE,
    Board,
    cast_all,
    decide_item,
    make_draft,
    make_meeting,
    make_person,
)
from tests.governance.readers import as_, count_queries, make_outsiders, page, text, url

NEW = "Het bestuur stemt in met onderwerp 1, voor één jaar."


def amend(board: Board, meeting: Meeting, slug: str = "almelo", new_text: str = NEW) -> Amendment:
    point = decide_item(meeting).proposal.points.get()
    return submit_amendment(point, board.seats[slug], board.holders[slug], new_text=new_text)


def decided(board: Board, amendment: Amendment, letters: str = "vvvvvvvv") -> Amendment:
    vote = open_vote(amendment.proposal.item, board.secretary, amendment=amendment)
    cast_all(vote, board, letters)
    close_vote(vote, board.secretary)
    amendment.refresh_from_db()
    return amendment


def point_of(meeting: Meeting) -> int:
    return int(decide_item(meeting).proposal.points.get().pk)


# --- submitting and withdrawing ---


def test_a_member_submits_from_the_page_with_the_papers(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    client = as_(board.holders["almelo"])
    form = url("amendment_create", point_of(meeting))
    assert form in client.get(meeting.get_absolute_url()).content.decode()
    assert "Het bestuur stemt in met onderwerp 1.</textarea>" in client.get(form).content.decode()
    sent = {"new_text": NEW, "reason": "Eerst proberen.", "form_key": uuid4().hex}
    answers = [client.post(form, sent) for _ in range(2)]  # sent twice is once
    assert [answer.status_code for answer in answers] == [303, 303]
    amendment = Amendment.objects.get()
    assert amendment.seat == board.seats["almelo"]
    html = page(board.holders["uwv"], "meeting_detail", meeting.pk)
    assert "Amendement 1 op beslispunt 1, van de zetel Almelo" in text(html)
    assert "<ins" in html and "[nieuw:]" in html
    assert "Toelichting: Eerst proberen." in text(html)


def test_a_refusal_keeps_what_was_typed(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    same = "Het bestuur stemt in met onderwerp 1."
    answer = as_(board.holders["almelo"]).post(
        url("amendment_create", point_of(meeting)), {"new_text": same, "reason": "Waarom niet."}
    )
    assert answer.status_code == 422
    assert "gelijk aan het beslispunt" in answer.content.decode()
    assert "Waarom niet." in answer.content.decode()
    assert not Amendment.objects.exists()


def test_the_secretariat_chooses_a_seat_that_is_present(board: Board) -> None:
    meeting = make_meeting(board, present=["voorzitter", "uwv"])
    client, form = as_(board.secretary), url("amendment_create", point_of(meeting))
    assert 'value="almelo"' not in client.get(form).content.decode()
    assert client.post(form, {"new_text": NEW, "seat": "almelo"}).status_code == 422
    assert client.post(form, {"new_text": NEW, "seat": "uwv"}).status_code == 303
    assert Amendment.objects.get().submitted_by == board.secretary


def test_the_secretariat_cannot_submit_while_nobody_is_there(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    answer = as_(board.secretary).post(url("amendment_create", point_of(meeting)), {"new_text": NEW})
    assert (answer.status_code, Amendment.objects.count()) == (422, 0)
    assert "nog geen zetel aanwezig" in answer.content.decode()


def test_once_the_vote_is_open_the_page_offers_no_amendment(board: Board) -> None:
    meeting = make_meeting(board)
    open_vote(decide_item(meeting), board.secretary)
    form = url("amendment_create", point_of(meeting))
    assert form not in page(board.holders["almelo"], "meeting_detail", meeting.pk)
    assert as_(board.holders["almelo"]).get(form).status_code == 303
    assert as_(board.holders["almelo"]).post(form, {"new_text": NEW}).status_code == 303
    assert not Amendment.objects.exists()


def test_a_seat_withdraws_its_own_and_only_its_own(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    amendment = amend(board, meeting)
    address = url("amendment_withdraw", amendment.pk)
    assert address not in page(board.holders["uwv"], "meeting_detail", meeting.pk)
    assert address in page(board.holders["almelo"], "meeting_detail", meeting.pk)
    as_(board.holders["uwv"]).post(address)
    amendment.refresh_from_db()
    assert amendment.state == AmendmentState.SUBMITTED
    assert as_(board.holders["almelo"]).post(address).status_code == 303
    amendment.refresh_from_db()
    assert amendment.state == AmendmentState.WITHDRAWN
    assert "ingetrokken" in text(page(board.holders["uwv"], "meeting_detail", meeting.pk))


def test_outsiders_do_not_learn_of_an_amendment(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    amendment = amend(board, meeting)
    for person in make_outsiders(board):
        client = as_(person)
        assert client.get(url("amendment_create", point_of(meeting))).status_code == 404
        assert client.post(url("amendment_withdraw", amendment.pk)).status_code == 404
        assert client.post(url("amendment_vote_open", amendment.pk)).status_code == 404
        assert client.get(url("proposal_versions", amendment.proposal_id)).status_code == 404


# --- voting ---


def test_running_the_meeting_offers_the_amendments_first_in_order(board: Board) -> None:
    meeting = make_meeting(board)
    first, second = amend(board, meeting), amend(board, meeting, "uwv", "Iets anders.")
    client = as_(board.secretary)
    client.post(url("meeting_current_item", meeting.pk, decide_item(meeting).pk))
    main = f'action="{url("vote_open", decide_item(meeting).pk)}"'

    def offered() -> list[bool]:
        html = page(board.secretary, "meeting_run", meeting.pk)
        addresses = [url("amendment_vote_open", amendment.pk) for amendment in (first, second)]
        return [*(f'action="{address}"' in html for address in addresses), main in html]

    assert offered() == [True, False, False]
    decided(board, first)
    assert offered() == [False, True, False]
    decided(board, second, "tttttttt")
    assert offered() == [False, False, True]


def test_opening_the_proposal_too_early_is_refused_in_words(board: Board) -> None:
    meeting = make_meeting(board)
    amend(board, meeting)
    answer = as_(board.secretary).post(url("vote_open", decide_item(meeting).pk), follow=True)
    assert "Eerst over de amendementen: amendement 1 (Almelo) wacht nog" in text(answer.content.decode())


def test_the_voting_page_shows_the_amendment_with_its_difference(board: Board) -> None:
    meeting = make_meeting(board)
    amendment = amend(board, meeting)
    assert as_(board.secretary).post(url("amendment_vote_open", amendment.pk)).status_code == 303
    html = page(board.holders["uwv"], "meeting_vote", meeting.pk)
    assert "U stemt over amendement 1" in html
    assert text(html).index("U stemt over amendement 1") < text(html).index(
        "Over amendement 1: kies, en leg daarna vast"
    )
    assert "[nieuw:]" in html
    vote = amendment.votes.get()
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    assert "U stemt over amendement" not in page(board.secretary, "meeting_run", meeting.pk)


def test_the_outcome_of_an_amendment_says_what_followed(board: Board) -> None:
    meeting = make_meeting(board, adopts=[make_draft(board)])
    amendment = decided(board, amend(board, meeting))
    words = text(page(board.holders["uwv"], "vote_detail", amendment.votes.get().pk))
    assert "Amendement 1 op beslispunt 1" in words
    assert "versie 2 van het voorstel" in words
    assert "is weer concept" not in words
    amendment = decided(board, amend(board, meeting, new_text="Niets."), "tttttttt")
    words = text(page(board.holders["uwv"], "vote_detail", amendment.votes.get().pk))
    assert "verworpen" in words
    assert "is weer concept" not in words


def test_a_second_amendment_says_that_the_text_moved_and_differs_from_it(board: Board) -> None:
    meeting = make_meeting(board)
    first = amend(board, meeting)
    amend(board, meeting, "uwv", "Het bestuur stemt in met onderwerp 1, voor twee jaar.")
    decided(board, first)
    words = text(page(board.holders["uwv"], "meeting_detail", meeting.pk))
    assert "De tekst van dit beslispunt is veranderd sinds dit amendement is ingediend" in words
    assert "[vervalt:] één [einde] [nieuw:] twee" in words


def test_a_ballot_from_a_tab_on_the_old_text_is_refused_in_words(board: Board) -> None:
    meeting = make_meeting(board)
    amendment = amend(board, meeting)
    old = amendment.proposal.versions.get().sha256
    decided(board, amendment)
    vote = open_vote(decide_item(meeting), board.secretary)
    sent = {"choice": "for", "text_sha256": old, "request_key": uuid4(), "pagina": "stemmen"}
    answer = as_(board.holders["uwv"]).post(url("ballot_cast", vote.pk), sent, follow=True)
    assert "De tekst van het voorstel is een andere dan die u zag" in text(answer.content.decode())
    assert not vote.seats.filter(ballots__isnull=False).exists()
    assert NEW in text(answer.content.decode())


def test_screens_hear_of_an_amendment(board: Board) -> None:
    meeting = make_meeting(board)
    client = as_(board.secretary)

    def keys() -> dict[str, str]:
        found: dict[str, str] = client.get(url("meeting_fragment", meeting.pk)).json()["state"]["keys"]
        return found

    before = keys()
    amend(board, meeting)
    after = keys()
    assert {name for name in after if after[name] != before[name]} == {"agenda", "item", "amendments"}


# --- versions ---


def test_versions_side_by_side_mark_what_changed_and_say_by_what(board: Board) -> None:
    meeting = make_meeting(board)
    amendment = decided(board, amend(board, meeting))
    html = page(board.holders["uwv"], "proposal_versions", amendment.proposal_id)
    words = text(html)
    assert "Versie 1 en versie 2" in words
    assert "vastgelegd bij het bijeenroepen" in words
    assert "amendement 1 van de zetel Almelo is aangenomen" in words
    for version in amendment.proposal.versions.all():
        assert version.sha256 in html
    assert "[nieuw:], voor één jaar" in words
    assert words.count("gewijzigd") == 1  # only the point that was amended


def test_versions_can_be_chosen_when_there_are_three(board: Board) -> None:
    meeting = make_meeting(board)
    decided(board, amend(board, meeting))
    amendment = decided(board, amend(board, meeting, new_text="Het bestuur stemt in."))
    address = url("proposal_versions", amendment.proposal_id)
    client = as_(board.holders["uwv"])
    assert "Versie 2 en versie 3" in text(client.get(address).content.decode())
    assert "Versie 1 en versie 3" in text(client.get(f"{address}?van=1&naar=3").content.decode())
    assert "Versie 2 en versie 3" in text(client.get(f"{address}?van=x&naar=99").content.decode())


def test_versions_of_a_proposal_that_was_not_amended(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    proposal = decide_item(meeting).proposal
    assert "Er is één versie" in text(page(board.holders["uwv"], "proposal_versions", proposal.pk))


@pytest.mark.parametrize("name", ["meeting_detail", "meeting_run", "meeting_vote"])
def test_pages_take_as_many_queries_with_1_and_8_amendments(board: Board, name: str) -> None:
    meeting = make_meeting(board)
    meeting.current_item = decide_item(meeting)
    meeting.save(update_fields=["current_item"])
    person = board.chair
    amend(board, meeting)
    one = count_queries(as_(person), url(name, meeting.pk))
    for number in range(7):
        amend(board, meeting, "uwv", f"Tekst {number}.")
    assert count_queries(as_(person), url(name, meeting.pk)) == one


def test_an_observer_reads_amendments_and_submits_none(board: Board) -> None:
    observer = make_person("Toehoorder", Role.OBSERVER)
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    amend(board, meeting)
    html = page(observer, "meeting_detail", meeting.pk)
    assert "Amendement 1 op beslispunt 1" in text(html)
    assert "Amendement indienen" not in html
    assert as_(observer).get(url("amendment_create", point_of(meeting))).status_code == 403


# --- the head of a proposal: power and costs ---


def test_a_proposal_shows_its_power_costs_and_parts(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.DRAFT)
    item = decide_item(meeting)
    write_proposal(
        item,
        title="Aanpak",
        article=board.article,
        points=[PointDraft("3", "Er is één aanpak."), PointDraft("3a", "Met één aanspreekpunt.")],
        by=board.secretary,
        costs="Acht uur per locatie.",
    )
    meeting = convene_meeting(submit_meeting(meeting, board.secretary), board.chair, late_reason=LATE)
    meeting = open_meeting(meeting, board.secretary)
    arrive(meeting, board.seats["uwv"], board.holders["uwv"], board.secretary)
    version = item.proposal.versions.get()
    assert version.content["costs"] == "Acht uur per locatie."
    open_vote(item, board.secretary)
    for name in ("meeting_detail", "meeting_vote"):
        html = page(board.holders["uwv"], name, meeting.pk)
        assert "Acht uur per locatie." in html
        assert "Bevoegdheid" in html and str(board.article) in html
        assert len(re.findall(r"--part\b", html)) == 1  # 3a stands indented under 3


def test_no_proposal_and_so_no_vote_without_an_article(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.DRAFT)
    with pytest.raises(IntegrityError, match="article"), transaction.atomic():
        Proposal.objects.filter(item__meeting=meeting).update(article=None)


# --- why is this so ---


def test_the_decision_tells_by_which_amendment_its_text_came(board: Board) -> None:
    meeting = make_meeting(board)
    amendment = decided(board, amend(board, meeting))
    vote = open_vote(decide_item(meeting), board.secretary)
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    number = vote.decisions.get().number
    html = page(board.holders["uwv"], "decision_detail", number)
    words = text(html)
    assert "door een aangenomen amendement gewijzigd" in words
    assert "Amendement 1 op beslispunt 1, van de zetel Almelo" in words
    assert url("proposal_versions", amendment.proposal_id) in html
    council = page(make_outsiders(board)[0], "decision_detail", number)
    assert "door een aangenomen amendement gewijzigd" in text(council)
    assert "van de zetel Almelo" not in text(council)  # who amended what is for who was there
    assert url("proposal_versions", amendment.proposal_id) not in council


def test_the_decision_on_a_text_that_did_not_change_says_so(board: Board) -> None:
    meeting = make_meeting(board)
    vote = open_vote(decide_item(meeting), board.secretary)
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    words = text(page(board.holders["uwv"], "decision_detail", vote.decisions.get().number))
    assert "is er niets meer aan veranderd" in words
    assert "Amendement" not in words
