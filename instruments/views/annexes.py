"""What is printed here and put under an agenda item, in place of an earlier print."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from governance.models import AgendaItem, Paper
from instruments.forms.annexes import AttachForm
from werkbedrijf.web.answers import SeeOther, carry_out


def attach(request: HttpRequest, place: Callable[[AgendaItem], Paper], back: str, what: str) -> HttpResponse:
    """Place it under the item that was chosen, and go back. what: begins the sentence that says so."""
    form = AttachForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return SeeOther(back)
    item = form.cleaned_data["item"]
    return carry_out(request, lambda: place(item), f"{what} staat als bijlage bij “{item.title}”.", back)
