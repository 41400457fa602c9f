"""Application configuration of governance."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Bestuur"

    def ready(self) -> None:
        from governance import panels, search  # noqa: F401 (registers panels, navigation and what can be found)
