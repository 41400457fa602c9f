"""The register of regulations of the municipalities, and what the region agreed on what belongs to no instrument."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.permissions import today
from governance.views.preparing import person_of
from instruments.actions.regulations import agree_on_topic, delete_regulation, write_regulation
from instruments.enums import Topic
from instruments.forms.uniformity import RegulationForm, TopicAgreementForm
from instruments.models import Regulation
from instruments.permissions.notices import reads_notices
from instruments.permissions.uniformity import (
    can_enter_regulations,
    can_keep_regulation,
    can_keep_uniformity,
    kept_municipalities,
    visible_regulations,
)
from instruments.queries.regulations import regulation_lines, topic_blocks
from instruments.views.documents import stored_document
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import carry_out
from werkbedrijf.web.filling import fill


@require_safe
@login_required
def regulation_list(request: HttpRequest) -> HttpResponse:
    """Every regulation by municipality; below, what belongs to no instrument beside what the region agreed on it."""
    kept = list(kept_municipalities(request.user))
    lines = regulation_lines(request.user, today(), kept)
    context = {
        "instrument_lines": [one for one in lines if one.regulation.topic == Topic.INSTRUMENTS],
        "blocks": topic_blocks(lines),
        "may_enter": bool(kept),
        "may_keep": can_keep_uniformity(request.user),
        "may_read_notices": reads_notices(request.user),
    }
    return render(request, "instruments/regulations/regulation_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_enter_regulations)
def regulation_create(request: HttpRequest) -> HttpResponse:
    """Enter a regulation; ?gemeente= chooses the municipality."""
    return _write(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def regulation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a regulation, or say until when it holds."""
    return _write(request, _kept(request, pk))


@require_POST
@login_required
def regulation_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away what was entered by mistake."""
    regulation = _kept(request, pk)
    return carry_out(
        request,
        lambda: delete_regulation(regulation, person_of(request)),
        "De regeling is verwijderd.",
        reverse("instruments:uniformity_party", args=[regulation.party.slug]),
    )


@require_safe
@login_required
def regulation_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF of a regulation, as long as it is what was stored; 404 while there is none."""
    regulation = get_object_or_404(visible_regulations(request.user), pk=pk)
    return stored_document(regulation.document, regulation.sha256, regulation.title)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_keep_uniformity)
def topic_agreement(request: HttpRequest, topic: str) -> HttpResponse:
    """Record what the region agreed on a topic of no instrument; what stood before stays to be read."""
    if topic not in (Topic.REINTEGRATION, Topic.MARKET):
        raise Http404
    chosen, by = Topic(topic), person_of(request)
    form = TopicAgreementForm(request.POST or None, by=by)

    def act(values: dict[str, Any]) -> str:
        agree_on_topic(by, topic=chosen, **values)
        return f"{reverse('instruments:regulation_list')}#{chosen}"

    return fill(
        request,
        form,
        act,
        done="De afspraak is vastgelegd.",
        template="instruments/regulations/topic_agreement.html",
        context={"topic": chosen},
    )


def _kept(request: HttpRequest, pk: int) -> Regulation:
    """Not visible: 404; not kept by this person: 403."""
    regulation = get_object_or_404(visible_regulations(request.user).select_related("party"), pk=pk)
    if not can_keep_regulation(request.user, regulation):
        raise PermissionDenied
    return regulation


def _write(request: HttpRequest, regulation: Regulation | None) -> HttpResponse:
    by = person_of(request)
    chosen = kept_municipalities(by).filter(slug=request.GET.get("gemeente", "")).first()
    form = RegulationForm(
        request.POST or None, request.FILES or None, by=by, regulation=regulation, party=chosen
    )
    return fill(
        request,
        form,
        lambda values: write_regulation(by, regulation=regulation, **values).get_absolute_url(),
        done="De regeling is opgeslagen.",
        template="instruments/regulations/regulation_edit.html",
        context={"regulation": regulation},
    )
