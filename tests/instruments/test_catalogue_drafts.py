"""The next version of the base package: drafted from the last, written by the secretariat, adopted by decision only."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from governance.actions import close_vote
from governance.actions.writing import WholeMoved, text_key
from governance.models import LedgerEvent
from governance.permissions import today
from instruments.actions.catalogues import (
    add_note,
    delete_catalogue,
    delete_entry,
    delete_note,
    draft_catalogue,
    move_entry,
    write_entry,
)
from instruments.enums import Provider
from instruments.models import Catalogue, InstrumentEntry
from instruments.queries import catalogue_in_force
from instruments.queries.catalogues import entry_text, succession
from tests.governance.factories import Board, cast_all, make_meeting, make_open_vote
from tests.governance.readers import as_, count_queries, make_outsiders
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

DAY = date(2026, 11, 27)
OFFER = {"purpose": "Loonkosten verlagen.", "for_whom": "Werkgevers.", "duration": "3 jaar."}


def url(name: str, *args: object) -> str:
    return reverse(f"instruments:{name}", args=args)


@pytest.fixture
def second(board: Board, adopted: Catalogue) -> Catalogue:
    return draft_catalogue(board.secretary, DAY)


def write(
    board: Board, catalogue: Catalogue, name: str = "Loonkostenvoordeel", **changed: Any
) -> InstrumentEntry:
    values: dict[str, Any] = {
        "name": name,
        "summary": "U betaalt minder.",
        "sides": {Provider.UWV: OFFER, Provider.MUNICIPALITY: None},
    }
    return write_entry(catalogue, board.secretary, **(values | changed))


def fingerprint(entry: InstrumentEntry) -> str:
    """What the page of an instrument carries."""
    return text_key(entry_text(entry.full()))


def slugs(catalogue: Catalogue) -> list[str]:
    return list(catalogue.entries.order_by("position").values_list("slug", flat=True))


def test_draft_begins_as_the_last_version_and_leaves_that_alone(board: Board, adopted: Catalogue) -> None:
    before = adopted.compute_hash()
    second = draft_catalogue(board.secretary, DAY)
    assert (second.number, second.is_draft, second.compiled_on) == (2, True, DAY)
    assert second.full()["entries"] == adopted.full()["entries"]
    assert (
        adopted.entries.get(slug="jobcoach").changes.count()
        == second.entries.get(slug="jobcoach").changes.count()
    )
    second.entries.update(name="Anders")
    assert Catalogue.objects.get(pk=adopted.pk).compute_hash() == before


def test_there_is_one_draft_at_a_time_and_never_beside_an_undecided_one(
    board: Board, second: Catalogue
) -> None:
    with pytest.raises(Conflict, match="Versie 2 is nog niet vastgesteld"):
        draft_catalogue(board.secretary, DAY)


def test_member_drafts_nothing(board: Board, adopted: Catalogue) -> None:
    with pytest.raises(NotAllowed, match="secretariaat"):
        draft_catalogue(board.holders["almelo"], DAY)


def test_instrument_is_added_moved_and_taken_out(board: Board, second: Catalogue) -> None:
    was = slugs(second)
    entry = write(board, second)
    assert slugs(second) == [*was, "loonkostenvoordeel"]
    move_entry(entry, board.secretary, -1)
    assert slugs(second) == [*was[:-1], "loonkostenvoordeel", was[-1]]
    move_entry(second.entries.get(slug=was[0]), board.secretary, -1)  # already first
    delete_entry(second.entries.get(slug=was[0]), board.secretary)
    assert slugs(second) == [*was[1:-1], "loonkostenvoordeel", was[-1]]
    assert list(second.entries.order_by("position").values_list("position", flat=True)) == [
        *range(1, len(was) + 1)
    ]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"sides": {}}, "Beschrijf wat de gemeente aanbiedt"),
        ({"name": "Jobcoach"}, "staat al in deze versie"),
        ({"name": "!!!"}, "naam met letters"),
        ({"replaces": "loonkostenvoordeel"}, "volgt niet op zichzelf"),
    ],
)
def test_instrument_that_cannot_be_is_refused(
    board: Board, second: Catalogue, changed: dict[str, Any], message: str
) -> None:
    was = slugs(second)
    with pytest.raises(DomainError, match=message):
        write(board, second, **changed)
    assert slugs(second) == was


def test_who_saves_after_another_sees_what_was_stored(board: Board, second: Catalogue) -> None:
    entry = second.entries.get(slug="jobcoach")
    seen = fingerprint(entry)
    write(board, second, "Jobcoach", entry=entry, summary="Eerste.")
    with pytest.raises(WholeMoved) as moved:
        write(board, second, "Jobcoach", entry=entry, summary="Tweede.", seen=seen)
    assert "In één zin: Eerste." in moved.value.stored
    write(
        board,
        second,
        "Jobcoach",
        entry=entry,
        summary="Tweede.",
        seen=fingerprint(second.entries.get(pk=entry.pk)),
    )
    assert second.entries.get(pk=entry.pk).summary == "Tweede."


def test_version_comes_in_force_by_decision_and_the_earlier_stays(board: Board, second: Catalogue) -> None:
    write(board, second, replaces="premiekorting-jongeren", relation="UWV voert uit voor beide.")
    meeting = make_meeting(board, adopts=[second], title="Later")
    vote = make_open_vote(board, meeting)
    with pytest.raises(Conflict, match="ligt vast"):
        write(board, second, "Nog iets")
    cast_all(vote, board, "vvvvvvvv")
    close_vote(vote, board.secretary)
    assert catalogue_in_force(today()) == second
    old = InstrumentEntry.objects.get(catalogue__number=1, slug="premiekorting-jongeren")
    (new,) = succession(board.secretary, old).after
    assert succession(board.secretary, new).before.slug == "premiekorting-jongeren"
    with pytest.raises(Conflict, match="ligt vast"):
        delete_entry(new, board.secretary)


def test_draft_that_nobody_offers_something_of_is_not_ready(board: Board, second: Catalogue) -> None:
    assert second.unready() == ""
    second.entries.get(slug="jobcoach").sides.all().delete()
    assert "Niemand biedt aan: Jobcoach" in second.unready()
    second.entries.all().delete()
    assert "nog geen instrumenten" in second.unready()


def test_draft_is_deleted_and_the_only_version_is_not(board: Board, second: Catalogue) -> None:
    delete_catalogue(second, board.secretary)
    assert Catalogue.objects.count() == 1


def test_note_stands_beside_an_adopted_version_and_outside_its_hash(board: Board, adopted: Catalogue) -> None:
    entry, before = adopted.entries.get(slug="jobcoach"), adopted.compute_hash()
    count = entry.changes.count()
    note = add_note(entry, board.secretary, since="2027", text="Er komt een maximum.", is_uncertain=True)
    assert (entry.changes.count(), adopted.compute_hash()) == (count + 1, before)
    with pytest.raises(NotAllowed):
        delete_note(note, board.holders["almelo"])
    delete_note(note, board.secretary)
    assert entry.changes.count() == count


def test_ledger_names_what_was_written_without_its_words(board: Board, second: Catalogue) -> None:
    write(board, second)
    event = LedgerEvent.objects.get(kind="instrument_written")
    assert event.facts == {"version": 2, "instrument": "loonkostenvoordeel"}


def typed(**changed: str) -> dict[str, str]:
    return {
        "name": "Loonkostenvoordeel",
        "summary": "U betaalt minder.",
        "is_described": "on",
        "uwv-offered": "on",
        "uwv-purpose": "Loonkosten verlagen.",
        "uwv-for_whom": "Werkgevers.",
        **changed,
    }


def test_pages_from_draft_to_a_new_instrument(board: Board, adopted: Catalogue) -> None:
    client = as_(board.secretary)
    assert "Nieuwe versie opstellen" in client.get(url("catalogue_current")).content.decode()
    address = client.post(url("catalogue_draft"))["Location"]
    page = client.get(address).content.decode()
    assert "Klaar? Kies dit concept in een voorstel" in page
    assert client.post(url("entry_create", 2), typed()).status_code == 303
    page = client.get(url("entry_edit", 2, "loonkostenvoordeel")).content.decode()
    assert "Loonkosten verlagen." in page
    assert client.post(url("entry_move", 2, "loonkostenvoordeel"), {"act": "up"}).status_code == 303
    assert client.post(url("entry_delete", 2, "loonkostenvoordeel")).status_code == 303
    assert client.post(url("catalogue_delete", 2)).status_code == 303
    assert not Catalogue.objects.filter(number=2).exists()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"uwv-purpose": ""}, "Schrijf wat het doel is."),
        ({"uwv-offered": ""}, "Zet het vinkje, of maak de velden leeg."),
        ({"uwv-valid_from": "2027-01-01", "uwv-valid_to": "2026-01-01"}, "Dit ligt voor het begin."),
        ({"name": ""}, "Geef het instrument een naam."),
        ({"name": "Jobcoach"}, "staat al in deze versie"),
    ],
)
def test_faulty_instrument_keeps_what_was_typed(
    board: Board, second: Catalogue, changed: dict[str, str], message: str
) -> None:
    response = as_(board.secretary).post(url("entry_create", 2), typed(**changed))
    html = response.content.decode()
    assert (response.status_code, message in html, "U betaalt minder." in html) == (422, True, True)


def test_later_saver_sees_both_texts_and_saves_the_second_time(board: Board, second: Catalogue) -> None:
    client, entry = as_(board.secretary), second.entries.get(slug="jobcoach")
    seen = fingerprint(entry)
    write(board, second, "Jobcoach", entry=entry, summary="Van een ander.")
    own = typed(name="Jobcoach", summary="Van mij.", seen=seen)
    response = client.post(url("entry_edit", 2, "jobcoach"), own)
    html = response.content.decode()
    assert (response.status_code, "Van een ander." in html, "Van mij." in html) == (422, True, True)
    again = own | {"seen": response.context["seen"]}
    assert client.post(url("entry_edit", 2, "jobcoach"), again).status_code == 303
    assert second.entries.get(slug="jobcoach").summary == "Van mij."


def test_others_neither_see_nor_write_a_draft(board: Board, second: Catalogue) -> None:
    outsider, *_ = make_outsiders(board)
    assert as_(outsider).get(url("catalogue_detail", 2)).status_code == 404
    assert as_(board.holders["almelo"]).post(url("entry_create", 2), typed()).status_code == 403
    assert "Opstellen" not in as_(board.holders["almelo"]).get(url("catalogue_detail", 2)).content.decode()


def test_draft_page_takes_as_many_queries_for_thirty_as_for_eight(board: Board, second: Catalogue) -> None:
    client = as_(board.secretary)
    few = count_queries(client, url("catalogue_detail", 2))
    for number in range(22):
        write(board, second, f"Instrument {number}")
    assert count_queries(client, url("catalogue_detail", 2)) == few
