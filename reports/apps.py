"""Application configuration of reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Plan en verslag"

    def ready(self) -> None:
        from reports import panels, search  # noqa: F401 (importing them registers what others show)
        from reports.queries import ledger, ledger_market_plan  # noqa: F401 (register what the ledger is compared with)
        from reports.rendering import adopted  # noqa: F401 (registers what is printed among the papers of a meeting)
