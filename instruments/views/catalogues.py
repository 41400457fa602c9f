"""The base package: the version in force, an earlier or coming version, and one instrument with its two sides."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from governance.enums import AdoptableState
from governance.permissions import today
from instruments.models import Catalogue
from instruments.permissions import can_keep_catalogue, visible_catalogues
from instruments.queries import availabilities, availability, shown_catalogue
from instruments.queries.catalogues import succession
from instruments.queries.comparison import compared
from instruments.queries.instrument_page import for_instrument
from instruments.queries.own_instruments import to_bring_in


@require_safe
@login_required
def catalogue_current(request: HttpRequest) -> HttpResponse:
    """What we can offer an employer now."""
    catalogue = shown_catalogue(request.user, today())
    return _catalogue_page(request, catalogue, "instruments/catalogues/catalogue_current.html")


@require_safe
@login_required
def catalogue_detail(request: HttpRequest, number: int) -> HttpResponse:
    """One version of the base package, whichever its state."""
    catalogue = get_object_or_404(visible_catalogues(request.user), number=number)
    return _catalogue_page(request, catalogue, "instruments/catalogues/catalogue_detail.html")


@require_safe
@login_required
def instrument_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One instrument, both sides beside each other, in the version shown or the one asked for with ?versie=2."""
    asked = request.GET.get("versie", "")
    if asked:
        if not asked.isdecimal():
            raise Http404
        catalogue = get_object_or_404(visible_catalogues(request.user), number=int(asked))
    else:
        found = shown_catalogue(request.user, today())
        if found is None:
            raise Http404
        catalogue = found
    entry = get_object_or_404(catalogue.entries.prefetch_related("sides", "changes"), slug=slug)
    context = {
        "catalogue": catalogue,
        "instrument": availability(entry, today()),
        "succession": succession(request.user, entry),
        "may_note": can_keep_catalogue(request.user),
        "for_instrument": for_instrument(slug, today()),
    }
    return render(request, "instruments/catalogues/instrument_detail.html", context)


@require_safe
@login_required
def catalogue_compare(request: HttpRequest) -> HttpResponse:
    """?van=1&naar=2: what is different between two versions, instrument by instrument and word by word."""
    versions = list(visible_catalogues(request.user).order_by("number"))
    old = _chosen(versions, request.GET.get("van", ""), -2)
    new = _chosen(versions, request.GET.get("naar", ""), -1)
    lines = compared(old, new) if old and new else []
    context = {
        "versions": versions,
        "old": old,
        "new": new,
        "changed": [line for line in lines if line.word],
        "same": [line.name for line in lines if not line.word],
    }
    return render(request, "instruments/catalogues/catalogue_compare.html", context)


def _chosen(versions: list[Catalogue], number: str, place: int) -> Catalogue | None:
    """The version with this number, else the one at this place counted from the end, else None."""
    found = next((version for version in versions if str(version.number) == number), None)
    return versions[place] if found is None and len(versions) >= -place else found


def _catalogue_page(request: HttpRequest, catalogue: Catalogue | None, template: str) -> HttpResponse:
    instruments = availabilities(catalogue, today()) if catalogue else []
    context = {
        "catalogue": catalogue,
        "instruments": instruments,
        "offered": [instrument for instrument in instruments if instrument.is_available],
        "ended": [instrument for instrument in instruments if not instrument.is_available],
        "versions": visible_catalogues(request.user).order_by("-number"),
        "may_change": catalogue is not None and catalogue.is_draft and can_keep_catalogue(request.user),
        "may_draft": can_keep_catalogue(request.user)
        and not Catalogue.objects.exclude(state=AdoptableState.ADOPTED).exists(),
        "bring_in": to_bring_in(),
        "unready": catalogue.unready() if catalogue is not None and catalogue.is_draft else "",
    }
    return render(request, template, context)
