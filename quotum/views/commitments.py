"""What employers promised: the list, one commitment with its history, and the acts on it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.permissions import today
from governance.views.preparing import person_of
from quotum import queries
from quotum.actions.commitments import (
    PossibleDuplicate,
    change_commitment,
    correct_fulfilment,
    fulfil_commitment,
    record_commitment,
    reopen_commitment,
    withdraw_commitment,
)
from quotum.forms.commitments import (
    ChangeForm,
    CommitmentFilterForm,
    CommitmentForm,
    CorrectForm,
    FulfilForm,
    ReopenForm,
    WithdrawForm,
)
from quotum.models import Commitment
from quotum.permissions.employers import can_record_commitments, visible_commitments, visible_employers
from quotum.queries.commitments import (
    RELATED,
    employers_seen,
    find_commitments,
    history,
    last_recorded,
    sums,
)
from quotum.queries.promised import promised_by_sector
from quotum.views.charts_commitments import promised_chart
from quotum.views.years import chosen_year
from werkbedrijf.lib.dates import day_of
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.lib.spreadsheets import plain_cell
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther
from werkbedrijf.web.once import once

PAGE_SIZE = 30


@require_safe
@login_required
def commitment_list(request: HttpRequest) -> HttpResponse:
    """What did employers promise? Narrowed and sorted by what stands in the address."""
    form = CommitmentFilterForm(request.GET, user=request.user)
    chosen = form.chosen()
    found = find_commitments(request.user, chosen)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("pagina"))
    query = request.GET.copy()
    for name in [name for name in query if name not in form.fields or not query[name]]:
        del query[name]
    return render(
        request,
        "quotum/commitments/commitment_list.html",
        {
            "form": form,
            "chosen": chosen,
            "page": page,
            "lines": [(row, row.standing.state(today())) for row in page.object_list],
            "sums": sums(found),
            "recorded": last_recorded(found),
            "query": f"{query.urlencode()}&" if query else "",
            "may_record": can_record_commitments(request.user),
        },
    )


@require_safe
@login_required
def commitment_csv(request: HttpRequest) -> HttpResponse:
    """The list as it is narrowed, for a spreadsheet."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="toezeggingen.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow(
        ["nummer", "werkgever", "KvK-nummer", "sectorcode", "sector", "plaats", "vanaf", "toegezegd", "ingevuld",
         "nog in te vullen", "stand", "hoe toegezegd", "vastgelegd op", "voorbeeldcijfer"]
    )  # fmt: skip
    chosen = CommitmentFilterForm(request.GET, user=request.user).chosen()
    for row in find_commitments(request.user, chosen):
        standing = row.standing
        writer.writerow(
            [row.pk, plain_cell(row.holder.name), row.holder.kvk_number, row.sector.code, row.sector.name,
             row.place_name, row.starts_on, standing.promised, standing.fulfilled, standing.open,
             standing.state(today()).label, plain_cell(row.source), day_of(row.recorded_at),
             "ja" if row.is_example else "nee"]
        )  # fmt: skip
    return response


@require_safe
@login_required
def commitment_sectors(request: HttpRequest) -> HttpResponse:
    """Where are jobs still to be promised? Per sector what was allocated, promised, filled and realised (?jaar=)."""
    years = sorted({*queries.years_with_figures(), today().year}, reverse=True)
    year = chosen_year(request, years)
    promised = promised_by_sector(request.user, year)
    return render(
        request,
        "quotum/commitments/commitment_sectors.html",
        {
            "year": year,
            "years": years,
            "promised": promised,
            "allocation": queries.allocation_in_force(year),
            "as_of": queries.figures_as_of(year),
            "is_example": queries.holds_examples(year),
            "recorded": last_recorded(visible_commitments(request.user)),
            "chart": promised_chart(year, promised),
            "may_record": can_record_commitments(request.user),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_record_commitments)
def commitment_create(request: HttpRequest) -> HttpResponse:
    """Write a commitment down; what may stand here already is shown first, as a question."""
    asked = request.GET.get("werkgever", "")
    employer = visible_employers(request.user).present().filter(pk=asked).first() if _is_pk(asked) else None
    form = CommitmentForm(request.POST or None, employer=employer)
    similar: list[Commitment] = []
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        key, distinct = values.pop("form_key"), _distinct(request)

        def act() -> str:
            made = record_commitment(person_of(request), distinct_from=distinct, **values)
            return made.get_absolute_url()

        try:
            address = once(request, key, act)
        except PossibleDuplicate as question:
            similar, status = list(question.similar), 409
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "De toezegging is vastgelegd.")
            return SeeOther(address)
    context = {
        "form": form,
        "similar": similar,
        "employers": employers_seen(request.user),
        "employer": employer,
    }
    return render(request, "quotum/commitments/commitment_create.html", context, status=status)


