"""The figures of a verslag: collected from what happened, and computed the same every time."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.utils import timezone

from governance.actions import draft_meeting
from governance.queries.evidence import TOTALS
from quotum.models import RealisationRevision
from reports.actions import record_contribution
from reports.kinds.verslag.chapters import (
    common_context,
    contribution_rows,
    percentage,
    sector_rows,
)
from reports.kinds.verslag.charts import bars
from reports.kinds.verslag.figures import collect_figures, reach
from reports.kinds.verslag.own import own_context
from reports.kinds.verslag.print import has_examples
from tests.reports.factories import YEAR, Twente, hold_meeting
from tests.reports.sample import sample_figures
from werkbedrijf.lib.canonical import canonical_json

NOW = timezone.now()


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (1, 3, "33,3\u00a0%"),
        (2, 3, "66,7\u00a0%"),
        (1, 1, "100\u00a0%"),
        (0, 5, "0\u00a0%"),
        (1, 2000, "0,1\u00a0%"),
        (1, 2001, "0\u00a0%"),
        (5, 4, "125\u00a0%"),
        (1, 0, "–"),
        (None, 5, "–"),
        (5, None, "–"),
    ],
)
def test_percentage_is_rounded_half_up_to_tenths(part: int | None, whole: int | None, text: str) -> None:
    assert percentage(part, whole) == text


def test_figures_of_a_year_without_anything_are_empty_and_can_be_frozen(twente: Twente) -> None:
    figures = collect_figures(2019, date(2020, 1, 10))
    assert json.loads(canonical_json(figures)) == figures
    assert (figures["meetings"], figures["decisions"], figures["allocation"]) == ([], [], None)
    assert figures["realisation"]["sectors"] == []
    assert [line["realised"] for line in figures["realisation"]["municipalities"]] == [None] * 14
    assert [line["state"] for line in figures["periods"]] == ["niet vergaderd"] * 4
    assert not has_examples(figures)


def test_figures_name_the_nineteen_recipients_councils_first(twente: Twente) -> None:
    parties = collect_figures(2019, date(2020, 1, 10))["parties"]
    assert [party["kind"] for party in parties[:14]] == ["municipality"] * 14
    assert {party["slug"] for party in parties} == set(twente.parties)


def test_figures_hold_the_meeting_and_its_decision_with_the_stored_sentence(twente: Twente) -> None:
    decision = hold_meeting(twente, NOW)
    draft_meeting(title="Nog niet gehouden", starts_at=NOW, place="Almelo")
    figures = collect_figures(timezone.localtime(NOW).year, timezone.localdate())
    (meeting,) = figures["meetings"]
    assert (meeting["present"], meeting["seats"], meeting["decisions"]) == (8, 8, 1)
    (row,) = figures["decisions"]
    assert (row["number"], row["sentence"]) == (decision.number, decision.sentence)
    assert row["votes"] == dict(zip(TOTALS, (8, 0, 0, 0, 0, 0), strict=True))
    assert "hengelo" in str(figures["seats"]).lower()
    offices = {seat["office"] for seat in figures["seats"]}
    assert offices == {"voorzitter", "vicevoorzitter", ""}


def test_contributions_add_up_per_party(twente: Twente) -> None:
    almelo = twente.parties["almelo"]
    record_contribution(almelo, YEAR, "Secretariaat", planned_hours=50, delivered_hours=None)
    figures = collect_figures(YEAR, date(YEAR + 1, 1, 10))
    rows = {row["party"]: row for row in contribution_rows(figures)}
    assert (rows["Almelo"]["planned"], rows["Almelo"]["delivered"]) == (150, 90)
    assert rows["Almelo"]["works"] == "Secretariaat, Vergaderen"
    total = common_context(figures)["contribution_total"]
    assert (total["planned"], total["delivered"]) == (19 * 100 + 50, 19 * 90)


def test_contribution_again_for_the_same_work_changes_it(twente: Twente) -> None:
    almelo = twente.parties["almelo"]
    record_contribution(almelo, YEAR, "Vergaderen", planned_hours=10, delivered_hours=5)
    lines = collect_figures(YEAR, date(2026, 1, 1))["contributions"]
    assert [line["planned"] for line in lines if line["slug"] == "almelo"] == [10]


@pytest.mark.parametrize(
    ("quarters", "text"),
    [
        ([], ""),
        ([1], "tot en met het eerste kwartaal van 2026"),
        ([1, 2, 3], "tot en met het derde kwartaal van 2026"),
        ([1, 2, 3, 4], "over heel 2026"),
        ([2, 3], "over het tweede en het derde kwartaal van 2026"),
    ],
)
def test_reach_says_which_quarters_the_figures_are_about(quarters: list[int], text: str) -> None:
    assert reach(2026, [RealisationRevision(year=2026, quarter=q) for q in quarters]) == text


def test_sector_with_realisation_but_no_allocation_is_shown() -> None:
    figures = sample_figures()
    figures["realisation"]["sectors"].append({"code": "X", "name": "Nieuw", "realised": 4})
    last = sector_rows(figures)[-1]
    assert (last.name, last.allocated, last.realised, last.percent) == ("Nieuw", None, 4, "–")
    assert not last.is_behind


def test_totals_of_the_region_are_the_sum_of_the_rows() -> None:
    context = common_context(sample_figures())
    assert context["allocated_total"] == sum(row.allocated for row in context["sectors"])
    assert context["realised_total"] == sum(row.realised for row in context["sectors"])
    assert context["municipal_total"] == sum(row["realised"] for row in context["municipalities"])


def test_own_context_is_about_one_party() -> None:
    context = own_context(sample_figures(), "hengelo")
    assert (context["mine"]["name"], context["recipient"]) == ("Hengelo", "Gemeenteraad van Hengelo")
    assert {line["slug"] for line in context["contributions"]} == {"hengelo"}


def test_own_context_of_a_party_without_figures_per_municipality() -> None:
    context = own_context(sample_figures(), "fnv")
    assert (context["mine"], context["chart"], context["years"]) == (None, None, [])


def test_bars_are_in_proportion_and_the_longest_fills_the_width() -> None:
    chart = bars("Titel", [("A", (100,)), ("B", (50,)), ("C", (0,)), ("D", (None,))])
    widths = [row.bars[0].width for row in chart.rows]
    assert widths[1] * 2 == pytest.approx(widths[0], abs=1)
    assert widths[2:] == [0, 0]
    assert [row.bars[0].text for row in chart.rows] == ["100", "50", "0", "niet bekend"]


def test_bars_with_only_unknown_numbers_draw_nothing() -> None:
    assert [row.bars[0].width for row in bars("Titel", [("A", (None,)), ("B", (0,))]).rows] == [0, 0]


def test_who_is_behind_is_said_with_figures_the_largest_gap_first() -> None:
    behind = common_context(sample_figures())["sectors_behind"]
    assert [(row.name, row.signed) for row in behind[:2]] == [
        ("Landbouw, bosbouw en visserij", "−3"),
        ("Industrie, delfstoffen, energie en water", "−3"),
    ]
    assert [row.difference for row in behind] == sorted(row.difference for row in behind)


@pytest.mark.parametrize(
    ("frozen_on", "ended", "late"),
    [("2027-02-11", True, False), ("2027-02-12", True, True), ("2027-02-12", False, False)],
)
def test_late_is_frozen_after_the_term_of_a_year_that_has_ended(
    frozen_on: str, ended: bool, late: bool
) -> None:
    figures = {**sample_figures(ended=ended), "frozen_on": frozen_on}
    assert common_context(figures)["is_late"] is late
