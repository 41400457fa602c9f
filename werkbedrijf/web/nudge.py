"""Telling a worker that there is work, after commit. The row that says what is owed is the truth: a nudge may be lost.

A broker that is down, silent or not configured never fails or holds up a request; a sweep on the beat finds the row.
"""

from __future__ import annotations

import logging
from typing import Any

from celery import Task
from django.conf import settings
from django.db import transaction

log = logging.getLogger(__name__)

WAITS = (
    "Het werk wacht: de achtergrondverwerking is nu niet bereikbaar. Het begint vanzelf zodra dat weer kan; "
    "u hoeft niets te doen."
)

# One attempt, and less than two seconds in all for somebody who waits for a page: by default the transport tries
# a broker that is down again and again (6.3 s measured). A connect and a reply each have their own second.
ONE_ATTEMPT = {
    "max_retries": 0,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "connect_retries_timeout": 1,
    "socket_connect_timeout": 0.8,
    "socket_timeout": 0.8,
    "retry_on_timeout": False,
}


def nudge(task: Task, *args: Any) -> bool:
    """Enqueue `task(*args)` once the current transaction stands (at once outside one). Never raises.

    True when the broker took it, or when that is still to come because a transaction is open; False when the work
    waits for the sweep, so that the page can say so.
    """
    sent: list[bool] = []
    transaction.on_commit(lambda: sent.append(_publish(task, args)), robust=True)
    return sent[0] if sent else transaction.get_connection().in_atomic_block


def _publish(task: Task, args: tuple[Any, ...]) -> bool:
    if not settings.REDIS_URL:
        log.info("no broker configured: %s waits", task.name)
        return False
    try:
        options = {**task.app.conf.broker_transport_options, **ONE_ATTEMPT}
        with task.app.connection_for_write(transport_options=options) as connection:
            task.apply_async(args=args, connection=connection, retry=False)
    except Exception as error:  # noqa: BLE001 (whatever is wrong with a broker, the request must stand)
        log.warning("broker did not take %s, the sweep will: %s", task.name, type(error).__name__)
        return False
    return True
