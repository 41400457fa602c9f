"""The papers of the example's meeting of today: real PDFs with the same figures as the screens, marked as examples."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from governance.actions import add_paper
from governance.models import AgendaItem, Person
from quotum.actions.annexes import attach_annex
from quotum.domain.quarters import Quarter
from quotum.enums import Dimension
from quotum.models import Allocation, RealisationRevision
from werkbedrijf.printing.files import MissingAsset
from werkbedrijf.printing.press import join, lay_out


@dataclass(frozen=True)
class PaperText:
    """What is printed: one table, the last row its total."""

    title: str
    lead: str
    caption: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    source: str


def attach(item: AgendaItem, text: PaperText, by: Person, at: datetime) -> None:
    """Print the paper and put it under the item.

    Without the fonts (the styles are not built yet) the example goes without papers: they are no part of its rules.
    """
    context = {"paper": text, "title": text.title, "subject": text.lead, "created": at.date().isoformat()}
    try:
        part = lay_out(render_to_string("reports/demo/paper.html", context), head="Werkbedrijf Twente")
    except MissingAsset:
        return
    file = SimpleUploadedFile("voorbeeld.pdf", join([part]).content, content_type="application/pdf")
    add_paper(item, title=text.title, file=file, by=by)


def attach_computation(year: int, by: Person, at: datetime) -> None:
    """The computation of the draft allocation of a year, as the button on its page puts it under its item."""
    allocation: Allocation = Allocation.objects.filter(year=year).latest("pk")
    with suppress(MissingAsset):
        attach_annex(allocation, by=by, now=at)


def realisation_paper(quarters: list[Quarter]) -> PaperText:
    """What is realised per quarter, as far as known."""
    counting = {
        (revision.year, revision.quarter): revision.total
        for revision in RealisationRevision.objects.counting().filter(dimension=Dimension.SECTOR)
    }
    counts = [counting[quarter.year, quarter.number] for quarter in quarters]
    rows = [
        (str(quarter).capitalize(), _whole(count)) for quarter, count in zip(quarters, counts, strict=True)
    ]
    return PaperText(
        title="Realisatie van de garantiebanen",
        lead="Banen die er per kwartaal zijn bijgekomen, zoals UWV ze aan het bestuur meldt.",
        caption="Nieuwe banen per kwartaal, alle sectoren samen (voorbeeldcijfers)",
        columns=("Kwartaal", "Nieuwe banen"),
        rows=[*rows, ("Samen", _whole(sum(counts)))],
        source="Bron: voorbeeldlevering UWV. De cijfers zijn voorbeeldcijfers.",
    )


def _whole(number: int) -> str:
    """A whole number as it is written in Dutch: 320.400."""
    return f"{number:,}".replace(",", ".")
