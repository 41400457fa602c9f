"""The besluitenlijst of a meeting as a page, and what was published of it as a PDF."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from governance.actions.publications import correct_decision_list, retry_publication
from governance.enums import PublicationKind
from governance.models import Meeting, OwedPublication
from governance.permissions import (
    is_secretariat,
    sees_confidential,
    visible_decision_lists,
    visible_meetings,
    visible_publications,
)
from governance.queries.decision_lists import decision_listing, shelf
from governance.tasks import make_owed_publications
from governance.views.acts import person_of
from werkbedrijf.printing.files import FileDamaged, read_checked
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.nudge import nudge

log = logging.getLogger(__name__)


@require_safe
@never_cache
@login_required
def meeting_decision_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What did this meeting decide? While it runs: up to now; once closed, with the PDF that was published of it."""
    meeting = get_object_or_404(visible_decision_lists(request.user).select_related("presiding_seat"), pk=pk)
    internal = sees_confidential(request.user)
    return render(
        request,
        "governance/publications/meeting_decision_list.html",
        {
            "meeting": meeting,
            "listing": decision_listing(meeting, internal=internal),
            "shelf": shelf(meeting, PublicationKind.DECISION_LIST, internal=internal),
            "meeting_is_open_to_me": visible_meetings(request.user).filter(pk=pk).exists(),
            "may_correct": is_secretariat(request.user),
        },
    )


@require_POST
@login_required
def decision_list_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """POST reason: why a next version of the besluitenlijst is needed."""
    meeting = get_object_or_404(visible_decision_lists(request.user), pk=pk)

    def act() -> None:
        correct_decision_list(meeting, person_of(request), request.POST.get("reason", ""))
        nudge(make_owed_publications)

    return _back(request, meeting, act, "De nieuwe versie wordt gemaakt; de vorige blijft te downloaden.")


@require_safe
@login_required
def publication_download(request: HttpRequest, pk: int) -> HttpResponse:
    """A published PDF: 404 for who may not read it, 503 when the stored file is not what was made."""
    publication = get_object_or_404(visible_publications(request.user).select_related("meeting"), pk=pk)
    try:
        content = read_checked(publication.path, publication.sha256)
    except FileDamaged as error:
        log.error("publication %s is not served: %s", publication.pk, error)
        context = {"publication": publication}
        return render(request, "governance/publications/publication_unavailable.html", context, status=503)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{publication.filename}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
def publication_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Make what failed again."""
    if not is_secretariat(request.user):
        raise PermissionDenied("Alleen het secretariaat laat een stuk opnieuw maken.")
    owed = get_object_or_404(OwedPublication.objects.select_related("meeting"), pk=pk)

    def act() -> None:
        retry_publication(owed, person_of(request))
        nudge(make_owed_publications)

    page = "minutes_detail" if owed.kind == PublicationKind.MINUTES else "meeting_decision_list"
    return _back(request, owed.meeting, act, "Het stuk wordt opnieuw gemaakt.", page)


def _back(
    request: HttpRequest,
    meeting: Meeting,
    act: Callable[[], None],
    done: str,
    page: str = "meeting_decision_list",
) -> SeeOther:
    return carry_out(request, act, done, reverse(f"governance:{page}", args=[meeting.pk]))
