"""Sending the e-mail that actions have left as owed: claimed by a lease, and sent once.

What is refused has failed at once, a message that cannot be built after three times. A mail server that is down or
asks to come back fails nothing: the message waits, says so, and goes as soon as it can.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.utils import timezone

from governance.enums import MailState
from governance.models import OwedMail
from governance.queries.meeting_events import calendar_for
from werkbedrijf.lib.mail_trouble import Trouble, verdict_on

LEASE = timedelta(minutes=5)  # also the wait after a failure, times the number of attempts
LONGEST_WAIT = timedelta(hours=1)
ATTEMPTS = 3

log = logging.getLogger(__name__)


def claim_owed_mail() -> OwedMail | None:
    """Take one message that nobody else is sending, or None. The lease lets a crashed worker's message be retaken."""
    now = timezone.now()
    free = OwedMail.objects.filter(state=MailState.OWED).filter(
        Q(leased_until=None) | Q(leased_until__lt=now)
    )
    for mail in free.select_related("person")[:10]:
        claimed = free.filter(pk=mail.pk).update(leased_until=now + LEASE, attempts=F("attempts") + 1)
        if claimed:
            mail.refresh_from_db(fields=["attempts", "leased_until"])
            return mail
    return None


def send_claimed(mail: OwedMail) -> Trouble | None:
    """Send one claimed message; None when it went, else what was wrong, which its row says in words."""
    address = mail.to
    message = EmailMessage(
        mail.subject,
        mail.body,
        to=[address],
        headers={"Message-ID": f"<{mail.reference}.{mail.person_id or 'contact'}@werkbedrijf-twente>"},
    )
    try:
        calendar = calendar_for(mail)
        if calendar is not None:
            message.attach(
                "vergadering.ics", calendar.content, f"text/calendar; method={calendar.method}; charset=utf-8"
            )
        message.send()
    except Exception as error:  # noqa: BLE001 (one message that cannot be built or sent must not hold up the others)
        return _note_trouble(mail, address, error)
    OwedMail.objects.filter(pk=mail.pk).update(
        state=MailState.SENT, sent_at=timezone.now(), used_address=address, last_error="", leased_until=None
    )
    return None


def _note_trouble(mail: OwedMail, address: str, error: Exception) -> Trouble:
    verdict = verdict_on(error)
    log.warning("mail %s not sent (attempt %s): %r", mail.pk, mail.attempts, error)
    hopeless = verdict.trouble is Trouble.UNKNOWN and mail.attempts >= ATTEMPTS
    final = verdict.trouble is Trouble.REFUSED or hopeless
    OwedMail.objects.filter(pk=mail.pk).update(
        state=MailState.FAILED if final else MailState.OWED,
        used_address=address,
        last_error=verdict.words,
        leased_until=timezone.now() + min(LEASE * mail.attempts, LONGEST_WAIT),
    )
    return verdict.trouble
