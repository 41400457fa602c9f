"""A person's own calendar feed: its address is the key to it, and can be renewed when somebody else has it."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction

from governance.actions.ledger import append_event
from governance.models import Person


@transaction.atomic
def renew_calendar_key(person: Person) -> Person:
    """Give the feed another address; the earlier one is not found from now on."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.calendar_key = uuid4()
    person.save(update_fields=["calendar_key"])
    append_event("calendar_key_renewed", person, {})
    return person
