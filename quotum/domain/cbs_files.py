"""A file of StatLine as observations: CSV "volgens databasemodel" (with keys or labels) and OData in JSON, v3 and v4.

Here is read what stands where; what it means, domain/cbs.py says.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from quotum.domain.delimited import MAX_BYTES, UnreadableFile, read_table

TABLE = "83582NED"


@dataclass(frozen=True, slots=True)
class Cell:
    """One observation as it stands in the file."""

    line: int
    activity: str
    region: str
    period: str
    value: str


def _plain(name: str) -> str:
    """The name of a column or field without spaces, signs and capitals."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _role(name: str) -> str:
    """What a column holds, by its name: activity, region, period or value; "" for anything else."""
    plain = _plain(name)
    if plain.startswith("bedrijfstakken"):
        return "activity"
    if plain.startswith("regio"):
        return "region"
    if plain.startswith("perioden"):
        return "period"
    return "value" if plain.startswith("banenvanwerknemers") or plain == "value" else ""


def _refuse_other_classification(name: str) -> None:
    if "sbi2025" in _plain(name) or "sbi1993" in _plain(name):
        raise UnreadableFile(
            "Dit bestand volgt niet SBI 2008. De letters betekenen daar iets anders; kies tabel 83582NED (SBI 2008)."
        )


def csv_cells(content: bytes) -> tuple[list[Cell], list[str]]:
    table = read_table(content)
    lines = [table.header, *table.lines]
    for place, line in enumerate(lines):  # noqa: B007 (used below the loop)
        roles = {_role(name): at for at, name in reversed(list(enumerate(line.cells))) if _role(name)}
        if len(roles) == 4:
            for name in line.cells:
                _refuse_other_classification(name)
            break
    else:
        raise UnreadableFile(
            "De kolommen Bedrijfstakken/branches, Regio's, Perioden en Banen van werknemers staan er niet alle in. "
            "Download tabel 83582NED van StatLine als “CSV volgens databasemodel”, of als JSON."
        )
    width = max(roles.values()) + 1
    cells = [
        Cell(
            row.number,
            *(row.cells[roles[role]].strip() for role in ("activity", "region", "period", "value")),
        )
        for row in lines[place + 1 :]
        if len(row.cells) >= width and row.cells[roles["activity"]].strip()
    ]
    return cells, [table.note] if table.note else []


def json_cells(content: bytes) -> tuple[list[Cell], list[str]]:
    if len(content) > MAX_BYTES:
        raise UnreadableFile("Het bestand is groter dan 5 MB. Download alleen de regio Twente (CR12).")
    try:
        # Decimals as text: a float would not be the figure that was published.
        document = json.loads(content.decode("utf-8-sig"), parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        raise UnreadableFile("Dit is geen volledig JSON-bestand. Download het opnieuw.") from None
    rows = document.get("value") if isinstance(document, dict) else document
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise UnreadableFile(
            "In dit JSON-bestand staat geen lijst met cijfers (“value”). Download de TypedDataSet."
        )
    if len({str(row.get("Measure")) for row in rows}) > 1:
        raise UnreadableFile(
            "In dit JSON-bestand staan verschillende maten. Download alleen de banen van werknemers."
        )
    cells = []
    for number, row in enumerate(rows, start=1):
        roles = {_role(str(name)): name for name in row if _role(str(name))}
        for name in row:
            _refuse_other_classification(str(name))
        if len(roles) < 4:
            raise UnreadableFile(
                f"Cijfer {number} in dit JSON-bestand noemt niet alle vier: bedrijfstak, regio, periode en aantal. "
                f"Download de TypedDataSet van tabel {TABLE}."
            )
        texts = [_text(row[roles[role]]) for role in ("activity", "region", "period", "value")]
        cells.append(Cell(number, *texts))
    if "@odata.nextLink" in document or "odata.nextLink" in document:
        return cells, [
            "Dit is niet de hele tabel: het CBS gaf de cijfers in delen. Controleer of elk jaar erin staat."
        ]
    return cells, []


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
