"""The ledger held against the tables, both ways: an event without its row, a row without its event, other facts.

An app compares its own rows: it registers a function, imported from `AppConfig.ready`, so that governance needs no
import of its neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from governance.enums import VoteState
from governance.models import (
    Attendance,
    Ballot,
    Decision,
    LedgerEvent,
    Meeting,
    PaperCount,
    ProposalVersion,
    Vote,
    adoptable_models,
    stored_document_models,
)
from governance.queries.decisions import decision_effects
from governance.queries.evidence import (
    ballot_facts,
    closing_facts,
    decision_facts,
    event_record,
    opening_facts,
    paper_facts,
    roster_facts,
)
from governance.queries.ledger import ledger_head
from werkbedrijf.lib.canonical import content_hash
from werkbedrijf.printing.files import FileDamaged, read_checked

Events = Mapping[str, list[LedgerEvent]]
Facts = Mapping[Any, Any]  # what identifies a row, to what the ledger or the table says of it
Comparison = Callable[[Events], tuple[str, Facts, Facts]]

_comparisons: dict[str, Comparison] = {}


def compares(function: Comparison) -> Comparison:
    """Registers `fn(events by kind) -> (what a row is called, facts in the ledger, facts in the tables)`."""
    _comparisons[f"{function.__module__}.{function.__qualname__}"] = function
    return function


def differences() -> Iterator[str]:
    """A Dutch sentence for each thing that is not as the ledger says; none when all is well."""
    events = list(LedgerEvent.objects.order_by("sequence"))
    yield from _chain(events)
    by_kind: dict[str, list[LedgerEvent]] = defaultdict(list)
    for event in events:
        by_kind[event.kind].append(event)
    for place, comparison in _comparisons.items():
        try:
            name, logged, stored = comparison(by_kind)
        except (
            KeyError,
            TypeError,
        ):  # somebody emptied an event: the chain says which, and the rest is still compared
            yield f"Het logboek mist feiten die nodig zijn om te vergelijken ({place})."
            continue
        for key in [*logged, *(key for key in stored if key not in logged)]:
            if key not in stored:
                yield f"{name} {_words(key)}: wel in het logboek, niet in de tabellen."
            elif key not in logged:
                yield f"{name} {_words(key)}: wel in de tabellen, niet in het logboek."
            elif content_hash(logged[key]) != content_hash(stored[key]):
                yield f"{name} {_words(key)}: in de tabellen anders dan in het logboek."
    yield from _contents()
    yield from _damaged_documents()


def _words(key: Any) -> str:
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _chain(events: list[LedgerEvent]) -> Iterator[str]:
    previous = "0" * 64
    for place, event in enumerate(events, start=1):
        record = event_record(event)
        sha256 = record.pop("sha256")
        if (event.sequence, event.previous_sha256) != (place, previous):
            yield f"Gebeurtenis {event.sequence}: sluit niet aan op de vorige."
        if content_hash(record) != sha256:
            yield f"Gebeurtenis {event.sequence}: het controlegetal hoort niet bij de feiten."
        previous = sha256
    head = ledger_head()
    if (head.sequence, head.sha256) != (len(events), previous):
        yield "De kop van het logboek is niet de laatste gebeurtenis."


@compares
def opened_votes(events: Events) -> tuple[str, Facts, Facts]:
    stored = {vote.pk: opening_facts(vote) for vote in _votes()}
    return "Opening van stemming", _by_vote(events["vote_opened"]), stored


@compares
def rosters(events: Events) -> tuple[str, Facts, Facts]:
    return (
        "Rooster van stemming",
        _by_vote(events["roster_frozen"]),
        {vote.pk: roster_facts(vote) for vote in _votes()},
    )


@compares
def outcomes(events: Events) -> tuple[str, Facts, Facts]:
    """The last count of each vote, or that it was broken off."""
    ends = sorted(
        (e for kind in ("vote_tied", "vote_closed", "vote_broken_off") for e in events[kind]),
        key=lambda e: e.sequence,
    )
    stored = {}
    for vote in _votes():
        if vote.state == VoteState.BROKEN_OFF:
            stored[vote.pk] = {"vote": vote.pk}
        elif vote.state != VoteState.OPEN:
            stored[vote.pk] = closing_facts(vote)
    return "Uitslag van stemming", _by_vote(ends), stored


@compares
def ballots(events: Events) -> tuple[str, Facts, Facts]:
    logged = [{k: v for k, v in e.facts.items() if k != "entry"} for e in events["ballot_cast"]]
    stored = [ballot_facts(b) for b in Ballot.objects.select_related("vote_seat__seat").order_by("pk")]
    keyed = [
        {(f["vote"], f["seat"], f["sequence"]): f for f in facts if f.get("seat")}
        for facts in (logged, stored)
    ]
    return "Stem (stemming, zetel, volgnummer)", keyed[0], keyed[1]


@compares
def paper_counts(events: Events) -> tuple[str, Facts, Facts]:
    states = {
        event.facts["count"]: state
        for state in ("rejected", "confirmed")
        for event in events[f"paper_count_{state}"]
    }
    logged = {
        e.facts["count"]: e.facts | {"state": states.get(e.facts["count"])}
        for e in events["paper_count_entered"]
    }
    stored = {
        count.pk: paper_facts(count)
        | {"state": "rejected" if count.rejected_at else "confirmed" if count.confirmed_at else None}
        for count in PaperCount.objects.order_by("pk")
    }
    return "Telling op papier", logged, stored


@compares
def decisions(events: Events) -> tuple[str, Facts, Facts]:
    """Each decision, with everything of every app that it put in force."""
    stored = {d.number: decision_facts(d, decision_effects(d)) for d in Decision.objects.order_by("pk")}
    return "Besluit", {e.facts["decision"]: e.facts for e in events["decision_made"]}, stored


@compares
def meetings(events: Events) -> tuple[str, Facts, Facts]:
    logged = {
        (e.facts["meeting"], kind): True
        for kind in ("meeting_opened", "meeting_closed")
        for e in events[kind]
    }
    stored = {(m.pk, "meeting_opened"): True for m in Meeting.objects.filter(opened_at__isnull=False)}
    stored |= {(m.pk, "meeting_closed"): True for m in Meeting.objects.filter(closed_at__isnull=False)}
    return "Vergadering", logged, stored


@compares
def attendance(events: Events) -> tuple[str, Facts, Facts]:
    """How often a seat came into a meeting."""
    logged: dict[Any, int] = defaultdict(int)
    stored: dict[Any, int] = defaultdict(int)
    for event in events["seat_arrived"]:
        logged[event.facts["meeting"], event.facts["seat"]] += 1
    for row in Attendance.objects.select_related("seat").order_by("pk"):
        stored[row.meeting_id, row.seat.slug] += 1
    return "Aanwezigheid (vergadering, zetel)", logged, stored


@compares
def documents(events: Events) -> tuple[str, Facts, Facts]:
    """Every file that was kept, of every app, by its hash."""
    logged = {
        event.facts["file_sha256"]: True
        for found in events.values()
        for event in found
        if "file_sha256" in event.facts
    }
    stored = {
        document.sha256: True
        for model in stored_document_models()
        for document in model._default_manager.exclude(file="").order_by("pk")
    }
    return "Document", logged, stored


def _votes() -> list[Vote]:
    found = Vote.objects.order_by("pk").select_related("item", "proposal_version", "point", "rule_set")
    return list(found.prefetch_related("seats__seat"))


def _by_vote(events: list[LedgerEvent]) -> Facts:
    return {event.facts["vote"]: event.facts for event in events if isinstance(event.facts.get("vote"), int)}


def _contents() -> Iterator[str]:
    """What is stored with a hash has that hash: texts voted on, decisions, everything that was adopted."""
    for version in ProposalVersion.objects.filter(votes__isnull=False).distinct().order_by("pk"):
        if content_hash(version.content) != version.sha256:
            yield f"Voorstel {version.proposal_id}, versie {version.number}: de tekst heeft een andere hash."
    for decision in Decision.objects.select_related("vote__proposal_version").order_by("pk"):
        words = {
            "text": decision.text,
            "sentence": decision.sentence,
            "version": decision.vote.proposal_version.sha256,
        }
        if content_hash(words) != decision.text_sha256:
            yield f"Besluit {decision.number}: de tekst heeft een andere hash."
    for model in adoptable_models():
        for row in model._default_manager.filter(decision__isnull=False).order_by("pk"):
            if row.compute_hash() != row.content_sha256:
                yield f"{row.effect_sentence()}: anders dan is vastgesteld."


def _damaged_documents() -> Iterator[str]:
    for model in stored_document_models():
        for document in model._default_manager.exclude(file="").order_by("pk"):
            try:
                read_checked(document.path, document.sha256)
            except FileDamaged:
                yield f"Document {document}: het bestand is er niet, of is niet meer zoals het is gemaakt."
