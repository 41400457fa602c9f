"""How long does `bin/start` take: the first time on a bare machine, and the next time?

    python3 bench/start.py [--warm-cache]

Clones the last commit to a scratch folder without virtual environment or node_modules, gives pip, uv and npm empty
caches (unless --warm-cache), starts it, stops it, and starts it again. Standard library only, so any Python runs it.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BAR = {"eerste start": 90.0, "volgende start": 6.0}  # seconds on two cores (issue 2, part A)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seconds_to_ready(clone: Path, environment: dict[str, str]) -> float:
    """Seconds from the command to its line that the site answers; the application is stopped afterwards."""
    begin = time.monotonic()
    process = subprocess.Popen(
        [str(clone / "bin" / "start")],
        env={**environment, "PORT": str(free_port())},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    taken, lines = 0.0, []
    for line in process.stdout:
        now = time.monotonic() - begin
        lines.append(f"{now:7.2f}  {line.rstrip()}")
        if re.search(r"Klaar in [\d.]+ s", line):
            taken = now
            process.send_signal(signal.SIGTERM)
    if process.wait() != 0 or not taken:
        sys.exit("bin/start is niet klaar gekomen:\n" + "\n".join(lines))
    print(
        "\n".join(line for line in lines if line[9:].strip() and float(line[:7]) <= taken + 0.01), end="\n\n"
    )
    return taken


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="werkbedrijf-start-") as name:
        scratch = Path(name)
        clone = scratch / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        dropped = ("DATABASE_URL", "REDIS_URL", "VAR_DIR", "PORT", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE")
        environment = {key: value for key, value in os.environ.items() if key not in dropped}
        if "--warm-cache" not in sys.argv:
            caches = {"UV_CACHE_DIR": "uv", "PIP_CACHE_DIR": "pip", "npm_config_cache": "npm"}
            environment |= {variable: str(scratch / folder) for variable, folder in caches.items()}
        measured = {name: seconds_to_ready(clone, environment) for name in BAR}
    for name, bar in BAR.items():
        print(
            f"{name:<16}{measured[name]:7.2f} s   (lat: {bar:.0f} s)   {measured[name] / bar:5.2f} × de lat"
        )
    first, following = measured.values()
    print(f"verhouding      {first / following:7.1f} × (eerste tegen volgende)")


if __name__ == "__main__":
    main()
