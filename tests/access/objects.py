"""What the addresses are about, looked up in (or added to) the example of a board when its row is tried."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from governance.actions import submit_amendment
from governance.actions.requests import request_item
from governance.enums import AdoptableState, AgendaItemKind, Audience, MeetingState, VoteState
from governance.models import (
    Action,
    AgendaItem,
    Amendment,
    BallotEntry,
    Decision,
    DecisionPoint,
    Meeting,
    Minutes,
    MinutesComment,
    OwedPublication,
    PaperCount,
    Person,
    Publication,
    Seat,
    ViceChairTerm,
    Vote,
    Withdrawal,
)
from governance.models.follow_up import Evaluation
from instruments.enums import Flag
from instruments.models import (
    Catalogue,
    CostScenario,
    DossierEntry,
    LaterChange,
    LegalAmount,
    OwnInstrument,
    Requirement,
    RequirementSet,
)
from quotum.models import (
    Allocation,
    CaoAgreement,
    Commitment,
    ContactPoint,
    Employer,
    RealisationRevision,
    SectorList,
    WorksCouncil,
)
from reports.actions.texts import write_report_text
from reports.models import (
    AnnualReport,
    Delivery,
)
from werkbedrijf.printing.files import store


def closed_vote() -> Vote:
    return Vote.objects.filter(state=VoteState.CLOSED).latest("pk")


def meeting(state: str) -> Callable[[], list[Any]]:
    return lambda: [Meeting.objects.get(state=state).pk]


def closed_meeting() -> list[Any]:
    return [closed_vote().meeting_id]


def owed_publication() -> list[Any]:
    return [OwedPublication.objects.latest("pk").pk]


def board_publication() -> list[Any]:
    """For the board alone, with its file."""
    owed = OwedPublication.objects.latest("pk")
    found = Publication.objects.filter(audience=Audience.INTERNAL).first()
    if found is None:
        content = b"%PDF-1.7"
        found = Publication.objects.create(
            meeting=owed.meeting,
            kind=owed.kind,
            audience=Audience.INTERNAL,
            number=99,
            file="besluitenlijst.pdf",
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            pages=1,
            head_sequence=1,
            head_sha256="0" * 64,
            published_at=timezone.now(),
        )
        store(found.path, content)
    return [found.pk]


def evaluation() -> list[Any]:
    return [Evaluation.objects.get().pk]


def finding() -> list[Any]:
    return [Evaluation.objects.get().findings.get().pk]


def decision() -> Decision:
    return Decision.objects.latest("pk")


def draft_item() -> list[Any]:
    return [AgendaItem.objects.filter(meeting__state=MeetingState.DRAFT, kind=AgendaItemKind.DECIDE)[0].pk]


def todays_item() -> list[Any]:
    return [AgendaItem.objects.filter(meeting__state=MeetingState.CONVENED, kind=AgendaItemKind.DECIDE)[0].pk]


def todays_point() -> list[Any]:
    return [DecisionPoint.objects.filter(proposal__item=todays_item()[0])[0].pk]


def todays_amendment() -> list[Any]:
    """Of Almelo, made once: nothing of the example is amended today."""
    point = DecisionPoint.objects.get(pk=todays_point()[0])
    found = Amendment.objects.filter(point=point).first()
    if found is None:
        seat = Seat.objects.get(slug="almelo")
        by = Person.objects.get(name="Portefeuillehouder Almelo")
        found = submit_amendment(point, seat, by, new_text="Voorbeeldtekst.")
    return [found.pk]


def almelos_request() -> list[Any]:
    almelo = Person.objects.get(name="Portefeuillehouder Almelo")
    return [request_item(almelo, title="Werkbezoek").pk]


def almelos_action() -> list[Any]:
    return [Action.objects.get(seat__slug="almelo").pk]


def nothing() -> list[Any]:
    return []


def entry_pk() -> list[Any]:
    """A choice taken down, as a row: it is only looked up."""
    entry, _ = BallotEntry.objects.get_or_create(
        vote_seat=closed_vote().seats.filter(present=True)[0],
        choice="for",
        manner="spoken",
        defaults={
            "reason": "Voorbeeld.",
            "entered_by": Person.objects.get(name="Secretariaat"),
            "entered_at": timezone.now(),
        },
    )
    return [entry.pk]


def paper_count_pk() -> list[Any]:
    """A count on paper, as a row: it is only looked up."""
    vote, secretariat = closed_vote(), Person.objects.get(name="Secretariaat")
    totals = dict.fromkeys(["votes_for", "against", "abstained", "not_voted"], 2)
    count, _ = PaperCount.objects.get_or_create(
        vote=vote, defaults={**totals, "entered_by": secretariat, "entered_at": timezone.now()}
    )
    return [count.pk]


def nomination() -> list[Any]:
    return [ViceChairTerm.objects.create(seat=Seat.objects.get(slug="hengelo")).pk]


def withdrawal_pk() -> list[Any]:
    """A draft that withdraws the first decision."""
    first = Decision.objects.earliest("pk")
    return [Withdrawal.objects.get_or_create(withdraws=first, defaults={"subject": first.number})[0].pk]


def draft_allocation_pk() -> list[Any]:
    return [Allocation.objects.get(state=AdoptableState.DRAFT).pk]


def draft_sector_list() -> list[Any]:
    """A draft of the next list of sectors, as a row: it is only looked up."""
    found, _ = SectorList.objects.get_or_create(version=99, defaults={"title": "Voorbeeld"})
    return [found.version]


def draft_catalogue_number() -> list[Any]:
    """The next version of the base package, which the secretariat of the example writes."""
    return [Catalogue.objects.get(state=AdoptableState.DRAFT).number]


def draft_instrument() -> list[Any]:
    return [*draft_catalogue_number(), "jobcoach"]


def own_to_take() -> list[Any]:
    found = OwnInstrument.objects.filter(flag=Flag.BRING_IN, brought_into=None).first()
    assert found is not None
    return [*draft_catalogue_number(), found.pk]


def note() -> list[Any]:
    found = LaterChange.objects.filter(entry__catalogue__number=1, entry__slug="jobcoach").latest("pk")
    return [1, "jobcoach", found.pk]


def draft_requirements() -> list[Any]:
    """A draft of the next requirements to a method for the loonwaarde, as a row: it is only looked up."""
    found, _ = RequirementSet.objects.get_or_create(version=99, defaults={"title": "Voorbeeld"})
    return [found.version]


def draft_requirement() -> list[Any]:
    row, _ = Requirement.objects.get_or_create(
        requirement_set=RequirementSet.objects.get(version=draft_requirements()[0]),
        defaults={"text": "Eis", "checked_by": "toets"},
    )
    return [99, row.pk]


def dossier_pk() -> list[Any]:
    return [DossierEntry.objects.exclude(entered_by=None).latest("pk").pk]


def dossier_with_document() -> list[Any]:
    """The example's own line, with a document added to it."""
    entry = DossierEntry.objects.get(pk=dossier_pk()[0])
    if not entry.document:
        content = b"%PDF-1.7\n%%EOF\n"
        entry.sha256 = hashlib.sha256(content).hexdigest()
        entry.document.save("stuk.pdf", ContentFile(content))
    return [entry.pk]


