"""Information of the execution (M18): adopted, asked by itself, answered with history; what is odd is questioned."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.models import LedgerEvent, OwedMail
from governance.queries.comparison import differences
from quotum.domain.delimited import read_table
from reports.actions.indicators import draft_indicator_set
from reports.actions.information import (
    Figure,
    answer_information,
    owe_information_mail,
    request_information,
)
from reports.domain.information import Period, dutch_number, ended_periods, is_far_off
from reports.enums import Frequency
from reports.imports import answers_in
from reports.kinds.verslag.figures import collect_figures
from reports.models import InformationAnswer, InformationRequest
from reports.permissions.information import visible_information
from reports.queries.information import counted_periods, to_answer
from reports.queries.information_series import series_of
from tests.governance.readers import as_
from tests.reports.factories import Twente
from tests.reports.information import (
    ANSWERED,
    SPRING,
    adopted_indicators,
    draft_indicators,
    requests_of_spring,
    staff_of,
)
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


def test_periods_that_ended_are_asked_and_the_running_one_is_not() -> None:
    periods = ended_periods(date(2025, 12, 31), date(2026, 4, 1))
    assert [str(period) for period in periods] == [
        "kwartaal 4 van 2025",
        "halfjaar 2 van 2025",
        "2025",
        "kwartaal 1 van 2026",
    ]


def test_period_ends_on_its_last_day() -> None:
    ends = [Period(Frequency.QUARTER, 2026, number).last_day for number in (1, 4)]
    assert ends == [date(2026, 3, 31), date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("value", "last", "asks"),
    [(100, None, False), (151, 100, True), (150, 100, False), (49, 100, True), (6, 1, False), (7, 1, True)],
)
def test_figure_is_questioned_when_it_is_far_off(value: int, last: int | None, asks: bool) -> None:
    assert is_far_off(Decimal(value), None if last is None else Decimal(last)) is asks


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.250", "1250"),
        ("12,5", "12.5"),
        ("0", "0"),
        ("-1", None),
        ("1.5", None),
        ("veel", None),
        ("", None),
    ],
)
def test_number_is_read_as_dutch(text: str, number: str | None) -> None:
    assert dutch_number(text) == (None if number is None else Decimal(number))


def test_draft_asks_nothing(twente: Twente) -> None:
    draft_indicators(twente)
    assert request_information(SPRING) == 0


def test_adopted_indicators_ask_each_deliverer_once(twente: Twente) -> None:
    adopted_indicators(twente)
    assert [request_information(SPRING), request_information(SPRING)] == [3, 0]
    asked = InformationRequest.objects.order_by("location__name")
    assert [(one.location.slug, one.due_on) for one in asked if one.location] == [
        (slug, date(2026, 4, 28)) for slug in ("almelo", "enschede", "hengelo")
    ]


def test_year_is_asked_of_every_municipality(twente: Twente) -> None:
    adopted_indicators(twente)
    request_information(date(2027, 1, 1))
    assert InformationRequest.objects.filter(frequency="year", year=2026).count() == 14


def test_periods_of_a_year_are_counted_by_their_length(twente: Twente) -> None:
    """By the day on which they end, the year would stand before its last quarter."""
    adopted_indicators(twente)
    for day in (date(2027, 1, 1), date(2026, 7, 1), date(2026, 4, 1)):
        request_information(day)
    periods = [str(line.period) for line in counted_periods(2026, date(2027, 1, 1))]
    assert periods == [*(f"kwartaal {number} van 2026" for number in (1, 2, 3, 4)), "2026"]


def test_second_draft_beside_a_draft_is_refused(twente: Twente) -> None:
    draft_indicators(twente)
    with pytest.raises(Conflict, match="nog een concept"):
        draft_indicator_set(twente.secretary)


def test_indicators_are_not_drafted_by_a_member(twente: Twente) -> None:
    with pytest.raises(NotAllowed):
        draft_indicator_set(twente.member)


def figures(request: InformationRequest, *values: int, **options: object) -> dict[int, Figure]:
    keys = [indicator.pk for indicator in request.indicators()]
    return {
        key: Figure(Decimal(value), **options)  # type: ignore[arg-type]
        for key, value in zip(keys, values, strict=False)
    }


def test_request_is_answered_when_every_indicator_is(twente: Twente) -> None:
    almelo, staff = requests_of_spring(twente)["almelo"], staff_of("almelo")
    answer_information(almelo, staff, figures=figures(almelo, 10), source="WBS", now=ANSWERED)
    almelo.refresh_from_db()
    assert almelo.answered_at is None
    answer_information(almelo, staff, figures=figures(almelo, 10, 20), source="WBS", now=ANSWERED)
    almelo.refresh_from_db()
    assert almelo.answered_at == ANSWERED
    assert list(differences()) == []


def test_half_answered_says_how_much_is_there(twente: Twente) -> None:
    almelo, staff = requests_of_spring(twente)["almelo"], staff_of("almelo")
    answer_information(almelo, staff, figures=figures(almelo, 10), source="WBS", now=ANSWERED)
    answer_information(almelo, staff, figures=figures(almelo, 11, remark="Geteld"), source="WBS")
    (line,) = [one for one in to_answer(visible_information(staff), almelo.due_on) if one.request == almelo]
    assert line.text == "1 van 2 cijfers, vandaag"
    page = as_(staff).get(almelo.get_absolute_url()).content.decode()
    assert "1 van 2 cijfers" in page


def test_correction_is_a_next_row_with_its_reason(twente: Twente) -> None:
    almelo, staff = requests_of_spring(twente)["almelo"], staff_of("almelo")
    answer_information(almelo, staff, figures=figures(almelo, 10), source="WBS")
    with pytest.raises(DomainError, match="waarom"):
        answer_information(almelo, staff, figures=figures(almelo, 12), source="WBS")
    answer_information(almelo, staff, figures=figures(almelo, 12, remark="Dubbel geteld"), source="WBS")
    rows = InformationAnswer.objects.order_by("number").values_list("number", "value", "remark")
    assert list(rows) == [(1, Decimal(10), ""), (2, Decimal(12), "Dubbel geteld")]


def test_far_off_figure_is_stored_only_when_confirmed(twente: Twente) -> None:
    staff = staff_of("almelo")
    first = requests_of_spring(twente)["almelo"]
    answer_information(first, staff, figures=figures(first, 100), source="WBS")
    request_information(date(2026, 7, 1))
    second = InformationRequest.objects.get(location__slug="almelo", number=2)
    with pytest.raises(Conflict, match="Klopt dit"):
        answer_information(second, staff, figures=figures(second, 900), source="WBS")
    answer_information(second, staff, figures=figures(second, 900, confirmed=True), source="WBS")
    assert InformationAnswer.objects.latest("pk").confirmed


def test_series_shows_what_counts_per_period_and_only_what_the_reader_may_see(twente: Twente) -> None:
    first = requests_of_spring(twente)
    for slug, value in (("almelo", 10), ("hengelo", 30)):
        answer_information(first[slug], twente.secretary, figures=figures(first[slug], value), source="WBS")
    corrected = figures(first["almelo"], 12, remark="Dubbel geteld")
    answer_information(first["almelo"], twente.secretary, figures=corrected, source="WBS")
    request_information(date(2026, 7, 1))
    second = InformationRequest.objects.get(location__slug="almelo", number=2)
    answer_information(second, twente.secretary, figures=figures(second, 14), source="WBS")
    code = first["almelo"].indicators()[0].code
    found = series_of(twente.secretary, code)
    assert found is not None
    assert [str(period) for period in found.periods] == ["kwartaal 1 van 2026", "kwartaal 2 van 2026"]
    assert [(row.name, row.values) for row in found.rows] == [
        ("Werkplein Almelo", (12, 14)),
        ("Werkplein Hengelo", (30, None)),
    ]
    own = series_of(staff_of("hengelo"), code)
    assert own is not None
    assert [row.name for row in own.rows] == ["Werkplein Hengelo"]
    assert series_of(staff_of("enschede"), code) is None
    assert (
        as_(twente.member).get(reverse("reports:indicator_series", args=["bestaat-niet"])).status_code == 404
    )
    page = as_(twente.member).get(reverse("reports:indicator_series", args=[code]))
    assert "geen" in page.text


def test_another_location_does_not_see_the_request_nor_answer_it(twente: Twente) -> None:
    almelo, stranger = requests_of_spring(twente)["almelo"], staff_of("hengelo")
    assert not visible_information(stranger).filter(pk=almelo.pk).exists()
    with pytest.raises(NotAllowed):
        answer_information(almelo, stranger, figures=figures(almelo, 1), source="WBS")


def test_mail_goes_out_once_and_reminds(twente: Twente) -> None:
    requests_of_spring(twente)
    staff = staff_of("almelo")
    assert [owe_information_mail(SPRING), owe_information_mail(SPRING)] == [3, 0]
    owe_information_mail(date(2026, 4, 29))
    mails = OwedMail.objects.filter(person=staff).order_by("pk")
    assert [mail.reference.rsplit("-", 1)[-1] for mail in mails] == ["nieuw", "day"]


def test_ledger_keeps_no_value_as_a_float(twente: Twente) -> None:
    almelo = requests_of_spring(twente)["almelo"]
    key = almelo.indicators()[0].pk
    answer_information(almelo, twente.secretary, figures={key: Figure(Decimal("12.5"))}, source="WBS")
    event = LedgerEvent.objects.get(kind="information_answered")
    assert event.facts == {"request": almelo.pk, "answers": [[key, 1, 1250]]}


def test_file_names_every_error_at_its_row_and_column() -> None:
    table = read_table(b"indicator;waarde\nVacatures;veel\nOnbekend;3\nVacatures;4\nVacatures;5\n")
    found = answers_in(table, {"vacatures": "Vacatures"})
    assert [(error.line, error.column) for error in found.errors] == [
        (2, "waarde"),
        (3, "indicator"),
        (5, "indicator"),
    ]
    assert found.values == {}


def test_file_with_names_of_people_is_refused() -> None:
    found = answers_in(read_table(b"indicator;waarde;bsn\nVacatures;3;1\n"), {"vacatures": "Vacatures"})
    assert "personen" in found.errors[0].message


def test_file_fills_the_form_in_and_stores_nothing(twente: Twente, client: Client) -> None:
    almelo = requests_of_spring(twente)["almelo"]
    client.force_login(staff_of("almelo"))
    upload = SimpleUploadedFile("cijfers.csv", b"indicator;waarde;toelichting\nNieuwe vacatures;1.250;\n")
    answer = client.post(reverse("reports:information_file", args=[almelo.pk]), {"file": upload})
    assert (answer.status_code, InformationAnswer.objects.count()) == (200, 0)
    assert 'value="1250"' in answer.content.decode()


def test_form_asks_whether_it_is_right_and_keeps_what_was_typed(twente: Twente, client: Client) -> None:
    first, staff = requests_of_spring(twente)["almelo"], staff_of("almelo")
    answer_information(first, staff, figures=figures(first, 100, 100), source="WBS")
    request_information(date(2026, 7, 1))
    second = InformationRequest.objects.get(location__slug="almelo", number=2)
    keys = [indicator.pk for indicator in second.indicators()]
    client.force_login(staff)
    data = {"source": "WBS"} | {f"value_{key}": "900" for key in keys}
    answer = client.post(second.get_absolute_url(), data)
    assert (answer.status_code, InformationAnswer.objects.filter(request=second).count()) == (422, 0)
    assert "Klopt dit?" in answer.content.decode() and 'value="900"' in answer.content.decode()
    sure = data | {f"sure_{key}": "on" for key in keys}
    assert client.post(second.get_absolute_url(), sure).status_code == 303
    assert InformationAnswer.objects.filter(request=second, confirmed=True).count() == 2


def test_overview_takes_as_many_queries_for_many_requests_as_for_few(twente: Twente, client: Client) -> None:
    requests_of_spring(twente)
    client.force_login(twente.member)
    client.get(reverse("reports:information_overview"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("reports:information_overview"))
    for day in (date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)):
        request_information(day)
    with CaptureQueriesContext(connection) as many:
        answer = client.get(reverse("reports:information_overview"))
    assert len(answer.context["periods"]) == 5
    assert len(many) == len(few)


def test_verslag_counts_what_was_asked_answered_and_in_time(twente: Twente) -> None:
    requests = requests_of_spring(twente)
    for slug, now in (("almelo", ANSWERED), ("hengelo", datetime(2026, 5, 4, 9, tzinfo=UTC))):
        asked = requests[slug]
        answer_information(asked, twente.secretary, figures=figures(asked, 10, 20), source="WBS", now=now)
    assert collect_figures(2026, date(2027, 1, 20))["information"] == [
        {"period": "kwartaal 1 van 2026", "asked": 3, "answered": 2, "in_time": 1, "example": False}
    ]
