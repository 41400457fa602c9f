"""`manage.py export_ledger FILE.zip`: the ledger with all that an auditor needs to check it elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from governance.queries.export import collect_evidence
from governance.rendering.ledger_export import write_export
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.printing.files import FileDamaged


class Command(BaseCommand):
    help = "Schrijft het logboek met alles wat nodig is om het elders te controleren, als één zip-bestand."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="BESTAND.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        unfinished = target.with_name(target.name + ".deel")
        try:
            evidence = collect_evidence()
            with unfinished.open("wb") as file:
                write_export(evidence, file)
        except (DomainError, FileDamaged, OSError) as error:
            unfinished.unlink(missing_ok=True)
            raise CommandError(f"Er is geen uitvoer gemaakt: {error}") from error
        os.replace(unfinished, target)  # never half a file under the name that was asked for
        self.stdout.write(f"{target}: {len(evidence.events)} gebeurtenissen.")
        if evidence.events:
            self.stdout.write(f"Controlegetal: {evidence.events[-1]['sha256']}")
