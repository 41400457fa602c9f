"""Asks one program of the application whether it is well; the health checks of docker-compose.yml run this.

python -m werkbedrijf.health web|worker|beat     exit status 0 when it is, 1 when it is not
"""

from __future__ import annotations

import http.client
import os
import socket
import sys
import time
from pathlib import Path

BEAT_SILENCE = 600  # seconds; beat writes its schedule every three minutes


def web_is_well(port: int = 8000) -> bool:
    """The site answers under its own host name (any other is refused)."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=8)
    try:
        connection.request("GET", "/gezond/", headers={"Host": host})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def worker_is_well() -> bool:
    """The Celery worker of this container answers a ping through the broker."""
    from werkbedrijf.celery import app

    name = f"celery@{socket.gethostname()}"
    return bool(app.control.inspect(destination=[name], timeout=5).ping())


def beat_is_well(schedule: Path) -> bool:
    """The beat wrote its schedule not long ago; the file may have a suffix of the dbm in use."""
    written = [path.stat().st_mtime for path in schedule.parent.glob(f"{schedule.name}*")]
    return bool(written) and time.time() - max(written) < BEAT_SILENCE


def main(arguments: list[str]) -> int:
    checks = {
        "web": web_is_well,
        "worker": worker_is_well,
        "beat": lambda: beat_is_well(Path(os.environ.get("VAR_DIR", "var")) / "run" / "beat-schedule"),
    }
    if len(arguments) != 1 or arguments[0] not in checks:
        print(f"Gebruik: python -m werkbedrijf.health {'|'.join(checks)}", file=sys.stderr)
        return 2
    return 0 if checks[arguments[0]]() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
