"""The project's own app configuration: template tags, web parts, and the guards in the database."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class WebConfig(AppConfig):
    name = "werkbedrijf"
    verbose_name = "Werkbedrijf Twente"

    def ready(self) -> None:
        from werkbedrijf import db_guards

        # Django sends the signal only for apps with models, after all tables are made: governance stands for all.
        governance = apps.get_app_config("governance")
        post_migrate.connect(db_guards.install_after_migrate, sender=governance, dispatch_uid="db_guards")
