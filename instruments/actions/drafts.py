"""What every draft of the loonwaarde asks: who writes it, one after the other, and only while it is a draft."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from governance.models import Adoptable, Meeting, Person
from instruments.permissions import can_keep_loonwaarde
from werkbedrijf.lib.errors import Conflict, NotAllowed

Draft = TypeVar("Draft", bound=Adoptable)


def refuse_others(by: Person) -> None:
    """Raises NotAllowed for who does not keep the file of the loonwaarde."""
    if not can_keep_loonwaarde(by):
        raise NotAllowed("Alleen het secretariaat houdt het dossier van de loonwaarde bij.")


def lock_draft(thing: Draft) -> Draft:
    """The draft, locked; in a proposal its meeting first: convening takes the hash of what stands here.

    Raises Conflict once it is proposed or adopted.
    """
    point = thing.decision_point
    if point is not None:
        Meeting.objects.select_for_update().get(pk=point.proposal.item.meeting_id)
    rows: QuerySet[Draft] = QuerySet(type(thing))
    locked = rows.select_for_update().get(pk=thing.pk)
    if not locked.is_draft:
        raise Conflict("Dit is voorgesteld of vastgesteld en ligt vast. Maak een nieuw concept.")
    return locked


def refuse_proposed(thing: Adoptable) -> None:
    """Raises Conflict while a proposal carries the draft."""
    if thing.decision_point_id is not None:
        raise Conflict("Dit concept staat in een voorstel. Haal het daar eerst uit.")
