"""What a party did with a decision: that it took it over by an act of its own, and its answer when it was asked.

The board has no powers of the parties (article 3d): a decision binds a party only by what that party decides itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.enums import ConsentState, PartyKind, UptakeKind
from governance.models import Consent, Decision, Party, Person, Uptake
from governance.permissions import is_secretariat, reader_parties
from werkbedrijf.lib.dates import date_words, day_of
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


def can_record_for(user: Any, party: Party) -> bool:
    """Write down what a party did: the secretariat, and who reads for that party (its council or board)."""
    return is_secretariat(user) or reader_parties(user).filter(pk=party.pk).exists()


@transaction.atomic
def record_uptake(
    decision: Decision,
    party: Party,
    by: Person,
    *,
    kind: str,
    taken_on: date,
    reference: str,
    now: datetime | None = None,
) -> Uptake:
    """That a party took a decision over, by which act of its own, on which day, under which reference.

    Raises NotAllowed, DomainError (a municipal act of another party; a day before the decision or to come), Conflict
    when it was recorded before. Source: articles 3d and 9.
    """
    at = now or timezone.now()
    _refuse_others(by, party)
    if kind not in UptakeKind.values:
        raise DomainError("Kies de soort van het besluit.")
    if kind != UptakeKind.OWN and party.kind != PartyKind.MUNICIPALITY:
        raise DomainError("Alleen een gemeente neemt een collegebesluit of verordening. Kies eigen besluit.")
    if not reference.strip():
        raise DomainError("Vul het kenmerk van het besluit in.")
    _refuse_day(decision, taken_on, at)
    try:
        with transaction.atomic():
            uptake = Uptake.objects.create(
                decision=decision,
                party=party,
                kind=kind,
                taken_on=taken_on,
                reference=reference.strip(),
                recorded_by=by,
                recorded_at=at,
            )
    except IntegrityError:
        raise Conflict("Dit is al vastgelegd.") from None
    facts = {"uptake": uptake.pk, "decision": decision.number, "party": party.slug, "kind": kind}
    append_event("uptake_recorded", by, facts, at)
    return uptake


@transaction.atomic
def delete_uptake(uptake: Uptake, by: Person, *, now: datetime | None = None) -> None:
    """Take away what was recorded by mistake; the ledger keeps that it stood here."""
    locked = Uptake.objects.select_for_update().select_related("party", "decision").get(pk=uptake.pk)
    _refuse_others(by, locked.party)
    facts = {"uptake": locked.pk, "decision": locked.decision.number, "party": locked.party.slug}
    append_event("uptake_deleted", by, facts, now)
    locked.delete()


@transaction.atomic
def ask_consent(
    decision: Decision, parties: Iterable[Party], by: Person, *, asked_on: date, now: datetime | None = None
) -> list[Consent]:
    """Submit a decision to parties for agreement (accordering). Raises Conflict for one that was asked before."""
    at = now or timezone.now()
    if not is_secretariat(by):
        raise NotAllowed("Alleen het secretariaat legt een besluit ter accordering voor.")
    chosen = list(parties)
    if not chosen:
        raise DomainError("Kies aan welke partijen het besluit wordt voorgelegd.")
    _refuse_day(decision, asked_on, at)
    before = Consent.objects.filter(decision=decision, party__in=chosen).select_related("party").first()
    if before is not None:
        raise Conflict(f"Dit besluit is al voorgelegd aan {before.party}.")
    consents = [
        Consent.objects.create(decision=decision, party=party, asked_on=asked_on, recorded_by=by)
        for party in chosen
    ]
    facts = {"decision": decision.number, "parties": [party.slug for party in chosen]}
    append_event("consent_asked", by, facts, at)
    return consents


@transaction.atomic
def answer_consent(
    consent: Consent,
    by: Person,
    *,
    state: str,
    answered_on: date,
    remark: str = "",
    now: datetime | None = None,
) -> Consent:
    """A party's answer; a later answer replaces it, and the ledger keeps both."""
    at = now or timezone.now()
    locked = Consent.objects.select_for_update().select_related("party", "decision").get(pk=consent.pk)
    _refuse_others(by, locked.party)
    if state not in (ConsentState.AGREED, ConsentState.REFUSED):
        raise DomainError("Kies akkoord of niet akkoord.")
    if answered_on < locked.asked_on:
        raise DomainError(
            f"Het besluit is voorgelegd op {date_words(locked.asked_on)}. Kies die dag of een latere."
        )
    if answered_on > day_of(at):
        raise DomainError("Deze dag moet nog komen. Kies de dag van het antwoord.")
    locked.state, locked.answered_on, locked.remark = state, answered_on, remark.strip()
    locked.recorded_by = by
    locked.save()
    facts = {"decision": locked.decision.number, "party": locked.party.slug, "state": state}
    append_event("consent_answered", by, facts, at)
    return locked


def _refuse_others(by: Person, party: Party) -> None:
    if not can_record_for(by, party):
        raise NotAllowed(f"Alleen het secretariaat en {party} leggen dit vast.")


def _refuse_day(decision: Decision, day: date, at: datetime) -> None:
    decided = day_of(decision.decided_at)
    if day < decided:
        raise DomainError(f"Het besluit is van {date_words(decided)}. Kies die dag of een latere.")
    if day > day_of(at):
        raise DomainError("Deze dag moet nog komen. Kies de dag waarop het is gebeurd.")
