"""The context processor of the frame around every page: navigation, and whether this is a demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from werkbedrijf.web.panels import nav_entries


@dataclass(frozen=True)
class NavLink:
    """A link of the navigation as this person sees it now; current is the value of aria-current, or ""."""

    label: str
    url: str
    current: str


class Layout:
    """Computed only when a template asks: a fragment without navigation costs nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def demo_mode(self) -> bool:
        return bool(settings.DEMO_MODE)

    @cached_property
    def nav(self) -> list[NavLink]:
        """The entries that this person may open; of those whose path fits, the longest is the current one."""
        user = getattr(self._request, "user", None)
        if user is None or not user.is_authenticated:
            return []
        entries = [(entry, reverse(entry.url_name)) for entry in nav_entries() if entry.visible(user)]
        path = self._request.path
        fitting = [
            prefix
            for entry, url in entries
            for prefix in entry.prefixes or (url,)
            if path == prefix or (prefix != "/" and path.startswith(prefix))
        ]
        longest = max(fitting, key=len, default="")
        return [
            NavLink(
                entry.label,
                url,
                "page" if path == url else "true" if longest in (entry.prefixes or (url,)) else "",
            )
            for entry, url in entries
        ]


def layout(request: HttpRequest) -> dict[str, Any]:
    """Gives every template the name `layout`."""
    return {"layout": Layout(request)}
