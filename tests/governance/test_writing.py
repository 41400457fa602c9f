"""Two people write one text: the later one sees both, chooses or merges, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.test import Client

from governance.actions import add_item, change_item
from governance.actions.minutes import start_minutes, write_minutes_text
from governance.actions.writing import TextMoved
from governance.enums import AgendaItemKind
from governance.models import AgendaItem, MinutesText
from tests.governance.factories import Board, draft_board_meeting, make_meeting
from tests.governance.readers import as_, text, url

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def opening(board: Board) -> MinutesText:
    return start_minutes(make_meeting(board), board.secretary).texts.filter(place="opening").first()  # type: ignore[return-value]


def test_text_saved_on_the_version_that_was_seen_goes_up_by_one(board: Board, opening: MinutesText) -> None:
    first = write_minutes_text(opening, board.secretary, "Een\r\ntwee ", 0)
    second = write_minutes_text(opening, board.secretary, "Een\ntwee", 0)  # the same words: nothing changed
    assert (first.text, first.version, second.version) == ("Een\ntwee", 1, 1)


def test_text_saved_on_an_older_version_is_refused_with_what_stands_there(
    board: Board, opening: MinutesText
) -> None:
    write_minutes_text(opening, board.secretary, "Van de een.", 0)
    with pytest.raises(TextMoved) as moved:
        write_minutes_text(opening, board.secretary, "Van de ander.", 0)
    assert (moved.value.stored, moved.value.version) == ("Van de een.", 1)
    opening.refresh_from_db()
    assert opening.text == "Van de een."


def save(client: Client, row: MinutesText, words: str, version: int, **more: object) -> object:
    return client.post(url("minutes_text_save", row.pk), {"text": words, "version": version}, **more)  # type: ignore[arg-type]


def test_later_saver_gets_both_texts_by_script_and_as_a_page(board: Board, opening: MinutesText) -> None:
    client = as_(board.secretary)
    saved = client.post(
        url("minutes_text_save", opening.pk), {"text": "Van de een.", "version": 0}, headers=FETCH
    )
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    assert saved.json()["said"].startswith("Opgeslagen om ")
    late = {"text": "Van de ander.", "version": 0}
    by_script = client.post(url("minutes_text_save", opening.pk), late, headers=FETCH)
    assert (by_script.status_code, by_script.json()["version"]) == (409, 1)
    assert "Van de een." in by_script.json()["merge"]
    page = client.post(url("minutes_text_save", opening.pk), late)
    assert page.status_code == 409
    html = page.content.decode()
    assert "Van de ander.</textarea>" in html
    assert "Van de een." in html
    assert 'name="version" value="1"' in html
    merged = client.post(
        url("minutes_text_save", opening.pk), {"text": "Van de een en de ander.", "version": 1}
    )
    assert merged.status_code == 303
    opening.refresh_from_db()
    assert opening.text == "Van de een en de ander."


def test_keeping_the_text_of_the_other_leaves_it(board: Board, opening: MinutesText) -> None:
    write_minutes_text(opening, board.secretary, "Van de een.", 0)
    data = {"text": "Van de ander.", "version": 0, "choice": "stored"}
    assert as_(board.secretary).post(url("minutes_text_save", opening.pk), data).status_code == 303
    opening.refresh_from_db()
    assert opening.text == "Van de een."


def test_text_that_is_too_long_says_so_and_stays(board: Board, opening: MinutesText) -> None:
    answer = as_(board.secretary).post(
        url("minutes_text_save", opening.pk), {"text": "a" * 20_001, "version": 0}
    )
    assert answer.status_code == 422
    assert "Kort hem in" in answer.content.decode()
    assert "a" * 20_001 in answer.content.decode()


@pytest.fixture
def item(board: Board) -> AgendaItem:
    meeting = draft_board_meeting(board)
    return add_item(meeting, kind=AgendaItemKind.DISCUSS, title="Cijfers", explanation="Zoals het was.")


def test_second_secretary_on_an_agenda_item_sees_both(board: Board, item: AgendaItem) -> None:
    client = as_(board.secretary)
    form = {
        "kind": "discuss",
        "title": "Cijfers van het jaar",
        "explanation": "Mijn tekst.",
        "visibility": "participants",
        "version": 0,
    }
    change_item(AgendaItem.objects.get(pk=item.pk), title="Kwartaalcijfers", explanation="Haar tekst.")
    page = client.post(url("item_edit", item.pk), form)
    html = page.content.decode()
    assert page.status_code == 422
    assert "Mijn tekst.</textarea>" in html
    assert "Haar tekst." in html
    assert "Titel, zoals nu opgeslagen Kwartaalcijfers" in text(html)
    assert client.post(url("item_edit", item.pk), {**form, "version": 1}).status_code == 303
    item.refresh_from_db()
    assert (item.title, item.explanation, item.version) == ("Cijfers van het jaar", "Mijn tekst.", 2)
