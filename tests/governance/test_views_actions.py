"""The pages of actions: who owes what, narrowed and in order; one with its acts; the same queries for thirty."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from governance.actions.commitments import drop_action, finish_action, move_action, record_action
from governance.enums import ActionState, MeetingState, Role
from governance.models import Action, Owner
from governance.permissions import today
from tests.governance.factories import Board, decide_item, make_meeting, make_person
from tests.governance.readers import as_, count_queries, make_outsiders, page, text, url


def make_action(
    board: Board, what: str, owner: Owner | None = None, days: int = 10, **more: object
) -> Action:
    """Recorded by the secretariat; `days` from now it is due, below zero it is late."""
    due_on = today() + timedelta(days=max(days, 0))
    facts: dict[str, object] = {"kind": "action_point", "what": what, "due_on": due_on} | more
    action = record_action(owner or board.seats["almelo"], board.secretary, **facts)  # type: ignore[arg-type]  # varied
    if days < 0:
        Action.objects.filter(pk=action.pk).update(due_on=today() + timedelta(days=days))
        action.refresh_from_db()
    return action


@pytest.fixture
def four(board: Board) -> dict[str, Action]:
    """One that is due, one late, one done and one dropped; the last of hengelo, the others of almelo."""
    actions = {
        "due": make_action(board, "Nog te doen"),
        "late": make_action(board, "Te laat", days=-3),
        "done": make_action(board, "Klaar"),
        "dropped": make_action(board, "Vervallen", board.seats["hengelo"]),
    }
    finish_action(actions["done"], board.secretary, "Het is klaar.")
    drop_action(actions["dropped"], board.secretary, "Niet meer nodig")
    return actions


def shown(board: Board, query: str = "", who: str = "uwv") -> list[str]:
    response = as_(board.holders[who]).get(f"{url('action_list')}?{query}")
    assert response.status_code == 200
    return [action.what for action in response.context["page"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Te laat", "Nog te doen"]),
        ("stand=laat", ["Te laat"]),
        ("stand=afgerond", ["Klaar"]),
        ("stand=vervallen", ["Vervallen"]),
        ("stand=alles", ["Te laat", "Nog te doen", "Vervallen", "Klaar"]),
        ("stand=onzin", ["Te laat", "Nog te doen"]),
        ("stand=alles&eigenaar=zetel-hengelo", ["Vervallen"]),
        ("van=mij", []),
    ],
)
def test_action_list_narrowed(board: Board, four: dict[str, Action], query: str, expected: list[str]) -> None:
    assert shown(board, query) == expected


def test_action_list_has_mine_first_then_late_first(board: Board, four: dict[str, Action]) -> None:
    make_action(board, "Van UWV", board.seats["uwv"], days=30)
    assert shown(board) == ["Van UWV", "Te laat", "Nog te doen"]
    words = text(page(board.holders["uwv"], "action_list"))
    assert (
        words.index("Van u ")
        < words.index("Van UWV")
        < words.index("Van anderen")
        < words.index("3 dagen te laat")
    )


def test_action_list_of_a_meeting_and_of_what_is_not_there(board: Board, four: dict[str, Action]) -> None:
    meeting = make_meeting(board)
    make_action(board, "Uit de vergadering", item=decide_item(meeting))
    assert shown(board, f"vergadering={meeting.pk}") == ["Uit de vergadering"]
    browser = as_(board.secretary)
    for query in (
        "vergadering=999",
        "vergadering=x",
        "besluit=2015-99",
        "eigenaar=zetel-borne",
        "eigenaar=x",
    ):
        assert browser.get(f"{url('action_list')}?{query}").status_code == 404


def test_action_owner_shows_all_of_one(board: Board, four: dict[str, Action]) -> None:
    words = text(page(board.chair, "action_owner", "zetel", "almelo"))
    assert [words.count(what) for what in ("Te laat", "Nog te doen", "Klaar", "Niet meer nodig")] == [
        2,
        1,
        1,
        0,
    ]
    assert as_(board.chair).get(url("action_owner", "persoon", board.secretary.pk)).status_code == 200
    assert as_(board.chair).get(url("action_owner", "persoon", "x")).status_code == 404
    assert as_(board.chair).get(url("action_owner", "partij", "onbekend")).status_code == 404


def test_action_pages_refuse_councils_and_hide_what_is_not_theirs(
    board: Board, four: dict[str, Action]
) -> None:
    council, werkplein, _ = make_outsiders(board)
    assert as_(council).get(url("action_list")).status_code == 403
    assert as_(council).get(four["due"].get_absolute_url()).status_code == 404
    assert as_(werkplein).get(url("action_list")).context["page"].paginator.count == 0
    assert as_(werkplein).get(four["due"].get_absolute_url()).status_code == 404
    led = [
        url("action_list") in page(who, "decision_list") for who in (werkplein, board.chair, board.secretary)
    ]
    assert led == [False, True, True]
    assert list(csv.reader(io.StringIO(as_(werkplein).get(url("action_csv")).content.decode())))[1:] == []


def test_action_csv_is_narrowed_and_calculates_nothing(board: Board, four: dict[str, Action]) -> None:
    make_action(board, "=1+1", days=40)
    answer = as_(board.chair).get(url("action_csv") + "?stand=open")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[3] for row in rows] == ["wat", "Te laat", "Nog te doen", "'=1+1"]


def test_action_lists_take_the_same_queries_for_one_and_thirty(board: Board) -> None:
    meeting = make_meeting(board)
    item = decide_item(meeting)
    almelo, party = board.seats["almelo"], board.seats["almelo"].parties.get()
    owners: list[Owner] = [almelo, party, board.holders["almelo"]]
    for owner in owners:
        make_action(board, "Eerste", owner, item=item)
    browser = as_(board.holders["almelo"])
    addresses = [
        url("action_list"),
        url("action_owner", "zetel", "almelo"),
        url("action_csv"),
        url("meeting_detail", meeting.pk),
        url("party_detail", party.slug),
        "/",
    ]
    few = [count_queries(browser, address) for address in addresses]
    for number in range(27):
        make_action(board, f"Actie {number}", owners[number % 3], item=item)
    assert [count_queries(browser, address) for address in addresses] == few
    one = Action.objects.earliest("pk")
    before = count_queries(browser, one.get_absolute_url())
    for days in range(20, 40):
        move_action(one, board.secretary, due_on=today() + timedelta(days=days), reason="Later")
    assert count_queries(browser, one.get_absolute_url()) == before


def change(board: Board, action: Action, act: str, who: str = "almelo", **typed: str) -> int:
    person = board.secretary if who == "secretary" else board.holders[who]
    data = {f"{act}-{name}": value for name, value in typed.items()}
    return as_(person).post(url("action_change", action.pk, act), data).status_code


def test_action_change_by_its_owner(board: Board) -> None:
    action = make_action(board, "Lijst maken")
    assert change(board, action, "melden", note="Half") == 303
    assert change(board, action, "afronden", note="Klaar") == 303
    action.refresh_from_db()
    assert (action.state, action.result) == (ActionState.DONE, "Klaar")
    assert "Weer open zetten" in page(board.holders["almelo"], "action_detail", action.pk)
    assert change(board, action, "heropenen") == 303
    day = (today() + timedelta(days=30)).isoformat()
    assert change(board, action, "verplaatsen", due_on=day, note="Vakantie") == 403
    assert change(board, action, "vervallen", note="Niet nodig") == 403
    assert change(board, action, "afronden", who="hengelo", note="Klaar") == 403


def test_action_change_refused_keeps_what_was_typed(board: Board) -> None:
    action = make_action(board, "Lijst maken")
    data = {"verplaatsen-due_on": "2015-01-01", "verplaatsen-note": "Omdat het later kan"}
    response = as_(board.secretary).post(url("action_change", action.pk, "verplaatsen"), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert ("Omdat het later kan" in html, "Deze dag is voorbij" in html) == (True, True)
    finish_action(action, board.secretary, "Klaar.")
    response = as_(board.secretary).post(
        url("action_change", action.pk, "melden"), {"melden-note": "Nog iets"}
    )
    assert response.status_code == 422
    assert "Nog iets" in response.content.decode()


def test_date_of_an_action_that_is_over_is_said_at_the_field(board: Board) -> None:
    action = make_action(board, "Lijst maken")
    data = {"verplaatsen-due_on": "2015-01-01", "verplaatsen-note": "Later"}
    response = as_(board.secretary).post(url("action_change", action.pk, "verplaatsen"), data)
    form = response.context["refused_form"]
    assert form.errors == {"due_on": ["Deze dag is voorbij. Kies een dag die nog komt."]}


def test_action_is_corrected_by_the_secretariat_and_shows_what_stood_there(board: Board) -> None:
    action = make_action(board, "Lijst maken")
    typed = {"owner": "zetel-hengelo", "what": "Lijsten maken", "reason": "Verkeerd verstaan"}
    assert change(board, action, "verbeteren", **typed) == 403
    assert change(board, action, "verbeteren", who="secretary", **typed) == 303
    html = page(board.secretary, "action_detail", action.pk)
    assert "Er stond: zetel Almelo: Lijst maken" in html
    assert "Lijsten maken" in html


def test_action_create_from_an_item_of_a_meeting_that_runs(board: Board) -> None:
    meeting = make_meeting(board)
    item = decide_item(meeting)
    meeting.current_item = item
    meeting.save()
    address = f"{url('action_create')}?item={item.pk}"
    assert address in page(board.secretary, "meeting_run", meeting.pk)
    assert address not in page(board.chair, "meeting_run", meeting.pk)
    browser = as_(board.secretary)
    assert browser.get(address).context["form"]["item"].value() == item.pk
    data = {
        "form_key": "sleutel",
        "kind": "commitment",
        "owner": "partij-almelo",
        "what": "Een gesprek voeren",
        "condition": "",
        "due_on": (today() + timedelta(days=3)).isoformat(),
        "item": str(item.pk),
    }
    for _ in range(2):  # a double click is one action
        response = browser.post(address, data)
        assert (response.status_code, response["Location"]) == (303, url("meeting_run", meeting.pk))
    action = Action.objects.get()
    assert (action.item, action.owner, action.what) == (
        item,
        board.seats["almelo"].parties.get(),
        "Een gesprek voeren",
    )
    assert browser.post(address, {**data, "form_key": "2", "owner": "persoon-999"}).status_code == 422


def test_action_create_from_a_meeting_asks_whose_it_is_and_at_which_item(board: Board) -> None:
    meeting = make_meeting(board)
    address = f"{url('action_create')}?vergadering={meeting.pk}"
    data = {
        "form_key": "sleutel",
        "kind": "commitment",
        "owner": "zetel-almelo",
        "what": "Een gesprek voeren",
        "due_on": (today() + timedelta(days=3)).isoformat(),
    }
    browser, item = as_(board.secretary), decide_item(meeting)
    html = browser.get(address).content.decode()
    assert (">Zetel Almelo<" in html, ">Gemeente Almelo<" in html, ">Almelo<" in html) == (True, True, False)
    response = browser.post(address, data)
    html = response.content.decode()
    assert (response.status_code, Action.objects.count()) == (422, 0)
    assert ("Kies het agendapunt." in html, "Een gesprek voeren" in html) == (True, True)
    assert browser.post(address, data | {"item": str(item.pk)}).status_code == 303
    assert Action.objects.get().item == item


def test_meeting_page_has_open_actions_until_it_is_over(board: Board, four: dict[str, Action]) -> None:
    ahead = make_meeting(board, state=MeetingState.CONVENED)
    words = text(page(board.holders["uwv"], "meeting_detail", ahead.pk))
    assert "Openstaande acties Stand van" in words
    assert words.index("3 dagen te laat") < words.index("Nog te doen")
    assert "Klaar" not in words.split("Openstaande acties")[1]
    uwv_staff = make_person("Medewerker UWV", Role.UWV_STAFF)
    assert "Openstaande acties" not in text(page(uwv_staff, "meeting_detail", ahead.pk))


def test_overview_shows_own_actions_and_to_the_secretariat_all_that_are_late(
    board: Board, four: dict[str, Action]
) -> None:
    assert "Uw acties" in text(page_of(board, "almelo"))
    assert "Uw acties" not in text(page_of(board, "hengelo"))
    words = text(as_(board.secretary).get("/").content.decode())
    assert "Acties die te laat zijn Te laat Zetel Almelo" in words


def page_of(board: Board, slug: str) -> str:
    return as_(board.holders[slug]).get("/").content.decode()
