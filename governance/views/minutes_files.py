"""Minutes as a PDF: as published when they are, else made for this request and kept nowhere."""

from __future__ import annotations

from threading import BoundedSemaphore

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.enums import Audience, PublicationKind
from governance.models import Publication
from governance.permissions import sees_confidential, visible_minutes
from governance.queries.ledger import ledger_head
from governance.queries.minutes import minutes_document
from werkbedrijf.web.answers import SeeOther
from werkbedrijf.web.pdf import shown_safely

# One at a time in a process: the press is not made for two, and who votes goes first.
press = BoundedSemaphore(1)
WAIT = 20  # seconds


@require_safe
@login_required
def minutes_file(request: HttpRequest, pk: int, number: int, audience: str) -> HttpResponse:
    """audience: "openbaar" or "intern"; the internal version is not found by who may not read it."""
    minutes = get_object_or_404(
        visible_minutes(request.user).select_related("meeting", "decision", "rectifies"),
        meeting=pk,
        number=number,
    )
    public = audience == "openbaar"
    if not public and not sees_confidential(request.user):
        raise Http404
    kept = Publication.objects.filter(
        meeting=pk,
        kind=PublicationKind.MINUTES,
        number=number,
        audience=Audience.PUBLIC if public else Audience.INTERNAL,
    ).first()
    if kept is not None:
        return redirect(kept)
    if not press.acquire(timeout=WAIT):
        messages.error(request, "Het is nu druk. Probeer het over een minuut opnieuw.")
        return SeeOther(minutes.get_absolute_url())
    try:
        from governance.rendering.minutes import (
            print_minutes,
        )  # WeasyPrint: only who makes a PDF waits for it

        created = timezone.localtime().isoformat(timespec="seconds")
        pdf = print_minutes(minutes_document(minutes, public=public), ledger_head(), created)
    finally:
        press.release()
    response = HttpResponse(pdf.content, content_type="application/pdf")
    name = f"notulen-{minutes.meeting.day.isoformat()}-v{number}{'' if public else '-intern'}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return shown_safely(response)
