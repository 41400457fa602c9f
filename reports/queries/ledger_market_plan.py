"""What the ledger says of the marktbewerkingsplan, for `verify_ledger` (governance/queries/comparison.py)."""

from __future__ import annotations

from typing import Any

from governance.queries.comparison import Events, Facts, compares
from reports.models import MarketPlan, MarketPlanPart, PlanAction, PlanActionNote, PlanChapter, PlanComment


def _deleted(events: Events) -> set[int]:
    return {event.facts["plan"] for event in events["market_plan_deleted"]}


def _in_order(events: Events, *kinds: str) -> list[Any]:
    found = [event for kind in kinds for event in events[kind]]
    return sorted(found, key=lambda event: event.sequence)


@compares
def market_plans(events: Events) -> tuple[str, Facts, Facts]:
    """Each version of a plan that was begun and not deleted."""
    logged = {
        event.facts["plan"]: {name: event.facts[name] for name in ("year", "version")}
        for event in events["market_plan_started"]
        if event.facts["plan"] not in _deleted(events)
    }
    stored = {row.pk: {"year": row.year, "version": row.version} for row in MarketPlan.objects.order_by("pk")}
    return "Marktbewerkingsplan", logged, stored


@compares
def ready_parts(events: Events) -> tuple[str, Facts, Facts]:
    """Each part that stands ready or was before the board, with the hash of what it says."""
    logged: dict[int, str] = {}
    for event in _in_order(events, "plan_part_readied", "plan_part_reopened", "market_plan_deleted"):
        for part in event.facts.get("parts", [event.facts.get("part")]):
            logged.pop(part, None)
        if event.kind == "plan_part_readied":
            logged[event.facts["part"]] = event.facts["content_sha256"]
    parts = MarketPlanPart.objects.filter(figures_at__isnull=False).select_related("plan").order_by("pk")
    return "Onderdeel van het marktbewerkingsplan", logged, {part.pk: part.compute_hash() for part in parts}


@compares
def chapter_authors(events: Events) -> tuple[str, Facts, Facts]:
    """Who has which chapter."""
    logged = {
        (event.facts["plan"], event.facts["chapter"]): event.facts["author"]
        for event in events["plan_chapter_given"]
        if event.facts["plan"] not in _deleted(events)
    }
    chapters = PlanChapter.objects.select_related("part").order_by("pk")
    given = {key: author for key, author in logged.items() if author is not None}
    stored = {(row.part.plan_id, row.kind): row.author_id for row in chapters if row.author_id}
    return "Schrijver van een hoofdstuk (plan, hoofdstuk)", given, stored


@compares
def plan_comments(events: Events) -> tuple[str, Facts, Facts]:
    """Each comment of a plan that still is, and whether it was settled."""
    settled = {event.facts["comment"] for event in events["plan_comment_settled"]}
    logged = {
        event.facts["comment"]: event.facts["comment"] in settled
        for event in events["plan_comment_made"]
        if event.facts["plan"] not in _deleted(events)
    }
    stored = {row.pk: row.is_settled for row in PlanComment.objects.order_by("pk")}
    return "Opmerking bij het marktbewerkingsplan", logged, stored


@compares
def plan_actions(events: Events) -> tuple[str, Facts, Facts]:
    """Each action as it was written last, in the plan in which it was written: a next version begins with copies."""
    logged: dict[tuple[int, int], Facts] = {}
    for event in _in_order(events, "plan_action_written", "plan_action_deleted"):
        key = event.facts["plan"], event.facts["number"]
        logged.pop(key, None)
        if event.kind == "plan_action_written" and event.facts["plan"] not in _deleted(events):
            logged[key] = {"owner": event.facts["owner"], "due_on": event.facts["due_on"]}
    rows = PlanAction.objects.select_related("plan", "person", "seat", "party").order_by("plan", "number")
    stored = {
        (row.plan_id, row.number): {
            "owner": row.owner_code,
            "due_on": row.due_on.isoformat(),
        }
        for row in rows
    }
    return "Actie van het marktbewerkingsplan (plan, nummer)", logged, stored


@compares
def plan_progress(events: Events) -> tuple[str, Facts, Facts]:
    """Each time that somebody told how an action stands."""
    logged = {event.facts["note"]: event.facts["state"] for event in events["plan_progress_noted"]}
    stored = dict(PlanActionNote.objects.order_by("pk").values_list("pk", "state"))
    return "Voortgang van een actie", logged, stored
