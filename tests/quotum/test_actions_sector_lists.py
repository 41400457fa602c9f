"""The board's list of sectors: a partition by name, adopted by a decision, split in branches."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from governance.actions import close_vote
from governance.models import LedgerEvent
from governance.permissions import today
from quotum.actions import change_sector_list, delete_sector_list, draft_sector_list
from quotum.actions.sector_lists import NoPartition
from quotum.models import BranchShare, Classification, SectorList
from quotum.permissions import visible_sector_lists
from quotum.queries.reproduction import differences
from quotum.queries.sector_lists import list_as_text
from tests.governance.factories import cast_all, draft_board_meeting, make_meeting, make_open_vote
from tests.quotum.factories import Quotum, make_draft_allocation
from tests.quotum.test_actions_deviations import deviate
from werkbedrijf.lib.errors import Conflict, DomainError

BRANCHES = "\n- G: Handel\n- H: Vervoer en opslag\n- I: Horeca"


def inputs(quotum: Quotum, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "title": "Nieuwe indeling",
        "classification": Classification.objects.get(scheme="SBI", version="2008"),
        "text": list_as_text(quotum.sector_list),
        "by": quotum.uwv_staff,
    }
    return values | changes


def adopt_list(quotum: Quotum, sector_list: SectorList) -> SectorList:
    meeting = make_meeting(quotum.board, adopts=[sector_list])
    vote = make_open_vote(quotum.board, meeting)
    cast_all(vote, quotum.board, "vvvvvvvv")
    close_vote(vote, quotum.board.secretary)
    sector_list.refresh_from_db()
    return sector_list


def with_branches(quotum: Quotum) -> str:
    text = list_as_text(quotum.sector_list)
    line = next(line for line in text.splitlines() if line.startswith("G-I:"))
    return text.replace(line, line + BRANCHES)


def test_founding_list_is_in_force_without_a_decision(quotum: Quotum) -> None:
    assert quotum.sector_list.is_adopted
    assert quotum.sector_list.is_founding
    assert quotum.sector_list.decision is None


def test_draft_is_the_next_version_and_not_in_force(quotum: Quotum) -> None:
    draft = draft_sector_list(**inputs(quotum))
    assert (draft.version, draft.is_draft, draft.sectors.count()) == (2, True, 10)
    assert SectorList.objects.in_force(today()) == quotum.sector_list


def test_list_that_is_no_partition_is_refused_with_the_name_of_the_section(quotum: Quotum) -> None:
    text = list_as_text(quotum.sector_list).replace("F: Bouwnijverheid", "E: Water")
    with pytest.raises(NoPartition) as refused:
        draft_sector_list(**inputs(quotum, text=text))
    assert refused.value.errors == [
        "Sectie E (Winning en distributie van water; afval- en afvalwaterbeheer en sanering) staat twee keer: "
        "bij B-E en bij E. Laat haar één keer staan.",
        "Sectie F (Bouwnijverheid) ontbreekt. Zet haar bij een van de sectoren.",
    ]
    assert SectorList.objects.count() == 1


def test_the_same_letters_by_sbi_2025_are_no_partition(quotum: Quotum) -> None:
    newer = Classification.objects.get(scheme="SBI", version="2025")
    with pytest.raises(NoPartition, match=r"Sectie V \(Activiteiten van extraterritoriale"):
        draft_sector_list(**inputs(quotum, classification=newer))


def test_list_without_title_is_refused(quotum: Quotum) -> None:
    with pytest.raises(DomainError, match="titel"):
        draft_sector_list(**inputs(quotum, title=" "))


def test_draft_is_changed_and_deleted(quotum: Quotum) -> None:
    draft = draft_sector_list(**inputs(quotum))
    changed = change_sector_list(draft, **inputs(quotum, text="A-U: Alles", title="Eén sector"))
    assert list(changed.sectors.values_list("code", flat=True)) == ["A-U"]
    delete_sector_list(draft, by=quotum.uwv_staff)
    assert SectorList.objects.count() == 1
    kinds = list(LedgerEvent.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds[-3:] == ["sector_list_drafted", "sector_list_changed", "sector_list_deleted"]


def test_list_comes_in_force_by_a_decision_and_lies_fixed_then(quotum: Quotum) -> None:
    draft = draft_sector_list(**inputs(quotum))
    with pytest.raises(DomainError, match="nog niet vastgesteld"):
        make_draft_allocation(quotum, sector_list=draft)
    adopted = adopt_list(quotum, draft)
    assert adopted.decision is not None
    assert adopted.content_sha256 == adopted.compute_hash()
    assert SectorList.objects.in_force(today()) == adopted
    assert make_draft_allocation(quotum, sector_list=adopted).shares.count() == 10
    with pytest.raises(Conflict, match="ligt vast"):
        change_sector_list(adopted, **inputs(quotum))
    with pytest.raises(Conflict, match="ligt vast"):
        delete_sector_list(adopted, by=quotum.uwv_staff)


def test_list_starts_on_the_chosen_day_and_divides_the_years_from_then(quotum: Quotum) -> None:
    start = date(today().year + 1, 1, 1)
    adopted = adopt_list(quotum, draft_sector_list(**inputs(quotum, starts_on=start)))
    assert adopted.in_force_from == start
    assert adopted.content_sha256 == adopted.compute_hash()
    assert SectorList.objects.in_force(today()) == quotum.sector_list
    assert make_draft_allocation(quotum, year=today().year).sector_list == quotum.sector_list
    assert make_draft_allocation(quotum, year=start.year, sector_list=adopted).sector_list == adopted
    with pytest.raises(
        DomainError, match=f"Voor {start.year} geldt een andere sectorindeling: “Nieuwe indeling"
    ):
        make_draft_allocation(quotum, year=start.year)


def test_draft_by_a_list_that_was_replaced_is_not_proposed(quotum: Quotum) -> None:
    draft = make_draft_allocation(quotum, year=today().year + 1)
    assert draft.unready() == ""
    adopt_list(quotum, draft_sector_list(**inputs(quotum)))
    with pytest.raises(Conflict, match="geldt een andere sectorindeling"):
        draft_board_meeting(quotum.board, adopts=[draft])


@pytest.mark.parametrize(
    ("starts_on", "part"),
    [(date(2014, 1, 1), "al voorbij"), (date(2099, 1, 1), "Laat deze indeling later ingaan")],
)
def test_start_that_cannot_be_is_refused(quotum: Quotum, starts_on: date, part: str) -> None:
    SectorList.objects.filter(pk=quotum.sector_list.pk).update(in_force_from=date(2099, 6, 1))
    with pytest.raises(DomainError, match=part):
        draft_sector_list(**inputs(quotum, starts_on=starts_on))


def test_draft_in_a_proposal_is_not_deleted(quotum: Quotum) -> None:
    draft = draft_sector_list(**inputs(quotum))
    draft_board_meeting(quotum.board, adopts=[draft])
    draft.refresh_from_db()
    with pytest.raises(Conflict, match="staat in een voorstel"):
        delete_sector_list(draft, by=quotum.uwv_staff)


def test_drafts_are_for_who_reads_the_agenda(quotum: Quotum) -> None:
    draft = draft_sector_list(**inputs(quotum))
    assert draft in visible_sector_lists(quotum.uwv_staff)
    assert list(visible_sector_lists(quotum.reader)) == [quotum.sector_list]


def test_sector_of_published_parts_is_their_sum(quotum: Quotum) -> None:
    text = list_as_text(quotum.sector_list).replace("A: Landbouw, bosbouw en visserij\n", "")
    text = text.replace("F: Bouwnijverheid", "A+F: Groen en bouw")
    listed = adopt_list(quotum, draft_sector_list(**inputs(quotum, text=text)))
    share = make_draft_allocation(quotum, sector_list=listed).shares.get(sector__code="A+F")
    assert share.workplaces == 1900 + 14600


def test_branches_divide_what_their_sector_is_assigned(quotum: Quotum) -> None:
    listed = adopt_list(quotum, draft_sector_list(**inputs(quotum, text=with_branches(quotum))))
    allocation = make_draft_allocation(quotum, sector_list=listed)
    rows = {row.branch.code: row for row in BranchShare.objects.select_related("branch")}
    assert {code: row.workplaces for code, row in rows.items()} == {"G": 47300, "H": 9700, "I": 12100}
    assert sum(row.jobs for row in rows.values()) == allocation.shares.get(sector__code="G-I").jobs == 128
    assert allocation.content()["shares"][3]["branches"][0] == {
        "branch": "G",
        "workplaces": 47300,
        "jobs": 88,
    }
    sectors = {sector.code: sector for sector in listed.sectors.all()}
    deviate(quotum, allocation, giver=sectors["G-I"], receiver=sectors["F"], jobs=8)
    assert sum(BranchShare.objects.values_list("jobs", flat=True)) == 120
    assert differences(allocation) == []


def test_branches_without_published_workplaces_are_not_divided(quotum: Quotum) -> None:
    text = list_as_text(quotum.sector_list).replace(
        "F: Bouwnijverheid", "F: Bouwnijverheid\n- 41: Gebouwen\n- 42-43: Wegen en overig"
    )
    listed = adopt_list(quotum, draft_sector_list(**inputs(quotum, text=text)))
    make_draft_allocation(quotum, sector_list=listed)
    assert not BranchShare.objects.exists()


def test_split_by_divisions_is_checked_for_sbi_2008_too(quotum: Quotum) -> None:
    text = list_as_text(quotum.sector_list)
    line = next(line for line in text.splitlines() if line.startswith("G-I:"))
    text = text.replace(line, f"{line}\n- 45-47: Handel\n- 49-53: Vervoer\n- 55: Logies")
    with pytest.raises(NoPartition) as refused:
        draft_sector_list(**inputs(quotum, text=text))
    assert refused.value.errors == [
        "Branches van Handel, vervoer en horeca: Afdeling 56 ontbreekt. Zet haar bij een van de branches."
    ]
