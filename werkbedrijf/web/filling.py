"""How a page with one form answers: the form, the form with what is wrong (422), or on to where the act leads (303)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.answers import SeeOther
from werkbedrijf.web.once import OnceForm, once


def fill(
    request: HttpRequest,
    form: OnceForm,
    act: Callable[[dict[str, Any]], str],
    *,
    done: str,
    template: str,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """act: from the values of a valid form to the address that follows; what it refuses stands above the form."""
    if form.is_bound and form.is_valid():
        values = dict(form.cleaned_data)
        key = values.pop("form_key")
        try:
            address = once(request, key, lambda: act(values))
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, done)
            return SeeOther(address)
    status = 422 if form.is_bound else 200
    return render(request, template, {**(context or {}), "form": form}, status=status)
