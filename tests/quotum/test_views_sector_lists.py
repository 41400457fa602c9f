"""The pages of the board's lists of sectors: which is in use, and a list that is refused with what was typed kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quotum.actions import draft_sector_list
from quotum.models import Classification, SectorList
from quotum.queries.sector_lists import list_as_text
from tests.governance.readers import count_queries, text
from tests.quotum.factories import Quotum
from tests.quotum.test_actions_sector_lists import adopt_list

LIST, CREATE = reverse("quotum:sector_list_list"), reverse("quotum:sector_list_create")


def fields(quotum: Quotum, **changes: Any) -> dict[str, Any]:
    return {
        "title": "Nieuwe indeling",
        "classification": Classification.objects.get(version="2008").pk,
        "text": list_as_text(quotum.sector_list),
    } | changes


def make_draft(quotum: Quotum) -> SectorList:
    values = fields(quotum) | {"classification": Classification.objects.get(version="2008")}
    return draft_sector_list(**values, by=quotum.uwv_staff)


def test_form_begins_from_the_list_in_use_and_saves_a_draft(client: Client, quotum: Quotum) -> None:
    client.force_login(quotum.uwv_staff)
    assert "G-I: Handel, vervoer en horeca" in client.get(CREATE).text
    response = client.post(CREATE, fields(quotum))
    draft = SectorList.objects.get(version=2)
    assert response.headers["Location"] == draft.get_absolute_url()
    page = text(client.get(draft.get_absolute_url()).text)
    assert "Alleen een besluit van het bestuur stelt een indeling vast." in page
    assert "B Winning van delfstoffen" in page


def test_list_that_is_no_partition_is_refused_and_kept_as_typed(client: Client, quotum: Quotum) -> None:
    client.force_login(quotum.board.secretary)
    typed = "A: Landbouw\nB-U: Al het andere\nF: Bouw"
    response = client.post(CREATE, fields(quotum, text=typed))
    assert response.status_code == 422
    assert "Sectie F (Bouwnijverheid) staat twee keer: bij B-U en bij F." in response.text
    assert "B-U: Al het andere" in response.text
    assert SectorList.objects.count() == 1


def test_draft_is_changed_and_deleted(client: Client, quotum: Quotum) -> None:
    draft = make_draft(quotum)
    client.force_login(quotum.uwv_staff)
    edit = reverse("quotum:sector_list_edit", args=[2])
    assert "Nieuwe indeling" in client.get(edit).text
    client.post(edit, fields(quotum, title="Andere titel"))
    draft.refresh_from_db()
    assert draft.title == "Andere titel"
    client.post(reverse("quotum:sector_list_delete", args=[2]))
    assert not SectorList.objects.filter(version=2).exists()


def test_adopted_list_says_which_decision_and_which_one_counts(client: Client, quotum: Quotum) -> None:
    adopted = adopt_list(quotum, make_draft(quotum))
    client.force_login(quotum.reader)
    page = client.get(adopted.get_absolute_url()).text
    assert adopted.decision.get_absolute_url() in page  # type: ignore[union-attr]
    assert "Nu geldt" in client.get(quotum.sector_list.get_absolute_url()).text
    client.force_login(quotum.uwv_staff)
    assert client.get(reverse("quotum:sector_list_edit", args=[2])).status_code == 403


def test_draft_is_not_there_for_who_does_not_read_the_agenda(client: Client, quotum: Quotum) -> None:
    draft = make_draft(quotum)
    client.force_login(quotum.reader)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert draft.title not in client.get(LIST).text


@pytest.mark.parametrize("address", ["list", "detail"])
def test_same_number_of_queries_at_one_and_at_thirty(client: Client, quotum: Quotum, address: str) -> None:
    client.force_login(quotum.uwv_staff)
    url = LIST if address == "list" else quotum.sector_list.get_absolute_url()
    before = count_queries(client, url)
    for _ in range(30):
        make_draft(quotum)
    assert count_queries(client, url) == before
