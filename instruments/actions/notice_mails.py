"""What is owed by e-mail around a notice: that there is one, an answer, reminders. A mail never says on what or why.

Reminders as those of actions (governance/actions/reminders.py): a week before, on the day, then once a week.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from governance.domain.due import WEEK, due_words, reminder_stage
from governance.enums import PartyKind, Role, SeatCapacity
from governance.models import OwedMail, Party, Person, RoleAssignment, SeatTerm
from instruments.models import Notice
from werkbedrijf.lib.dates import long_day


@transaction.atomic
def owe_notice_reminders(on: date) -> int:
    """Leave every reminder that is due on day `on` and was not left before; gives how many. Run twice, none."""
    due = Notice.objects.of_party_to_act().filter(due_on__lte=on + timedelta(days=WEEK))
    return sum(
        owe_to_party(notice, f"{notice.due_on}-{reminder_stage(notice.due_on, on)}", on)
        for notice in due.select_related("party")
        if notice.due_on is not None
    )


def owe_to_party(notice: Notice, stage: str, on: date) -> int:
    """To everybody who speaks for the party; to the secretariat when nobody does. Gives how many are new."""
    people = speakers_for(notice.party, on) or _secretariat(on)
    days = f" Uiterlijk {long_day(notice.due_on)}: {due_words(notice.due_on, on)}." if notice.due_on else ""
    return _owe(
        notice, stage, people, f"Het bestuur van Werkbedrijf Twente spreekt {notice.party} aan.{days}"
    )


def owe_to_secretariat(notice: Notice, stage: str, on: date) -> int:
    """That a party answered. Gives how many are new."""
    return _owe(notice, stage, _secretariat(on), f"{notice.party} heeft geantwoord op het aanspreken.")


def speakers_for(party: Party, on: date) -> list[Person]:
    """Who speaks for a party on day `on`: its own accounts, the holder of its seat, and staff of UWV for UWV."""
    roles = RoleAssignment.objects.current(on)
    own = roles.filter(role=Role.PARTY_READER, party=party)
    if party.kind == PartyKind.UWV:
        own |= roles.filter(role=Role.UWV_STAFF)
    held = SeatTerm.objects.current(on).filter(capacity=SeatCapacity.HOLDER, seat__parties=party)
    keys = {*own.values_list("person", flat=True), *held.values_list("person", flat=True)}
    return list(Person.objects.filter(pk__in=keys, is_active=True).order_by("pk"))


def _secretariat(on: date) -> list[Person]:
    roles = RoleAssignment.objects.current(on).filter(role=Role.SECRETARIAT)
    return [role.person for role in roles.select_related("person").order_by("pk")]


def _owe(notice: Notice, stage: str, people: Iterable[Person], opening: str) -> int:
    """Leave the mails once each. A notice of the example is nobody's: nothing is owed for it."""
    if notice.is_example:
        return 0
    reference = f"notice-{notice.pk}-{stage}"
    before = set(OwedMail.objects.filter(reference=reference).values_list("person", flat=True))
    body = f"{opening}\n\nWaarop en waarom leest u na het aanmelden: {settings.SITE_URL}{notice.get_absolute_url()}\n"
    mails = [
        OwedMail(person=person, reference=reference, subject="Aanspreken (artikel 9)", body=body)
        for person in people
        if person.pk not in before
    ]
    OwedMail.objects.bulk_create(mails, ignore_conflicts=True)
    return len(mails)
