"""`manage.py reproduce_allocation NUMBER | --all`: an adopted allocation computed anew from its stored inputs."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quotum.queries.reproduction import adopted_allocations, allocations_of, differences


class Command(BaseCommand):
    help = (
        "Rekent een vastgestelde verdeling na uit de opgeslagen invoer. Gelijk: exitstatus 0. Anders staat er elk "
        "verschil, en is de exitstatus 1. Een besluit dat geen verdeling vaststelde: exitstatus 2."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("number", nargs="?", help="het nummer van het besluit, zoals 2026-004")
        which.add_argument("--all", action="store_true", help="alle vastgestelde verdelingen")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["number"]
        allocations = list(adopted_allocations() if options["all"] else allocations_of(number))
        if not allocations and not options["all"]:
            raise CommandError(f"Besluit {number} stelde geen verdeling vast.", returncode=2)
        wrong = 0
        for allocation in allocations:
            found = differences(allocation)
            name = f"{allocation.decision}, {allocation}"
            self.stdout.write(f"{name}: {'anders' if found else 'gelijk'}, {allocation.total} banen.")
            for sentence in found:
                self.stdout.write(f"  {sentence}")
            wrong += bool(found)
        if wrong:
            raise CommandError(
                "1 verdeling komt niet uit." if wrong == 1 else f"{wrong} verdelingen komen niet uit."
            )
        if options["all"]:
            self.stdout.write(f"Nagerekend: {len(allocations)}.")
