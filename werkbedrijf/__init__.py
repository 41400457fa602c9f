"""The project: wiring only. What the board does lives in governance, instruments, quotum and reports."""

from werkbedrijf.celery import app as celery_app

__all__ = ["celery_app"]
