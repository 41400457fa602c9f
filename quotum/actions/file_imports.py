"""A large file: kept as text until it is read, read in chunks that lie hidden, and then taken over in one short act.

Each chunk is a transaction of its own and nothing else is locked while it is written, so that a ballot that is cast
meanwhile waits for one chunk at most. The head of the ledger is taken only by the act that makes the rows count.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from governance.models import Party, Person
from quotum.actions.file_discarding import CHUNK, PAUSE, throw_away_rows
from quotum.actions.realisation import refuse_same_file
from quotum.actions.staging import DRAFT_LIFE, check_delivery
from quotum.domain.columns import COLUMN, COLUMNS, Layout, mapper
from quotum.domain.delimited import MAX_ERRORS, MAX_LINES, FileError, UnreadableFile
from quotum.domain.detail_csv import (
    DetailReader,
    DetailRow,
    detail_header_errors,
    notes_of,
)
from quotum.domain.personal_data import personal_cells, personal_header
from quotum.enums import FileState
from quotum.imports import Received, Sorted, participating_municipalities, sort_out, unpack
from quotum.imports.uploads import NO_CELLS, OpenText, TooLong, open_text
from quotum.models import ColumnMapping, DetailFigure, FileImport, SectorList
from quotum.models.file_imports import MAX_ATTEMPTS
from quotum.queries import mapping_of
from werkbedrijf.lib.errors import Conflict

MOST_WAITING = 5  # files of one person at a time; our choice
LEASE = timedelta(minutes=2)  # renewed with every chunk
UNPACKING = timedelta(minutes=4)  # longer than a task may take
IDENTITY = {column: (COLUMN, column) for column in COLUMNS[Layout.DETAIL]}

log = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Somebody else reads this file now."""


@transaction.atomic
def keep_file(
    received: Received,
    *,
    by: Person,
    source: str,
    published_on: date,
    is_example: bool = False,
    mapping: dict[str, tuple[str, str]] | None = None,
    needs_mapping: bool = False,
    now: datetime | None = None,
) -> FileImport:
    """Keep the text of a file until it has been read, at most a day.

    Raises DomainError without a source or with a day in the future; Conflict for a file that was taken over before, and
    when so many files of this person wait that the disk could fill.
    """
    at = now or timezone.now()
    if FileImport.objects.open(at).filter(owner=by).count() >= MOST_WAITING:
        raise Conflict(
            f"Er wachten al {MOST_WAITING} bestanden van u. Neem er een over of gooi er een weg, en kies dit opnieuw."
        )
    check_delivery(source, published_on, timezone.localtime(at).date())
    refuse_same_file(received.sha256)
    return FileImport.objects.create(
        owner=by,
        source=source.strip(),
        published_on=published_on,
        is_example=is_example,
        sha256=received.sha256,
        file=received.file,
        mapping=mapping or {},
        state=FileState.MAPPING if needs_mapping else FileState.WAITING,
        size=received.size,
        notes=list(received.notes),
        created_at=at,
        expires_at=at + DRAFT_LIFE,
    )


@transaction.atomic
def save_mapping(
    source: str,
    layout: Layout,
    columns: dict[str, tuple[str, str]],
    *,
    by: Person,
    now: datetime | None = None,
) -> ColumnMapping:
    """Remember for this source which column is which; the earlier ones stay to be read."""
    return ColumnMapping.objects.create(
        source=source.strip(),
        layout=layout.value,
        columns={ours: list(theirs) for ours, theirs in columns.items()},
        saved_by=by,
        saved_at=now or timezone.now(),
    )


@transaction.atomic
def map_file(
    file: FileImport, columns: dict[str, tuple[str, str]], *, by: Person, now: datetime | None = None
) -> None:
    """The columns of a waiting file are known: it can be read. Raises Conflict when it expired or was mapped."""
    at = now or timezone.now()
    done = FileImport.objects.filter(pk=file.pk, owner=by, state=FileState.MAPPING, expires_at__gt=at).update(
        mapping={ours: list(theirs) for ours, theirs in columns.items()}, state=FileState.WAITING
    )
    if not done:
        raise Conflict("Dit bestand is vervallen of al gekoppeld. Kies het opnieuw.")
    save_mapping(file.source, Layout.DETAIL, columns, by=by, now=at)


