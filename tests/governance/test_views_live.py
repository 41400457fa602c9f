"""The live pages of a meeting: what is public, who gets it, and the stream through the real application."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from governance.actions import close_vote, set_current_item
from governance.enums import MeetingState, Role
from governance.models import LiveVersion, Meeting, Person
from governance.views.live import Screens, hub, read_versions, render_state
from tests.governance.factories import (
    Board,
    cast,
    cast_all,
    decide_item,
    make_board,
    make_meeting,
    make_open_vote,
    make_person,
)
from tests.governance.readers import as_, count_queries, url
from werkbedrijf.asgi import application


def state_of(meeting: Meeting) -> Any:
    return json.loads(render_state(meeting.pk))


# --- what is public ---


def test_state_of_an_open_vote_tells_progress_and_no_choice(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    cast(vote, board.chair, "against")
    cast(vote, board.holders["uwv"], "abstained")
    after = state_of(meeting)
    assert "2 van 8 zetels hebben gestemd" in after["regions"]["progress"]
    assert "2 van 8 zetels hebben gestemd" in after["regions"]["screen"]
    text = json.dumps(after).lower()
    assert [word for word in ("tegen", "onthouding", "against", "abstained") if word in text] == []


def test_state_is_the_same_whatever_is_chosen(board: Board) -> None:
    """Invariant 9, literally: two votes that differ only in the choices look the same until they close."""
    states = []
    for choice in ("for", "against"):
        meeting = make_meeting(board)
        vote = make_open_vote(board, meeting)
        cast(vote, board.holders["uwv"], choice)
        states.append(state_of(meeting)["regions"]["screen"])
    assert states[0] == states[1]


def test_state_after_closing_has_sentence_and_seats(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvtto")
    vote = close_vote(vote, board.secretary)
    state = state_of(meeting)
    assert vote.sentence in state["regions"]["outcome"]
    assert (
        state["regions"]["screen"].count("tegen</strong>"),
        "Aangenomen" in state["regions"]["screen"],
    ) == (
        2,
        True,
    )
    assert state["announce"]["vote"] == f"De stemming is gesloten. {vote.sentence}"


def test_keys_of_the_ballot_change_with_the_vote_and_not_with_a_ballot(board: Board) -> None:
    meeting = make_meeting(board)
    keys = [state_of(meeting)["keys"]["ballot"]]
    vote = make_open_vote(board, meeting)
    keys.append(state_of(meeting)["keys"]["ballot"])
    cast(vote, board.chair, "for")
    assert state_of(meeting)["keys"]["ballot"] == keys[-1]
    close_vote(vote, board.secretary)
    keys.append(state_of(meeting)["keys"]["ballot"])
    assert len(set(keys)) == 3


def test_screens_that_only_count_again_say_the_same_for_fewer_queries(board: Board) -> None:
    """After a ballot the rest of the state is as it was; after anything else it is rendered whole."""
    meeting = make_meeting(board)
    vote, screens = make_open_vote(board, meeting), Screens()
    screens.render(meeting.pk, read_versions()[meeting.pk])
    cast_all(vote, board, "vvvvvtto")
    with CaptureQueriesContext(connection) as queries:
        counted = screens.render(meeting.pk, read_versions()[meeting.pk])
    assert len(queries) == 2  # the versions, and the count
    assert "Alle zetels op de lijst hebben gestemd." in counted
    assert counted == render_state(meeting.pk)
    close_vote(vote, board.secretary)
    assert screens.render(meeting.pk, read_versions()[meeting.pk]) == render_state(meeting.pk)


def test_only_a_ballot_may_wait(board: Board) -> None:
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    opened = read_versions()[meeting.pk]
    cast(vote, board.chair, "for")
    assert read_versions()[meeting.pk] == (opened.number + 1, opened.urgent)
    close_vote(vote, board.secretary)
    assert read_versions()[meeting.pk] == (opened.number + 2, opened.number + 2)


def test_state_takes_as_many_queries_at_1_and_10_items(board: Board) -> None:
    few, many = make_meeting(board), make_meeting(board, proposals=10)
    client = as_(board.holders["almelo"])
    counts = {count_queries(client, url("meeting_fragment", meeting.pk)) for meeting in (few, many)}
    assert len(counts) == 1


# --- who gets it ---


@pytest.mark.parametrize("name", ["meeting_fragment", "meeting_live"])
def test_live_addresses_for_outsiders(board: Board, name: str) -> None:
    meeting = make_meeting(board)
    address = url(name, meeting.pk)
    assert Client().get(address).status_code == 302
    assert as_(make_person("Griffie")).get(address).status_code == 404
    assert as_(make_person("Toehoorder", Role.OBSERVER)).get(address).status_code == 200


@pytest.mark.parametrize("name", ["meeting_fragment", "meeting_live"])
def test_live_addresses_of_a_draft_are_hidden_from_members(board: Board, name: str) -> None:
    meeting = make_meeting(board, state=MeetingState.DRAFT)
    assert as_(board.holders["almelo"]).get(url(name, meeting.pk)).status_code == 404


def test_fragment_is_not_sent_again(board: Board) -> None:
    meeting = make_meeting(board)
    client = as_(board.holders["almelo"])
    first = client.get(url("meeting_fragment", meeting.pk)).json()
    assert first["version"] == LiveVersion.objects.get(meeting=meeting).version
    again = f"{url('meeting_fragment', meeting.pk)}?versie={first['version']}"
    assert client.get(again).status_code == 204
    set_current_item(meeting, decide_item(meeting), board.secretary)
    assert client.get(again).status_code == 200


def test_stream_without_asgi_is_one_message_and_ends(board: Board) -> None:
    """On WSGI an endless stream would hold its thread for good."""
    response = as_(board.holders["almelo"]).get(url("meeting_live", make_meeting(board).pk))
    body = b"".join(response.streaming_content).decode()
    assert (body.count("event: state"), response["X-Accel-Buffering"]) == (1, "no")


# --- the stream itself ---


class Stream:
    """One browser's stream, through the whole application: middleware, session, view and hub."""

    def __init__(self, address: str, session: str, last_seen: str = "") -> None:
        headers = [(b"host", b"localhost"), (b"cookie", f"sessionid={session}".encode())]
        if last_seen:
            headers.append((b"last-event-id", last_seen.encode()))
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "path": address,
            "raw_path": address.encode(),
            "query_string": b"",
            "headers": headers,
        }
        self.wire = ApplicationCommunicator(application, scope)
        self.headers: dict[str, str] = {}
        self.status = 0

    async def open(self) -> None:
        await self.wire.send_input({"type": "http.request", "body": b"", "more_body": False})
        start = await self.wire.receive_output(timeout=5)
        self.status = start["status"]
        self.headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}

    async def until(self, text: str) -> str:
        async with asyncio.timeout(5):
            while True:
                event: str = (await self.wire.receive_output(timeout=5))["body"].decode()
                if text in event:
                    return event

    async def close(self) -> None:
        await self.wire.send_input({"type": "http.disconnect"})
        await self.wire.wait(timeout=5)


