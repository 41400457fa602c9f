"""Brokers that tests meet: none there, one that does not answer, and a real one."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from django.test import override_settings

from werkbedrijf.celery import app


@contextmanager
def broker_at(address: str) -> Iterator[None]:
    """Let the application use the broker at `address` meanwhile."""
    before = app.conf.broker_url
    app.conf.broker_url = address
    try:
        with override_settings(REDIS_URL=address):
            yield
    finally:
        app.conf.broker_url = before


@contextmanager
def silent_listener() -> Iterator[str]:
    """The address of something that takes a connection and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(5)
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
