"""Signals: thresholds as the board sets them, remarks of UWV's seat, and what goes on an agenda by itself.

What an import passes is noted in the same transaction, with the mail that is owed for it. The agenda is changed after
it, in a transaction of its own, because a meeting that is being written must not hold up an import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from governance.actions import add_item
from governance.actions.agenda import AgendaFrozen
from governance.actions.ledger import append_event
from governance.enums import AgendaItemKind, MeetingState, SeatCapacity
from governance.models import Decision, Meeting, OwedMail, Person, SeatTerm
from governance.permissions import current_term
from quotum import queries
from quotum.domain.quarters import Quarter
from quotum.domain.signals import Breach, breaches, late
from quotum.enums import Dimension, SignalKind
from quotum.models import QuarterRemark, Sector, Signal, SignalThreshold
from quotum.permissions import can_remark_on_quarter, can_set_thresholds
from werkbedrijf.lib.errors import DomainError, NotAllowed

LONGEST_REMARK = 2000


@transaction.atomic
def set_threshold(
    kind: SignalKind,
    value: int | None,
    *,
    ground: str,
    by: Person,
    decision: Decision | None = None,
    is_example: bool = False,
    now: datetime | None = None,
) -> SignalThreshold:
    """Note what the board wants to hear of from now on; value None: nothing of this kind. Earlier thresholds stay.

    value: 1 to 365, in the unit of the kind. Raises NotAllowed, and DomainError without a ground.
    """
    if not can_set_thresholds(by):
        raise NotAllowed("Alleen het secretariaat legt drempels van het bestuur vast.")
    if not ground.strip():
        raise DomainError("Noem waarop de drempel berust, bijvoorbeeld het besluit van het bestuur.")
    if value is not None and not 1 <= value <= 365:
        raise DomainError("Vul een heel getal in van 1 tot en met 365.")
    at = now or timezone.now()
    threshold = SignalThreshold.objects.create(
        kind=kind,
        value=value,
        ground=ground.strip(),
        decision=decision,
        set_by=by,
        set_at=at,
        is_example=is_example,
    )
    append_event("signal_threshold_set", by, {"kind": str(kind), "value": value, "id": threshold.pk}, at)
    return threshold


@transaction.atomic
def remark_on_quarter(
    quarter: Quarter, text: str, *, by: Person, is_example: bool = False, now: datetime | None = None
) -> QuarterRemark:
    """UWV's seat says what is to be said about a quarter. Raises NotAllowed, and DomainError for an empty text."""
    term = current_term(by)
    if term is None or not can_remark_on_quarter(by):
        raise NotAllowed(
            "Alleen wie UWV in het bestuur vertegenwoordigt, maakt opmerkingen bij een kwartaal."
        )
    words = text.strip()
    if not words or len(words) > LONGEST_REMARK:
        raise DomainError(f"Schrijf een opmerking van hoogstens {LONGEST_REMARK} tekens.")
    at = now or timezone.now()
    if not quarter.has_ended(timezone.localtime(at).date()):
        raise DomainError("Dit kwartaal is nog niet afgelopen. Kies een kwartaal dat voorbij is.")
    remark = QuarterRemark.objects.create(
        year=quarter.year,
        quarter=quarter.number,
        text=words,
        seat=term.seat,
        written_by=by,
        written_at=at,
        is_example=is_example,
    )
    append_event(
        "quarter_remarked", by, {"year": quarter.year, "quarter": quarter.number, "id": remark.pk}, at
    )
    return remark


@transaction.atomic
def raise_signals(year: int, *, now: datetime | None = None) -> list[Signal]:
    """Note what is over a threshold after the last quarter of `year` with figures; what was noted before is not again.

    Nothing for years before the last one: figures of long ago are history, no signal.
    """
    at = now or timezone.now()
    thresholds = queries.thresholds_in_use()
    if not thresholds or year < timezone.localtime(at).year - 1:
        return []
    revisions = queries.comparable_revisions(year, Dimension.SECTOR)
    if not revisions:
        return []
    quarter = Quarter(year, revisions[-1].quarter)
    lines = queries.realised_by_sector(year, timezone.localtime(at).date())
    found = breaches(
        quarter,
        [line.sector.name for line in lines],
        [line.pace for line in lines],
        queries.totals(lines).pace,
        {kind: threshold.value for kind, threshold in thresholds.items()},
    )
    sectors = [line.sector for line in lines]
    return _note(quarter, found, sectors, thresholds, queries.holds_examples(year), at)


