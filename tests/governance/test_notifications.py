"""The e-mail that is owed: sent once, tried three times, and visible when it failed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils import timezone

from governance import notifications
from governance.enums import MailState, MeetingState
from governance.models import OwedMail
from governance.notifications import ATTEMPTS, LEASE, claim_owed_mail, send_claimed
from governance.tasks import send_owed_mail
from tests.governance.factories import Board, make_meeting


class BrokenBackend(BaseEmailBackend):
    """A mail server that refuses every connection."""

    def send_messages(self, email_messages: object) -> int:
        raise ConnectionRefusedError("verbinding geweigerd")


BROKEN = f"{__name__}.BrokenBackend"


@pytest.fixture
def owed(board: Board) -> Iterator[list[OwedMail]]:
    """The nine calls of a convened meeting."""
    make_meeting(board, state=MeetingState.CONVENED)
    return list(OwedMail.objects.all())


def let_lease_pass() -> None:
    OwedMail.objects.update(leased_until=timezone.now() - timedelta(seconds=1))


def test_send_owed_mail_sends_each_once(owed: list[OwedMail]) -> None:
    assert (send_owed_mail(), send_owed_mail()) == (9, 0)
    assert len(mail.outbox) == 9
    assert sorted(message.to[0] for message in mail.outbox) == sorted(o.person.email for o in owed)
    assert {o.state for o in OwedMail.objects.all()} == {MailState.SENT}
    assert OwedMail.objects.filter(sent_at=None).count() == 0


def test_send_owed_mail_call_says_when_where_what_and_links(owed: list[OwedMail]) -> None:
    send_owed_mail()
    message = mail.outbox[0]
    assert message.subject.startswith("Uitnodiging: Bestuursvergadering, ")
    for words in ("Plaats: Stadhuis Enschede", "1. Opening (ter bespreking)", "/vergaderingen/"):
        assert words in message.body
    assert message.extra_headers["Message-ID"].startswith("<meeting-call-")


def test_claim_by_two_workers_never_gives_the_same(owed: list[OwedMail]) -> None:
    claimed = []
    while (one := claim_owed_mail()) is not None:
        claimed.append(one.pk)
    assert sorted(claimed) == sorted(o.pk for o in owed)
    assert len(mail.outbox) == 0


def test_claim_of_a_crashed_worker_is_free_after_its_lease(owed: list[OwedMail]) -> None:
    OwedMail.objects.exclude(pk=owed[0].pk).delete()
    first = claim_owed_mail()
    assert first is not None
    assert first.leased_until is not None
    assert timedelta(0) < first.leased_until - timezone.now() <= LEASE
    assert claim_owed_mail() is None
    let_lease_pass()
    again = claim_owed_mail()
    assert again is not None
    assert (again.pk, again.attempts) == (first.pk, 2)


def test_claim_lost_to_another_worker_goes_on_to_the_next(
    owed: list[OwedMail], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading the list and claiming, somebody else takes the first one."""
    real = timezone.now

    def taken_meanwhile() -> object:
        monkeypatch.setattr(notifications.timezone, "now", real)
        OwedMail.objects.filter(pk=owed[0].pk).update(leased_until=real() + LEASE)
        return real()

    monkeypatch.setattr(notifications.timezone, "now", taken_meanwhile)
    claimed = claim_owed_mail()
    assert claimed is not None
    assert claimed.pk == owed[1].pk


def test_send_failure_waits_and_is_tried_three_times(owed: list[OwedMail]) -> None:
    OwedMail.objects.exclude(pk=owed[0].pk).delete()
    states = []
    with override_settings(EMAIL_BACKEND=BROKEN):
        for _ in range(ATTEMPTS + 2):
            assert send_owed_mail() == 0
            one = OwedMail.objects.get()
            states.append((one.state, one.attempts))
            let_lease_pass()
    assert states == [
        (MailState.OWED, 1),
        (MailState.OWED, 2),
        (MailState.FAILED, 3),
        (MailState.FAILED, 3),
        (MailState.FAILED, 3),
    ]
    assert OwedMail.objects.get().last_error == "ConnectionRefusedError: verbinding geweigerd"


def test_send_failure_is_not_retried_at_once(owed: list[OwedMail]) -> None:
    with override_settings(EMAIL_BACKEND=BROKEN):
        send_owed_mail()
    assert send_owed_mail() == 0  # the server is back, but each waits for its lease
    let_lease_pass()
    assert send_owed_mail() == 9


def test_send_failure_of_one_does_not_stop_the_others(owed: list[OwedMail]) -> None:
    failing = owed[3]
    type(failing.person).objects.filter(pk=failing.person_id).update(email="niet een adres\nBcc: iedereen")
    assert send_owed_mail() == 8
    failing.refresh_from_db()
    assert (failing.state, failing.attempts) == (MailState.OWED, 1)
    assert failing.last_error.startswith("BadHeaderError")


def test_send_claimed_returns_what_went(owed: list[OwedMail]) -> None:
    claimed = claim_owed_mail()
    assert claimed is not None
    assert send_claimed(claimed) == 1


def test_owed_mail_once_per_person_and_reference(owed: list[OwedMail]) -> None:
    one = owed[0]
    with pytest.raises(IntegrityError, match=r"owed_mail_once|person_id"), transaction.atomic():
        OwedMail.objects.create(person=one.person, reference=one.reference, subject="x", body="x")


def test_owed_mail_sent_has_time(owed: list[OwedMail]) -> None:
    with pytest.raises(IntegrityError, match="owed_mail_sent_has_time"), transaction.atomic():
        OwedMail.objects.filter(pk=owed[0].pk).update(state=MailState.SENT)
