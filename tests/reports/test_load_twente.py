"""`manage.py load_twente`: the facts with which every installation begins, loaded once however often it runs."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from governance.domain.rules import RULE_SET_1
from governance.enums import PartyKind
from governance.models import AgreementVersion, Article, LedgerHead, Location, Party, Person, RuleSet, Seat
from instruments.models import Catalogue
from quotum.models import NationalTarget, SectorList, Workplaces
from reports.twente.loading import load_twente
from tests.reports.rows import all_rows

pytestmark = pytest.mark.django_db

COUNCILS = {
    "Almelo", "Borne", "Dinkelland", "Enschede", "Haaksbergen", "Hellendoorn", "Hengelo",
    "Hof van Twente", "Losser", "Oldenzaal", "Rijssen-Holten", "Tubbergen", "Twenterand", "Wierden",
}  # fmt: skip
SEATS = {
    "Enschede": {"Enschede"},
    "Hellendoorn": {"Hellendoorn"},
    "Oldenzaal": {"Oldenzaal"},
    "Hengelo": {"Hengelo"},
    "Almelo": {"Almelo"},
    "UWV": {"UWV"},
    "Werkgevers": {"VNO-NCW Midden", "MKB-Nederland Midden"},
    "Werknemers": {"FNV", "CNV"},
}


@pytest.fixture(autouse=True)
def twente(db: None) -> None:
    load_twente()


def test_parties_are_the_fourteen_municipalities_and_five_others() -> None:
    assert set(Party.objects.municipalities().values_list("name", flat=True)) == COUNCILS
    others = Party.objects.exclude(kind=PartyKind.MUNICIPALITY).values_list("name", flat=True)
    assert set(others) == {"UWV", "VNO-NCW Midden", "MKB-Nederland Midden", "FNV", "CNV"}


def test_report_goes_to_councils_and_boards() -> None:
    bodies = dict(Party.objects.values_list("name", "body"))
    assert {name for name, body in bodies.items() if body == f"gemeenteraad van {name}"} == COUNCILS
    assert sum(body == f"bestuur van {name}" for name, body in bodies.items()) == 5


def test_municipalities_have_their_cbs_codes_and_the_inhabitants_of_about_2016() -> None:
    assert Party.objects.get(name="Enschede").cbs_code == "GM0153"
    assert sum(Party.objects.municipalities().values_list("inhabitants", flat=True)) == 626_525


def test_locations_are_the_three_werkpleinen() -> None:
    assert set(Location.objects.values_list("name", flat=True)) == {"Almelo", "Enschede", "Hengelo"}


def test_eight_seats_represent_their_parties_and_enschede_chairs() -> None:
    found = {
        seat.name: {party.name for party in seat.parties.all()}
        for seat in Seat.objects.prefetch_related("parties")
    }
    assert found == SEATS
    assert Seat.objects.get(is_chair=True).name == "Enschede"


def test_duties_of_article_5_stand_at_four_seats() -> None:
    assert set(Seat.objects.exclude(duty="").values_list("name", flat=True)) == {
        "Enschede",
        "UWV",
        "Werkgevers",
        "Werknemers",
    }


def test_agreement_runs_from_12_december_2014_to_the_end_of_2026_with_thirteen_articles() -> None:
    version = AgreementVersion.objects.get()
    assert (version.number, version.in_force_from, version.ends_on, version.is_example) == (
        1,
        date(2014, 12, 12),
        date(2026, 12, 31),
        False,
    )
    assert list(version.articles.values_list("number", flat=True)) == list(range(1, 14))
    assert not Article.objects.filter(text="").exists()


def test_rule_set_1_is_in_force_from_the_first_day() -> None:
    rule_set = RuleSet.objects.in_force(date(2014, 12, 12))
    assert rule_set.rules() == RULE_SET_1


def test_figures_of_the_country_and_of_cbs_are_there() -> None:
    assert NationalTarget.objects.get(year=2015).together == 9_000
    assert NationalTarget.objects.get(year=2026).together == 125_000
    assert SectorList.objects.get().sectors.count() == 10
    assert Workplaces.objects.get(year=2024, sector_code="O-Q").jobs == 99_600


def test_base_package_is_a_draft() -> None:
    assert Catalogue.objects.get().is_draft


def test_nobody_is_named() -> None:
    assert not Person.objects.exists()


def test_ledger_is_empty_and_has_its_head() -> None:
    head = LedgerHead.objects.get()
    assert (head.sequence, head.sha256) == (0, "0" * 64)


def test_running_twice_changes_nothing() -> None:
    before = all_rows()
    call_command("load_twente")
    assert all_rows() == before


def test_what_a_board_edited_stays() -> None:
    Party.objects.filter(slug="borne").update(inhabitants=24_000, joining_reference="Collegebesluit 14-123")
    call_command("load_twente")
    borne = Party.objects.get(slug="borne")
    assert (borne.inhabitants, borne.joining_reference) == (24_000, "Collegebesluit 14-123")
