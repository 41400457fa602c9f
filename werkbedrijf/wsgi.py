"""WSGI entry point, for hosts that offer nothing else. Live streams need ASGI (`werkbedrijf.asgi`)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkbedrijf.settings")

application = get_wsgi_application()
