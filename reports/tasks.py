"""Background work: a task takes an id, finds the row that says what is owed, and does it once.

The nudge after "maak verslag" is the sweep itself: one message, which hands out a task per copy, so that a copy that
takes its worker along (out of memory, a crash) takes no other copy with it.
"""

from __future__ import annotations

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from reports.actions import give_up_abandoned, make_delivery, note_sent, sync_reader_grants
from reports.actions.information import owe_information_mail, request_information
from reports.actions.ratification import place_ratifications
from reports.actions.warnings import owe_term_warnings
from reports.models import MAX_ATTEMPTS, Delivery

# Below the lease of two minutes, so that a task that still runs still holds its lease.
LIMITS = {"soft_time_limit": 90, "time_limit": 110}


@shared_task(ignore_result=True, expires=300, **LIMITS)
def make_owed_delivery(pk: str) -> bool:
    """Make one copy; nothing happens when it is made or somebody is at it."""
    return make_delivery(UUID(pk))


@shared_task(ignore_result=True, expires=60)
def make_owed_deliveries() -> int:
    """Hand out what is owed and what a dead worker left; how many were handed out. Also keeps the readers' access,
    and notes what was sent."""
    give_up_abandoned()
    sync_reader_grants()
    note_sent()
    owed = Delivery.objects.claimable(timezone.now()).filter(attempts__lt=MAX_ATTEMPTS)
    pks = [str(pk) for pk in owed.order_by("report_id", "party_id").values_list("pk", flat=True)]
    for pk in pks:
        make_owed_delivery.delay(pk)
    return len(pks)


@shared_task(ignore_result=True)
def ask_for_information() -> int:
    """Leave the requests over periods that have ended, and the e-mails on them that are due; how many requests."""
    on = timezone.localdate()
    made = request_information(on)
    owe_information_mail(on)
    return made


@shared_task(ignore_result=True)
def place_waiting_ratifications() -> int:
    """Put what the board has to ratify on the next agenda that is being drafted; how many."""
    return place_ratifications()


@shared_task(ignore_result=True)
def warn_of_term() -> int:
    """Leave the e-mails about the term of the verslag that are due today; how many."""
    return owe_term_warnings(timezone.localdate())
