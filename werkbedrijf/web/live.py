"""Live updates: one hub per web process that tells every open page of a channel its newest state.

The hub knows nothing of any app. It is given two functions: `read_versions()`, one query that gives the version of
every channel, and `render(channel, version)`, the public state of one. While somebody is subscribed, one task asks for
all versions, renders each changed channel once and hands the same bytes to all its subscribers. `wake()` makes it look
at once, for a change that this process made itself; another process's change it finds by looking. Without subscribers
nothing runs.

A message is the whole state, never a difference: a slow client needs only the newest one, so a subscriber has no
queue that could grow, and a client that was away for an hour needs one message. Changes that are not urgent are merged
for the same reason: eight ballots in four seconds are four messages, and what is urgent takes them along.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, partial
from math import inf
from typing import Any, NamedTuple, TypeVar

from django.db import connections
from django.http import StreamingHttpResponse

logger = logging.getLogger(__name__)

INTERVAL = 0.25  # seconds between two looks at the versions
LIVELY_INTERVAL = 0.15  # the same where something changed lately: there the next change is waited for
LIVELY = 120.0  # seconds after a change for which it is called lately
MERGE = 1.0  # seconds within which changes that are not urgent become one message
PING = 25.0  # seconds after which every stream says that it is still there; proxies cut at 30 or 60
LIFETIME = 900.0  # seconds after which a stream ends: the browser comes back, and is asked again who it is
PAUSE_AFTER_FAILURE = 1.0
RETRY = 2000  # milliseconds after which a browser connects again
PING_EVENT = b"event: ping\ndata: \n\n"

T = TypeVar("T")


class Version(NamedTuple):
    """How far a channel is. `urgent` is the newest number that goes out at once; those after it may wait a little."""

    number: int
    urgent: int


NOTHING_YET = Version(0, 0)


@dataclass(frozen=True)
class Message:
    """The state of a channel at a version; `text` is one line or more. `since`: when it replaced another one."""

    version: int
    text: str
    since: float = -inf  # by the clock of the loop

    @cached_property
    def event(self) -> bytes:
        """As it goes over the line, made once for all subscribers."""
        return as_event(self).encode()


@dataclass(eq=False)
class Subscriber:
    """One open stream, and the event that it sends next. `seen` is the version that its client has.

    say: sends an event at once, or says that it cannot. Waking the stream to send it itself costs three times as much.
    """

    channel: int
    seen: int | None
    say: Callable[[bytes], bool]
    newest: bytes = b""
    waits: bool = False  # for something to send; else it is sending
    ended: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def offer(self, message: Message) -> None:
        if self.seen != message.version:
            self.seen = message.version
            self._send(message.event)

    def ping(self) -> None:
        if not self.newest:
            self._send(PING_EVENT)

    def end(self) -> None:
        self.ended = True
        self.changed.set()

    def _send(self, event: bytes) -> None:
        if self.waits and not self.newest and self.say(event):
            return
        self.newest = event
        self.changed.set()

    async def take(self) -> bytes:
        """Wait for something to send; empty when the stream is to end."""
        self.waits = True
        await self.changed.wait()
        self.waits = False
        self.changed.clear()
        event, self.newest = self.newest, b""
        return b"" if self.ended else event


def _cannot(event: bytes) -> bool:
    return False


class Hub:
    """Subscribers by channel, and the one task that serves them. Everything but `wake` belongs to one event loop."""

    def __init__(
        self,
        read_versions: Callable[[], Mapping[int, Version]],
        render: Callable[[int, Version], str],
        *,
        interval: float = INTERVAL,
        merge: float = MERGE,
        ping: float = PING,
        lifetime: float = LIFETIME,
    ) -> None:
        self._read_versions, self._render = read_versions, render
        self._interval, self._merge, self._ping, self._lifetime = interval, merge, ping, lifetime
        self._subscribers: dict[int, set[Subscriber]] = {}
        self._latest: dict[int, Message] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._look: asyncio.Event | None = None

    @property
    def subscribers(self) -> int:
        """How many streams are open."""
        return sum(map(len, self._subscribers.values()))

    def wake(self) -> None:
        """Look now. From any thread; after the change is committed."""
        loop, look = self._loop, self._look
        if loop is not None and look is not None and not loop.is_closed():
            loop.call_soon_threadsafe(look.set)

    async def stream(
        self, channel: int, last_seen: int | None = None, say: Callable[[bytes], bool] = _cannot
    ) -> AsyncIterator[bytes]:
        """The events of a channel, for a text/event-stream; ends when the client goes, and after its lifetime.

        last_seen: the version that the client has (Last-Event-ID); it gets a message only when another is current.
        say: what Subscriber says of it; what it has sent does not come out here.
        """
        subscriber = Subscriber(channel, last_seen, say)
        self._add(subscriber)
        # One timer for the whole stream, and none per message: with hundreds of streams that is most of a message.
        ending = asyncio.get_running_loop().call_later(self._lifetime, subscriber.end)
        try:
            # Something at once, so that proxies pass the headers on and the browser knows that it is connected.
            yield f"retry: {RETRY}\n".encode() + PING_EVENT
            while event := await subscriber.take():
                yield event
        finally:
            ending.cancel()
            self._remove(subscriber)

    def _add(self, subscriber: Subscriber) -> None:
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            # A new loop (a test, a restarted server): what the old one left behind can never be served again.
            self._subscribers, self._latest, self._task = {}, {}, None
            self._loop, self._look = loop, asyncio.Event()
        self._subscribers.setdefault(subscriber.channel, set()).add(subscriber)
        if self._look is not None and (self._task is None or self._task.done()):
            self._task = loop.create_task(self._serve(self._look), name="live hub")
        self.wake()

    def _remove(self, subscriber: Subscriber) -> None:
        listening = self._subscribers.get(subscriber.channel)
        if listening is None:
            return
        listening.discard(subscriber)
        if not listening:
            del self._subscribers[subscriber.channel]
            self._latest.pop(subscriber.channel, None)
        if not self._subscribers:
            self.wake()  # the task sees that nobody is left, and ends

    async def _serve(self, look: asyncio.Event) -> None:
        """Look, render what changed, offer it; until nobody listens. A database that fails is asked again."""
        # A thread of its own, with a database connection of its own that does not wait behind requests.
        executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live-hub")
        clock = asyncio.get_running_loop().time
        pinged = clock()
        try:
            while self._subscribers:
                look.clear()
                try:
                    pause = await self._look_once(executor, clock)
                except Exception:  # whatever it was: the streams stay open, and the next look may succeed
                    logger.exception("live hub: could not read the state of the screens")
                    await _in_thread(executor, connections.close_all)
                    pause = PAUSE_AFTER_FAILURE
                if clock() >= pinged + self._ping:
                    pinged = clock()
                    for listening in self._subscribers.values():
                        for subscriber in listening:
                            subscriber.ping()
                await _set_within(look, pause)
        finally:
            executor.submit(connections.close_all)
            executor.shutdown(wait=False)

    async def _look_once(self, executor: Executor, clock: Callable[[], float]) -> float:
        """Offer every channel's newest state, except what may wait; the seconds until the next look."""
        versions = await _in_thread(executor, self._read_versions)
        pause = self._interval
        for channel in list(self._subscribers):
            version = versions.get(channel, NOTHING_YET)
            latest = self._latest.get(channel)
            if latest is None or latest.version != version.number:
                waits = latest.since + self._merge - clock() if latest else 0.0
                if latest is None or latest.version < version.urgent or waits <= 0:
                    text = await _in_thread(executor, partial(self._render, channel, version))
                    latest = Message(version.number, text, clock() if latest else -inf)
                    self._latest[channel] = latest
                else:
                    pause = min(pause, waits)
            if clock() < latest.since + LIVELY:
                pause = min(pause, LIVELY_INTERVAL)
            for subscriber in tuple(self._subscribers.get(channel, ())):
                # Who has the newest one already (from another process) does not go back to the one before it.
                if subscriber.seen != version.number:
                    subscriber.offer(latest)
        return pause