def claim_file(pk: UUID, now: datetime | None = None) -> FileImport | None:
    """Take this file to read it, or None when somebody else does, it expired or it was read. One conditional update."""
    at = now or timezone.now()
    claimed = (
        FileImport.objects.claimable(at)
        .filter(pk=pk, attempts__lt=MAX_ATTEMPTS)
        .update(state=FileState.READING, lease=uuid4(), leased_until=at + LEASE, attempts=F("attempts") + 1)
    )
    return FileImport.objects.get(pk=pk) if claimed else None


def read_file(pk: UUID, *, chunk: int = CHUNK, pause: float = PAUSE, now: datetime | None = None) -> bool:
    """Read a file if it waits for that; True when it was read to the end now, or refused.

    Run again after its worker died, it goes on where it was: chunks that are stored are read but not stored twice.
    """
    file = claim_file(pk, now)
    if file is None:
        return False
    try:
        if not file.is_packed or _unpack(file):
            _read(file, chunk, pause, timezone.localtime(now or timezone.now()).date())
    except UnreadableFile as error:
        _refuse(file, [FileError(0, "", str(error))], 0)
    except SoftTimeLimitExceeded:
        _note(file, state=FileState.WAITING)  # what is stored stays; the sweep hands it out again
        return False
    except LeaseLost:
        return False
    except Exception as error:  # noqa: BLE001 (whatever is wrong with one file, the row says so)
        # Only the kind of mistake: its words could repeat what stood in the file.
        log.error("file import %s not read (attempt %s): %s", file.pk, file.attempts, type(error).__name__)
        _note(file, state=FileState.FAILED if file.attempts >= MAX_ATTEMPTS else FileState.WAITING)
        return False
    return True


def _unpack(file: FileImport) -> bool:
    """Bring a workbook to text, and find out what its columns are; whether it can be read further now.

    Nobody knew them before: without a mapping it waits for one, and is looked at for personal data first.
    """
    packed = Received(file.file, file.sha256, file.size, head=NO_CELLS)
    _keep_lease(file, leased_until=timezone.now() + UNPACKING)
    text = unpack(packed)
    found = (
        sort_out(text, mapping_of(file.source)) if not file.mapping else Sorted(Layout.DETAIL, file.mapping)
    )
    try:
        _keep_lease(
            file,
            file=text.file,
            size=text.size,
            mapping=dict(found.mapping),
            notes=[*file.notes, *text.notes],
            leased_until=timezone.now() + LEASE,
        )
    except LeaseLost:
        text.discard()
        raise
    packed.discard()
    file.refresh_from_db()
    if found.errors:
        _refuse(file, found.errors, 0)
    elif found.layout is None:
        _note(file, state=FileState.MAPPING, attempts=0)
    elif found.layout != Layout.DETAIL:
        raise TooLong(MAX_LINES)
    return found.layout == Layout.DETAIL and not found.errors


def _keep_lease(file: FileImport, /, **changes: Any) -> None:
    """Change the row while the lease is ours; raises LeaseLost when it is somebody else's by now."""
    if not FileImport.objects.filter(pk=file.pk, state=FileState.READING, lease=file.lease).update(**changes):
        raise LeaseLost


def _read(file: FileImport, chunk: int, pause: float, day: date) -> None:
    sector_list = file.sector_list or SectorList.objects.in_force(day)
    sectors = {s.code: s for s in sector_list.sectors.all()} if sector_list else {}
    municipalities = {p.cbs_code: p for p in Party.objects.municipalities().exclude(cbs_code="")}
    reader = DetailReader(
        {code: sector.name for code, sector in sectors.items()}, participating_municipalities(day), day
    )
    mapping = {ours: (kind, word) for ours, (kind, word) in file.mapping.items()} or IDENTITY
    with open_text(file.path) as text:
        errors = personal_header(text.header)
        if not errors and not file.mapping:
            errors = detail_header_errors(text.header, COLUMNS[Layout.DETAIL])
        if errors:
            _refuse(file, errors, 0)
            return
        for stored, rows, position, last in _chunks(text, reader, mapping, chunk, file.last_line):
            if reader.errors:
                continue  # nothing of it will count: only look for what else is wrong
            keep = [] if stored else [_values(file, row, sectors, municipalities) for row in rows]
            _store(file, keep, sector_list, position, last, reader.rows)
            time.sleep(pause)
    if reader.errors or not reader.rows:
        none = FileError(0, "", "Het bestand heeft alleen kolomnamen. Voeg regels met cijfers toe.")
        _refuse(file, reader.errors or [none], reader.more_errors)
        return
    notes = [*file.notes, *notes_of(reader.sums, reader.unknown, reader.rows)]
    keys = reader.keys_per_quarter
    sums = [[*series, counts] for series, counts in sorted(reader.sums.items())]
    _note(
        file,
        state=FileState.READ,
        sums=sums,
        notes=notes,
        bytes_read=file.size,
        keys_per_quarter=keys,
        file="",
    )
    file.path.unlink(missing_ok=True)


