"""Warnings on the term of the verslag, by e-mail to who makes and who releases it, before the last day and after."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from governance.enums import Role, SeatCapacity
from governance.models import OwedMail, Person, RoleAssignment, SeatTerm
from reports.domain.deadline import warning_stage
from reports.notifications import term_mail
from reports.queries import step_now, year_line


@transaction.atomic
def owe_term_warnings(on: date) -> int:
    """Leave the warnings that are due on day `on` about last year's verslag; gives how many. Run twice, none.

    Nothing once it is out. People of the example get none.
    """
    line = year_line(on.year - 1, on)
    stage = warning_stage(line.year, on)
    if not stage or line.released_on is not None:
        return 0
    step = step_now(line, on)
    mails = [term_mail(person, line.term, stage, step) for person in _who(on)]
    known = set(
        OwedMail.objects.filter(reference__in={mail.reference for mail in mails}).values_list(
            "person", flat=True
        )
    )
    new = [mail for mail in mails if mail.person_id not in known]
    OwedMail.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _who(on: date) -> list[Person]:
    """The secretariat and the holder of the chair's seat."""
    roles = RoleAssignment.objects.current(on).filter(role=Role.SECRETARIAT)
    seats = SeatTerm.objects.current(on).filter(capacity=SeatCapacity.HOLDER, seat__is_chair=True)
    wanted = {*roles.values_list("person", flat=True), *seats.values_list("person", flat=True)}
    return list(Person.objects.filter(pk__in=wanted, is_active=True, is_demo=False).order_by("pk"))
