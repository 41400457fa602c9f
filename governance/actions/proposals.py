"""Proposals: their points, the drafts that a point would adopt, and the freezing of the text that is voted on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from governance.actions.point_tasks import tasks_content, write_tasks
from governance.actions.writing import refuse_moved
from governance.enums import WITH_PROPOSAL, AdoptableState
from governance.models import (
    Adoptable,
    AgendaItem,
    Article,
    DecisionPoint,
    Meeting,
    Person,
    Proposal,
    ProposalVersion,
    adoptable_models,
)
from governance.queries.proposal_text import stored_text
from governance.queries.tasks import TaskDraft, task_drafts
from werkbedrijf.lib.canonical import content_hash
from werkbedrijf.lib.errors import Conflict, DomainError


@dataclass(frozen=True)
class PointDraft:
    """One decision point as drafted: number ("1", "3a"), text, the drafts it would adopt, the tasks it gives."""

    number: str
    text: str
    adopts: tuple[Adoptable, ...] = ()
    tasks: tuple[TaskDraft, ...] = ()


def _lock_editable(meeting_id: int) -> None:
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if not meeting.is_agenda_editable:
        raise Conflict("De vergadering is bijeengeroepen: het voorstel ligt vast.")


@transaction.atomic
def write_proposal(
    item: AgendaItem,
    *,
    title: str,
    article: Article,
    points: Sequence[PointDraft],
    by: Person,
    considerations: str = "",
    costs: str = "",
    seen: str = "",
) -> Proposal:
    """Write, or write anew, the proposal of an item with all its points, in the order given; see `put_proposal`.

    seen: of the text that the writer began with; raises WholeMoved when another was stored since.
    """
    _lock_editable(item.meeting_id)
    refuse_moved(stored_text(item), seen)
    return put_proposal(
        item, title=title, article=article, points=points, by=by, considerations=considerations, costs=costs
    )


def put_proposal(
    item: AgendaItem,
    *,
    title: str,
    article: Article,
    points: Sequence[PointDraft],
    by: Person,
    considerations: str = "",
    costs: str = "",
) -> Proposal:
    """The proposal with this text, for who has locked its meeting. A point keeps its row as long as its number stays.

    Raises DomainError: no points, a number twice, an item that is not for decision. Conflict: a draft that another
    point already carries or that is no draft any more; a point that goes while an amendment was submitted on it.
    """
    refuse_unfit_points(item, points)
    head = {"title": title, "considerations": considerations, "costs": costs, "article": article}
    proposal, _ = Proposal.objects.update_or_create(
        item=item, defaults=head, create_defaults={**head, "created_by": by}
    )
    present = {point.number: point for point in proposal.points.all()}
    wanted = {draft.number: {(type(thing), thing.pk) for thing in draft.adopts} for draft in points}
    numbers = {point.pk: point.number for point in present.values()}
    free_again(
        thing
        for thing in adoptables_under([*present.values()])
        if (type(thing), thing.pk) not in wanted.get(numbers[thing.decision_point_id or 0], ())
    )
    proposal.points.exclude(number__in=list(wanted)).delete()
    proposal.points.update(position=F("position") + 1000)  # out of the way: a place is taken once
    for position, draft in enumerate(points, start=1):
        point = present.get(draft.number) or DecisionPoint(proposal=proposal, number=draft.number)
        point.position, point.text = position, draft.text
        point.save()
        for adoptable in draft.adopts:
            link_draft(adoptable, point)
        write_tasks(point, draft.tasks)
    return proposal


def refuse_unfit_points(item: AgendaItem, points: Sequence[PointDraft]) -> None:
    """DomainError or Conflict when these cannot be the points of this item's proposal."""
    if item.kind not in WITH_PROPOSAL:
        raise DomainError(
            "Een voorstel hoort bij een agendapunt ter besluitvorming. Wijzig eerst de soort van het punt."
        )
    if not points:
        raise DomainError("Een voorstel heeft minstens één beslispunt. Voeg een beslispunt toe.")
    numbers = [point.number for point in points]
    if len(set(numbers)) < len(numbers):
        raise DomainError("Elk beslispunt heeft een eigen nummer. Pas de nummers aan.")
    amended = DecisionPoint.objects.filter(proposal__item=item, amendments__isnull=False)
    dropped = amended.exclude(number__in=numbers).order_by("position").first()
    if dropped is not None:
        raise Conflict(
            f"Op beslispunt {dropped.number} is een amendement ingediend: het punt en zijn nummer blijven. "
            "Wijzig zo nodig de tekst."
        )


@transaction.atomic
def remove_proposal(proposal: Proposal) -> None:
    """Remove a drafted proposal; the drafts it carried become free again."""
    _lock_editable(proposal.item.meeting_id)
    unlink_drafts(proposal)
    proposal.delete()


def link_draft(adoptable: Adoptable, point: DecisionPoint) -> None:
    """Let a decision point carry a draft: the decision on this point would adopt it."""
    locked = type(adoptable)._default_manager.select_for_update().get(pk=adoptable.pk)
    if locked.decision_point_id == point.pk and not locked.is_adopted:
        return
    if not locked.is_draft:
        raise Conflict(
            f"{locked.effect_sentence()} is geen concept meer en kan niet nog eens worden voorgesteld."
        )
    if why := locked.unready():
        raise Conflict(why)
    if locked.decision_point_id not in (None, point.pk):
        raise Conflict(f"{locked.effect_sentence()} staat al in een ander voorstel. Haal het daar eerst uit.")
    locked.decision_point = point
    locked.save(update_fields=["decision_point"])


