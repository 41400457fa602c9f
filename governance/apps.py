"""Application configuration of governance."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Bestuur"

    def ready(self) -> None:
        from governance import panels  # noqa: F401 (registers the panels and the navigation)
