"""Writing one text with several people: who saves on a version that is not the last loses nothing, and decides."""

from __future__ import annotations

from governance.models import AgendaItem, Proposal, Versioned
from governance.queries.proposal_text import stored_text
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


class ProposalMoved(Conflict):
    """Somebody wrote this proposal since the form was opened. stored: what they made of it, as one text."""

    def __init__(self, stored: str) -> None:
        super().__init__(
            "Dit voorstel is intussen gewijzigd, door een ander of in een ander venster. Uw tekst staat hieronder en "
            "is nog niet opgeslagen. Neem over wat erin moet en sla dan op."
        )
        self.stored = stored


def refuse_moved(item: AgendaItem, seen: str) -> None:
    """Raises ProposalMoved when the proposal of an item is another text than the writer had before their eyes.

    seen: `text_key` of that text; "" for whatever stands there. For who has locked the meeting.
    """
    if not seen:
        return
    stored = stored_text(Proposal.objects.filter(item=item).select_related("prepared").first())
    if seen != text_key(stored):
        raise ProposalMoved(stored)


def text_key(stored: str) -> str:
    """What a form carries of the text that it began with."""
    return content_hash({"text": stored})
