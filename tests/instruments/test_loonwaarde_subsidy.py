"""The calculator on a day, and the dated numbers of the law that it takes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from governance.enums import Role
from governance.models import LedgerEvent
from governance.permissions import today
from governance.queries.comparison import differences
from instruments import panels
from instruments.actions.amounts import add_amount, delete_amount
from instruments.enums import AmountKind
from instruments.loading import load_amounts
from instruments.models import LegalAmount
from instruments.queries.loonwaarde import amounts_running_out
from tests.governance.factories import Board, make_person
from tests.governance.readers import as_, count_queries, text
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

pytestmark = pytest.mark.django_db

CALCULATOR = reverse("instruments:subsidy_calculator")
LIST, NEW = reverse("instruments:amount_list"), reverse("instruments:amount_create")


@pytest.fixture(autouse=True)
def law(db: None) -> None:
    load_amounts()


def asked(client: Client, **answers: str) -> str:
    values = {"datum": "2026-07-01", "loonwaarde": "60", "uren": "36", "loon": "", "voltijds": ""} | answers
    return text(client.get(CALCULATOR, values).text)


def disagreements() -> list[str]:
    """What the ledger and the tables say differently on the numbers of the law."""
    return [line for line in differences() if line.startswith("Wettelijk bedrag")]


def amount_values(**changes: Any) -> dict[str, Any]:
    return {
        "kind": AmountKind.MINIMUM_WAGE,
        "value": Decimal("2400.00"),
        "valid_from": date(2027, 1, 1),
        "source": "Wml, referentiemaandloon",
    } | changes


@pytest.mark.parametrize(
    ("hours", "shown"), [("36", "€ 1.261,98"), ("32", "€ 1.121,76"), ("27,0", "€ 946,48")]
)
def test_reference_figures_of_1_july_2026(client: Client, hours: str, shown: str) -> None:
    assert shown in asked(client, uren=hours)


@pytest.mark.parametrize(
    ("day", "unknown"),
    [
        ("2014-11-01", ["Maximum van de subsidie", "Werkweek die voltijds telt"]),
        ("2015-03-01", ["Werkweek die voltijds telt"]),
        ("2019-01-01", ["Wettelijk minimumloon", "Werkweek die voltijds telt"]),
        (
            "2023-01-01",
            ["Wettelijk minimumloon", "Vergoeding voor werkgeverslasten", "Werkweek die voltijds telt"],
        ),
        ("2026-06-30", ["Vergoeding voor werkgeverslasten"]),
        ("2027-01-01", ["Wettelijk minimumloon"]),
    ],
)
def test_unknown_number_is_named_and_nothing_is_computed(
    client: Client, day: str, unknown: list[str]
) -> None:
    page = asked(client, datum=day)
    assert [f"{kind.label.capitalize()}: onbekend op deze datum" in page for kind in AmountKind] == [
        kind.label.capitalize() in unknown for kind in AmountKind
    ]
    assert "Subsidie per maand" not in page


def test_early_day_is_computed_with_the_week_of_the_employer(client: Client) -> None:
    # 1,501.80 with 8 % is 1,621.944; 60 % of it 973.17; the difference with 23 % is 797.99
    assert "€ 797,99" in asked(client, datum="2015-03-01", uren="38", voltijds="38")


def test_wrong_answer_is_said_at_the_field_and_the_rest_is_kept(client: Client) -> None:
    page = client.get(CALCULATOR, {"datum": "2026-07-01", "loonwaarde": "160", "uren": "veel"}).text
    assert "Vul een heel getal in van 0 tot en met 100" in page
    assert "Vul een getal in van 1 tot en met 60, bijvoorbeeld 32." in page
    assert 'value="160"' in page and 'value="veel"' in page and 'value="2026-07-01"' in page


def test_calculator_asks_nothing_before_it_is_used(client: Client) -> None:
    page = client.get(CALCULATOR).text
    assert "Subsidie berekenen" in page
    assert "Er is nog niets opgeslagen" not in page
    assert reverse("instruments:amount_list") not in page  # asks to sign in: not shown to who has not


def test_loading_twice_changes_nothing_and_keeps_what_was_entered(board: Board) -> None:
    added = add_amount(board.secretary, **amount_values())
    before = list(LegalAmount.objects.order_by("pk").values())
    load_amounts()
    assert list(LegalAmount.objects.order_by("pk").values()) == before
    assert LegalAmount.objects.on(date(2027, 3, 1))[AmountKind.MINIMUM_WAGE] == added


def test_new_amount_follows_one_without_an_end(board: Board) -> None:
    add_amount(board.secretary, **amount_values(kind=AmountKind.CHARGES, value=Decimal("25.5")))
    assert LegalAmount.objects.on(date(2026, 12, 31))[AmountKind.CHARGES].value == Decimal(25)
    assert LegalAmount.objects.on(date(2027, 1, 1))[AmountKind.CHARGES].value == Decimal("25.5")


@pytest.mark.parametrize(
    ("changes", "refusal", "words"),
    [
        ({"value": Decimal(0)}, DomainError, "boven 0"),
        ({"source": " "}, DomainError, "bron"),
        ({"valid_to": date(2026, 12, 31)}, DomainError, "vóór de eerste"),
        ({"valid_from": date(2026, 7, 1)}, Conflict, "al een waarde"),
    ],
)
def test_amount_is_refused(board: Board, changes: Any, refusal: type[DomainError], words: str) -> None:
    with pytest.raises(refusal, match=words):
        add_amount(board.secretary, **amount_values(**changes))


def test_only_the_secretariat_keeps_amounts(board: Board) -> None:
    added = add_amount(board.secretary, **amount_values())
    uwv = make_person("UWV", Role.UWV_STAFF)
    for act in (
        lambda: add_amount(uwv, **amount_values(valid_from=date(2028, 1, 1))),
        lambda: delete_amount(added, uwv),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert as_(uwv).get(NEW).status_code == 403


def test_amount_of_the_system_is_not_deleted(board: Board) -> None:
    with pytest.raises(Conflict, match="hoort bij het systeem"):
        delete_amount(LegalAmount.objects.filter(kind=AmountKind.FORFAIT).get(), board.secretary)


def test_form_adds_and_takes_away_and_the_ledger_agrees(board: Board) -> None:
    client = as_(board.secretary)
    assert client.post(NEW, {"kind": "minimum_wage", "value": "niets"}).status_code == 422
    data = {"kind": "minimum_wage", "value": "2.400,50", "valid_from": "01-01-2027", "source": "Wml"}
    assert client.post(NEW, data).status_code == 303
    added = LegalAmount.objects.get(valid_from=date(2027, 1, 1))
    assert added.value == Decimal("2400.50")
    assert "€\u00a02.400,50 per maand" in client.get(LIST).text
    assert disagreements() == []
    client.post(reverse("instruments:amount_delete", args=[added.pk]))
    assert not LegalAmount.objects.filter(pk=added.pk).exists()
    assert disagreements() == []
    assert [event.kind for event in LedgerEvent.objects.order_by("-sequence")[:2]] == [
        "legal_amount_deleted",
        "legal_amount_added",
    ]


def test_amount_changed_behind_the_ledger_is_noticed(board: Board) -> None:
    added = add_amount(board.secretary, **amount_values())
    LegalAmount.objects.filter(pk=added.pk).update(value=Decimal("9999"))
    assert len(disagreements()) == 1


def test_amount_that_runs_out_is_named_until_another_follows(board: Board) -> None:
    assert amounts_running_out(date(2026, 12, 1)) == []
    assert [row.kind for row in amounts_running_out(date(2026, 12, 2))] == [AmountKind.MINIMUM_WAGE]
    assert [row.valid_to for row in amounts_running_out(date(2027, 3, 1))] == [date(2026, 12, 31)]
    add_amount(board.secretary, **amount_values())
    assert amounts_running_out(date(2026, 12, 2)) == []


def test_panel_is_for_who_keeps_the_amounts(board: Board) -> None:
    LegalAmount.objects.filter(valid_to=None).update(valid_to=today())
    for person, shown in ((board.secretary, True), (board.chair, False)):
        request: Any = RequestFactory().get("/")
        request.user = person
        assert (panels.legal_amounts_running_out(request) is not None) is shown


def test_constraints_of_an_amount() -> None:
    rows = LegalAmount.objects.filter(kind=AmountKind.FORFAIT)
    for values, name in (
        ({"valid_to": date(2000, 1, 1)}, "legal_amount_ends_after_start"),
        ({"value": 0}, "legal_amount_has_value_and_source"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            rows.update(**values)


def test_queries_do_not_grow_with_the_list(board: Board) -> None:
    client, counts = as_(board.secretary), []
    for size in (1, 30):
        for place in range(size):
            add_amount(board.secretary, **amount_values(valid_from=date(2030 + size, 1, 1 + place)))
        counts.append(count_queries(client, LIST))
    assert counts[0] == counts[1]
