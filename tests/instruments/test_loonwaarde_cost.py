"""Cost scenarios: both readings on the page and on paper, and the paper under an agenda item."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from governance.enums import Role
from governance.models import AgendaItem, Paper
from instruments.actions.cost import attach_scenario, delete_scenario, write_scenario
from instruments.models import CostScenario
from instruments.rendering.cost import print_scenario
from tests.governance.factories import Board, decide_item, draft_board_meeting, make_meeting, make_person
from tests.governance.readers import as_, count_queries, text
from tests.printing import vera
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

pytestmark = pytest.mark.django_db

LIST, NEW = reverse("instruments:cost_list"), reverse("instruments:cost_create")
VALUES: dict[str, Any] = {
    "title": "Alles inkopen",
    "measurements": 1000,
    "followed": 1,
    "first_year": 2015,
    "years": 3,
    "bought_share": 100,
    "bought_new": Decimal(450),
    "bought_follow_up": Decimal(300),
    "own_hours_new": Decimal(6),
    "own_hours_follow_up": Decimal("3.5"),
    "own_hour_rate": Decimal("62.50"),
    "own_fixed": Decimal(20_000),
    "source": "Aanname",
}


def make_scenario(board: Board, **changes: Any) -> CostScenario:
    return write_scenario(board.secretary, **(VALUES | changes))


def test_page_shows_both_readings_named_and_year_by_year(board: Board) -> None:
    scenario = make_scenario(board)
    page = text(as_(board.chair).get(scenario.get_absolute_url()).text)
    # cumulative: 450,000 + 750,000 + 750,000; in all: 225,000 + 375,000 + 375,000
    assert "Cumulatief € 1.950.000" in page
    assert "In totaal € 975.000" in page
    assert "In 2017 kost het € 750.000 als het memo cumulatief is bedoeld" in page
    assert "2016 1.000 1.000 750.000 0 0 750.000" in page
    assert "2016 500 500 375.000 0 0 375.000" in page


def test_scenario_is_a_paper_of_the_board(board: Board) -> None:
    scenario, werkplein = make_scenario(board), make_person("Werkplein", Role.WERKPLEIN_STAFF)
    assert as_(werkplein).get(scenario.get_absolute_url()).status_code == 404
    assert as_(werkplein).get(reverse("instruments:cost_pdf", args=[scenario.pk])).status_code == 404
    assert as_(werkplein).get(LIST).status_code == 403


def test_only_the_secretariat_writes(board: Board) -> None:
    scenario = make_scenario(board)
    for act in (
        lambda: write_scenario(board.chair, **VALUES),
        lambda: delete_scenario(scenario, board.chair),
        lambda: attach_scenario(scenario, AgendaItem(), board.chair),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_scenario_without_a_source_is_refused(board: Board) -> None:
    with pytest.raises(DomainError, match="waar de bedragen vandaan komen"):
        make_scenario(board, source=" ")


def test_form_begins_with_the_memo_and_refuses_in_words(board: Board) -> None:
    client = as_(board.secretary)
    assert 'value="1000"' in client.get(NEW).text
    answer = client.post(NEW, VALUES | {"bought_share": "120", "own_hour_rate": "veel"})
    assert answer.status_code == 422
    assert "Vul een heel getal in van 0 tot en met 100." in answer.text
    assert 'value="veel"' in answer.text
    client.post(NEW, VALUES | {"own_hour_rate": "62,50", "own_hours_follow_up": "3,5"})
    scenario = CostScenario.objects.get()
    assert (scenario.own_hour_rate, scenario.own_hours_follow_up) == (Decimal("62.50"), Decimal("3.50"))
    edit = reverse("instruments:cost_edit", args=[scenario.pk])
    assert "Aanname" in client.get(edit).text
    client.post(edit, VALUES | {"title": "Anders", "own_hours_follow_up": "3,5", "own_hour_rate": "62,50"})
    scenario.refresh_from_db()
    assert scenario.title == "Anders"
    client.post(reverse("instruments:cost_delete", args=[scenario.pk]))
    assert not CostScenario.objects.exists()


def test_paper_under_an_item_is_replaced_by_the_next_print(board: Board) -> None:
    scenario, item = make_scenario(board), decide_item(draft_board_meeting(board))
    client, attach = as_(board.secretary), reverse("instruments:cost_attach", args=[scenario.pk])
    assert item.title in client.get(scenario.get_absolute_url()).text
    for _ in range(2):
        client.post(attach, {"item": item.pk})
    first, second = Paper.objects.filter(item=item).order_by("pk")
    assert second.replaces == first
    assert second.title == "Kosten loonwaardemeting: Alles inkopen"


def test_fixed_agenda_takes_no_paper(board: Board) -> None:
    scenario, meeting = make_scenario(board), make_meeting(board)
    item = meeting.items.all()[0]
    with pytest.raises(Conflict):
        attach_scenario(scenario, item, board.secretary)
    client = as_(board.secretary)
    client.post(reverse("instruments:cost_attach", args=[scenario.pk]), {"item": item.pk})
    assert "Die agenda ligt vast" in client.get(scenario.get_absolute_url()).text
    assert not Paper.objects.exists()


@pytest.mark.rendering
def test_pdf_passes_verapdf(board: Board, tmp_path: Path) -> None:
    path = tmp_path / "kosten.pdf"
    path.write_bytes(
        print_scenario(make_scenario(board, is_example=True), "2027-01-20T10:00:00+01:00").content
    )
    assert {flavour: vera.check(path, flavour).failures for flavour in ("ua1", "3a")} == {"ua1": (), "3a": ()}


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"bought_share": 101}, "cost_share_is_a_percentage"),
        ({"years": 0}, "cost_volume_in_range"),
        ({"own_fixed": Decimal(-1)}, "cost_not_below_zero"),
    ],
)
def test_constraints(board: Board, values: dict[str, Any], name: str) -> None:
    make_scenario(board)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CostScenario.objects.update(**values)


def test_queries_do_not_grow_with_the_list(board: Board) -> None:
    client, seen = as_(board.secretary), []
    for size in (1, 30):
        for _ in range(size):
            make_scenario(board)
        seen.append(count_queries(client, LIST))
    assert seen[0] == seen[1]
