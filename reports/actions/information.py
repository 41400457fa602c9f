"""Requests for information go out by themselves, and are answered; a correction is a next answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from governance.actions.ledger import append_event, take_ledger_head
from governance.domain.due import WEEK
from governance.enums import PartyKind
from governance.models import Location, OwedMail, Party, Person
from reports.domain.information import Period, due_on, ended_periods, is_far_off
from reports.enums import DelivererKind
from reports.models import IndicatorSet, InformationAnswer, InformationRequest
from reports.notifications import information_mails
from reports.permissions.information import can_answer_information
from reports.queries.information import last_values
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@dataclass(frozen=True, slots=True)
class Figure:
    """What is filled in for one indicator. confirmed: the question "klopt dit?" was answered with yes."""

    value: Decimal
    remark: str = ""
    confirmed: bool = False


@transaction.atomic
def request_information(on: date, *, now: datetime | None = None) -> int:
    """Leave a request for each deliverer and period that ended before day `on`; gives how many. Run twice, none.

    A period is asked with the set that was in force on its last day, so none from before the board decided.
    """
    since = IndicatorSet.objects.adopted().aggregate(first=Min("in_force_from"))["first"]
    if since is None:
        return 0
    take_ledger_head()
    asked = set(
        InformationRequest.objects.values_list("frequency", "year", "number", "location_id", "party_id")
    )
    new = [
        request
        for period in ended_periods(since, on)
        for request in _owed(period, now or timezone.now())
        if (request.frequency, request.year, request.number, request.location_id, request.party_id)
        not in asked
    ]
    made = InformationRequest.objects.bulk_create(new)
    for one in made:
        append_event("information_requested", None, request_facts(one), now)
    return len(made)


def _owed(period: Period, at: datetime) -> list[InformationRequest]:
    indicator_set = IndicatorSet.objects.in_force(period.last_day)
    if indicator_set is None:
        return []
    kinds = set(
        indicator_set.indicators.filter(frequency=period.frequency).values_list("deliverers", flat=True)
    )
    takes_part = Party.objects.current(period.last_day)
    deliverers: list[tuple[DelivererKind, Location | None, Party | None]] = [
        *((DelivererKind.LOCATION, location, None) for location in Location.objects.all()),
        *((DelivererKind.MUNICIPALITY, None, party) for party in takes_part.municipalities()),
        *((DelivererKind.UWV, None, party) for party in takes_part.filter(kind=PartyKind.UWV)),
    ]
    return [
        InformationRequest(
            indicator_set=indicator_set,
            location=location,
            party=party,
            deliverers=kind,
            frequency=period.frequency,
            year=period.year,
            number=period.number,
            due_on=due_on(period, indicator_set.days_to_answer),
            requested_at=at,
            is_example=indicator_set.is_example,
        )
        for kind, location, party in deliverers
        if kind in kinds
    ]


def request_facts(request: InformationRequest) -> dict[str, object]:
    """What the ledger keeps of a request."""
    return {
        "request": request.pk,
        "version": request.indicator_set.version,
        "location": request.location_id,
        "party": request.party_id,
        "frequency": str(request.frequency),
        "year": request.year,
        "number": request.number,
        "due_on": request.due_on.isoformat(),
    }


@transaction.atomic
def owe_information_mail(on: date) -> int:
    """Leave the e-mails on unanswered requests that are due on day `on`; gives how many. Run twice, none.

    One when the request goes out, then as with actions: a week before, on the day, and each week that it is late.
    Requests of the example are nobody's.
    """
    open_requests = InformationRequest.objects.unanswered().filter(is_example=False).with_deliverer()
    recent = open_requests.filter(due_on__gte=on - timedelta(days=52 * WEEK))
    mails = information_mails(recent, on)
    references = {mail.reference for mail in mails}
    before = set(
        OwedMail.objects.filter(reference__in=references).values_list("reference", "person", "address")
    )
    new = [mail for mail in mails if (mail.reference, mail.person_id, mail.address) not in before]
    OwedMail.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@transaction.atomic
def answer_information(
    request: InformationRequest,
    by: Person,
    *,
    figures: Mapping[int, Figure],
    source: str,
    now: datetime | None = None,
) -> int:
    """Store the figures by the key of their indicator: all of them or nothing; gives how many were new or different.

    Raises NotAllowed; DomainError without a source, for an indicator that was not asked, a correction without a
    reason, or a figure far off its last value that nobody confirmed. What is the same as before is left alone.
    """
    if not can_answer_information(by, request):
        raise NotAllowed("Deze vraag is aan een ander gesteld.")
    if not source.strip():
        raise DomainError("Schrijf waar de cijfers vandaan komen.")
    locked = InformationRequest.objects.select_for_update(of=("self",)).with_deliverer().get(pk=request.pk)
    asked = {indicator.pk: indicator for indicator in locked.indicators()}
    if not figures or not figures.keys() <= asked.keys():
        raise DomainError("Vul alleen cijfers in die hier worden gevraagd, en minstens één.")
    counting: dict[int, InformationAnswer] = {}
    for answer in locked.answers.order_by("number"):
        counting[answer.indicator_id] = answer
    earlier = last_values(locked)
    at = now or timezone.now()
    new = []
    for key, figure in figures.items():
        before = counting.get(key)
        if before is not None and before.value == figure.value:
            continue
        indicator = asked[key]
        if before is not None and not figure.remark.strip():
            raise DomainError(f"Schrijf bij “{indicator.name}” waarom u het eerdere antwoord verbetert.")
        if is_far_off(figure.value, earlier.get(indicator.code)) and not figure.confirmed:
            raise Conflict(f"“{indicator.name}” wijkt sterk af van de vorige keer. Klopt dit?")
        new.append(
            InformationAnswer(
                request=locked,
                indicator=indicator,
                number=before.number + 1 if before else 1,
                value=figure.value,
                source=source.strip(),
                remark=figure.remark.strip(),
                confirmed=figure.confirmed,
                answered_by=by,
                answered_at=at,
            )
        )
    if not new:
        return 0
    InformationAnswer.objects.bulk_create(new)
    if locked.answered_at is None and asked.keys() <= {*counting, *(one.indicator_id for one in new)}:
        locked.answered_at = at
        locked.save(update_fields=["answered_at"])
    append_event(
        "information_answered",
        by,
        {"request": locked.pk, "answers": [answer_facts(one) for one in new]},
        now,
    )
    return len(new)


def answer_facts(answer: InformationAnswer) -> list[object]:
    """What the ledger keeps of an answer: indicator, number, and the value in hundredths."""
    return [answer.indicator_id, answer.number, int(answer.value * 100)]
