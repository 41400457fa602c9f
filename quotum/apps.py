"""Application configuration of quotum."""

from django.apps import AppConfig


class QuotumConfig(AppConfig):
    name = "quotum"
    verbose_name = "Quotum"

    def ready(self) -> None:
        from quotum import panels, search  # noqa: F401 (importing them registers what others show)
        from quotum.queries import (  # noqa: F401 (register what the ledger is compared with)
            ledger,
            ledger_commitments,
            ledger_target_group,
        )
        from quotum.rendering import adopted  # noqa: F401 (registers what is printed among the papers of a meeting)
