"""Application configuration of quotum."""

from django.apps import AppConfig


class QuotumConfig(AppConfig):
    name = "quotum"
    verbose_name = "Quotum"

    def ready(self) -> None:
        from quotum import panels, search  # noqa: F401 (importing them registers what others show)
        from quotum.queries import ledger, ledger_commitments  # noqa: F401 (what the ledger is compared with)
