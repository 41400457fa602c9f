"""The agenda once it is called: frozen with its hash as a numbered version, changed by a next one ("nazending")."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from governance.actions.agenda import store_paper
from governance.actions.calls import owe_changes
from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.enums import AgendaItemKind, MeetingState
from governance.models import AgendaItem, AgendaVersion, Meeting, Paper, Person
from governance.permissions import is_secretariat, office_of
from governance.queries.agenda_versions import agenda_content, latest_version, pending_difference
from werkbedrijf.lib.canonical import content_hash
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

KINDS_AFTER_CALL = (AgendaItemKind.INFORM, AgendaItemKind.DISCUSS)


def freeze_agenda(meeting: Meeting, by: Person, at: datetime, reason: str = "") -> AgendaVersion:
    """Freeze the agenda as it stands, as the next version, with the hash of its content."""
    last = latest_version(meeting)
    content = agenda_content(meeting)
    return AgendaVersion.objects.create(
        meeting=meeting,
        number=last.number + 1 if last else 1,
        content=content,
        sha256=content_hash(content),
        reason=reason,
        sent_by=by,
        sent_at=at,
    )


@transaction.atomic
def prepare_item(meeting: Meeting, by: Person, *, kind: str, title: str, explanation: str = "") -> AgendaItem:
    """Prepare one more item, at the end. Only to inform or discuss: a proposal is frozen with the call."""
    meeting = _lock_called(meeting.pk, by)
    if kind not in KINDS_AFTER_CALL:
        raise DomainError(
            "Na de uitnodiging kan een punt ter informatie of ter bespreking erbij. Een besluit komt op de volgende "
            "agenda, zodat de leden het voorstel op tijd hebben."
        )
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    return AgendaItem.objects.create(
        meeting=meeting, position=last + 1, kind=kind, title=title, explanation=explanation
    )


@transaction.atomic
def prepare_explanation(item: AgendaItem, by: Person, explanation: str) -> AgendaItem:
    """Prepare another explanation of an item. An item with a proposal keeps its text, as it was sent."""
    _lock_called(item.meeting_id, by)
    if hasattr(item, "proposal"):
        raise DomainError(
            "Bij dit punt hoort een voorstel: de tekst ligt vast sinds de uitnodiging. Voeg een stuk toe met wat er "
            "nog bij te zeggen is."
        )
    item.explanation = explanation
    item.save(update_fields=["explanation"])
    return item


@transaction.atomic
def prepare_paper(
    item: AgendaItem, by: Person, *, title: str, file: UploadedFile[Any], replaces: Paper | None = None
) -> Paper:
    """Prepare one more paper, or one in the place of another; the earlier one stays readable in its version."""
    _lock_called(item.meeting_id, by)
    if replaces is not None:
        replaces = Paper.objects.select_for_update().get(pk=replaces.pk)
        if replaces.item_id != item.pk or Paper.objects.filter(replaces=replaces).exists():
            raise Conflict("Dit stuk is al vervangen. Kies het stuk dat nu op de agenda staat.")
    return store_paper(item, title=title, file=file, by=by, replaces=replaces)


@transaction.atomic
def send_changes(meeting: Meeting, by: Person, reason: str, *, now: datetime | None = None) -> AgendaVersion:
    """Send what was prepared as the next version of the agenda: who was called hears what changed, and why.

    Raises DomainError without a reason or without a change, NotAllowed for others than chair and secretariat.
    """
    at = now or timezone.now()
    meeting = _lock_called(meeting.pk, by, offices=True)
    if not reason.strip():
        raise DomainError("Geef de aanleiding van de nazending.")
    found = pending_difference(meeting)
    if found.is_empty:
        raise Conflict("Er is niets gewijzigd sinds de agenda is verzonden.")
    version = freeze_agenda(meeting, by, at, reason.strip()[:300])
    owe_changes(meeting, version, found)
    bump(meeting)
    append_event(
        "agenda_changed",
        by,
        {"meeting": meeting.pk, "version": version.number, "agenda_sha256": version.sha256},
        at,
    )
    return version


@transaction.atomic
def withdraw_changes(meeting: Meeting, by: Person) -> None:
    """Undo what was prepared and not sent: the agenda is again as it was sent last."""
    meeting = _lock_called(meeting.pk, by)
    latest = latest_version(meeting)
    if latest is None:
        raise Conflict("Deze agenda is nog niet verzonden.")
    sent = {item["id"]: item for item in latest.content["items"]}
    versions = meeting.agenda_versions.values_list("content", flat=True)
    ever = {paper["id"] for content in versions for item in content["items"] for paper in item["papers"]}
    for item in meeting.items.order_by("-position"):
        for paper in item.papers.exclude(pk__in=ever).order_by(
            "-pk"
        ):  # the latest first: it holds on to the one before
            if not Paper.objects.filter(replaces=paper).exists():  # else it was replaced before the call
                transaction.on_commit(partial(paper.file.storage.delete, paper.file.name or ""))
                paper.delete()
        if item.pk not in sent:
            item.delete()
        elif item.explanation != sent[item.pk]["explanation"]:
            item.explanation = sent[item.pk]["explanation"]
            item.save(update_fields=["explanation"])


def refuse_unsent(meeting: Meeting) -> None:
    """Conflict while something is prepared and not sent: the meeting is held on the agenda that members have."""
    if not pending_difference(meeting).is_empty:
        raise Conflict(
            "Er zijn wijzigingen van de agenda voorbereid die nog niet zijn verzonden. Verzend ze of draai ze terug."
        )


def _lock_called(meeting_id: int, by: Person, *, offices: bool = False) -> Meeting:
    """The meeting, locked, that was called and not yet opened; for the secretariat, with `offices` the chair too."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if meeting.state != MeetingState.CONVENED:
        raise Conflict("De agenda wijzigen kan na de uitnodiging en voordat de vergadering is geopend.")
    if not (is_secretariat(by) or (offices and office_of(by))):
        raise NotAllowed("Alleen het secretariaat bereidt wijzigingen van de agenda voor.")
    return meeting
