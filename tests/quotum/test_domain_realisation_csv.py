"""Reading a file of realised numbers: what is read, what is refused and with which sentence, without a database."""

from __future__ import annotations

import time
from datetime import date

import pytest

from quotum.domain.delimited import MAX_BYTES
from quotum.domain.realisation_csv import MAX_ERRORS, ParsedFile, Row, parse_realisation
from tests.quotum.factories import csv_file

TODAY = date(2026, 11, 23)
SECTORS = {"A": "Landbouw", "B-E": "Industrie"}
MUNICIPALITIES = {"GM0153": "Enschede", "GM1735": "Hof van Twente"}
GOOD = "2026;3;sector;A;nieuw;banen;12"
BSN = "111222333"  # satisfies the elfproef and belongs to nobody


def parse(content: bytes) -> ParsedFile:
    return parse_realisation(content, SECTORS, MUNICIPALITIES, TODAY)


def errors(content: bytes) -> list[tuple[int, str]]:
    """Line and column of every error; a file with errors has no rows."""
    parsed = parse(content)
    assert parsed.errors
    assert parsed.rows == ()
    return [(error.line, error.column) for error in parsed.errors]


def message(content: bytes) -> str:
    """The one sentence about a file that is refused for one thing."""
    (error,) = parse(content).errors
    return error.message


def test_good_file_gives_its_rows() -> None:
    parsed = parse(
        csv_file(
            GOOD,
            "2026;3;sector;b-e;Nieuw;Banen;0",
            "",
            "2026;3;gemeente;GM0153;nieuw;banen;5",
            "2026;3;gemeente;hof van twente;nieuw;banen;7",
            "2026;3;totaal;;nieuw;banen;12",
            "2026;2;sector;A;stand;personen;40",
        )
    )
    assert parsed.errors == ()
    assert parsed.rows == (
        Row(2026, 3, "sector", "A", "new", "jobs", 12),
        Row(2026, 3, "sector", "B-E", "new", "jobs", 0),
        Row(2026, 3, "municipality", "GM0153", "new", "jobs", 5),
        Row(2026, 3, "municipality", "GM1735", "new", "jobs", 7),
        Row(2026, 3, "total", "", "new", "jobs", 12),
        Row(2026, 2, "sector", "A", "stock", "people", 40),
    )


@pytest.mark.parametrize(
    "content",
    [
        csv_file(GOOD),
        b"\xef\xbb\xbf" + csv_file(GOOD),
        csv_file(GOOD).replace(b";", b","),
        csv_file(GOOD).replace(b"\n", b"\r\n"),
        csv_file(GOOD).replace(b"\n", b"\r"),
        b"\n\n" + csv_file(GOOD),
        csv_file('2026;3;"sector";"A";nieuw;banen;"12"'),
        csv_file("12;nieuw;banen;2026;3;sector;A", header="AANTAL;Maat;eenheid;jaar;kwartaal;soort;code"),
    ],
    ids=["plain", "bom", "comma", "crlf", "cr", "blank lines first", "quotes", "other order"],
)
def test_ways_of_writing_the_same_file_are_read_alike(content: bytes) -> None:
    assert parse(content).rows == (Row(2026, 3, "sector", "A", "new", "jobs", 12),)


def test_windows_1252_is_recognised_and_said() -> None:
    parsed = parse_realisation(
        csv_file("2026;3;gemeente;Één;nieuw;banen;1", encoding="cp1252"), {}, {"GM0001": "Één"}, TODAY
    )
    assert [row.code for row in parsed.rows] == ["GM0001"]
    assert "Windows-1252" in parsed.notes[0]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "leeg"),
        (b"\xef\xbb\xbf \r\n", "leeg"),
        (b"x" * (MAX_BYTES + 1), "groter dan 5 MB"),
        (b"PK\x03\x04" + b"x" * 50, "Excel"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "ouder Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "afbeelding"),
        (b"<html><body>", "webpagina"),
        (csv_file(GOOD).decode().encode("utf-16"), "UTF-16"),
        (csv_file(GOOD).replace(b"12", b"1\x002"), "nul-bytes"),
        (csv_file(GOOD).replace(b"12", b"\x81"), "niet te lezen"),
        (csv_file("x" * 2_000_000), "langer dan"),
        (csv_file(GOOD + ";" * 60), "meer dan 50 kolommen"),
        (csv_file(*[GOOD] * 20_001), "regels"),
        (csv_file('2026;3;sector;"A;nieuw;banen;12'), "aanhalingstekens"),
        (csv_file(), "alleen kolomnamen"),
        (csv_file(GOOD, header="jaar;kwartaal;soort;code;maat;eenheid"), "ontbreekt: aantal"),
        (
            csv_file(GOOD + ";x", header="jaar;kwartaal;soort;code;maat;eenheid;aantal;opmerking"),
            "hoort niet",
        ),
        (csv_file(GOOD + ";3", header="jaar;kwartaal;soort;code;maat;eenheid;aantal;aantal"), "twee keer"),
        (b"zomaar een zin", "ontbreekt: jaar"),
    ],
)
def test_what_is_no_such_file_is_refused_with_one_sentence(content: bytes, part: str) -> None:
    assert part in message(content)
    assert parse(content).rows == ()


