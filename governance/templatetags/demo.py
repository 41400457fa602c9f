"""The example people on the sign-in page: the page is allauth's view, so its template asks for them here."""

from __future__ import annotations

from django.conf import settings
from django.template import Library

from governance.queries import demo

register = Library()


@register.simple_tag
def demo_groups() -> list[demo.DemoGroup]:
    """The example people by group; nobody outside DEMO_MODE."""
    return demo.demo_groups() if settings.DEMO_MODE else []
