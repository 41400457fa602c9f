"""An export as a thing to tamper with: read, changed, chained again or not, and written for the verifier."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

from governance.queries.export import collect_evidence
from governance.rendering.ledger_export import VERIFICATION, list_file, write_export
from werkbedrijf.lib.canonical import canonical_json, content_hash

Row = dict[str, Any]
Files = dict[str, bytes]
LISTS = ("rosters", "votes", "texts", "rules", "decisions", "documents")


def load_verifier() -> ModuleType:
    """verify.py, imported by its path as a stranger would run it; it is no module of ours."""
    spec = importlib.util.spec_from_file_location("verify", VERIFICATION / "verify.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


VERIFY = load_verifier()


def export_files() -> Files:
    """The files of an export of the database as it stands."""
    target = io.BytesIO()
    write_export(collect_evidence(), target)
    with ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Export:
    """The parts of an export, to change; `files` makes them agree with SHA256SUMS again, unless told otherwise."""

    def __init__(self, files: Files) -> None:
        self.events: list[Row] = [json.loads(line) for line in files["ledger.jsonl"].splitlines()]
        self.lists: dict[str, list[Row]] = {name: json.loads(files[f"{name}.json"]) for name in LISTS}
        known = {"ledger.jsonl", "SHA256SUMS", *(f"{name}.json" for name in LISTS)}
        self.others: Files = {name: content for name, content in files.items() if name not in known}
        self.edits: list[Callable[[Files], None]] = []  # to the files as they are about to be summed
        self.late: list[Callable[[Files], None]] = []  # and after that

    def copy(self) -> Export:
        return deepcopy(self)

    @property
    def head(self) -> str:
        return str(self.events[-1]["sha256"])

    def of(self, kind: str, **facts: Any) -> list[Row]:
        return [
            event
            for event in self.events
            if event["kind"] == kind and all(event["facts"].get(key) == value for key, value in facts.items())
        ]

    def row(self, name: str, **fields: Any) -> Row:
        return next(r for r in self.lists[name] if all(r.get(key) == value for key, value in fields.items()))

    def chain(self, *, renumber: bool = False, start: int = 0) -> None:
        """Write the chain anew from event `start` on, as somebody would who knows how it is made."""
        previous = self.events[start - 1]["sha256"] if start else "0" * 64
        for place, event in enumerate(self.events[start:], start=start + 1):
            if renumber:
                event["sequence"] = place
            event["previous"] = previous
            event["sha256"] = previous = content_hash({k: v for k, v in event.items() if k != "sha256"})

    def replace(self, old: str, new: str) -> None:
        """Put another text everywhere in events and lists, such as a hash that is made anew."""
        self.events, self.lists = json.loads(json.dumps([self.events, self.lists]).replace(old, new))

    def move(self, event: Row, to: int) -> None:
        """Let an event happen at another place in the ledger, with the numbers and the chain made anew."""
        self.events.remove(event)
        self.events.insert(to, event)
        self.chain(renumber=True)

    def files(self) -> Files:
        files = {
            "ledger.jsonl": "".join(canonical_json(event) + "\n" for event in self.events).encode(),
            **{f"{name}.json": list_file(rows).encode() for name, rows in self.lists.items()},
            **self.others,
        }
        for edit in self.edits:
            edit(files)
        files["SHA256SUMS"] = "".join(
            f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items())
        ).encode()
        for edit in self.late:
            edit(files)
        return files


def write_files(files: Files, folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def verdict(files: Files, folder: Path, *heads: str) -> list[str]:
    """The names of the checks that fail on these files."""
    folder.mkdir(parents=True, exist_ok=True)
    _, found = VERIFY.verify(write_files(files, folder), heads)
    return [name for _, name, _, _ in found]