@pytest.mark.parametrize(
    ("line", "column", "part"),
    [
        ("2026;3;sector;Z;nieuw;banen;12", "code", "“Z” kan hier niet. Gebruik een van: A, B-E."),
        ("2026;3;gemeente;GM0363;nieuw;banen;12", "code", "“GM0363” kan hier niet."),
        ("2026;3;gemeente;A;nieuw;banen;12", "code", "CBS-code"),
        ("2026;3;totaal;A;nieuw;banen;12", "code", "Laat deze cel leeg"),
        ("2026;3;branche;A;nieuw;banen;12", "soort", "sector, gemeente, groep, werkgever of totaal"),
        ("2026;3;sector;A;erbij;banen;12", "maat", "nieuw of stand"),
        ("2026;3;sector;A;nieuw;uren;12", "eenheid", "banen of personen"),
        ("2026;3;sector;A;nieuw;banen;-12", "aantal", "niet kleiner dan 0"),
        ("2026;3;sector;A;nieuw;banen;12,5", "aantal", "heel getal"),
        ("2026;3;sector;A;nieuw;banen;1.200", "aantal", "zonder punten"),
        ("2026;3;sector;A;nieuw;banen;٣", "aantal", "heel getal"),
        ("2026;3;sector;A;nieuw;banen;=1+1", "aantal", "heel getal"),
        ("2026;3;sector;A;nieuw;banen;", "aantal", "ontbreekt"),
        (f"2026;3;sector;A;nieuw;banen;{BSN}", "aantal", "te groot"),
        ("2026;4;sector;A;nieuw;banen;12", "kwartaal", "nog niet afgelopen"),
        ("2027;1;sector;A;nieuw;banen;12", "jaar", "2013 tot en met 2026"),
        ("2012;4;sector;A;nieuw;banen;12", "jaar", "2013"),
        ("2026;5;sector;A;nieuw;banen;12", "kwartaal", "1 tot en met 4"),
        ("2026;3;sector;A;nieuw;banen", "", "6 kolommen in plaats van 7"),
    ],
)
def test_error_stands_at_its_line_and_column(line: str, column: str, part: str) -> None:
    content = csv_file(GOOD, line)
    assert errors(content) == [(3, column)]
    assert part in message(content)


def test_every_error_is_named_at_once() -> None:
    content = csv_file("2026;3;sector;Z;nieuw;banen;-1", GOOD, "26;3;sector;A;nieuw;banen;x")
    assert errors(content) == [(2, "code"), (2, "aantal"), (4, "jaar"), (4, "aantal")]


def test_duplicate_row_names_the_first_one() -> None:
    content = csv_file(GOOD, "2026;3;sector;a;nieuw;banen;13")
    assert message(content) == "Dit cijfer staat ook op regel 2. Laat er één staan."
    assert errors(content) == [(3, "")]


def test_large_number_is_not_repeated_to_the_reader() -> None:
    assert BSN not in message(csv_file(f"2026;3;sector;A;nieuw;banen;{BSN}"))


@pytest.mark.parametrize(
    "name",
    ["bsn", "BSN", "Burgerservicenummer", "naam", "Voornaam", "achternaam", "geboortedatum", "geb.datum",
     "e-mail", "Postcode", "straatnaam", "telefoonnummer"],
)  # fmt: skip
def test_column_about_people_is_refused(name: str) -> None:
    content = csv_file(GOOD + ";x", header=f"jaar;kwartaal;soort;code;maat;eenheid;aantal;{name}")
    assert "personen" in message(content)
    assert errors(content) == [(1, "kolom 8")]


