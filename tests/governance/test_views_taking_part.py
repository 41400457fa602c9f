"""Pages on which a seat recuses itself, a hamerstuk is adopted or lifted, points are voted on, and notes made."""

from __future__ import annotations

from uuid import uuid4

import pytest

from governance.actions import (
    adopt_hammer_item,
    close_vote,
    lift_hammer_item,
    note_mistake,
    open_vote,
    recuse,
    set_current_item,
)
from governance.enums import AgendaItemKind, Role
from governance.models import AgendaItem, Meeting, Recusal, VoteNote
from governance.queries.now import meeting_now
from governance.views.live import part_keys, render_state
from tests.governance.factories import Board, cast, cast_all, make_person
from tests.governance.matters import closed, make_item, point
from tests.governance.readers import as_, make_observer, page, text, url

REASON = "Werkgever van een betrokkene."


def taken_up(board: Board, **options: object) -> AgendaItem:
    """The item of `make_item`, up for discussion."""
    item = make_item(board, **options)  # type: ignore[arg-type]  # the maker's own names
    set_current_item(item.meeting, item, board.secretary)
    return AgendaItem.objects.get(pk=item.pk)


def run_page(board: Board, item: AgendaItem) -> str:
    return text(page(board.secretary, "meeting_run", item.meeting_id))


# --- recusal ---


def test_member_recuses_and_withdraws_on_the_voting_page(board: Board) -> None:
    item = taken_up(board)
    client = as_(board.holders["uwv"])
    form = {"act": "recuse", "reason": REASON, "pagina": "stemmen"}
    answer = client.post(url("recusal_set", item.pk), form)
    assert (answer.status_code, answer["Location"]) == (303, url("meeting_vote", item.meeting_id))
    html = text(client.get(answer["Location"]).content.decode())
    assert f"U doet bij dit agendapunt niet mee: {REASON}" in html
    client.post(url("recusal_set", item.pk), {"act": "withdraw", "pagina": "stemmen"})
    assert Recusal.objects.get().withdrawn_at is not None


def test_recused_chair_is_shown_everywhere_and_the_reason_to_participants_only(board: Board) -> None:
    item = taken_up(board, numbers=("1",))
    recuse(item, board.seats["voorzitter"], board.chair, REASON)
    html = run_page(board, item)
    assert f"De zetel Voorzitter doet bij dit agendapunt niet mee: {REASON}" in html
    assert "Voorgezeten door de zetel Hengelo" in html
    state = render_state(item.meeting_id)
    assert "Voorgezeten door de zetel Hengelo" in state
    assert "Zetel Voorzitter doet niet mee" in state
    assert REASON not in state
    vote = closed(board, open_vote(item, board.secretary), "-vvvvvvv")
    assert REASON in text(page(make_observer(), "vote_detail", vote.pk))
    reader = make_person("Griffie", Role.PARTY_READER, party=board.seats["almelo"].parties.get())
    decision = page(reader, "decision_detail", vote.decisions.get().number)
    assert REASON not in decision
    assert "1 niet meegedaan" in text(decision)


@pytest.mark.parametrize("act", ["recuse", "withdraw"])
def test_recusal_and_its_withdrawal_refresh_the_pages(board: Board, act: str) -> None:
    item = taken_up(board)
    if act == "withdraw":
        recuse(item, board.seats["uwv"], board.secretary, REASON)

    def keys() -> dict[str, str]:
        return part_keys(meeting_now(Meeting.objects.select_related("current_item").get(pk=item.meeting_id)))

    before = keys()
    form = {"act": act, "seat": "uwv", "reason": REASON}
    assert as_(board.secretary).post(url("recusal_set", item.pk), form).status_code == 303
    after = keys()
    assert {name for name in after if after[name] != before[name]} >= {
        "item",
        "ballot",
        "attendance",
        "agenda",
    }


# --- points ---


