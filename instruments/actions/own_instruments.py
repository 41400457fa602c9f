"""Own instruments of a municipality, and what is to become of them: stop, or bring into the package (M13b)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.models import Decision, Party, Person
from instruments.actions.catalogues import write_entry
from instruments.enums import Flag, Provider
from instruments.models import Catalogue, InstrumentEntry, OwnInstrument, OwnInstrumentFlag
from instruments.permissions.uniformity import can_keep_uniformity, kept_municipalities
from instruments.queries.ledger_uniformity import own_instrument_facts
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def write_own_instrument(
    by: Person,
    *,
    party: Party,
    name: str,
    offers: str,
    offered_from: date,
    offered_to: date | None = None,
    for_whom: str = "",
    amount: str = "",
    is_example: bool = False,
    instrument: OwnInstrument | None = None,
    now: datetime | None = None,
) -> OwnInstrument:
    """Register one, or correct what is said of it; nothing is deleted, it ends on a day. The municipality stays.

    Raises NotAllowed for who keeps the rules of another municipality only; DomainError without a name or words, or for
    days the wrong way round.
    """
    party = instrument.party if instrument else party
    if not kept_municipalities(by).filter(pk=party.pk).exists():
        raise NotAllowed(f"Alleen {party} zelf en het secretariaat houden de instrumenten van {party} bij.")
    if not name.strip() or not offers.strip():
        raise DomainError("Geef het instrument een naam, en schrijf wat een werkgever krijgt.")
    if offered_to is not None and offered_to < offered_from:
        raise DomainError(
            "Een instrument eindigt op of na de dag waarop het begint. Pas een van beide dagen aan."
        )
    written = (
        OwnInstrument.objects.select_for_update().get(pk=instrument.pk)
        if instrument
        else OwnInstrument(party=party, entered_by=by)
    )
    written.name, written.offers, written.for_whom = name.strip(), offers.strip(), for_whom.strip()
    written.amount, written.is_example = amount.strip(), is_example
    written.offered_from, written.offered_to = offered_from, offered_to
    written.changed_at = now or timezone.now()
    written.save()
    kind = "own_instrument_changed" if instrument else "own_instrument_entered"
    append_event(kind, by, own_instrument_facts(written), now)
    return written


@transaction.atomic
def flag_own_instrument(
    instrument: OwnInstrument,
    by: Person,
    *,
    flag: Flag,
    reason: str,
    decision: Decision | None = None,
    now: datetime | None = None,
) -> OwnInstrumentFlag:
    """Say what is to become of it, and why; what was said before stays to be read.

    BRING_IN puts it on the list for the next version of the package. Raises NotAllowed; Conflict once a version took it
    up; DomainError without a reason.
    """
    if not can_keep_uniformity(by):
        raise NotAllowed("Alleen het secretariaat legt vast wat er met een eigen instrument gebeurt.")
    at = now or timezone.now()
    locked = OwnInstrument.objects.select_for_update().get(pk=instrument.pk)
    if locked.brought_into_id is not None:
        raise Conflict("Dit instrument is al in een versie van het basispakket opgenomen.")
    if not reason.strip():
        raise DomainError("Schrijf waarom dit met het instrument gebeurt.")
    line = OwnInstrumentFlag.objects.create(
        instrument=locked, flag=flag, reason=reason.strip(), decision=decision, flagged_by=by, flagged_at=at
    )
    locked.flag = flag
    locked.save(update_fields=["flag"])
    facts = {
        "line": line.pk,
        "instrument": locked.pk,
        "flag": flag.value,
        "decision": decision.number if decision else None,
    }
    append_event("own_instrument_flagged", by, facts, at)
    return line


@transaction.atomic
def bring_into(
    instrument: OwnInstrument, catalogue: Catalogue, by: Person, *, now: datetime | None = None
) -> OwnInstrument:
    """Note which version of the package took it up: it leaves the list of what is to be brought in.

    Raises NotAllowed; Conflict unless it was flagged to be brought in and no version took it up yet.
    """
    if not can_keep_uniformity(by):
        raise NotAllowed("Alleen het secretariaat legt vast wat in een versie is opgenomen.")
    locked = OwnInstrument.objects.select_for_update().get(pk=instrument.pk)
    if locked.flag != Flag.BRING_IN or locked.brought_into_id is not None:
        raise Conflict("Dit instrument staat niet (meer) op de lijst van wat wordt ingebracht.")
    locked.brought_into = catalogue
    locked.save(update_fields=["brought_into"])
    facts = {"instrument": locked.pk, "catalogue": catalogue.number}
    append_event("own_instrument_brought_in", by, facts, now)
    return locked


@transaction.atomic
def take_into_draft(
    instrument: OwnInstrument, catalogue: Catalogue, by: Person, *, now: datetime | None = None
) -> InstrumentEntry:
    """Make what a municipality offers an instrument of a draft version, for the secretariat to describe for all.

    Raises NotAllowed; Conflict for what is not on the list, or a version that is no draft; DomainError for a name that
    the draft has already.
    """
    side = {"purpose": instrument.offers, "for_whom": instrument.for_whom, "amount": instrument.amount}
    entry = write_entry(
        catalogue,
        by,
        name=instrument.name,
        summary=instrument.offers[:250],
        sides={Provider.MUNICIPALITY: side},
        now=now,
    )
    bring_into(instrument, catalogue, by, now=now)
    return entry
