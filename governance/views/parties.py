"""The parties of the agreement, the seats of the board, and one party with what concerns it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from governance.actions.parties import can_change_party, change_party
from governance.forms.parties import PartyForm, party_values
from governance.models import Party
from governance.permissions import today
from governance.queries.follow_up import decisions_of
from governance.queries.parties import board_seats, former_parties, party_groups
from governance.views.preparing import person_of
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther
from werkbedrijf.web.panels import panels_for
from werkbedrijf.web.pdf import shown_safely


@require_safe
@login_required
def party_list(request: HttpRequest) -> HttpResponse:
    """Who takes part today, by kind, who left, and who sits in the board."""
    day = today()
    return render(
        request,
        "governance/parties/party_list.html",
        {
            "groups": party_groups(day),
            "former": former_parties(day),
            "seats": board_seats(day),
            "day": day,
        },
    )


@require_safe
@login_required
def party_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One party: its own decision to take part, its seats, the decisions that concern it, and other apps' panels."""
    party = get_object_or_404(Party, slug=slug)
    return render(
        request,
        "governance/parties/party_detail.html",
        {
            "party": party,
            "seats": board_seats(today(), party),
            "decisions": decisions_of(party, request.user),
            "may_change": can_change_party(request.user),
            "panels": panels_for("party", request, party=party),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_change_party)
def party_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is recorded of a party."""
    party = get_object_or_404(Party, slug=slug)
    form = PartyForm(request.POST or None, request.FILES or None, initial=party_values(party))
    if form.is_bound and form.is_valid():
        try:
            change_party(party, person_of(request), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"De gegevens van {party} zijn opgeslagen.")
            return SeeOther(party.get_absolute_url())
    return render(
        request,
        "governance/parties/party_edit.html",
        {"form": form, "party": party},
        status=422 if form.is_bound else 200,
    )


@require_safe
@login_required
def party_document(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The party's own decision to take part, as a PDF; 404 while there is none."""
    party = get_object_or_404(Party, slug=slug)
    if not party.joining_document:
        raise Http404
    try:
        opened = party.joining_document.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(opened, filename=f"besluit-{party.slug}.pdf", content_type="application/pdf")
    return shown_safely(response)
