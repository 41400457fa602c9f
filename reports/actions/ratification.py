"""Bringing an edition of the verslag to the board: to be adopted before it is sent, or to be ratified afterwards."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from governance.actions.agenda import add_item
from governance.actions.ledger import append_event
from governance.actions.proposals import PointDraft, write_proposal
from governance.enums import AdoptableState, AgendaItemKind, MeetingState
from governance.models import AgreementVersion, Meeting, Person
from reports.models import AnnualReport, Ratification
from reports.permissions import can_make_report
from werkbedrijf.lib.errors import Conflict, NotAllowed

REPORT_ARTICLE = 12


@transaction.atomic
def bring_to_board(report: AnnualReport, by: Person, *, now: datetime | None = None) -> Ratification:
    """Let the board decide on an edition that is ready or released; it comes on the next agenda in preparation.

    Raises NotAllowed; Conflict for a concept, for an edition that is not ready, and for what is with the board already.
    """
    if not can_make_report(by):
        raise NotAllowed("Alleen het secretariaat legt het verslag aan het bestuur voor.")
    agenda = lock_next_agenda(now)
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    if not report.is_for_board:
        raise Conflict("Alleen een verslag dat af is, gaat naar het bestuur.")
    found = owe_ratification(report, by, now)
    if found.decision_point_id is not None:
        raise Conflict("Dit verslag ligt al bij het bestuur.")
    if agenda is not None:
        place_ratification(found, agenda, by, now)
    return found


@transaction.atomic
def place_ratifications(*, now: datetime | None = None) -> int:
    """Put what the board has to decide on on the next agenda in preparation; how many. Without one they wait.

    An item that the secretariat removed does not come back by itself; one of a meeting that was called off does.
    """
    agenda = lock_next_agenda(now)
    if agenda is None:
        return 0
    waiting = Ratification.objects.select_for_update(of=("self",)).filter(
        Q(placed_at=None) | Q(item__meeting__state=MeetingState.CANCELLED),
        state=AdoptableState.DRAFT,
        decision_point=None,
    )
    rows = list(waiting.select_related("report__released_by", "report__requested_by").order_by("pk"))
    return sum(
        place_ratification(row, agenda, row.report.released_by or row.report.requested_by, now)
        for row in rows
    )


def lock_next_agenda(now: datetime | None = None) -> Meeting | None:
    """The next meeting whose agenda is in preparation, locked; None without. Before the ledger, as every act does."""
    drafts = Meeting.objects.filter(state=MeetingState.DRAFT, starts_at__gte=now or timezone.now())
    return drafts.select_for_update().order_by("starts_at").first()


def owe_ratification(report: AnnualReport, by: Person, now: datetime | None = None) -> Ratification:
    """What the board decides on for this edition, for who has locked it; as long as it lies nowhere it waits anew.

    One that is a draft on an earlier edition of the year moves on to this one; what was proposed or adopted stays.
    """
    found = Ratification.objects.select_for_update(of=("self",)).filter(report=report).first()
    is_new = found is None
    if found is None:
        earlier = Ratification.objects.select_for_update(of=("self",)).filter(
            report__year=report.year, report__edition__lt=report.edition, state=AdoptableState.DRAFT
        )
        found = earlier.order_by("-report__edition").first() or Ratification(subject=f"verslag-{report.year}")
        found.report = report
    if found.decision_point_id is None:
        found.item, found.placed_at = None, None
    found.save()
    if is_new:
        facts = {"ratification": found.pk, "year": report.year, "edition": report.edition}
        append_event("ratification_owed", by, facts, now)
    return found


def place_ratification(
    ratification: Ratification, agenda: Meeting, by: Person | None, now: datetime | None = None
) -> bool:
    """Put it on an agenda that the caller has locked, as a proposal of one point; whether it stands there now."""
    article = AgreementVersion.objects.in_force(agenda.day).articles.filter(number=REPORT_ARTICLE).first()
    if article is None or by is None:
        return False
    year = ratification.report.year
    if ratification.report.is_released:
        title = f"Bekrachtiging van het verslag over {year}"
        text = f"Het bestuur bekrachtigt het verslag over {year}, dat de voorzitter heeft uitgebracht."
    else:
        title = f"Vaststelling van het verslag over {year}"
        text = f"Het bestuur stelt het verslag over {year} vast."
    item = add_item(agenda, kind=AgendaItemKind.DECIDE, title=title)
    write_proposal(item, title=title, article=article, points=[PointDraft("1", text, (ratification,))], by=by)
    ratification.refresh_from_db()
    ratification.item, ratification.placed_at = item, now or timezone.now()
    ratification.save(update_fields=["item", "placed_at"])
    facts = {"ratification": ratification.pk, "meeting": agenda.pk, "item": item.pk}
    append_event("ratification_placed", None, facts, now)
    return True
