"""Who keeps the file of the loonwaarde: what it requires, how methods do, what they cost, which is chosen."""

from __future__ import annotations

from governance.models import Person
from instruments.permissions import can_keep_loonwaarde
from werkbedrijf.lib.errors import NotAllowed


def refuse_others(by: Person) -> None:
    """Raises NotAllowed for who does not keep it."""
    if not can_keep_loonwaarde(by):
        raise NotAllowed("Alleen het secretariaat houdt het dossier van de loonwaarde bij.")
