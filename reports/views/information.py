"""What the board asks of the execution: who owes what, and answering in a form or by a file."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.permissions import today
from governance.views.preparing import person_of
from reports.actions.information import answer_information
from reports.forms.information import AnswerFileForm, AnswerForm, dutch_text
from reports.imports import COLUMNS, FileAnswers, read_answers
from reports.models import IndicatorSet, InformationRequest
from reports.permissions.information import (
    answerable_information,
    can_answer_information,
    can_follow_information,
    can_keep_indicators,
    visible_information,
)
from reports.queries.information import (
    asked_lines,
    indicator_sets,
    information_years,
    line_of,
    periods_of,
    to_answer,
)
from reports.queries.information_series import asked_indicators, series_of
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther
from werkbedrijf.web.once import once


@require_safe
@allowed(can_follow_information)
def information_overview(request: HttpRequest) -> HttpResponse:
    """What is asked and how it stands, over one year (?jaar=)."""
    years = information_years(request.user)
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked in map(str, years) else (years[0] if years else today().year)
    context = {
        "year": year,
        "years": years,
        "periods": periods_of(request.user, year, today()),
        "sets": indicator_sets(request.user),
        "indicators": asked_indicators(request.user),
        "in_force": IndicatorSet.objects.in_force(today()),
        "may_write": can_keep_indicators(request.user),
    }
    return render(request, "reports/information/information_overview.html", context)


@require_safe
@allowed(can_follow_information)
def indicator_series(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator over the periods: what each deliverer gave."""
    series = series_of(request.user, code)
    if series is None:
        raise Http404
    return render(request, "reports/information/indicator_series.html", {"series": series})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_follow_information)
def information_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with what was answered; who may, fills it in or corrects it."""
    asked = _visible(request, pk)
    if request.method != "POST":
        return _page(request, asked)
    if not can_answer_information(request.user, asked):
        raise PermissionDenied
    form = AnswerForm(request.POST, lines=asked_lines(asked))
    if not form.is_valid():
        return _page(request, asked, form)

    def act() -> str:
        answer_information(
            asked, person_of(request), figures=form.figures(), source=form.cleaned_data["source"]
        )
        return asked.get_absolute_url()

    try:
        address = once(request, form.cleaned_data["form_key"], act)
    except DomainError as error:
        form.add_error(None, error.message)
        return _page(request, asked, form)
    messages.success(request, "De cijfers zijn opgeslagen. Wat er eerder stond, blijft te lezen.")
    return SeeOther(address)


@require_POST
@allowed(can_follow_information)
def information_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill the form in from a file, all or nothing. Nothing is stored before the form is sent."""
    asked = _visible(request, pk)
    if not can_answer_information(request.user, asked):
        raise PermissionDenied
    chosen = AnswerFileForm(request.POST, request.FILES)
    if not chosen.is_valid():
        return _page(request, asked, file_form=chosen)
    upload, lines = chosen.cleaned_data["file"], asked_lines(asked)
    found = read_answers(upload, {line.indicator.code: line.indicator.name for line in lines})
    if found.errors:
        return _page(request, asked, found=found)
    form = AnswerForm(None, lines=lines, given=found.values, source=f"Bestand {upload.name}"[:200])
    return _page(request, asked, form, found=found)


@require_safe
@allowed(can_follow_information)
def information_template(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of one request: a line per indicator, with what was answered before."""
    asked = _visible(request, pk)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="uitvraag-{asked.pk}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(COLUMNS)
    for line in asked_lines(asked):
        writer.writerow([line.indicator.name, dutch_text(line.current.value if line.current else None), ""])
    return response


def _visible(request: HttpRequest, pk: int) -> InformationRequest:
    found: InformationRequest = get_object_or_404(visible_information(request.user).with_deliverer(), pk=pk)
    return found


def _page(
    request: HttpRequest,
    asked: InformationRequest,
    form: AnswerForm | None = None,
    *,
    file_form: AnswerFileForm | None = None,
    found: FileAnswers | None = None,
) -> HttpResponse:
    lines = asked_lines(asked)
    may_answer = can_answer_information(request.user, asked)
    refused = bool((form and form.is_bound) or (file_form and file_form.is_bound) or (found and found.errors))
    context = {
        "asked": asked,
        "line": line_of(asked, today(), sum(line.current is not None for line in lines), len(lines)),
        "lines": lines,
        "form": (form or AnswerForm(None, lines=lines)) if may_answer else None,
        "file_form": file_form or AnswerFileForm(),
        "found": found,
        "others": to_answer(answerable_information(request.user).exclude(pk=asked.pk), today())[:6],
    }
    status = 422 if refused else 200
    return render(request, "reports/information/information_request.html", context, status=status)
