"""Numbers of the target group: a file is staged after it was read without errors, and taken over whole or not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Party, Person
from quotum.actions.staging import check_delivery, check_rows, refuse_taken, stage, take
from quotum.domain.target_group_rows import ParsedFile, Row
from quotum.enums import Characteristic, Group, HeadcountKind
from quotum.models import (
    Sector,
    ServedGroups,
    TargetGroupDraft,
    TargetGroupFigure,
    TargetGroupRevision,
)
from quotum.permissions.target_group import can_import_target_group, can_record_served_groups
from werkbedrijf.lib.dates import day_of
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


@transaction.atomic
def stage_target_group(
    parsed: ParsedFile,
    *,
    by: Person,
    source: str,
    published_on: date,
    method: str = "",
    is_example: bool = False,
    now: datetime | None = None,
) -> TargetGroupDraft:
    """Keep the numbers of a good file until its owner takes them over. Clears what has expired.

    method: how a forecast was made, asked for when the file holds one. Raises NotAllowed, DomainError for a file with
    errors, without source or method, or from the future, Conflict for one that was taken over before.
    """
    at = now or timezone.now()
    _check(parsed.rows, by, source, method, published_on, day_of(at))
    refuse_taken(_already_imported(parsed.sha256))
    return stage(
        TargetGroupDraft,
        parsed.rows,
        by=by,
        source=source,
        sha256=parsed.sha256,
        at=at,
        notes=list(parsed.notes),
        method=method.strip(),
        published_on=published_on,
        is_example=is_example,
    )


@transaction.atomic
def accept_target_group(
    draft: TargetGroupDraft, *, by: Person, now: datetime | None = None
) -> list[TargetGroupRevision]:
    """Take over a staged file: all of it, once. Raises Conflict when it expired or was taken over already."""
    at = now or timezone.now()
    locked = take(draft, by=by, at=at)
    revisions = import_target_group(
        rows_of(locked),
        by=by,
        source=locked.source,
        published_on=locked.published_on,
        method=locked.method,
        sha256=locked.sha256,
        is_example=locked.is_example,
        now=at,
    )
    locked.delete()
    return revisions


def rows_of(draft: TargetGroupDraft) -> list[Row]:
    """The numbers of a staged file."""
    return [Row(**row) for row in draft.rows]


@transaction.atomic
def import_target_group(
    rows: Sequence[Row],
    *,
    by: Person,
    source: str,
    published_on: date,
    sha256: str,
    method: str = "",
    is_example: bool = False,
    now: datetime | None = None,
) -> list[TargetGroupRevision]:
    """Store the numbers: one new delivery per year, municipality and kind; earlier deliveries stay.

    rows: as `parse_target_group` gives them. Raises NotAllowed, DomainError, Conflict when these were imported before.
    """
    at = now or timezone.now()
    take_ledger_head()  # one at a time: numbers and duplicates are counted
    _check(rows, by, source, method, published_on, day_of(at))
    refuse_taken(_already_imported(sha256))
    municipalities = {party.cbs_code: party for party in Party.objects.municipalities().exclude(cbs_code="")}
    series: dict[tuple[int, str, str], list[Row]] = {}
    for row in rows:
        series.setdefault(row.series, []).append(row)
    unknown = sorted({code for _, code, _ in series if code not in municipalities})
    if unknown:
        raise DomainError(f"Onbekend: {', '.join(unknown)}. Lees het bestand opnieuw in.")
    numbers = {
        (year, code, kind): number
        for year, code, kind, number in TargetGroupRevision.objects.counting().values_list(
            "year", "municipality__cbs_code", "kind", "number"
        )
    }
    revisions, figures = [], []
    for (year, code, kind), parts in sorted(series.items()):
        total = next(row for row in parts if row.characteristic == Characteristic.TOTAL)
        revision = TargetGroupRevision.objects.create(
            year=year,
            municipality=municipalities[code],
            kind=kind,
            number=numbers.get((year, code, kind), 0) + 1,
            total=total.count,
            low=total.low,
            high=total.high,
            method=method.strip() if kind == HeadcountKind.FORECAST else "",
            source=source.strip(),
            published_on=published_on,
            imported_by=by,
            imported_at=at,
            sha256=sha256,
            is_example=is_example,
        )
        figures += [
            TargetGroupFigure(
                revision=revision,
                characteristic=row.characteristic,
                value=row.value,
                count=row.count,
                low=row.low,
                high=row.high,
            )
            for row in parts
            if row is not total
        ]
        revisions.append(revision)
    TargetGroupFigure.objects.bulk_create(figures)
    append_event(
        "target_group_imported",
        by,
        {"sha256": sha256, "revisions": [revision.pk for revision in revisions], "rows": len(rows)},
        at,
    )
    return revisions


@transaction.atomic
def record_served_groups(
    sector: Sector,
    by: Person,
    *,
    groups: Collection[str],
    agreement: str = "",
    is_example: bool = False,
    now: datetime | None = None,
) -> ServedGroups:
    """Which groups are served in a sector, and how they are kept from competing (article 8). What stood before stays.

    groups: values of Group; none is a statement too. Raises NotAllowed, Conflict when nothing would change.
    """
    if not can_record_served_groups(by):
        raise NotAllowed("Alleen het secretariaat legt vast welke groepen worden bediend.")
    at = now or timezone.now()
    take_ledger_head()
    chosen = [group.value for group in Group if group in groups]  # always in the same order
    last = ServedGroups.objects.filter(sector=sector).order_by("-pk").first()
    if last is not None and (last.groups, last.agreement) == (chosen, agreement.strip()):
        raise Conflict("Dit staat er al zo. Er is niets veranderd.")
    line = ServedGroups.objects.create(
        sector=sector,
        groups=chosen,
        agreement=agreement.strip(),
        recorded_by=by,
        recorded_at=at,
        is_example=is_example,
    )
    append_event(
        "served_groups_recorded", by, {"served_groups": line.pk, "sector": sector.pk, "groups": chosen}, at
    )
    return line


def _already_imported(sha256: str) -> TargetGroupRevision | None:
    return TargetGroupRevision.objects.filter(sha256=sha256).order_by("imported_at").first()


def _check(rows: Sequence[Row], by: Person, source: str, method: str, published_on: date, day: date) -> None:
    if not can_import_target_group(by):
        raise NotAllowed("Alleen het secretariaat, UWV en het Werkplein leveren doelgroepcijfers aan.")
    check_rows(rows)
    check_delivery(source, published_on, day)
    if any(row.kind == HeadcountKind.FORECAST for row in rows) and not method.strip():
        raise DomainError("In dit bestand staat een prognose. Schrijf met welke methode zij is gemaakt.")
