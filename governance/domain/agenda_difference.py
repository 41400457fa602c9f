"""What changed between two versions of an agenda: per item and per paper. Values in, values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from governance.domain.differences import Piece, differences

# What is compared of an item, with its name on the screen. A proposal is compared by the hash of its frozen text.
FIELDS = {
    "kind": "soort",
    "title": "titel",
    "explanation": "toelichting",
    "visibility": "openbaarheid",
    "proposal": "voorstel",
}


class Change(StrEnum):
    """What happened to an item or a paper; the value is the word on the screen."""

    ADDED = "toegevoegd"
    REMOVED = "vervallen"
    CHANGED = "gewijzigd"
    REPLACED = "vervangen"


@dataclass(frozen=True)
class FieldChange:
    """One field of an item with its two values; of a proposal only that it is another version."""

    name: str
    was: str
    now: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The same, word by word."""
        return differences(self.was, self.now)


@dataclass(frozen=True)
class PaperChange:
    """A paper that came, went or was replaced. `was`: the title of the paper that it replaces."""

    change: Change
    title: str
    was: str = ""

    @property
    def sentence(self) -> str:
        if self.change is Change.REPLACED and self.was != self.title:
            return f"stuk “{self.was}” vervangen door “{self.title}”"
        return f"stuk “{self.title}” {self.change}"


@dataclass(frozen=True)
class ItemChange:
    """An agenda item that came, went or changed, with what changed in it.

    texts: of a proposal that changed each part that is different, by its name (filled by queries/agenda_versions.py).
    """

    change: Change
    item: int  # its id
    number: str
    title: str
    fields: tuple[FieldChange, ...] = ()
    papers: tuple[PaperChange, ...] = ()
    texts: tuple[tuple[str, tuple[Piece, ...]], ...] = ()

    @property
    def proposal_changed(self) -> bool:
        """Whether the text of its proposal is another one than before."""
        return any(field.name == FIELDS["proposal"] and field.was for field in self.fields)

    @property
    def sentence(self) -> str:
        """The change in one line, for an e-mail."""
        head = f"Punt {self.number}, {self.title}"
        if self.change is not Change.CHANGED:
            return f"{head}: {self.change}"
        parts = [f"{field.name} gewijzigd" for field in self.fields]
        return f"{head}: {', '.join([*parts, *(paper.sentence for paper in self.papers)])}"


@dataclass(frozen=True)
class AgendaDifference:
    """All changes, in the order of the later agenda; items that went come last."""

    items: tuple[ItemChange, ...]
    reordered: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.items and not self.reordered

    @property
    def sentences(self) -> tuple[str, ...]:
        order = ("De volgorde van de punten is gewijzigd",) if self.reordered else ()
        return (*(change.sentence for change in self.items), *order)


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> AgendaDifference:
    """What `after` has otherwise than `before`; both are contents of an agenda version (queries/agenda_versions.py)."""
    was = {item["id"]: item for item in before["items"]}
    now = {item["id"]: item for item in after["items"]}
    changes = []
    for key, item in now.items():
        change = _item_change(was.get(key), item)
        if change is not None:
            changes.append(change)
    changes += [
        ItemChange(Change.REMOVED, key, item["number"], item["title"])
        for key, item in was.items()
        if key not in now
    ]
    return AgendaDifference(
        tuple(changes), [key for key in was if key in now] != [key for key in now if key in was]
    )


def _item_change(was: Mapping[str, Any] | None, now: Mapping[str, Any]) -> ItemChange | None:
    papers = _paper_changes(was["papers"] if was else (), now["papers"])
    if was is None:
        return ItemChange(Change.ADDED, now["id"], now["number"], now["title"], (), papers)
    fields = tuple(
        FieldChange(word, _text(was.get(name)), _text(now.get(name)))
        for name, word in FIELDS.items()
        if was.get(name) != now.get(name)
    )
    if not fields and not papers:
        return None
    return ItemChange(Change.CHANGED, now["id"], now["number"], now["title"], fields, papers)


def _paper_changes(
    was: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]
) -> tuple[PaperChange, ...]:
    """Papers are the same by their id; one that names an earlier one as replaced stands for it."""
    before = {paper["id"]: paper for paper in was}
    kept = {paper["id"] for paper in now}
    replaced: set[int] = set()
    changes = []
    for paper in now:
        if paper["id"] in before:
            continue
        origin = paper.get("replaces")
        if origin is not None and origin in before and origin not in kept:
            replaced.add(origin)
            changes.append(PaperChange(Change.REPLACED, paper["title"], before[origin]["title"]))
        else:
            changes.append(PaperChange(Change.ADDED, paper["title"]))
    changes += [
        PaperChange(Change.REMOVED, paper["title"])
        for key, paper in before.items()
        if key not in kept and key not in replaced
    ]
    return tuple(changes)


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"versie {value['version']}"
    return str(value or "")
