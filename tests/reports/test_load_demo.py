"""`manage.py load_demo`: whatever the day, a meeting to run, a year to report on, and nothing that passes for real."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from pypdf import PdfReader

from governance import actions
from governance.enums import (
    AdoptableState,
    AgendaItemKind,
    AmendmentState,
    MeetingState,
    NoteKind,
    VoteMethod,
    VoteState,
)
from governance.models import (
    AgreementVersion,
    Amendment,
    BallotEntry,
    Decision,
    Evaluation,
    LedgerEvent,
    Meeting,
    Minutes,
    MinutesComment,
    OwedMail,
    Paper,
    Party,
    Person,
    Recusal,
    Seat,
    SeatTerm,
    ViceChairTerm,
    Vote,
)
from governance.queries.comparison import differences
from governance.queries.meetings import without_proposal
from instruments.models import Catalogue, DossierEntry, LoonwaardeMethod
from quotum.models import (
    Allocation,
    CountRevision,
    QuarterRemark,
    RealisationRevision,
    SectorList,
    Signal,
    WorkplaceRevision,
)
from reports.demo.agendas import EXTENSION_DECIDED_IN
from reports.demo.calendar import Calendar
from reports.demo.loonwaarde import METHODS
from reports.models import Contribution
from tests.reports.demo_days import DAYS
from tests.reports.demo_roles import ROLES
from tests.reports.rows import OURS
from werkbedrijf.lib.canonical import canonical_json, plain_facts

pytestmark = pytest.mark.django_db  # by this mark pytest-django knows that the file needs a database at all


def today_meeting(demo: Calendar) -> Meeting:
    return Meeting.objects.get(state=MeetingState.CONVENED)


def test_demo_shows_every_way_to_decide(demo: Calendar) -> None:
    """A hamerstuk with dissent, a vote on paper, a seat that takes no part, a choice that two people took down."""
    decided = Vote.objects.filter(state=VoteState.CLOSED, meeting__is_example=True)
    hammered = decided.get(method=VoteMethod.NO_VOTE, seats__notes__isnull=False)
    assert [note.kind for line in hammered.seats.all() for note in line.notes.all()] == [NoteKind.DISSENT]
    assert decided.get(method=VoteMethod.PAPER).decisions.count() == 1
    assert decided.get(seats__recused=True).outcome["recused"] == 1
    entry = BallotEntry.objects.get(vote_seat__vote__in=decided)
    assert entry.ballot is not None
    assert entry.ballot.cast_by_id != entry.entered_by_id
    assert Meeting.objects.get(state=MeetingState.CONVENED).items.filter(kind=AgendaItemKind.HAMMER).exists()


def test_one_meeting_is_convened_for_the_day_itself(demo: Calendar) -> None:
    meeting = today_meeting(demo)
    assert meeting.day == demo.today
    kinds = set(meeting.items.values_list("kind", flat=True))
    assert kinds == set(AgendaItemKind)


def test_meeting_of_the_day_carries_the_allocation_of_next_year(demo: Calendar) -> None:
    allocation = Allocation.objects.get(year=demo.next_year)
    assert allocation.state == AdoptableState.PROPOSED
    assert allocation.decision_point is not None
    assert allocation.decision_point.proposal.item.meeting == today_meeting(demo)


def test_meeting_of_the_day_can_be_run_to_a_decision(demo: Calendar) -> None:
    allocation = Allocation.objects.get(year=demo.next_year)
    assert allocation.decision_point is not None
    with transaction.atomic():
        secretary = Person.objects.get(name="Secretariaat")
        meeting = today_meeting(demo)
        meeting = actions.open_meeting(meeting, secretary, now=meeting.starts_at)
        terms = SeatTerm.objects.filter(capacity="holder").select_related("seat", "person")
        for term in terms:
            actions.arrive(meeting, term.seat, term.person, secretary)
        vote = actions.open_vote(allocation.decision_point.proposal.item, secretary)
        for term in terms:
            actions.cast_ballot(
                vote, term.person, "for", text_sha256=vote.proposal_version.sha256, request_key=uuid4()
            )
        actions.close_vote(vote, secretary)
        allocation.refresh_from_db()
        assert allocation.is_adopted
        transaction.set_rollback(True)


def test_next_meeting_is_in_preparation_and_misses_a_proposal(demo: Calendar) -> None:
    meeting = Meeting.objects.get(state=MeetingState.DRAFT)
    assert meeting.day >= demo.today + timedelta(weeks=4)
    assert len(without_proposal(meeting)) == 1


def test_board_met_in_every_quarter_of_the_last_year_and_a_half(demo: Calendar) -> None:
    held = [meeting.day for meeting in Meeting.objects.filter(state=MeetingState.CLOSED)]
    quarters = {(day.year, (day.month + 2) // 3) for day in held}
    day, expected = demo.today - timedelta(days=548), set()
    while (day.year, (day.month + 2) // 3) != (demo.today.year, (demo.today.month + 2) // 3):
        expected.add((day.year, (day.month + 2) // 3))
        day += timedelta(days=30)
    assert expected <= quarters
    assert {(demo.last_year, number) for number in (1, 2, 3, 4)} <= quarters
    assert max(held) < demo.today


def test_last_year_and_this_year_were_allocated_before_they_began(demo: Calendar) -> None:
    for year in (demo.last_year, demo.this_year):
        allocation: Allocation = Allocation.objects.adopted().get(year=year)
        assert allocation.decision is not None
        assert allocation.decision.year == year - 1
        assert sum(share.jobs for share in allocation.shares.all()) == allocation.total


def test_figures_are_in_up_to_what_is_known_on_the_day(demo: Calendar) -> None:
    revisions = RealisationRevision.objects.all()
    assert sorted({f"{r.year}-{r.quarter}" for r in revisions}) == DAYS[demo.today]
    assert max(r.published_on for r in revisions) <= demo.today


def test_sectors_and_municipalities_add_up_to_the_same(demo: Calendar) -> None:
    latest = RealisationRevision.objects.counting()
    totals: dict[tuple[int, int], set[int]] = {}
    for revision in latest:
        parts = revision.detail.details if revision.dimension == "detail" else revision.figures
        found = sum(part.count for part in parts.all())
        totals.setdefault((revision.year, revision.quarter), set()).add(found)
    assert latest.count() == 4 * len(totals) + 1  # the newest quarter in detail as well
    assert {len(found) for found in totals.values()} == {1}


def test_one_quarter_was_delivered_again(demo: Calendar) -> None:
    again = RealisationRevision.objects.filter(number=2)
    assert {(r.year, r.quarter, r.dimension) for r in again} == {
        (demo.last_year, 1, "sector"),
        (demo.last_year, 1, "municipality"),
        (demo.last_year, 1, "group"),
        (demo.last_year, 1, "side"),
    }


def test_newest_quarter_has_a_signal_a_remark_and_counts_all_marked(demo: Calendar) -> None:
    newest = DAYS[demo.today][-1]
    for rows in (Signal.objects.all(), QuarterRemark.objects.all()):
        assert {f"{row.year}-{row.quarter}" for row in rows} == {newest}
        assert all(row.is_example for row in rows)
    assert newest in {f"{one.year}-{one.quarter}" for one in CountRevision.objects.filter(is_example=True)}
    assert not CountRevision.objects.filter(is_example=False).exists()


def test_last_year_shows_every_way_in_which_a_vote_can_end(demo: Calendar) -> None:
    votes = Vote.objects.filter(meeting__starts_at__year=demo.last_year)
    ended = set(votes.filter(state=VoteState.CLOSED).values_list("result", "decided_by"))
    assert ended >= {
        ("adopted", "chair"),
        ("adopted", "vice_chair"),
        ("adopted", "majority"),
        ("rejected", "majority"),
    }
    assert votes.filter(state=VoteState.BROKEN_OFF).count() == 1


def test_vice_chair_and_base_package_are_adopted_by_decision(demo: Calendar) -> None:
    assert ViceChairTerm.objects.in_force(demo.today).seat.slug == "hengelo"
    catalogue = Catalogue.objects.in_force(demo.today, "catalogue")
    assert catalogue.number == 1
    assert catalogue.decision is not None


def test_the_points_of_2014_come_back_as_a_proposal(demo: Calendar) -> None:
    proposal = Catalogue.objects.in_force(demo.today, "catalogue").decision.point.proposal
    assert list(proposal.points.values_list("number", flat=True)) == [
        *("1", "2", "3", "3a", "3b", "3c", "3d", "3e", "4", "5", "6", "7", "7a", "7b")
    ]
    assert proposal.costs
    assert proposal.points.filter(decision__isnull=False).count() == 14


def test_an_adopted_amendment_led_to_the_text_that_was_decided(demo: Calendar) -> None:
    for amendment in Amendment.objects.all():
        assert amendment.state == AmendmentState.ADOPTED
        assert amendment.point.decision.text == amendment.new_text
        assert amendment.point.decision.vote.proposal_version == amendment.result_version
        assert not amendment.votes.get().decisions.exists()
    assert Amendment.objects.count() == (1 if demo.today.month > 9 else 0)


def test_minutes_are_adopted_by_the_next_meeting_and_the_last_lie_for_comment(demo: Calendar) -> None:
    *earlier, last = Minutes.objects.order_by("meeting__starts_at")
    assert len(earlier) + 1 == len(demo.held_in)
    assert all(minutes.is_adopted and minutes.is_published for minutes in earlier)
    assert last.takes_comments(demo.today)
    assert MinutesComment.objects.get(text__minutes=last).is_open


def test_decisions_are_numbered_without_gaps(demo: Calendar) -> None:
    for year in set(Decision.objects.values_list("year", flat=True)):
        numbers = list(
            Decision.objects.filter(year=year)
            .order_by("number_in_year")
            .values_list("number_in_year", flat=True)
        )
        assert numbers == list(range(1, len(numbers) + 1))


def test_every_party_has_contributed_hours_last_year(demo: Calendar) -> None:
    contributed = Contribution.objects.filter(year=demo.last_year, delivered_hours__gt=0)
    assert set(contributed.values_list("party__name", flat=True)) == set(
        Party.objects.values_list("name", flat=True)
    )
    assert not Contribution.objects.filter(year=demo.this_year, delivered_hours__isnull=False).exists()


def test_all_that_is_invented_says_so(demo: Calendar) -> None:
    real = [
        str(row)
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if any(field.name == "is_example" for field in model._meta.fields)
        for row in model._base_manager.filter(is_example=False)
    ]
    facts = (
        AgreementVersion.objects.get(number=1),
        Catalogue.objects.get(number=1),
        Evaluation.objects.get(),
        SectorList.objects.get(version=1),
        WorkplaceRevision.objects.get(),
        *DossierEntry.objects.filter(entered_by=None),
        *LoonwaardeMethod.objects.filter(slug__in=[*METHODS, "uniforme-loonwaardemethodiek"]),
    )
    assert sorted(real) == sorted(map(str, facts))


def test_people_are_roles_without_password(demo: Calendar) -> None:
    councils = {f"Griffie gemeenteraad {party.name}" for party in Party.objects.municipalities()}
    people = Person.objects.all()
    assert sorted(person.name for person in people) == sorted(ROLES | councils)
    for person in people:
        assert person.is_demo
        assert person.email.endswith("@voorbeeld.example")
        assert not person.has_usable_password()


def test_every_seat_has_a_holder_on_the_day_and_now(demo: Calendar) -> None:
    for day in (demo.today, timezone.localdate()):
        held = SeatTerm.objects.current(day).filter(capacity="holder").values_list("seat", flat=True)
        assert sorted(held) == sorted(Seat.objects.values_list("pk", flat=True))


def test_agreement_is_in_force_on_the_day(demo: Calendar) -> None:
    version = AgreementVersion.objects.in_force(demo.today)
    assert version.ends_on >= demo.today
    assert version.is_example is (demo.today.year > 2026)
    assert AgreementVersion.objects.count() == (2 if demo.today.year > 2026 else 1)


def test_extension_differs_from_the_agreement_in_article_13_only(demo: Calendar) -> None:
    if demo.today.year <= 2026:
        assert not AgreementVersion.objects.filter(number=2).exists()
        return
    first, second = (
        dict(AgreementVersion.objects.get(number=number).articles.values_list("number", "text"))
        for number in (1, 2)
    )
    assert {number for number in first if first[number] != second[number]} == {13}
    assert Decision.objects.filter(title="Verlenging van de overeenkomst", year=2026).count() == 1


def test_extension_was_adopted_by_a_meeting_that_the_example_reaches_back_to(demo: Calendar) -> None:
    version = AgreementVersion.objects.filter(number=2).first()
    if version is None:
        assert demo.today.year <= 2026
        return
    reaches_back = EXTENSION_DECIDED_IN in demo.held_in
    assert version.is_founding is not reaches_back
    assert (version.decision is not None) is reaches_back


def test_base_package_is_followed_party_by_party(demo: Calendar) -> None:
    decision = Catalogue.objects.in_force(demo.today, "catalogue").decision
    assert sorted(decision.uptakes.values_list("party__slug", flat=True)) == [
        "almelo",
        "enschede",
        "hengelo",
        "uwv",
    ]
    assert sorted(decision.consents.values_list("state", flat=True)) == ["agreed", "asked", "asked", "asked"]


def test_ledger_is_one_chain_in_the_order_of_time(demo: Calendar) -> None:
    events = list(LedgerEvent.objects.order_by("sequence"))
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert [event.previous_sha256 for event in events] == ["0" * 64, *(e.sha256 for e in events[:-1])]
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert timezone.localdate(events[-1].at) <= demo.today


def test_ledger_of_the_example_names_nobody_and_gives_no_reason(demo: Calendar) -> None:
    facts = [canonical_json(event.facts) for event in LedgerEvent.objects.all()]
    people = Person.objects.values_list("name", "email")
    reasons = Recusal.objects.values_list("reason", flat=True)
    secrets = {*(word for person in people for word in person), *reasons}
    assert len(secrets) > 40
    assert [fact for fact in facts if "@" in fact or any(word in fact for word in secrets)] == []
    for event in LedgerEvent.objects.all():
        plain_facts(event.facts)


def test_ledger_of_the_example_is_what_the_tables_say(demo: Calendar) -> None:
    assert list(differences()) == []


def test_nothing_is_owed_by_mail_to_people_who_do_not_exist(demo: Calendar) -> None:
    assert not OwedMail.objects.exists()


def test_allocation_of_the_day_has_a_deviation_with_its_reason(demo: Calendar) -> None:
    (deviation,) = Allocation.objects.get(year=demo.next_year).deviations.select_related("giver", "receiver")
    assert (deviation.giver.code, deviation.receiver.code, deviation.jobs) == ("M-N", "B-E", 3)
    assert "uitzendbureau" in deviation.reason


def test_meeting_of_the_day_has_two_papers_with_the_figures(demo: Calendar) -> None:
    papers = Paper.objects.filter(item__meeting=today_meeting(demo))
    texts = [
        " ".join(PdfReader(paper.file).pages[0].extract_text().split()) for paper in papers.order_by("pk")
    ]
    allocation = Allocation.objects.get(year=demo.next_year)
    assert len(texts) == 2
    assert "Nieuwe banen per kwartaal" in texts[0]
    for part in (
        f"Verdeling garantiebanen {demo.next_year}",
        f"{allocation.total} extra banen",
        "voorbeeldcijfer",
    ):
        assert part in texts[1]
    for share in allocation.shares.select_related("sector"):
        assert share.sector.name.split(",")[0] in texts[1]


def test_next_base_package_waits_as_a_draft(demo: Calendar) -> None:
    drafted = Catalogue.objects.get(state=AdoptableState.DRAFT)
    assert (drafted.number, drafted.is_example, drafted.unready()) == (2, True, "")
    described = dict(drafted.entries.values_list("slug", "is_described"))
    assert [one for one in described if described[one]] == [
        "proefplaatsing",
        "loonkostenvoordeel-banenafspraak",
    ]
    assert "premiekorting-jongeren" not in described
