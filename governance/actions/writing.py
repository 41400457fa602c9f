"""Writing one text with several people: who saves on a version that is not the last loses nothing, and decides."""

from __future__ import annotations

from governance.models import Versioned
from werkbedrijf.lib.canonical import content_hash
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


class WholeMoved(Conflict):
    """Somebody saved this, a thing of several fields, since the form was opened. stored: what it says, as one text."""

    def __init__(self, stored: str) -> None:
        super().__init__(
            "Dit is intussen gewijzigd, door een ander of in een ander venster. Hieronder staat wat nu is opgeslagen; "
            "uw tekst staat nog in de velden."
        )
        self.stored = stored


def refuse_moved(stored: str, seen: str) -> None:
    """Raises WholeMoved when what is stored, as one text, is not what the writer had before their eyes.

    seen: `text_key` of that text; "" for whatever stands there. For who has locked what is written.
    """
    if seen and seen != text_key(stored):
        raise WholeMoved(stored)


def text_key(stored: str) -> str:
    """What a page carries of the text that its form began with."""
    return content_hash({"text": stored})
