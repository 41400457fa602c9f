"""How a view answers an act: see other (303), with a sentence about what happened or why it was refused."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect

from werkbedrijf.lib.errors import DomainError


class SeeOther(HttpResponseRedirect):
    """After a POST: get this address. Reloading the page that follows does not send the form again."""

    status_code = 303


def carry_out(request: HttpRequest, act: Callable[[], object], done: str, url: str) -> SeeOther:
    """Do `act`, and go to `url` with the sentence `done`, or with the refusal that a DomainError holds."""
    try:
        act()
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return SeeOther(url)
