"""The skeleton of minutes: the facts of a meeting, frozen as plain values, in the sentences that everybody reads.

Page and PDF print these sentences, so they cannot differ from each other, nor from the stored outcome of a vote. What
the public version withholds is decided here, in one place: whatever is confidential, and why a seat took no part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from werkbedrijf.lib.dates import date_words, long_day, minute_of_day

WITHHELD = "Vertrouwelijk agendapunt"
# In this order, as the totals of an outcome stand on every page.
CHOICES = (
    ("for", "Voor"),
    ("against", "Tegen"),
    ("abstained", "Onthouding"),
    ("not_voted", "Niet gestemd"),
    ("absent", "Afwezig"),
    ("recused", "Doet niet mee"),
)


@dataclass(frozen=True)
class Row:
    """One fact about the meeting: its name and its words."""

    key: str
    words: str


@dataclass(frozen=True)
class Presence:
    """A seat, and who was there for it from when until when; `absent` when nobody was."""

    seat: str
    office: str
    stays: tuple[str, ...]

    @property
    def is_absent(self) -> bool:
        return not self.stays


@dataclass(frozen=True)
class DecisionLine:
    """A decision that was taken: its permanent number, title and text."""

    number: str
    title: str
    text: str


@dataclass(frozen=True)
class VoteLine:
    """A vote: what it was about, the stored sentence of its outcome, and what each seat did, or only how many."""

    heading: str
    sentence: str
    choices: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()


@dataclass(frozen=True)
class ItemLine:
    """What happened at one item. Withheld: the public version tells that it is there, and nothing else."""

    id: int
    number: str
    title: str
    kind: str
    is_confidential: bool
    is_withheld: bool
    lines: tuple[str, ...] = ()
    votes: tuple[VoteLine, ...] = ()


@dataclass(frozen=True)
class Skeleton:
    """The facts of a meeting as one kind of reader gets them."""

    title: str
    day: str
    rows: tuple[Row, ...]
    presences: tuple[Presence, ...]
    items: tuple[ItemLine, ...]
    is_example: bool

    @property
    def present(self) -> int:
        """How many seats were there, the whole meeting or a part of it."""
        return sum(not presence.is_absent for presence in self.presences)


def skeleton(facts: Mapping[str, Any], *, public: bool) -> Skeleton:
    """The sentences that follow from the frozen facts; `public`: as everybody may read them."""
    return Skeleton(
        title=facts["title"],
        day=long_day(_at(facts["starts_at"])),
        rows=tuple(_rows(facts)),
        presences=tuple(_presence(seat) for seat in facts["seats"]),
        items=tuple(_item(item, public=public, over=bool(facts["closed_at"])) for item in facts["items"]),
        is_example=facts["is_example"],
    )


def _at(iso: str) -> datetime:
    return datetime.fromisoformat(iso)


def _hour(iso: str | None) -> str:
    return minute_of_day(_at(iso)) if iso else "nu"


def _span(start: str, end: str | None) -> str:
    return f"van {_hour(start)} tot {_hour(end)} uur" if end else f"vanaf {_hour(start)} uur"


def _stay(stay: Mapping[str, Any]) -> str:
    if not stay["until"]:
        return f"vanaf {_hour(stay['from'])} uur"
    return f"{_hour(stay['from'])}–{_hour(stay['until'])} uur"


def _rows(facts: Mapping[str, Any]) -> list[Row]:
    day = long_day(_at(facts["starts_at"]))
    rows = [Row("Datum", day), Row("Plaats", facts["place"])]
    held = f"geopend om {_hour(facts['opened_at'])} uur"
    if facts["closed_at"]:
        held += f", gesloten om {_hour(facts['closed_at'])} uur"
    rows.append(Row("Vergadering", held))
    for pause in facts["suspensions"]:
        why = f": {pause['reason']}" if pause["reason"] else ""
        rows.append(Row("Geschorst", f"{_span(pause['from'], pause['until'])}{why}"))
    if facts["late_call_reason"]:
        rows.append(Row("Later uitgenodigd dan afgesproken", facts["late_call_reason"]))
    for version in facts["agenda_versions"]:
        name = "Agenda verzonden" if version["number"] == 1 else f"Nazending, versie {version['number']}"
        why = f": {version['reason']}" if version["reason"] else ""
        rows.append(Row(name, f"{date_words(_at(version['sent_at']))}{why}"))
    for move in facts["moves"]:
        was = f"eerst {date_words(_at(move['was_at']))} om {_hour(move['was_at'])} uur, {move['was_place']}"
        rows.append(Row("Verplaatst", f"{was}. Reden: {move['reason']}"))
    return rows


def _presence(seat: Mapping[str, Any]) -> Presence:
    return Presence(
        seat["seat"],
        seat["office"],
        tuple(
            f"{stay['person']}{' (plaatsvervanger)' if stay['by_deputy'] else ''}, {_stay(stay)}"
            for stay in seat["stays"]
        ),
    )


def _item(item: Mapping[str, Any], *, public: bool, over: bool) -> ItemLine:
    if public and item["is_confidential"]:
        return ItemLine(item["id"], item["number"], WITHHELD, "", is_confidential=True, is_withheld=True)
    return ItemLine(
        item["id"],
        item["number"],
        item["title"],
        item["kind"],
        item["is_confidential"],
        is_withheld=False,
        lines=tuple(_happened(item, public=public, over=over)),
        votes=tuple(_vote(vote) for vote in item["votes"]),
    )


def _happened(item: Mapping[str, Any], *, public: bool, over: bool) -> list[str]:
    lines = []
    for part in item["treated"]:
        by = f", voorgezeten door de zetel {part['presided_by']}" if part["presided_by"] else ""
        lines.append(f"Aan de orde {_span(part['from'], part['until'])}{by}.")
    if not item["treated"] and not item["postponed_reason"]:
        lines.append("Niet aan de orde geweest." if over else "Nog niet aan de orde.")
    if item["postponed_reason"]:
        lines.append(f"Uitgesteld: {item['postponed_reason']}")
    for recusal in item["recusals"]:
        line = f"De zetel {recusal['seat']} deed bij dit punt niet mee"
        if recusal["until"]:
            line += f" tot {_hour(recusal['until'])} uur"
        lines.append(f"{line}." if public else f"{line}: {recusal['reason']}")
    if item["lifted_by"]:
        lines.append(f"De zetel {item['lifted_by']} vroeg om een stemming: dit was geen hamerstuk meer.")
    for amendment in item["amendments"]:
        lines.append(
            f"Amendement {amendment['number']} van de zetel {amendment['seat']} op beslispunt {amendment['point']} is "
            f"{amendment['state']}. Voorgestelde tekst: {amendment['text']}"
        )
    for action in item["actions"]:
        if not (public and action["of_person"]):  # what one person owes stays within the board
            due = date_words(date.fromisoformat(action["due_on"]))
            kind = f"{action['kind'][:1].upper()}{action['kind'][1:]}"
            lines.append(f"{kind} voor {action['owner']}: {action['what']}, uiterlijk {due}.")
    return lines


def _vote(vote: Mapping[str, Any]) -> VoteLine:
    if vote["broken_off_reason"]:
        return VoteLine(
            f"Stemming over {vote['matter']}, afgebroken",
            f"Afgebroken om {_hour(vote['closed_at'])} uur en niet geteld: {vote['broken_off_reason']}",
        )
    how = {"paper": ", schriftelijk en geheim", "no_vote": ", zonder stemming"}.get(vote["method"], "")
    return VoteLine(
        f"{vote['matter'][:1].upper()}{vote['matter'][1:]}{how}, {_hour(vote['closed_at'])} uur",
        vote["sentence"],
        tuple(_choices(vote)),
        tuple(_notes(vote["seats"])),
        tuple(DecisionLine(d["number"], d["title"], d["text"]) for d in vote["decisions"]),
    )


def _choices(vote: Mapping[str, Any]) -> list[Row]:
    """Which seat did what; of a secret vote only how many, of a hamerstuk only who was not there."""
    if vote["method"] == "paper":
        totals = [(word, vote["totals"][key]) for key, word in CHOICES]
        return [Row(word, str(count)) for word, count in totals if count]
    rows = []
    for key, word in CHOICES:
        if vote["method"] == "no_vote" and key == "not_voted":
            continue  # there was nothing to vote on
        seats = [_seat(seat) for seat in vote["seats"] if seat["state"] == key]
        if seats:
            rows.append(Row(f"{word} ({len(seats)})", ", ".join(seats)))
    return rows


def _seat(seat: Mapping[str, Any]) -> str:
    return f"{seat['seat']} (plaatsvervanger)" if seat["by_deputy"] else str(seat["seat"])


def _notes(seats: Sequence[Mapping[str, Any]]) -> list[str]:
    lines = []
    for seat in seats:
        if seat["explanation"]:
            lines.append(f"Stemverklaring van de zetel {seat['seat']}: {seat['explanation']}")
        for note in seat["notes"]:
            said = (
                f"De zetel {seat['seat']} wil geacht worden tegen te hebben gestemd"
                if note["kind"] == "dissent"
                else f"Vergissing, aangetekend voor de zetel {seat['seat']}"
            )
            tail = f": {note['text']}" if note["text"] else ""
            lines.append(
                f"{said}{tail} (aangetekend om {_hour(note['at'])} uur; dit verandert de uitslag niet)"
            )
    return lines
