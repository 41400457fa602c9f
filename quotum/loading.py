"""The figures that quotum begins with, from quotum/data, each load idempotent (see the README there for sources)."""

from __future__ import annotations

import csv
import hashlib
from datetime import date
from pathlib import Path

from django.db import transaction

from quotum.enums import WorkplaceKind
from quotum.models import (
    FOUNDING,
    Classification,
    ClassificationSection,
    NationalTarget,
    Sector,
    SectorList,
    WorkplaceRevision,
    Workplaces,
)

DATA = Path(__file__).parent / "data"
AGREEMENT_START = date(2014, 12, 12)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


CLASSIFICATIONS = (
    ("SBI", "2008", "sbi2008_sections.csv", "CBS, Standaard Bedrijfsindeling 2008"),
    ("SBI", "2025", "sbi2025_sections.csv", "CBS en KVK, Standaard Bedrijfsindeling 2025, editie 2026"),
)


@transaction.atomic
def load_classifications() -> list[Classification]:
    """SBI 2008 and SBI 2025 with their sections; each in full, or not at all."""
    loaded = []
    for scheme, version, name, source in CLASSIFICATIONS:
        classification, created = Classification.objects.get_or_create(
            scheme=scheme, version=version, defaults={"source": source}
        )
        if created:
            ClassificationSection.objects.bulk_create(
                ClassificationSection(
                    classification=classification,
                    letter=row["code"],
                    name=row["name_nl"],
                    divisions=row.get("divisions", ""),
                    position=position,
                )
                for position, row in enumerate(_rows(name), start=1)
            )
        loaded.append(classification)
    return loaded


@transaction.atomic
def load_sectors() -> SectorList:
    """Sector list 1: the ten groups of SBI 2008 sections that CBS publishes, a partition of A to U."""
    load_classifications()
    sector_list, _ = SectorList.objects.get_or_create(
        version=1,
        defaults={
            "title": "Tien sectoren volgens het CBS",
            "scheme": "SBI 2008",
            "in_force_from": AGREEMENT_START,
            **FOUNDING,
        },
    )
    for position, row in enumerate(_rows("sector_list_1.csv"), start=1):
        Sector.objects.get_or_create(
            sector_list=sector_list,
            code=row["code"],
            defaults={"name": row["name"], "position": position},
        )
    return sector_list


@transaction.atomic
def load_workplaces() -> WorkplaceRevision:
    """Jobs of employees in December in Twente, 2010–2024, in jobs (rounded by CBS to 100). One revision per file."""
    content = (DATA / "workplaces_twente.csv").read_bytes()
    revision, created = WorkplaceRevision.objects.get_or_create(
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={
            "source": "CBS StatLine 83582NED, regio Twente (CR12)",
            "measure": "banen van werknemers in december",
            "scheme": "SBI 2008",
            "rounded_to": 100,
        },
    )
    if created:
        Workplaces.objects.bulk_create(
            Workplaces(
                revision=revision,
                year=int(row["year"]),
                sector_code=row["sbi2008"],
                jobs=int(row["jobs"]) if row["jobs"] else None,
                kind=WorkplaceKind(row["kind"]),
            )
            for row in _rows("workplaces_twente.csv")
        )
    return revision


@transaction.atomic
def load_national_targets() -> list[NationalTarget]:
    """The national targets per end of year: a cumulative stock of extra jobs since the end of 2012."""
    return [
        NationalTarget.objects.get_or_create(
            year=int(row["year"]),
            defaults={
                "market": int(row["market"]),
                "government": int(row["government"]),
                "source": "Regeling Wfsv, artikel 3.29",
            },
        )[0]
        for row in _rows("national_targets.csv")
    ]
