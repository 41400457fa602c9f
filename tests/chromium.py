"""Where the browser of the tests is."""

from __future__ import annotations

import os
import shutil


def find_chromium() -> str | None:
    """The path of a Chromium: CHROMIUM, or the first on the path; None when there is none."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)
