"""`manage.py apportion`: JSON lines in, whole jobs per sector out, without a database."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from quotum.management.commands.apportion import Command

ROOT = Path(__file__).resolve().parents[2]
LINE = {"id": 1, "method": "hamilton", "jobs": 10, "weights": {"zorg": 41, "bouw": 31, "handel": 28}}


@pytest.fixture
def run(monkeypatch):
    """Runs the command on these lines; returns the answers and the message with which it ended, if it failed."""

    def run(*lines: dict | str) -> tuple[list[dict], str | None]:
        text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        stdout, failure = io.StringIO(), None
        try:
            Command(stdout=stdout).handle()
        except CommandError as error:
            failure = str(error)
        return [json.loads(line) for line in stdout.getvalue().splitlines()], failure

    return run


def test_shares_as_whole_numbers_in_the_order_given(run):
    found, failure = run(LINE)
    assert found == [{"id": 1, "shares": {"zorg": 4, "bouw": 3, "handel": 3}, "ties": []}]
    assert list(found[0]["shares"]) == ["zorg", "bouw", "handel"]
    assert all(type(share) is int for share in found[0]["shares"].values())
    assert failure is None


@pytest.mark.parametrize(
    ("method", "shares", "ties"),
    [
        ("hamilton", {"zorg": 1, "bouw": 3}, [["zorg", "bouw"]]),
        ("webster", {"zorg": 1, "bouw": 3}, [["zorg", "bouw"]]),
        ("dhondt", {"zorg": 1, "bouw": 3}, []),
    ],
)
def test_tie_is_reported_in_the_order_given(run, method, shares, ties):
    # exact shares 1.5 and 2.5 jobs
    line = LINE | {"method": method, "jobs": 4, "weights": {"zorg": 300, "bouw": 500}}
    assert run(line) == ([{"id": 1, "shares": shares, "ties": ties}], None)


@pytest.mark.parametrize("method", ["hamilton", "webster", "dhondt"])
def test_numbers_beyond_any_float(run, method):
    jobs = 10**40 + 1
    found, failure = run(LINE | {"method": method, "jobs": jobs})
    assert sum(found[0]["shares"].values()) == jobs
    assert failure is None


BAD = {
    "method_unknown": (LINE | {"method": "adams"}, "Onbekende verdeelmethode: adams"),
    "method_null": (LINE | {"method": None}, "method is niet tekst"),
    "jobs_negative": (LINE | {"jobs": -1}, "aantal banen"),
    "jobs_true": (LINE | {"jobs": True}, "jobs is niet een geheel getal"),
    "jobs_float": (LINE | {"jobs": 10.0}, "jobs is niet een geheel getal"),
    "jobs_text": (LINE | {"jobs": "10"}, "jobs is niet een geheel getal"),
    "jobs_missing": ({name: LINE[name] for name in LINE if name != "jobs"}, "Ontbrekend veld: jobs"),
    "weights_list": (LINE | {"weights": [1, 2]}, "weights is niet een object"),
    "weights_empty": (LINE | {"weights": {}}, "geen sectoren"),
    "weights_all_zero": (LINE | {"weights": {"zorg": 0}}, "gewicht 0"),
    "weight_negative": (LINE | {"weights": {"zorg": -1, "bouw": 2}}, "sector 'zorg'"),
    "weight_true": (LINE | {"weights": {"zorg": True}}, "sector 'zorg'"),
    "weight_float": (LINE | {"weights": {"zorg": 1.5}}, "sector 'zorg'"),
    "weight_null": (LINE | {"weights": {"zorg": None}}, "sector 'zorg'"),
    "sector_twice": (
        '{"id": 1, "method": "webster", "jobs": 1, "weights": {"a": 1, "a": 2}}',
        "veld a staat er meer",
    ),
    "field_unknown": (LINE | {"ties": "lot"}, "Onbekend veld: ties"),
}


@pytest.mark.parametrize(("line", "message"), BAD.values(), ids=BAD)
def test_bad_line_and_the_rest_goes_on(run, line, message):
    found, failure = run(LINE | {"id": 0}, line, LINE | {"id": 2})
    assert failure == "1 regel is fout."
    assert [answer["id"] for answer in found] == [0, 1, 2]
    assert ["error" in answer for answer in found] == [False, True, False]
    assert set(found[1]) == {"id", "error"}
    assert message in found[1]["error"]


@pytest.mark.parametrize(("lines", "status"), [([LINE], 0), ([LINE, "hallo", LINE], 1)], ids=["good", "bad"])
def test_as_a_process_without_a_database(lines, status):
    """Through manage.py, with a database address at which nobody answers."""
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    done = subprocess.run(
        [sys.executable, "manage.py", "apportion"],
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
