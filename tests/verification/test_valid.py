"""Exports that are right: no false alarm, whatever happened; and the verifier as a stranger runs it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from django.db import transaction

from tests.governance.factories import make_board
from tests.verification.exports import (
    VERIFY,
    Export,
    Files,
    export_files,
    verdict,
    write_files,
)
from tests.verification.histories import random_history, same_words_twice

pytestmark = pytest.mark.django_db  # so that there is a database in which the export is made


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -I verify.py`, by a Python that sees nothing of ours."""
    command = [sys.executable, "-I", "verify.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_full_history_is_right_and_anchored(full_files: Files, tmp_path: Path) -> None:
    head = Export(full_files).head
    done = run(write_files(full_files, tmp_path), "--head", head)
    assert (done.returncode, done.stderr) == (0, "")
    last = len(Export(full_files).events)
    assert done.stdout.splitlines()[-1] == f"Verankerd tot en met gebeurtenis {last}."


def test_without_a_head_it_says_that_it_is_not_anchored(full_files: Files, tmp_path: Path) -> None:
    done = run(write_files(full_files, tmp_path))
    assert (done.returncode, done.stdout.splitlines()[1].split(":")[0]) == (0, "Niet verankerd")


def test_the_first_thing_that_is_wrong_is_named_with_its_event(full_files: Files, tmp_path: Path) -> None:
    export = Export(full_files)
    export.of("ballot_cast")[0]["facts"]["choice"] = "abstained"
    done = run(write_files(export.files(), tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("FOUT in ")
    assert "gebeurtenis" in done.stderr


def _lose_a_file(e: Export) -> None:
    e.late.append(lambda files: files.pop("votes.json") and None)


def _spoil_a_line(e: Export) -> None:
    e.edits.append(
        lambda files: files.update({"ledger.jsonl": files["ledger.jsonl"].replace(b"{", b"\xff", 1)})
    )


def _change_the_format(e: Export) -> None:
    e.late.append(lambda files: files.update({"format.md": files["format.md"] + b"."}))


def _change_a_ballot(e: Export) -> None:
    vote = next(row for row in e.lists["votes"] if row["ballots"])
    vote["ballots"][0]["choice"] = "misschien"


@pytest.mark.parametrize(
    ("breaking", "words"),
    [
        (_lose_a_file, r"bestand votes\.json ontbreekt\."),
        (_spoil_a_line, r"regel 1 van ledger\.jsonl is niet te lezen"),
        (_change_the_format, r"bestand format\.md: veranderd"),
        (
            _change_a_ballot,
            r"stemming \d+: veld 'ballots', 1, 'choice' is anders dan wat uit het logboek volgt\. "
            r"In votes\.json staat “misschien”, uit het logboek volgt “\w+”\.",
        ),
    ],
)
def test_message_says_what_is_wrong_where_and_what_to_do(
    breaking: Callable[[Export], None], words: str, full_files: Files, tmp_path: Path
) -> None:
    export = Export(full_files)
    breaking(export)
    said = run(write_files(export.files(), tmp_path)).stderr
    assert re.search(words, said), said
    assert "Dit betekent dat" in said.splitlines()[1]


def random_export(seed: int) -> Files:
    """The export of a history that did not last."""
    with transaction.atomic():
        random_history(make_board(vice_chair=None), Random(seed))
        files = export_files()
        transaction.set_rollback(True)
    return files


@pytest.mark.parametrize("seed", range(3))
def test_a_random_history_raises_no_false_alarm(seed: int, tmp_path: Path) -> None:
    files = random_export(seed)
    assert verdict(files, tmp_path, Export(files).head) == []


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(3, 200))
def test_two_hundred_random_histories_raise_no_false_alarm(seed: int, tmp_path: Path) -> None:
    files = random_export(seed)
    assert verdict(files, tmp_path, Export(files).head) == []


def test_a_public_text_that_equals_a_confidential_one_is_right(db: None, tmp_path: Path) -> None:
    same_words_twice(make_board(vice_chair=None))
    files = export_files()
    assert verdict(files, tmp_path, Export(files).head) == []


def test_an_empty_ledger_is_right(db: None, tmp_path: Path) -> None:
    assert VERIFY.verify(write_files(export_files(), tmp_path))[1] == []


def test_verifier_is_one_file_of_at_most_300_lines_with_python_alone(full_files: Files) -> None:
    lines = full_files["verify.py"].decode().splitlines()
    imported = {line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert (len(lines) <= 300, imported - sys.stdlib_module_names) == (True, set())
