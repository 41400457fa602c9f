"""`manage.py tally`: JSON lines in, outcomes out, without a database."""

import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from governance.domain.rules import RULE_SET_1
from governance.domain.tally import DecidingVote, SeatState, TallyError, tally
from governance.management.commands.tally import Command

ROOT = Path(__file__).resolve().parents[2]
VOTE = {
    "id": "v1",
    "rules": 1,
    "seats": {"enschede": "for", "hengelo": "against", "uwv": "absent"},
    "chair": "enschede",
    "vice_chair": "hengelo",
}


@pytest.fixture
def run(monkeypatch):
    """Runs the command on these lines; returns the answers and the message with which it ended, if it failed."""

    def run(*lines: dict | str) -> tuple[list[dict], str | None]:
        text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        stdout, failure = io.StringIO(), None
        try:
            Command(stdout=stdout).handle()
        except CommandError as error:
            failure = str(error)
        return [json.loads(line) for line in stdout.getvalue().splitlines()], failure

    return run


def test_tie_decided_by_the_chair(run):
    assert run(VOTE) == (
        [
            {
                "id": "v1",
                "result": "adopted",
                "decided_by": "chair",
                "waiting_for": None,
                "for": 1,
                "against": 1,
                "abstained": 0,
                "not_voted": 0,
                "absent": 1,
                "recused": 0,
                "steps": [
                    {
                        "rule": 0,
                        "ground": "aangenomen",
                        "sentence": "3 zetels, elk met één stem: 1 voor, 1 tegen, 1 afwezig.",
                    },
                    {
                        "rule": 1,
                        "ground": "art. 6",
                        "sentence": "1 stem voor en 1 tegen: geen meerderheid, de stemmen staken.",
                    },
                    {
                        "rule": 3,
                        "ground": "art. 6",
                        "sentence": "De voorzitter stemde voor: die stem geeft de doorslag.",
                    },
                ],
                "sentence": "Aangenomen met 1 stem voor en 1 tegen; de stem van de voorzitter gaf de doorslag.",
            }
        ],
        None,
    )


def test_optional_fields(run):
    silent_chair = VOTE | {"seats": VOTE["seats"] | {"enschede": "abstained", "uwv": "for"}}
    lines = [
        silent_chair | {"deciding_vote": None, "chair_by_deputy": False, "vice_chair_by_deputy": True},
        silent_chair | {"deciding_vote": "for"},
        silent_chair | {"deciding_vote": "against"},
        silent_chair | {"deciding_vote": "declined"},
        silent_chair | {"chair_by_deputy": True},
        silent_chair | {"vice_chair": None},
    ]
    found, failure = run(*lines)
    assert failure is None
    assert [(line["result"], line["decided_by"], line["waiting_for"]) for line in found] == [
        ("tied", None, "chair"),
        ("adopted", "chair", None),
        ("rejected", "chair", None),
        ("not_adopted", None, None),
        ("rejected", "vice_chair", None),
        ("tied", None, "chair"),
    ]