def test_run_page_opens_a_vote_on_one_point(board: Board) -> None:
    item = taken_up(board)
    client = as_(board.secretary)
    assert client.post(url("vote_open", item.pk), {"point": "2"}).status_code == 303
    vote = item.votes.get()
    assert vote.point == point(item, "2")
    member = text(page(board.holders["uwv"], "meeting_vote", item.meeting_id))
    assert member.count("Niet in deze stemming") == 2
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    html = run_page(board, item)
    assert "Stemming openen over beslispunt 1 en 3" in html
    assert client.post(url("vote_open", item.pk), {"point": "9"}).status_code == 303
    assert item.votes.count() == 1


def test_outcome_of_points_some_adopted_and_some_not_is_shown_clearly(board: Board) -> None:
    item = taken_up(board)
    closed(board, open_vote(item, board.secretary, point=point(item, "1")), "vvvvvvvv")
    closed(board, open_vote(item, board.secretary, point=point(item, "2")), "tttttttt")
    whole = closed(board, open_vote(item, board.secretary), "vvvvvttt")
    html = text(page(board.holders["uwv"], "vote_detail", whole.pk))
    assert "Niet in deze stemming, aangenomen." in html
    assert "Niet in deze stemming, verworpen." in html
    agenda = text(page(board.holders["uwv"], "meeting_detail", item.meeting_id))
    assert "Beslispunt 1: Aangenomen met 8 stemmen voor en 0 tegen." in agenda
    assert "Beslispunt 2: Verworpen met 0 stemmen voor en 8 tegen." in agenda


def test_second_vote_is_linked_both_ways(board: Board) -> None:
    item = taken_up(board, numbers=("1",))
    first = closed(board, open_vote(item, board.secretary), "tttttttt")
    assert "De nieuwe stemming verwijst naar die van" in run_page(board, item)
    second = closed(board, open_vote(item, board.secretary), "vvvvvvvv")
    after, before = (page(board.holders["uwv"], "vote_detail", vote.pk) for vote in (second, first))
    assert "Volgt op" in text(after) and first.get_absolute_url() in after
    assert "Gevolgd door" in text(before) and second.get_absolute_url() in before


# --- hamerstuk ---


def test_hamerstuk_is_adopted_from_the_run_page_and_never_reads_as_a_count(board: Board) -> None:
    item = taken_up(board, kind=AgendaItemKind.HAMMER, numbers=("1",))
    assert "Vaststellen zonder stemming" in run_page(board, item)
    assert as_(board.secretary).post(url("hammer_adopt", item.pk)).status_code == 303
    vote = item.votes.get()
    html = text(page(board.holders["uwv"], "vote_detail", vote.pk))
    assert "Aangenomen zonder stemming, als hamerstuk." in html
    assert "Er is niet gestemd" in html
    assert "De telling" not in html
    decision = text(page(board.holders["uwv"], "decision_detail", vote.decisions.get().number))
    assert "Niemand vroeg om een stemming" in decision
    assert "0 voor" not in decision
    assert "aangenomen zonder stemming" in run_page(board, item).lower()


def test_member_asks_for_a_vote_on_the_voting_page_and_before_the_meeting(board: Board) -> None:
    item = taken_up(board, kind=AgendaItemKind.HAMMER, numbers=("1",))
    client = as_(board.holders["uwv"])
    assert "Ik vraag om een stemming" in client.get(url("meeting_vote", item.meeting_id)).content.decode()
    assert client.post(url("hammer_lift", item.pk), {"pagina": "stemmen"}).status_code == 303
    html = run_page(board, item)
    assert "De zetel UWV vroeg om een stemming" in html
    assert "Vaststellen zonder stemming" not in html
    early = make_item(board, kind=AgendaItemKind.HAMMER, numbers=("1",), opened=False)
    agenda = client.get(url("meeting_detail", early.meeting_id)).content.decode()
    assert "Ik vraag om een stemming" in agenda
    answer = client.post(url("hammer_lift", early.pk), {"pagina": "agenda"})
    assert answer["Location"] == early.get_absolute_url()
    assert "De zetel UWV vroeg om een stemming" in text(
        page(board.holders["uwv"], "meeting_detail", early.meeting_id)
    )


