"""The figures of a verslag as a file within its PDF: a line for each, under the name that a reader would give it."""

from __future__ import annotations

import csv
import io
from datetime import datetime

from reports.kinds.verslag.contents import Figures, chapters_of
from reports.kinds.verslag.named import named_figures
from werkbedrijf.lib.spreadsheets import plain_cell
from werkbedrijf.printing.press import Annex

HEADER = ("hoofdstuk", "cijfer", "waarde")


def figures_csv(figures: Figures) -> str:
    """Semicolons between the columns, a comma in a decimal number, and a mark by which a spreadsheet knows UTF-8."""
    titles = {chapter.anchor: chapter.title for chapter in chapters_of(figures)}
    file = io.StringIO()
    file.write("\ufeff")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for chapter, lines in named_figures(figures).items():
        writer.writerows((titles[chapter], plain_cell(name), number) for name, number in lines.items())
    return file.getvalue()


def figures_annex(figures: Figures, created: str) -> Annex:
    """created: W3C date and time of the edition."""
    year = figures["year"]
    return Annex(
        f"cijfers-{year}.csv",
        f"De cijfers van het verslag over {year} als tabel",
        figures_csv(figures),
        datetime.fromisoformat(created),
    )
