"""ASGI entry point: uvicorn serves pages and the live streams of meetings."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkbedrijf.settings")

application = get_asgi_application()
