"""Ballots over a bad connection and with a server that is killed: bench/faults.py, on a small scale.

Among the browser's tests because it starts real servers and needs to run only once, not on both databases.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_faulty_submissions_and_a_killed_server_lose_and_double_nothing(deep: bool) -> None:
    scale = ["--submissions", "2000", "--votes", "4"] if deep else ["--submissions", "96", "--votes", "1"]
    settings = ("DATABASE_URL", "ENVIRONMENT", "DJANGO_SETTINGS_MODULE", "VAR_DIR")
    environment = {key: value for key, value in os.environ.items() if key not in settings}
    run = subprocess.run(
        [sys.executable, "bench/faults.py", *scale], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr[-2000:]
    assert "0 lost, 0 doubled, 0 counted otherwise" in run.stdout
    assert "\n0 acknowledged" not in run.stdout