def unlink_drafts(proposal: Proposal) -> None:
    """Free every draft under the proposal's points."""
    for model in adoptable_models():
        model._default_manager.filter(decision_point__proposal=proposal, state=AdoptableState.DRAFT).update(
            decision_point=None
        )


def adoptables_under(points: Sequence[DecisionPoint]) -> list[Adoptable]:
    """Everything, of every kind, that these points carry and that is not yet adopted."""
    found: list[Adoptable] = []
    for model in adoptable_models():
        found += model._default_manager.filter(decision_point__in=points).exclude(
            state=AdoptableState.ADOPTED
        )
    return found


def freeze_version(proposal: Proposal) -> ProposalVersion:
    """Freeze the proposal as it stands, and propose what it carries: nothing of it changes until the outcome."""
    points = list(proposal.points.order_by("position"))
    carried: dict[int, list[Adoptable]] = {point.pk: [] for point in points}
    for adoptable in adoptables_under(points):
        adoptable.content_sha256 = adoptable.compute_hash()
        adoptable.state = AdoptableState.PROPOSED
        adoptable.save(update_fields=["content_sha256", "state"])
        carried[adoptable.decision_point_id or 0].append(adoptable)
    content = proposal_content(
        title=proposal.title,
        considerations=proposal.considerations,
        costs=proposal.costs,
        article=proposal.article,
        points=[PointDraft(p.number, p.text, tuple(carried[p.pk]), task_drafts(p)) for p in points],
    )
    last = proposal.versions.order_by("-number").first()
    return ProposalVersion.objects.create(
        proposal=proposal,
        number=last.number + 1 if last else 1,
        content=content,
        sha256=content_hash(content),
    )


def proposal_content(
    *, title: str, considerations: str, costs: str, article: Article, points: Sequence[PointDraft]
) -> dict[str, Any]:
    """The text as a version holds it: plain JSON values, with what each point adopts by its hash."""
    return {
        "title": title,
        "considerations": considerations,
        "costs": costs,
        "article": f"{article.version.number}/{article.number}",
        "points": [
            {
                "number": point.number,
                "text": point.text,
                "adopts": [
                    {
                        "kind": thing._meta.label_lower,
                        "id": thing.pk,
                        "sentence": thing.effect_sentence(),
                        "sha256": thing.compute_hash(),
                    }
                    for thing in point.adopts
                ],
                **tasks_content(point.tasks),
            }
            for point in points
        ],
    }


def adopt(points: Sequence[DecisionPoint], decisions: dict[int, Any], day: Any) -> list[Adoptable]:
    """Put in force what these points carry; `decisions` maps a point's id to its decision, `day` is the default start.

    Refuses, by Conflict, to adopt anything that is not exactly what was voted on.
    """
    adopted = adoptables_under(points)
    for adoptable in adopted:
        if adoptable.state != AdoptableState.PROPOSED or adoptable.compute_hash() != adoptable.content_sha256:
            raise Conflict(f"{adoptable.effect_sentence()} is gewijzigd sinds het voorstel is vastgelegd.")
        adoptable.state = AdoptableState.ADOPTED
        adoptable.decision = decisions[adoptable.decision_point_id or 0]
        adoptable.in_force_from = adoptable.in_force_from or day
        adoptable.save(update_fields=["state", "decision", "in_force_from"])
    return adopted


def return_to_draft(points: Sequence[DecisionPoint]) -> None:
    """What was not adopted becomes a draft again, free to be changed and proposed anew."""
    free_again(adoptables_under(points))


def free_again(carried: Iterable[Adoptable]) -> None:
    """These are drafts under no point."""
    for adoptable in carried:
        adoptable.state = AdoptableState.DRAFT
        adoptable.decision_point = None
        adoptable.content_sha256 = ""
        adoptable.save(update_fields=["state", "decision_point", "content_sha256"])


def propose_again(version: ProposalVersion, points: Sequence[DecisionPoint]) -> None:
    """Before another vote on a frozen text: what an earlier vote returned to draft is proposed again, when unchanged.

    Raises Conflict when it was changed or proposed elsewhere since: the text would promise what it cannot adopt.
    """
    models = {model._meta.label_lower: model for model in adoptable_models()}
    by_number = {point.number: point for point in points}
    for entry in version.content.get("points", []):
        point = by_number.get(entry["number"])
        for carried in entry["adopts"] if point is not None else ():
            found = (
                models[carried["kind"]]._default_manager.select_for_update().filter(pk=carried["id"]).first()
            )
            if found is not None and found.state == AdoptableState.PROPOSED and found.decision_point == point:
                continue
            free = found is not None and found.is_draft and found.decision_point_id is None
            if found is None or not free or found.compute_hash() != carried["sha256"]:
                raise Conflict(
                    f"{carried['sentence']} is na de vorige stemming gewijzigd. Zet een nieuw voorstel op een agenda."
                )
            found.decision_point, found.state = point, AdoptableState.PROPOSED
            found.content_sha256 = carried["sha256"]
            found.save(update_fields=["decision_point", "state", "content_sha256"])
