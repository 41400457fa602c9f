"""All papers of a meeting as one PDF, as far as its reader may read them."""

from __future__ import annotations

import tempfile
from threading import BoundedSemaphore

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.permissions import is_secretariat, visible_meetings
from governance.queries.actions import actions_before
from governance.queries.agenda import agenda_for
from governance.queries.agenda_versions import as_sent
from governance.queries.reading import reading_list
from governance.rendering.packs import write_pack
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.answers import SeeOther
from werkbedrijf.web.pdf import shown_safely

# Making one takes seconds and memory; more at a time would slow down who is voting.
press = BoundedSemaphore(1)
WAIT = 20  # seconds


@require_safe
@login_required
def meeting_pack(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Made for this request in a temporary file, which is gone when it has been sent."""
    meeting = get_object_or_404(visible_meetings(request.user), pk=pk)
    lines = agenda_for(request.user, meeting)
    if not is_secretariat(request.user):
        lines = as_sent(lines, meeting)
    if not press.acquire(timeout=WAIT):
        messages.error(request, "Het is nu druk. Probeer het over een minuut opnieuw.")
        return SeeOther(meeting.get_absolute_url())
    target = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it when all of it has been sent)
    try:
        write_pack(
            meeting,
            reading_list(lines, request.user),
            target,
            reader=request.user,
            now=timezone.now(),
            actions=actions_before(meeting, request.user),
        )
    except DomainError as error:
        target.close()
        messages.error(request, error.message)
        return SeeOther(meeting.get_absolute_url())
    finally:
        press.release()
    target.seek(0)
    day = timezone.localtime(meeting.starts_at).date()
    response = FileResponse(target, filename=f"stukken-{day.isoformat()}.pdf", content_type="application/pdf")
    return shown_safely(response)
