"""The project's own app configuration: template tags, web parts, and the guards in the database."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WebConfig(AppConfig):
    name = "werkbedrijf"
    verbose_name = "Werkbedrijf Twente"

    def ready(self) -> None:
        from werkbedrijf import db_guards

        post_migrate.connect(db_guards.install_after_migrate, sender=self, dispatch_uid="db_guards")
