"""The finder for employers' advisers: it keeps nothing, its answers stand in the address, and it decides nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance.permissions import today
from instruments.enums import Verdict
from instruments.forms.finder import FinderForm
from instruments.queries import catalogue_in_force
from instruments.queries.finder import found_for


@require_safe
def finder(request: HttpRequest) -> HttpResponse:
    """Which instruments of the package in force on the first working day can apply to a candidate, and why."""
    form = FinderForm(request.GET or None, initial={"begin": today()})
    context = {"form": form, "answered": form.is_valid()}
    if form.is_valid():
        candidate = form.candidate()
        catalogue = catalogue_in_force(candidate.starts_on)
        found = found_for(candidate, catalogue) if catalogue else []
        context |= {
            "candidate": candidate,
            "catalogue": catalogue,
            "groups": [(verdict, [one for one in found if one.verdict is verdict]) for verdict in Verdict],
        }
    return render(request, "instruments/finder/finder.html", context)
