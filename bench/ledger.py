"""How long does the verifier take over 100,000 events? Seconds of the processor, and the ratio to the aim.

    python3 bench/ledger.py [--events 100000]

An invented export, right in every respect: meetings of twenty votes by eight seats, a decision each. It is verified as
an auditor does it, by a Python of its own; reading the files is part of it. Needs no database and none of our packages.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

VERIFICATION = Path(__file__).resolve().parent.parent / "governance" / "verification"
AIM = 10.0  # seconds for 100,000 events
SEATS = [f"zetel-{number}" for number in range(1, 9)]
VALUES = (
    "one votes_cast not_cast side_of_chair ask_chair side_of_vice_chair as_absent not_adopted ordinary_vote "
    "no_decision none open_unless_asked adopted no not_counted until_closed vacant_not_counted"
)
Row = dict[str, Any]


def canon(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: Any) -> str:
    return hashlib.sha256(canon(value).encode()).hexdigest()


class Invented:
    """An export in the making."""

    def __init__(self) -> None:
        rows = [
            {"number": number, "question": "?", "value": value, "ground": "aangenomen", "sentence": "."}
            for number, value in enumerate(VALUES.split())
        ]
        rules = {"kind": "rules", "number": 1, "rows": rows}
        self.events: list[str] = []
        self.head = "0" * 64
        self.rules = digest(rules)
        self.lists: dict[str, list[Row]] = {
            "rosters": [], "votes": [], "texts": [], "decisions": [], "documents": [],
            "rules": [{"sha256": self.rules, "content": rules}],
        }  # fmt: skip
        self.roster = [
            {"seat": seat, "present": True, "recused": False, "deputy": False,
             "office": "chair" if place == 1 else "", "person": place}
            for place, seat in enumerate(SEATS, start=1)
        ]  # fmt: skip

    def append(self, kind: str, facts: Row, person: int = 1) -> None:
        event = {
            "sequence": len(self.events) + 1, "at": "2027-02-11T13:00:00+00:00", "kind": kind, "person": person,
            "facts": facts, "previous": self.head,
        }  # fmt: skip
        self.head = digest(event)
        self.events.append(canon({**event, "sha256": self.head}) + "\n")

    def vote(self, meeting: int, number: int) -> None:
        adopts = [{"kind": "plan", "id": number, "sentence": "Plan", "sha256": "a" * 64}]
        points = [{"number": "1", "text": f"Besluit {number}.", "adopts": adopts}]
        content = {"title": f"Voorstel {number}", "considerations": "Overwegende dat. " * 20, "costs": "",
                   "article": "1/6", "points": points}  # fmt: skip
        text, roster = digest(content), digest(self.roster)
        opening = {"vote": number, "meeting": meeting, "item": number, "method": "seats", "confidential": False,
                   "proposal": number, "version": 1, "text_sha256": text, "point": "", "amendment": None,
                   "follows": None, "rules": 1, "rules_sha256": self.rules, "roster_sha256": roster}  # fmt: skip
        self.append("roster_frozen", {"vote": number, "roster": self.roster, "roster_sha256": roster})
        self.append("vote_opened", opening)
        ballots = [
            {"seat": seat, "sequence": 1, "choice": "for" if place < 6 else "against", "text_sha256": text,
             "manner": "own"}
            for place, seat in enumerate(SEATS, start=1)
        ]  # fmt: skip
        for place, ballot in enumerate(ballots, start=1):
            self.append("ballot_cast", {"vote": number, **ballot}, place)
        sentence = "Aangenomen met 5 stemmen voor en 3 tegen."
        totals = {"for": 5, "against": 3, "abstained": 0, "not_voted": 0, "absent": 0, "recused": 0}
        closing = {"vote": number, "text_sha256": text, "rules_sha256": self.rules, "roster_sha256": roster,
                   "totals": totals, "result": "adopted", "decided_by": "majority", "waiting_for": "",
                   "deciding_vote": "", "sentence_sha256": digest(sentence)}  # fmt: skip
        self.append("vote_closed", closing)
        words = {"text": f"Besluit {number}.", "sentence": sentence}
        plain = [{key: each[key] for key in ("kind", "id", "sha256")} for each in adopts]
        decision = {"decision": f"2027-{number:03d}", "vote": number, "point": "1", "adopts": plain,
                    "text_sha256": digest({**words, "version": text})}  # fmt: skip
        self.append("decision_made", decision)
        self.lists["rosters"].append({"vote": number, "roster": self.roster})
        self.lists["votes"].append(
            {**opening, **closing, "state": "closed", "sentence": sentence, "ballots": ballots, "papers": []}
        )
        self.lists["texts"].append({"proposal": number, "number": 1, "sha256": text, "content": content})
        self.lists["decisions"].append({**decision, **words, "version_sha256": text})

    def write(self, folder: Path) -> None:
        (folder / "ledger.jsonl").write_text("".join(self.events))
        for name, rows in self.lists.items():
            (folder / f"{name}.json").write_text(
                "[\n" + ",\n".join(map(canon, rows)) + "\n" * bool(rows) + "]\n"
            )
        for name in ("format.md", "verify.py"):
            shutil.copy(VERIFICATION / name, folder / name)
        sums = [
            f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
            for path in sorted(folder.iterdir())
        ]
        (folder / "SHA256SUMS").write_text("".join(sums))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--events", type=int, default=100_000)
    wanted = arguments.parse_args().events
    export, meeting = Invented(), 0
    while len(export.events) < wanted:
        meeting += 1
        export.append("meeting_opened", {"meeting": meeting})
        for _ in range(20):
            export.vote(meeting, len(export.lists["votes"]) + 1)
        export.append("meeting_closed", {"meeting": meeting, "decisions": 20})
    with tempfile.TemporaryDirectory() as folder:
        export.write(Path(folder))
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-I", "verify.py", "--head", export.head]
        done = subprocess.run(command, cwd=folder, check=False)
        clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, "a right export was refused"
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    aim = AIM * len(export.events) / 100_000
    print(f"{len(export.events)} events, {size / 1e6:.0f} MB")
    print(
        f"{seconds:.2f} s of the processor, {seconds / aim:.2f} of the aim ({aim:.1f} s); {clock:.2f} s on the clock"
    )


if __name__ == "__main__":
    main()
