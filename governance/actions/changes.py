"""The agenda once it is called: frozen with its hash as a numbered version, changed by a next one ("nazending")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from governance.actions.agenda import insert_item, renumber, store_paper
from governance.actions.calls import owe_changes
from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.actions.proposals import (
    PointDraft,
    freeze_version,
    proposal_content,
    put_proposal,
    refuse_unfit_points,
    unlink_drafts,
)
from governance.actions.writing import keep_text, refuse_moved
from governance.enums import MeetingState
from governance.models import (
    AgendaItem,
    AgendaVersion,
    Article,
    Meeting,
    Paper,
    Person,
    PreparedText,
    Proposal,
    ProposalVersion,
)
from governance.permissions import is_secretariat, office_of
from governance.queries.agenda import prepared_points
from governance.queries.agenda_versions import (
    agenda_content,
    latest_version,
    pending_difference,
    version_difference,
)
from governance.queries.meetings import without_proposal
from governance.queries.proposal_text import stored_text
from werkbedrijf.lib.canonical import content_hash
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


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
def prepare_item(
    meeting: Meeting,
    by: Person,
    *,
    kind: str,
    title: str,
    explanation: str = "",
    before: AgendaItem | None = None,
    **fields: Any,
) -> AgendaItem:
    """Prepare one more item, at the end or in front of `before`; one to decide on is sent with its proposal.

    fields: see `add_item`.
    """
    meeting = _lock_called(meeting.pk, by)
    return insert_item(
        meeting, before, kind=kind, title=title, explanation=explanation, awaits_sending=True, **fields
    )


@transaction.atomic
def prepare_proposal(
    item: AgendaItem,
    by: Person,
    *,
    title: str,
    article: Article,
    points: Sequence[PointDraft],
    considerations: str = "",
    costs: str = "",
    seen: str = "",
) -> None:
    """Prepare the proposal of an item that was added, or another text for one that was sent.

    What was sent stays as it is until the other text is sent too: then it is frozen as the next version.
    Refused, see `put_proposal` and `write_proposal`; also for an item that was postponed or has no proposal.
    """
    _lock_called(item.meeting_id, by)
    refuse_moved(stored_text(item), seen)
    item = AgendaItem.objects.get(pk=item.pk)
    text: dict[str, Any] = {
        "title": title,
        "article": article,
        "points": points,
        "considerations": considerations,
        "costs": costs,
    }
    if item.awaits_sending:
        put_proposal(item, by=by, **text)
        return
    if item.postponed_at is not None:
        raise Conflict("Dit agendapunt is uitgesteld: het voorstel komt op een volgende agenda.")
    refuse_unfit_points(item, points)
    content = proposal_content(**text)
    sent = item.proposal.versions.latest("number")
    if content == sent.content:
        PreparedText.objects.filter(proposal=item.proposal).delete()
    else:
        PreparedText.objects.update_or_create(proposal=item.proposal, defaults={"content": content})


@transaction.atomic
def prepare_explanation(
    item: AgendaItem, by: Person, explanation: str, version: int | None = None
) -> AgendaItem:
    """Prepare another explanation of an item.

    version: the one that the writer had before their eyes; raises TextMoved when it was changed since.
    """
    _lock_called(item.meeting_id, by)
    item = AgendaItem.objects.get(pk=item.pk)
    if keep_text(item, "explanation", explanation, version):
        item.save(update_fields=["explanation", "version"])
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

    Freezes the text of every proposal that came or changed. Raises DomainError without a reason or without a change,
    or while an item to decide on has no proposal; NotAllowed for others than chair and secretariat.
    """
    at = now or timezone.now()
    meeting = _lock_called(meeting.pk, by, offices=True)
    if not reason.strip():
        raise DomainError("Geef de aanleiding van de nazending.")
    if pending_difference(meeting).is_empty:
        raise Conflict("Er is niets gewijzigd sinds de agenda is verzonden.")
    if missing := without_proposal(meeting):
        titles = ", ".join(f"“{item.title}”" for item in missing)
        raise DomainError(f"Ter besluitvorming zonder voorstel: {titles}. Schrijf eerst het voorstel.")
    texts = _freeze_prepared(meeting, by)
    version = freeze_agenda(meeting, by, at, reason.strip()[:300])
    if found := version_difference(version):
        owe_changes(meeting, version, found)
    bump(meeting)
    append_event(
        "agenda_changed",
        by,
        {
            "meeting": meeting.pk,
            "version": version.number,
            "agenda_sha256": version.sha256,
            "proposals": [{"id": text.proposal_id, "sha256": text.sha256} for text in texts],
        },
        at,
    )
    return version


def _freeze_prepared(meeting: Meeting, by: Person) -> list[ProposalVersion]:
    """Put what was prepared in the place of what was sent, and freeze the text of each proposal concerned."""
    frozen = []
    for prepared in PreparedText.objects.filter(proposal__item__meeting=meeting).order_by("proposal"):
        text = prepared.content
        version, _, number = text["article"].partition("/")
        points = prepared_points(text)
        if any(len(was["adopts"]) != len(now[2]) for was, now in zip(text["points"], points, strict=True)):
            raise Conflict(
                f"Wat “{text['title']}” zou vaststellen, bestaat niet meer. Open het voorstel en kies opnieuw."
            )
        proposal = put_proposal(
            prepared.proposal.item,
            title=text["title"],
            article=Article.objects.get(version__number=version, number=number),
            points=[PointDraft(*point) for point in points],
            by=by,
            considerations=text["considerations"],
            costs=text["costs"],
        )
        prepared.delete()
        frozen.append(freeze_version(proposal))
    added = meeting.items.filter(awaits_sending=True)
    frozen += [freeze_version(proposal) for proposal in Proposal.objects.filter(item__in=added)]
    added.update(awaits_sending=False)
    return frozen


@transaction.atomic
def withdraw_changes(meeting: Meeting, by: Person) -> None:
    """Undo what was prepared and not sent: the agenda is again as it was sent last."""
    meeting = _lock_called(meeting.pk, by)
    latest = latest_version(meeting)
    if latest is None:
        raise Conflict("Deze agenda is nog niet verzonden.")
    sent = {item["id"]: item for item in latest.content["items"]}
    PreparedText.objects.filter(proposal__item__meeting=meeting).delete()
    versions = meeting.agenda_versions.values_list("content", flat=True)
    ever = {paper["id"] for content in versions for item in content["items"] for paper in item["papers"]}
    for item in meeting.items.order_by("-position"):
        for paper in item.papers.exclude(pk__in=ever).order_by(
            "-pk"
        ):  # the latest first: it holds on to the one before
            if not Paper.objects.filter(replaces=paper).exists():  # else it was replaced before the call
                transaction.on_commit(partial(paper.file.storage.delete, paper.file.name or ""))
                paper.delete()
        if item.awaits_sending:
            if hasattr(item, "proposal"):
                unlink_drafts(item.proposal)
            item.delete()
        elif item.explanation != sent[item.pk]["explanation"]:
            item.explanation = sent[item.pk]["explanation"]
            item.save(update_fields=["explanation"])
    renumber(meeting, list(meeting.items.order_by("position").values_list("pk", flat=True)))


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
