"""How the things of quotum are found: employers by name or KvK number, and what cao's say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quotum.enums import CaoState
from quotum.permissions import can_import_realisation
from quotum.queries.cao import caos_found
from quotum.queries.commitments import employers_found
from werkbedrijf.web.search import SHOWN, Group, Hit, register_page, register_searcher
from werkbedrijf.web.words import around


@register_searcher(40)
def employers(user: Any, words: Sequence[str], every: bool) -> Group:
    """Employers, with what they promised."""
    found = employers_found(user, words, every)
    hits = [
        Hit(
            one.name,
            one.get_absolute_url(),
            where="Werkgever",
            snippet=f"{one.commitment_count} {'toezegging' if one.commitment_count == 1 else 'toezeggingen'}",
            is_example=one.is_example,
        )
        for one in found[:SHOWN]
    ]
    return Group("Werkgevers", hits, found.count())


@register_searcher(45)
def cao_agreements(user: Any, words: Sequence[str], every: bool) -> Group:
    """Agreements in cao's, with where they stand now."""
    found = caos_found(words, every)
    hits = [
        Hit(
            line.cao.title,
            line.cao.get_absolute_url(),
            where=line.cao.sector.name,
            snippet=around(line.cao.agreement, words),
            state=line.state.label,
            kind="success" if line.state == CaoState.RUNNING else "neutral",
            is_example=line.cao.is_example,
        )
        for line in found[:SHOWN]
    ]
    return Group("Cao-afspraken", hits, len(found))


register_page("Quotum", "quotum:monitor", "garantiebanen realisatie achter")
register_page("Verdelingen", "quotum:allocation_list", "verdeelsleutel sectoren")
register_page("Toezeggingen van werkgevers", "quotum:commitment_list", "aanmeldingen")
register_page("Contactpunten", "quotum:contact_point_list", "aanspreekpunten sectoren")
register_page("Cao’s", "quotum:cao_list", "ondernemingsraden afspraken")
register_page("Doelgroep", "quotum:target_group", "prognose mensen")
register_page("Signalen", "quotum:signal_list", "drempels achterlopen")
register_page(
    "Realisatie invoeren", "quotum:realisation_import", "importeren cijfers UWV", may=can_import_realisation
)
