"""How instruments are found: in the package that a reader has before them, with its decision; and the loonwaarde."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from governance.permissions import today
from instruments.enums import Flag
from instruments.permissions.notices import reads_notices
from instruments.permissions.supply import visible_supply
from instruments.queries import catalogue_in_force, found_entries, shown_catalogue
from instruments.queries.notices import found_notices
from instruments.queries.own_instruments import found_own_instruments
from instruments.queries.regulations import found_regulations
from instruments.queries.requirements import found_dossier, found_requirement_sets
from werkbedrijf.web.search import SHOWN, Group, Hit, register_page, register_searcher
from werkbedrijf.web.words import around, matching


@register_searcher(20)
def instruments(user: Any, words: Sequence[str], every: bool) -> Group:
    """By name, summary and what either side offers."""
    on = today()
    catalogue = shown_catalogue(user, on)
    if catalogue is None:
        return Group("Instrumenten", [], 0)
    found = found_entries(catalogue, words, every)
    in_force, decision = catalogue == catalogue_in_force(on), catalogue.decision
    hits = [
        Hit(
            entry.name,
            entry.get_absolute_url(),
            where=f"Basispakket, versie {catalogue.number}",
            snippet=entry.summary,
            state="vervallen"
            if not entry.is_available(on)
            else "geldt"
            if in_force
            else "nog niet vastgesteld",
            kind="success" if in_force and entry.is_available(on) else "neutral",
            later=f"Waarom is dit zo? Besluit {decision.number} stelde het basispakket vast"
            if decision
            else "",
            later_url=f"{decision.get_absolute_url()}#waarom" if decision else "",
            is_example=catalogue.is_example,
        )
        for entry in found[:SHOWN]
    ]
    return Group("Instrumenten", hits, found.count())


@register_searcher(22)
def loonwaarde(user: Any, words: Sequence[str], every: bool) -> Group:
    """What the region required of a method for the loonwaarde, and the lines of the file of its choice."""
    requirements, lines = found_requirement_sets(user, words, every), found_dossier(user, words, every)
    hits = [
        Hit(
            str(one),
            one.get_absolute_url(),
            where="Eisen aan de loonwaardemethode",
            state=one.get_state_display(),
            kind="success" if one.is_adopted else "neutral",
            is_example=one.is_example,
        )
        for one in requirements[:SHOWN]
    ] + [
        Hit(
            line.title,
            line.get_absolute_url(),
            where=f"Dossier van de loonwaarde, {line.kind_label}",
            snippet=around(line.text, words),
            is_example=line.is_example,
        )
        for line in lines[:SHOWN]
    ]
    return Group("Loonwaarde", hits[:SHOWN], requirements.count() + lines.count())


@register_searcher(24)
def uniformity(user: Any, words: Sequence[str], every: bool) -> Group:
    """Regulations, own instruments, agreements on supply, and the notices that this person may see."""
    regulations, own = found_regulations(user, words, every), found_own_instruments(user, words, every)
    notices = found_notices(user, words, every)
    supply = matching(visible_supply(user), ("title", "text"), words, every=every)
    hits = [
        *(
            Hit(
                one.title,
                one.get_absolute_url(),
                where=f"{one.kind_label.capitalize()} van {one.party}",
                snippet=around(one.summary, words),
                is_example=one.is_example,
            )
            for one in regulations[:SHOWN]
        ),
        *(
            Hit(
                one.name,
                one.get_absolute_url(),
                where=f"Eigen instrument van {one.party}",
                snippet=around(one.offers, words),
                state=one.flag_label,
                kind="neutral" if one.flag == Flag.OPEN else "warning",
                is_example=one.is_example,
            )
            for one in own[:SHOWN]
        ),
        *(
            Hit(
                one.title,
                one.get_absolute_url(),
                where="Afspraak over aanlevering en bemiddeling",
                snippet=around(one.text, words),
                state=one.get_state_display(),
                is_example=one.is_example,
            )
            for one in supply[:SHOWN]
        ),
        *(
            Hit(
                one.about,
                one.get_absolute_url(),
                where=f"Aanspreken van {one.party}",
                snippet=around(one.reason, words),
                state=one.state_label,
                is_example=one.is_example,
            )
            for one in notices[:SHOWN]
        ),
    ]
    count = sum(found.count() for found in (regulations, own, supply, notices))
    return Group("Uniformiteit en afspraken", hits[:SHOWN], count)


register_page("Uniformiteit", "instruments:uniformity_matrix", "afwijkingen matrix gemeenten toetsen")
register_page("Regelingen van gemeenten", "instruments:regulation_list", "verordeningen beleidsregels")
register_page("Instrumenten zoeken voor een kandidaat", "instruments:finder", "zoeker werkgevers")
register_page("Loonwaarde", "instruments:loonwaarde_overview", "methode eisen meten kosten")
register_page("Loonkostensubsidie berekenen", "instruments:subsidy_calculator", "rekenhulp minimumloon")
register_page("Eigen instrumenten van gemeenten", "instruments:own_instrument_list", "vouchers premies")
register_page("Aanlevering en bemiddeling", "instruments:supply_list", "kandidaten afspraken")
register_page("Aanspreken", "instruments:notice_list", "afwijkende partij", may=reads_notices)
