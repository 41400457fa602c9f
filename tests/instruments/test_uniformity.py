"""Municipalities held against the package: the lines, the matrix on a day, the years, the pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.models import Party
from governance.queries.comparison import differences
from instruments.actions.uniformity import Held, assess_municipality
from instruments.enums import Standing
from instruments.models import Catalogue, InstrumentSide, PackageAssessment
from instruments.queries.uniformity import matrix, years
from tests.governance.factories import Board
from tests.governance.readers import as_, count_queries
from tests.instruments.regulations import INSTRUMENTS, hold, make_municipality, make_regulation
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

pytestmark = pytest.mark.django_db

MATRIX = reverse("instruments:uniformity_matrix")


@pytest.fixture
def losser(board: Board, adopted: Catalogue) -> Party:
    """In a region whose package has been in force since 2020."""
    Catalogue.objects.filter(pk=adopted.pk).update(in_force_from=date(2020, 1, 1))
    party = make_municipality()
    make_regulation(board.secretary, party)
    return party


def standings(party: Party, on: date) -> str:
    row = next(row for row in matrix(on).rows if row.party == party)
    return "".join(one.standing.sign for one in row.cells)


def test_a_new_line_follows_the_earlier_one(board: Board, losser: Party) -> None:
    assert hold(board, losser, "gwo", date(2021, 1, 1)) == 3
    assert hold(board, losser, "gwo", date(2022, 1, 1)) == 0
    assert hold(board, losser, "ggo", date(2023, 1, 1)) == 1
    assert standings(losser, date(2020, 6, 1)).startswith("???")
    assert standings(losser, date(2022, 12, 31)).startswith("=≠∅")
    assert standings(losser, date(2023, 1, 1)).startswith("==∅")
    assert PackageAssessment.objects.count() == 4
    assert [line for line in differences() if line.startswith("Oordeel")] == []


def test_instruments_without_a_municipal_side_are_no_column(losser: Party) -> None:
    before, after = matrix(date(2021, 1, 1)), matrix(date(2023, 1, 1))
    assert before.package and after.package
    gone = {one.slug for one in before.package.columns} - {one.slug for one in after.package.columns}
    assert gone == {"studieregeling"}


def test_judgement_on_another_text_of_the_package_counts_no_longer(board: Board, losser: Party) -> None:
    hold(board, losser, "g", date(2021, 1, 1))
    InstrumentSide.objects.filter(entry__slug=INSTRUMENTS[0], provider="municipality").update(
        duration="anders"
    )
    assert standings(losser, date(2021, 6, 1))[0] == "?"
    page = reverse("instruments:uniformity_cell", args=[losser.slug, INSTRUMENTS[0]])
    assert "het pakket zegt nu iets anders" in as_(board.chair).get(page).text


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (Held(Standing.DIFFERS), "hoe Losser afwijkt"),
        (Held(Standing.EQUAL), "Kies bij Proefplaatsing de regeling"),
        (Held(Standing.DIFFERS, "anders"), "Kies bij Proefplaatsing de regeling"),
    ],
)
def test_judgement_is_refused(board: Board, losser: Party, held: Held, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        assess_municipality(losser, board.secretary, held={INSTRUMENTS[0]: held}, since=date(2021, 1, 1))
    assert not PackageAssessment.objects.exists()


def test_day_person_and_regulation_are_checked(board: Board, losser: Party) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(DomainError, match="moet nog komen"):
        hold(board, losser, "g", tomorrow)
    with pytest.raises(Conflict, match="geen basispakket"):
        hold(board, losser, "g", date(2019, 1, 1))
    with pytest.raises(NotAllowed):
        assess_municipality(losser, board.chair, held={}, since=date(2021, 1, 1))
    others = make_regulation(board.secretary, make_municipality("Wierden"))
    held = {INSTRUMENTS[0]: Held(Standing.EQUAL, regulation=others)}
    with pytest.raises(DomainError, match="een regeling van Losser"):
        assess_municipality(losser, board.secretary, held=held, since=date(2021, 1, 1))


def test_years_say_where_the_region_became_more_uniform(board: Board, losser: Party) -> None:
    hold(board, losser, "gwo", date(2021, 1, 1))
    hold(board, losser, "ggo", date(2022, 5, 1))
    found = {year.on.year: year for year in years(date(2023, 3, 1))}
    assert list(found) == [2023, 2022, 2021]
    assert [one.in_words for one in found[2022].instruments] == ["Jobcoach +1"]
    assert [one.in_words for one in found[2022].municipalities] == ["Losser +1"]
    assert (found[2021].figure.equal, found[2022].figure.equal) == (1, 2)
    assert found[2023].instruments == ()


def test_matrix_page_shows_words_and_the_definition_on_a_chosen_day(board: Board, losser: Party) -> None:
    hold(board, losser, "gwo", date(2021, 1, 1))
    client = as_(board.chair)
    shown = client.get(MATRIX, {"datum": "2021-02-01"}).text
    for word in ("gelijk", "wijkt af", "ontbreekt", "nog niet beoordeeld", "blijft een afwijking"):
        assert word in shown
    assert "geen basispakket van kracht" in client.get(MATRIX, {"datum": "2012-01-01"}).text
    assert client.get(MATRIX, {"datum": "onzin"}).status_code == 200


def test_csv_has_a_row_per_cell_and_no_formula(board: Board, losser: Party) -> None:
    regulation = losser.regulations.get()
    held = {INSTRUMENTS[0]: Held(Standing.DIFFERS, "=1+1", regulation)}
    assess_municipality(losser, board.secretary, held=held, since=date(2021, 1, 1))
    address = reverse("instruments:uniformity_csv")
    rows = as_(board.chair).get(address, {"datum": "2021-02-01"}).content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("peildatum;versie basispakket;gemeente;instrument;oordeel")
    assert any("Losser;Proefplaatsing;wijkt af;'=1+1;2021-01-01" in row for row in rows)
    assert as_(board.chair).get(address, {"datum": "2012-01-01"}).status_code == 404


def test_page_judges_every_instrument_and_keeps_what_was_typed(board: Board, losser: Party) -> None:
    client = as_(board.secretary)
    address = reverse("instruments:uniformity_assess", args=[losser.slug])
    found = matrix(timezone.localdate())
    assert found.package
    data: dict[str, Any] = {"since": "2023-02-01"}
    for one in found.package.columns:
        data |= {f"standing_{one.slug}": "open", f"difference_{one.slug}": "", f"regulation_{one.slug}": ""}
    data |= {"standing_jobcoach": "differs", "difference_jobcoach": "Tien uur in plaats van vijf"}
    answer = client.post(address, data)
    assert answer.status_code == 422 and "Tien uur in plaats van vijf" in answer.text
    data["regulation_jobcoach"] = str(losser.regulations.get().pk)
    assert client.post(address, data).status_code == 303
    line = PackageAssessment.objects.get()
    assert (line.instrument, line.since, line.assessed_by) == ("jobcoach", date(2023, 2, 1), board.secretary)
    assert "Tien uur" in client.get(reverse("instruments:uniformity_party", args=[losser.slug])).text
    assert as_(board.chair).get(address).status_code == 403


def test_constraints(board: Board, losser: Party) -> None:
    hold(board, losser, "gwo", date(2021, 1, 1))
    equal = PackageAssessment.objects.get(standing=Standing.EQUAL)
    for values, name in (
        ({"standing": Standing.DIFFERS}, "package_assessment_says_how"),
        ({"regulation": None}, "package_assessment_rests_on_regulation"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            copy = PackageAssessment.objects.get(pk=equal.pk)
            copy.pk = None
            for field, value in values.items():
                setattr(copy, field, value)
            copy.save()


def test_queries_do_not_grow_with_the_lines(board: Board, losser: Party) -> None:
    client, counts = as_(board.secretary), []
    hold(board, losser, "ggg", date(2021, 1, 1))
    pages = [
        MATRIX,
        reverse("instruments:uniformity_party", args=["losser"]),
        reverse("instruments:uniformity_cell", args=["losser", INSTRUMENTS[0]]),
    ]
    counts.append([count_queries(client, page) for page in pages])
    for month in range(1, 31):
        day = date(2021, 1, 1) + timedelta(days=month)
        hold(board, losser, "www" if month % 2 else "ggg", day)
    counts.append([count_queries(client, page) for page in pages])
    assert counts[0] == counts[1]
