"""Whoever tampers is found, given a head that was kept: many kinds, each in random variants.

By somebody who repairs what can be repaired: the sums of the files, and in half of the kinds the whole chain.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.verification.exports import LISTS, VERIFY, Export, Files, Row, verdict, write_files

pytestmark = pytest.mark.django_db  # so that there is a database in which the export is made

Tampering = Callable[[Export, Random], None]
KINDS: dict[str, Tampering] = {}


def kind(function: Tampering) -> Tampering:
    KINDS[function.__name__] = function
    return function


def leaves(value: Any) -> list[tuple[Any, Any]]:
    """Every place of a nested value that holds no further one: its container and its key."""
    found = []
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        found += leaves(item) if isinstance(item, dict | list) and item else [(value, key)]
    return found


def change(value: Any, chance: Random) -> None:
    """Another value at one place: a text gets a letter, a number goes up, a yes is a no or a 1, nothing is nought."""
    container, key = chance.choice(leaves(value))
    old = container[key]
    if isinstance(old, bool):
        container[key] = chance.choice((not old, int(old)))
    elif isinstance(old, int):
        container[key] = old + chance.choice((-1, 1, 1000))
    elif isinstance(old, str):
        place = chance.randrange(len(old) + 1)
        container[key] = old[:place] + chance.choice("0aé ") + old[place:]
    else:
        container[key] = 0


def some(e: Export, chance: Random) -> Row:
    return chance.choice(e.events)


# --- the ledger, the chain left as it was ---


@kind
def fact_edited(e: Export, chance: Random) -> None:
    change(some(e, chance)["facts"], chance)


@kind
def time_edited(e: Export, chance: Random) -> None:
    event = some(e, chance)
    event["at"] = event["at"].replace("20", "19", 1)


@kind
def person_edited(e: Export, chance: Random) -> None:
    some(e, chance)["person"] = chance.randrange(10**6, 10**7)


@kind
def kind_edited(e: Export, chance: Random) -> None:
    some(e, chance)["kind"] += "_"


@kind
def hash_edited(e: Export, chance: Random) -> None:
    some(e, chance)[chance.choice(("sha256", "previous"))] = f"{chance.getrandbits(256):064x}"


@kind
def event_deleted(e: Export, chance: Random) -> None:
    e.events.remove(some(e, chance))


@kind
def events_swapped(e: Export, chance: Random) -> None:
    place = chance.randrange(len(e.events) - 1)
    e.events[place : place + 2] = reversed(e.events[place : place + 2])


@kind
def event_repeated(e: Export, chance: Random) -> None:
    e.events.insert(chance.randrange(len(e.events)), some(e, chance))


@kind
def field_added(e: Export, chance: Random) -> None:
    some(e, chance)["remark"] = "niets"


@kind
def end_cut_off(e: Export, chance: Random) -> None:
    del e.events[-chance.randint(1, 20) :]


# --- the ledger, chained anew ---


def chained(tampering: Tampering) -> Tampering:
    def both(e: Export, chance: Random) -> None:
        tampering(e, chance)
        e.chain(renumber=True)

    both.__name__ = f"{tampering.__name__}_and_chained"
    return kind(both)


for _tampering in (fact_edited, time_edited, person_edited, kind_edited, event_deleted, events_swapped):
    chained(_tampering)


@chained
def beginning_cut_off(e: Export, chance: Random) -> None:
    del e.events[: chance.randint(1, 20)]


@chained
def all_of_it_rewritten(e: Export, chance: Random) -> None:
    """Every time at another hour, and nothing else: there is nothing inside to notice it by."""
    later = chance.randrange(1, 24)
    for event in e.events:
        hour = (int(event["at"][11:13]) + later) % 24
        event["at"] = event["at"][:11] + f"{hour:02d}" + event["at"][13:]


@chained
def ballot_changed_everywhere(e: Export, chance: Random) -> None:
    cast = chance.choice(e.of("ballot_cast"))["facts"]
    row = e.row("votes", vote=cast["vote"])
    other = chance.choice([choice for choice in ("for", "against", "abstained") if choice != cast["choice"]])
    for ballot in row["ballots"]:
        if (ballot["seat"], ballot["sequence"]) == (cast["seat"], cast["sequence"]):
            ballot["choice"] = cast["choice"] = other


@chained
def ballot_left_out_everywhere(e: Export, chance: Random) -> None:
    event = chance.choice(e.of("ballot_cast"))
    e.events.remove(event)
    row = e.row("votes", vote=event["facts"]["vote"])
    row["ballots"] = [
        ballot
        for ballot in row["ballots"]
        if (ballot["seat"], ballot["sequence"]) != (event["facts"]["seat"], event["facts"]["sequence"])
    ]


@chained
def result_changed_everywhere(e: Export, chance: Random) -> None:
    end = chance.choice(e.of("vote_closed"))["facts"]
    other = chance.choice([r for r in ("adopted", "rejected", "not_adopted") if r != end["result"]])
    end["result"] = e.row("votes", vote=end["vote"])["result"] = other


@chained
def decision_left_out_everywhere(e: Export, chance: Random) -> None:
    event = chance.choice(e.of("decision_made"))
    e.events.remove(event)
    e.lists["decisions"].remove(e.row("decisions", decision=event["facts"]["decision"]))


@chained
def vote_left_out_everywhere(e: Export, chance: Random) -> None:
    vote = chance.choice(e.lists["votes"])["vote"]
    e.events = [event for event in e.events if event["facts"].get("vote") != vote]
    for name in ("votes", "rosters", "decisions"):
        e.lists[name] = [row for row in e.lists[name] if row["vote"] != vote]


# --- what stands beside the ledger, the sums repaired ---


def _of_list(name: str) -> None:
    def row_edited(e: Export, chance: Random) -> None:
        change(chance.choice(e.lists[name]), chance)

    row_edited.__name__ = f"row_edited_in_{name}"
    kind(row_edited)


for _name in LISTS:
    _of_list(_name)


@kind
def row_deleted(e: Export, chance: Random) -> None:
    rows = e.lists[chance.choice(LISTS)]
    rows.pop(chance.randrange(len(rows)))


@kind
def rows_in_another_order(e: Export, chance: Random) -> None:
    rows = e.lists[chance.choice(("rosters", "votes", "texts", "decisions", "documents"))]
    rows.insert(0, rows.pop())


@kind
def list_written_otherwise(e: Export, chance: Random) -> None:
    name = f"{chance.choice(LISTS)}.json"
    e.edits.append(lambda files: files.update({name: files[name].replace(b":", b": ", chance.randint(1, 9))}))


def documents(e: Export) -> list[str]:
    return sorted(name for name in e.others if name.startswith("documents/"))


@kind
def document_edited(e: Export, chance: Random) -> None:
    name = chance.choice(documents(e))
    content = bytearray(e.others[name])
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    e.others[name] = bytes(content)


@kind
def document_deleted(e: Export, chance: Random) -> None:
    del e.others[chance.choice(documents(e))]


@kind
def document_added(e: Export, chance: Random) -> None:
    e.others[f"documents/000001-decision_list_published-{chance.getrandbits(64):016x}.pdf"] = b"%PDF-1.7"


@kind
def documents_swapped(e: Export, chance: Random) -> None:
    one, other = chance.sample(documents(e), 2)
    e.others[one], e.others[other] = e.others[other], e.others[one]


# --- the files, the sums left as they were ---


def late(tampering: Callable[[Files, Random], None]) -> None:
    def after(e: Export, chance: Random) -> None:
        e.late.append(lambda files: tampering(files, chance))

    after.__name__ = tampering.__name__
    kind(after)


@late
def byte_flipped_in_any_file(files: Files, chance: Random) -> None:
    name = chance.choice(sorted(files))
    content = bytearray(files[name])
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(7)
    files[name] = bytes(content)


@late
def file_deleted(files: Files, chance: Random) -> None:
    del files[chance.choice(sorted(files))]


@late
def file_added(files: Files, chance: Random) -> None:
    files[f"documents/{chance.getrandbits(32)}.pdf"] = b"%PDF-1.7"


@late
def sum_left_out(files: Files, chance: Random) -> None:
    lines = files["SHA256SUMS"].splitlines(keepends=True)
    lines.pop(chance.randrange(len(lines)))
    files["SHA256SUMS"] = b"".join(lines)


WITHOUT_HEAD = {  # what agrees in itself: only a number that somebody kept gives it away
    "end_cut_off", "all_of_it_rewritten", "time_edited_and_chained", "person_edited_and_chained",
    "fact_edited_and_chained", "kind_edited_and_chained", "event_deleted_and_chained", "events_swapped_and_chained",
    "beginning_cut_off_and_chained", "all_of_it_rewritten_and_chained", "ballot_changed_everywhere_and_chained",
    "ballot_left_out_everywhere_and_chained", "vote_left_out_everywhere_and_chained",
}  # fmt: skip


def found(full_files: Files, folder: Path, name: str, variant: int, *, anchored: bool = True) -> list[str]:
    export, chance = Export(full_files), Random(f"{name} {variant}")
    KINDS[name](export, chance)
    kept = [Export(full_files).head] if anchored else []
    return verdict(export.files(), folder / f"{name}-{variant}", *kept)


def test_there_are_at_least_25_kinds() -> None:
    assert len(KINDS) >= 25


@pytest.mark.parametrize("name", KINDS)
def test_tampering_is_found_given_the_head(name: str, full_files: Files, tmp_path: Path) -> None:
    assert [variant for variant in range(2) if not found(full_files, tmp_path, name, variant)] == []


@pytest.mark.deep
@pytest.mark.parametrize("name", KINDS)
def test_all_forty_variants_are_found(name: str, full_files: Files, tmp_path: Path) -> None:
    assert [variant for variant in range(2, 40) if not found(full_files, tmp_path, name, variant)] == []


@pytest.mark.deep
@pytest.mark.parametrize("name", sorted(KINDS.keys() - WITHOUT_HEAD))
def test_without_a_head_what_does_not_agree_in_itself_is_found(
    name: str, full_files: Files, tmp_path: Path
) -> None:
    missed = [v for v in range(10) if not found(full_files, tmp_path, name, v, anchored=False)]
    assert missed == []


def test_a_cut_end_and_a_whole_rewrite_are_only_found_with_a_head(full_files: Files, tmp_path: Path) -> None:
    e = Export(full_files)
    all_of_it_rewritten(e, Random(1))
    files = e.files()
    assert (verdict(files, tmp_path / "a"), verdict(files, tmp_path / "b", Export(full_files).head)) == (
        [],
        ["anker"],
    )


def test_an_older_head_anchors_what_came_before(full_files: Files, tmp_path: Path) -> None:
    """A head of some meetings ago is as good, for all that was before it."""
    older = Export(full_files).events[40]["sha256"]
    assert VERIFY.verify(write_files(full_files, tmp_path), [older])[1] == []
