"""Did anything change since last time? A fingerprint of files, and the stamp that remembers it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


def fingerprint(paths: Iterable[Path], *extra: object) -> str:
    """Changes when one of the files changes, comes or goes (by name, size and time), or one of the extras."""
    digest = hashlib.sha256(repr(extra).encode())
    for path in sorted(paths):
        status = path.stat()
        digest.update(f"{path}|{status.st_size}|{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def files_in(*folders: Path, suffixes: tuple[str, ...] | None = None) -> list[Path]:
    """All files below the folders that exist, without caches."""
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [
        path
        for path in found
        if "__pycache__" not in path.parts and (not suffixes or path.suffix in suffixes)
    ]


@dataclass(frozen=True)
class Stamp:
    """A file that remembers the fingerprint for which some work was done."""

    path: Path

    def matches(self, key: str) -> bool:
        """Whether the work was done for this fingerprint."""
        return self.path.exists() and self.path.read_text() == key

    def remember(self, key: str) -> None:
        """The work is done for this fingerprint."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(key)
