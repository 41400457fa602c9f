"""Who may open which copy, derived from who reads for which party; never granted by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db import transaction

from governance.actions.ledger import append_event
from reports.enums import DeliveryState, ReportState
from reports.models import Delivery, DeliveryUserObjectPermission
from reports.permissions import DOWNLOAD
from reports.queries.sending import current_readers


@transaction.atomic
def sync_reader_grants(now: datetime | None = None) -> tuple[int, int]:
    """Make the grants on released copies equal to the readers of today; (how many were added, how many withdrawn).

    Runs at every release and in every sweep, so that a reader who comes later has access and one who left has not.
    Repeating it changes nothing.
    """
    permission = Permission.objects.get(content_type__app_label="reports", codename=DOWNLOAD)
    readers: dict[int, set[int]] = {}
    for party, person in current_readers().values_list("party_id", "person_id"):
        readers.setdefault(party, set()).add(person)
    released = Delivery.objects.filter(report__state=ReportState.RELEASED, state=DeliveryState.MADE)
    wanted = {
        (delivery, person)
        for delivery, party in released.values_list("pk", "party_id")
        for person in readers.get(party, ())
    }
    grants = DeliveryUserObjectPermission.objects.filter(permission=permission)
    present = {(g.content_object_id, g.user_id): g.pk for g in grants}
    missing = wanted - present.keys()
    withdrawn = [pk for key, pk in present.items() if key not in wanted]
    DeliveryUserObjectPermission.objects.bulk_create(
        [
            DeliveryUserObjectPermission(permission=permission, content_object_id=delivery, user_id=person)
            for delivery, person in sorted(missing)
        ],
        ignore_conflicts=True,
    )
    if withdrawn:
        DeliveryUserObjectPermission.objects.filter(pk__in=withdrawn).delete()
    if missing or withdrawn:
        gone = sorted(key for key in present if key not in wanted)
        facts = {"given": _pairs(missing), "withdrawn": _pairs(gone)}
        append_event("report_access_changed", None, facts, now)
    return len(missing), len(withdrawn)


def _pairs(keys: Iterable[tuple[UUID, int]]) -> list[dict[str, str | int]]:
    """Which copy and which person, for the ledger."""
    return [{"delivery": str(delivery), "person": person} for delivery, person in sorted(keys)]
