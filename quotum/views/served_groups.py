"""Which groups are served in which sector, so that groups do not compete unseen (article 8)."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from governance.views.preparing import person_of
from quotum.actions.target_group import record_served_groups
from quotum.enums import Group
from quotum.forms.target_group import ServedGroupsForm
from quotum.permissions.target_group import can_record_served_groups
from quotum.queries.sector_lists import sectors_in_use
from quotum.queries.served_groups import group_labels, served_by_sector, served_history
from quotum.queries.target_group import people_per_group, target_group_years
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther
from werkbedrijf.web.once import once


@require_safe
@login_required
def served_groups(request: HttpRequest) -> HttpResponse:
    """Sectors against groups, with what keeps groups from competing."""
    lines = served_by_sector()
    years = target_group_years(request.user)
    people = people_per_group(request.user, years[0]) if years else {}
    return render(
        request,
        "quotum/target_group/served_groups.html",
        {
            "groups": [(group.label, people.get(group.value)) for group in Group],
            "lines": lines,
            "unseen": [line for line in lines if line.competes_unseen],
            "year": years[0] if years else None,
            "may_record": can_record_served_groups(request.user),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_record_served_groups)
def served_groups_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down which groups a sector serves now; what stood before stays."""
    sector = get_object_or_404(sectors_in_use(), pk=pk)
    history = served_history(sector)
    initial = (
        {"groups": history[0].groups, "agreement": history[0].agreement, "is_example": history[0].is_example}
        if history
        else {"is_example": settings.DEMO_MODE}
    )
    form = ServedGroupsForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        key = values.pop("form_key")

        def act() -> str:
            record_served_groups(sector, person_of(request), **values)
            return reverse("quotum:served_groups")

        try:
            address = once(request, key, act)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Vastgelegd voor {sector.name}.")
            return SeeOther(address)
    context = {
        "form": form,
        "sector": sector,
        "history": [(line, group_labels(line)) for line in history],
    }
    return render(
        request, "quotum/target_group/served_groups_edit.html", context, status=422 if form.is_bound else 200
    )
