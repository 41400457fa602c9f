"""An edition of the verslag: opened with frozen figures, released by the chair."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions.ledger import append_event
from governance.models import Party, Person
from reports.actions.grants import sync_reader_grants
from reports.actions.messages import owe_release_mail
from reports.actions.public_versions import free_earlier_versions
from reports.actions.ratification import lock_next_agenda, owe_ratification, place_ratification
from reports.domain.corrections import changed_parts
from reports.domain.deadline import deadline_of, year_has_ended
from reports.enums import DeliveryState, ReportState
from reports.kinds.verslag.figures import collect_figures
from reports.models import AnnualReport, Delivery, LateReason, Ratification
from reports.permissions import can_explain_lateness, can_make_report, can_release_report
from werkbedrijf.lib.canonical import content_hash
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed
from werkbedrijf.printing.files import FileDamaged, read_checked

FIRST_YEAR = 2014  # the agreement is in force from 12 December 2014


def open_report(year: int, by: Person, *, correction: str = "", now: datetime | None = None) -> AnnualReport:
    """Freeze the figures of `year` in a new edition, and owe a copy to every party. A concept while the year runs.

    correction: after the release, what the next edition puts right; it and the parts that differ are printed in it.
    Refused while an edition is being made, so that two people who ask at once get one edition, and after the release
    without saying what is corrected.
    """
    now = now or timezone.now()
    on = timezone.localtime(now).date()
    if not can_make_report(by):
        raise NotAllowed("Alleen het secretariaat maakt het verslag.")
    if not FIRST_YEAR <= year <= on.year:
        raise DomainError(
            f"Over {year} is geen verslag te maken. Kies een jaar van {FIRST_YEAR} tot en met {on.year}."
        )
    try:
        with transaction.atomic():
            return _open(year, by, now, on, correction.strip())
    except (
        IntegrityError
    ) as error:  # somebody else was first: the constraint on editions in the making says no
        raise Conflict(f"Het verslag over {year} wordt al gemaakt.") from error


def _open(year: int, by: Person, now: datetime, on: date, correction: str) -> AnnualReport:
    editions = list(AnnualReport.objects.select_for_update().filter(year=year).order_by("edition"))
    latest = max(editions, key=lambda report: report.edition, default=None)
    released = next((report for report in reversed(editions) if report.is_released), None)
    if released and not correction:
        raise Conflict(
            f"Het verslag over {year} is vrijgegeven en ligt vast. Schrijf wat een correctie verbetert."
        )
    if latest and latest.is_making:
        if latest.deliveries.unfinished().exists():
            raise Conflict(f"Het verslag over {year} wordt al gemaakt.")
        latest.state = ReportState.STOPPED
        latest.save(update_fields=["state"])
    figures = collect_figures(year, on)
    if not figures["parties"]:
        raise DomainError("Er zijn geen partijen aan wie het verslag wordt uitgebracht. Voeg die eerst toe.")
    if released:
        figures["correction"] = {
            "of_edition": released.edition,
            "reason": correction,
            "changed": changed_parts(released.figures, figures),
        }
    report = AnnualReport.objects.create(
        correction=correction if released else "",
        year=year,
        edition=latest.edition + 1 if latest else 1,
        is_concept=not year_has_ended(year, on),
        figures=figures,
        figures_sha256=content_hash(figures),
        frozen_at=now,
        requested_by=by,
    )
    request_deliveries(report)
    if (
        latest
        and not latest.is_released
        and Ratification.objects.filter(report=latest, state="draft").exists()
    ):
        owe_ratification(report, by, now)
    append_event(
        "report_opened",
        by,
        {"report": report.pk, "year": year, "edition": report.edition, "figures": report.figures_sha256},
        now,
    )
    return report


@transaction.atomic
def request_deliveries(report: AnnualReport) -> list[Delivery]:
    """Owe a copy to every party that the frozen figures name. Repeating it adds nothing."""
    slugs = [party["slug"] for party in report.figures["parties"]]
    parties = Party.objects.filter(slug__in=slugs)
    Delivery.objects.bulk_create(
        [Delivery(report=report, party=party) for party in parties], ignore_conflicts=True
    )
    if report.state == ReportState.DRAFT:
        report.state = ReportState.MAKING
        report.save(update_fields=["state"])
    return list(report.deliveries.all())


@transaction.atomic
def release_report(report: AnnualReport, by: Person, *, now: datetime | None = None) -> AnnualReport:
    """Release an edition to its recipients: state, access and the messages that are owed, in one transaction.

    Refused for a concept, for an edition that is incomplete or overtaken by a later one, and when a stored file is not
    what was made. The agreement asks for no adoption (article 12), so the chair releases; what the board did not adopt
    before is put on its next agenda, to be ratified.
    """
    now = now or timezone.now()
    agenda = lock_next_agenda(now)
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    if report.is_released:
        raise Conflict("Dit verslag is al vrijgegeven.")
    if report.is_concept:
        raise Conflict(f"Dit is een concept. Maak het verslag opnieuw na afloop van {report.year}.")
    if AnnualReport.objects.filter(year=report.year, edition__gt=report.edition).exists():
        raise Conflict("Er is een nieuwere editie. Bekijk die en geef die vrij.")
    if not report.is_made or report.deliveries.exclude(state=DeliveryState.MADE).exists():
        raise Conflict("Nog niet alle exemplaren zijn gemaakt.")
    if not can_release_report(by, report):
        raise NotAllowed(
            "Alleen de voorzitter, of bij diens afwezigheid de vicevoorzitter, geeft het verslag vrij."
        )
    _refuse_damaged(report)
    report.state = ReportState.RELEASED
    report.released_by, report.released_at = by, now
    report.save(update_fields=["state", "released_by", "released_at"])
    sync_reader_grants(now)
    owe_release_mail(report)
    ratification = owe_ratification(report, by, now)
    free_earlier_versions(report)
    append_event(
        "report_released",
        by,
        {
            "report": report.pk,
            "year": report.year,
            "edition": report.edition,
            "files": dict(report.deliveries.values_list("party__slug", "sha256")),
        },
        now,
    )
    if agenda is not None and ratification.decision_point_id is None:
        place_ratification(ratification, agenda, by, now)
    return report


def _refuse_damaged(report: AnnualReport) -> None:
    for delivery in report.deliveries.select_related("party"):
        try:
            read_checked(delivery.path, delivery.sha256)
        except FileDamaged as error:
            raise Conflict(
                f"Het exemplaar voor {delivery.party} is niet meer zoals het is gemaakt. Maak het verslag opnieuw."
            ) from error


@transaction.atomic
def explain_lateness(year: int, by: Person, reason: str, *, now: datetime | None = None) -> LateReason:
    """Say why the verslag over a year comes after its last day; it is printed in the edition made next.

    Raises NotAllowed; DomainError without a reason; Conflict while there is still time, or once it was released.
    """
    now = now or timezone.now()
    if not can_explain_lateness(by):
        raise NotAllowed("Alleen het secretariaat en de voorzitter geven de reden.")
    if not reason.strip():
        raise DomainError("Geef de reden waarom het verslag te laat is.")
    if timezone.localtime(now).date() <= deadline_of(year):
        raise Conflict(f"Het verslag over {year} kan nog op tijd worden uitgebracht.")
    if AnnualReport.objects.released().filter(year=year).exists():
        raise Conflict(f"Het verslag over {year} is al uitgebracht.")
    given = LateReason.objects.create(year=year, reason=reason.strip(), by=by, at=now)
    append_event("report_lateness_explained", by, {"year": year, "reason": given.pk}, now)
    return given
