"""`manage.py load_twente`: the facts of Twente. Running it again changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reports.twente.loading import load_twente


class Command(BaseCommand):
    help = "Laadt partijen, overeenkomst, zetels, sectoren, arbeidsplaatsen en instrumenten van Twente."

    def handle(self, *args: Any, **options: Any) -> None:
        load_twente()
        self.stdout.write("De gegevens van Twente staan klaar.")
