"""The agenda as it was sent: frozen with its hash, changed only by a next version that says what changed."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import PointDraft, arrive, cast_ballot, convene_meeting, open_meeting, open_vote
from governance.actions.agenda import add_paper
from governance.actions.amendments import submit_amendment
from governance.actions.ballots import TextChanged
from governance.actions.changes import (
    prepare_explanation,
    prepare_item,
    prepare_paper,
    prepare_proposal,
    send_changes,
    withdraw_changes,
)
from governance.actions.meetings import LateCall
from governance.actions.postponing import postpone_item
from governance.enums import AdoptableState, AgendaItemKind, MeetingState
from governance.models import (
    AgendaItem,
    AgendaVersion,
    DecisionPoint,
    LedgerEvent,
    Meeting,
    OwedMail,
    Paper,
    PreparedText,
    ProposalVersion,
)
from governance.queries.agenda_versions import pending_difference, version_difference
from tests.governance.factories import Board, cast, decide_item, draft_board_meeting, make_draft, make_meeting
from tests.governance.readers import make_pdf
from werkbedrijf.lib.canonical import content_hash
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@pytest.fixture
def called(board: Board) -> Meeting:
    """A called meeting with a paper under its first item and a proposal under its second."""
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    add_paper(meeting.items.get(position=1), title="Notitie", file=make_pdf(), by=board.secretary)
    return convene_meeting(meeting, board.chair, late_reason="Spoed")


def test_convene_freezes_the_agenda_with_its_hash(board: Board, called: Meeting) -> None:
    version = called.agenda_versions.get()
    assert (version.number, version.sent_by, version.sent_at, version.reason) == (
        1,
        board.chair,
        called.convened_at,
        "",
    )
    assert version.sha256 == content_hash(version.content)
    first, second = version.content["items"]
    assert (first["number"], first["kind"], first["title"]) == ("1", "ter bespreking", "Opening")
    assert [paper["sha256"] for paper in first["papers"]] == [Paper.objects.get().sha256]
    assert second["proposal"]["sha256"] == decide_item(called).proposal.versions.get().sha256
    event = LedgerEvent.objects.get(kind="meeting_convened")
    assert (event.facts["agenda_sha256"], event.facts["late"]) == (version.sha256, True)


def test_convene_late_without_a_reason_is_refused(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    with pytest.raises(LateCall, match="op de dag zelf; de termijn is 7 dagen .aangenomen"):
        convene_meeting(meeting, board.chair, late_reason="  ")
    assert not AgendaVersion.objects.exists()
    assert not OwedMail.objects.exists()


def test_convene_late_keeps_the_reason_and_the_call_says_it(board: Board, called: Meeting) -> None:
    assert called.late_call_reason == "Spoed"
    assert "later dan afgesproken: Spoed" in OwedMail.objects.earliest("pk").body


@pytest.mark.parametrize(("days", "late"), [(7, False), (6, True)])
def test_convene_in_time_needs_and_keeps_no_reason(board: Board, days: int, late: bool) -> None:
    start = timezone.localtime().replace(hour=12, minute=0) + timedelta(days=days)
    meeting = make_meeting(board, state=MeetingState.SUBMITTED, starts_at=start)
    if late:
        with pytest.raises(LateCall):
            convene_meeting(meeting, board.chair)
    else:
        assert convene_meeting(meeting, board.chair, late_reason="Overbodig").late_call_reason == ""


def test_send_changes_is_a_next_version_with_the_difference(board: Board, called: Meeting) -> None:
    item, paper = called.items.get(position=1), Paper.objects.get()
    prepare_explanation(item, board.secretary, "Lees eerst het stuk.")
    prepare_paper(item, board.secretary, title="Notitie 2", file=make_pdf(), replaces=paper)
    prepare_item(called, board.secretary, kind=AgendaItemKind.INFORM, title="Nagekomen bericht")
    version = send_changes(called, board.chair, "Nieuwe cijfers")
    assert (version.number, version.reason, version.sent_by) == (2, "Nieuwe cijfers", board.chair)
    found = version_difference(version)
    assert found is not None
    assert found.sentences == (
        "Punt 1, Opening: toelichting gewijzigd, stuk “Notitie” vervangen door “Notitie 2”",
        "Punt 3, Nagekomen bericht: toegevoegd",
    )
    assert pending_difference(called).is_empty
    mails = OwedMail.objects.filter(reference=f"meeting-changes-{called.pk}-2")
    assert mails.count() == OwedMail.objects.filter(reference=f"meeting-call-{called.pk}").count() == 9
    body = mails.earliest("pk").body
    assert "- Punt 3, Nagekomen bericht: toegevoegd\n" in body
    assert "Aanleiding: Nieuwe cijfers" in body
    assert LedgerEvent.objects.get(kind="agenda_changed").facts == {
        "meeting": called.pk,
        "version": 2,
        "agenda_sha256": version.sha256,
        "proposals": [],
    }
    assert AgendaVersion.objects.get(number=1).content["items"][0]["explanation"] == ""


@pytest.mark.parametrize("reason", ["", "  "])
def test_send_changes_without_a_reason_is_refused(board: Board, called: Meeting, reason: str) -> None:
    prepare_item(called, board.secretary, kind=AgendaItemKind.INFORM, title="Bericht")
    with pytest.raises(DomainError, match="Geef de aanleiding"):
        send_changes(called, board.secretary, reason)


def test_send_changes_without_a_change_is_refused(board: Board, called: Meeting) -> None:
    with pytest.raises(Conflict, match="Er is niets gewijzigd"):
        send_changes(called, board.secretary, "Zomaar")
    assert called.agenda_versions.count() == 1


def test_changes_by_others_are_refused(board: Board, called: Meeting) -> None:
    prepare_item(called, board.secretary, kind=AgendaItemKind.INFORM, title="Bericht")
    for person in (board.chair, board.holders["uwv"]):
        with pytest.raises(NotAllowed):
            prepare_item(called, person, kind=AgendaItemKind.INFORM, title="Eigen punt")
    with pytest.raises(NotAllowed):
        send_changes(called, board.holders["uwv"], "Reden")


def prepare_text(board: Board, item: AgendaItem, *points: PointDraft, title: str = "Voorstel 1") -> None:
    prepare_proposal(item, board.secretary, title=title, article=board.article, points=points)


@pytest.mark.parametrize("kind", [AgendaItemKind.DECIDE, AgendaItemKind.HAMMER])
def test_item_to_decide_on_comes_after_the_call_with_its_text_frozen(
    board: Board, called: Meeting, kind: AgendaItemKind
) -> None:
    draft = make_draft(board)
    item = prepare_item(called, board.secretary, kind=kind, title="Spoedbesluit")
    with pytest.raises(DomainError, match="zonder voorstel: “Spoedbesluit”"):
        send_changes(called, board.secretary, "Spoed")
    prepare_text(board, item, PointDraft("1", "Het bestuur besluit.", (draft,)), title="Spoed")
    assert not item.proposal.versions.exists()
    version = send_changes(called, board.secretary, "Spoed")
    frozen = ProposalVersion.objects.get(proposal__item=item)
    draft.refresh_from_db()
    item.refresh_from_db()
    assert (draft.state, draft.content_sha256) == (
        AdoptableState.PROPOSED,
        frozen.content["points"][0]["adopts"][0]["sha256"],
    )
    assert version.content["items"][-1]["proposal"] == {
        "title": "Spoed",
        "version": 1,
        "sha256": frozen.sha256,
    }
    assert LedgerEvent.objects.get(kind="agenda_changed").facts["proposals"] == [
        {"id": frozen.proposal_id, "sha256": frozen.sha256}
    ]
    assert not item.awaits_sending
    assert "Spoedbesluit: toegevoegd" in OwedMail.objects.latest("pk").body


def test_sent_proposal_changes_only_when_it_is_sent_again(board: Board, called: Meeting) -> None:
    item, draft = decide_item(called), make_draft(board)
    first = item.proposal.versions.get()
    prepare_text(board, item, PointDraft("1", "Anders.", (draft,)), PointDraft("2", "Meer."))
    point = item.proposal.points.get()
    assert point.text == first.content["points"][0]["text"]
    (change,) = pending_difference(called).items
    assert [(name, pieces[-1].change) for name, pieces in change.texts] == [
        ("Beslispunt 1", "added"),
        ("Beslispunt 2", "added"),
    ]
    version = send_changes(called, board.chair, "Herzien")
    second = item.proposal.versions.get(number=2)
    assert item.proposal.points.get(number="1") == DecisionPoint.objects.get(pk=point.pk)
    assert [entry["text"] for entry in second.content["points"]] == ["Anders.", "Meer."]
    assert version.content["items"][1]["proposal"]["sha256"] == second.sha256
    found = version_difference(version)
    assert found is not None
    assert found.sentences == ("Punt 2, Agendapunt 1: voorstel gewijzigd",)
    assert found.items[0].texts == change.texts
    assert not PreparedText.objects.exists()


def test_ballot_for_the_text_before_the_change_is_refused(board: Board, called: Meeting) -> None:
    item = decide_item(called)
    seen = item.proposal.versions.get().sha256
    prepare_text(board, item, PointDraft("1", "Anders."))
    send_changes(called, board.secretary, "Herzien")
    meeting = open_meeting(called, board.secretary)
    arrive(meeting, board.seats["uwv"], board.holders["uwv"], board.secretary)
    vote = open_vote(item, board.secretary)
    with pytest.raises(TextChanged):
        cast_ballot(vote, board.holders["uwv"], "for", text_sha256=seen, request_key=uuid4())
    assert cast(vote, board.holders["uwv"], "for").text_sha256 == item.proposal.versions.get(number=2).sha256


def test_prepared_text_like_the_sent_one_is_no_change(board: Board, called: Meeting) -> None:
    item = decide_item(called)
    prepare_text(board, item, PointDraft("1", "Anders."))
    prepare_text(board, item, PointDraft("1", item.proposal.points.get().text))
    assert pending_difference(called).is_empty


def test_point_with_an_amendment_keeps_its_number(board: Board, called: Meeting) -> None:
    item = decide_item(called)
    submit_amendment(item.proposal.points.get(), board.seats["uwv"], board.holders["uwv"], new_text="Beter.")
    with pytest.raises(Conflict, match="Op beslispunt 1 is een amendement ingediend"):
        prepare_text(board, item, PointDraft("2", "Anders."))
    prepare_text(board, item, PointDraft("1", "Anders."))
    send_changes(called, board.secretary, "Herzien")
    assert item.proposal.amendments.get().point.text == "Anders."


def test_proposal_of_an_item_without_one_or_postponed_is_refused(board: Board, called: Meeting) -> None:
    with pytest.raises(DomainError, match="ter besluitvorming"):
        prepare_text(board, called.items.get(position=1), PointDraft("1", "Anders."))
    prepare_text(board, decide_item(called), PointDraft("1", "Anders."))
    postpone_item(decide_item(called), board.secretary, "Nog niet af")
    assert not PreparedText.objects.exists()
    with pytest.raises(Conflict, match="is uitgesteld"):
        prepare_text(board, decide_item(called), PointDraft("1", "Anders."))


def test_draft_that_went_elsewhere_is_not_sent(board: Board, called: Meeting) -> None:
    draft = make_draft(board)
    prepare_text(board, decide_item(called), PointDraft("1", "Anders.", (draft,)))
    draft_board_meeting(board, adopts=[draft])
    with pytest.raises(Conflict, match="staat al in een ander voorstel"):
        send_changes(called, board.secretary, "Herzien")


def test_paper_is_replaced_once(board: Board, called: Meeting) -> None:
    item, paper = called.items.get(position=1), Paper.objects.get()
    prepare_paper(item, board.secretary, title="Tweede", file=make_pdf(), replaces=paper)
    with pytest.raises(Conflict, match="al vervangen"):
        prepare_paper(item, board.secretary, title="Derde", file=make_pdf(), replaces=paper)
    with pytest.raises(Conflict, match="al vervangen"):
        prepare_paper(decide_item(called), board.secretary, title="Elders", file=make_pdf(), replaces=paper)


def test_withdraw_brings_the_agenda_back_as_it_was_sent(board: Board, called: Meeting) -> None:
    item, paper = called.items.get(position=1), Paper.objects.get()
    prepare_explanation(item, board.secretary, "Anders.")
    second = prepare_paper(item, board.secretary, title="Tweede", file=make_pdf(), replaces=paper)
    prepare_paper(item, board.secretary, title="Derde", file=make_pdf(), replaces=second)
    draft = make_draft(board)
    added = prepare_item(called, board.secretary, kind=AgendaItemKind.DECIDE, title="Besluit")
    prepare_text(board, added, PointDraft("1", "Besluit.", (draft,)))
    prepare_text(board, decide_item(called), PointDraft("1", "Anders."))
    withdraw_changes(called, board.secretary)
    assert pending_difference(called).is_empty
    draft.refresh_from_db()
    assert draft.decision_point is None
    assert list(Paper.objects.all()) == [paper]


def order_of(meeting: Meeting) -> list[str]:
    return list(meeting.items.order_by("position").values_list("title", flat=True))


def test_item_after_the_call_comes_where_it_belongs_and_withdrawn_leaves_no_gap(
    board: Board, called: Meeting
) -> None:
    sent, last = order_of(called), called.items.order_by("position").last()
    prepare_item(called, board.secretary, kind=AgendaItemKind.INFORM, title="Bericht", before=last)
    assert order_of(called) == [*sent[:-1], "Bericht", sent[-1]]
    assert not pending_difference(called).reordered
    withdraw_changes(called, board.secretary)
    assert order_of(called) == sent
    assert list(called.items.order_by("position").values_list("position", flat=True)) == [
        *range(1, len(sent) + 1)
    ]


def test_item_before_one_that_is_gone_is_a_conflict(board: Board, called: Meeting) -> None:
    elsewhere = make_meeting(board, state=MeetingState.DRAFT).items.first()
    with pytest.raises(Conflict, match="Kies opnieuw de plaats"):
        prepare_item(called, board.secretary, kind=AgendaItemKind.INFORM, title="Bericht", before=elsewhere)


def test_withdraw_keeps_what_an_earlier_version_sent(board: Board, called: Meeting) -> None:
    item, paper = called.items.get(position=1), Paper.objects.get()
    second = prepare_paper(item, board.secretary, title="Tweede", file=make_pdf(), replaces=paper)
    send_changes(called, board.secretary, "Nieuwe cijfers")
    prepare_paper(item, board.secretary, title="Derde", file=make_pdf(), replaces=second)
    withdraw_changes(called, board.secretary)
    assert list(Paper.objects.order_by("pk")) == [paper, second]


def test_open_is_refused_while_changes_are_not_sent(board: Board, called: Meeting) -> None:
    prepare_item(called, board.secretary, kind=AgendaItemKind.INFORM, title="Bericht")
    with pytest.raises(Conflict, match="nog niet zijn verzonden"):
        open_meeting(called, board.secretary)
    send_changes(called, board.secretary, "Nagekomen")
    assert open_meeting(called, board.secretary).state == MeetingState.OPEN


@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.SUBMITTED, MeetingState.OPEN])
def test_changes_only_between_call_and_opening(board: Board, state: MeetingState) -> None:
    meeting = make_meeting(board, state=state)
    with pytest.raises(Conflict, match="na de uitnodiging en voordat de vergadering is geopend"):
        prepare_item(meeting, board.secretary, kind=AgendaItemKind.INFORM, title="Bericht")
    with pytest.raises(Conflict):
        send_changes(meeting, board.secretary, "Reden")


def test_agenda_version_number_unique(board: Board, called: Meeting) -> None:
    version = called.agenda_versions.get()
    version.pk = None
    with (
        pytest.raises(IntegrityError, match=r"agenda_version_number_unique|meeting_id"),
        transaction.atomic(),
    ):
        version.save(force_insert=True)
