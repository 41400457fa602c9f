"""What the ledger says of information and contributions, for `verify_ledger` (governance/queries/comparison.py)."""

from __future__ import annotations

from typing import Any

from governance.queries.comparison import Events, Facts, compares
from reports.models import Contribution, Delivery, InformationAnswer, InformationRequest, Ratification


@compares
def information_requests(events: Events) -> tuple[str, Facts, Facts]:
    """Each request, with whom it was put to, over which period, and until when."""
    logged = {
        event.facts["request"]: {name: value for name, value in event.facts.items() if name != "request"}
        for event in events["information_requested"]
    }
    stored = {
        row.pk: {
            "version": row.indicator_set.version,
            "location": row.location_id,
            "party": row.party_id,
            "frequency": row.frequency,
            "year": row.year,
            "number": row.number,
            "due_on": row.due_on.isoformat(),
        }
        for row in InformationRequest.objects.select_related("indicator_set").order_by("pk")
    }
    return "Uitvraag", logged, stored


@compares
def information_answers(events: Events) -> tuple[str, Facts, Facts]:
    """Each figure that was delivered, corrections too."""
    logged = {
        f"{event.facts['request']} {indicator} {number}": value
        for event in events["information_answered"]
        for indicator, number, value in event.facts["answers"]
    }
    rows = InformationAnswer.objects.order_by("pk")
    stored = {f"{row.request_id} {row.indicator_id} {row.number}": int(row.value * 100) for row in rows}
    return "Antwoord op een uitvraag", logged, stored


@compares
def deliveries_sent(events: Events) -> tuple[str, Facts, Facts]:
    """When each copy of a verslag went to its recipient."""
    logged = {event.facts["delivery"]: event.facts["sent_at"] for event in events["delivery_sent"]}
    rows = Delivery.objects.exclude(sent_at=None).order_by("pk").values_list("pk", "sent_at")
    stored = {str(pk): at.isoformat() for pk, at in rows if at}
    return "Verzending van het verslag", logged, stored


@compares
def contributions(events: Events) -> tuple[str, Facts, Facts]:
    """Each contribution as it was entered last, and whether it was confirmed since."""
    names = ("planned_hours", "delivered_hours", "people", "costs")
    logged: dict[int, dict[str, Any]] = {}
    both = [*events["contribution_recorded"], *events["contribution_confirmed"]]
    for event in sorted(both, key=lambda event: event.sequence):
        if event.kind == "contribution_confirmed":
            logged[event.facts["contribution"]]["confirmed"] = True
        else:
            entered: dict[str, Any] = {name: event.facts.get(name) for name in names}
            logged[event.facts["contribution"]] = {**entered, "confirmed": False}
    stored = {
        row.pk: {name: getattr(row, name) for name in names} | {"confirmed": row.is_confirmed}
        for row in Contribution.objects.order_by("pk")
    }
    return "Bijdrage", logged, stored


@compares
def ratifications(events: Events) -> tuple[str, Facts, Facts]:
    """What was brought to the board, and on which edition it is now. (Its decision is among the decisions.)"""
    logged = {
        event.facts["ratification"]: {name: event.facts[name] for name in ("year", "edition")}
        for event in events["ratification_owed"]
    }
    rows = Ratification.objects.select_related("report").order_by("pk")
    stored = {row.pk: {"year": row.report.year, "edition": row.report.edition} for row in rows}
    return "Bekrachtiging van een verslag", logged, stored