class EventStream(StreamingHttpResponse):
    """The events of a channel as a response. Under ASGI, werkbedrijf/asgi.py gives it the server's own `send`."""

    def __init__(self, hub: Hub, channel: int, last_seen: int | None) -> None:
        self.send: Callable[[Mapping[str, Any]], Coroutine[Any, Any, None]] | None = None
        super().__init__(hub.stream(channel, last_seen, self._say), content_type="text/event-stream")

    def _say(self, event: bytes) -> bool:
        """Send without waiting; False when the client is slow and the server would wait for it."""
        if self.send is None:
            return False
        sending = self.send({"type": "http.response.body", "body": event, "more_body": True})
        try:
            sending.send(None)  # runs it until it waits or, as nearly always, is done
        except StopIteration:
            return True
        except (OSError, RuntimeError):
            return False  # the client is gone: the stream sends the event again, and finds out
        sending.close()  # the stream sends the event again, and waits; at worst a client gets the same version twice
        return False


def as_event(message: Message) -> str:
    """A message as a server-sent event; its id is the version, so that a client that comes back says where it was."""
    lines = "".join(f"data: {line}\n" for line in message.text.splitlines() or [""])
    return f"id: {message.version}\nevent: state\n{lines}\n"


async def _in_thread(executor: Executor, function: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(executor, function)


async def _set_within(event: asyncio.Event, seconds: float) -> bool:
    """Wait for the event; False when it did not come in time."""
    try:
        # Not wait_for: that of Python 3.11 can swallow a cancellation, and then a stream outlives its client.
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
