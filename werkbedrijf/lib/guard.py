"""The last one out: ends what a supervisor left behind when it was killed and could not do so itself.

Started by `processes.Guard`, as a file and not as a module, so that it imports nothing of the project. It reads lines
`+ GROUP` and `- GROUP` on standard input. When that closes while groups are still on its list, the supervisor is gone:
they get a few seconds to end by themselves, and then SIGKILL. Also what the kernel's death signal does not
reach, the children of children, goes with it.
"""

import contextlib
import os
import signal
import sys
import time

PATIENCE = 4.0  # seconds


def main() -> None:
    """Read the list until the supervisor is gone, then clear it."""
    groups: set[int] = set()
    for line in sys.stdin:
        verb, _, number = line.partition(" ")
        (groups.add if verb == "+" else groups.discard)(int(number))
    deadline = time.monotonic() + PATIENCE
    while groups and time.monotonic() < deadline:
        groups = {group for group in groups if _exists(group)}
        time.sleep(0.05)
    for group in groups:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


def _exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    main()
