"""The rows of the table for the marktbewerkingsplan, and what they are about: a plan that is being written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from governance.models import Party, Person
from reports.actions.market_plan import comment_chapter, start_market_plan
from reports.actions.plan_actions import write_plan_action
from reports.models import MarketPlan, PlanChapter

YEAR = 2099  # the example writes none for it


def open_plan() -> MarketPlan:
    found = MarketPlan.objects.filter(year=YEAR).first()
    return found or start_market_plan(YEAR, Person.objects.get(name="Secretariaat"))


def plan() -> list[Any]:
    open_plan()
    return [YEAR, 1]


def year() -> list[Any]:
    return plan()[:1]


def chapter() -> list[Any]:
    return [*plan(), 2]


def comment() -> list[Any]:
    """Of the secretariat, on a chapter of nobody."""
    brand = PlanChapter.objects.get(part__plan=open_plan(), kind="brand")
    return [comment_chapter(brand, Person.objects.get(name="Secretariaat"), "Noem het logo.").pk]


def action() -> list[Any]:
    """Of the municipality of Borne, which nobody of the table acts for."""
    written = write_plan_action(
        open_plan(),
        Person.objects.get(name="Secretariaat"),
        owner=Party.objects.get(slug="borne"),
        what="Bezoeken",
        due_on=date(YEAR, 6, 30),
    )
    return [written.pk]


ROWS: dict[str, tuple[str, Callable[[], list[Any]], str]] = {
    "reports:market_plan_list": ("GET", list, "L o o o o o o o o"),
    "reports:market_plan_start": ("GET", list, "L f f f f f f o f"),
    "reports:market_plan_detail": ("GET", year, "L x o o o o o o x"),
    "reports:market_plan_version": ("GET", plan, "L x o o o o o o x"),
    "reports:market_plan_pdf": ("GET", plan, "L x o o o o o o x"),
    "reports:market_plan_board": ("GET", plan, "L f f f f f f o f"),
    "reports:market_plan_reopen": ("POST", plan, "L f f f f f f o f"),
    "reports:market_plan_delete": ("POST", plan, "L f f f f f f o f"),
    "reports:market_plan_write": ("GET", plan, "L f o o o o o o f"),
    "reports:plan_chapter": ("GET", chapter, "L f o o o o o o f"),
    "reports:plan_chapter_save": ("POST", chapter, "L f f f f f f o f"),
    "reports:plan_chapter_mark": ("POST", chapter, "L f f f f f f x f"),
    "reports:plan_chapter_give": ("POST", chapter, "L f f f f f f o f"),
    "reports:plan_comment_create": ("POST", chapter, "L f o o o o o o f"),
    "reports:plan_comment_settle": ("POST", comment, "L f f f f f f o f"),
    "reports:plan_action_create": ("GET", plan, "L f f f f f f o f"),
    "reports:plan_action_detail": ("POST", action, "L x f f f f f f x"),
    "reports:plan_action_edit": ("GET", action, "L f f f f f f o f"),
    "reports:plan_action_delete": ("POST", action, "L f f f f f f o f"),
}
