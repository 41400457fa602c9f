"""The board's list of sectors: drafted as text, a partition of the classification, in force by a decision only."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from governance.actions.drafts import lock_draft
from governance.actions.ledger import append_event, take_ledger_head
from governance.models import Person
from quotum.domain.sector_list_text import WrittenSector, read_list
from quotum.models import Branch, Classification, Sector, SectorList
from quotum.queries.workplaces import sections_named
from werkbedrijf.lib.dates import date_words, day_of
from werkbedrijf.lib.errors import Conflict, DomainError


class NoPartition(DomainError):
    """A list that is refused, with every reason."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__(" ".join(errors))
        self.errors = errors


@transaction.atomic
def draft_sector_list(
    *,
    title: str,
    classification: Classification,
    text: str,
    by: Person,
    starts_on: date | None = None,
    is_example: bool = False,
    now: datetime | None = None,
) -> SectorList:
    """A draft of the next version. text: as domain/sector_list_text.py reads it. starts_on None: the decision's day.

    Raises NoPartition, naming each section that is missing or stands twice; DomainError without a title, or with a
    start that has passed or that is not after the start of the list before.
    """
    take_ledger_head()  # one at a time: versions are counted
    sectors = _read(text, classification, title)
    _check_start(starts_on, day_of(now or timezone.now()))
    version = (SectorList.objects.aggregate(last=Max("version"))["last"] or 0) + 1
    sector_list = SectorList.objects.create(
        version=version,
        title=title.strip(),
        scheme=str(classification),
        chosen_start=starts_on,
        in_force_from=starts_on,
        is_example=is_example,
    )
    _write(sector_list, sectors)
    append_event("sector_list_drafted", by, {"version": version, "sectors": len(sectors)}, now)
    return sector_list


@transaction.atomic
def change_sector_list(
    sector_list: SectorList,
    *,
    title: str,
    classification: Classification,
    text: str,
    by: Person,
    starts_on: date | None = None,
    is_example: bool = False,
    now: datetime | None = None,
) -> SectorList:
    """Write a draft anew. Raises Conflict once it is proposed or adopted, else as for drafting."""
    locked = lock_draft(sector_list)
    sectors = _read(text, classification, title)
    _check_start(starts_on, day_of(now or timezone.now()))
    locked.title, locked.scheme, locked.is_example = title.strip(), str(classification), is_example
    locked.chosen_start = locked.in_force_from = starts_on
    locked.save(update_fields=["title", "scheme", "is_example", "chosen_start", "in_force_from"])
    locked.sectors.all().delete()
    _write(locked, sectors)
    append_event("sector_list_changed", by, {"version": locked.version, "sectors": len(sectors)}, now)
    return locked


@transaction.atomic
def delete_sector_list(sector_list: SectorList, *, by: Person, now: datetime | None = None) -> None:
    """Delete a draft that no proposal carries. Raises Conflict otherwise."""
    locked = lock_draft(sector_list)
    if locked.decision_point_id is not None:
        raise Conflict("Deze indeling staat in een voorstel. Haal haar daar eerst uit.")
    append_event("sector_list_deleted", by, {"version": locked.version}, now)
    locked.sectors.all().delete()
    locked.delete()


def _read(text: str, classification: Classification, title: str) -> list[WrittenSector]:
    if not title.strip():
        raise DomainError("Geef de indeling een titel.")
    sectors, errors = read_list(text, sections_named(str(classification)))
    if errors:
        raise NoPartition(errors)
    return sectors


def _check_start(starts_on: date | None, day: date) -> None:
    if starts_on is None:
        return
    if starts_on < day:
        raise DomainError(
            "De dag waarop de indeling ingaat, is al voorbij. Kies een latere dag, of laat hem leeg."
        )
    last = SectorList.objects.adopted().order_by("-in_force_from").first()
    if last is not None and last.in_force_from is not None and starts_on <= last.in_force_from:
        raise DomainError(
            f"{last} geldt vanaf {date_words(last.in_force_from)}. Laat deze indeling later ingaan."
        )


def _write(sector_list: SectorList, sectors: list[WrittenSector]) -> None:
    for position, written in enumerate(sectors, start=1):
        sector = Sector.objects.create(
            sector_list=sector_list, code=written.code, name=written.name, position=position
        )
        Branch.objects.bulk_create(
            Branch(sector=sector, code=branch.code, name=branch.name, position=place)
            for place, branch in enumerate(written.branches, start=1)
        )
