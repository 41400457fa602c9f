"""Reminders of actions by e-mail: a week before, on the day, and each week that it is late. Left as owed, once each.

A mail of a confidential item says that something is due, not what: it can be read only after signing in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from governance.domain.due import WEEK, due_words, reminder_stage
from governance.enums import ActionKind, OwnerKind, Role, SeatCapacity
from governance.models import Action, OwedMail, Party, Person, RoleAssignment, SeatTerm
from werkbedrijf.lib.dates import date_words, long_day


@transaction.atomic
def owe_reminders(on: date) -> int:
    """Leave every reminder that is due on day `on` and was not left before; gives how many. Run twice, none.

    Actions of the example are nobody's: nothing is owed for them.
    """
    due = Action.objects.with_owner().open().filter(due_on__lte=on + timedelta(days=WEEK), is_example=False)
    book = _AddressBook(on)
    mails = [
        OwedMail(
            person=person,
            address=address,
            reference=f"action-{action.pk}-{action.due_on.isoformat()}-{reminder_stage(action.due_on, on)}",
            subject=_subject(action, on)[:200],
            body=_body(action, on, forward=person in book.secretariat and person != action.person),
        )
        for action in due.select_related("item")
        for person, address in book.recipients(action)
    ]
    references = {mail.reference for mail in mails}
    before = set(
        OwedMail.objects.filter(reference__in=references).values_list("reference", "person", "address")
    )
    new = [mail for mail in mails if (mail.reference, mail.person_id, mail.address) not in before]
    OwedMail.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


Recipient = tuple[Person | None, str]


@dataclass
class _AddressBook:
    """Who is to be reminded on day `on`, read once for all actions."""

    on: date
    holders: dict[int, list[Person]] = field(default_factory=dict)
    by_party: dict[int, list[Person]] = field(default_factory=dict)
    by_email: dict[str, Person] = field(default_factory=dict)
    secretariat: list[Person] = field(default_factory=list)

    def __post_init__(self) -> None:
        terms = SeatTerm.objects.current(self.on).filter(capacity=SeatCapacity.HOLDER, person__is_active=True)
        for term in terms.select_related("person", "seat").prefetch_related("seat__parties"):
            self.holders.setdefault(term.seat_id, []).append(term.person)
            for party in term.seat.parties.all():
                self.by_party.setdefault(party.pk, []).append(term.person)
        contacts = Party.objects.exclude(contact_email="").values_list("contact_email", flat=True)
        people = Person.objects.filter(is_active=True, email__in=[one.lower() for one in contacts])
        self.by_email = {person.email.lower(): person for person in people}
        roles = RoleAssignment.objects.current(self.on).filter(role=Role.SECRETARIAT)
        self.secretariat = [role.person for role in roles.select_related("person")]

    def recipients(self, action: Action) -> list[Recipient]:
        """The person, the holder of the seat, or the contact of the party; else who can pass it on: the secretariat."""
        found: Iterable[Person] = ()
        if action.person is not None:
            found = [action.person] if action.person.is_active else []
        elif action.seat_id is not None:
            found = self.holders.get(action.seat_id, ())
        elif action.party is not None:
            contact = action.party.contact_email.lower()
            if contact:
                person = self.by_email.get(contact)
                return [(person, "") if person else (None, contact)]
            found = self.by_party.get(action.party.pk, ())
        return [(person, "") for person in found] or [(person, "") for person in self.secretariat]


def _is_secret(action: Action) -> bool:
    return action.item is not None and action.item.is_confidential


def _subject(action: Action, on: date) -> str:
    what = "een vertrouwelijke actie" if _is_secret(action) else action.what
    return f"Actie {due_words(action.due_on, on)}: {what}"


def _body(action: Action, on: date, *, forward: bool) -> str:
    """The words of a reminder. forward: to the secretariat, for an owner who cannot be reached."""
    kind = "Deze toezegging" if action.kind == ActionKind.COMMITMENT else "Dit actiepunt"
    if forward:
        opening = f"{kind} is van {action.owner_name}; daar is geen adres van bekend. Geeft u het door?"
    elif action.owner_kind == OwnerKind.PERSON:
        opening = f"{kind} staat op uw naam."
    else:
        opening = f"{kind} is van {action.owner_name}."
    lines = [opening, ""]
    if _is_secret(action):
        lines.append("Wat u moet doen, is vertrouwelijk. U leest het na het aanmelden.")
    else:
        lines.append(action.what)
        lines += [f"Voorwaarde: {action.condition}"] if action.condition else []
    moved = f" (eerst afgesproken: {date_words(action.first_due_on)})" if action.was_moved else ""
    lines += [
        f"Uiterlijk {long_day(action.due_on)}{moved}: {due_words(action.due_on, on)}.",
        "",
        f"Meld hier hoe het ervoor staat: {settings.SITE_URL}{action.get_absolute_url()}",
    ]
    return "\n".join(lines) + "\n"
