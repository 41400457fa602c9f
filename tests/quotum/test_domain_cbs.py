"""Files of CBS: padded keys, thousands with one decimal, groups beside their parts, and 0 that is not "no figure"."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotum.domain.cbs import read_cbs
from quotum.domain.workplace_file import Figure, WorkplaceFile

HEADER = '"ID";"BedrijfstakkenBranchesSBI2008";"RegioS";"Perioden";"BanenVanWerknemersInDecember_1"'
LABELS = (
    '"Banen van werknemers in december; economische activiteit (SBI2008), regio"\n'
    '"Bedrijfstakken/branches (SBI 2008)";"Regio\'s";"Perioden";"Banen van werknemers in december (x 1 000)"\n'
)


def keyed(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows]).encode()


def odata(*rows: dict[str, Any], **document: Any) -> bytes:
    return json.dumps({"odata.metadata": "x", "value": list(rows), **document}).encode()


def row(activity: str, period: str, value: Any, region: str = "CR12  ") -> dict[str, Any]:
    return {
        "ID": 1, "BedrijfstakkenBranchesSBI2008": activity, "RegioS": region, "Perioden": period,
        "BanenVanWerknemersInDecember_1": value,
    }  # fmt: skip


def figures(parsed: WorkplaceFile) -> dict[tuple[int, str], int | None]:
    assert parsed.is_good, parsed.errors
    return {(figure.year, figure.code): figure.jobs for figure in parsed.figures}


def test_odata_of_version_3_with_padded_keys() -> None:
    parsed = read_cbs(odata(row("301000 ", "2014JJ00", 1.9), row("T001081", "2014JJ00", 269.1)))
    assert figures(parsed) == {(2014, "TOTAL"): 269_100, (2014, "A"): 1900}
    assert (parsed.rounded_to, parsed.scheme, parsed.years) == (100, "SBI 2008", [2014])


def test_odata_of_version_4() -> None:
    long = {
        "Id": 0, "Measure": "D000001", "ValueAttribute": "None", "Value": 14.6,
        "BedrijfstakkenBranchesSBI2008": "350000", "RegioS": "CR12", "Perioden": "2014JJ00",
    }  # fmt: skip
    assert figures(read_cbs(odata(long))) == {(2014, "F"): 14_600}
    other = long | {"Measure": "D000002"}
    assert "verschillende maten" in read_cbs(odata(long, other)).errors[0].message


def test_csv_with_keys() -> None:
    parsed = read_cbs(
        keyed('1;"301000 ";"CR12  ";"2014JJ00";"1.9"', '2;"350000 ";"CR12  ";"2014JJ00";"14.6"')
    )
    assert figures(parsed) == {(2014, "A"): 1900, (2014, "F"): 14_600}


def test_csv_with_labels_title_and_footer() -> None:
    body = (
        LABELS + '"A-U Alle economische activiteiten";"Twente (CR)";"2024*";"320,4"\n'
        '"A Landbouw, bosbouw en visserij";"Twente (CR)";"2024*";"2,2"\n'
        '"01 Landbouw";"Twente (CR)";"2024*";"2,0"\n'
        '"B-E Nijverheid (geen bouw) en energie";"Twente (CR)";"2024*";"44"\n'
        '"Bron: CBS"\n'
    )
    parsed = read_cbs(body.encode("cp1252"))
    assert figures(parsed) == {(2024, "TOTAL"): 320_400, (2024, "A"): 2200, (2024, "B-E"): 44_000}
    assert any("1 bedrijfstak die" in note for note in parsed.notes)


def test_not_published_is_not_0() -> None:
    parsed = read_cbs(
        odata(row("346600 ", "2014JJ00", None), row("348000 ", "2014JJ00", 0), row("301000", "2014JJ00", 1.9))
    )
    assert figures(parsed) == {(2014, "D"): None, (2014, "E"): 0, (2014, "A"): 1900}
    assert {figure.code: figure.kind for figure in parsed.figures}["D"] == "missing"


def test_what_follows_from_a_group_minus_its_parts_is_derived() -> None:
    parsed = read_cbs(
        odata(
            row("300006 ", "2014JJ00", 69.1),
            row("354200 ", "2014JJ00", 47.3),
            row("383100 ", "2014JJ00", 9.7),
            row("300010 ", "2014JJ00", 38.8),
        )
    )
    assert Figure(2014, "I", 12_100, "derived") in parsed.figures
    assert (2014, "N") not in figures(parsed)


def test_derived_below_0_is_left_out() -> None:
    parsed = read_cbs(odata(row("300014", "2014JJ00", 3.0), row("428100", "2014JJ00", 3.1)))
    assert figures(parsed) == {(2014, "R-U"): 3000, (2014, "R"): 3100}


def test_parts_that_are_off_by_more_than_rounding_are_noted() -> None:
    keys = [
        "301000",
        "300002",
        "350000",
        "300006",
        "391600",
        "396300",
        "402000",
        "300010",
        "300012",
        "300014",
    ]
    rows = [row(key, "2014JJ00", 10) for key in keys]
    fine = read_cbs(odata(*rows, row("T001081", "2014JJ00", 100.4)))
    wrong = read_cbs(odata(*rows, row("T001081", "2014JJ00", 101.4)))
    assert fine.notes == ()
    assert "samen 100000 en het totaal is 101400" in wrong.notes[0]


def test_other_regions_and_quarters_are_left_out_and_said() -> None:
    parsed = read_cbs(
        odata(
            row("301000", "2014JJ00", 1.9),
            row("301000", "2014JJ00", 9.9, "PV23  "),
            row("301000", "2014KW01", 1.8),
        )
    )
    assert figures(parsed) == {(2014, "A"): 1900}
    assert parsed.notes == ("Overgeslagen: 1 andere regio.", "Overgeslagen: 1 kwartaalcijfer.")


def test_part_of_a_table_is_said() -> None:
    whole = odata(row("301000", "2014JJ00", 1.9), **{"odata.nextLink": "https://example.org/"})
    assert "niet de hele tabel" in read_cbs(whole).notes[0]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "leeg"),
        (b"{", "geen volledig JSON-bestand"),
        (b"[" * 100_000, "geen volledig JSON-bestand"),
        (b'{"value": []}', "geen lijst met cijfers"),
        (b'{"value": [1]}', "geen lijst met cijfers"),
        (b'{"value": [{"RegioS": "CR12"}]}', "noemt niet alle vier"),
        (b"PK\x03\x04", "Excel-bestand"),
        (b"a;b\n1;2\n", "staan er niet alle in"),
        (odata(row("301000", "2014JJ00", 1.9, "PV23  ")), "Geen enkele regel gaat over Twente"),
        (odata(row("301000", "2014JJ00", None)), "geen enkel jaarcijfer over Twente"),
        (odata(row("301000", "vorig jaar", 1.9)), "is geen jaar zoals 2024"),
        (odata(row("301000", "2014JJ00", "veel")), "geen getal in duizendtallen"),
        (odata(row("301000", "2014JJ00", "-")), "Een streepje zegt niet"),
        (odata(row("301000", "2014JJ00", -1)), "niet kleiner dan 0"),
        (odata(row("301000", "2014JJ00", 1900000)), "geen aantal banen in duizendtallen"),
        (odata(row("301000", "2014JJ00", 1.9), row("301000 ", "2014JJ00", 2.0)), "twee keer in het bestand"),
        (HEADER.replace("2008", "2025").encode() + b'\n1;"A";"CR12";"2024JJ00";1.9', "volgt niet SBI 2008"),
    ],
)
def test_bad_file_is_refused_with_the_reason(content: bytes, part: str) -> None:
    parsed = read_cbs(content)
    assert parsed.figures == ()
    assert part in " ".join(error.message for error in parsed.errors)


def test_error_says_the_line() -> None:
    parsed = read_cbs(keyed('1;"301000 ";"CR12  ";"2014JJ00";"1.9"', '2;"350000 ";"CR12  ";"2014JJ00";"x9"'))
    assert [(error.line, error.column) for error in parsed.errors] == [(3, "Banen van werknemers")]


@given(st.integers(0, 99_999))
@settings(max_examples=100, deadline=None)
def test_every_figure_with_one_decimal_is_exact(tenths: int) -> None:
    dutch = f"{tenths // 10:,}".replace(",", ".") + f",{tenths % 10}"
    for value in (dutch, tenths / 10):
        content = odata(row("T001081", "2014JJ00", value), row("301000", "2014JJ00", 1))
        assert figures(read_cbs(content))[2014, "TOTAL"] == tenths * 100


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_no_bytes_break_the_reader(content: bytes) -> None:
    assert read_cbs(content).figures == ()
    assert read_cbs(b'{"value": [' + content).figures == ()
    assert read_cbs(HEADER.encode() + b"\n" + content).figures == ()


GROUP_OF_TRADE = [
    row("300006", "2014JJ00", 69.1),
    row("354200", "2014JJ00", 47.3),
    row("383100", "2014JJ00", 9.7),
]


def test_key_that_no_source_confirms_is_held_against_its_group() -> None:
    parsed = read_cbs(odata(*GROUP_OF_TRADE, row("389100", "2014JJ00", 12.2)))
    assert figures(parsed)[2014, "I"] == 12_200
    assert "het cijfer past wel bij G-I zonder G en H" in parsed.notes[-1]


def test_key_that_cannot_be_what_it_is_read_as_is_refused_with_a_question() -> None:
    parsed = read_cbs(odata(*GROUP_OF_TRADE, row("389100", "2014JJ00", 20.0)))
    assert "Zoek bij het CBS op wat 389100 is" in parsed.errors[0].message


def test_key_that_cannot_be_checked_is_asked_about() -> None:
    parsed = read_cbs(odata(row("422400", "2014JJ00", 49.2)))
    assert parsed.notes[-1].endswith("is 422400 bij het CBS inderdaad sectie Q?")


def test_name_in_the_place_of_a_key_raises_no_question() -> None:
    assert read_cbs(odata(row("I Horeca", "2014JJ00", 12.1))).notes == ()
