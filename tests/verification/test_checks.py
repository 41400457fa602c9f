"""Each named check has an example that turns exactly that check red: everything else about it is made to fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.verification.exports import VERIFY, Export, verdict
from werkbedrijf.lib.canonical import content_hash

pytestmark = pytest.mark.django_db  # so that there is a database in which the export is made

Breaking = Callable[[Export], None]
BROKEN: dict[str, Breaking] = {}


def breaks(name: str) -> Callable[[Breaking], Breaking]:
    def keep(function: Breaking) -> Breaking:
        BROKEN[name] = function
        return function

    return keep


@breaks("bestanden")
def _(e: Export) -> None:
    e.late.append(lambda files: files.update({"erbij.txt": b"te veel"}))


@breaks("nummering")
def _(e: Export) -> None:
    e.events.remove(e.of("vote_noted")[0])
    e.chain()


@breaks("besluitnummers")
def _(e: Export) -> None:
    last = e.lists["decisions"][-1]["decision"]
    e.replace(last, f"{last[:5]}{int(last[5:]) + 1:03d}")
    e.chain()


@breaks("teksten-volledig")
def _(e: Export) -> None:
    public = next(row for row in e.lists["texts"] if row["content"] is not None)
    public["content"] = None


@breaks("regels-volledig")
def _(e: Export) -> None:
    extra = {**e.lists["rules"][0]["content"], "number": 2}
    e.lists["rules"].append({"sha256": content_hash(extra), "content": extra})


@breaks("documenten-volledig")
def _(e: Export) -> None:
    gone = e.lists["documents"].pop(0)
    del e.others[gone["file"]]


@breaks("stemgerechtigd")
def _(e: Export) -> None:
    e.of("ballot_cast", manner="own")[0]["person"] += 1000
    e.chain()


@breaks("vier-ogen")
def _(e: Export) -> None:
    e.of("paper_count_confirmed")[0]["person"] = e.of("paper_count_entered")[0]["person"]
    e.chain()


@breaks("beslissende-stem")
def _(e: Export) -> None:
    e.of("deciding_vote_cast")[0]["person"] += 1000
    e.chain()


@breaks("verloop")
def _(e: Export) -> None:
    tied = e.of("vote_tied")[0]
    e.events.insert(e.events.index(tied), {**tied, "facts": dict(tied["facts"])})
    e.chain(renumber=True)
    _follow_documents(e, 1)


@breaks("vergadering-open")
def _(e: Export) -> None:
    opened = e.of("meeting_opened")[0]
    e.move(opened, e.events.index(e.of("vote_opened")[0]))


@breaks("stemmen-op-tijd")
def _(e: Export) -> None:
    """A ballot that was counted, written after the outcome."""
    broken_off = e.of("vote_broken_off")[0]
    cast = e.of("ballot_cast", vote=broken_off["facts"]["vote"])[0]
    e.move(cast, e.events.index(broken_off))


@breaks("een-stem-per-zetel")
def _(e: Export) -> None:
    cast = e.of("ballot_cast")[0]["facts"]
    next(b for b in e.row("votes", vote=cast["vote"])["ballots"] if b["seat"] == cast["seat"])["sequence"] = 2
    cast["sequence"] = 2
    e.chain()


@breaks("roosters-gelijk")
def _(e: Export) -> None:
    e.lists["rosters"][0]["roster"][0]["deputy"] = True


@breaks("stemmingen-gelijk")
def _(e: Export) -> None:
    e.lists["votes"][0]["item"] += 1


@breaks("besluiten-gelijk")
def _(e: Export) -> None:
    e.lists["decisions"][0]["adopts"] = []


@breaks("telling")
def _(e: Export) -> None:
    end = e.of("vote_closed", result="rejected")[0]["facts"]
    end["totals"]["for"] += 1
    e.row("votes", vote=end["vote"])["totals"] = end["totals"]
    e.chain()


@breaks("uitslag")
def _(e: Export) -> None:
    end = e.of("vote_closed", result="rejected", decided_by="majority")[0]["facts"]
    end["decided_by"] = e.row("votes", vote=end["vote"])["decided_by"] = "chair"
    e.chain()


@breaks("vorm")
def _(e: Export) -> None:
    """A number that not every language reads as it is written."""
    e.of("meeting_closed")[0]["facts"]["decisions"] = 2**53
    e.chain()


@breaks("keten")
def _(e: Export) -> None:
    event = e.events[2]
    event["previous"] = "f" * 64
    event["sha256"] = content_hash({k: v for k, v in event.items() if k != "sha256"})
    e.chain(start=3)


@breaks("gebeurtenis-hash")
def _(e: Export) -> None:
    e.events[-1]["sha256"] = "f" * 64


@breaks("bestand-hash")
def _(e: Export) -> None:
    e.late.append(lambda files: files.update({"format.md": files["format.md"] + b"."}))


@breaks("inhoud-hash")
def _(e: Export) -> None:
    next(row for row in e.lists["texts"] if row["content"])["content"]["costs"] = "Niets"


@breaks("rooster-hash")
def _(e: Export) -> None:
    """Who sits for an ordinary seat, in a hamerstuk: nothing else follows from that."""
    vote = e.of("vote_opened", method="no_vote")[0]["facts"]["vote"]
    for roster in (
        e.of("roster_frozen", vote=vote)[0]["facts"]["roster"],
        e.row("rosters", vote=vote)["roster"],
    ):
        next(line for line in roster if not line["office"])["deputy"] = True
    e.chain()


@breaks("besluit-hash")
def _(e: Export) -> None:
    e.replace(e.lists["decisions"][0]["text_sha256"], "e" * 64)
    e.chain()


@breaks("zin-hash")
def _(e: Export) -> None:
    end = e.of("vote_closed", result="rejected")[0]["facts"]
    e.row("votes", vote=end["vote"])["sentence"] = "Verworpen."


@breaks("stem-op-tekst")
def _(e: Export) -> None:
    cast = e.of("ballot_cast")[0]["facts"]
    row = next(b for b in e.row("votes", vote=cast["vote"])["ballots"] if b["seat"] == cast["seat"])
    cast["text_sha256"] = row["text_sha256"] = "d" * 64
    e.chain()


@breaks("regels-bekend")
def _(e: Export) -> None:
    rules = e.lists["rules"][0]
    rules["content"]["rows"][13]["value"] = "yes"
    e.replace(rules["sha256"], content_hash(rules["content"]))
    e.chain()


@breaks("besluit-uit-stemming")
def _(e: Export) -> None:
    decision = e.of("decision_made")[0]
    closed = e.of("vote_closed", vote=decision["facts"]["vote"])[0]
    e.move(decision, e.events.index(closed))


@breaks("besluit-tekst")
def _(e: Export) -> None:
    row = next(row for row in e.lists["decisions"] if row["text"])
    row["text"] = "Iets anders."
    words = {"text": row["text"], "sentence": row["sentence"], "version": row["version_sha256"]}
    e.replace(row["text_sha256"], content_hash(words))
    e.chain()


@breaks("vastgesteld")
def _(e: Export) -> None:
    made = next(event for event in e.of("decision_made") if event["facts"]["adopts"])["facts"]
    made["adopts"][0]["id"] += 1
    e.row("decisions", decision=made["decision"])["adopts"] = made["adopts"]
    e.chain()


@breaks("amendement")
def _(e: Export) -> None:
    e.of("amendment_concluded", state="adopted")[0]["facts"]["text_sha256"] = "c" * 64
    e.chain()


@breaks("documenten")
def _(e: Export) -> None:
    name = next(row["file"] for row in e.lists["documents"] if row["file"])
    e.others[name] += b"%"


@breaks("anker")
def _(e: Export) -> None:
    """Nothing is wrong with the export: it is another ledger than the one of which a head was kept."""


def _follow_documents(e: Export, moved: int) -> None:
    """Documents are named after their events: these moved."""
    for row in e.lists["documents"]:
        new = f"documents/{row['event'] + moved:06d}"
        if row["file"]:
            e.others[new + row["file"][16:]] = e.others.pop(row["file"])
            row["file"] = new + row["file"][16:]
        row["event"] += moved


def test_there_is_an_example_for_each_check() -> None:
    names = [name for checks in VERIFY.CHECKS.values() for name in checks]
    assert sorted(BROKEN) == sorted(names)
    assert (len(VERIFY.CHECKS), len(names) >= 20) == (5, True)


@pytest.mark.parametrize("name", BROKEN)
def test_example_turns_exactly_its_check_red(name: str, export: Export, tmp_path: Path) -> None:
    BROKEN[name](export)
    heads = ["a" * 64] if name == "anker" else []
    assert verdict(export.files(), tmp_path, *heads) == [name]


def test_every_check_is_described_in_the_format(export: Export) -> None:
    described = export.others["format.md"].decode()
    names = [name for checks in VERIFY.CHECKS.values() for name in checks]
    assert [name for name in names if f"| `{name}` |" not in described] == []
    table = described.split("## 8")[1].split("## 9")[0]
    assert len(re.findall(r"^\|[^|]*\| `", table, re.MULTILINE)) == len(names)
