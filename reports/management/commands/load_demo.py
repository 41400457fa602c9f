"""`manage.py load_demo [--today 2027-01-15]`: an invented year and a half of the board, to look at and to try."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from governance.permissions import today
from reports.demo.loading import demo_exists, load_demo
from reports.twente.loading import load_twente
from werkbedrijf.lib.errors import DomainError


def day(text: str) -> date:
    """A day as 2027-01-15."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is geen dag; schrijf bijvoorbeeld 2027-01-15") from error


class Command(BaseCommand):
    help = "Laadt voorbeeldgegevens: rollen, vergaderingen, besluiten, verdelingen, realisatie en bijdragen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--today", type=day, default=None, help="de dag waarvoor het voorbeeld geldt (2027-01-15)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Voorbeeldgegevens horen niet in productie.")
        if demo_exists():
            self.stdout.write("De voorbeeldgegevens staan er al. Er is niets veranderd.")
            return
        chosen = options["today"] or today()
        load_twente()
        try:
            load_demo(chosen)
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"De voorbeeldgegevens voor {chosen:%d-%m-%Y} staan klaar.")