def _is_pk(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _distinct(request: HttpRequest) -> set[int]:
    """The commitments of which somebody just said that this is another one."""
    return {int(part) for part in request.POST.get("andere", "").split(",") if _is_pk(part)}


@require_safe
@login_required
def commitment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One commitment: how it stands, what became of it, and what can be added."""
    return _show(request, _commitment(request, pk))


# The word in the address: the form, the act on what was filled in, and what is said when it worked.
ACTS: dict[str, tuple[Callable[..., Form], Callable[..., Any], str]] = {
    "invullen": (FulfilForm, fulfil_commitment, "De ingevulde banen zijn vastgelegd."),
    "corrigeren": (
        CorrectForm,
        correct_fulfilment,
        "De correctie is vastgelegd. De eerdere regel blijft staan.",
    ),
    "aantal": (ChangeForm, change_commitment, "Het nieuwe aantal is vastgelegd."),
    "intrekken": (
        WithdrawForm,
        withdraw_commitment,
        "Vastgelegd dat de werkgever de rest heeft ingetrokken.",
    ),
    "herstellen": (ReopenForm, reopen_commitment, "De toezegging geldt weer."),
}


@require_POST
@login_required
def commitment_change(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Add a line: filled, corrected, another number, withdrawn, or a withdrawal undone."""
    commitment = _commitment(request, pk)
    if act not in ACTS:
        raise Http404
    if not can_record_commitments(request.user):
        raise PermissionDenied
    form = _form(act, commitment, request.POST)
    if form.is_valid():
        values = dict(form.cleaned_data)
        key, subject = values.pop("form_key"), values.pop("entry", commitment)

        def perform() -> str:
            ACTS[act][1](subject, person_of(request), **values)
            return commitment.get_absolute_url()

        try:
            address = once(request, key, perform)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, ACTS[act][2])
            return SeeOther(address)
    return _show(request, commitment, act, form)


def _commitment(request: HttpRequest, pk: int) -> Commitment:
    rows = visible_commitments(request.user).with_standing().select_related(*RELATED, "recorded_by")
    return get_object_or_404(rows, pk=pk)


def _form(act: str, commitment: Commitment, data: Any = None) -> Form:
    """The form of an act, on this commitment; a day begins as today."""
    extra = {"commitment": commitment} if act == "corrigeren" else {}
    return ACTS[act][0](data, initial={"on": today()}, auto_id=f"{act}_%s", **extra)


def _show(
    request: HttpRequest, commitment: Commitment, act: str = "", form: Form | None = None
) -> HttpResponse:
    may_record = can_record_commitments(request.user)
    forms = {name: _form(name, commitment) for name in ACTS} if may_record else {}
    if form is not None:
        forms[act] = form
    return render(
        request,
        "quotum/commitments/commitment_detail.html",
        {
            "commitment": commitment,
            "standing": commitment.standing,
            "state": commitment.standing.state(today()),
            "history": history(commitment),
            "may_record": may_record,
            "forms": forms,
            "refused": act,
        },
        status=422 if act else 200,
    )
