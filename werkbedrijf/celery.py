"""The Celery application: the truth is a row in the database, a task is only a nudge to look at it."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkbedrijf.settings")

app = Celery("werkbedrijf")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
