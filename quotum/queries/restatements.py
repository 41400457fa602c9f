"""What a later delivery changed in the one before it: earlier figures stay, so both can be laid beside each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from quotum.domain.quarters import Quarter
from quotum.enums import Dimension
from quotum.models import RealisationFigure, RealisationRevision
from quotum.models.realisation import SERIES


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """One sector, municipality or group whose number changed; None: it had, or has, no figure."""

    name: str
    before: int | None
    after: int | None

    @property
    def difference(self) -> int:
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class Restatement:
    """The delivery that counts beside the one before it."""

    revision: RealisationRevision
    earlier: RealisationRevision
    figures: tuple[ChangedFigure, ...]

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.revision.year, self.revision.quarter)

    @property
    def title(self) -> str:
        """Such as "Kwartaal 1 van 2026, per sector"."""
        return f"{str(self.quarter).capitalize()}, {Dimension(self.revision.dimension).label}"

    @property
    def difference(self) -> int:
        return self.revision.total - self.earlier.total

    @property
    def fewer(self) -> int:
        """How many fewer jobs, when it are fewer."""
        return -self.difference


def restatements(year: int) -> list[Restatement]:
    """For each series of new jobs of `year` with more than one delivery, what the last changed; newest first.

    Three queries, however many deliveries.
    """
    counting = RealisationRevision.objects.counting().new_jobs().filter(year=year, number__gt=1)
    counting = counting.exclude(dimension=Dimension.DETAIL)
    same = RealisationRevision.objects.counting().filter(**{field: OuterRef(field) for field in SERIES})
    before = (
        RealisationRevision.objects.new_jobs()
        .filter(year=year, number=Subquery(same.values("number")[:1]) - 1)
        .exclude(dimension=Dimension.DETAIL)
    )
    later = list(counting.order_by("-imported_at", "-quarter", "dimension"))
    earlier = {(r.quarter, r.dimension): r for r in before}
    counts: dict[object, dict[str, int]] = defaultdict(dict)
    # By queries, not by lists: as many questions to the database with one later delivery as with none.
    figures = RealisationFigure.objects.filter(
        Q(revision__in=counting.values("pk")) | Q(revision__in=before.values("pk"))
    )
    names: dict[str, None] = {}
    for figure in figures.select_related("sector", "municipality").order_by(
        "sector__position", "municipality__name", "category"
    ):
        counts[figure.revision_id][figure.name] = figure.count
        names[figure.name] = None
    return [
        Restatement(
            revision,
            old,
            tuple(
                ChangedFigure(name, counts[old.pk].get(name), counts[revision.pk].get(name))
                for name in names
                if counts[old.pk].get(name) != counts[revision.pk].get(name)
            ),
        )
        for revision in later
        if (old := earlier.get((revision.quarter, revision.dimension))) is not None
    ]
