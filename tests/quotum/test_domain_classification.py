"""Codes of sectors: what they stand for, when they are a partition, and what two lists have in common."""

from __future__ import annotations

import pytest

from quotum.domain.classification import (
    ClassificationError,
    Section,
    cover,
    finest_partition,
    partition_errors,
    sections_of,
    shared_groups,
)
from quotum.domain.sector_list_text import WrittenBranch, WrittenSector, read_list, write_list

SECTIONS = [Section(letter, f"Naam {letter}") for letter in "ABCDEF"]


def pieces(*codes: str) -> dict[str, frozenset[str]]:
    return {code: sections_of(code, SECTIONS) for code in codes}


@pytest.mark.parametrize(
    ("code", "letters"),
    [("A", "A"), ("B-E", "BCDE"), ("B+D", "BD"), ("A+C-E", "ACDE"), ("b-c", "BC")],
)
def test_code_stands_for_sections(code: str, letters: str) -> None:
    assert sections_of(code, SECTIONS) == frozenset(letters)


@pytest.mark.parametrize(
    ("code", "part"),
    [("Z", "“Z”"), ("A-Z", "“Z”"), ("", "“”"), ("E-B", "achter naar voren"), ("A+A-B", "twee keer")],
)
def test_bad_code_is_refused(code: str, part: str) -> None:
    with pytest.raises(ClassificationError, match=part):
        sections_of(code, SECTIONS)


def test_partition_has_no_errors() -> None:
    assert partition_errors(["A", "B-E", "F"], SECTIONS) == []


def test_section_that_is_missing_or_twice_is_named() -> None:
    assert partition_errors(["A", "B-D", "D+F"], SECTIONS) == [
        "Sectie D (Naam D) staat twee keer: bij B-D en bij D+F. Laat haar één keer staan.",
        "Sectie E (Naam E) ontbreekt. Zet haar bij een van de sectoren.",
    ]


def test_cover_takes_the_fewest_pieces_without_overlap() -> None:
    published = pieces("A", "B-E", "C", "E", "B+D", "F")
    assert cover(frozenset("BCDE"), published) == ("B-E",)
    assert set(cover(frozenset("AF"), published) or ()) == {"A", "F"}
    assert cover(frozenset("B"), published) is None


def test_finest_partition_takes_parts_where_they_fill_the_group() -> None:
    assert finest_partition(pieces("A", "B-E", "C", "E", "B+D", "F"), SECTIONS) == (
        "A",
        "B+D",
        "C",
        "E",
        "F",
    )
    assert finest_partition(pieces("A", "B-E", "C", "F"), SECTIONS) == ("A", "B-E", "F")
    assert finest_partition(pieces("A", "C"), SECTIONS) is None


def test_shared_groups_are_the_smallest_that_both_can_make() -> None:
    groups = shared_groups(pieces("A", "B-E", "F"), pieces("A", "B+D", "C", "E", "F"))
    assert [(group.ours, group.theirs) for group in groups] == [
        (("A",), ("A",)),
        (("B-E",), ("B+D", "C", "E")),
        (("F",), ("F",)),
    ]
    crossed = shared_groups(pieces("A-B", "C", "D-F"), pieces("A", "B-C", "D-F"))
    assert [(group.ours, group.theirs) for group in crossed] == [
        (("A-B", "C"), ("A", "B-C")),
        (("D-F",), ("D-F",)),
    ]


LIST = "A: Landbouw\nB-E: Industrie\n- C: Maken\n- B+D-E: Overig\nF: Bouw"


def test_list_is_read_and_written() -> None:
    sectors, errors = read_list(LIST, SECTIONS)
    assert errors == []
    assert [sector.code for sector in sectors] == ["A", "B-E", "F"]
    assert sectors[1].branches == (WrittenBranch("C", "Maken"), WrittenBranch("B+D-E", "Overig"))
    assert write_list(sectors) == LIST


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "ten minste één sector"),
        ("A Landbouw", "Regel 1: schrijf een code"),
        ("A:", "Regel 1: schrijf een code"),
        ("- A: Landbouw", "Regel 1: een branche staat onder de sector"),
        ("A: " + "x" * 81, "hoogstens 10 tekens"),
        ("A-F: Alles\nA-F: Alles", "De code A-F staat bij twee sectoren"),
        ("A-F: Alles\n- A: Eén", "één branche"),
        ("A-F: Alles\n- A: Eén\n- B-E: Twee", "Sectie F (Naam F) ontbreekt"),
        ("A-F: Alles\n- A: Eén\n- 47: Twee", "deels secties en deels afdelingen"),
        ("A-F: Alles\n- 46: Eén\n- 46: Twee", "De code 46 staat bij twee branches"),
        ("A-E: Alles", "Sectie F (Naam F) ontbreekt"),
        ("A-F: Alles\nC: Nog eens", "Sectie C (Naam C) staat twee keer"),
        ("A-F: Alles\n" * 201, "hoogstens 200 regels"),
    ],
)
def test_bad_list_is_refused_with_the_reason(text: str, part: str) -> None:
    assert part in " ".join(read_list(text, SECTIONS)[1])


def test_branches_may_be_divisions() -> None:
    sectors, errors = read_list("A-F: Alles\n- 46: Groothandel\n- 47: Detailhandel", SECTIONS)
    assert errors == []
    assert sectors == [
        WrittenSector(
            "A-F", "Alles", (WrittenBranch("46", "Groothandel"), WrittenBranch("47", "Detailhandel"))
        )
    ]


TRADE = [Section("G", "Handel", "45-47"), Section("H", "Vervoer", "49-53"), Section("B", "Winning", "05-09")]


@pytest.mark.parametrize(
    ("codes", "part"),
    [
        (("45", "46"), "Branches van Handel: Afdeling 47 ontbreekt"),
        (("45-46", "46-47"), "Afdeling 46 staat twee keer: bij 45-46 en bij 46-47"),
        (("45-47", "62"), "Afdeling 62 hoort niet bij deze sector"),
        (("47-45", "45-47"), "“47-45” loopt van achter naar voren"),
    ],
)
def test_divisions_that_do_not_fill_their_sector_are_named(codes: tuple[str, ...], part: str) -> None:
    text = "G: Handel\n" + "\n".join(f"- {code}: Deel {code}" for code in codes)
    errors = read_list(f"{text}\nH: Vervoer\nB: Winning", TRADE)[1]
    assert part in " ".join(errors)


def test_divisions_fill_a_sector_of_several_sections() -> None:
    text = "G-H: Handel en vervoer\n- 45+47: Auto en winkel\n- 46: Groothandel\n- 49-53: Vervoer\nB: Winning"
    assert read_list(text, TRADE)[1] == []


def test_division_that_the_netherlands_do_not_have_need_not_be_named() -> None:
    text = "G-H: Handel en vervoer\nB: Winning\n- 06: Olie\n- 08-09: Overig"
    assert read_list(text, TRADE)[1] == []
