"""What the verslag over a year says, collected once and frozen: plain values that JSON can hold, in one shape.

The shape is read by chapters.py; what is invented carries `example`, per row or per block.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count
from django.utils import timezone

from governance.domain.outcome import Outcome
from governance.domain.rhythm import rhythm
from governance.enums import MeetingState, VoteMethod, VoteState
from governance.models import AgreementVersion, Decision, LedgerHead, Meeting, Party, Seat, Vote
from governance.permissions import vice_chair_seat
from governance.queries.evidence import TOTALS
from quotum.enums import Dimension
from quotum.models import RealisationRevision
from quotum.queries import (
    allocation_in_force,
    comparable_revisions,
    realised_by_municipality,
    realised_by_sector,
)
from reports.domain.deadline import deadline_of, year_has_ended
from reports.kinds.verslag.asked import asked_figures
from reports.kinds.verslag.jobs import (
    cao_figures,
    commitment_figures,
    delivered_figures,
    target_group_figures,
)
from reports.kinds.verslag.provisions import loonwaarde_figures, package_figures
from reports.models import Contribution, ReportText
from reports.queries import late_reason
from reports.queries.information import counted_periods
from reports.queries.market_plan import plan_of_year
from werkbedrijf.lib.dates import date_words

VERSION = 2  # of the shape; a later shape keeps reading the frozen figures of the ones before
BOARD_ARTICLES = (4, 5)  # decisions on the board itself: nothing for a college to take over
ORDINALS = ("eerste", "tweede", "derde", "vierde")


def collect_figures(year: int, on: date) -> dict[str, Any]:
    """The figures of calendar year `year` as they stand on day `on`. Only whole numbers, text, booleans and None."""
    last = min(
        on, date(year, 12, 31)
    )  # who was a party, and what was in force, at the end of what is reported
    return {
        "kind": "verslag",
        "version": VERSION,
        "year": year,
        "frozen_on": on.isoformat(),
        "year_ended": year_has_ended(year, on),
        "deadline": deadline_of(year).isoformat(),
        "agreement": _agreement(last),
        "parties": recipients_of(year, last),
        "seats": _seats(last),
        "meetings": _meetings(year),
        "periods": _periods(year, on),
        "decisions": _decisions(year),
        "rejected": _rejected(year),
        "allocation": _allocation(year, on),
        "realisation": _realisation(year, on),
        "package": package_figures(year, last),
        "loonwaarde": loonwaarde_figures(last),
        "plan": plan_of_year(year, last),
        "target_group": target_group_figures(year, last),
        "commitments": commitment_figures(year, last),
        "caos": cao_figures(last),
        "deliveries": delivered_figures(year),
        "contributions": _contributions(year),
        "asked": asked_figures(year, on, Party.objects.current(last)),
        "outlook": _outlook(year, on, last),
        "late_reason": late_reason(year),
        "information": _information(year, on),
        "texts": _texts(year),
        "ledger": _ledger(),
    }


def _texts(year: int) -> dict[str, Any]:
    """What the secretariat wrote, by its place; an empty text is none."""
    rows = ReportText.objects.filter(year=year).exclude(text="").order_by("place")
    return {row.place: {"text": row.text, "example": row.is_example} for row in rows}


def _information(year: int, on: date) -> list[dict[str, Any]]:
    """Per period what the board asked of the execution and what came of it (article 12)."""
    return [
        {
            "period": str(line.period),
            "asked": line.asked,
            "answered": line.answered,
            "in_time": line.in_time,
            "example": line.is_example,
        }
        for line in counted_periods(year, on)
    ]


def _ledger() -> dict[str, Any]:
    """The head of the ledger: printed in nineteen places, so that a chain rewritten later is noticed."""
    head = LedgerHead.objects.first()
    return {"sequence": head.sequence if head else 0, "sha256": head.sha256 if head else ""}


def _agreement(on: date) -> dict[str, Any]:
    version = AgreementVersion.objects.in_force(on)
    return {"title": version.title, "version": version.number}


def recipients_of(year: int, on: date) -> list[dict[str, Any]]:
    """All recipients of the verslag over `year` by day `on`: municipalities first, then the others, each by name."""
    on = min(on, date(year, 12, 31))
    parties = list(Party.objects.current(on).municipalities())
    parties += list(
        Party.objects.current(on).exclude(pk__in=[party.pk for party in parties]).order_by("kind", "name")
    )
    return [
        {
            "slug": party.slug,
            "name": party.name,
            "kind": party.kind,
            "kind_name": party.get_kind_display(),
            "body": party.body,
        }
        for party in parties
    ]


def _seats(on: date) -> list[dict[str, Any]]:
    vice = vice_chair_seat(on)
    return [
        {
            "name": seat.name,
            "parties": sorted(party.name for party in seat.parties.all()),
            "office": "voorzitter" if seat.is_chair else "vicevoorzitter" if seat == vice else "",
        }
        for seat in Seat.objects.prefetch_related("parties")
    ]


def _held(year: int) -> list[Meeting]:
    meetings = Meeting.objects.in_year(year).filter(state=MeetingState.CLOSED).order_by("starts_at")
    return list(
        meetings.annotate(
            decided=Count("decisions", distinct=True), present=Count("attendances__seat", distinct=True)
        )
    )


def _meetings(year: int) -> list[dict[str, Any]]:
    """Meetings that were held and closed; `present` counts the seats that were there at any moment."""
    seats = Seat.objects.count()
    return [
        {
            "day": meeting.day.isoformat(),
            "title": meeting.title,
            "place": meeting.place,
            "present": meeting.present,  # type: ignore[attr-defined]  # annotated in _held
            "seats": seats,
            "decisions": meeting.decided,  # type: ignore[attr-defined]  # annotated in _held
            "example": meeting.is_example,
        }
        for meeting in _held(year)
    ]


def _periods(year: int, on: date) -> list[dict[str, Any]]:
    """The rhythm of article 4: a month in 2015, else a quarter, with the meetings held in it."""
    if year < 2015:
        return []  # the agreement started on 12 December 2014; its rhythm starts with 2015
    meetings = Meeting.objects.in_year(year)
    lines = rhythm(
        [meeting.day for meeting in meetings if meeting.opened_at],
        [meeting.day for meeting in meetings if not meeting.opened_at],
        on=on,
        since=date(year, 1, 1),
        until=date(year, 12, 31),
    )
    return [{"label": line.period.label, "meetings": line.held, "state": str(line.state)} for line in lines]


def _decisions(year: int) -> list[dict[str, Any]]:
    """The decisions of the year with the stored sentence of their outcome, in order of number.

    The verslag goes to councils and parties: of a decision on a confidential item it prints the number only.
    """
    decisions = (
        Decision.objects.filter(year=year).select_related("article", "vote__item").order_by("number_in_year")
    )
    return [
        {
            "number": decision.number,
            "day": timezone.localtime(decision.decided_at).date().isoformat(),
            "title": "Vertrouwelijk besluit" if decision.vote.item.is_confidential else decision.title,
            "text": "" if decision.vote.item.is_confidential else decision.text,
            "sentence": "" if decision.vote.item.is_confidential else decision.sentence,
            "votes": _seats_counted(decision.vote),
            "article": str(decision.article),
            "is_internal": decision.article.number in BOARD_ARTICLES,
            "example": decision.is_example,
        }
        for decision in decisions
    ]


def _rejected(year: int) -> list[dict[str, Any]]:
    """What the board voted on in the year and did not adopt, with the stored sentence."""
    votes = Vote.objects.filter(
        state=VoteState.CLOSED, amendment=None, result=Outcome.REJECTED.value, meeting__starts_at__year=year
    )
    return [
        {
            "day": vote.meeting.day.isoformat(),
            "title": "Vertrouwelijk agendapunt" if vote.item.is_confidential else vote.item.title,
            "point": vote.point.number if vote.point else "",
            "sentence": "" if vote.item.is_confidential else vote.sentence,
            "votes": _seats_counted(vote),
            "example": vote.meeting.is_example,
        }
        for vote in votes.select_related("meeting", "item", "point").order_by("pk")
    ]


def _seats_counted(vote: Vote) -> dict[str, int] | None:
    """How many seats did what, beside the stored sentence; None where nobody voted or the item is confidential."""
    if vote.item.is_confidential or vote.method == VoteMethod.NO_VOTE or vote.outcome is None:
        return None
    return {name: vote.outcome.get(name, 0) for name in TOTALS}


def _outlook(year: int, on: date, last: date) -> dict[str, Any]:
    """What is known of the year after: its allocation, the meetings that were planned, and the agreement's last day."""
    following = allocation_in_force(year + 1, on)
    planned = Meeting.objects.in_year(year + 1).exclude(state=MeetingState.CANCELLED).order_by("starts_at")
    return {
        "allocated": following.total if following else None,
        "decision": following.decision.number if following and following.decision else "",
        "meetings": [date_words(meeting.day) for meeting in planned],
        "agreement_ends": date_words(AgreementVersion.objects.in_force(last).ends_on),
        "example": bool(following and following.is_example),
    }


