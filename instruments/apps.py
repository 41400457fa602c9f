"""Application configuration of instruments."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "instruments"
    verbose_name = "Instrumenten"

    def ready(self) -> None:
        from instruments import panels, search  # noqa: F401  (registers the navigation and what can be found)
        from instruments.queries import ledger, ledger_uniformity  # noqa: F401  (registers what the ledger is compared with)
