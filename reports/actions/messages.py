"""Telling the recipients that their copy is there: once at the release, and again when the secretariat asks."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.models import OwedMail, Person
from reports.models import AnnualReport, Delivery
from reports.notifications import release_mail
from reports.permissions import can_make_report
from reports.queries import late_reason
from reports.queries.sending import current_readers, first_sent, sending_of
from werkbedrijf.lib.errors import Conflict, NotAllowed


def owe_release_mail(report: AnnualReport) -> None:
    """One message per reader and party."""
    deliveries = {d.party_id: d for d in report.deliveries.select_related("party", "report")}
    readers = current_readers().filter(party__in=deliveries).select_related("person")
    reason = late_reason(report.year)
    mails = [
        release_mail(deliveries[reader.party_id], reader.person, reason)
        for reader in readers
        if reader.party_id
    ]
    OwedMail.objects.bulk_create(mails, ignore_conflicts=True)


@transaction.atomic
def resend_message(delivery: Delivery, number: int, by: Person, *, now: datetime | None = None) -> int:
    """Owe the message about a released copy again, to who reads for the party today and has none waiting; to how many.

    number: the one that the page offered, so that a second press, or a second person, sends nothing more. Raises
    Conflict then, while all messages still wait, before the release, and when nobody reads for the party.
    """
    if not can_make_report(by):
        raise NotAllowed("Alleen het secretariaat verzendt het bericht opnieuw.")
    report = AnnualReport.objects.select_for_update().get(pk=delivery.report_id)
    if not report.is_released:
        raise Conflict("Dit verslag is nog niet vrijgegeven; er is nog geen bericht te sturen.")
    recipient = sending_of(report, [delivery]).recipients[0]
    if number != recipient.next_number:
        raise Conflict(f"Het bericht aan {delivery.addressee} is intussen al opnieuw klaargezet.")
    reading = current_readers().filter(party=delivery.party_id).values_list("person_id", flat=True)
    if not reading:
        raise Conflict(
            f"Niemand ontvangt het verslag voor {delivery.party}. Laat de beheerder eerst een ontvanger toevoegen."
        )
    readers = [one.person for one in recipient.addressees if one.person.pk in reading and not one.is_owed]
    if not readers:
        raise Conflict(f"Het bericht aan {delivery.addressee} staat al klaar en gaat vanzelf.")
    reason = late_reason(report.year)
    OwedMail.objects.bulk_create([release_mail(delivery, reader, reason, number) for reader in readers])
    append_event(
        "delivery_message_resent",
        by,
        {"delivery": str(delivery.pk), "party": delivery.party.slug, "number": number},
        now,
    )
    return len(readers)


@transaction.atomic
def note_sent(now: datetime | None = None) -> int:
    """Note with each copy, and in the ledger, when it went to its recipient; of how many. Repeating it adds nothing.

    In a sweep: sending is governance's, which knows nothing of a verslag.
    """
    noted = 0
    for pk, at in first_sent().items():
        if not Delivery.objects.filter(pk=pk, sent_at=None).update(sent_at=at):
            continue
        append_event("delivery_sent", None, {"delivery": str(pk), "sent_at": at.isoformat()}, now)
        noted += 1
    return noted


def record_seen(deliveries: list[Delivery], now: datetime | None = None) -> None:
    """Note that a reader had these copies on the page, the first time only; who reads decides which they are."""
    unseen = [delivery.pk for delivery in deliveries if delivery.first_seen_at is None]
    if unseen:
        Delivery.objects.filter(pk__in=unseen, first_seen_at=None).update(first_seen_at=now or timezone.now())
