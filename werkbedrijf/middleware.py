"""What happens to every request, besides what Django's own middleware does."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from werkbedrijf.web.errors import too_large, wrong_door


class RefuseWithWords:
    """Answers in Dutch: 413 to a request larger than anything this application takes, 405 to a page that is none.

    Before the check on the form's token, which would read and parse all of it first. In production the proxy has
    the first word (deploy/Caddyfile); this holds where there is none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length", "")
        if length.isdigit() and int(length) > settings.LARGEST_REQUEST:
            return too_large(request)
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            return wrong_door(request)
        return response
