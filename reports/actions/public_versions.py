"""The public version of an edition: made once and stored, then for the board to decide on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.enums import AdoptableState
from governance.models import Person
from reports.domain.public_version import public_figures
from reports.models import AnnualReport, PublicVersion
from reports.permissions import can_make_report
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed
from werkbedrijf.printing.files import store


def draft_public_version(report: AnnualReport, by: Person, *, now: datetime | None = None) -> PublicVersion:
    """Make the public version of a released edition as a draft that a proposal can carry.

    Printed before the transaction, so that nobody waits for it; of two at once the second is refused. Raises
    NotAllowed; Conflict before the release and when it is there; DomainError when the file cannot be stored.
    """
    if not can_make_report(by):
        raise NotAllowed("Alleen het secretariaat maakt de openbare versie.")
    if not report.is_released:
        raise Conflict("Dit verslag is nog niet uitgebracht; daarvoor is er geen openbare versie.")
    _refuse_second(report)
    # Here, not above: loading WeasyPrint takes half a second, and only who makes a document needs it.
    from reports.kinds.verslag.print import has_examples, print_public

    created = timezone.localtime(report.frozen_at).isoformat(timespec="seconds")
    pdf = print_public(public_figures(report.figures), edition=report.edition, created=created)
    file = f"verslagen/{report.year}/openbaar-{report.edition}-{pdf.sha256[:16]}.pdf"
    try:
        store(Path(settings.MEDIA_ROOT) / file, pdf.content)
    except OSError as error:
        raise DomainError("Het bestand kon niet worden opgeslagen. Is de schijf vol?") from error
    with transaction.atomic():
        AnnualReport.objects.select_for_update().get(pk=report.pk)
        _refuse_second(report)
        version: PublicVersion = PublicVersion.objects.create(
            report=report,
            subject=str(report.year),
            file=file,
            sha256=pdf.sha256,
            size=len(pdf.content),
            pages=pdf.pages,
            is_example=has_examples(report.figures),
        )
        facts = {
            "report": report.pk,
            "year": report.year,
            "edition": report.edition,
            "file_sha256": pdf.sha256,
        }
        append_event("public_version_made", by, facts, now)
    return version


def free_earlier_versions(report: AnnualReport) -> None:
    """A public version of an edition that this one takes the place of is no more what the board should decide on.

    It is freed from the proposal that carries it as a draft; what was proposed already stays, for that is fixed.
    """
    earlier = PublicVersion.objects.filter(
        report__year=report.year, report__edition__lt=report.edition, state=AdoptableState.DRAFT
    )
    earlier.exclude(decision_point=None).update(decision_point=None)


def _refuse_second(report: AnnualReport) -> None:
    if PublicVersion.objects.filter(report=report).exists():
        raise Conflict("De openbare versie van deze editie is er al.")
