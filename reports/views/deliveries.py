"""Verslagen: where is our report? And the download, which checks what it serves."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from governance.permissions import reader_parties, today
from governance.tasks import send_owed_mail
from governance.views.preparing import person_of
from reports.actions import record_download, record_seen, resend_message, retry_delivery
from reports.domain.deadline import term_of
from reports.models import Delivery
from reports.permissions import can_make_report, granted_deliveries, is_reader, visible_deliveries
from reports.queries import due_year, late_reasons
from reports.tasks import make_owed_deliveries
from werkbedrijf.printing.files import FileDamaged, read_checked
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import carry_out
from werkbedrijf.web.nudge import WAITS, nudge

log = logging.getLogger(__name__)


@require_safe
@allowed(is_reader)
def delivery_list(request: HttpRequest) -> HttpResponse:
    """Per party that this person reads for: the newest verslag first, then the earlier years."""
    released = granted_deliveries(request.user).select_related("report", "party")
    record_seen(list(released))
    ordered = sorted(released, key=lambda d: (d.party.name, -d.report.year, -d.report.edition))
    reasons = late_reasons()
    rows = {
        party: [(d, _in_words(d, reasons)) for d in group]
        for party, group in groupby(ordered, key=lambda d: d.party)
    }
    shelves = [(party, rows.get(party, [])) for party in reader_parties(request.user).order_by("name")]
    following = due_year(today())
    return render(
        request,
        "reports/deliveries/delivery_list.html",
        {"shelves": shelves, "next": following, "reason": reasons.get(following.year, "")},
    )


def _in_words(delivery: Delivery, reasons: Mapping[int, str]) -> str:
    """How it stands towards its term and why it was late; of a correction, what it puts right."""
    report = delivery.report
    if report.correction:
        return f"Verbetert een eerdere editie: {report.correction}"
    why = f" Reden: {reasons[report.year]}" if report.year in reasons else ""
    return term_of(report.year, today(), report.released_on).sentence + why


@require_POST
@allowed(can_make_report)
def delivery_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Try a failed copy again."""
    delivery = _delivery(pk)

    def act() -> None:
        retry_delivery(delivery, person_of(request))
        if not nudge(make_owed_deliveries):
            messages.warning(request, WAITS)

    done = f"Het exemplaar voor {delivery.party} wordt opnieuw gemaakt."
    return carry_out(request, act, done, delivery.report.get_absolute_url())


@require_POST
@allowed(can_make_report)
def delivery_resend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the message about a copy again."""
    delivery = _delivery(pk)
    number = request.POST.get("number", "")
    if not re.fullmatch(r"[0-9]{1,4}", number):
        raise Http404

    def act() -> None:
        resend_message(delivery, int(number), person_of(request))
        nudge(send_owed_mail)

    done = f"Het bericht aan {delivery.addressee} staat klaar en wordt verzonden."
    return carry_out(request, act, done, delivery.report.get_absolute_url())


def _delivery(pk: UUID) -> Delivery:
    return get_object_or_404(Delivery.objects.select_related("report", "party"), pk=pk)


@require_safe
@login_required
def delivery_download(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The PDF of one recipient: 404 for everybody else, 503 when the stored file is not what was made."""
    delivery = get_object_or_404(visible_deliveries(request.user).select_related("report", "party"), pk=pk)
    try:
        content = read_checked(delivery.path, delivery.sha256)
    except FileDamaged as error:
        log.error("delivery %s is not served: %s", delivery.pk, error)
        return render(
            request, "reports/deliveries/delivery_unavailable.html", {"delivery": delivery}, status=503
        )
    if request.method == "GET":
        record_download(delivery, request.user)  # type: ignore[arg-type]  # signed in: a Person
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{delivery.filename}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
