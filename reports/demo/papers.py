"""The papers of the example's meeting of today: real PDFs with the same figures as the screens, marked as examples."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from governance.actions import add_paper
from governance.models import AgendaItem, Person
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


def allocation_paper(year: int) -> PaperText:
    """The draft allocation of a year, sector by sector."""
    allocation: Allocation = Allocation.objects.filter(year=year).latest("pk")
    shares = list(allocation.shares.select_related("sector"))
    rows = [(share.sector.name, _whole(share.workplaces), _whole(share.assigned)) for share in shares]
    total = ("Samen", _whole(sum(share.workplaces for share in shares)), _whole(allocation.total))
    return PaperText(
        title=f"Concept: verdeling garantiebanen {year}",
        lead="Hele banen, naar verhouding van het aantal arbeidsplaatsen per sector in Twente (artikel 7).",
        caption=f"Verdeling van {allocation.total} extra banen in {year} (voorbeeldcijfer)",
        columns=("Sector", f"Arbeidsplaatsen {allocation.workplace_year}", "Garantiebanen"),
        rows=[*rows, total],
        source=f"Arbeidsplaatsen: {allocation.workplace_revision.source}. Totaal: {allocation.target.source}.",
    )


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
