"""Plan en verslag: are we on time? Per year, and for one year who has which copy."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.permissions import is_administrator, today, visible_meetings
from governance.views.preparing import person_of
from reports.actions import explain_lateness, open_report, release_report
from reports.actions.ratification import bring_to_board
from reports.actions.reports import FIRST_YEAR
from reports.forms.reports import SentenceForm
from reports.kinds.verslag.contents import titles_left_out
from reports.kinds.verslag.writing import texts_changed_since, writing
from reports.models import AnnualReport
from reports.permissions import (
    can_check_deliveries,
    can_explain_lateness,
    can_follow_reports,
    can_make_report,
    can_release_report,
    is_reader,
    visible_deliveries,
)
from reports.queries import YearLine, late_reason, other_editions, plan_of, progress_of, year_line, year_lines
from reports.queries.public_versions import public_version_of
from reports.queries.ratification import board_line
from reports.queries.sending import sending_of
from reports.tasks import make_owed_deliveries
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.filling import fill
from werkbedrijf.web.nudge import WAITS, nudge


@require_safe
@login_required
def report_list(request: HttpRequest) -> HttpResponse:
    """Every year with its term and how its verslag stands. Who only receives the verslag is sent to the own copies."""
    if not can_follow_reports(request.user):
        if is_reader(request.user):
            return redirect("reports:delivery_list")
        raise PermissionDenied
    return render(
        request,
        "reports/reports/report_list.html",
        {"lines": year_lines(today()), "can_make": can_make_report(request.user)},
    )


@require_safe
@allowed(can_follow_reports)
def report_detail(request: HttpRequest, year: int) -> HttpResponse:
    """One year: the term, what comes next, and the copy of every recipient."""
    context = _detail(request, year)
    if context["can_make"] or context["can_correct"]:
        context["outdated"] = writing(year, today()).moved
    return render(request, "reports/reports/report_detail.html", context)


@require_safe
@allowed(can_follow_reports)
def report_progress(request: HttpRequest, year: int) -> HttpResponse:
    """The part of the page that changes while copies are made; 204 when there is no news since `stand`."""
    context = _detail(request, year)
    if context["report"] is None:
        raise Http404
    if request.GET.get("stand") == context["stand"]:
        return HttpResponse(status=204)
    if not context["is_moving"]:  # done: the steps and the acts above are other ones now
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "reports/reports/report_progress.html", {**context, "is_fragment": True})


@require_POST
@allowed(can_make_report)
def report_make(request: HttpRequest, year: int) -> HttpResponse:
    """Freeze the figures and owe a copy to everybody; a worker makes them."""
    try:
        report = open_report(year, person_of(request))
    except DomainError as error:
        messages.error(request, error.message)
        return SeeOther(reverse("reports:report_detail", args=[year]))
    if nudge(make_owed_deliveries):
        messages.success(request, f"De cijfers over {year} zijn vastgelegd; de exemplaren worden gemaakt.")
    else:
        messages.warning(request, f"De cijfers over {year} zijn vastgelegd. {WAITS}")
    return SeeOther(report.get_absolute_url())


@require_POST
@allowed(can_follow_reports)
def report_release(request: HttpRequest, year: int) -> HttpResponse:
    """The chair releases the edition that was on the page; the recipients can open their copy from then on."""
    edition = request.POST.get("edition", "")
    if not re.fullmatch(r"[0-9]{1,4}", edition):
        raise Http404
    report = get_object_or_404(AnnualReport, year=year, edition=int(edition))
    return carry_out(
        request,
        lambda: release_report(report, person_of(request)),
        f"Het verslag over {year} is uitgebracht. De ontvangers krijgen bericht.",
        report.get_absolute_url(),
    )


@require_POST
@allowed(can_make_report)
def report_bring(request: HttpRequest, year: int) -> HttpResponse:
    """Bring the edition made last to the board: to be adopted before it is sent, or to be ratified."""
    report = line_of(year).report
    if report is None:
        raise Http404

    def act() -> None:
        if bring_to_board(report, person_of(request)).item is None:
            messages.info(
                request, "Er is geen agenda in voorbereiding. Zodra die er is, komt het verslag erop."
            )

    return carry_out(
        request, act, f"Het verslag over {year} gaat naar het bestuur.", report.get_absolute_url()
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_make_report)
def report_correct(request: HttpRequest, year: int) -> HttpResponse:
    """After the release: a next edition, that says what it puts right."""
    line = line_of(year)
    if line.released_on is None:
        messages.error(
            request, "Dit verslag is nog niet uitgebracht: maak het opnieuw in plaats van een correctie."
        )
        return SeeOther(reverse("reports:report_detail", args=[year]))
    form = SentenceForm(
        request.POST or None,
        label="Wat verbetert deze editie?",
        required="Schrijf wat deze editie verbetert.",
        help_text="Staat voorin het verbeterde verslag, met de onderdelen waarvan de cijfers anders zijn.",
    )

    def act(values: dict[str, Any]) -> str:
        report = open_report(year, person_of(request), correction=values["text"])
        nudge(make_owed_deliveries)
        return report.get_absolute_url()

    return fill(
        request,
        form,
        act,
        done="De verbeterde editie wordt gemaakt.",
        template="reports/reports/report_correct.html",
        context={"line": line, "year": str(year)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_explain_lateness)
def report_explain(request: HttpRequest, year: int) -> HttpResponse:
    """From the day after the last day: why the verslag is late."""
    line = line_of(year)
    form = SentenceForm(
        request.POST or None,
        label="Waarom is het verslag te laat?",
        required="Geef de reden waarom het verslag te laat is.",
        help_text="Deze reden staat voorin het verslag.",
        initial={"text": late_reason(year)},
    )

    def act(values: dict[str, Any]) -> str:
        explain_lateness(year, person_of(request), values["text"])
        return reverse("reports:report_detail", args=[year])

    return fill(
        request,
        form,
        act,
        done="De reden is opgeslagen en komt in het verslag.",
        template="reports/reports/report_explain.html",
        context={"line": line, "year": str(year)},
    )


def line_of(year: int) -> YearLine:
    """The year of an address; 404 for a year without the agreement, or that has not begun."""
    on = today()
    if not FIRST_YEAR <= year <= on.year:
        raise Http404
    return year_line(year, on)


def _edition(request: HttpRequest, line: YearLine) -> AnnualReport | None:
    """The edition asked for (?editie=2), else the one made last."""
    asked = request.GET.get("editie", "")
    if not asked:
        return line.report
    if not re.fullmatch(r"[0-9]{1,4}", asked):
        raise Http404
    return get_object_or_404(AnnualReport, year=line.year, edition=int(asked))


def _detail(request: HttpRequest, year: int) -> dict[str, Any]:
    line = line_of(year)
    report = _edition(request, line)
    is_latest = report == line.report
    progress = progress_of(report) if report else None
    sending = sending_of(report, progress.deliveries) if report and progress else None
    board = board_line(report) if report and report.is_for_board else None
    may_make = can_make_report(request.user)
    busy = progress is not None and progress.unfinished > 0
    return {
        "line": line,
        "year": str(year),
        "report": report,
        "progress": progress,
        "sending": sending,
        "stand": f"{progress.fingerprint}{sending.fingerprint}" if progress and sending else "",
        "plan": plan_of(line, today()),
        "is_moving": busy or bool(report and report.is_released and sending and sending.is_moving),
        "is_latest": is_latest,
        "editions": other_editions(report) if report else [],
        "can_make": may_make and is_latest and not busy and line.released_on is None,
        "can_correct": may_make and is_latest and not busy and line.released_on is not None,
        "can_explain": line.term.urgency == "late" and can_explain_lateness(request.user),
        "late_reason": late_reason(year),
        "can_retry": may_make,
        "board": board,
        "sees_agenda": bool(
            board and board.item and visible_meetings(request.user).filter(pk=board.item.meeting_id).exists()
        ),
        "texts_changed": report is not None
        and is_latest
        and can_check_deliveries(request.user)
        and texts_changed_since(report),
        "can_release": report is not None and is_latest and can_release_report(request.user, report),
        "can_check": can_check_deliveries(request.user),
        "readable": set(visible_deliveries(request.user).filter(report=report).values_list("pk", flat=True)),
        "public_version": public_version_of(report) if report else None,
        "can_publish": may_make,
        "left_out": titles_left_out(report.figures) if report and may_make else [],
        "can_administer": is_administrator(request.user),
    }
