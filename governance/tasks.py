"""Background work: a task finds rows that say what is owed and does each once; run twice, it finds nothing."""

from __future__ import annotations

from celery import shared_task

from governance.notifications import claim_owed_mail, send_claimed


@shared_task(ignore_result=True)
def send_owed_mail() -> int:
    """Send what is owed, one message at a time; what fails waits for the next sweep. Returns how many went."""
    sent = 0
    while (mail := claim_owed_mail()) is not None:
        sent += send_claimed(mail)
    return sent
