"""The ledger for people: its head, what it proves and how to check it; the export for who may hand it to an auditor."""

from __future__ import annotations

import tempfile
from threading import BoundedSemaphore

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from governance.permissions import can_export_ledger, today
from governance.queries.export import collect_evidence
from governance.queries.ledger import ledger_head
from governance.rendering.ledger_export import write_export
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.printing.files import FileDamaged
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther

one_at_a_time = BoundedSemaphore(1)
WAIT = 20  # seconds


@require_safe
@never_cache
@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """For everybody: whoever kept an old number can ask for an export and hold it against that."""
    return render(
        request,
        "governance/ledger/ledger.html",
        {"head": ledger_head(), "may_export": can_export_ledger(request.user)},
    )


@require_safe
@allowed(can_export_ledger)
def ledger_export(request: HttpRequest) -> HttpResponseBase:
    """Made for this request in a temporary file, which is gone when it has been sent."""
    if not one_at_a_time.acquire(timeout=WAIT):
        messages.error(request, "Er wordt al een uitvoer gemaakt. Probeer het over een minuut opnieuw.")
        return SeeOther(reverse("governance:ledger"))
    target = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it when all of it has been sent)
    try:
        write_export(collect_evidence(), target)
    except (DomainError, FileDamaged):
        target.close()
        messages.error(
            request,
            "Er is geen uitvoer gemaakt: een vastgelegd document is niet meer zoals het is gemaakt. "
            "De beheerder van de server ziet met “manage.py verify_ledger” welk.",
        )
        return SeeOther(reverse("governance:ledger"))
    finally:
        one_at_a_time.release()
    target.seek(0)
    response = FileResponse(
        target,
        as_attachment=True,
        filename=f"logboek-{today().isoformat()}.zip",
        content_type="application/zip",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
