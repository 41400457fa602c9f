"""`manage.py verify_ledger`: the ledger held against the tables and against itself."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from governance.queries.comparison import differences
from governance.queries.ledger import ledger_head
from werkbedrijf.moment import one_moment


class Command(BaseCommand):
    help = "Vergelijkt het logboek met de tabellen, in beide richtingen. Noemt elk verschil; de exitstatus is dan 1."

    def handle(self, *args: Any, **options: Any) -> None:
        with one_moment():  # else what others do meanwhile would look like a difference
            found = list(differences())
            head = ledger_head()
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError("1 verschil." if len(found) == 1 else f"{len(found)} verschillen.")
        self.stdout.write(f"In orde: {head.sequence} gebeurtenissen. Controlegetal: {head.sha256}")
