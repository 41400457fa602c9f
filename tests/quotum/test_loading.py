"""What quotum begins with: loaded once, whatever how often it is asked for, and right."""

from __future__ import annotations

import pytest

from quotum.loading import load_national_targets, load_sectors, load_workplaces
from quotum.models import NationalTarget, Sector, SectorList, WorkplaceRevision, Workplaces

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing() -> None:
    first = (load_sectors(), load_workplaces(), load_national_targets())
    second = (load_sectors(), load_workplaces(), load_national_targets())
    assert first == second
    assert (SectorList.objects.count(), Sector.objects.count()) == (1, 10)
    assert (WorkplaceRevision.objects.count(), NationalTarget.objects.count()) == (1, 12)


def test_ten_sectors_partition_the_sections() -> None:
    letters = []
    for code in load_sectors().sectors.values_list("code", flat=True):
        first, _, last = code.partition("-")
        letters += [chr(c) for c in range(ord(first), ord(last or first) + 1)]
    assert letters == list("ABCDEFGHIJKLMNOPQRSTU")


@pytest.mark.parametrize("year", range(2010, 2025))
def test_ten_sectors_are_published_every_year_and_meet_the_total(year: int) -> None:
    sectors = load_sectors().sectors.values_list("code", flat=True)
    published = Workplaces.objects.filter(revision=load_workplaces(), year=year)
    jobs = dict(published.filter(sector_code__in=sectors).values_list("sector_code", "jobs"))
    assert len(jobs) == 10
    assert None not in jobs.values()
    total = published.get(sector_code="TOTAL").jobs
    assert total is not None
    assert abs(sum(jobs.values()) - total) <= 200  # ten figures rounded to 100


def test_not_published_is_not_zero() -> None:
    load_workplaces()
    assert Workplaces.objects.get(year=2024, sector_code="D").jobs is None
    assert not Workplaces.objects.filter(jobs=0).exists()


def test_national_target_is_a_stock() -> None:
    load_national_targets()
    last = NationalTarget.objects.get(year=2026)
    assert (last.market, last.government, last.together) == (100_000, 25_000, 125_000)
