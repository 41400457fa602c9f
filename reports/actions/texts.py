"""Writing in the verslag over a year: each text saves itself, and who saves later sees both."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from governance.actions.writing import keep_text
from governance.models import Person
from reports.domain.report_texts import name_figures
from reports.kinds.verslag.contents import places
from reports.kinds.verslag.figures import collect_figures
from reports.kinds.verslag.named import all_figures, named_figures
from reports.models import ReportText
from reports.permissions import can_make_report
from werkbedrijf.lib.errors import DomainError, NotAllowed


@transaction.atomic
def write_report_text(
    year: int,
    place: str,
    by: Person,
    words: str,
    version: int | None = None,
    *,
    is_example: bool = False,
    now: datetime | None = None,
) -> ReportText:
    """Save the text at one place. An edition keeps the texts it was made with; its hash stands in the ledger.

    Raises NotAllowed; DomainError for a place that the verslag has not; TextMoved when another text was saved since
    `version`.
    """
    if not can_make_report(by):
        raise NotAllowed("Alleen het secretariaat schrijft het verslag.")
    at = now or timezone.now()
    figures = collect_figures(year, timezone.localtime(at).date())
    if place not in {one.key for one in places(figures)}:
        raise DomainError("Op deze plaats heeft het verslag geen tekst.")
    ReportText.objects.get_or_create(
        year=year, place=place, defaults={"changed_at": at, "changed_by": by, "is_example": is_example}
    )
    text = ReportText.objects.select_for_update().get(year=year, place=place)
    if keep_text(text, "text", words, version):
        near = named_figures(figures).get(place, {})
        text.named = name_figures(text.text, near, all_figures(figures), text.named)
        text.changed_at, text.changed_by, text.is_example = at, by, is_example
        text.save()
    return text


@transaction.atomic
def confirm_report_text(
    text: ReportText, by: Person, version: int, *, now: datetime | None = None
) -> ReportText:
    """Its numbers were looked at and are meant so: from now on they are compared with the figures of today.

    Raises NotAllowed; DomainError when somebody changed the text since `version`.
    """
    if not can_make_report(by):
        raise NotAllowed("Alleen het secretariaat schrijft het verslag.")
    figures = collect_figures(text.year, timezone.localtime(now).date())
    locked = ReportText.objects.select_for_update().get(pk=text.pk)
    if locked.version != version:
        raise DomainError("Deze tekst is intussen gewijzigd. Lees hem eerst.")
    near = named_figures(figures).get(locked.place, {})
    locked.named = name_figures(locked.text, near, all_figures(figures), {})
    locked.save(update_fields=["named"])
    return locked
