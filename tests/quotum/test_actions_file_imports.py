"""A large file: hidden while it is read, all or nothing when it is taken over, and gone when nobody does."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.models import LedgerEvent
from quotum import queries
from quotum.actions import (
    discard_file,
    import_realisation,
    keep_file,
    map_file,
    purge_abandoned,
    read_file,
    take_over_file,
)
from quotum.actions import file_imports as acting
from quotum.domain.columns import COLUMNS, Layout
from quotum.enums import Dimension, FileState
from quotum.imports import receive
from quotum.models import ColumnMapping, DetailFigure, FileImport, RealisationFigure, RealisationRevision
from quotum.models.file_imports import MAX_ATTEMPTS
from tests.governance.factories import make_person
from tests.quotum.factories import Quotum, make_delivery, make_quotum, rows
from werkbedrijf.lib.errors import Conflict, DomainError

PUBLISHED = date(2025, 2, 1)
HEADER = ";".join(COLUMNS[Layout.DETAIL])
LINES = (
    "2024;3;Enschede;A;Wajong;markt;nieuw;banen;7",
    "2024;3;Enschede;F;Participatiewet;overheid;nieuw;banen;5",
    "2024;3;GM0141;F;Wajong;markt;nieuw;banen;4",
    "2024;2;GM0141;;Wajong;markt;nieuw;banen;3",
)
BSN = "111222333"


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def keep(quotum: Quotum, lines: Sequence[str] = LINES, header: str = HEADER, **changes: Any) -> FileImport:
    upload = SimpleUploadedFile("detail.csv", "\n".join([header, *lines, ""]).encode())
    inputs = {"by": quotum.uwv_staff, "source": "UWV", "published_on": PUBLISHED} | changes
    return keep_file(receive(upload), **inputs)


def read(file: FileImport, chunk: int = 2) -> FileImport:
    read_file(file.pk, chunk=chunk, pause=0)
    file.refresh_from_db()
    return file


def test_reading_stores_hidden_rows_that_count_nowhere(quotum: Quotum) -> None:
    file = read(keep(quotum))
    assert (file.state, file.rows, file.percent) == (FileState.READ, 4, 100)
    assert DetailFigure.objects.filter(file_import=file).count() == 4
    assert not RealisationRevision.objects.exists()
    assert "Van 1 cijfers is de sector niet bekend" in file.notes[1]
    assert not file.file
    assert not any(path.is_file() for path in file.path.rglob("*"))


def test_taking_over_makes_a_delivery_per_breakdown_and_one_in_detail(quotum: Quotum) -> None:
    before = LedgerEvent.objects.count()
    revisions = take_over_file(read(keep(quotum)), by=quotum.uwv_staff)
    found = {(r.quarter, r.dimension): (r.number, r.total, r.stated_total) for r in revisions}
    assert found == {
        (3, "sector"): (1, 16, 16),
        (3, "municipality"): (1, 16, 16),
        (3, "group"): (1, 16, 16),
        (3, "side"): (1, 16, 16),
        (3, "detail"): (1, 16, 16),
        (2, "municipality"): (1, 3, 3),
        (2, "group"): (1, 3, 3),
        (2, "side"): (1, 3, 3),
        (2, "detail"): (1, 3, 3),
    }
    counts = {f.code: f.count for f in RealisationFigure.objects.filter(revision__quarter=3)}
    assert counts == {
        "A": 7,
        "F": 9,
        "GM0153": 12,
        "GM0141": 4,
        "wajong": 11,
        "pw": 5,
        "market": 11,
        "government": 5,
    }
    assert LedgerEvent.objects.count() == before + 1
    assert [line.realised for line in queries.realised_by_sector(2024) if line.realised] == [7, 9]


def test_later_delivery_goes_before_and_the_earlier_stays(quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 3, {"A": 1, "F": 1})
    revisions = take_over_file(read(keep(quotum)), by=quotum.uwv_staff)
    assert [r.number for r in revisions if (r.quarter, r.dimension) == (3, "sector")] == [2]
    assert RealisationRevision.objects.filter(dimension="sector", quarter=3).count() == 2
    lines = queries.quarter_lines(file := FileImport.objects.get())
    assert [(line.quarter.number, line.total) for line in lines] == [(3, 16), (2, 3)]
    with pytest.raises(Conflict, match="vervallen of al overgenomen"):
        take_over_file(file, by=quotum.uwv_staff)


def test_taken_rows_can_no_longer_be_thrown_away_or_changed(quotum: Quotum) -> None:
    hidden, taken = read(keep(quotum)), None
    with pytest.raises(DatabaseError), transaction.atomic():
        DetailFigure.objects.filter(file_import=hidden).update(count=1)
    take_over_file(hidden, by=quotum.uwv_staff)
    taken = DetailFigure.objects.filter(file_import=hidden)
    with pytest.raises(DatabaseError), transaction.atomic():
        taken._raw_delete(taken.db)
    assert taken.count() == 4


def test_error_refuses_everything_and_leaves_only_the_places(quotum: Quotum) -> None:
    file = read(keep(quotum, [*LINES, "2024;3;Zwolle;A;Wajong;markt;nieuw;banen;1"]))
    assert (file.state, file.rows) == (FileState.REFUSED, 0)
    assert [(error["line"], error["column"]) for error in file.errors] == [(6, "gemeente")]
    assert not DetailFigure.objects.exists()
    assert not file.file
    with pytest.raises(Conflict):
        take_over_file(file, by=quotum.uwv_staff)


@pytest.mark.parametrize(
    ("lines", "header"),
    [
        ([*LINES, f"2024;3;Enschede {BSN};A;Wajong;markt;nieuw;banen;1"], HEADER),
        ([f"{line};Voorbeeldpersoon" for line in LINES], f"{HEADER};achternaam"),
    ],
    ids=["cell", "column"],
)
def test_personal_data_is_refused_not_kept_not_logged(
    quotum: Quotum, lines: list[str], header: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = read(keep(quotum, lines, header))
    assert file.state == FileState.REFUSED
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    for place in (str(file.errors), str(file.notes), caplog.text):
        assert BSN not in place
        assert "Voorbeeldpersoon" not in place


def test_same_file_is_recognised(quotum: Quotum) -> None:
    take_over_file(read(keep(quotum)), by=quotum.uwv_staff)
    with pytest.raises(Conflict, match="al overgenomen op"):
        keep(quotum)


def test_two_of_the_same_file_are_taken_over_once(quotum: Quotum) -> None:
    first, second = read(keep(quotum)), read(keep(quotum))
    take_over_file(first, by=quotum.uwv_staff)
    with pytest.raises(Conflict, match="al overgenomen op"):
        take_over_file(second, by=quotum.uwv_staff)
    assert FileImport.objects.filter(state=FileState.TAKEN).count() == 1


def test_published_before_the_quarter_ended_is_refused(quotum: Quotum) -> None:
    file = read(keep(quotum, published_on=date(2024, 9, 30)))
    with pytest.raises(DomainError, match="vóór het einde van kwartaal 3"):
        take_over_file(file, by=quotum.uwv_staff)


def test_reader_that_died_is_followed_up_where_it_was(
    quotum: Quotum, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = keep(quotum)
    stored = acting._store

    def dies(*args: Any, **kwargs: Any) -> None:
        stored(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(acting, "_store", dies)
    with pytest.raises(KeyboardInterrupt):
        read_file(file.pk, chunk=2, pause=0)
    monkeypatch.setattr(acting, "_store", stored)
    assert DetailFigure.objects.count() == 2
    assert read_file(file.pk, chunk=2, pause=0) is False  # the lease still runs
    FileImport.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert read(file).state == FileState.READ
    assert DetailFigure.objects.count() == file.rows == 4


def test_three_deaths_without_progress_are_a_failure(quotum: Quotum) -> None:
    file = keep(quotum)
    gone = timezone.now() - timedelta(seconds=1)
    FileImport.objects.update(
        state=FileState.READING, attempts=MAX_ATTEMPTS, lease=file.pk, leased_until=gone
    )
    assert acting.claim_file(file.pk) is None
    purge_abandoned()
    file.refresh_from_db()
    assert file.state == FileState.FAILED


def test_what_nobody_took_over_is_thrown_away(quotum: Quotum, tmp_path: Path) -> None:
    waiting, hidden = keep(quotum), read(keep(quotum, LINES[:3]))
    (tmp_path / "invoer" / "forgotten.csv").write_text("x")
    purge_abandoned()
    assert DetailFigure.objects.count() == 3
    assert purge_abandoned(now=timezone.now() + timedelta(days=2)) == 3
    assert not FileImport.objects.filter(pk__in=[waiting.pk, hidden.pk]).exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_owner_throws_a_file_away_and_nobody_else(quotum: Quotum) -> None:
    file = read(keep(quotum))
    with pytest.raises(Conflict):
        discard_file(file, by=make_person("Ander"))
    discard_file(file, by=quotum.uwv_staff)
    purge_abandoned()
    assert not FileImport.objects.exists()
    assert not DetailFigure.objects.exists()


def test_mapping_is_remembered_per_source_and_then_used(quotum: Quotum) -> None:
    header = "Jaar van meting;KW;Regio;Banen"
    file = keep(quotum, ["2024;3;Enschede;7", "2024;3;GM0141;2"], header, needs_mapping=True)
    assert read(file).state == FileState.MAPPING
    columns = {
        "jaar": ("column", "Jaar van meting"),
        "kwartaal": ("column", "KW"),
        "gemeente": ("column", "Regio"),
        "sector": ("fixed", ""),
        "groep": ("fixed", ""),
        "werkgever": ("fixed", ""),
        "maat": ("fixed", "nieuw"),
        "eenheid": ("fixed", "banen"),
        "aantal": ("column", "Banen"),
    }
    map_file(file, columns, by=quotum.uwv_staff)
    assert (read(file).errors, file.state) == ([], FileState.READ)
    revisions = take_over_file(file, by=quotum.uwv_staff)
    assert {r.dimension: r.total for r in revisions} == {"municipality": 9, "detail": 9}
    remembered = queries.mapping_of(" uwv ")
    assert remembered == ColumnMapping.objects.get()
    with pytest.raises(Conflict):
        map_file(file, columns, by=quotum.uwv_staff)


def test_series_by_group_and_by_market_stand_beside_the_others(quotum: Quotum) -> None:
    figures = [
        *rows(2024, 3, {"pw": 6, "other": 1}, kind=Dimension.GROUP),
        *rows(2024, 3, {"market": 5, "government": 2}, kind=Dimension.SIDE),
    ]
    import_realisation(figures, by=quotum.uwv_staff, source="UWV", published_on=PUBLISHED, sha256="1" * 64)
    table = queries.part_table(2024, Dimension.GROUP)
    assert [(line.name, line.realised) for line in table.lines if line.realised] == [
        ("Participatiewet", 6),
        ("overig", 1),
    ]
    assert queries.part_table(2024, Dimension.SIDE).total == 7


@pytest.mark.django_db(transaction=True)
def test_others_write_between_the_chunks() -> None:
    """A ballot is a short transaction that takes the head of the ledger: here it is the append alone, many times.

    How long one waits at most, bench/imports.py says.
    """
    quotum = make_quotum()
    places, groups, sides = (
        ("Enschede", "GM0141", ""),
        ("pw", "Wajong", "Wsw", "overig", ""),
        ("markt", "overheid", ""),
    )
    lines = [
        f"{year};{quarter};{place};{sector};{group};{side};{measure};banen;1"
        for year in range(2014, 2024)
        for quarter in (1, 2, 3, 4)
        for place in places
        for sector in ("A", "F", "J", "K", "")
        for group in groups
        for side in sides
        for measure in ("nieuw", "stand")
    ]
    file = keep(quotum, lines)
    written, done = [0], threading.Event()

    def votes() -> None:
        try:
            while not done.is_set():
                append_event("test", None, {})
                written[0] += 1
                time.sleep(0.01)
        finally:
            connection.close()

    thread = threading.Thread(target=votes)
    thread.start()
    try:
        read_file(file.pk)
    finally:
        done.set()
        thread.join()
    file.refresh_from_db()
    assert (file.state, file.rows) == (FileState.READ, len(lines))
    assert written[0] > len(lines) // acting.CHUNK