@pytest.mark.parametrize("name", ["gemeentenaam", "sectornaam", "opmerking"])
def test_other_column_is_refused_for_what_it_is(name: str) -> None:
    content = csv_file(GOOD + ";x", header=f"jaar;kwartaal;soort;code;maat;eenheid;aantal;{name}")
    assert "hoort niet in het bestand" in message(content)


@pytest.mark.parametrize("cell", [BSN, "1112.22.333", "111 222 333", f"client {BSN} Almelo", f"nr{BSN}"])
@pytest.mark.parametrize("place", [0, 3, 5])
def test_bsn_in_any_other_column_is_refused_and_not_repeated(cell: str, place: int) -> None:
    cells = GOOD.split(";")
    cells[place] = cell
    content = csv_file(GOOD, ";".join(cells))
    found = parse(content)
    assert [error.line for error in found.errors] == [3]
    assert "burgerservicenummer" in found.errors[0].message
    assert "111" not in repr(found)


def test_bsn_beside_the_table_or_in_the_header_is_found() -> None:
    assert errors(csv_file(f"{GOOD};{BSN}")) == [(2, "kolom 8")]
    assert errors(csv_file(GOOD, header=f"{BSN};b;c")) == [(1, "kolom 1")]


def test_nine_digits_that_are_no_bsn_get_an_ordinary_error() -> None:
    assert errors(csv_file("2026;3;sector;111222334;nieuw;banen;1")) == [(2, "code")]


@pytest.mark.parametrize(
    ("total", "accepted"), [(17, True), (16, True), (18, True), (15, False), (19, False), (0, False)]
)
def test_total_row_must_fit_within_rounding(total: int, accepted: bool) -> None:
    parsed = parse(csv_file(GOOD, "2026;3;sector;B-E;nieuw;banen;5", f"2026;3;totaal;;nieuw;banen;{total}"))
    assert parsed.is_good is accepted
    if accepted:
        assert any("afronding" in note for note in parsed.notes) is (total != 17)
    else:
        assert f"samen 17, maar de regel met het totaal zegt {total}" in parsed.errors[0].message


def test_sectors_and_municipalities_that_differ_without_total_are_a_note() -> None:
    parsed = parse(csv_file(GOOD, "2026;3;gemeente;Enschede;nieuw;banen;9"))
    assert parsed.is_good
    assert any("de sectoren samen 12 en de gemeenten samen 9" in note for note in parsed.notes)


def test_total_of_another_measure_is_not_held_against_it() -> None:
    assert errors(csv_file(GOOD, "2026;3;totaal;;stand;banen;900")) == [(0, "aantal")]


def test_absent_sectors_are_a_note_and_no_zero() -> None:
    parsed = parse(csv_file(GOOD))
    assert len(parsed.rows) == 1
    assert any("ontbreken de sectoren B-E" in note for note in parsed.notes)


def test_errors_beyond_the_first_are_counted() -> None:
    parsed = parse(csv_file(*["x;y;z"] * (MAX_ERRORS + 7)))
    assert (len(parsed.errors), parsed.more_errors) == (MAX_ERRORS, 7)


@pytest.mark.parametrize(
    "content",
    [
        b'"' * MAX_BYTES,
        b";" * MAX_BYTES,
        (b"1" * 900 + b"\n") * 5_500,
        (b"1 " * 450 + b"\n") * 5_500,
        csv_file(*[BSN + ";" * 900] * 4_000),
        csv_file(*["a" * 200 + ";b" * 20] * 19_999),
        csv_file('"' + "\n".join(["a" * 900] * 5_000)),
        csv_file(*[";".join([BSN] * 50)] * 9_000),
    ],
    ids=[
        "quotes",
        "separators",
        "digits",
        "digits apart",
        "wide",
        "many cells",
        "open quote",
        "bsn everywhere",
    ],
)
def test_hostile_file_is_refused_within_two_seconds(content: bytes) -> None:
    start = time.process_time()
    assert not parse(content).is_good
    assert time.process_time() - start < 2
