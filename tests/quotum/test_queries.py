"""Only equals are compared: new jobs, per quarter in the latest delivery, against the allocation in force."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from governance.models import Party
from quotum import queries
from quotum.domain.quarters import Quarter
from quotum.models import FOUNDING, Allocation, Sector, SectorList
from quotum.queries import SectorLine
from tests.governance.factories import Role, make_person
from tests.quotum.factories import Quotum, make_adopted_allocation, make_delivery, make_draft_allocation


def by_code(lines: list[SectorLine]) -> dict[str, tuple[int | None, int | None]]:
    return {line.sector.code: (line.allocated, line.realised) for line in lines if line.realised is not None}


def test_new_jobs_are_added_over_quarters(quotum: Quotum) -> None:
    make_adopted_allocation(quotum)
    make_delivery(quotum, 2024, 1, {"A": 1, "F": 10})
    make_delivery(quotum, 2024, 2, {"A": 2, "F": 5})
    lines = queries.realised_by_sector(2024)
    assert by_code(lines) == {"A": (4, 3), "F": (27, 15)}
    line = next(line for line in lines if line.sector.code == "F")
    assert (line.difference, line.percent) == (-12, Decimal("55.6"))
    totals = queries.totals(lines)
    assert (totals.allocated, totals.realised) == (500, 18)


def test_stocks_people_and_other_years_do_not_count(quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 1, {"A": 1})
    make_delivery(quotum, 2024, 1, {"A": 100}, measure="stock")
    make_delivery(quotum, 2024, 1, {"A": 200}, unit="people")
    make_delivery(quotum, 2023, 1, {"A": 400})
    assert by_code(queries.realised_by_sector(2024)) == {"A": (None, 1)}


def test_only_the_latest_delivery_of_a_quarter_counts(quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 1, {"A": 5, "F": 9})
    make_delivery(quotum, 2024, 1, {"A": 7})
    assert by_code(queries.realised_by_sector(2024)) == {"A": (None, 7)}


def test_no_figure_is_none_and_zero_is_zero(quotum: Quotum) -> None:
    make_adopted_allocation(quotum)
    make_delivery(quotum, 2024, 1, {"A": 0})
    found = {line.sector.code: line for line in queries.realised_by_sector(2024)}
    assert (found["A"].realised, found["A"].percent, found["A"].difference) == (0, Decimal("0.0"), -4)
    assert (found["F"].realised, found["F"].percent, found["F"].difference) == (None, None, None)


def test_draft_allocation_does_not_count(quotum: Quotum) -> None:
    make_draft_allocation(quotum)
    assert queries.allocation_in_force(2024) is None
    assert {line.allocated for line in queries.realised_by_sector(2024)} == {None}


def test_figures_by_another_sector_list_are_left_out_and_named(quotum: Quotum) -> None:
    make_adopted_allocation(quotum)
    other = SectorList.objects.create(version=2, title="Nieuw", in_force_from=date(2020, 1, 1), **FOUNDING)
    Sector.objects.create(sector_list=other, code="A", name="Iets anders", position=1)
    make_delivery(quotum, 2024, 1, {"A": 5})
    assert by_code(queries.realised_by_sector(2024)) == {}
    assert queries.other_list_quarters(2024) == [Quarter(2024, 1)]


def test_without_sector_list_there_are_no_lines(db: None) -> None:
    assert queries.realised_by_sector(2024) == []


def test_municipalities_have_their_share_and_zero_is_a_figure(quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 1, {"GM0153": 2, "GM0141": 0}, kind="municipality")
    make_delivery(quotum, 2024, 2, {"GM0153": 1, "GM0141": 6}, kind="municipality")
    found = {line.party: (line.realised, line.share) for line in queries.realised_by_municipality(2024)}
    assert found == {quotum.enschede: (3, Decimal("33.3")), quotum.almelo: (6, Decimal("66.7"))}


def test_municipality_without_figures_has_none(quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 1, {"GM0153": 2}, kind="municipality")
    found = {line.party: (line.realised, line.share) for line in queries.realised_by_municipality(2024)}
    assert found == {quotum.enschede: (2, Decimal("100.0")), quotum.almelo: (None, None)}


def test_party_that_left_is_not_listed(quotum: Quotum) -> None:
    Party.objects.filter(pk=quotum.almelo.pk).update(left_on=date(2020, 1, 1))
    assert [line.party for line in queries.realised_by_municipality(2024)] == [quotum.enschede]


def test_realised_total_is_by_sector_else_by_municipality(quotum: Quotum) -> None:
    assert queries.realised_total(2024) is None
    make_delivery(quotum, 2024, 1, {"GM0153": 2}, kind="municipality")
    assert queries.realised_total(2024) == 2
    make_delivery(quotum, 2024, 1, {"A": 3})
    assert queries.realised_total(2024) == 3


@pytest.mark.parametrize(
    ("quarters", "part"),
    [
        ([], "nog geen cijfers over 2024"),
        ([2], "cijfers over kwartaal 2 van 2024"),
        ([1, 2, 3], "cijfers over kwartaal 1 tot en met 3 van 2024"),
        ([1, 3], "cijfers over kwartaal 1 en 3 van 2024"),
    ],
)
def test_figures_as_of_says_how_current_they_are(quotum: Quotum, quarters: list[int], part: str) -> None:
    for quarter in quarters:
        make_delivery(quotum, 2024, quarter, {"A": 1})
    text = queries.figures_as_of(2024)
    assert text.startswith(part)
    assert ("gepubliceerd op 01-02-2025" in text) is bool(quarters)


def test_figures_as_of_names_one_source_and_counts_several(quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 1, {"A": 1}, published_on=date(2024, 5, 1))
    make_delivery(quotum, 2024, 2, {"A": 1}, published_on=date(2024, 8, 1))
    assert queries.figures_as_of(2024).endswith(
        "(bron: UWV, gepubliceerd van 01-05-2024 tot en met 01-08-2024)"
    )
    make_delivery(quotum, 2024, 3, {"A": 1}, source="Werkgevers", published_on=date(2024, 11, 1))
    assert "(uit 2 bronnen, gepubliceerd van 01-05-2024" in queries.figures_as_of(2024)


def test_next_expected_quarter_follows_the_last(quotum: Quotum) -> None:
    assert queries.next_expected_quarter(date(2026, 11, 23)) == Quarter(2026, 3)
    make_delivery(quotum, 2024, 4, {"A": 1})
    make_delivery(quotum, 2024, 4, {"A": 1}, measure="stock")
    assert queries.next_expected_quarter(date(2026, 11, 23)) == Quarter(2025, 1)


def test_furthest_behind_is_who_misses_most_jobs_so_far(quotum: Quotum) -> None:
    allocation = make_adopted_allocation(quotum)
    assert queries.furthest_behind(queries.realised_by_sector(2024)) is None
    shares = {share.sector.code: share.jobs for share in allocation.shares.select_related("sector")}
    make_delivery(quotum, 2024, 1, {code: jobs for code, jobs in shares.items() if code != "K"})
    assert queries.furthest_behind(queries.realised_by_sector(2024)) is None  # a quarter in, and all is done
    for quarter in (2, 3):
        make_delivery(quotum, 2024, quarter, dict.fromkeys(shares, 0))
    make_delivery(
        quotum, 2024, 3, {code: -(-jobs // 4) if code == "O-Q" else jobs for code, jobs in shares.items()}
    )
    make_delivery(quotum, 2024, 1, {code: 0 if code == "O-Q" else jobs for code, jobs in shares.items()})
    behind = queries.furthest_behind(queries.realised_by_sector(2024))
    assert behind is not None and behind.pace is not None
    assert (behind.sector.code, behind.pace.quarters) == ("O-Q", 3)
    assert behind.pace.expected == Fraction(shares["O-Q"] * 3, 4)


def test_years_are_those_with_an_adopted_allocation_or_figures(quotum: Quotum) -> None:
    make_draft_allocation(quotum, year=2030)
    make_delivery(quotum, 2023, 1, {"A": 1})
    make_adopted_allocation(quotum)
    assert queries.years_with_figures() == [2024, 2023]


def test_stock_table_has_no_sum_over_quarters(quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 1, {"A": 1, "F": 2})
    make_delivery(quotum, 2024, 2, {"A": 4})
    make_delivery(quotum, 2024, 1, {"A": 100}, measure="stock")
    make_delivery(quotum, 2024, 2, {"A": 110}, measure="stock")
    new, stock = queries.series_tables(quotum.uwv_staff, 2024)
    assert [(row.counts, row.total) for row in new.rows] == [
        ((1, 4, None, None), 5),
        ((2, None, None, None), 2),
    ]
    assert (new.totals, new.total) == ((3, 4, None, None), 7)
    assert [(row.counts, row.total) for row in stock.rows] == [((100, 110, None, None), None)]
    assert (stock.totals, stock.total) == ((100, 110, None, None), None)


def test_deliveries_say_their_age_and_which_counts(quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 1, {"A": 1}, published_on=date(2025, 1, 1))
    make_delivery(quotum, 2024, 1, {"A": 2}, published_on=date(2025, 2, 1))
    lines = queries.deliveries(quotum.uwv_staff, 2024, on=date(2025, 2, 11))
    assert [(line.revision.number, line.is_counting, line.age_days) for line in lines] == [
        (2, True, 10),
        (1, False, 41),
    ]


def test_list_marks_the_allocation_that_counts_for_its_year(quotum: Quotum) -> None:
    first = make_adopted_allocation(quotum)
    second = make_adopted_allocation(quotum, total=600)
    other = make_adopted_allocation(quotum, year=2025)
    draft = make_draft_allocation(quotum)
    found = {line.allocation.pk: line.is_in_force for line in queries.allocation_lines(quotum.uwv_staff)}
    assert found == {first.pk: False, second.pk: True, other.pk: True, draft.pk: False}
    assert Allocation.objects.count() == 4
    assert len(queries.allocation_lines(make_person("Werkplein", Role.WERKPLEIN_STAFF))) == 3


def test_national_series_says_what_came_on_top(quotum: Quotum) -> None:
    growth = {line.target.year: line.growth for line in queries.national_targets()}
    assert (growth[2015], growth[2016], growth[2025], growth[2026]) == (None, 11_500, 10_000, 0)


def test_a_sector_counts_the_quarters_that_it_has_figures_for(quotum: Quotum) -> None:
    make_adopted_allocation(quotum)
    make_delivery(quotum, 2024, 1, {"A": 1, "F": 2})
    make_delivery(quotum, 2024, 3, {"A": 0})
    lines = queries.realised_by_sector(2024)
    assert {line.sector.code: line.quarters for line in lines if line.quarters} == {"A": 2, "F": 1}
    together = queries.totals(lines).pace
    assert together is not None
    by_code = {line.sector.code: line.allocated or 0 for line in lines}
    assert together.expected == Fraction(2 * by_code["A"] + by_code["F"], 4)
