"""Reads that cross models: the years as a line, and how far the making of an edition has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.utils import timezone

from governance.enums import MeetingState
from governance.models import Meeting, Party
from quotum.enums import Dimension
from quotum.queries import comparable_revisions
from reports.domain.deadline import Term, term_of, year_has_ended
from reports.domain.year_plan import Facts, Step, next_step, year_plan
from reports.enums import DeliveryState, ReportState
from reports.models import (
    AnnualReport,
    Contribution,
    Delivery,
    InformationRequest,
    LateReason,
    Ratification,
)
from reports.queries.sending import sending_of

URGENCY_KIND = {"met": "success", "missed": "danger", "late": "danger", "today": "warning", "soon": "warning"}


@dataclass(frozen=True)
class YearLine:
    """One year: its term, and the edition made last, or None."""

    year: int
    term: Term
    report: AnnualReport | None
    has_ended: bool
    released_on: date | None  # the first edition that went out; a correction comes after it

    @property
    def badge_kind(self) -> str:
        return URGENCY_KIND.get(self.term.urgency, "neutral")

    @property
    def badge_text(self) -> str:
        return self.term.in_short

    @property
    def state_text(self) -> str:
        """The state of the verslag in words."""
        if self.report is None:
            return "nog niet gemaakt"
        if self.report.is_concept:
            return f"concept {self.report.get_state_display()}"
        return self.report.get_state_display()


def year_line(year: int, on: date) -> YearLine:
    """How the verslag over one year stands on day `on`."""
    editions = list(AnnualReport.objects.filter(year=year).order_by("edition"))
    return _line(year, on, editions)


def year_lines(on: date) -> list[YearLine]:
    """The running year, the year before, and every year with an edition; the newest first. One query."""
    editions: dict[int, list[AnnualReport]] = {}
    for report in AnnualReport.objects.defer("figures").order_by("year", "edition"):
        editions.setdefault(report.year, []).append(report)
    years = sorted({on.year, on.year - 1, *editions}, reverse=True)
    return [_line(year, on, editions.get(year, [])) for year in years]


def due_year(on: date) -> YearLine:
    """The year whose term is next: last year until its verslag is out, then the running year."""
    last = year_line(on.year - 1, on)
    if last.released_on is not None:
        return year_line(on.year, on)
    return last if last.term.days_left >= -365 else year_line(on.year, on)


def _line(year: int, on: date, editions: list[AnnualReport]) -> YearLine:
    """editions: of this year, in order."""
    released_on = next((report.released_on for report in editions if report.is_released), None)
    report = editions[-1] if editions else None
    return YearLine(year, term_of(year, on, released_on), report, year_has_ended(year, on), released_on)


def late_reason(year: int) -> str:
    """The reason given last for coming after the last day; "" while there is none."""
    return late_reasons().get(year, "")


def late_reasons() -> dict[int, str]:
    """By year the reason given last. One query."""
    return dict(LateReason.objects.order_by("pk").values_list("year", "reason"))


def corrected_edition_ready() -> AnnualReport | None:
    """The correction of a released verslag that is made and waits to be released, the newest; None without."""
    made = (
        AnnualReport.objects.filter(state=ReportState.MADE)
        .exclude(correction="")
        .order_by("-year", "-edition")
    )
    return next((one for one in made.defer("figures") if one == AnnualReport.objects.latest(one.year)), None)


def other_editions(report: AnnualReport) -> list[AnnualReport]:
    """The released editions of the same year beside this one, and the one made last; the newest first."""
    editions = AnnualReport.objects.filter(year=report.year).exclude(pk=report.pk).order_by("-edition")
    newest = AnnualReport.objects.latest(report.year)
    return [one for one in editions if one.is_released or one == newest]


def step_now(line: YearLine, on: date) -> Step | None:
    """What has to be done first for the verslag over a year, with who does it; None when it is out."""
    return next_step(plan_of(line, on))


def plan_of(line: YearLine, on: date) -> list[Step]:
    """The way to the verslag over a year, counted back from its last day."""
    year, report = line.year, line.report
    delivered = Contribution.objects.filter(year=year, delivered_hours__isnull=False).values("party")
    asked = InformationRequest.objects.of_year(year)
    made = report if report and not report.is_concept else None
    first = AnnualReport.objects.released().filter(year=year).order_by("edition").first()
    sending = sending_of(first, first.deliveries.all()) if first else None
    meets = Meeting.objects.filter(starts_at__date__range=(on, line.term.last_day)).exclude(
        state__in=(MeetingState.CLOSED, MeetingState.CANCELLED)
    )
    facts = Facts(
        quarters=len({revision.quarter for revision in comparable_revisions(year, Dimension.SECTOR)}),
        asked=asked.count(),
        answered=asked.exclude(answered_at=None).count(),
        missing=Party.objects.current(on).exclude(pk__in=delivered).count(),
        frozen_on=timezone.localtime(made.frozen_at).date() if made else None,
        is_made=made is not None and (made.is_made or made.is_released),
        meets_before=meets.exists(),
        is_brought=Ratification.objects.filter(report__year=year).exclude(decision_point=None).exists(),
        released_on=line.released_on,
        recipients=len(sending.recipients) if sending else 0,
        sent=sending.reached if sending else 0,
    )
    return year_plan(year, on, facts)


@dataclass(frozen=True)
class Progress:
    """How many copies of an edition are made, being made, owed and failed."""

    deliveries: tuple[Delivery, ...]

    def _count(self, *states: str) -> int:
        return sum(delivery.state in states for delivery in self.deliveries)

    @property
    def total(self) -> int:
        return len(self.deliveries)

    @property
    def made(self) -> int:
        return self._count(DeliveryState.MADE)

    @property
    def failed(self) -> int:
        return self._count(DeliveryState.FAILED)

    @property
    def unfinished(self) -> int:
        return self._count(DeliveryState.OWED, DeliveryState.MAKING)

    @property
    def is_waiting(self) -> bool:
        """Nothing has been taken up yet: the work waits for a worker."""
        return self.total > 0 and all(
            d.state == DeliveryState.OWED and not d.attempts for d in self.deliveries
        )

    @property
    def sentence(self) -> str:
        """How it stands, in a sentence that only changes when there is news (it is read aloud)."""
        if self.unfinished:
            if self.is_waiting:
                return "Het werk wacht op de achtergrondverwerking en begint vanzelf. U hoeft niets te doen."
            return f"De exemplaren worden gemaakt: {self.made} van {self.total} klaar."
        if self.failed:
            return f"{self.made} van {self.total} exemplaren zijn gemaakt; {self.failed} mislukt."
        return f"Alle {self.total} exemplaren zijn gemaakt."

    @property
    def fingerprint(self) -> str:
        """Changes when anything on the page about these copies changes."""
        rows = "|".join(f"{d.pk}{d.state}{d.attempts}{d.downloads}" for d in self.deliveries)
        return sha256(rows.encode()).hexdigest()[:16]


def progress_of(report: AnnualReport) -> Progress:
    """The copies of an edition, the councils first, in one query."""
    deliveries: Iterable[Delivery] = report.deliveries.select_related("party").order_by("party__name")
    return Progress(tuple(sorted(deliveries, key=lambda d: (d.party.kind != "municipality", d.party.name))))
