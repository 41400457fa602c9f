"""A draft of the next base package that waits in the example: without what the law ended, with what came instead."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from governance.models import Person
from instruments.actions.catalogues import change_catalogue, delete_entry, draft_catalogue, write_entry
from instruments.enums import Provider
from instruments.models import Catalogue, InstrumentEntry, InstrumentSide
from reports.demo.people import Board
from werkbedrijf.lib.dates import day_of

ENDED = ("premiekorting-jongeren", "premiekorting-ouderen-en-arbeidsgehandicapten")
LAW_SINCE = date(2026, 1, 1)
# Only what the law is known to say (Wtl art. 2.13, from 1 January 2026); the rest is left open in the draft.
ADVANTAGE: dict[str, Any] = {
    "purpose": "De loonkosten verlagen van wie iemand uit de doelgroep van de banenafspraak in dienst heeft.",
    "for_whom": "Werkgevers van iemand uit de doelgroep van de banenafspraak.",
    "conditions": "Een doelgroepverklaring is niet meer nodig.",
    "duration": "Zolang het dienstverband duurt; de grens van drie jaar is vervallen.",
    "amount": "€ 1,01 per uur, ten hoogste € 2.000 per jaar.",
    "legal_source": "Wet tegemoetkomingen loondomein, art. 2.13",
    "valid_from": LAW_SINCE,
    "valid_to": None,
}
RELATION = (
    "Voorbeeld: UWV en gemeenten stellen dezelfde vragen vooraf, zodat een werkgever met kandidaten van beide één "
    "gesprek voert."
)


def draft_next_package(board: Board, at: datetime) -> None:
    """Nothing while the first version is not adopted."""
    last = Catalogue.objects.order_by("-number").first()
    if last is None or not last.is_adopted:
        return
    by = board.secretariat
    drafted = draft_catalogue(by, day_of(at), is_example=True, now=at)
    change_catalogue(
        drafted,
        by,
        introduction="Voorbeeld van een volgende versie: de premiekortingen zijn vervallen en van twee instrumenten "
        "wordt nu ook de omschrijving vastgesteld.",
        now=at,
    )
    for slug in ENDED:
        delete_entry(drafted.entries.get(slug=slug), by, now=at)
    write_entry(
        drafted,
        by,
        name="Loonkostenvoordeel banenafspraak",
        summary="U betaalt minder voor wie onder de banenafspraak valt.",
        sides={Provider.UWV: ADVANTAGE},
        replaces=ENDED[1],
        now=at,
    )
    _describe(drafted.entries.prefetch_related("sides").get(slug="proefplaatsing"), by, at)


def _describe(entry: InstrumentEntry, by: Person, at: datetime) -> None:
    """The instrument as it was, with its description to be adopted and what was agreed on both sides."""
    names = (*InstrumentSide.TERMS, "valid_from", "valid_to")
    write_entry(
        entry.catalogue,
        by,
        name=entry.name,
        summary=entry.summary,
        sides={Provider(side.provider): {n: getattr(side, n) for n in names} for side in entry.sides.all()},
        relation=RELATION,
        entry=entry,
        now=at,
    )
