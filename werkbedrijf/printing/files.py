"""Files that are written whole or not at all, and are served only when they are what was written."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from uuid import uuid4

from django.conf import settings


class MissingAsset(Exception):
    """A font of the print style is not there: bin/setup has not been run, or the image was built without it."""


class FileDamaged(Exception):
    """What lies on the disk is not what was made."""


def store(path: Path, content: bytes) -> None:
    """Write the whole file or nothing: temporary file, sync, rename, and sync of the folder that holds the name.

    Raises OSError (a full disk); nothing stays behind under the final name then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".{path.name}.{uuid4().hex}"
    try:
        with open(temporary, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, settings.FILE_UPLOAD_PERMISSIONS or 0o640)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read_checked(path: Path, sha256: str) -> bytes:
    """The stored file, read once and held against its hash; raises FileDamaged when it is gone or differs."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileDamaged(f"{path.name}: {type(error).__name__}") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise FileDamaged(f"{path.name}: hash differs")
    return content
