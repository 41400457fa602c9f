"""Taking over realised numbers: staged, then all or nothing, in deliveries that never erase earlier ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from governance.models import LedgerEvent
from quotum.actions import accept_import, discard_staged, import_realisation, stage_import
from quotum.actions.staging import DRAFT_LIFE
from quotum.domain.realisation_csv import ParsedFile
from quotum.imports import previews, read_realisation
from quotum.models import ImportDraft, RealisationFigure, RealisationRevision
from tests.governance.factories import make_person
from tests.quotum.factories import Quotum, csv_file, make_delivery, rows
from werkbedrijf.lib.errors import Conflict, DomainError

FILE = csv_file(
    "2024;3;sector;A;nieuw;banen;12",
    "2024;3;sector;B-E;nieuw;banen;8",
    "2024;3;gemeente;Enschede;nieuw;banen;20",
    "2024;3;totaal;;nieuw;banen;20",
)
PUBLISHED = date(2025, 2, 1)


def stage(quotum: Quotum, content: bytes = FILE, now: datetime | None = None) -> ImportDraft:
    parsed = read_realisation(content)
    assert parsed.errors == ()
    return stage_import(parsed, by=quotum.uwv_staff, source="UWV", published_on=PUBLISHED, now=now)


def test_staging_stores_no_figures(quotum: Quotum) -> None:
    draft = stage(quotum)
    assert draft.expires_at - draft.created_at == DRAFT_LIFE
    assert len(draft.rows) == 4
    assert not RealisationRevision.objects.exists()


def test_accepting_stores_a_delivery_per_dimension(quotum: Quotum) -> None:
    revisions = accept_import(stage(quotum), by=quotum.uwv_staff)
    assert {(r.dimension, r.number, r.total, r.stated_total) for r in revisions} == {
        ("sector", 1, 20, 20),
        ("municipality", 1, 20, 20),
    }
    assert RealisationFigure.objects.count() == 3
    assert not ImportDraft.objects.exists()
    event = LedgerEvent.objects.get(kind="realisation_imported")
    assert event.person_id == quotum.uwv_staff.pk
    assert event.facts["rows"] == 4


def test_accepting_twice_is_refused_and_stores_once(quotum: Quotum) -> None:
    draft = stage(quotum)
    accept_import(draft, by=quotum.uwv_staff)
    with pytest.raises(Conflict, match="vervallen of al overgenomen"):
        accept_import(draft, by=quotum.uwv_staff)
    assert RealisationRevision.objects.count() == 2


def test_somebody_else_cannot_accept(quotum: Quotum) -> None:
    draft = stage(quotum)
    with pytest.raises(Conflict):
        accept_import(draft, by=make_person("Ander"))
    assert not RealisationRevision.objects.exists()


def test_expired_draft_is_refused_and_purged_by_the_next(quotum: Quotum) -> None:
    long_ago = datetime(2025, 3, 1, tzinfo=UTC)
    draft = stage(quotum, now=long_ago)
    with pytest.raises(Conflict, match="vervallen"):
        accept_import(draft, by=quotum.uwv_staff, now=long_ago + DRAFT_LIFE)
    stage(quotum, csv_file("2024;2;sector;A;nieuw;banen;1"), now=long_ago + DRAFT_LIFE + timedelta(minutes=1))
    assert not ImportDraft.objects.filter(pk=draft.pk).exists()
    assert ImportDraft.objects.count() == 1


def test_same_file_is_recognised(quotum: Quotum) -> None:
    accept_import(stage(quotum), by=quotum.uwv_staff)
    with pytest.raises(Conflict, match="al overgenomen op"):
        stage(quotum)


def test_two_drafts_of_the_same_file_are_taken_over_once(quotum: Quotum) -> None:
    other = make_person("Collega")
    first = stage(quotum)
    second = stage_import(read_realisation(FILE), by=other, source="UWV", published_on=PUBLISHED)
    accept_import(first, by=quotum.uwv_staff)
    with pytest.raises(Conflict, match="al overgenomen op"):
        accept_import(second, by=other)
    assert RealisationRevision.objects.count() == 2


def test_discarding_takes_nothing_over(quotum: Quotum) -> None:
    discard_staged(stage(quotum), by=quotum.uwv_staff)
    assert not ImportDraft.objects.exists()
    assert not RealisationRevision.objects.exists()


def test_file_with_errors_is_not_staged(quotum: Quotum) -> None:
    parsed = read_realisation(csv_file("2024;3;sector;Z;nieuw;banen;12"))
    with pytest.raises(DomainError, match="heeft fouten"):
        stage_import(parsed, by=quotum.uwv_staff, source="UWV", published_on=PUBLISHED)
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize(
    ("source", "published_on", "part"),
    [
        (" ", PUBLISHED, "Noem de bron"),
        ("UWV", date(2024, 9, 30), "vóór het einde van kwartaal 3 van 2024"),
        ("UWV", date(2999, 1, 1), "in de toekomst"),
    ],
)
def test_source_and_day_are_checked(quotum: Quotum, source: str, published_on: date, part: str) -> None:
    with pytest.raises(DomainError, match=part):
        stage_import(read_realisation(FILE), by=quotum.uwv_staff, source=source, published_on=published_on)
    assert not ImportDraft.objects.exists()


def test_later_delivery_keeps_the_earlier(quotum: Quotum) -> None:
    first = make_delivery(quotum, 2024, 1, {"A": 5})
    second = make_delivery(quotum, 2024, 1, {"A": 7})
    assert (first.number, second.number) == (1, 2)
    assert list(RealisationRevision.objects.counting()) == [second]
    assert list(first.figures.values_list("count", flat=True)) == [5]


def test_other_measure_unit_or_dimension_is_another_series(quotum: Quotum) -> None:
    series = [
        make_delivery(quotum, 2024, 1, {"A": 5}),
        make_delivery(quotum, 2024, 1, {"A": 5}, measure="stock"),
        make_delivery(quotum, 2024, 1, {"A": 5}, unit="people"),
        make_delivery(quotum, 2024, 1, {"GM0153": 5}, kind="municipality"),
        make_delivery(quotum, 2024, 2, {"A": 5}),
    ]
    assert {revision.number for revision in series} == {1}
    assert RealisationRevision.objects.counting().count() == 5


def test_unknown_code_stores_nothing_at_all(quotum: Quotum) -> None:
    figures = [*rows(2024, 1, {"A": 5}), *rows(2024, 2, {"Z": 5})]
    with pytest.raises(DomainError, match="Onbekend: Z"):
        import_realisation(
            figures, by=quotum.uwv_staff, source="UWV", published_on=PUBLISHED, sha256="1" * 64
        )
    assert not RealisationRevision.objects.exists()
    assert not LedgerEvent.objects.filter(kind="realisation_imported").exists()


def test_deliveries_cannot_be_changed_in_the_database(quotum: Quotum) -> None:
    revision = make_delivery(quotum, 2024, 1, {"A": 5})
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        RealisationRevision.objects.filter(pk=revision.pk).update(total=6)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        revision.figures.update(count=6)


def test_preview_stands_beside_the_quarter_before_and_what_it_follows_up(quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 2, {"A": 4})
    make_delivery(quotum, 2024, 3, {"A": 10, "B-E": 1})
    by_dimension = {p.series.dimension: p for p in previews(read_realisation(FILE).rows)}
    sector = by_dimension["sector"]
    assert [(line.code, line.count, line.before, line.replaced) for line in sector.lines] == [
        ("A", 12, 4, 10),
        ("B-E", 8, None, 1),
    ]
    assert (sector.series.total, sector.total_before, sector.number) == (20, 4, 2)
    municipality = by_dimension["municipality"]
    assert (municipality.total_before, municipality.replaces, municipality.number) == (None, None, 1)


def test_preview_warns_of_figures_that_would_be_lost(quotum: Quotum) -> None:
    make_delivery(quotum, 2024, 3, {"A": 10, "F": 6})
    sector = previews(read_realisation(FILE).rows)[0]
    assert sector.series.dimension == "sector"
    assert [(line.code, line.count, line.replaced) for line in sector.lines] == [
        ("A", 12, 10),
        ("B-E", 8, None),
        ("F", None, 6),
    ]
    assert [line.code for line in sector.lost] == ["F"]


def test_refused_personal_data_is_nowhere(quotum: Quotum, caplog: pytest.LogCaptureFixture) -> None:
    parsed: ParsedFile = read_realisation(csv_file("2024;3;sector;111222333;nieuw;banen;12"))
    assert not parsed.is_good
    assert "111222333" not in repr(parsed)
    assert "111222333" not in caplog.text
    assert not ImportDraft.objects.exists()
