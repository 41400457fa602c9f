"""Live updates: one hub per web process that tells every open page of a channel its newest state.

The hub knows nothing of any app. It is given two functions: `read_versions()`, one query that gives the version of
every channel, and `render(channel)`, the public fragment of one. While somebody is subscribed, one task asks for all
versions every 250 ms, renders each changed channel once and hands the same text to all its subscribers. `wake()`
makes it look at once, for a change that this process made itself. Without subscribers nothing runs.

A message is the whole state, never a difference: a slow client needs only the newest one, so a subscriber has no
queue that could grow, and a client that was away for an hour needs one message.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TypeVar

from django.db import connections

logger = logging.getLogger(__name__)

INTERVAL = 0.25  # seconds between two looks at the versions
PING = 25.0  # seconds of silence after which a stream says that it is still there; proxies cut at 30 or 60
LIFETIME = 900.0  # seconds after which a stream ends: the browser comes back, and is asked again who it is
PAUSE_AFTER_FAILURE = 1.0
RETRY = 2000  # milliseconds after which a browser connects again

T = TypeVar("T")


@dataclass(frozen=True)
class Message:
    """The state of a channel at a version; `text` is one line or more."""

    version: int
    text: str

    @cached_property
    def event(self) -> bytes:
        """As it goes over the line, made once for all subscribers."""
        return as_event(self).encode()


@dataclass(eq=False)
class Subscriber:
    """One open stream. `seen` is the version that its client has."""

    channel: int
    seen: int | None
    newest: Message | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def offer(self, message: Message) -> None:
        if self.seen != message.version:
            self.newest, self.seen = message, message.version
            self.changed.set()

    def take(self) -> Message | None:
        self.changed.clear()
        message, self.newest = self.newest, None
        return message


class Hub:
    """Subscribers by channel, and the one task that serves them. Everything but `wake` belongs to one event loop."""

    def __init__(
        self,
        read_versions: Callable[[], Mapping[int, int]],
        render: Callable[[int], str],
        *,
        interval: float = INTERVAL,
        ping: float = PING,
        lifetime: float = LIFETIME,
    ) -> None:
        self._read_versions, self._render = read_versions, render
        self._interval, self._ping, self._lifetime = interval, ping, lifetime
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

    async def stream(self, channel: int, last_seen: int | None = None) -> AsyncIterator[bytes]:
        """The events of a channel, for a text/event-stream; ends when the client goes, and after its lifetime.

        last_seen: the version that the client has (Last-Event-ID); it gets a message only when another is current.
        """
        subscriber = Subscriber(channel, last_seen)
        self._add(subscriber)
        clock = asyncio.get_running_loop().time
        end = clock() + self._lifetime
        try:
            # Something at once, so that proxies pass the headers on and the browser knows that it is connected.
            yield f"retry: {RETRY}\nevent: ping\ndata: \n\n".encode()
            while clock() < end:
                if not await _set_within(subscriber.changed, min(self._ping, end - clock())):
                    yield b"event: ping\ndata: \n\n"
                message = subscriber.take()
                if message is not None:
                    yield message.event
        finally:
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
        try:
            while self._subscribers:
                pause = self._interval
                look.clear()
                try:
                    await self._look_once(executor)
                except Exception:  # whatever it was: the streams stay open, and the next look may succeed
                    logger.exception("live hub: could not read the state of the screens")
                    await _in_thread(executor, connections.close_all)
                    pause = PAUSE_AFTER_FAILURE
                await _set_within(look, pause)
        finally:
            executor.submit(connections.close_all)
            executor.shutdown(wait=False)

    async def _look_once(self, executor: Executor) -> None:
        versions = await _in_thread(executor, self._read_versions)
        for channel in list(self._subscribers):
            version = versions.get(channel, 0)
            latest = self._latest.get(channel)
            if latest is None or latest.version != version:
                text = await _in_thread(executor, partial(self._render, channel))
                latest = self._latest[channel] = Message(version, text)
            for subscriber in tuple(self._subscribers.get(channel, ())):
                subscriber.offer(latest)


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
