"""Evaluations of the agreement, with findings per article (article 13): records, which change nothing themselves."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from governance.actions.ledger import append_event
from governance.models import AgreementVersion, Article, Evaluation, Finding, Person
from governance.permissions import is_secretariat, today
from werkbedrijf.lib.errors import DomainError, NotAllowed


@transaction.atomic
def write_evaluation(
    by: Person,
    *,
    title: str,
    period: str,
    held_on: date | None = None,
    summary: str = "",
    evaluation: Evaluation | None = None,
    now: datetime | None = None,
) -> Evaluation:
    """Add an evaluation, or change one. It is about the version in force on the day it was held (else today)."""
    _secretariat_only(by)
    values = {
        "title": title.strip(),
        "period": period.strip(),
        "held_on": held_on,
        "summary": summary.strip(),
    }
    if evaluation is None:
        agreement = AgreementVersion.objects.in_force(held_on or today())
        written = Evaluation.objects.create(agreement=agreement, **values)
    else:
        written = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
        for name, value in values.items():
            setattr(written, name, value)
        written.save(update_fields=list(values))
    kind = "evaluation_added" if evaluation is None else "evaluation_changed"
    append_event(kind, by, {"evaluation": written.pk}, now)
    return written


@transaction.atomic
def write_finding(
    evaluation: Evaluation,
    by: Person,
    *,
    text: str,
    article: Article | None = None,
    follow_up: str = "",
    finding: Finding | None = None,
    now: datetime | None = None,
) -> Finding:
    """Add a finding, or change one; on an article of the version that was evaluated, or in general."""
    _secretariat_only(by)
    if article is not None and article.version_id != evaluation.agreement_id:
        raise DomainError("Dit artikel staat niet in de versie die is geëvalueerd. Kies opnieuw.")
    values = {"article": article, "text": text.strip(), "follow_up": follow_up.strip()}
    if finding is None:
        written = Finding.objects.create(evaluation=evaluation, **values)
    else:
        written = Finding.objects.select_for_update().get(pk=finding.pk)
        for name, value in values.items():
            setattr(written, name, value)
        written.save(update_fields=list(values))
    kind = "finding_added" if finding is None else "finding_changed"
    append_event(kind, by, {"evaluation": evaluation.pk, "finding": written.pk}, now)
    return written


@transaction.atomic
def delete_finding(finding: Finding, by: Person, *, now: datetime | None = None) -> None:
    """Take away a finding that was recorded by mistake."""
    _secretariat_only(by)
    append_event("finding_deleted", by, {"evaluation": finding.evaluation_id, "finding": finding.pk}, now)
    finding.delete()


def _secretariat_only(by: Person) -> None:
    if not is_secretariat(by):
        raise NotAllowed("Alleen het secretariaat legt evaluaties vast.")
