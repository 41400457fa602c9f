"""Tasks under decision points (B6, B7): typed with the proposal, frozen with its text, handed out by the decision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import (
    PointDraft,
    add_item,
    arrive,
    close_vote,
    convene_meeting,
    draft_meeting,
    open_meeting,
    open_vote,
    set_current_item,
    submit_amendment,
    submit_meeting,
    write_proposal,
)
from governance.actions.point_tasks import TaskDraft
from governance.actions.postponing import postpone_item
from governance.enums import AgendaItemKind
from governance.models import Action, AgendaItem, LedgerEvent, Meeting, PointTask, ProposalVersion
from governance.queries.agenda import agenda_fingerprint
from governance.queries.versions import side_by_side
from tests.governance.factories import (
    LATE,
    Board,
    cast_all,
    decide_item,
    draft_board_meeting,
)
from tests.governance.readers import as_, make_outsiders, page, text, url
from werkbedrijf.lib.canonical import content_hash

pytestmark = pytest.mark.django_db

DUE = timezone.localdate() + timedelta(days=30)
WHAT, CONDITION = "Een plan voor de uitvoering", "Afgestemd met de managers"


def give_tasks(board: Board, item: AgendaItem) -> None:
    """Point 1 without a task, point 2 with two."""
    tasks = (
        TaskDraft(board.secretary, WHAT, DUE, CONDITION),
        TaskDraft(board.seats["hengelo"], "Het plan voorleggen", DUE),
    )
    write_proposal(
        item,
        title="Plan",
        article=board.article,
        points=[
            PointDraft("1", "Er komt een plan."),
            PointDraft("2", "Het ambtelijk overleg maakt het.", (), tasks),
        ],
        by=board.secretary,
    )


def called(board: Board, meeting: Meeting) -> ProposalVersion:
    convene_meeting(submit_meeting(meeting, board.secretary), board.chair, late_reason=LATE)
    return ProposalVersion.objects.latest("pk")


def in_session(board: Board) -> AgendaItem:
    """An item with tasks, in a meeting that is open with everybody there."""
    meeting = draft_board_meeting(board)
    item = decide_item(meeting)
    give_tasks(board, item)
    called(board, meeting)
    open_meeting(Meeting.objects.get(pk=meeting.pk), board.secretary)
    for slug, seat in board.seats.items():
        arrive(meeting, seat, board.holders[slug], board.secretary)
    set_current_item(meeting, item, board.secretary)
    return AgendaItem.objects.get(pk=item.pk)


def test_freeze_version_holds_the_tasks_in_its_hash(board: Board) -> None:
    meeting = draft_board_meeting(board)
    give_tasks(board, decide_item(meeting))
    version = called(board, meeting)
    one, two = version.content["points"]
    assert "tasks" not in one
    assert two["tasks"] == [
        {
            "owner": {"kind": "person", "id": board.secretary.pk, "name": str(board.secretary)},
            "what": WHAT,
            "condition": CONDITION,
            "due_on": DUE.isoformat(),
        },
        {
            "owner": {"kind": "seat", "id": board.seats["hengelo"].pk, "name": "zetel Hengelo"},
            "what": "Het plan voorleggen",
            "condition": "",
            "due_on": DUE.isoformat(),
        },
    ]
    assert version.sha256 == content_hash(version.content)


def test_freeze_version_without_tasks_has_the_content_it_always_had(board: Board) -> None:
    version = called(board, draft_board_meeting(board))
    assert version.content["points"] == [
        {"number": "1", "text": "Het bestuur stemt in met onderwerp 1.", "adopts": []}
    ]


def test_agenda_fingerprint_changes_with_a_task(board: Board) -> None:
    meeting = draft_board_meeting(board)
    give_tasks(board, decide_item(meeting))
    before = agenda_fingerprint(meeting)
    PointTask.objects.filter(position=2).update(due_on=DUE + timedelta(days=1))
    assert agenda_fingerprint(meeting) != before


def test_decision_hands_out_the_tasks_of_its_point(board: Board) -> None:
    item = in_session(board)
    vote = open_vote(item, board.secretary)
    cast_all(vote, board, "vvvvvvvv")
    one, two = close_vote(vote, board.secretary).decisions.order_by("number_in_year")
    plan, submission = Action.objects.order_by("pk")
    assert not one.actions.exists()
    assert (plan.decision, plan.item, plan.owner, plan.what, plan.condition, plan.due_on) == (
        two,
        item,
        board.secretary,
        WHAT,
        CONDITION,
        DUE,
    )
    assert submission.owner == board.seats["hengelo"]
    events = LedgerEvent.objects.filter(kind="task_handed_out").order_by("sequence")
    owned = {"decision": two.number, "due_on": DUE.isoformat()}
    assert [event.facts for event in events] == [
        {"action": plan.pk, "owner_kind": "person", "owner": board.secretary.pk, **owned},
        {"action": submission.pk, "owner_kind": "seat", "owner": board.seats["hengelo"].pk, **owned},
    ]


def test_rejected_point_hands_out_nothing(board: Board) -> None:
    vote = open_vote(in_session(board), board.secretary)
    cast_all(vote, board, "tttttttt")
    close_vote(vote, board.secretary)
    assert not Action.objects.exists()


def test_decision_hands_out_what_was_voted_on_not_what_the_draft_says_since(board: Board) -> None:
    item = in_session(board)
    PointTask.objects.update(what="Iets anders")
    vote = open_vote(item, board.secretary)
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    assert Action.objects.earliest("pk").what == WHAT


def test_adopted_amendment_keeps_the_tasks_of_its_point(board: Board) -> None:
    item = in_session(board)
    point = item.proposal.points.get(number="2")
    amendment = submit_amendment(
        point, board.seats["almelo"], board.holders["almelo"], new_text="Wij maken het."
    )
    vote = open_vote(item, board.secretary, amendment=amendment)
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    first, second = item.proposal.versions.order_by("number")
    assert second.content["points"][1]["tasks"] == first.content["points"][1]["tasks"]
    assert any(
        "Taak voor zetel Hengelo" in piece.text for row in side_by_side(first, second) for piece in row.right
    )


def test_postponed_item_takes_its_tasks_along(board: Board) -> None:
    meeting = draft_board_meeting(board)
    item = decide_item(meeting)
    give_tasks(board, item)
    draft_meeting(title="Volgende", starts_at=timezone.now() + timedelta(days=60), place="Enschede")
    new = postpone_item(item, board.secretary, "Nog niet af")
    assert new is not None
    tasks = PointTask.objects.filter(point__proposal__item=new).order_by("position")
    assert [(task.point.number, task.owner, task.what, task.due_on) for task in tasks] == [
        ("2", board.secretary, WHAT, DUE),
        ("2", board.seats["hengelo"], "Het plan voorleggen", DUE),
    ]


def form(board: Board, **changed: str) -> dict[str, str]:
    """What the page sends: one point with one task."""
    prefix = "punt-0-taak-0"
    return {
        "title": "Plan",
        "article": str(board.article.pk),
        "act": "save",
        "punt-TOTAL_FORMS": "1",
        "punt-INITIAL_FORMS": "0",
        "punt-0-number": "1",
        "punt-0-text": "Er komt een plan.",
        "punt-0-adopts": "",
        "punt-0-taken": "1",
        f"{prefix}-owner": "zetel-hengelo",
        f"{prefix}-what": WHAT,
        f"{prefix}-condition": CONDITION,
        f"{prefix}-due_on": DUE.isoformat(),
        **changed,
    }


@pytest.fixture
def item(board: Board) -> AgendaItem:
    return add_item(draft_board_meeting(board, proposals=0), kind=AgendaItemKind.DECIDE, title="Plan")


def test_proposal_edit_saves_and_shows_a_task(board: Board, item: AgendaItem) -> None:
    browser, address = as_(board.secretary), url("proposal_edit", item.pk)
    assert browser.post(address, form(board)).status_code == 303
    task = PointTask.objects.get()
    assert (task.owner, task.what, task.condition, task.due_on) == (
        board.seats["hengelo"],
        WHAT,
        CONDITION,
        DUE,
    )
    shown = browser.get(address).context["points"][0].tasks[0]
    assert [shown[name].value() for name in ("owner", "what", "due_on")] == [
        "zetel-hengelo",
        WHAT,
        DUE.isoformat(),
    ]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"punt-0-taak-0-owner": ""}, "Kies wie dit doet"),
        ({"punt-0-taak-0-what": ""}, "Schrijf wat er moet gebeuren"),
        ({"punt-0-taak-0-due_on": "2015-01-01"}, "ligt voor de vergadering"),
        ({"punt-0-text": ""}, "Schrijf wat het bestuur besluit"),
    ],
)
def test_proposal_edit_with_a_faulty_task_keeps_what_was_typed(
    board: Board, item: AgendaItem, changed: dict[str, str], message: str
) -> None:
    response = as_(board.secretary).post(url("proposal_edit", item.pk), form(board, **changed))
    assert response.status_code == 422
    assert message in response.content.decode()
    assert response.context["points"][0].tasks[0]["condition"].value() == CONDITION
    assert not PointTask.objects.exists()


def test_who_saves_a_proposal_after_another_sees_both_and_loses_nothing(
    board: Board, item: AgendaItem
) -> None:
    browser, address = as_(board.secretary), url("proposal_edit", item.pk)
    seen = browser.get(address).context["seen"]
    assert browser.post(address, form(board, seen=seen, considerations="Van een ander.")).status_code == 303
    own = form(board, seen=seen, considerations="Van mij.")
    response = browser.post(address, own)
    html = response.content.decode()
    assert response.status_code == 422
    assert ("Overwegingen: Van een ander." in html, "Van mij." in html, WHAT in html) == (True, True, True)
    assert item.proposal.considerations == "Van een ander."
    again = own | {"seen": response.context["seen"]}
    assert browser.post(address, again).status_code == 303
    item.proposal.refresh_from_db()
    assert item.proposal.considerations == "Van mij."


def test_proposal_edit_with_an_empty_task_saves_none(board: Board, item: AgendaItem) -> None:
    names = ("owner", "what", "condition", "due_on")
    empty = {f"punt-0-taak-0-{name}": "" for name in names}
    assert as_(board.secretary).post(url("proposal_edit", item.pk), form(board, **empty)).status_code == 303
    assert not PointTask.objects.exists()


@pytest.mark.parametrize("filled", ["owner", "condition", "due_on"])
def test_proposal_edit_refuses_a_task_without_its_words(board: Board, item: AgendaItem, filled: str) -> None:
    names = ("owner", "what", "condition", "due_on")
    typed = {f"punt-0-taak-0-{name}": "" for name in names if name != filled}
    response = as_(board.secretary).post(url("proposal_edit", item.pk), form(board, **typed))
    task = response.context["points"][0].tasks[0]
    assert (response.status_code, "what" in task.errors) == (422, True)
    assert not PointTask.objects.exists()


def test_proposal_edit_adds_moves_and_removes_tasks_without_losing_one(
    board: Board, item: AgendaItem
) -> None:
    browser, address = as_(board.secretary), url("proposal_edit", item.pk)
    added = browser.post(address, form(board, act="addtask-0")).context["points"]
    assert [task["what"].value() for task in added[0].tasks] == [WHAT, ""]
    two = {"punt-TOTAL_FORMS": "2", "punt-1-number": "2", "punt-1-text": "Punt twee", "punt-1-taken": "0"}
    moved = browser.post(address, form(board, act="down-0", **two)).context["points"]
    assert [(p["number"].value(), [t["what"].value() for t in p.tasks]) for p in moved] == [
        ("1", []),
        ("2", [WHAT]),
    ]
    assert browser.post(address, form(board, act="removetask-0.0")).context["points"][0].tasks == []
    assert not PointTask.objects.exists()


def test_members_read_the_tasks_on_the_agenda_while_voting_and_with_the_decision(board: Board) -> None:
    item = in_session(board)
    sentence = f"Taak voor Secretaris : {WHAT}, uiterlijk"
    member = board.holders["uwv"]
    assert sentence in text(page(member, "meeting_detail", item.meeting_id))
    vote = open_vote(item, board.secretary)
    assert sentence in text(page(member, "meeting_vote", item.meeting_id))
    cast_all(vote, board, "vvvvvvvv")
    decision = close_vote(vote, board.secretary).decisions.get(point__number="2")
    action = decision.actions.earliest("pk")
    html = page(member, "decision_detail", decision.number)
    assert WHAT in html
    assert action.get_absolute_url() in html
    for outsider in make_outsiders(board)[:1]:  # a council reads what the decision gave, not how it goes
        html = page(outsider, "decision_detail", decision.number)
        assert WHAT in html
        assert action.get_absolute_url() not in html


def test_point_task_constraints_refuse(board: Board) -> None:
    give_tasks(board, decide_item(draft_board_meeting(board)))
    with pytest.raises(IntegrityError, match="point_task_one_owner"), transaction.atomic():
        PointTask.objects.filter(position=1).update(party=board.seats["almelo"].parties.get())
    # SQLite names the columns of a unique constraint, PostgreSQL its name.
    with (
        pytest.raises(IntegrityError, match=r"point_task_position_unique|governance_pointtask\.point_id"),
        transaction.atomic(),
    ):
        PointTask.objects.update(position=1)
