"""ASGI entry point: uvicorn serves pages and the live streams of meetings."""

from __future__ import annotations

import os
from typing import Any

import django
from django.core.handlers.asgi import ASGIHandler

from werkbedrijf.web.live import EventStream


class Handler(ASGIHandler):
    """Django's own, which hands a live stream the server's `send`, so that the hub reaches its client directly."""

    async def send_response(self, response: Any, send: Any) -> None:
        if isinstance(response, EventStream):
            response.send = send
        await super().send_response(response, send)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkbedrijf.settings")
django.setup(set_prefix=False)

application = Handler()
