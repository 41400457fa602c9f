"""The addresses about who has the verslag, and of its public version."""

from __future__ import annotations

from typing import Any

from reports.models import AnnualReport
from tests.access.objects import hengelos_copy, nothing, report_year


def report_edition() -> list[Any]:
    """In the making: what is public of it comes after its release (tests/reports/test_public_version.py)."""
    report = AnnualReport.objects.get()
    return [report.year, report.edition]


ROWS = {
    # without the number of the message that it sends, which the page gives
    "reports:delivery_resend": ("POST", hengelos_copy, "L f f f f f f x f"),
    "reports:public_version_download": ("GET", report_edition, "L f f x x x x x f"),
    "reports:public_version_draft": ("POST", report_edition, "L f f f f f f o f"),
    "reports:public_report_list": ("GET", nothing, "o o o o o o o o o"),
    "reports:public_report": ("GET", report_year, "x x x x x x x x x"),
    "reports:public_report_pdf": ("GET", report_year, "x x x x x x x x x"),
}