BAD = {
    "rules_unknown": (VOTE | {"rules": 2}, "Onbekende regelset: 2"),
    "rules_true": (VOTE | {"rules": True}, "rules is niet een geheel getal"),
    "rules_text": (VOTE | {"rules": "1"}, "rules is niet een geheel getal"),
    "seats_missing": ({name: VOTE[name] for name in VOTE if name != "seats"}, "Ontbrekend veld: seats"),
    "vice_chair_missing": (
        {name: VOTE[name] for name in VOTE if name != "vice_chair"},
        "Ontbrekend veld: vice_chair",
    ),
    "seats_list": (VOTE | {"seats": ["for"]}, "seats is niet een object"),
    "seats_empty": (VOTE | {"seats": {}}, "minstens één zetel"),
    "state_unknown": (
        VOTE | {"seats": VOTE["seats"] | {"uwv": "yes"}},
        "Zetel 'uwv' heeft een onbekende stand",
    ),
    "state_upper_case": (VOTE | {"seats": VOTE["seats"] | {"uwv": "FOR"}}, "onbekende stand"),
    "state_null": (VOTE | {"seats": VOTE["seats"] | {"uwv": None}}, "onbekende stand"),
    "state_list": (VOTE | {"seats": VOTE["seats"] | {"uwv": ["for"]}}, "onbekende stand"),
    "chair_unknown": (VOTE | {"chair": "borne"}, "zetel van de voorzitter"),
    "chair_null": (VOTE | {"chair": None}, "chair is niet tekst"),
    "chair_list": (VOTE | {"chair": ["enschede"]}, "chair is niet tekst"),
    "vice_chair_unknown": (VOTE | {"vice_chair": "borne"}, "zetel van de vicevoorzitter"),
    "vice_chair_number": (VOTE | {"vice_chair": 2}, "vice_chair is niet tekst"),
    "same_seat": (VOTE | {"vice_chair": "enschede"}, "niet dezelfde zetel"),
    "deputy_number": (VOTE | {"chair_by_deputy": 1}, "chair_by_deputy is niet true of false"),
    "deputy_null": (VOTE | {"vice_chair_by_deputy": None}, "vice_chair_by_deputy is niet true of false"),
    "deciding_vote_unknown": (VOTE | {"deciding_vote": "abstained"}, "deciding_vote is niet"),
    "deciding_vote_false": (VOTE | {"deciding_vote": False}, "deciding_vote is niet"),
    "deciding_vote_list": (VOTE | {"deciding_vote": ["for"]}, "deciding_vote is niet"),
    "deciding_vote_not_asked_for": (VOTE | {"deciding_vote": "for"}, "niet om gevraagd"),
    "field_unknown": (VOTE | {"chair_by_deputies": True}, "Onbekend veld: chair_by_deputies"),
}


@pytest.mark.parametrize(("line", "message"), BAD.values(), ids=BAD)
def test_bad_vote_and_the_rest_goes_on(run, line, message):
    found, failure = run(VOTE | {"id": 1}, line, VOTE | {"id": 3})
    assert failure == "1 regel is fout."
    assert [answer["id"] for answer in found] == [1, "v1", 3]
    assert ["error" in answer for answer in found] == [False, True, False]
    assert set(found[1]) == {"id", "error"}
    assert message in found[1]["error"]


def test_line_that_is_no_json(run):
    found, failure = run("hallo", VOTE, "")
    assert failure == "2 regels zijn fout."
    assert [answer["id"] for answer in found] == [None, "v1", None]


def test_same_as_the_engine_for_any_board(run):
    """The command keeps answers by their totals; that must never show."""
    chance = random.Random(11)
    votes, outcomes = [], []
    for identity in range(3000):
        names = [f"zetel {place}" for place in range(chance.randint(2, 9))]
        seats = {name: chance.choice(list(SeatState)) for name in names}
        chair, vice_chair = chance.sample(names, 2)
        vote = {
            "chair": chair,
            "vice_chair": chance.choice((vice_chair, vice_chair, None)),
            "chair_by_deputy": chance.random() < 0.2,
            "vice_chair_by_deputy": chance.random() < 0.2,
            "deciding_vote": chance.choice((None, None, *DecidingVote)),
        }
        votes.append({"id": identity, "rules": 1, "seats": seats, **vote})
        try:
            outcomes.append({"id": identity, **tally(RULE_SET_1, seats, **vote).to_json()})
        except TallyError as error:
            outcomes.append({"id": identity, "error": str(error)})
    found, failure = run(*votes)
    assert found == outcomes
    refused = sum("error" in outcome for outcome in outcomes)
    assert failure == f"{refused} regels zijn fout."
    assert {outcome.get("result") for outcome in outcomes} > {
        "adopted",
        "rejected",
        "tied",
        "not_adopted",
        None,
    }


@pytest.mark.parametrize(("lines", "status"), [([VOTE], 0), ([VOTE, "hallo", VOTE], 1)], ids=["good", "bad"])
def test_as_a_process_without_a_database(lines, status):
    """Through manage.py, with a database address at which nobody answers."""
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    done = subprocess.run(
        [sys.executable, "manage.py", "tally"],
        input=text.encode(),
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": "postgres://niemand@127.0.0.1:1/geen"},
        timeout=60,
        check=False,
    )
    assert len(done.stdout.splitlines()) == len(lines)
    assert (done.returncode, done.stderr.decode().strip()) == (
        status,
        "CommandError: 1 regel is fout." * status,
    )


def test_needs_no_checks_and_no_migrations():
    assert Command.requires_system_checks == []
    assert not Command.requires_migrations_checks
