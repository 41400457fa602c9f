"""Twente with people, contributions and editions of the verslag, for tests. People are called after their function."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings

from governance.actions import close_meeting, close_vote
from governance.enums import Role, SeatCapacity
from governance.models import Article, Decision, Party, Person, RoleAssignment, Seat, SeatTerm
from reports.actions import open_report, record_contribution
from reports.enums import DeliveryState, ReportState
from reports.models import AnnualReport, Delivery
from reports.twente.loading import load_twente
from tests.governance.factories import Board, cast_all, make_draft, make_meeting, make_open_vote
from tests.replay import replayed
from werkbedrijf.printing.files import store

START = date(2014, 12, 12)
YEAR = 2025
AFTER_YEAR = datetime(2026, 1, 20, 9, tzinfo=UTC)  # in the six weeks after 2025
DURING_YEAR = datetime(2025, 11, 23, 9, tzinfo=UTC)


@dataclass
class Twente:
    """The parties with a reader each, and who makes and releases."""

    secretary: Person
    observer: Person
    seats: dict[str, Person]  # who holds each of the eight seats, by its slug
    readers: dict[str, Person] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)

    @property
    def chair(self) -> Person:
        return self.seats["voorzitter"]

    @property
    def vice_chair(self) -> Person:
        """Vice-chair once choose_vice_chair has been called; before that a member."""
        return self.seats["hengelo"]

    @property
    def member(self) -> Person:
        return self.seats["almelo"]

    @property
    def councils(self) -> list[str]:
        return [slug for slug, party in self.parties.items() if party.kind == "municipality"]


def make_person(name: str, *roles: str, party: Party | None = None) -> Person:
    """Somebody who can sign in, with these roles since the agreement."""
    person = Person.objects.create_user(f"{name.lower().replace(' ', '-')}@voorbeeld.example", name=name)
    for role in roles:
        RoleAssignment.objects.create(person=person, role=role, party=party, starts_on=START)
    return person


def seat_person(seat: Seat, name: str) -> Person:
    person = make_person(name)
    SeatTerm.objects.create(seat=seat, person=person, capacity=SeatCapacity.HOLDER, starts_on=START)
    return person


@replayed
def make_twente() -> Twente:
    """What every installation for Twente starts with, people for its parties and seats, and hours for every party."""
    load_twente()
    twente = Twente(
        secretary=make_person("Secretariaat", Role.SECRETARIAT),
        observer=make_person("Toehoorder", Role.OBSERVER),
        seats={seat.slug: seat_person(seat, f"Lid {seat.slug}") for seat in Seat.objects.all()},
        parties={party.slug: party for party in Party.objects.order_by("name")},
    )
    for slug, party in twente.parties.items():
        twente.readers[slug] = make_person(f"Lezer {slug}", Role.PARTY_READER, party=party)
        record_contribution(
            party, YEAR, "Vergaderen", planned_hours=100, delivered_hours=90, is_example=True, now=AFTER_YEAR
        )
    return twente


@replayed
def hold_meeting(twente: Twente, starts_at: datetime) -> Decision:
    """A meeting held by the real acts, in which all eight seats make Hengelo's holder vice-chair."""
    seats = {seat.slug: seat for seat in Seat.objects.all()}
    board = Board(seats, twente.seats, twente.secretary, Article.objects.get(version__number=1, number=4))
    meeting = make_meeting(board, adopts=[make_draft(board, "hengelo")], starts_at=starts_at)
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, twente.secretary)
    close_meeting(meeting, twente.secretary)
    return Decision.objects.get(vote=vote)


@replayed
def open_edition(twente: Twente, year: int = YEAR, now: datetime = AFTER_YEAR) -> AnnualReport:
    """An edition as the secretariat opens it: figures frozen, nineteen copies owed."""
    return open_report(year, twente.secretary, now=now)


def hand_in(delivery: Delivery, content: bytes | None = None) -> Delivery:
    """Give a copy a small file, as if it were made: for tests that are not about how a PDF is made."""
    content = content or f"%PDF-1.7 voor {delivery.party.slug}".encode()
    file = f"verslagen/test/{delivery.pk}.pdf"
    store(Path(settings.MEDIA_ROOT) / file, content)
    delivery.state, delivery.file, delivery.size, delivery.pages = DeliveryState.MADE, file, len(content), 14
    delivery.sha256, delivery.made_at = hashlib.sha256(content).hexdigest(), AFTER_YEAR
    delivery.save()
    return delivery


def make_edition(twente: Twente, year: int = YEAR, now: datetime = AFTER_YEAR) -> AnnualReport:
    """An edition of which every copy lies ready."""
    report = open_edition(twente, year, now)
    for delivery in report.deliveries.select_related("party"):
        hand_in(delivery)
    report.state = ReportState.MADE
    report.save()
    return report
