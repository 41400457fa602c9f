"""A file with the target group: every error at its row and column, personal data refused and never repeated."""

from __future__ import annotations

from datetime import date

import pytest

from quotum.domain.target_group_csv import parse_target_group
from quotum.domain.target_group_rows import COLUMNS, VALUES, ParsedFile, Row

TOWNS = {"GM0153": "Enschede", "GM0141": "Almelo"}
DAY = date(2026, 6, 1)
TOTAL = "2025;Enschede;geteld;totaal;;10;;"
BSN = "111222333"


def parse(*lines: str, header: str = ";".join(COLUMNS)) -> ParsedFile:
    return parse_target_group("\n".join([header, *lines, ""]).encode(), TOWNS, DAY)


def test_good_file_gives_rows() -> None:
    parsed = parse(
        TOTAL,
        "2025;GM0153;Geteld;leeftijd;15 tot 27;4;;",
        "2025;enschede;geteld;leeftijd;50 en ouder;6;;",
        "2028;Almelo;prognose;totaal;;20;18;25",
    )
    assert parsed.errors == ()
    assert parsed.has_forecast
    assert parsed.rows[0] == Row(2025, "GM0153", "counted", "total", "", 10)
    assert parsed.rows[1].value == "young"
    assert (parsed.rows[3].low, parsed.rows[3].high) == (18, 25)


@pytest.mark.parametrize(
    ("line", "column", "part"),
    [
        ("2025;Enschede;geteld;totaal;;10;9;11", "laagste", "geen bandbreedte"),
        ("2027;Enschede;geteld;totaal;;10;;", "jaar", "van 2013 tot en met 2026"),
        ("2025;Enschede;prognose;totaal;;10;9;11", "jaar", "van 2026 tot en met 2036"),
        ("2027;Enschede;prognose;totaal;;10;;11", "laagste", "allebei"),
        ("2027;Enschede;prognose;totaal;;10;11;12", "aantal", "niet tussen"),
        ("2025;Zwolle;geteld;totaal;;10;;", "gemeente", "“Zwolle” kan hier niet"),
        ("2025;Enschede;gegokt;totaal;;10;;", "soort", "geteld of prognose"),
        ("2025;Enschede;geteld;lengte;;10;;", "kenmerk", "totaal, groep, leeftijd of afstand"),
        ("2025;Enschede;geteld;totaal;jong;10;;", "waarde", "geen waarde"),
        ("2025;Enschede;geteld;groep;;10;;", "waarde", "participatiewet"),
        ("2025;Enschede;geteld;totaal;;1,5;;", "aantal", "heel getal"),
        ("2025;Enschede;geteld;totaal;;;;", "aantal", "ontbreekt"),
        ("2025;Enschede;geteld;totaal;;999999;;", "aantal", "te groot"),
        ("2025;Enschede;geteld;totaal;;10", "", "6 kolommen in plaats van 8"),
    ],
)
def test_error_stands_at_its_row_and_column(line: str, column: str, part: str) -> None:
    parsed = parse(line)
    assert (parsed.errors[0].line, parsed.errors[0].column) == (2, column)
    assert part in parsed.errors[0].message
    assert parsed.rows == ()


def test_double_line_missing_total_and_empty_file_are_refused() -> None:
    assert "ook op regel 2" in parse(TOTAL, TOTAL).errors[0].message
    missing = parse("2025;Enschede;geteld;leeftijd;onbekend;6;;")
    assert "totaal ontbreekt" in missing.errors[0].message
    assert "alleen kolomnamen" in parse().errors[0].message
    assert "leeg" in parse_target_group(b"", TOWNS, DAY).errors[0].message


def test_parts_may_miss_the_total_by_rounding_only() -> None:
    parts = ["2025;Enschede;geteld;leeftijd;15 tot 27;4;;", "2025;Enschede;geteld;leeftijd;50 en ouder;{};;"]
    assert parse(TOTAL, parts[0], parts[1].format(6)).notes == ()
    noted = parse(TOTAL, parts[0], parts[1].format(8))
    assert "door afronding" in noted.notes[0]
    refused = parse(TOTAL, parts[0], parts[1].format(9))
    assert "opgeteld 13, volgens het totaal 10" in refused.errors[0].message


@pytest.mark.parametrize(
    ("header", "line"),
    [
        (";".join([*COLUMNS, "bsn"]), f"{TOTAL};{BSN}"),
        (";".join([*COLUMNS, "achternaam"]), f"{TOTAL};Voorbeeldpersoon"),
        (";".join(COLUMNS), f"2025;{BSN};geteld;totaal;;10;;"),
        (";".join(COLUMNS), f"2025;Enschede;geteld;totaal;;{BSN};;"),
    ],
    ids=["column bsn", "column name", "cell", "count"],
)
def test_personal_data_is_refused_and_never_repeated(header: str, line: str) -> None:
    parsed = parse(line, header=header)
    assert not parsed.is_good
    assert "niets van het bestand bewaard" in parsed.errors[0].message
    assert BSN not in str(parsed)
    assert "Voorbeeldpersoon" not in str(parsed)


def test_header_says_what_is_missing_double_or_too_much() -> None:
    assert (
        "ontbreekt: jaar"
        in parse(header="gemeente;soort;kenmerk;waarde;aantal;laagste;hoogste").errors[0].message
    )
    assert "twee keer" in parse(header=";".join([*COLUMNS, "jaar"])).errors[0].message
    assert "hoort niet" in parse(header=";".join([*COLUMNS, "kleur"])).errors[0].message


def test_every_word_of_the_template_is_understood() -> None:
    names = {"total": "totaal", "group": "groep", "age": "leeftijd", "distance": "afstand"}
    lines = [
        f"2025;Enschede;geteld;{names[characteristic]};{word};0;;"
        for characteristic, words in VALUES.items()
        for word in words
    ]
    assert parse(*lines).errors == ()
