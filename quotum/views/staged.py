"""The two buttons under every preview: take the whole file over, or throw it away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from governance.views.preparing import person_of
from quotum.actions.staging import discard_staged
from quotum.models.staged import StagedFile, StagedFileQuerySet
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.answers import SeeOther

Kind = TypeVar("Kind", bound=StagedFile)


def accept_staged(
    request: HttpRequest,
    draft: Kind | None,
    take_over: Callable[[Kind], str],
    *,
    again: str,
    gone: str,
    done: str = "De cijfers zijn overgenomen. Eerdere leveringen blijven bewaard.",
) -> HttpResponse:
    """Everything in the file, or nothing. A second click finds nothing to do (draft: None) and says so.

    take_over: the act; gives the address of what came of it. again, gone: names of the pages to choose a file on, and
    where its figures stand.
    """
    if draft is None:
        messages.info(request, "Dit bestand is al overgenomen of verwijderd.")
        return SeeOther(reverse(gone))
    try:
        address = take_over(draft)
    except DomainError as error:
        messages.error(request, error.message)
        return SeeOther(reverse(again))
    messages.success(request, done)
    return SeeOther(address)


def discard_or_404(
    request: HttpRequest, drafts: StagedFileQuerySet[Kind], uuid: UUID, *, again: str
) -> HttpResponse:
    """Throw a file that was read away, without taking anything over."""
    discard_staged(get_object_or_404(drafts, pk=uuid), by=person_of(request))
    messages.success(request, "Het ingelezen bestand is verwijderd. Er is niets overgenomen.")
    return SeeOther(reverse(again))