def _allocation(year: int, on: date) -> dict[str, Any] | None:
    """The allocation of extra jobs of the year, or None when no decision put one in force."""
    allocation = allocation_in_force(year, on)
    if allocation is None or allocation.decision is None:
        return None
    return {
        "total": allocation.total,
        "decision": allocation.decision.number,
        "decided_on": date_words(allocation.decision.decided_at),
        "method": allocation.get_method_display(),
        "workplace_year": str(allocation.workplace_year),
        "source": allocation.workplace_revision.source,
        "example": allocation.is_example,
        "shares": [
            {
                "code": share.sector.code,
                "name": share.sector.name,
                "workplaces": share.workplaces,
                "jobs": share.assigned,
            }
            for share in allocation.shares.select_related("sector").order_by("sector__position")
        ],
    }


def _realisation(year: int, on: date) -> dict[str, Any]:
    """New jobs of the year, by sector and by municipality (with the year before), and how far these figures reach."""
    by_sector = comparable_revisions(year, Dimension.SECTOR)
    by_municipality = comparable_revisions(year, Dimension.MUNICIPALITY)
    before = {line.party.pk: line.realised for line in realised_by_municipality(year - 1, on)}
    revisions = by_sector or by_municipality
    sectors = [line for line in realised_by_sector(year, on) if line.realised is not None]
    return {
        "as_of": reach(year, by_sector or by_municipality),
        "municipal_as_of": reach(year, by_municipality or by_sector),
        "source": ", ".join(dict.fromkeys(revision.source for revision in [*by_sector, *by_municipality])),
        "published_on": date_words(max(r.published_on for r in revisions)) if revisions else "",
        "example": any(revision.is_example for revision in [*by_sector, *by_municipality]),
        "sectors": [
            {"code": line.sector.code, "name": line.sector.name, "realised": line.realised}
            for line in sectors
        ],
        "municipalities": [
            {
                "slug": line.party.slug,
                "name": line.party.name,
                "realised": line.realised,
                "previous": before.get(line.party.pk),
            }
            for line in realised_by_municipality(year, on)
        ],
    }


def reach(year: int, revisions: list[RealisationRevision]) -> str:
    """Which quarters the figures are about, such as "tot en met het derde kwartaal van 2026"; "" without figures."""
    quarters = sorted({revision.quarter for revision in revisions})
    if not quarters:
        return ""
    if quarters == [1, 2, 3, 4]:
        return f"over heel {year}"
    if quarters == list(range(1, len(quarters) + 1)):
        return f"tot en met het {ORDINALS[quarters[-1] - 1]} kwartaal van {year}"
    return f"over het {' en het '.join(ORDINALS[quarter - 1] for quarter in quarters)} kwartaal van {year}"


def _contributions(year: int) -> list[dict[str, Any]]:
    return [
        {
            "slug": line.party.slug,
            "party": line.party.name,
            "work": line.kind_of_work,
            "planned": line.planned_hours,
            "delivered": line.delivered_hours,
            "costs": line.costs,
            "confirmed": line.is_confirmed,
            "example": line.is_example,
        }
        for line in Contribution.objects.over(year)
    ]
