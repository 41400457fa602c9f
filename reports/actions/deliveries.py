"""Making one copy: claimed by a lease, made once, tried three times, then visibly failed with a button to try again."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.models import Person
from governance.permissions import reader_parties
from reports.enums import DeliveryState, ReportState
from reports.models import MAX_ATTEMPTS, AnnualReport, Delivery
from reports.permissions import can_make_report
from werkbedrijf.lib.canonical import canonical_json
from werkbedrijf.lib.errors import Conflict, NotAllowed
from werkbedrijf.printing.attempts import ABANDONED, LEASE, PAUSE, failure_reason
from werkbedrijf.printing.files import store

if TYPE_CHECKING:
    from werkbedrijf.printing.press import Pdf

log = logging.getLogger(__name__)


def claim_delivery(pk: UUID, now: datetime | None = None) -> Delivery | None:
    """Take this copy to make it, or None when it is made, failed, or somebody else is at it. One conditional update."""
    now = now or timezone.now()
    lease = uuid4()
    claimed = (
        Delivery.objects.claimable(now)
        .filter(pk=pk, attempts__lt=MAX_ATTEMPTS)
        .update(state=DeliveryState.MAKING, lease=lease, leased_until=now + LEASE, attempts=F("attempts") + 1)
    )
    if not claimed:
        return None
    return Delivery.objects.select_related("report", "party").get(pk=pk)


def make_delivery(pk: UUID, *, now: datetime | None = None) -> bool:
    """Make the copy if it is owed; True when it was made now. Run twice, the second finds nothing to do.

    A copy that cannot be made never raises: it goes back to owed, or after the third time to failed, and others go on.
    """
    delivery = claim_delivery(pk, now)
    if delivery is None:
        return False
    try:
        pdf = _print(delivery)
        file = f"verslagen/{delivery.report.year}/{delivery.pk}-{pdf.sha256[:16]}.pdf"
        store(Path(settings.MEDIA_ROOT) / file, pdf.content)
    except Exception as error:  # noqa: BLE001 (whatever is wrong with one copy, the row says so and the others go on)
        _note_failure(delivery, error, now or timezone.now())
        return False
    return _finish(delivery, file, pdf, now or timezone.now())


def make_all_deliveries(report: AnnualReport, *, now: datetime | None = None) -> int:
    """Make every owed copy of an edition here and now, without a worker; how many were made."""
    return sum(make_delivery(pk, now=now) for pk in report.deliveries.values_list("pk", flat=True))


def _print(delivery: Delivery) -> Pdf:
    # Here, not above: loading WeasyPrint takes half a second, and only who makes a copy needs it.
    from reports.kinds.verslag.print import common_part, print_copy

    report = delivery.report
    created = timezone.localtime(report.frozen_at).isoformat(timespec="seconds")
    common = common_part(canonical_json(report.figures), report.edition, created)
    return print_copy(common, report.figures, delivery.party.slug, edition=report.edition, created=created)


@transaction.atomic
def _finish(delivery: Delivery, file: str, pdf: Pdf, now: datetime) -> bool:
    """Note the file, unless the lease went to somebody else in the meantime: then theirs counts."""
    finished = Delivery.objects.filter(
        pk=delivery.pk, state=DeliveryState.MAKING, lease=delivery.lease
    ).update(
        state=DeliveryState.MADE,
        file=file,
        sha256=pdf.sha256,
        size=len(pdf.content),
        pages=pdf.pages,
        made_at=now,
        error="",
        lease=None,
        leased_until=None,
    )
    if not finished:
        return False
    append_event(
        "delivery_made",
        None,
        {
            "delivery": str(delivery.pk),
            "report": delivery.report_id,
            "party": delivery.party.slug,
            "file_sha256": pdf.sha256,
        },
        now,
    )
    report = AnnualReport.objects.select_for_update().get(pk=delivery.report_id)
    if report.is_making and not report.deliveries.exclude(state=DeliveryState.MADE).exists():
        report.state = ReportState.MADE
        report.save(update_fields=["state"])
    return True


def _note_failure(delivery: Delivery, error: Exception, now: datetime) -> None:
    """Back to owed after a pause, or failed after the last attempt; only while the lease is still ours."""
    log.error("delivery %s not made (attempt %s)", delivery.pk, delivery.attempts, exc_info=error)
    last = delivery.attempts >= MAX_ATTEMPTS
    Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.MAKING, lease=delivery.lease).update(
        state=DeliveryState.FAILED if last else DeliveryState.OWED,
        error=failure_reason(error),
        lease=None,
        leased_until=None if last else now + PAUSE * delivery.attempts,
    )


def give_up_abandoned(now: datetime | None = None) -> int:
    """Mark as failed what was taken three times and never finished (the worker died each time); how many."""
    return Delivery.objects.filter(
        state=DeliveryState.MAKING, leased_until__lt=now or timezone.now(), attempts__gte=MAX_ATTEMPTS
    ).update(
        state=DeliveryState.FAILED,
        error=ABANDONED,
        lease=None,
        leased_until=None,
    )


@transaction.atomic
def retry_delivery(delivery: Delivery, by: Person, *, now: datetime | None = None) -> Delivery:
    """Owe a failed copy again, with three new attempts."""
    if not can_make_report(by):
        raise NotAllowed("Alleen het secretariaat maakt het verslag.")
    retried = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.FAILED).update(
        state=DeliveryState.OWED, attempts=0, error="", leased_until=None
    )
    if not retried:
        raise Conflict("Dit exemplaar is niet mislukt; er is niets opnieuw te maken.")
    append_event("delivery_retried", by, {"delivery": str(delivery.pk)}, now)
    delivery.refresh_from_db()
    return delivery


@transaction.atomic
def record_download(delivery: Delivery, by: Person, *, now: datetime | None = None) -> None:
    """Count a download by a reader of the party; who only checks the copy (secretariat, chair) is not counted."""
    if not reader_parties(by).filter(pk=delivery.party_id).exists():
        return
    now = now or timezone.now()
    first = Delivery.objects.select_for_update().get(pk=delivery.pk).first_downloaded_at is None
    Delivery.objects.filter(pk=delivery.pk).update(
        downloads=F("downloads") + 1,
        first_seen_at=Coalesce("first_seen_at", now),  # by the panel on Overzicht, past the page
        first_downloaded_at=Coalesce("first_downloaded_at", now),
    )
    if first:
        append_event(
            "delivery_received", by, {"delivery": str(delivery.pk), "party": delivery.party.slug}, now
        )
