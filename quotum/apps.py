"""Application configuration of quotum."""

from django.apps import AppConfig


class QuotumConfig(AppConfig):
    name = "quotum"
    verbose_name = "Quotum"

    def ready(self) -> None:
        from quotum import panels  # noqa: F401 (importing it registers navigation and panels)
