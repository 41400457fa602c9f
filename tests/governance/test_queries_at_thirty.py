"""Pages that list things ask as much of the database at thirty rows as at one: those without such a test elsewhere."""

from __future__ import annotations

import pytest

from governance.actions import (
    PointDraft,
    arrive,
    close_vote,
    convene_meeting,
    open_meeting,
    submit_meeting,
    write_proposal,
)
from governance.actions.agreement import draft_agreement
from governance.actions.changes import prepare_proposal, send_changes
from governance.actions.follow_up import record_uptake
from governance.enums import AgendaItemKind, UptakeKind
from governance.models import Article, Decision, Meeting, Party
from governance.permissions import today
from tests.governance.factories import LATE, Board, cast, decide_item, draft_board_meeting, make_open_vote
from tests.governance.readers import as_, count_queries, url

pytestmark = pytest.mark.django_db


def points(count: int, words: str = "Het bestuur besluit.") -> list[PointDraft]:
    return [PointDraft(str(number), words) for number in range(1, count + 1)]


def called(board: Board, count: int) -> Meeting:
    """A called meeting with so many items to decide on, each with one other text prepared after the call."""
    meeting = draft_board_meeting(board, proposals=count)
    meeting = convene_meeting(submit_meeting(meeting, board.secretary), board.chair, late_reason=LATE)
    for item in meeting.items.filter(kind=AgendaItemKind.DECIDE):
        prepare_proposal(
            item, board.secretary, title=item.title, article=board.article, points=points(1, "Anders.")
        )
    return meeting


@pytest.mark.parametrize("name", ["meeting_changes", "agenda_version", "meeting_detail"])
def test_pages_of_a_changed_agenda(board: Board, name: str) -> None:
    counts = set()
    for size in (1, 30):
        meeting = called(board, size)
        if name == "agenda_version":
            send_changes(meeting, board.secretary, "Herzien")
        arguments = [meeting.pk, 2] if name == "agenda_version" else [meeting.pk]
        counts.add(count_queries(as_(board.secretary), url(name, *arguments)))
    assert len(counts) == 1


def test_versions_vote_and_article_at_thirty_points(board: Board) -> None:
    client, counts = as_(board.secretary), []
    for size in (1, 30):
        meeting = draft_board_meeting(board)
        item = decide_item(meeting)
        write_proposal(item, title="X", article=board.article, points=points(size), by=board.secretary)
        convene_meeting(submit_meeting(meeting, board.secretary), board.chair, late_reason=LATE)
        prepare_proposal(
            item, board.secretary, title="X", article=board.article, points=points(size, "Anders.")
        )
        send_changes(meeting, board.secretary, "Herzien")
        meeting = open_meeting(meeting, board.secretary)
        arrive(meeting, board.seats["uwv"], board.holders["uwv"], board.secretary)
        vote = make_open_vote(board, meeting)
        cast(vote, board.holders["uwv"], "for")
        close_vote(vote, board.secretary)
        party = Party.objects.get(slug="almelo")
        for decision in vote.decisions.all():
            record_uptake(
                decision,
                party,
                board.secretary,
                kind=UptakeKind.COLLEGE,
                taken_on=today(),
                reference="B1",
            )
        addresses = (
            url("party_detail", party.slug),
            url("proposal_versions", item.proposal.pk),
            vote.get_absolute_url(),
            board.article.get_absolute_url(),
            url("meeting_detail", meeting.pk),
        )
        counts.append([count_queries(client, address) for address in addresses])
    assert Decision.objects.filter(article=board.article).count() > 30
    assert counts[0] == counts[1]


def test_two_versions_of_the_agreement_compared(board: Board) -> None:
    draft = draft_agreement(board.secretary)
    few = count_queries(as_(board.chair), url("agreement_compare"))
    Article.objects.bulk_create(
        Article(version=draft, number=number, title="X", text="Y") for number in range(50, 80)
    )
    assert count_queries(as_(board.chair), url("agreement_compare")) == few
