"""Detailed figures: read line by line, each error at its place, and nothing that grows with the file."""

from __future__ import annotations

import io
import time
import tracemalloc
from collections.abc import Iterable
from datetime import date

import pytest

from quotum.domain.columns import COLUMNS, Layout, fits, layout_of, mapper
from quotum.domain.delimited import Line, UnreadableFile, stream_table
from quotum.domain.detail_csv import (
    DetailReader,
    detail_header_errors,
    notes_of,
)
from quotum.domain.personal_data import personal_cells, personal_header
from quotum.domain.realisation_csv import MAX_ERRORS

ON = date(2026, 11, 27)
SECTORS = {"A": "Landbouw", "F": "Bouw", "O-Q": "Zorg"}
MUNICIPALITIES = {"GM0153": "Enschede", "GM0141": "Almelo"}
GOOD = ("2026", "3", "Enschede", "F", "Wajong", "markt", "nieuw", "banen", "12")
BSN = "111222333"


def reader() -> DetailReader:
    return DetailReader(SECTORS, MUNICIPALITIES, ON)


def lines(*rows: Iterable[str]) -> list[Line]:
    return [Line(number, tuple(cells)) for number, cells in enumerate(rows, start=2)]


def changed(**cells: str) -> tuple[str, ...]:
    columns = COLUMNS[Layout.DETAIL]
    return tuple(cells.get(column, cell) for column, cell in zip(columns, GOOD, strict=True))


def test_good_row_has_all_its_parts() -> None:
    found = reader().read(lines(GOOD))[0]
    assert (found.year, found.quarter, found.amount) == (2026, 3, 12)
    assert (found.municipality, found.sector, found.group, found.side) == ("GM0153", "F", "wajong", "market")
    assert (found.measure, found.unit) == ("new", "jobs")


def test_sums_are_kept_per_quarter_and_breakdown() -> None:
    one = reader()
    one.read(lines(GOOD, changed(groep="Participatiewet", aantal="3"), changed(sector="", aantal="1")))
    key = (2026, 3, "new", "jobs")
    assert one.errors == []
    assert one.sums[*key, "sector"] == {"F": 15}
    assert one.sums[*key, "municipality"] == {"GM0153": 16}
    assert one.sums[*key, "group"] == {"wajong": 13, "pw": 3}
    assert one.sums[*key, "detail"] == {"": 16}
    assert notes_of(one.sums, one.unknown, one.rows) == [
        "3 cijfers over kwartaal 3 van 2026.",
        "Van 1 cijfers is de sector niet bekend; die tellen in dat overzicht niet mee.",
    ]


@pytest.mark.parametrize(
    ("cells", "column", "part"),
    [
        ({"jaar": "2012"}, "jaar", "van 2013 tot en met 2026"),
        ({"jaar": "²⁰²⁶"}, "jaar", "van 2013"),
        ({"kwartaal": "5"}, "kwartaal", "van 1 tot en met 4"),
        ({"kwartaal": "4"}, "kwartaal", "nog niet afgelopen"),
        ({"gemeente": "Zwolle"}, "gemeente", "GM0153"),
        ({"sector": "Z"}, "sector", "A, F, O-Q"),
        ({"groep": "WW"}, "groep", "Participatiewet, Wajong, Wsw, WIW/ID, overig"),
        ({"werkgever": "zzp"}, "werkgever", "markt, overheid"),
        ({"maat": ""}, "maat", "nieuw of stand"),
        ({"eenheid": "fte"}, "eenheid", "banen of personen"),
        ({"aantal": ""}, "aantal", "ontbreekt"),
        ({"aantal": "-1"}, "aantal", "niet kleiner dan 0"),
        ({"aantal": "1,5"}, "aantal", "heel getal"),
        ({"aantal": "1000001"}, "aantal", "te groot"),
        ({"aantal": "=formule"}, "aantal", "formule"),
    ],
)
def test_error_stands_at_row_and_column_with_what_to_do(
    cells: dict[str, str], column: str, part: str
) -> None:
    one = reader()
    assert one.read(lines(GOOD, changed(**cells))) == reader().read(lines(GOOD))
    assert [(error.line, error.column) for error in one.errors] == [(3, column)]
    assert part in one.errors[0].message


def test_same_figure_twice_is_found_by_whatever_name() -> None:
    one = reader()
    one.read(lines(GOOD, changed(gemeente="gm0153", aantal="1"), changed(groep="overig"), changed(groep="")))
    assert [(error.line, "al eerder" in error.message) for error in one.errors] == [(3, True)]


