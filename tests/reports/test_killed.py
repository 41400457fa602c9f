"""A worker that is killed on the spot, wherever it is: every recipient ends as delivered once, or visibly not.

The worker is a process of its own, killed without warning (SIGKILL) when it enters or leaves a function of ours.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import FrameType
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from governance.enums import MailState
from governance.models import LedgerEvent, OwedMail
from governance.tasks import send_owed_mail
from reports.actions import make_delivery, release_report
from reports.actions.deliveries import give_up_abandoned
from reports.enums import DeliveryState, ReportState
from reports.models import Delivery
from reports.tasks import make_owed_deliveries
from tests.reports.factories import hand_in, make_edition, make_twente, open_edition
from tests.smtp import mail_server
from werkbedrijf.celery import app
from werkbedrijf.printing.files import read_checked

MAKING = [  # the functions of making a copy, in the order in which they are entered
    ("claim_delivery", "return"),
    ("print_copy", "call"),
    ("print_copy", "return"),
    ("store", "call"),
    ("store", "return"),
    ("_finish", "call"),
    ("append_event", "call"),
    ("append_event", "return"),
    ("_finish", "return"),
    ("make_delivery", "return"),
]
SENDING = [
    ("claim_owed_mail", "return"),
    ("send_claimed", "call"),
    ("calendar_for", "return"),
    ("sendmail", "call"),  # of smtplib
    ("getreply", "return"),  # the server has said something, in the middle of the conversation
    ("sendmail", "return"),  # the server has it, and we have not noted that
    ("send_claimed", "return"),
]


def killed_at(function: str, event: str, work: Callable[[], object]) -> bool:
    """Do `work` in a process of its own that is killed at this place; whether it came there."""
    for connection in connections.all():
        connection.close()
        getattr(connection, "close_pool", lambda: None)()
    child = os.fork()
    if child == 0:

        def watch(frame: FrameType, what: str, _: Any) -> None:
            if what == event and frame.f_code.co_name == function:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(watch)
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def let_leases_pass() -> None:
    past = timezone.now() - timedelta(seconds=1)
    Delivery.objects.exclude(leased_until=None).update(leased_until=past)
    OwedMail.objects.exclude(leased_until=None).update(leased_until=past)


@pytest.fixture
def eager() -> Iterator[None]:
    """Tasks run here and now, as a worker would run them."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def two_owed() -> list[Delivery]:
    """The last two copies of an edition still to be made."""
    report = open_edition(make_twente())
    for delivery in report.deliveries.select_related("party")[:17]:
        hand_in(delivery)
    return list(report.deliveries.filter(state=DeliveryState.OWED).order_by("party__name"))


@pytest.mark.rendering
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("function", "event"), MAKING, ids=[" ".join(place) for place in MAKING])
def test_copy_is_made_once_wherever_its_worker_was_killed(function: str, event: str, eager: None) -> None:
    first, other = two_owed()
    assert killed_at(function, event, lambda: make_delivery(first.pk))
    assert make_delivery(other.pk)  # the others do not wait for it
    let_leases_pass()
    make_owed_deliveries()
    assert make_owed_deliveries() == 0
    first.refresh_from_db()
    assert first.state == DeliveryState.MADE
    assert first.report.state == ReportState.MADE
    assert len(read_checked(first.path, first.sha256)) == first.size
    made = [e.facts["delivery"] for e in LedgerEvent.objects.filter(kind="delivery_made")]
    assert sorted(made) == sorted([str(first.pk), str(other.pk)])


@pytest.mark.django_db(transaction=True)
def test_copy_that_takes_its_worker_along_three_times_is_visibly_not_made(eager: None) -> None:
    first, _ = two_owed()
    for _ in range(3):
        assert killed_at("claim_delivery", "return", lambda: make_delivery(first.pk))
        let_leases_pass()
    assert give_up_abandoned() == 1
    first.refresh_from_db()
    assert (first.state, first.error) == (DeliveryState.FAILED, "Het opmaken is drie keer afgebroken.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("function", "event"), SENDING, ids=[" ".join(place) for place in SENDING])
def test_message_arrives_wherever_its_worker_was_killed(function: str, event: str) -> None:
    twente = make_twente()
    release_report(make_edition(twente), twente.chair)
    with mail_server() as server:
        assert killed_at(function, event, send_owed_mail)
        send_owed_mail()  # the others do not wait for it
        let_leases_pass()
        send_owed_mail()
        assert send_owed_mail() == 0
    assert {mail.state for mail in OwedMail.objects.all()} == {MailState.SENT}
    assert set(server.addresses) == {reader.email for reader in twente.readers.values()}
    # Only what the server had and we had not noted goes twice, under one mark, by which a mail program sees that.
    marks = Counter(message["Message-ID"] for _, message in server.taken)
    assert len(marks) == 19
    assert sum(marks.values()) == 19 + ((function, event) == ("sendmail", "return"))
