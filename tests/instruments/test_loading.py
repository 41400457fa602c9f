"""The list of 29 September 2014: all instruments with all their numbers, once."""

from __future__ import annotations

import pytest

from instruments.enums import Provider
from instruments.loading import load_catalogue
from instruments.models import Catalogue, InstrumentEntry, InstrumentSide, LaterChange
from instruments.queries import found_entries
from werkbedrijf.web.words import search_words

pytestmark = pytest.mark.django_db

SLUGS = [
    "proefplaatsing",
    "jobcoach",
    "no-riskpolis",
    "loonkostensubsidie-en-loondispensatie",
    "studieregeling",
    "werkplekaanpassing",
    "premiekorting-jongeren",
    "premiekorting-ouderen-en-arbeidsgehandicapten",
]

# (instrument, side, words that hold a number of the list)
NUMBERS = [
    ("proefplaatsing", "municipality", "Ten hoogste 3 maanden"),
    ("proefplaatsing", "municipality", "ten minste een half jaar"),
    ("proefplaatsing", "uwv", "Standaard 2 maanden, onder voorwaarden 6 maanden"),
    ("proefplaatsing", "uwv", "ten minste 6 maanden een baan"),
    ("no-riskpolis", "municipality", "6 of 12 maanden; bij loondispensatie 6 maanden"),
    ("no-riskpolis", "municipality", "1 week eigen risico"),
    ("no-riskpolis", "uwv", "8 juli 1954"),
    ("no-riskpolis", "uwv", "52 weken"),
    ("no-riskpolis", "uwv", "na 13 weken"),
    ("no-riskpolis", "uwv", "binnen 5 jaar"),
    ("studieregeling", "municipality", "Ten minste 18 jaar"),
    ("studieregeling", "uwv", "25 procent"),
    ("premiekorting-jongeren", "municipality", "18 tot en met 26 jaar"),
    ("premiekorting-jongeren", "uwv", "vanaf 1 januari 2014, vóór 1 januari 2016"),
    ("premiekorting-jongeren", "uwv", "32 uur per week"),
    ("premiekorting-jongeren", "uwv", "ten minste 6 maanden"),
    ("premiekorting-jongeren", "uwv", "ten hoogste 2 jaar"),
    ("premiekorting-ouderen-en-arbeidsgehandicapten", "uwv", "€ 7.000 voor een 50-plusser"),
    ("premiekorting-ouderen-en-arbeidsgehandicapten", "uwv", "€ 7.000 voor een arbeidsgehandicapte"),
    (
        "premiekorting-ouderen-en-arbeidsgehandicapten",
        "uwv",
        "€ 3.500 voor een arbeidsgehandicapte met loondispensatie",
    ),
    ("premiekorting-ouderen-en-arbeidsgehandicapten", "municipality", "op 56 jaar"),
    ("premiekorting-ouderen-en-arbeidsgehandicapten", "municipality", "Ten hoogste 3 jaar"),
]


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of the app with every field, to compare before and after."""
    models = (Catalogue, InstrumentEntry, InstrumentSide, LaterChange)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_catalogue_is_a_draft_with_the_eight_instruments_in_order() -> None:
    catalogue = load_catalogue()
    assert catalogue.is_draft
    assert list(catalogue.entries.values_list("slug", flat=True)) == SLUGS


def test_every_instrument_has_a_municipal_and_a_uwv_side() -> None:
    load_catalogue()
    for entry in InstrumentEntry.objects.prefetch_related("sides"):
        assert [side.provider for side in entry.sides.all()] == [Provider.MUNICIPALITY, Provider.UWV]


@pytest.mark.parametrize(("slug", "provider", "words"), NUMBERS)
def test_number_of_the_list_is_there(slug: str, provider: str, words: str) -> None:
    load_catalogue()
    side = InstrumentSide.objects.get(entry__slug=slug, provider=provider)
    assert words in " ".join(value for _, value in side.terms())


def test_every_instrument_says_what_became_of_it() -> None:
    load_catalogue()
    assert not InstrumentEntry.objects.filter(changes=None).exists()
    assert LaterChange.objects.filter(is_uncertain=True).count() == 6


def test_loading_twice_changes_nothing() -> None:
    load_catalogue()
    before = everything()
    load_catalogue()
    assert everything() == before


def test_loading_again_keeps_what_was_edited() -> None:
    load_catalogue()
    InstrumentEntry.objects.filter(slug="jobcoach").update(summary="Aangepast")
    load_catalogue()
    assert InstrumentEntry.objects.get(slug="jobcoach").summary == "Aangepast"


@pytest.mark.parametrize("typed", ["no-riskpolis", "noriskpolis", "No risk polis", "no-risk"])
def test_instrument_is_found_however_the_parts_of_its_name_are_joined(draft: Catalogue, typed: str) -> None:
    assert [entry.name for entry in found_entries(draft, search_words(typed), True)][:1] == ["No-riskpolis"]
