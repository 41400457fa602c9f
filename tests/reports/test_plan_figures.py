"""The figures in the marktbewerkingsplan come from their sources, for its own year, and say what is invented."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from governance.models import Person
from quotum.models import Allocation
from quotum.queries import allocation_in_force
from reports.demo.calendar import Calendar
from reports.enums import ChapterKind, ChapterState
from reports.models import MarketPlan, PlanChapter
from reports.queries.market_plan import plan_document, plan_of_year
from reports.queries.plan_figures import WITH_FIGURES, Block, plan_figures

pytestmark = pytest.mark.django_db


def secretary() -> Person:
    return Person.objects.get(name="Secretariaat")


def blocks(demo: Calendar, kind: ChapterKind) -> list[Block]:
    return plan_figures(secretary(), demo.next_year, kind, demo.today)


def test_chapters_with_figures_have_them_and_the_others_none(demo: Calendar) -> None:
    assert {kind for kind in ChapterKind if blocks(demo, kind)} == WITH_FIGURES


def test_every_block_can_be_stored_and_names_its_source(demo: Calendar) -> None:
    for kind in WITH_FIGURES:
        for block in blocks(demo, kind):
            assert json.loads(json.dumps(block)) == block
            assert block["source"]
            assert block["is_example"]
            assert {len(row) for row in block["rows"]} == {len(block["columns"])}


def test_address_of_every_source_opens(demo: Calendar) -> None:
    client = Client()
    client.force_login(secretary())
    addresses = {block["url"] for kind in WITH_FIGURES for block in blocks(demo, kind)}
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )


def test_forecast_per_municipality_is_for_the_year_of_the_plan(demo: Calendar) -> None:
    per_municipality = blocks(demo, ChapterKind.TARGET_GROUP)[0]
    assert f"Prognose {demo.next_year}" in per_municipality["columns"]
    assert [len(per_municipality["rows"]), per_municipality["rows"][-1][0]] == [15, "Regio"]


def test_allocation_in_preparation_says_so(demo: Calendar) -> None:
    allocation = Allocation.objects.get(year=demo.next_year)
    (block,) = blocks(demo, ChapterKind.ALLOCATION)
    assert block["note"] == "Nog niet vastgesteld: voorgesteld."
    assert block["rows"][-1][-1] == allocation.total


def test_allocation_in_force_names_its_decision(demo: Calendar) -> None:
    allocation = allocation_in_force(demo.this_year, demo.today)
    (block,) = plan_figures(secretary(), demo.this_year, ChapterKind.ALLOCATION, demo.today)
    assert allocation is not None
    assert allocation.decision is not None
    assert block["note"].startswith(f"Vastgesteld door besluit {allocation.decision.number}")


def test_example_has_a_plan_that_the_board_had_and_one_in_the_making(demo: Calendar) -> None:
    words = {
        plan.year: sorted(part.state_word for part in plan.parts.all()) for plan in MarketPlan.objects.all()
    }
    assert words == {
        demo.this_year: ["vastgesteld", "voor kennisgeving aangenomen"],
        demo.next_year: ["wordt geschreven", "wordt geschreven"],
    }
    states = PlanChapter.objects.filter(part__plan__year=demo.next_year).values_list("state", flat=True)
    assert set(states) == set(ChapterState)
    found = plan_of_year(demo.this_year, demo.today)
    assert found is not None
    assert len(found["actions"]) == 4


def test_stored_plan_of_the_example_shows_what_was_known_then(demo: Calendar) -> None:
    plan = MarketPlan.objects.get(year=demo.this_year)
    document = plan_document(secretary(), plan, demo.today)
    tables = [table for line in document.chapters for table in line.tables]
    assert {table.frozen_on is not None and table.frozen_on.year for table in tables} == {demo.last_year}
    (people,) = [table for table in tables if table.block["title"] == "Mensen in de doelgroep per gemeente"]
    assert f"Prognose {demo.this_year}" in people.block["columns"]
