"""The secretariat nominates a vice-chair on the page of parties and seats, or takes a nomination back."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from governance.actions.vice_chair import delete_vice_chair_draft, draft_vice_chair
from governance.models import Seat, ViceChairTerm
from governance.permissions import is_secretariat
from governance.views.acts import person_of
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.answers import carry_out


@require_POST
@login_required
def vice_chair_draft(request: HttpRequest) -> HttpResponse:
    """POST seat: the slug of the seat whose member is nominated."""
    _refuse_others(request)

    def act() -> None:
        seat = Seat.objects.filter(slug=request.POST.get("seat", "")).first()
        if seat is None:
            raise DomainError("Kies de zetel van het lid dat u voordraagt.")
        draft_vice_chair(seat, person_of(request))

    done = "De voordracht is een concept. Kies haar bij een beslispunt van een voorstel."
    return carry_out(request, act, done, _back())


@require_POST
@login_required
def vice_chair_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a nomination that is in no proposal."""
    _refuse_others(request)
    term = get_object_or_404(ViceChairTerm, pk=pk)
    act = partial(delete_vice_chair_draft, term, person_of(request))
    return carry_out(request, act, "De voordracht is verwijderd.", _back())


def _refuse_others(request: HttpRequest) -> None:
    if not is_secretariat(request.user):
        raise PermissionDenied("Alleen het secretariaat draagt een vicevoorzitter voor.")


def _back() -> str:
    return reverse("governance:party_list") + "#vicevoorzitter"
