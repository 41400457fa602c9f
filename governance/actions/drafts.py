"""A draft of whatever a decision adopts is written, changed and deleted only as long as it is one."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from governance.models import Adoptable, DecisionPoint, Meeting
from werkbedrijf.lib.errors import Conflict

Draft = TypeVar("Draft", bound=Adoptable)


def lock_draft(draft: Draft) -> Draft:
    """The draft, locked; in a proposal its meeting first: convening takes the hash of what stands here.

    Raises Conflict once it is proposed or adopted.
    """
    points = DecisionPoint.objects.select_related("proposal__item")
    point = points.filter(pk=draft.decision_point_id or 0).first()
    if point is not None:
        Meeting.objects.select_for_update().get(pk=point.proposal.item.meeting_id)
    rows: QuerySet[Draft] = QuerySet(type(draft))
    locked = rows.select_for_update().get(pk=draft.pk)
    refuse_fixed(locked)
    return locked


def refuse_fixed(draft: Adoptable) -> None:
    """Conflict for what is proposed or adopted: from then on it is what was voted on."""
    if not draft.is_draft:
        raise Conflict(
            f"{draft.effect_sentence()} ligt vast sinds het bijeenroepen. Maak een nieuw concept voor een wijziging."
        )


def refuse_carried(draft: Adoptable) -> None:
    """Conflict while a proposal carries the draft."""
    if draft.decision_point_id is not None:
        raise Conflict(f"{draft.effect_sentence()} staat in een voorstel. Haal het daar eerst uit.")
