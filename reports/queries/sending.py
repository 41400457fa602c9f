"""Verslag: verzenden. Did everybody get it? Per recipient the copy, the messages about it, and what came of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from governance.enums import MailState, Role
from governance.models import OwedMail, Person, RoleAssignment
from governance.permissions import today
from reports.domain.deadline import deadline_of
from reports.enums import ReportState
from reports.models import AnnualReport, Delivery


def current_readers() -> QuerySet[RoleAssignment]:
    """Everybody who receives the verslag for a party today."""
    return RoleAssignment.objects.current(today()).filter(role=Role.PARTY_READER)


_REFERENCE = re.compile(r"^verslag-\d+-\d+-([0-9a-f-]{36})(?:-(\d+))?$")


def release_reference(delivery: Delivery, number: int) -> str:
    """The mark of the message about a copy: number 1 goes with the release, what is sent again counts on."""
    again = "" if number == 1 else f"-{number}"
    return f"{_prefix(delivery.report)}{delivery.pk}{again}"


def _prefix(report: AnnualReport) -> str:
    return f"verslag-{report.year}-{report.edition}-"


def _about(reference: str) -> tuple[UUID | None, int]:
    """Which copy a mark of `release_reference` is about, and its number; None for another message."""
    found = _REFERENCE.match(reference)
    return (UUID(found[1]), int(found[2] or 1)) if found else (None, 0)


@dataclass(frozen=True)
class Addressee:
    """One person who receives a copy for a party, and the message sent last, None when there is none."""

    person: Person
    mail: OwedMail | None
    first_sent_at: datetime | None  # the moment that counts for article 12, also after sending again
    after_last_day: bool

    @property
    def is_sent(self) -> bool:
        return self.first_sent_at is not None

    @property
    def is_owed(self) -> bool:
        return self.mail is not None and self.mail.state == MailState.OWED

    @property
    def is_failed(self) -> bool:
        return self.mail is not None and self.mail.state == MailState.FAILED

    @property
    def address(self) -> str:
        """Where it went or was refused; before that, where it will go."""
        return (self.mail.used_address if self.mail else "") or self.person.email

    @property
    def sent_again_at(self) -> datetime | None:
        sent = self.mail.sent_at if self.mail else None
        return sent if sent != self.first_sent_at else None


@dataclass(frozen=True)
class Recipient:
    """One party that receives the verslag: its copy, and who reads it."""

    delivery: Delivery
    addressees: tuple[Addressee, ...]
    next_number: int  # of the message that would be sent now

    @property
    def is_owed(self) -> bool:
        return any(one.is_owed for one in self.addressees)

    @property
    def can_be_told(self) -> bool:
        """Nothing waits to be sent to somebody already."""
        return not self.addressees or not all(one.is_owed for one in self.addressees)

    @property
    def is_reached(self) -> bool:
        """Somebody of this party was told, or did not need to be."""
        return self.delivery.first_downloaded_at is not None or any(one.is_sent for one in self.addressees)


@dataclass(frozen=True)
class Sending:
    """All recipients of an edition, in the order of their copies."""

    recipients: tuple[Recipient, ...]

    @property
    def reached(self) -> int:
        return sum(one.is_reached for one in self.recipients)

    @property
    def waiting(self) -> int:
        return sum(one.is_owed and not one.is_reached for one in self.recipients)

    @property
    def is_moving(self) -> bool:
        """A message is about to be sent for the first time: news comes by itself and soon."""
        return any(
            one.is_owed and one.mail is not None and not one.mail.last_error
            for recipient in self.recipients
            for one in recipient.addressees
        )

    @property
    def fingerprint(self) -> str:
        """Changes when a message was tried, went or was added."""
        rows = "|".join(
            f"{one.mail.pk}{one.mail.state}{one.mail.attempts}" if one.mail else "-"
            for recipient in self.recipients
            for one in recipient.addressees
        )
        return sha256(rows.encode()).hexdigest()[:16]

    @property
    def missed(self) -> list[str]:
        """Recipients whom nothing reaches unless somebody does something."""
        return [one.delivery.party.name for one in self.recipients if not (one.is_reached or one.is_owed)]

    @property
    def is_complete(self) -> bool:
        return self.reached == len(self.recipients)

    @property
    def sentence(self) -> str:
        """How it stands, in a sentence that only changes when there is news (it is read aloud)."""
        total = len(self.recipients)
        if self.is_complete:
            return f"Het bericht is verzonden aan alle {total} ontvangers."
        words = [f"Het bericht is verzonden aan {self.reached} van {total} ontvangers"]
        if self.waiting:
            words.append(f"{self.waiting} {'wacht' if self.waiting == 1 else 'wachten'} op verzending")
        if self.missed:
            words.append(f"het ging niet naar {', '.join(self.missed)}")
        return "; ".join(words) + "."


def sending_of(report: AnnualReport, deliveries: Iterable[Delivery]) -> Sending:
    """The messages about these copies of an edition, in two queries."""
    last_day = deadline_of(report.year)
    mails: dict[UUID | None, list[tuple[int, OwedMail]]] = defaultdict(list)
    about = OwedMail.objects.filter(reference__startswith=_prefix(report), person__isnull=False)
    for mail in about.select_related("person").order_by("pk"):
        pk, number = _about(mail.reference)
        mails[pk].append((number, mail))
    readers: dict[int | None, list[Person]] = defaultdict(list)
    for role in current_readers().select_related("person").order_by("person__name"):
        readers[role.party_id].append(role.person)
    return Sending(
        tuple(
            Recipient(
                delivery,
                _addressees(mails[delivery.pk], readers[delivery.party_id], last_day),
                max((number for number, _ in mails[delivery.pk]), default=0) + 1,
            )
            for delivery in deliveries
        )
    )


def first_sent() -> dict[UUID, datetime]:
    """Of the released copies of which it was not noted yet: when the first message about each went. Two queries."""
    released = Delivery.objects.filter(report__state=ReportState.RELEASED, sent_at=None)
    unnoted = set(released.values_list("pk", flat=True))
    found: dict[UUID, datetime] = {}
    if unnoted:
        sent = OwedMail.objects.filter(reference__startswith="verslag-", sent_at__isnull=False)
        for reference, at in sent.order_by("sent_at").values_list("reference", "sent_at"):
            pk, _ = _about(reference)
            if pk in unnoted and pk is not None and at is not None:
                found.setdefault(pk, at)
    return found


def _addressees(
    mails: list[tuple[int, OwedMail]], readers: list[Person], last_day: date
) -> tuple[Addressee, ...]:
    """Who reads today, and who did when it was sent."""
    people = {person.pk: person for person in readers}
    sent: dict[int, list[OwedMail]] = defaultdict(list)
    for _, mail in sorted(mails, key=lambda pair: pair[0]):
        if mail.person is not None:
            people.setdefault(mail.person.pk, mail.person)
            sent[mail.person.pk].append(mail)
    return tuple(_addressee(person, sent[pk], last_day) for pk, person in people.items())


def _addressee(person: Person, mails: list[OwedMail], last_day: date) -> Addressee:
    """mails: to this person about one copy, the first one first."""
    first = min((mail.sent_at for mail in mails if mail.sent_at), default=None)
    late = first is not None and timezone.localtime(first).date() > last_day
    return Addressee(person, mails[-1] if mails else None, first, late)
