"""Application configuration of instruments."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "instruments"
    verbose_name = "Instrumenten"

    def ready(self) -> None:
        from instruments import panels, search  # noqa: F401  (registers the navigation and what can be found)
