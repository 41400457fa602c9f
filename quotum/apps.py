"""Application configuration of quotum."""

from django.apps import AppConfig


class QuotumConfig(AppConfig):
    name = "quotum"
    verbose_name = "Quotum"
