"""Items that members ask for: the secretariat puts them on an agenda, or says why not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.agenda import add_item
from governance.enums import AgendaItemKind, RequestState
from governance.models import AgendaItem, ItemRequest, Meeting, Person
from governance.permissions import is_board_member, is_secretariat
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def request_item(
    by: Person, *, title: str, explanation: str = "", now: datetime | None = None
) -> ItemRequest:
    """A member asks for an item; the secretariat answers."""
    if not is_board_member(by):
        raise NotAllowed("Alleen wie een zetel in het bestuur heeft, vraagt een agendapunt aan.")
    return ItemRequest.objects.create(
        title=title, explanation=explanation, asked_by=by, asked_at=now or timezone.now()
    )


@transaction.atomic
def accept_request(
    request: ItemRequest, meeting: Meeting, by: Person, *, now: datetime | None = None
) -> AgendaItem:
    """Put the item at the end of an agenda in preparation, as something to discuss."""
    request = _unanswered(request, by)
    item = add_item(
        meeting, kind=AgendaItemKind.DISCUSS, title=request.title, explanation=request.explanation
    )
    request.state, request.item, request.answered_at = RequestState.ACCEPTED, item, now or timezone.now()
    request.save(update_fields=["state", "item", "answered_at"])
    return item


@transaction.atomic
def decline_request(
    request: ItemRequest, by: Person, answer: str, *, now: datetime | None = None
) -> ItemRequest:
    """Decline, with the reason that the member reads."""
    request = _unanswered(request, by)
    if not answer.strip():
        raise DomainError("Geef de reden waarom dit punt niet op de agenda komt.")
    request.state, request.answer = RequestState.DECLINED, answer.strip()[:300]
    request.answered_at = now or timezone.now()
    request.save(update_fields=["state", "answer", "answered_at"])
    return request


def _unanswered(request: ItemRequest, by: Person) -> ItemRequest:
    if not is_secretariat(by):
        raise NotAllowed("Alleen het secretariaat beantwoordt een aanvraag.")
    found = ItemRequest.objects.select_for_update().get(pk=request.pk)
    if found.state != RequestState.ASKED:
        raise Conflict("Deze aanvraag is al beantwoord.")
    return found