def session_of(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def whole() -> None:
        try:
            await test()
        finally:
            await sync_to_async(connections.close_all)()

    asyncio.run(whole())


async def nobody_left() -> None:
    async with asyncio.timeout(5):
        while hub.subscribers:
            await asyncio.sleep(0.01)


def test_stream_tells_a_change_and_lets_the_client_go(transactional_db: None) -> None:
    board = make_board()
    meeting = make_meeting(board)
    vote = make_open_vote(board, meeting)
    session = session_of(board.holders["almelo"])

    async def test() -> None:
        stream = Stream(url("meeting_live", meeting.pk), session)
        await stream.open()
        assert (stream.status, stream.headers["content-type"], stream.headers["x-accel-buffering"]) == (
            200,
            "text/event-stream",
            "no",
        )
        first = await stream.until("event: state")
        assert "0 van 8 zetels hebben gestemd" in first
        # Not this process's act, as far as the hub knows: it is found by looking.
        await sync_to_async(cast)(vote, board.chair, "for")
        second = await stream.until("1 van 8 zetels heeft gestemd")
        assert int(second.split("\n")[0].removeprefix("id: ")) > int(
            first.split("\n")[0].removeprefix("id: ")
        )
        await stream.close()
        await nobody_left()

    run(test)


def test_stream_resumes_from_the_version_that_the_client_has(transactional_db: None) -> None:
    board = make_board()
    meeting = make_meeting(board)
    version = LiveVersion.objects.get(meeting=meeting).version
    session = session_of(board.chair)

    async def test() -> None:
        stream = Stream(url("meeting_live", meeting.pk), session, last_seen=str(version))
        await stream.open()
        await stream.until("event: ping")
        await sync_to_async(make_open_vote)(board, meeting)
        assert f"id: {version}\n" not in await stream.until("event: state")
        await stream.close()
        await nobody_left()

    run(test)


def test_many_streams_leave_the_database_to_the_others(transactional_db: None) -> None:
    """More streams than the pool has connections: a stream must not keep the one that its own sign-in used."""
    board = make_board()
    meeting = make_meeting(board)
    session = session_of(board.chair)

    async def test() -> None:
        streams = [Stream(url("meeting_live", meeting.pk), session) for _ in range(20)]
        for stream in streams:
            await stream.open()
            await stream.until("event: state")
        assert hub.subscribers == 20
        page = Stream(url("meeting_fragment", meeting.pk), session)
        await page.open()
        assert page.status == 200
        for stream in streams:
            await stream.close()
        await nobody_left()

    run(test)
