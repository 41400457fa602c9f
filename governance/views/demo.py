"""Signing in with one click as an example person: only in the example environment, everything else is 404."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme

from governance.models import Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def demo_login(request: HttpRequest) -> HttpResponse:
    """POST person (the id of an example person), optionally next (a path of this site to go on to)."""
    chosen = request.POST.get("person", "")
    # Digits only, and few of them: a number that no database column holds is just as unknown.
    if not settings.DEMO_MODE or request.method != "POST" or not chosen.isdecimal() or len(chosen) > 18:
        raise Http404
    person = get_object_or_404(Person, pk=int(chosen), is_demo=True, is_active=True)
    login(request, person, backend=BACKEND)
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return redirect(target)
    return redirect("overview")
