"""Background work: a task finds rows that say what is owed and does each once; run twice, it finds nothing."""

from __future__ import annotations

import time

from celery import shared_task
from django.utils import timezone

from governance.actions.publications import give_up_abandoned_publications, make_publication
from governance.actions.reminders import owe_reminders
from governance.models import OwedPublication
from governance.notifications import claim_owed_mail, send_claimed
from werkbedrijf.lib.mail_trouble import Trouble

SENDING = (
    100  # seconds that one sweep of the mail goes on; a slow server takes a minute more over the last message
)
# Below the lease of two minutes, so that a task that still runs still holds its lease.
LIMITS = {"soft_time_limit": 90, "time_limit": 110}


@shared_task(ignore_result=True)
def send_owed_mail() -> int:
    """Send what is owed, one message at a time; how many went.

    Stops at a mail server that is not there, so that the others do not each wait for it, and well before its own time
    limit: a message that is cut off halfway would go twice. The next sweep goes on with the next message.
    """
    sent, until = 0, time.monotonic() + SENDING
    while time.monotonic() < until and (mail := claim_owed_mail()) is not None:
        trouble = send_claimed(mail)
        if trouble is Trouble.SERVER:
            break
        sent += trouble is None
    return sent


@shared_task(ignore_result=True, expires=300, **LIMITS)
def make_owed_publication(pk: int) -> bool:
    """Make one document; nothing happens when it is made or somebody is at it."""
    return make_publication(pk)


@shared_task(ignore_result=True, expires=60)
def make_owed_publications() -> int:
    """Hand out what is owed and what a dead worker left, a task each; how many were handed out."""
    give_up_abandoned_publications()
    pks = list(OwedPublication.objects.claimable(timezone.now()).order_by("pk").values_list("pk", flat=True))
    for pk in pks:
        make_owed_publication.delay(pk)
    return len(pks)


@shared_task(ignore_result=True)
def owe_action_reminders() -> int:
    """Leave the reminders of actions that are due today; the next sweep of the mail sends them."""
    return owe_reminders(timezone.localdate())
