"""The pages for a request that cannot be answered (400) and for a mistake of ours (500).

Django draws these two without a request, so without navigation or name: the template is complete in itself, and asks
nothing of the database, the session or the manifest of static files, any of which may be what is broken.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400."""
    return HttpResponseBadRequest(render_to_string("400.html", {"nonce": _nonce(request)}))


def too_large(request: HttpRequest) -> HttpResponse:
    """413: for the middleware that refuses a request before anything reads it."""
    return HttpResponse(render_to_string("413.html", {"nonce": _nonce(request)}), status=413)


def wrong_door(request: HttpRequest) -> HttpResponse:
    """405: an address that only takes a form was opened as a page (a bookmark, a reload)."""
    return HttpResponse(render_to_string("405.html", {"nonce": _nonce(request)}), status=405)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500."""
    return HttpResponseServerError(render_to_string("500.html", {"nonce": _nonce(request)}))


def _nonce(request: HttpRequest) -> str:
    """The nonce for the inline style; "" when the failure came before the policy was set up: then the page is plain."""
    return str(getattr(request, "csp_nonce", ""))