def scenario_pk() -> list[Any]:
    return [CostScenario.objects.latest("pk").pk]


def legal_amount_pk() -> list[Any]:
    return [LegalAmount.objects.latest("pk").pk]


def commitment_pk() -> list[Any]:
    return [Commitment.objects.latest("pk").pk]


def employer_pk() -> list[Any]:
    return [Employer.objects.latest("pk").pk]


def contact_point_pk() -> list[Any]:
    return [ContactPoint.objects.latest("pk").pk]


def works_council_pk() -> list[Any]:
    return [WorksCouncil.objects.latest("pk").pk]


def cao_pk() -> list[Any]:
    return [CaoAgreement.objects.latest("pk").pk]


def sector_pk() -> list[Any]:
    in_use = SectorList.objects.in_force(timezone.localdate())
    assert in_use is not None
    return [in_use.sectors.all()[0].pk]


def year_with_figures() -> list[Any]:
    return [RealisationRevision.objects.latest("imported_at").year]


def report_year() -> list[Any]:
    return [AnnualReport.objects.get().year]


def report_text() -> list[Any]:
    """One that somebody wrote."""
    year, place = AnnualReport.objects.get().year, "kort"
    write_report_text(year, place, Person.objects.get(name="Secretariaat"), "Een goed jaar.")
    return [year, place]


def hengelos_copy() -> list[Any]:
    return [Delivery.objects.get(party__slug="hengelo").pk]


def last_minutes() -> Minutes:
    """The minutes of the last meeting, which lie for comment."""
    minutes: Minutes = Minutes.objects.latest("pk")
    return minutes


def last_minutes_meeting() -> list[Any]:
    return [last_minutes().meeting_id]


def last_minutes_text() -> list[Any]:
    return [last_minutes().texts.get(place="opening", is_internal=False).pk]


def hengelos_change() -> list[Any]:
    return [MinutesComment.objects.get(text__minutes=last_minutes()).pk]


def published_minutes() -> list[Any]:
    return [Minutes.objects.filter(published_at__isnull=False).latest("pk").meeting_id]


DRAFT, TODAY, SUBMITTED = (
    meeting(state) for state in (MeetingState.DRAFT, MeetingState.CONVENED, MeetingState.SUBMITTED)
)
