"""Acts on the agenda: fixed once convened, whatever the page says; and what the database itself refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from governance.actions import (
    PointDraft,
    add_item,
    add_paper,
    change_item,
    delete_item,
    delete_paper,
    move_item,
    remove_proposal,
    write_proposal,
)
from governance.actions.agenda import AgendaFrozen
from governance.enums import AgendaItemKind, MeetingState
from governance.models import AgendaItem, DecisionPoint, Paper, Proposal, ProposalVersion
from tests.governance.factories import Board, decide_item, draft_board_meeting, make_draft, make_meeting
from tests.governance.readers import make_pdf
from werkbedrijf.lib.errors import Conflict, DomainError


@pytest.mark.parametrize("state", [MeetingState.CONVENED, MeetingState.OPEN])
def test_agenda_is_fixed_once_convened(board: Board, state: MeetingState) -> None:
    meeting = make_meeting(board, state=state)
    item = decide_item(meeting)
    acts = [
        lambda: add_item(meeting, kind="inform", title="Nog iets"),
        lambda: change_item(item, title="Anders"),
        lambda: delete_item(item),
        lambda: move_item(item, 1),
        lambda: add_paper(item, title="Stuk", file=make_pdf(), by=board.secretary),
    ]
    for act in acts:
        with pytest.raises(AgendaFrozen, match="de agenda ligt vast"):
            act()
    for act in (
        lambda: remove_proposal(item.proposal),
        lambda: write_proposal(
            item, title="X", article=board.article, points=[PointDraft("1", "X")], by=board.secretary
        ),
    ):
        with pytest.raises(Conflict, match="het voorstel ligt vast"):
            act()
    assert list(meeting.items.values_list("title", flat=True)) == ["Opening", "Agendapunt 1"]


def test_agenda_of_a_submitted_meeting_may_still_change(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.SUBMITTED)
    assert add_item(meeting, kind="inform", title="Nog iets").position == 3


def test_change_item_leaves_the_place_that_somebody_else_gave_it(board: Board) -> None:
    """Two secretaries: one has the form open while the other moves the item."""
    meeting = draft_board_meeting(board, proposals=2)
    stale = AgendaItem.objects.get(pk=decide_item(meeting, 1).pk)
    move_item(decide_item(meeting, 2), 1)
    change_item(stale, title="Nieuwe titel")
    assert list(meeting.items.order_by("position").values_list("position", "title")) == [
        (1, "Agendapunt 2"),
        (2, "Opening"),
        (3, "Nieuwe titel"),
    ]


def test_add_paper_refused_by_the_database_leaves_no_file(board: Board) -> None:
    item = decide_item(draft_board_meeting(board))
    before = set(Path(settings.MEDIA_ROOT).rglob("*.pdf"))
    with pytest.raises(IntegrityError), transaction.atomic():
        add_paper(item, title="Stuk", file=make_pdf(), by=None)  # type: ignore[arg-type]
    assert set(Path(settings.MEDIA_ROOT).rglob("*.pdf")) == before
    assert not Paper.objects.exists()


def test_delete_paper_keeps_the_file_when_the_transaction_fails(transactional_db: None) -> None:
    from tests.governance.factories import make_board

    board = make_board()
    item = decide_item(draft_board_meeting(board))
    paper = add_paper(item, title="Stuk", file=make_pdf(), by=board.secretary)
    file = Path(paper.file.path)
    with transaction.atomic():
        delete_paper(Paper.objects.get(pk=paper.pk))
        transaction.set_rollback(True)
    assert (Paper.objects.count(), file.exists()) == (1, True)


@pytest.mark.parametrize(
    ("points", "message"),
    [([], "minstens één beslispunt"), ([PointDraft("1", "a"), PointDraft("1", "b")], "eigen nummer")],
)
def test_write_proposal_refuses(board: Board, points: list[PointDraft], message: str) -> None:
    item = add_item(draft_board_meeting(board), kind=AgendaItemKind.DECIDE, title="Iets")
    with pytest.raises(DomainError, match=message):
        write_proposal(item, title="X", article=board.article, points=points, by=board.secretary)
    assert not Proposal.objects.filter(item=item).exists()


def test_write_proposal_only_under_an_item_to_decide(board: Board) -> None:
    item = add_item(draft_board_meeting(board), kind=AgendaItemKind.INFORM, title="Iets")
    with pytest.raises(DomainError, match="ter besluitvorming"):
        write_proposal(
            item, title="X", article=board.article, points=[PointDraft("1", "a")], by=board.secretary
        )


def test_write_proposal_refuses_a_draft_of_another_proposal_and_keeps_the_old_points(board: Board) -> None:
    draft = make_draft(board)
    draft_board_meeting(board, adopts=[draft])
    item = decide_item(draft_board_meeting(board))
    with pytest.raises(Conflict, match="staat al in een ander voorstel"):
        write_proposal(
            item,
            title="X",
            article=board.article,
            points=[PointDraft("1", "Kaping", (draft,))],
            by=board.secretary,
        )
    assert [point.text for point in item.proposal.points.all()] == ["Het bestuur stemt in met onderwerp 1."]


def test_write_proposal_refuses_what_is_already_proposed(board: Board) -> None:
    draft = make_draft(board)
    make_meeting(board, state=MeetingState.CONVENED, adopts=[draft])
    item = decide_item(draft_board_meeting(board))
    with pytest.raises(Conflict, match="is geen concept meer"):
        write_proposal(
            item,
            title="X",
            article=board.article,
            points=[PointDraft("1", "a", (draft,))],
            by=board.secretary,
        )


# --- what the database says ---


def test_agenda_item_position_unique(board: Board) -> None:
    meeting = draft_board_meeting(board)
    with (
        pytest.raises(IntegrityError, match=r"agenda_item_position_unique|agendaitem\.position"),
        transaction.atomic(),
    ):
        AgendaItem.objects.create(meeting=meeting, position=1, title="Nog een op 1")


def test_decision_point_number_and_position_unique(board: Board) -> None:
    proposal = decide_item(draft_board_meeting(board)).proposal
    with (
        pytest.raises(IntegrityError, match=r"decision_point_number_unique|decisionpoint\.number"),
        transaction.atomic(),
    ):
        DecisionPoint.objects.create(proposal=proposal, position=2, number="1", text="x")
    with (
        pytest.raises(IntegrityError, match=r"decision_point_position_unique|decisionpoint\.position"),
        transaction.atomic(),
    ):
        DecisionPoint.objects.create(proposal=proposal, position=1, number="2", text="x")


def test_proposal_version_number_unique(board: Board) -> None:
    proposal = decide_item(make_meeting(board, state=MeetingState.CONVENED)).proposal
    with (
        pytest.raises(IntegrityError, match=r"proposal_version_number_unique|proposalversion\.number"),
        transaction.atomic(),
    ):
        ProposalVersion.objects.create(proposal=proposal, number=1, content={}, sha256="0" * 64)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_proposal_version_is_append_only(board: Board, change: str) -> None:
    versions = ProposalVersion.objects.filter(
        proposal=decide_item(make_meeting(board, state=MeetingState.CONVENED)).proposal
    )
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        versions.update(sha256="f" * 64) if change == "update" else versions._raw_delete(versions.db)


def test_one_proposal_per_item(board: Board) -> None:
    item = decide_item(draft_board_meeting(board))
    with pytest.raises(IntegrityError, match=r"item_id"), transaction.atomic():
        Proposal.objects.create(item=item, title="Tweede", article=board.article, created_by=board.secretary)


CONSTRAINTS = {
    AgendaItem: {
        "agenda_item_position_unique",
        "agenda_item_confidential_has_reason",
        "agenda_item_postponed_has_reason",
        "agenda_item_lifted_by_seat",
    },
    DecisionPoint: {"decision_point_number_unique", "decision_point_position_unique"},
    ProposalVersion: {"proposal_version_number_unique"},
}


@pytest.mark.parametrize("model", CONSTRAINTS, ids=lambda model: model.__name__)
def test_constraints_have_a_dutch_message_and_a_test(model: type[AgendaItem]) -> None:
    """A new constraint turns this red until it is tested above."""
    assert {constraint.name for constraint in model._meta.constraints} == CONSTRAINTS[model]
    assert all(constraint.violation_error_message for constraint in model._meta.constraints)
