"""Own instruments of municipalities, and the groups that each instrument serves: flagged, handed over, kept apart."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.enums import Role
from governance.models import Decision
from governance.queries.comparison import differences
from instruments.actions.catalogues import delete_catalogue, delete_entry, draft_catalogue
from instruments.actions.groups import record_groups
from instruments.actions.own_instruments import (
    bring_into,
    flag_own_instrument,
    take_into_draft,
    write_own_instrument,
)
from instruments.enums import Flag, ServedGroup
from instruments.models import Catalogue, InstrumentGroups, OwnInstrument
from instruments.queries.own_instruments import to_bring_in
from tests.governance.factories import Board, make_person
from tests.governance.readers import as_, count_queries
from tests.instruments.regulations import make_municipality
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

pytestmark = pytest.mark.django_db

LIST, NEW = reverse("instruments:own_instrument_list"), reverse("instruments:own_instrument_create")
GROUPS = reverse("instruments:groups_list")


def make_own(board: Board, **changes: Any) -> OwnInstrument:
    values: dict[str, Any] = {
        "party": None,
        "name": "Plaatsingsbonus",
        "offers": "Een bedrag bij een contract",
        "offered_from": date(2020, 1, 1),
    }
    values |= changes
    values["party"] = values["party"] or make_municipality()
    return write_own_instrument(board.secretary, **values)


def disagreements() -> list[str]:
    names = ("Eigen", "Aanmerking", "Groepen")
    return [line for line in differences() if line.startswith(names)]


def test_what_is_to_be_brought_in_is_handed_over_and_leaves_the_list(board: Board, draft: Catalogue) -> None:
    own = make_own(board)
    with pytest.raises(Conflict, match="niet .meer. op de lijst"):
        bring_into(own, draft, board.secretary)
    flag_own_instrument(own, board.secretary, flag=Flag.BRING_IN, reason="Werkt bij jongeren")
    assert list(to_bring_in()) == [own]
    bring_into(own, draft, board.secretary)
    assert list(to_bring_in()) == []
    with pytest.raises(Conflict, match="al in een versie"):
        flag_own_instrument(own, board.secretary, flag=Flag.STOP, reason="x")
    assert disagreements() == []
    OwnInstrument.objects.update(brought_into=None, flag=Flag.STOP)
    assert len(disagreements()) == 1


def test_one_beside_the_package_is_flagged_until_it_is_said_what_becomes_of_it(board: Board) -> None:
    own, client = make_own(board), as_(board.chair)
    words = "Naast het pakket, zonder dat is bepaald"
    assert words in client.get(LIST).text
    flag_own_instrument(own, board.secretary, flag=Flag.STOP, reason="Eigen concurrentie")
    shown = client.get(LIST).text
    assert words not in shown and "stoppen, wordt nog aangeboden" in shown
    write_own_instrument(
        board.secretary,
        instrument=own,
        party=own.party,
        name=own.name,
        offers=own.offers,
        offered_from=own.offered_from,
        offered_to=timezone.localdate() - timedelta(days=1),
    )
    assert "wordt niet aangeboden" in client.get(LIST).text


def test_own_account_registers_and_only_the_secretariat_flags(board: Board) -> None:
    losser = make_municipality()
    griffie = make_person("Griffie Losser", Role.PARTY_READER, party=losser)
    data = {"party": losser.pk, "name": "Voucher", "offers": "Een bedrag", "offered_from": "2020-01-01"}
    assert as_(griffie).post(NEW, data | {"name": ""}).status_code == 422
    assert as_(griffie).post(NEW, data).status_code == 303
    own = OwnInstrument.objects.get()
    flag = reverse("instruments:own_instrument_flag", args=[own.pk])
    assert as_(griffie).get(flag).status_code == 403
    with pytest.raises(NotAllowed):
        flag_own_instrument(own, griffie, flag=Flag.STOP, reason="x")
    with pytest.raises(NotAllowed):
        write_own_instrument(
            griffie, party=make_municipality("Wierden"), name="a", offers="b", offered_from=date(2020, 1, 1)
        )
    assert as_(board.secretary).post(flag, {"flag": "stop", "reason": ""}).status_code == 422
    assert as_(board.secretary).post(flag, {"flag": "stop", "reason": "Concurrentie"}).status_code == 303
    own.refresh_from_db()
    assert own.flag == Flag.STOP


def test_own_instrument_constraints(board: Board, draft: Catalogue) -> None:
    make_own(board)
    for values, name in (
        ({"name": ""}, "own_instrument_says_what"),
        ({"offered_to": date(2019, 1, 1)}, "own_instrument_ends_after_start"),
        ({"brought_into": draft}, "own_instrument_brought_in_was_to_be"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            OwnInstrument.objects.update(**values)


def test_groups_without_an_agreement_compete_unseen(board: Board, adopted: Catalogue) -> None:
    two = [ServedGroup.WAJONG, ServedGroup.PARTICIPATION]
    record_groups(board.secretary, instrument="jobcoach", groups=two)
    client, words = as_(board.secretary), "Meer groepen, en geen afspraak"
    assert words in client.get(GROUPS).text
    page = reverse("instruments:groups_edit", args=["jobcoach"])
    decision = Decision.objects.latest("pk")
    data = {"groups": ["wajong", "participation"], "decision": decision.pk, "agreement": ""}
    assert client.post(page, data).status_code == 422
    assert client.post(page, data | {"agreement": "Zelfde aantal uren"}).status_code == 303
    shown = client.get(GROUPS).text
    assert words not in shown and "Zelfde aantal uren" in shown and decision.number in shown
    assert InstrumentGroups.objects.count() == 2
    assert InstrumentGroups.objects.latest("pk").groups == ["participation", "wajong"]
    assert (
        "Zelfde aantal uren" in client.get(reverse("instruments:instrument_detail", args=["jobcoach"])).text
    )
    assert disagreements() == []


def test_groups_are_refused(board: Board, draft: Catalogue) -> None:
    one = [ServedGroup.WAJONG]
    for instrument, groups, words in (("jobcoach", [], "minstens één"), ("onbekend", one, "geen versie")):
        with pytest.raises(DomainError, match=words):
            record_groups(board.secretary, instrument=instrument, groups=groups)
    with pytest.raises(NotAllowed):
        record_groups(board.chair, instrument="jobcoach", groups=one)


def test_queries_do_not_grow(board: Board, adopted: Catalogue) -> None:
    client, counts, party = as_(board.secretary), [], make_municipality()
    for size in (1, 30):
        for _ in range(size):
            own = make_own(board, party=party)
            flag_own_instrument(own, board.secretary, flag=Flag.BRING_IN, reason="x")
            record_groups(board.secretary, instrument="jobcoach", groups=[ServedGroup.WSW])
        counts.append([count_queries(client, page) for page in (LIST, GROUPS)])
    assert counts[0] == counts[1]


def test_draft_takes_up_what_is_brought_in_and_puts_it_back_when_it_goes(
    board: Board, adopted: Catalogue
) -> None:
    own = make_own(board)
    flag_own_instrument(own, board.secretary, flag=Flag.BRING_IN, reason="Voor de hele regio")
    drafted = draft_catalogue(board.secretary, date(2026, 11, 27))
    client = as_(board.secretary)
    assert "Plaatsingsbonus" in client.get(drafted.get_absolute_url()).content.decode()
    take = reverse("instruments:entry_take", args=[drafted.number, own.pk])
    assert client.post(take).status_code == 303
    entry = drafted.entries.get(slug="plaatsingsbonus")
    assert entry.sides.get().purpose == "Een bedrag bij een contract"
    assert not to_bring_in().exists()
    assert client.post(take).status_code == 404
    delete_entry(entry, board.secretary)
    assert list(to_bring_in()) == [own]
    take_into_draft(own, drafted, board.secretary)
    delete_catalogue(drafted, board.secretary)
    assert list(to_bring_in()) == [own]
    assert [line for line in differences() if line.startswith("Eigen instrument")] == []
