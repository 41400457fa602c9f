"""What of the verslag is public, and what it says in short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from governance.queries.standings import in_force_ids
from reports.domain.public_version import public_figures
from reports.models import AnnualReport, PublicVersion


def public_versions(on: date) -> list[PublicVersion]:
    """Per year the version that is public on day `on`, the newest year first. Three queries."""
    shown = PublicVersion.objects.filter(pk__in=in_force_ids(PublicVersion, on))
    return list(shown.select_related("report", "decision").order_by("-report__year"))


@dataclass(frozen=True)
class KeyFigures:
    """A year in five figures, those of jobs rounded; None is not known."""

    meetings: int
    decisions: int
    allocated: int | None
    realised: int | None
    as_of: str


def key_figures(report: AnnualReport) -> KeyFigures:
    """Of the frozen figures of an edition what the page for everybody shows."""
    figures = public_figures(report.figures)
    totals = figures["totals"]
    return KeyFigures(
        meetings=len(figures["meetings"]),
        decisions=len(figures["decisions"]),
        allocated=figures["allocation"]["total"] if figures["allocation"] else None,
        realised=totals["realised"],
        as_of=figures["realisation"]["as_of"],
    )


def has_later_edition(report: AnnualReport) -> bool:
    """Whether the parties received a corrected edition after this one."""
    return AnnualReport.objects.released().filter(year=report.year, edition__gt=report.edition).exists()


def public_version_of(report: AnnualReport) -> PublicVersion | None:
    """The public version of an edition, whichever its state."""
    return PublicVersion.objects.filter(report=report).with_own().first()
