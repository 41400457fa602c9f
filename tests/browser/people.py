"""The people of the example, each in a browser of their own."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
Enter = Callable[..., Page]


def confirm(page: Page, act: str) -> None:
    """Press an act that asks once more, where it does: a summary that opens, and the button inside."""
    summary = page.locator("summary", has_text=act)
    summary.or_(page.get_by_role("button", name=act)).first.wait_for()
    if summary.count():
        summary.first.click()
        page.locator("details[open]").get_by_role("button").last.click()
    else:
        page.get_by_role("button", name=act).first.click()
    time.sleep(0.1)
