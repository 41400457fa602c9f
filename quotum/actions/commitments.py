"""Commitments of employers: recorded once, then lines that say what became of them. Nothing is changed or erased."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Location, Party, Person
from quotum.actions.employers import employer_of
from quotum.domain.commitments import (
    check_change,
    check_commitment,
    check_correction,
    check_fulfilment,
    check_reopening,
    check_withdrawal,
)
from quotum.domain.employers import name_key
from quotum.enums import EntryKind
from quotum.models import Commitment, CommitmentEntry, Sector
from quotum.permissions.employers import can_record_commitments
from quotum.queries.commitments import commitment_facts, entry_facts, similar_commitments
from werkbedrijf.lib.dates import day_of
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


class PossibleDuplicate(Conflict):
    """There are commitments that may be the same one: a question to who records it, never a refusal for good."""

    def __init__(self, similar: Sequence[Commitment]) -> None:
        super().__init__("Is dit dezelfde toezegging? Er staat er al een die erop lijkt.")
        self.similar = similar


@transaction.atomic
def record_commitment(
    by: Person,
    *,
    employer_name: str,
    sector: Sector,
    place: Party | Location,
    jobs: int,
    starts_on: date,
    source: str,
    kvk_number: str = "",
    is_example: bool = False,
    distinct_from: Collection[int] = (),
    now: datetime | None = None,
) -> Commitment:
    """Write down that an employer promised so many jobs; the employer is added when it is not there yet.

    kvk_number: eight digits or "". distinct_from: the commitments of which `by` said that they are other ones.
    Raises NotAllowed, DomainError for what cannot be, PossibleDuplicate for what may stand here already.
    """
    at = now or timezone.now()
    take_ledger_head()  # two people entering the same commitment must see each other's
    _refuse_others(by)
    if not name_key(employer_name):
        raise DomainError("Vul de naam van de organisatie in, met letters of cijfers.")
    if not source.strip():
        raise DomainError("Schrijf hoe de toezegging is gedaan, bijvoorbeeld: brief van 3 maart.")
    check_commitment(jobs, starts_on)
    similar = similar_commitments(employer_name, kvk_number, sector, starts_on)
    if any(one.pk not in distinct_from for one in similar):
        raise PossibleDuplicate(similar)
    employer = employer_of(employer_name, kvk_number, is_example)
    commitment = Commitment.objects.create(
        employer=employer,
        sector=sector,
        municipality=place if isinstance(place, Party) else None,
        location=place if isinstance(place, Location) else None,
        jobs=jobs,
        starts_on=starts_on,
        source=source.strip(),
        recorded_by=by,
        recorded_at=at,
        is_example=is_example,
    )
    append_event("commitment_recorded", by, commitment_facts(commitment), at)
    return commitment


@transaction.atomic
def fulfil_commitment(
    commitment: Commitment, by: Person, *, jobs: int, on: date, note: str = "", now: datetime | None = None
) -> CommitmentEntry:
    """So many of the promised jobs were filled on that day."""
    at = now or timezone.now()
    locked = _locked(commitment, by)
    check_fulfilment(locked.standing, jobs, on, day_of(at))
    return _add(locked, EntryKind.FULFILLED, by, at, on=on, jobs=jobs, note=note)


@transaction.atomic
def correct_fulfilment(
    entry: CommitmentEntry, by: Person, *, jobs: int, note: str, now: datetime | None = None
) -> CommitmentEntry:
    """The line said another number of jobs than was filled: a new line makes up for the difference.

    jobs: how many it should have said; 0 when nothing was filled. note: why, which is asked for.
    """
    at = now or timezone.now()
    locked = _locked(entry.commitment, by)
    if entry.kind != EntryKind.FULFILLED:
        raise DomainError("Alleen een regel met ingevulde banen is te corrigeren.")
    _ask_reason(note, "Schrijf waarom het aantal niet klopte.")
    was = entry.jobs + sum(entry.corrections.values_list("jobs", flat=True))
    difference = check_correction(locked.standing, was, jobs)
    return _add(locked, EntryKind.CORRECTED, by, at, on=entry.on, jobs=difference, corrects=entry, note=note)


@transaction.atomic
def change_commitment(
    commitment: Commitment, by: Person, *, jobs: int, note: str, now: datetime | None = None
) -> CommitmentEntry:
    """The employer promises another number. jobs: the new number as a whole."""
    at = now or timezone.now()
    locked = _locked(commitment, by)
    _ask_reason(note, "Schrijf waarom het aantal verandert.")
    difference = check_change(locked.standing, jobs)
    return _add(locked, EntryKind.CHANGED, by, at, on=day_of(at), jobs=difference, note=note)


@transaction.atomic
def withdraw_commitment(
    commitment: Commitment, by: Person, *, on: date, note: str, now: datetime | None = None
) -> CommitmentEntry:
    """The employer takes back what was not filled yet. What was filled keeps counting."""
    at = now or timezone.now()
    locked = _locked(commitment, by)
    _ask_reason(note, "Schrijf waarom de toezegging wordt ingetrokken.")
    check_withdrawal(locked.standing, on, day_of(at))
    return _add(locked, EntryKind.WITHDRAWN, by, at, on=on, note=note)


@transaction.atomic
def reopen_commitment(
    commitment: Commitment, by: Person, *, note: str, now: datetime | None = None
) -> CommitmentEntry:
    """It was not withdrawn after all."""
    at = now or timezone.now()
    locked = _locked(commitment, by)
    _ask_reason(note, "Schrijf waarom de toezegging toch geldt.")
    check_reopening(locked.standing)
    return _add(locked, EntryKind.REOPENED, by, at, on=day_of(at), note=note)


def _locked(commitment: Commitment, by: Person) -> Commitment:
    """The commitment as it stands, with its row locked: two lines at once are one after the other."""
    _refuse_others(by)
    Commitment.objects.select_for_update().get(pk=commitment.pk)
    return Commitment.objects.with_standing().get(pk=commitment.pk)


def _add(
    commitment: Commitment,
    kind: EntryKind,
    by: Person,
    at: datetime,
    *,
    on: date,
    jobs: int = 0,
    note: str = "",
    corrects: CommitmentEntry | None = None,
) -> CommitmentEntry:
    entry = CommitmentEntry.objects.create(
        commitment=commitment, kind=kind, on=on, jobs=jobs, note=note.strip(), corrects=corrects, by=by, at=at
    )
    append_event("commitment_entry_added", by, entry_facts(entry), at)
    return entry


def _ask_reason(note: str, sentence: str) -> None:
    if not note.strip():
        raise DomainError(sentence)


def _refuse_others(by: Person) -> None:
    if not can_record_commitments(by):
        raise NotAllowed("Alleen de zetel van de werkgevers en het secretariaat leggen toezeggingen vast.")