def test_every_combination_is_a_figure_of_its_own() -> None:
    one = reader()
    rows = [
        changed(
            jaar=year,
            kwartaal=quarter,
            gemeente=place,
            sector=sector,
            groep=group,
            werkgever=side,
            maat=measure,
        )
        for year in ("2013", "2026")
        for quarter in ("1", "3")
        for place in ("", "Enschede", "Almelo")
        for sector in ("", "A", "F", "O-Q")
        for group in ("", "Wsw", "overig")
        for side in ("", "markt", "overheid")
        for measure in ("nieuw", "stand")
    ]
    assert len({row.key for row in one.read(lines(*rows))}) == len(rows)
    assert one.errors == []


def test_too_many_errors_are_counted_and_reading_can_stop() -> None:
    one = reader()
    one.read(lines(*[changed(aantal="x")] * (MAX_ERRORS + 1)))
    assert (len(one.errors), one.more_errors, one.has_too_many_errors) == (MAX_ERRORS, 1, True)


def test_bsn_is_found_in_every_column_but_the_figures_and_never_repeated() -> None:
    found = lines((*GOOD, f"x {BSN}"), changed(aantal=BSN), changed(gemeente="111.222.333"))
    errors = personal_cells(found, COLUMNS[Layout.DETAIL], figures=8)
    assert [(error.line, error.column) for error in errors] == [(2, "kolom 10"), (4, "gemeente")]
    assert not any(BSN in error.message for error in errors)
    assert [e.column for e in personal_header(Line(1, ("jaar", "Voornaam", "geb.datum")))] == [
        "kolom 2",
        "kolom 3",
    ]


def test_header_with_a_column_too_many_or_twice() -> None:
    columns = COLUMNS[Layout.DETAIL]
    errors = detail_header_errors(Line(1, (*columns, "jaar", "opmerking")), columns)
    assert [error.column for error in errors] == ["jaar", "kolom 11"]


def test_memory_and_time_do_not_grow_with_the_file() -> None:
    """A hundred thousand lines take no more memory than five thousand."""

    def peak(chunks: int) -> int:
        one = reader()
        chunk = lines(*[changed(aantal=str(n % 9)) for n in range(5_000)])
        tracemalloc.start()
        for _ in range(chunks):
            one.read(chunk)
            one.errors.clear()  # the same lines again are errors: here only the memory counts
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert peak(6) < peak(1) * 1.5


def test_layout_is_known_by_its_columns() -> None:
    assert layout_of(["Jaar", "kwartaal", "soort", "code", "maat", "eenheid", "aantal"]) == Layout.SERIES
    assert layout_of(COLUMNS[Layout.DETAIL]) == Layout.DETAIL
    assert layout_of(["periode", "regio", "banen"]) is None


def test_mapping_takes_their_columns_and_fixed_words() -> None:
    mapping = {
        "jaar": ("column", "Periode jaar"),
        "kwartaal": ("column", "KW"),
        "gemeente": ("column", "Regio"),
        "maat": ("fixed", "nieuw"),
        "eenheid": ("fixed", "banen"),
        "aantal": ("column", "Banen"),
    }
    header = Line(1, ("KW", "periode  jaar", "Regio", "Banen"))
    assert fits(mapping, header.cells)
    assert not fits(mapping, header.cells[:3])
    ours, convert = mapper(Layout.DETAIL, mapping, header)
    assert ours.cells == COLUMNS[Layout.DETAIL]
    assert convert(Line(2, ("3", "2026", "Almelo", "5"))).cells == (
        "2026",
        "3",
        "Almelo",
        "",
        "",
        "",
        "nieuw",
        "banen",
        "5",
    )
    assert convert(Line(3, ("3",))).cells[-1] == ""


def test_stream_gives_line_numbers_of_the_file_and_skips_empty_lines() -> None:
    header, found = stream_table(io.StringIO('\n\na;b\n\n1;2\r\n"x\ny";3\n4;5\n', newline=""))
    assert header == Line(3, ("a", "b"))
    assert [(line.number, line.cells) for line in found] == [
        (5, ("1", "2")),
        (7, ("x\ny", "3")),
        (8, ("4", "5")),
    ]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "geen regel met kolomnamen"),
        ("\n \n", "geen regel met kolomnamen"),
        ("a;b\n" + "x" * 2_000, "langer dan"),
        ("a;b\n" + ";" * 60, "meer dan 50 kolommen"),
        ('a;b\n"open\n', "aanhalingstekens"),
    ],
)
def test_stream_refuses_what_is_no_table(text: str, part: str) -> None:
    start = time.process_time()
    with pytest.raises(UnreadableFile, match=part):
        list(stream_table(io.StringIO(text, newline=""))[1])
    assert time.process_time() - start < 1
