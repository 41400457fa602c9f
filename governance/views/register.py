"""The register of decisions: what is in force? Narrowed by what is in the address, and as a file in the same way."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance.forms.register import RegisterForm
from governance.permissions import today
from governance.queries.agreement import agreement_notice
from governance.queries.register import RegisterLine, read_register
from governance.rendering.register import ori, write_csv

PAGE_SIZE = 20


@require_safe
@login_required
def decision_list(request: HttpRequest) -> HttpResponse:
    """Newest first; everything that narrows it stands in the address, ?pagina= turns the page."""
    form = RegisterForm(request.GET, user=request.user)
    chosen = form.chosen()
    register = read_register(request.user, chosen)
    page = Paginator(register.found, PAGE_SIZE).get_page(request.GET.get("pagina"))
    query = request.GET.copy()
    for name in [name for name in query if name not in form.fields or not query[name]]:
        del query[name]
    return render(
        request,
        "governance/decisions/decision_list.html",
        {
            "form": form,
            "chosen": chosen,
            "page": page,
            "lines": register.lines(page.object_list),
            "query": f"{query.urlencode()}&" if query else "",
            "notice": agreement_notice(today()),
        },
    )


@require_safe
@login_required
def register_csv(request: HttpRequest) -> HttpResponse:
    """What the register shows with the same address, as a file for a spreadsheet: UTF-8 with a mark, semicolons."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="besluiten.csv"'
    write_csv(_readable(request), response)  # type: ignore[arg-type]  # a response takes text
    return response


@require_safe
@login_required
def register_json(request: HttpRequest) -> HttpResponse:
    """The same in the words of Open Raadsinformatie."""
    response = JsonResponse(ori(_readable(request)), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="besluiten.json"'
    return response


def _readable(request: HttpRequest) -> list[RegisterLine]:
    """All that the address asks for and that this person may read."""
    return read_register(request.user, RegisterForm(request.GET, user=request.user).chosen()).readable()
