"""Publishing what a meeting left behind: owed in the transaction of the act, made once by a worker, kept for good."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.enums import Audience, MeetingState, PublicationKind, PublicationState
from governance.models import Meeting, OwedPublication, Person, Publication
from governance.permissions import is_secretariat
from governance.queries.decision_lists import has_confidential
from governance.queries.ledger import Head, ledger_head
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed
from werkbedrijf.printing.attempts import ABANDONED, LEASE, PAUSE, failure_reason
from werkbedrijf.printing.files import store

if TYPE_CHECKING:
    from werkbedrijf.printing.press import Pdf

ATTEMPTS = 3  # then it is "mislukt", visible and with a button; our choice

log = logging.getLogger(__name__)


def owe_publication(
    meeting: Meeting, kind: str, audience: str, reason: str = "", number: int | None = None
) -> OwedPublication:
    """Leave a version to be made, in the transaction of the caller, who holds the lock on the meeting: the next one,
    or with this number when what is published has a number of its own.
    """
    if number is None:
        rows = OwedPublication.objects.filter(meeting=meeting, kind=kind, audience=audience)
        number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    return OwedPublication.objects.create(
        meeting=meeting, kind=kind, audience=audience, number=number, reason=reason
    )


def owe_decision_list(meeting: Meeting, reason: str = "") -> None:
    """The besluitenlijst for everybody; and, when something confidential was treated, one for the board."""
    for audience in (Audience.PUBLIC, *((Audience.INTERNAL,) if has_confidential(meeting) else ())):
        owe_publication(meeting, PublicationKind.DECISION_LIST, audience, reason)


@transaction.atomic
def correct_decision_list(meeting: Meeting, by: Person, reason: str, *, now: datetime | None = None) -> None:
    """Owe a next version, which says why it came; the earlier ones stay downloadable."""
    if not is_secretariat(by):
        raise NotAllowed("Alleen het secretariaat brengt een besluitenlijst opnieuw uit.")
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state != MeetingState.CLOSED:
        raise Conflict("De besluitenlijst wordt uitgebracht wanneer de vergadering sluit.")
    if not reason.strip():
        raise DomainError("Geef de reden van de nieuwe versie.")
    waiting = meeting.owed_publications.filter(kind=PublicationKind.DECISION_LIST)
    if waiting.filter(state=PublicationState.OWED).exists():
        raise Conflict("Er wordt al een versie gemaakt. Wacht tot die er is.")
    owe_decision_list(meeting, reason.strip()[:300])
    append_event("decision_list_corrected", by, {"meeting": meeting.pk}, now)


@transaction.atomic
def retry_publication(owed: OwedPublication, by: Person, *, now: datetime | None = None) -> None:
    """Owe a failed version again, with three new attempts."""
    if not is_secretariat(by):
        raise NotAllowed("Alleen het secretariaat laat een stuk opnieuw maken.")
    retried = OwedPublication.objects.filter(pk=owed.pk, state=PublicationState.FAILED).update(
        state=PublicationState.OWED, attempts=0, error="", leased_until=None
    )
    if not retried:
        raise Conflict("Dit stuk is niet mislukt; er is niets opnieuw te maken.")
    append_event("publication_retried", by, {"meeting": owed.meeting_id, "owed": owed.pk}, now)


def make_publication(pk: int, *, now: datetime | None = None) -> bool:
    """Make the version if it is owed; True when it was made now. Run twice, the second finds nothing to do.

    What cannot be made never raises: it goes back to owed, or after the third time to failed, and others go on.
    """
    at = now or timezone.now()
    claimed = (
        OwedPublication.objects.claimable(at)
        .filter(pk=pk, attempts__lt=ATTEMPTS)
        .update(leased_until=at + LEASE, attempts=F("attempts") + 1)
    )
    if not claimed:
        return False
    owed = OwedPublication.objects.select_related("meeting__presiding_seat").get(pk=pk)
    head = ledger_head()
    try:
        created = timezone.localtime(at).isoformat(timespec="seconds")
        pdf = printer(owed.kind)(owed, head, created)
        file = (
            f"{owed.get_kind_display()}/{owed.meeting_id}/{owed.audience}-{owed.number}-{pdf.sha256[:16]}.pdf"
        )
        store(Path(settings.MEDIA_ROOT) / file, pdf.content)
    except Exception as error:  # noqa: BLE001 (whatever is wrong with one document, the row says so, others go on)
        _note_failure(owed, error, at)
        return False
    return _publish(owed, file, pdf, head, at)


def printer(kind: str) -> Callable[[OwedPublication, Head, str], Pdf]:
    """Who prints this kind. Imported here: loading WeasyPrint takes half a second, and only a worker needs it."""
    from governance.rendering.decision_lists import print_decision_list
    from governance.rendering.minutes import print_published_minutes

    return {
        PublicationKind.DECISION_LIST: print_decision_list,
        PublicationKind.MINUTES: print_published_minutes,
    }[PublicationKind(kind)]


@transaction.atomic
def _publish(owed: OwedPublication, file: str, pdf: Pdf, head: Head, at: datetime) -> bool:
    """Note the file, unless somebody whose lease came after ours was first: then theirs counts."""
    row = OwedPublication.objects.select_for_update().get(pk=owed.pk)
    if not row.is_waiting:
        return False
    row.publication = Publication.objects.create(
        meeting=row.meeting,
        kind=row.kind,
        audience=row.audience,
        number=row.number,
        file=file,
        sha256=pdf.sha256,
        size=len(pdf.content),
        pages=pdf.pages,
        head_sequence=head.sequence,
        head_sha256=head.sha256,
        published_at=at,
    )
    row.state, row.leased_until, row.error = PublicationState.MADE, None, ""
    row.save(update_fields=["publication", "state", "leased_until", "error"])
    append_event(
        f"{row.kind}_published",
        None,
        {
            "meeting": row.meeting_id,
            "publication": row.publication.pk,
            "audience": row.audience,
            "number": row.number,
            "confidential": row.audience == Audience.INTERNAL,
            "file_sha256": pdf.sha256,
            "pages": pdf.pages,
            "head": {"sequence": head.sequence, "sha256": head.sha256},
        },
        at,
    )
    return True


def _note_failure(owed: OwedPublication, error: Exception, at: datetime) -> None:
    """Back to owed after a pause, or failed after the last attempt; only while the lease is still ours."""
    log.error("publication %s not made (attempt %s)", owed.pk, owed.attempts, exc_info=error)
    last = owed.attempts >= ATTEMPTS
    OwedPublication.objects.filter(
        pk=owed.pk, state=PublicationState.OWED, leased_until=owed.leased_until
    ).update(
        state=PublicationState.FAILED if last else PublicationState.OWED,
        error=failure_reason(error),
        leased_until=None if last else at + PAUSE * owed.attempts,
    )


def give_up_abandoned_publications(now: datetime | None = None) -> int:
    """Mark as failed what was taken three times and never finished (the worker died each time); how many."""
    return (
        OwedPublication.objects.claimable(now or timezone.now())
        .filter(attempts__gte=ATTEMPTS)
        .update(state=PublicationState.FAILED, error=ABANDONED, leased_until=None)
    )
