"""Application configuration of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Plan en verslag"

    def ready(self) -> None:
        from reports import panels  # noqa: F401 (registers what this app shows on pages of the whole)
