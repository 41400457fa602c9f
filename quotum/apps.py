"""Application configuration of quotum."""

from django.apps import AppConfig


class QuotumConfig(AppConfig):
    name = "quotum"
    verbose_name = "Quotum"

    def ready(self) -> None:
        from quotum import panels  # noqa: F401 (importing it registers navigation and panels)
        from quotum.queries import ledger  # noqa: F401 (registers what the ledger is compared with)
