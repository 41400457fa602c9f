"""`manage.py apportion`: the division of jobs over sectors for an auditor, on JSON lines and without a database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quotum.domain.apportionment import ApportionmentError, Method, apportion
from werkbedrijf.lib.jsonlines import (
    LineError,
    Record,
    check_fields,
    field_of_type,
    filter_standard_input,
    members,
)

_REQUIRED = frozenset({"id", "method", "jobs", "weights"})
_METHODS = {method.value: method for method in Method}


class Command(BaseCommand):
    help = (
        "Verdeelt banen over sectoren: leest JSON-regels van standaardinvoer en schrijft per regel de verdeling en de "
        "gelijke gevallen. Een foute regel krijgt een melding; de exitstatus is dan 1."
    )
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        bad = filter_standard_input(self.stdout, answer, (ApportionmentError,))
        if bad:
            raise CommandError("1 regel is fout." if bad == 1 else f"{bad} regels zijn fout.")


def answer(record: Record) -> str:
    """The shares and ties of one line as JSON members. Raises LineError or ApportionmentError."""
    check_fields(record, _REQUIRED)
    name = field_of_type(record, "method", str)
    if name not in _METHODS:
        raise LineError(f"Onbekende verdeelmethode: {name}.")
    jobs = field_of_type(record, "jobs", int)
    weights: dict[str, Any] = field_of_type(record, "weights", dict)
    result = apportion(_METHODS[name], jobs, weights)
    return members({"shares": result.shares, "ties": result.ties})
