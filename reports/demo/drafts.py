"""What the proposals of the example carry: a vice-chair, the base package, an allocation per year, an extension."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from governance.models import Adoptable, ViceChairTerm
from instruments.models import Catalogue
from quotum.actions import add_deviation, draft_allocation, draft_sector_list
from quotum.models import Allocation, Classification, SectorList, WorkplaceRevision, Workplaces
from reports.demo.extension import draft_extension
from reports.demo.information import draft_indicators
from reports.demo.loonwaarde import draft_requirements
from reports.demo.people import Board

TARGET_SOURCE = "Voorbeeldcijfer: er is geen wettelijk regionaal aantal, het bestuur stelt het zelf vast"
WORKPLACES_LAG = (
    2  # years: when the allocation of a year is decided, CBS has published the year before the last
)

DEVIATION = (
    "Voorbeeld: bij zakelijke diensten tellen ook mensen mee die een uitzendbureau elders laat werken. In de industrie "
    "staan plekken voor hen open; daarom gaan er drie banen naartoe."
)


def total_of(year: int) -> int:
    """The invented number of extra jobs in the region in a year."""
    return 300 + 10 * (year % 5)


OTHER_LIST = """A: Landbouw, bosbouw en visserij
B-E: Industrie, energie, water en afval
- C: Industrie
- B+D-E: Energie, water en afval
F: Bouwnijverheid
G: Handel
H: Vervoer en opslag
I: Horeca
J: Informatie en communicatie
K: Financiële dienstverlening
L: Verhuur en handel van onroerend goed
M-N: Zakelijke dienstverlening
O: Overheid
P: Onderwijs
Q: Zorg en welzijn
R-U: Cultuur, recreatie en overige diensten"""


def draft_other_list(board: Board, at: datetime) -> None:
    """An idea of the secretariat that waits: finer sectors where the large groups hide most."""
    draft_sector_list(
        title="Veertien sectoren, met zorg en onderwijs apart",
        classification=Classification.objects.get(scheme="SBI", version="2008"),
        text=OTHER_LIST,
        by=board.secretariat,
        is_example=True,
        now=at,
    )


@dataclass(frozen=True)
class Drafts:
    """Makes each draft at the moment that the agenda which carries it is written."""

    board: Board

    def vice_chair(self, at: datetime) -> Adoptable:
        return ViceChairTerm.objects.create(seat=self.board.seats["hengelo"])

    def catalogue(self, at: datetime) -> Adoptable:
        catalogue: Catalogue = Catalogue.objects.get(number=1)
        return catalogue

    def requirements(self, at: datetime) -> Adoptable:
        return draft_requirements(self.board, at)

    def indicators(self, at: datetime) -> Adoptable:
        return draft_indicators(self.board, at)

    def extension(self, at: datetime) -> Adoptable:
        return draft_extension(self.board.secretariat, at)

    def allocation(self, year: int) -> Callable[[datetime], Adoptable]:
        def draft(at: datetime) -> Adoptable:
            revision = WorkplaceRevision.objects.latest("pk")
            newest = Workplaces.objects.filter(revision=revision).latest("year").year
            return draft_allocation(
                year=year,
                total=total_of(year),
                target_source=TARGET_SOURCE,
                sector_list=SectorList.objects.get(version=1),
                workplace_revision=revision,
                workplace_year=min(newest, year - WORKPLACES_LAG),
                by=self.board.secretariat,
                is_example=True,
                now=at,
            )

        return draft

    def allocation_with_deviation(self, year: int) -> Callable[[datetime], Adoptable]:
        """The same with jobs that go to another sector than the ratio says, and why."""

        def draft(at: datetime) -> Adoptable:
            drafted = self.allocation(year)(at)
            sectors = {sector.code: sector for sector in SectorList.objects.get(version=1).sectors.all()}
            add_deviation(
                Allocation.objects.get(pk=drafted.pk),
                giver=sectors["M-N"],
                receiver=sectors["B-E"],
                jobs=3,
                reason=DEVIATION,
                by=self.board.secretariat,
                now=at,
            )
            return Allocation.objects.get(pk=drafted.pk)

        return draft
