"""The hub of live updates, with a reader and a renderer of the test: no database, no application."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

import pytest

from werkbedrijf.web import live
from werkbedrijf.web.live import EventStream, Hub, Message, Version, as_event

PATIENCE = 2.0  # seconds in which something that must happen happens, also on a busy machine


class Source:
    """Versions and texts as a test sets them; counts how often they are asked for."""

    def __init__(self) -> None:
        self.versions = {1: 1}
        self.urgent: dict[int, int] | None = None  # every version is, unless a test says otherwise
        self.reads = self.renders = 0
        self.fails = 0
        self.threads: set[str] = set()

    def read(self) -> dict[int, Version]:
        self.reads += 1
        self.threads.add(threading.current_thread().name)
        if self.fails:
            self.fails -= 1
            raise RuntimeError("database is gone")
        urgent = self.urgent or self.versions
        return {channel: Version(number, urgent[channel]) for channel, number in self.versions.items()}

    def render(self, channel: int, version: Version) -> str:
        self.renders += 1
        return f"{channel} at {self.versions.get(channel, 0)}"


class Client:
    """Somebody who reads a stream to its end, which is when the client goes."""

    def __init__(self, stream: AsyncIterator[bytes] | EventStream) -> None:
        self.stream = aiter(stream)
        self.events: list[str] = []
        self.heard = asyncio.Event()
        self.task = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for event in self.stream:
            self.events.append(event.decode())
            self.heard.set()

    async def until(self, holds: Callable[[list[str]], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds(self.events):
                self.heard.clear()
                await self.heard.wait()

    async def go(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
        await self.stream.aclose()  # type: ignore[attr-defined]  # a generator, as Django closes it too


def run(test: Callable[[Source], Awaitable[None]]) -> Source:
    source = Source()
    asyncio.run(asyncio.wait_for(_with(test, source), 20))
    return source


async def _with(test: Callable[[Source], Awaitable[None]], source: Source) -> None:
    await test(source)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.005)


def has(text: str) -> Callable[[list[str]], bool]:
    return lambda events: any(text in event for event in events)


def test_client_gets_the_state_at_once_and_each_change() -> None:
    async def test(source: Source) -> None:
        hub = Hub(source.read, source.render, interval=0.01)
        client = Client(hub.stream(1))
        await client.until(has("1 at 1"))
        source.versions[1] = 2
        await client.until(has("1 at 2"))
        await client.go()
        assert client.events[0] == "retry: 2000\nevent: ping\ndata: \n\n"
        assert client.events[1:] == [
            "id: 1\nevent: state\ndata: 1 at 1\n\n",
            "id: 2\nevent: state\ndata: 1 at 2\n\n",
        ]

    run(test)


def test_client_that_comes_back_with_the_newest_version_gets_nothing_twice() -> None:
    async def test(source: Source) -> None:
        hub = Hub(source.read, source.render, interval=0.01)
        up_to_date, behind = Client(hub.stream(1, last_seen=1)), Client(hub.stream(1, last_seen=0))
        await behind.until(has("1 at 1"))
        assert [event for event in up_to_date.events if "state" in event] == []
        source.versions[1] = 2
        await up_to_date.until(has("id: 2\n"))
        await up_to_date.go()
        await behind.go()

    run(test)


def test_wake_does_not_wait_for_the_interval() -> None:
    async def test(source: Source) -> None:
        hub = Hub(source.read, source.render, interval=3600)
        client = Client(hub.stream(1))
        await client.until(has("1 at 1"))
        source.versions[1] = 2
        threading.Thread(target=hub.wake).start()  # as an act does, in the thread of its request
        await client.until(has("1 at 2"))
        await client.go()

    run(test)


def test_change_is_rendered_once_for_all_clients() -> None:
    async def test(source: Source) -> None:
        hub = Hub(source.read, source.render, interval=0.01)
        clients = [Client(hub.stream(1)) for _ in range(50)]
        for client in clients:
            await client.until(has("1 at 1"))
        before = source.renders
        source.versions[1] = 2
        for client in clients:
            await client.until(has("1 at 2"))
        assert source.renders - before == 1
        for client in clients:
            await client.go()
        assert hub.subscribers == 0

    run(test)


def test_channels_do_not_hear_each_other() -> None:
    async def test(source: Source) -> None:
        source.versions = {1: 1, 2: 1}
        hub = Hub(source.read, source.render, interval=0.01)
        one, two = Client(hub.stream(1)), Client(hub.stream(2))
        await one.until(has("1 at 1"))
        await two.until(has("2 at 1"))
        source.versions[2] = 2
        await two.until(has("2 at 2"))
        assert not has("2 at")(one.events)
        await one.go()
        await two.go()

    run(test)


def test_slow_client_gets_only_the_newest() -> None:
    async def test(source: Source) -> None:
        hub = Hub(source.read, source.render, interval=0.005)
        slow, other = hub.stream(1), Client(hub.stream(1))
        assert b"ping" in await anext(slow)
        assert b"1 at 1" in await anext(slow)
        for version in range(2, 40):
            source.versions[1] = version
            await other.until(has(f"id: {version}\n"))
        assert await anext(slow) == b"id: 39\nevent: state\ndata: 1 at 39\n\n"
        await slow.aclose()  # type: ignore[attr-defined]
        await other.go()

    run(test)


def test_what_may_wait_goes_out_with_what_may_not() -> None:
    async def test(source: Source) -> None:
        hub = Hub(source.read, source.render, interval=0.01, merge=3600)
        client = Client(hub.stream(1))
        await client.until(has("id: 1\n"))
        source.versions[1], source.urgent = 2, {1: 2}
        await client.until(has("id: 2\n"))
        source.versions[1] = 3
        reads = source.reads
        await until(lambda: source.reads > reads + 2)  # it was seen, and it waits
        source.versions[1], source.urgent = 4, {1: 4}
        await client.until(has("id: 4\n"))
        assert not has("id: 3\n")(client.events)
        assert source.renders == 3
        await client.go()

    run(test)


def test_what_may_wait_is_merged_and_comes_by_itself() -> None:
    async def test(source: Source) -> None:
        source.urgent = {1: 1}
        hub = Hub(source.read, source.render, interval=3600, merge=0.1)
        client = Client(hub.stream(1))
        await client.until(has("id: 1\n"))
        # The first goes out at once, where nothing was said just before; the others wait for each other.
        for version in range(2, 9):
            source.versions[1] = version
            hub.wake()
            await asyncio.sleep(0.005)
        await client.until(has("id: 8\n"))
        assert len(client.events) < 6  # a ping, the first state, and fewer than seven more
        await client.go()

    run(test)


def test_client_with_the_newest_version_does_not_go_back_to_the_one_before_it() -> None:
    """From another process it had a change that waits here."""

    async def test(source: Source) -> None:
        hub = Hub(source.read, source.render, interval=0.01, merge=3600)
        here = Client(hub.stream(1))
        await here.until(has("id: 1\n"))
        source.versions[1], source.urgent = 2, {1: 2}
        await here.until(has("id: 2\n"))
        source.versions[1] = 3
        ahead = Client(hub.stream(1, last_seen=3))
        reads = source.reads
        await until(lambda: source.reads > reads + 2)
        assert [event for event in ahead.events if "state" in event] == []
        await here.go()
        await ahead.go()

    run(test)


def test_where_something_changed_lately_it_looks_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "LIVELY_INTERVAL", 0.01)

    async def test(source: Source) -> None:
        hub = Hub(source.read, source.render, interval=3600)
        client = Client(hub.stream(1))
        await client.until(has("1 at 1"))
        source.versions[1] = 2
        hub.wake()
        await client.until(has("1 at 2"))
        source.versions[1] = 3  # by another process: nobody wakes this hub
        await client.until(has("1 at 3"))
        await client.go()

    run(test)


def test_event_is_said_directly_and_a_slow_client_sends_the_newest_itself() -> None:
    async def test(source: Source) -> None:
        hub = Hub(source.read, source.render, interval=0.01)
        response, said, room = EventStream(hub, 1, None), [], asyncio.Event()

        async def send(message: Mapping[str, Any]) -> None:
            await room.wait()
            said.append(message["body"].decode())

        room.set()
        response.send = send
        client = Client(response)
        await until(lambda: has("1 at 1")(said))
        room.clear()  # its buffer is full: from here the server waits
        source.versions[1] = 2
        await client.until(has("1 at 2"))
        assert not has("1 at 1")(client.events)
        assert not has("1 at 2")(said)
        room.set()
        source.versions[1] = 3
        await until(lambda: has("1 at 3")(said))
        await client.go()
        assert hub.subscribers == 0

    run(test)


def test_silence_is_broken_by_a_ping() -> None:
    async def test(source: Source) -> None:
        hub = Hub(source.read, source.render, interval=0.01, ping=0.02)
        client = Client(hub.stream(1))
        await client.until(lambda events: events.count("event: ping\ndata: \n\n") >= 2)
        await client.go()

    run(test)


def test_stream_ends_so_that_the_browser_is_asked_again_who_it_is() -> None:
    async def test(source: Source) -> None:
        hub = Hub(source.read, source.render, interval=0.01, lifetime=0.1)
        client = Client(hub.stream(1))
        async with asyncio.timeout(PATIENCE):
            await client.task
        assert has("1 at 1")(client.events)
        assert hub.subscribers == 0

    run(test)


def test_nobody_listening_is_no_work_and_listening_again_works() -> None:
    async def test(source: Source) -> None:
        hub = Hub(source.read, source.render, interval=0.01)
        client = Client(hub.stream(1))
        await client.until(has("1 at 1"))
        await client.go()
        assert hub.subscribers == 0
        await until(lambda: not [t for t in asyncio.all_tasks() if t.get_name() == "live hub"])
        reads = source.reads
        await asyncio.sleep(0.1)
        assert source.reads == reads
        again = Client(hub.stream(1))
        await again.until(has("1 at 1"))
        await again.go()

    run(test)


def test_failing_database_keeps_the_streams_and_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "PAUSE_AFTER_FAILURE", 0.01)

    async def test(source: Source) -> None:
        hub = Hub(source.read, source.render, interval=0.01)
        client = Client(hub.stream(1))
        await client.until(has("1 at 1"))
        source.fails = 3
        source.versions[1] = 2
        await client.until(has("1 at 2"))
        assert hub.subscribers == 1
        await client.go()

    run(test)


def test_hub_serves_a_new_loop_after_the_old_one_ended() -> None:
    """A restarted server in the same process: what the old loop left behind does not hold the new one up."""
    source = Source()
    hub = Hub(source.read, source.render, interval=0.01)

    async def leave_without_closing() -> None:
        await anext(hub.stream(1))

    async def listen() -> None:
        client = Client(hub.stream(1))
        await client.until(has("1 at 1"))
        await client.go()

    asyncio.run(leave_without_closing())
    hub.wake()
    asyncio.run(listen())
    assert hub.subscribers == 0


def test_reading_happens_in_a_thread_of_its_own() -> None:
    async def test(source: Source) -> None:
        client = Client(Hub(source.read, source.render, interval=0.01).stream(1))
        await client.until(has("1 at 1"))
        await client.go()

    assert {name.rsplit("_", 1)[0] for name in run(test).threads} == {"live-hub"}


def test_event_of_several_lines() -> None:
    assert Message(7, "a").event == b"id: 7\nevent: state\ndata: a\n\n"
    assert as_event(Message(7, "a\nb")) == "id: 7\nevent: state\ndata: a\ndata: b\n\n"
