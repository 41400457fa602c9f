"""Writing one text with several people: who saves on a version that is not the last loses nothing, and decides."""

from __future__ import annotations

from governance.models import Versioned
from werkbedrijf.lib.errors import Conflict


class TextMoved(Conflict):
    """Somebody saved this text since the form was opened: here is what they made of it, and its version."""

    def __init__(
        self,
        stored: str,
        version: int,
        what: str = "Dit is intussen gewijzigd, door een ander of in een ander venster.",
    ) -> None:
        super().__init__(f"{what} Hieronder staan beide teksten; er is niets verloren.")
        self.stored, self.version = stored, version


def keep_text(row: Versioned, field: str, words: str, version: int | None) -> bool:
    """Put `words` in the text `field` of a row that the caller has locked; gives whether they are other words.

    version: the one that the writer had before their eyes; None writes whatever stands there (a script, the example).
    Raises TextMoved when another text was saved since. The same words twice are saved once. The caller saves the row.
    """
    stored, words = getattr(row, field), clean_words(words)
    if words == stored:
        return False
    if version is not None and version != row.version:
        raise TextMoved(stored, row.version)
    setattr(row, field, words)
    row.version += 1
    return True


def clean_words(words: str) -> str:
    """As a text is kept: lines end in one way, and no white space at either end."""
    return words.replace("\r\n", "\n").strip()
