"""Proposals: their points, the drafts that a point would adopt, and the freezing of the text that is voted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

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
from werkbedrijf.lib.canonical import content_hash
from werkbedrijf.lib.errors import Conflict, DomainError


@dataclass(frozen=True)
class PointDraft:
    """One decision point as drafted: its number ("1", "3a"), its text, and the drafts it would adopt."""

    number: str
    text: str
    adopts: tuple[Adoptable, ...] = ()


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
) -> Proposal:
    """Write, or write anew, the proposal of an item with all its points, in the order given.

    Raises DomainError: no points, a number twice, an item that is not for decision, a draft that another point
    already carries or that is no draft any more.
    """
    _lock_editable(item.meeting_id)
    if item.kind not in WITH_PROPOSAL:
        raise DomainError(
            "Een voorstel hoort bij een agendapunt ter besluitvorming. Wijzig eerst de soort van het punt."
        )
    if not points:
        raise DomainError("Een voorstel heeft minstens één beslispunt. Voeg een beslispunt toe.")
    numbers = [point.number for point in points]
    if len(set(numbers)) < len(numbers):
        raise DomainError("Elk beslispunt heeft een eigen nummer. Pas de nummers aan.")
    head = {"title": title, "considerations": considerations, "costs": costs, "article": article}
    proposal, created = Proposal.objects.update_or_create(
        item=item, defaults=head, create_defaults={**head, "created_by": by}
    )
    if not created:
        unlink_drafts(proposal)
        proposal.points.all().delete()
    for position, draft in enumerate(points, start=1):
        point = DecisionPoint.objects.create(
            proposal=proposal, position=position, number=draft.number, text=draft.text
        )
        for adoptable in draft.adopts:
            link_draft(adoptable, point)
    return proposal


@transaction.atomic
def remove_proposal(proposal: Proposal) -> None:
    """Remove a drafted proposal; the drafts it carried become free again."""
    _lock_editable(proposal.item.meeting_id)
    unlink_drafts(proposal)
    proposal.delete()


def link_draft(adoptable: Adoptable, point: DecisionPoint) -> None:
    """Let a decision point carry a draft: the decision on this point would adopt it."""
    locked = type(adoptable)._default_manager.select_for_update().get(pk=adoptable.pk)
    if not locked.is_draft:
        raise Conflict(
            f"{locked.effect_sentence()} is geen concept meer en kan niet nog eens worden voorgesteld."
        )
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
    carried: dict[int, list[dict[str, Any]]] = {point.pk: [] for point in points}
    for adoptable in adoptables_under(points):
        adoptable.content_sha256 = adoptable.compute_hash()
        adoptable.state = AdoptableState.PROPOSED
        adoptable.save(update_fields=["content_sha256", "state"])
        carried[adoptable.decision_point_id or 0].append(
            {
                "kind": adoptable._meta.label_lower,
                "id": adoptable.pk,
                "sentence": adoptable.effect_sentence(),
                "sha256": adoptable.content_sha256,
            }
        )
    content = {
        "title": proposal.title,
        "considerations": proposal.considerations,
        "costs": proposal.costs,
        "article": f"{proposal.article.version.number}/{proposal.article.number}",
        "points": [{"number": p.number, "text": p.text, "adopts": carried[p.pk]} for p in points],
    }
    last = proposal.versions.order_by("-number").first()
    return ProposalVersion.objects.create(
        proposal=proposal,
        number=last.number + 1 if last else 1,
        content=content,
        sha256=content_hash(content),
    )


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
    for adoptable in adoptables_under(points):
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