def test_dissent_is_noted_by_the_member_and_shown_with_the_outcome(board: Board) -> None:
    item = taken_up(board, kind=AgendaItemKind.HAMMER, numbers=("1",))
    vote = adopt_hammer_item(item, board.chair)
    client = as_(board.holders["uwv"])
    assert "Ik ben tegen" in client.get(url("meeting_vote", item.meeting_id)).content.decode()
    form = {"kind": "dissent", "text": "Te duur.", "pagina": "uitslag"}
    answer = client.post(url("vote_note", vote.pk), form)
    assert answer["Location"] == vote.get_absolute_url()
    html = text(client.get(answer["Location"]).content.decode())
    assert "De zetel Uwv wil geacht worden tegen te hebben gestemd".lower() in html.lower()
    assert "Te duur." in html
    assert "Ik ben tegen" not in html


def test_lifted_hamerstuk_keeps_its_ordinary_vote(board: Board) -> None:
    item = taken_up(board, kind=AgendaItemKind.HAMMER, numbers=("1",))
    lift_hammer_item(item, board.seats["uwv"], board.holders["uwv"])
    assert as_(board.secretary).post(url("vote_open", item.pk)).status_code == 303
    assert item.votes.get().method == "seats"


# --- explanation and mistake ---


def test_explanation_on_the_ballot_is_kept_in_the_form_and_shown_after_closing(board: Board) -> None:
    item = taken_up(board)
    vote = open_vote(item, board.secretary)
    client = as_(board.holders["uwv"])
    form = {
        "choice": "against",
        "text_sha256": vote.proposal_version.sha256,
        "request_key": uuid4(),
        "explanation": "Te duur <b>nu</b>.",
        "pagina": "stemmen",
    }
    assert client.post(url("ballot_cast", vote.pk), form).status_code == 303
    own = client.get(url("meeting_vote", item.meeting_id)).content.decode()
    assert "Te duur &lt;b&gt;nu&lt;/b&gt;.</textarea>" in own
    for reader in (board.chair, board.secretary):
        assert "Te duur" not in page(reader, "vote_detail", vote.pk)
    cast(vote, board.chair, "for")
    close_vote(vote, board.secretary)
    html = page(board.secretary, "vote_detail", vote.pk)
    assert "Stemverklaring van de zetel UWV (tegen)" in text(html)
    assert "Te duur &lt;b&gt;nu&lt;/b&gt;." in html


def test_mistake_is_noted_by_the_member_only_and_shown_beside_the_outcome(board: Board) -> None:
    item = taken_up(board)
    vote = closed(board, open_vote(item, board.secretary), "vvvvvttt")
    client = as_(board.holders["uwv"])
    assert "Ik heb mij vergist" in client.get(vote.get_absolute_url()).content.decode()
    assert "Ik heb mij vergist" not in page(board.secretary, "vote_detail", vote.pk)
    form = {"kind": "mistake", "text": "Ik bedoelde voor.", "pagina": "uitslag"}
    assert client.post(url("vote_note", vote.pk), form).status_code == 303
    assert as_(board.secretary).post(url("vote_note", vote.pk), form).status_code == 303
    assert VoteNote.objects.count() == 1
    assert "Vergissing, aangetekend voor de zetel UWV" in text(page(board.secretary, "vote_detail", vote.pk))
    assert note_mistake(vote, board.holders["uwv"], "Ik bedoelde voor.") == VoteNote.objects.get()


def test_agenda_shows_when_an_item_was_up_and_who_presided(board: Board) -> None:
    item = taken_up(board)
    set_current_item(item.meeting, item.meeting.items.get(position=1), board.secretary)
    html = text(page(board.holders["uwv"], "meeting_detail", item.meeting_id))
    assert html.count("voorgezeten door de zetel Voorzitter") == 2
