"""The e-mail that is owed: sent once, waiting for a mail server that is not there, and visible when it failed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance import notifications, tasks
from governance.enums import MailState, MeetingState
from governance.models import OwedMail
from governance.notifications import ATTEMPTS, LEASE, claim_owed_mail, send_claimed
from governance.tasks import send_owed_mail
from tests.governance.factories import Board, make_meeting
from tests.smtp import mail_server, smtp_at


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


def one_owed(owed: list[OwedMail]) -> OwedMail:
    OwedMail.objects.exclude(pk=owed[0].pk).delete()
    return owed[0]


def test_server_that_is_not_there_is_waited_for_and_costs_no_message(owed: list[OwedMail]) -> None:
    with smtp_at(1):
        for _ in range(ATTEMPTS + 2):
            assert send_owed_mail() == 0
            let_lease_pass()
    assert {o.state for o in OwedMail.objects.all()} == {MailState.OWED}
    tried = OwedMail.objects.filter(attempts__gt=0)
    assert {o.last_error for o in tried} == {
        "De mailserver is niet bereikbaar. Het bericht wacht en gaat vanzelf."
    }
    assert send_owed_mail() == 9
    assert {o.last_error for o in OwedMail.objects.all()} == {""}


def test_server_that_is_not_there_is_asked_once_a_sweep(owed: list[OwedMail]) -> None:
    with smtp_at(1):
        send_owed_mail()
    assert OwedMail.objects.filter(attempts__gt=0).count() == 1


def test_failed_attempt_waits_longer_each_time_up_to_an_hour(owed: list[OwedMail]) -> None:
    mail_ = one_owed(owed)
    waits = []
    with smtp_at(1):
        for attempt in (1, 2, 30):
            OwedMail.objects.update(attempts=attempt - 1)
            let_lease_pass()
            before = timezone.now()
            send_owed_mail()
            mail_.refresh_from_db()
            assert mail_.leased_until is not None
            waits.append(round((mail_.leased_until - before).total_seconds() / 60))
    assert waits == [5, 10, 60]


def test_refused_address_has_failed_at_once_and_the_others_go(owed: list[OwedMail]) -> None:
    refused = owed[3]
    with mail_server() as server:
        server.recipients[refused.to] = "550 no such user"
        assert send_owed_mail() == 8
        let_lease_pass()
        assert send_owed_mail() == 0
    refused.refresh_from_db()
    assert (refused.state, refused.attempts, refused.used_address) == (MailState.FAILED, 1, refused.to)
    assert refused.last_error.startswith("De mailserver weigert dit adres (550).")
    assert len(server.taken) == 8


def test_server_that_asks_to_come_back_is_come_back_to(owed: list[OwedMail]) -> None:
    later = owed[3]
    with mail_server() as server:
        server.recipients[later.to] = "451 greylisted"
        assert send_owed_mail() == 8
        later.refresh_from_db()
        assert (later.state, later.attempts) == (MailState.OWED, 1)
        assert "om het later nog eens te proberen (451)" in later.last_error
        server.recipients.clear()
        let_lease_pass()
        assert send_owed_mail() == 1
    assert sorted(server.addresses) == sorted(o.to for o in owed)


def test_message_that_the_server_refuses_has_failed(owed: list[OwedMail]) -> None:
    mail_ = one_owed(owed)
    with mail_server() as server:
        server.contents[mail_.to] = "554 looks like spam"
        send_owed_mail()
    mail_.refresh_from_db()
    assert (mail_.state, mail_.last_error) == (MailState.FAILED, "De mailserver weigert dit bericht (554).")


def test_message_at_which_the_server_hangs_up_does_not_stop_the_others(owed: list[OwedMail]) -> None:
    with mail_server() as server:
        server.hangs_up_at.add(owed[0].to)
        assert [send_owed_mail() for _ in range(3)] == [0, 8, 0]
    assert OwedMail.objects.get(state=MailState.OWED).pk == owed[0].pk


def test_server_that_takes_nothing_from_us_is_waited_for(owed: list[OwedMail]) -> None:
    with mail_server() as server:
        server.greeting = "554 go away"
        assert send_owed_mail() == 0
    tried = OwedMail.objects.get(attempts=1)
    assert (tried.state, tried.last_error) == (
        MailState.OWED,
        "De mailserver neemt nu niets van ons aan (554). Het bericht wacht en gaat vanzelf.",
    )


def test_server_that_is_too_slow_is_waited_for(owed: list[OwedMail]) -> None:
    with mail_server(timeout=0.2) as server:
        server.silence = 0.5
        assert send_owed_mail() == 0
    tried = OwedMail.objects.get(attempts=1)
    assert (tried.state, tried.last_error) == (
        MailState.OWED,
        "De mailserver antwoordt te traag. Het bericht wacht en gaat vanzelf.",
    )


def test_sweep_stops_before_its_own_time_limit(owed: list[OwedMail], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "SENDING", -1)
    assert send_owed_mail() == 0
    assert not OwedMail.objects.filter(attempts__gt=0).exists()


def test_sent_message_keeps_the_address_that_it_went_to(owed: list[OwedMail]) -> None:
    mail_ = one_owed(owed)
    before = mail_.to
    send_owed_mail()
    type(mail_.person).objects.filter(pk=mail_.person_id).update(email="nieuw@voorbeeld.example")
    mail_.refresh_from_db()
    assert mail_.used_address == before


def test_send_failure_of_one_does_not_stop_the_others(owed: list[OwedMail]) -> None:
    failing = owed[3]
    type(failing.person).objects.filter(pk=failing.person_id).update(email="niet een adres\nBcc: iedereen")
    assert send_owed_mail() == 8
    failing.refresh_from_db()
    assert (failing.state, failing.attempts) == (MailState.OWED, 1)
    assert failing.last_error == "Het bericht kon niet worden gemaakt. Is het adres een e-mailadres?"
    for _ in range(ATTEMPTS):
        let_lease_pass()
        send_owed_mail()
    failing.refresh_from_db()
    assert (failing.state, failing.attempts) == (MailState.FAILED, ATTEMPTS)


def test_send_claimed_that_went_has_no_trouble(owed: list[OwedMail]) -> None:
    claimed = claim_owed_mail()
    assert claimed is not None
    assert send_claimed(claimed) is None


def test_owed_mail_once_per_person_and_reference(owed: list[OwedMail]) -> None:
    one = owed[0]
    with pytest.raises(IntegrityError, match=r"owed_mail_once|person_id"), transaction.atomic():
        OwedMail.objects.create(person=one.person, reference=one.reference, subject="x", body="x")


def test_owed_mail_sent_has_time(owed: list[OwedMail]) -> None:
    with pytest.raises(IntegrityError, match="owed_mail_sent_has_time"), transaction.atomic():
        OwedMail.objects.filter(pk=owed[0].pk).update(state=MailState.SENT)
