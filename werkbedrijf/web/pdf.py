"""How a PDF that somebody placed is shown: without scripts, as what it is, and without a copy on the way."""

from __future__ import annotations

from typing import TypeVar

from django.http.response import HttpResponseBase

POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
Response = TypeVar("Response", bound=HttpResponseBase)


def shown_safely(response: Response) -> Response:
    """The same answer with the headers that a PDF of others needs."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "private, no-store"
    return response