def _chunks(
    text: OpenText, reader: DetailReader, mapping: dict[str, tuple[str, str]], size: int, last_line: int
) -> Iterator[tuple[bool, list[DetailRow], int, int]]:
    """Chunk after chunk: whether it was stored before, its figures, the bytes read so far and its last line.

    Ends early when there are more errors than anybody would read. Personal data is looked for in all columns, also
    in those that are not read, but not in the figures.
    """
    _, convert = mapper(Layout.DETAIL, mapping, text.header)
    kind, word = mapping["aantal"]
    names = [cell.lower() for cell in text.header.cells]
    figures = names.index(word.lower()) if kind == COLUMN and word.lower() in names else -1
    while lines := list(islice(text.lines, size)):
        if found := personal_cells(lines, names, figures):
            reader.refuse_for_persons(found)
        rows = reader.read([convert(line) for line in lines])
        yield lines[-1].number <= last_line, rows, text.position(), lines[-1].number
        if len(reader.errors) >= MAX_ERRORS:
            return


_COLUMNS = (
    "file_import_id",
    "key",
    "year",
    "quarter",
    "measure",
    "unit",
    "sector_id",
    "municipality_id",
    "group",
    "side",
    "count",
)


def _values(
    file: FileImport, row: DetailRow, sectors: dict[str, Any], municipalities: dict[str, Any]
) -> tuple[Any, ...]:
    return (
        file.pk.hex if connection.vendor == "sqlite" else file.pk,
        row.key,
        row.year,
        row.quarter,
        row.measure,
        row.unit,
        sectors[row.sector].pk if row.sector else None,
        municipalities[row.municipality].pk if row.municipality else None,
        row.group,
        row.side,
        row.amount,
    )


@transaction.atomic
def _store(
    file: FileImport,
    values: Sequence[tuple[Any, ...]],
    sector_list: SectorList | None,
    position: int,
    last_line: int,
    rows: int,
) -> None:
    """One chunk with how far the file is, in one transaction; raises LeaseLost when it is somebody else's by now."""
    _keep_lease(
        file,
        bytes_read=min(position, file.size),
        last_line=last_line,
        rows=rows,
        sector_list=sector_list,
        leased_until=timezone.now() + LEASE,
        attempts=1,
    )
    if values:
        quote = connection.ops.quote_name
        names, marks = ", ".join(quote(name) for name in _COLUMNS), ", ".join(["%s"] * len(_COLUMNS))
        table = quote(DetailFigure._meta.db_table)
        with (
            connection.cursor() as cursor
        ):  # three times as fast as bulk_create, which makes an object for each row
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608 (our own names)


def _note(file: FileImport, /, **changes: Any) -> None:
    """Change the row while the lease is ours, and give the lease back."""
    FileImport.objects.filter(pk=file.pk, state=FileState.READING, lease=file.lease).update(
        **changes, lease=None, leased_until=None
    )


def _refuse(file: FileImport, errors: Sequence[FileError], more: int) -> None:
    """Refused as a whole: the text and the rows go at once, what was wrong stays to be read for a day."""
    file.path.unlink(missing_ok=True)
    _note(
        file,
        state=FileState.REFUSED,
        errors=[asdict(error) for error in errors[:MAX_ERRORS]],
        more_errors=more + max(0, len(errors) - MAX_ERRORS),
        file="",
        rows=0,
    )
    throw_away_rows(file)
