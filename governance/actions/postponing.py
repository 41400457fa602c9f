"""An item postponed comes back on the next agenda in preparation, with its proposal and what that carried.

An item waits until such an agenda is made. What a meeting left unfinished comes back by itself: a proposal without a
decision, for a vote ended as not adopted (rules 4 and 7) or there was none, and what was to be discussed and was not.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from governance.actions.agenda import add_item
from governance.actions.ledger import append_event
from governance.actions.live import bump
from governance.actions.proposals import PointDraft, return_to_draft, unlink_drafts, write_proposal
from governance.domain.outcome import Outcome
from governance.enums import WITH_PROPOSAL, AgendaItemKind, MeetingState, VoteState
from governance.models import (
    Adoptable,
    AgendaItem,
    DecisionPoint,
    Meeting,
    Paper,
    Person,
    PreparedText,
    Proposal,
    Treatment,
    Vote,
    adoptable_models,
)
from governance.permissions import can_postpone_item
from governance.queries.tasks import task_drafts
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def postpone_item(
    item: AgendaItem, by: Person, reason: str, *, now: datetime | None = None
) -> AgendaItem | None:
    """Postpone an item with its parts; gives the item it goes on as, or None while it waits for a next agenda.

    Raises Conflict: postponed already, decided, being voted on, or the meeting is over. DomainError: no reason.
    """
    at = now or timezone.now()
    meeting = Meeting.objects.select_for_update().get(pk=item.meeting_id)
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED):
        raise Conflict("Deze vergadering is voorbij: er valt niets meer uit te stellen.")
    if not can_postpone_item(by, item):
        raise NotAllowed("Alleen het secretariaat of wie voorzit, stelt een agendapunt uit.")
    if item.postponed_at is not None:
        raise Conflict("Dit agendapunt is al uitgesteld.")
    if not reason.strip():
        raise DomainError("Geef de reden waarom dit punt wordt uitgesteld.")
    group = [item, *_parts(item)]
    if Vote.objects.running().filter(item__in=group).exists():
        raise Conflict("Over dit agendapunt loopt een stemming. Rond die eerst af, of breek haar af.")
    if Vote.objects.filter(item__in=group, state=VoteState.CLOSED, amendment=None).exists():
        raise Conflict("Over dit agendapunt is al gestemd: het kan niet meer worden uitgesteld.")
    if any(each.awaits_sending for each in group):
        raise Conflict("Dit agendapunt is klaargezet en nog niet verzonden. Verzend het of draai het terug.")
    PreparedText.objects.filter(proposal__item__in=group).delete()
    for each in group:
        each.postponed_at, each.postponed_reason = at, reason.strip()[:300]
        each.save(update_fields=["postponed_at", "postponed_reason"])
        if not meeting.is_agenda_editable and hasattr(each, "proposal"):
            return_to_draft(list(each.proposal.points.all()))
    bump(meeting)
    append_event("item_postponed", by, {"meeting": meeting.pk, "items": [each.pk for each in group]}, at)
    return bring_back(item)


def bring_back(item: AgendaItem, target: Meeting | None = None) -> AgendaItem | None:
    """Put what is left of an item on the next agenda in preparation, once; None while there is no such agenda."""
    target = target or _next_draft(item.meeting)
    if target is None or item.continued_by.exists():
        return item.continued_by.first()
    new, unfinished = _copy(item, target, under=None), unfinished_items(item.meeting)
    for part in _parts(item):
        waits = part.postponed_at is not None or part.pk in unfinished
        if waits and not part.continued_by.exists():
            _copy(part, target, under=new)
    return new


@transaction.atomic
def bring_back_waiting(target: Meeting) -> list[AgendaItem]:
    """Put on a new agenda what earlier meetings left waiting: postponed items, and what they did not finish."""
    left = (
        AgendaItem.objects.filter(
            Q(postponed_at__isnull=False)
            | Q(pk__in=undecided(_closed()))
            | Q(pk__in=_passed_over_before(target)),
            continued_by=None,
            meeting__starts_at__lt=target.starts_at,
        )
        .exclude(meeting=target)
        .order_by("meeting__starts_at", "position")
        .distinct()
    )
    brought = []
    for item in left:
        if not item.continued_by.exists():  # a part may have come along with its item
            new = bring_back(item, target)
            brought += [new] if new else []
    return brought


def bring_back_unfinished(meeting: Meeting) -> None:
    """At the end of a meeting: what it left unfinished goes on to the next agenda."""
    for item in meeting.items.filter(pk__in=unfinished_items(meeting)).order_by("position"):
        bring_back(item)


def unfinished_items(meeting: Meeting) -> set[int]:
    """The items of a closed meeting that were left without the end they were on the agenda for."""
    items = _closed().filter(meeting=meeting)
    return {*undecided(items), *_passed_over(items)}


def undecided(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem, int]:
    """Those with a point that was neither adopted nor rejected: no vote on it, or one that ended as not adopted."""
    rejected = Vote.objects.filter(state=VoteState.CLOSED, amendment=None, result=Outcome.REJECTED.value)
    points = (
        DecisionPoint.objects.filter(decision__isnull=True)
        .exclude(pk__in=rejected.filter(point__isnull=False).values("point"))
        .exclude(proposal__item__in=rejected.filter(point=None).values("item"))
    )
    return items.filter(proposal__points__in=points).values_list("pk", flat=True)


def _passed_over(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem, int]:
    """Those to discuss or to inform about, with something to read, that were not taken up where others were."""
    taken_up = Treatment.objects.filter(item__meeting=OuterRef("meeting"))
    return (
        items.filter(treatments=None)
        .exclude(kind__in=WITH_PROPOSAL)
        .filter(Exists(taken_up), ~Q(explanation="") | Exists(Paper.objects.filter(item=OuterRef("pk"))))
        .values_list("pk", flat=True)
    )


def _passed_over_before(target: Meeting) -> Iterable[int]:
    """Of the meeting just before this one only: what was taken off the agenda after it was not wanted any more."""
    others = Meeting.objects.exclude(state=MeetingState.CANCELLED).exclude(pk=target.pk)
    last = others.filter(starts_at__lt=target.starts_at).order_by("starts_at").last()
    return _passed_over(_closed().filter(meeting=last)) if last else ()


def _closed() -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(postponed_at=None, meeting__state=MeetingState.CLOSED)


def _next_draft(meeting: Meeting) -> Meeting | None:
    return (
        Meeting.objects.filter(state=MeetingState.DRAFT, starts_at__gt=meeting.starts_at)
        .order_by("starts_at")
        .first()
    )


def _parts(item: AgendaItem) -> list[AgendaItem]:
    parts: list[AgendaItem] = []
    if not item.is_sub:
        for below in AgendaItem.objects.filter(meeting=item.meeting_id, position__gt=item.position).order_by(
            "position"
        ):
            if not below.is_sub:
                break
            parts.append(below)
    return parts


def _copy(item: AgendaItem, target: Meeting, under: AgendaItem | None) -> AgendaItem:
    new = add_item(
        target,
        kind=AgendaItemKind.DECIDE if item.lifted_at else item.kind,
        title=item.title,
        explanation=item.explanation,
        under=under,
        minutes_planned=item.minutes_planned,
        responsible_seat=item.responsible_seat,
        visibility=item.visibility,
        confidential_reason=item.confidential_reason,
        continues=item,
    )
    proposal = Proposal.objects.filter(item=item).first()
    if proposal is not None:
        _copy_proposal(proposal, new)
    for paper in item.papers.filter(replaced_by=None).order_by("pk"):
        _copy_paper(paper, new)
    return new


def _copy_proposal(old: Proposal, new: AgendaItem) -> None:
    """The points still to be decided, each with its tasks and the drafts it carried as far as they are free."""
    rejected = Vote.objects.filter(
        state=VoteState.CLOSED, result=Outcome.REJECTED.value, point__isnull=False, amendment=None
    ).values("point")
    points = list(old.points.filter(decision__isnull=True).exclude(pk__in=rejected).order_by("position"))
    if not points:
        return
    carried = {point.pk: _carried(point) for point in points}
    unlink_drafts(old)
    proposal = write_proposal(
        new,
        title=old.title,
        article=old.article,
        considerations=old.considerations,
        points=[
            PointDraft(point.number, point.text, tuple(_free(carried[point.pk], old)), task_drafts(point))
            for point in points
        ],
        by=old.created_by,
    )
    Proposal.objects.filter(pk=proposal.pk).update(costs=old.costs)


def _carried(point: DecisionPoint) -> list[Adoptable]:
    """What stands under a point, or stood under it when the text was frozen."""
    kinds = {model._meta.label_lower: model for model in adoptable_models()}
    version = point.proposal.versions.order_by("-number").first()
    frozen = [
        entry
        for row in (version.content.get("points", []) if version else [])
        if row["number"] == point.number
        for entry in row["adopts"]
    ]
    found: list[Adoptable] = []
    for kind, model in kinds.items():
        ids = [entry["id"] for entry in frozen if entry["kind"] == kind]
        found += model._default_manager.filter(Q(pk__in=ids) | Q(decision_point=point))
    return found


def _free(carried: list[Adoptable], old: Proposal) -> list[Adoptable]:
    """Those that are drafts under no other point: what meanwhile went into another proposal stays there."""
    fresh = [type(thing)._default_manager.get(pk=thing.pk) for thing in carried]
    return [thing for thing in fresh if thing.is_draft and thing.decision_point_id is None]


def _copy_paper(paper: Paper, item: AgendaItem) -> None:
    """The paper under the new item, with a file of its own: taking one off leaves the other."""
    with paper.file.open("rb") as stored:
        content = ContentFile(stored.read(), name="stuk.pdf")
    Paper.objects.create(
        item=item,
        title=paper.title,
        file=content,
        sha256=paper.sha256,
        size=paper.size,
        uploaded_by=paper.uploaded_by,
    )
