"""The export of the ledger: one zip that can be checked without this system, with how to do so inside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from governance.queries.export import Evidence
from werkbedrijf.lib.canonical import canonical_json
from werkbedrijf.printing.files import read_checked

VERIFICATION = Path(__file__).resolve().parents[1] / "verification"
AS_OF = (2015, 1, 1, 0, 0, 0)  # the same evidence is the same file, whenever it is written


def list_file(rows: Iterable[Any]) -> str:
    """A list as it stands in an export: each row canonical, on a line of its own (format.md, section 1)."""
    lines = [canonical_json(row) for row in rows]
    return "[\n" + ",\n".join(lines) + ("\n]\n" if lines else "]\n")


def write_export(evidence: Evidence, target: BinaryIO) -> None:
    """Write the zip. Raises FileDamaged when a document is not what was made: an export never holds something else."""
    sums: dict[str, str] = {}
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:

        def add(name: str, content: bytes) -> None:
            archive.writestr(ZipInfo(name, AS_OF), content, ZIP_DEFLATED)
            sums[name] = hashlib.sha256(content).hexdigest()

        add("ledger.jsonl", "".join(canonical_json(event) + "\n" for event in evidence.events).encode())
        for name, rows in evidence.lists.items():
            add(f"{name}.json", list_file(rows).encode())
        for name in ("format.md", "verify.py"):
            add(name, (VERIFICATION / name).read_bytes())
        for name, document in evidence.files.items():
            add(name, read_checked(document.path, document.sha256))
        lines = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(sums.items()))
        archive.writestr(ZipInfo("SHA256SUMS", AS_OF), lines.encode(), ZIP_DEFLATED)
