"""Sending the e-mail that actions have left as owed: claimed by a lease, sent once, tried three times."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db.models import F, Q
from django.utils import timezone

from governance.enums import MailState
from governance.models import OwedMail
from governance.queries.meeting_events import calendar_for

LEASE = timedelta(minutes=5)
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


def send_claimed(mail: OwedMail) -> int:
    """Send one claimed message; 1 when it went. After the third failure it stays visible as failed."""
    message = EmailMessage(
        mail.subject,
        mail.body,
        to=[mail.to],
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
        state = MailState.FAILED if mail.attempts >= ATTEMPTS else MailState.OWED
        OwedMail.objects.filter(pk=mail.pk).update(
            state=state,
            last_error=f"{type(error).__name__}: {error}"[:200],
            leased_until=timezone.now() + LEASE,
        )
        log.warning("mail %s not sent (attempt %s): %s", mail.pk, mail.attempts, type(error).__name__)
        return 0
    OwedMail.objects.filter(pk=mail.pk).update(
        state=MailState.SENT, sent_at=timezone.now(), leased_until=None
    )
    return 1