@transaction.atomic
def raise_late_figures(on: date, *, now: datetime | None = None) -> list[Signal]:
    """Note that the figures of the next quarter are later than the board wants, on day `on`; once per quarter."""
    thresholds = queries.thresholds_in_use()
    threshold = thresholds.get(SignalKind.FIGURES_LATE)
    if threshold is None:
        return []
    expected = queries.expected_next(on)
    breach = late(expected.quarter, expected.day, on, threshold.value)
    found = [breach] if breach is not None else []
    return _note(expected.quarter, found, [], thresholds, threshold.is_example, now or timezone.now())


def _note(
    quarter: Quarter,
    found: Iterable[Breach],
    sectors: list[Sector],
    thresholds: dict[SignalKind, SignalThreshold],
    is_example: bool,
    at: datetime,
) -> list[Signal]:
    known = set(
        Signal.objects.filter(year=quarter.year, quarter=quarter.number).values_list("kind", "sector_id")
    )
    new = []
    for breach in found:
        sector = sectors[breach.place] if breach.place is not None else None
        if (breach.kind.value, sector.pk if sector else None) in known:
            continue
        new.append(
            Signal.objects.create(
                kind=breach.kind,
                year=quarter.year,
                quarter=quarter.number,
                sector=sector,
                sentence=breach.sentence[:300],
                threshold=thresholds[breach.kind],
                raised_at=at,
                is_example=is_example,
            )
        )
    if new:
        _owe_mail(quarter, new, timezone.localtime(at).date())
        append_event(
            "signals_raised",
            None,
            {"year": quarter.year, "quarter": quarter.number, "signals": [signal.pk for signal in new]},
            at,
        )
    return new


def _owe_mail(quarter: Quarter, signals: list[Signal], day: date) -> None:
    """Every holder of a seat hears of it, once."""
    terms = SeatTerm.objects.current(day).filter(capacity=SeatCapacity.HOLDER, person__is_active=True)
    body = (
        f"Het bestuur wil dit weten na {quarter}:\n\n"
        + "".join(f"- {signal.sentence}\n  (drempel: {signal.threshold.words})\n" for signal in signals)
        + ("\nDit zijn voorbeeldcijfers.\n" if any(signal.is_example for signal in signals) else "")
        + "\nHet komt op de agenda van de volgende vergadering die wordt voorbereid.\n"
        + f"De cijfers: {settings.SITE_URL}{reverse('quotum:monitor')}?jaar={quarter.year}\n"
    )
    OwedMail.objects.bulk_create(
        [
            OwedMail(
                person=term.person,
                reference=f"signals-{signals[0].pk}",
                subject=f"Signaal over de banen, {quarter}",
                body=body,
            )
            for term in terms.select_related("person")
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def place_signals(now: datetime | None = None) -> int:
    """Put what is not on an agenda yet on the next one that is being drafted, an item per quarter; how many signals.

    Without a draft they wait for one. An item that the secretariat removed does not come back.
    """
    at = now or timezone.now()
    waiting = Signal.objects.select_for_update().filter(placed_at=None).order_by("year", "quarter", "pk")
    by_quarter: dict[Quarter, list[Signal]] = defaultdict(list)
    for signal in waiting:
        by_quarter[Quarter(signal.year, signal.quarter)].append(signal)
    meeting = (
        Meeting.objects.filter(state=MeetingState.DRAFT, starts_at__gte=at).order_by("starts_at").first()
        if by_quarter
        else None
    )
    if meeting is None:
        return 0
    for quarter, signals in by_quarter.items():
        try:
            item = add_item(
                meeting,
                kind=AgendaItemKind.DISCUSS,
                title=f"Signalen over de banen na {quarter}",
                explanation="\n".join(signal.sentence for signal in signals)
                + "\n\nGeplaatst door een drempel van het bestuur.",
            )
        except AgendaFrozen:  # it was called a moment ago: they wait for the next one
            return 0
        Signal.objects.filter(pk__in=[signal.pk for signal in signals]).update(item=item, placed_at=at)
        append_event(
            "signals_placed", None, {"item": item.pk, "signals": [signal.pk for signal in signals]}, at
        )
    return sum(len(signals) for signals in by_quarter.values())
