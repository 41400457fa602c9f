"""A new version of the agreement: drafted from the last, fixed once proposed, in force by a decision."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import close_vote, convene_meeting, submit_meeting
from governance.actions.agreement import (
    change_agreement,
    delete_agreement,
    draft_agreement,
    prepare_extension,
    write_article,
    years_later,
)
from governance.enums import AdoptableState, MeetingState
from governance.models import AgreementVersion, Article, LedgerEvent, Meeting
from governance.permissions import today
from tests.governance.factories import (
    Board,
    cast_all,
    draft_board_meeting,
    make_meeting,
    make_open_vote,
)
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def _ends(day: date) -> AgreementVersion:
    AgreementVersion.objects.update(ends_on=day)
    return AgreementVersion.objects.get()


def test_draft_agreement_copies_title_term_and_articles_and_begins_tomorrow(board: Board) -> None:
    last = _ends(date(2027, 12, 31))
    draft = draft_agreement(board.secretary, now=NOW)
    assert (draft.number, draft.state, draft.title) == (2, AdoptableState.DRAFT, last.title)
    assert (draft.in_force_from, draft.ends_on) == (date(2026, 11, 24), date(2027, 12, 31))
    assert list(draft.articles.values_list("number", "title", "text")) == list(
        last.articles.values_list("number", "title", "text")
    )
    assert LedgerEvent.objects.filter(kind="agreement_drafted").count() == 1


def test_draft_agreement_that_extends_follows_on_and_runs_five_years_longer(board: Board) -> None:
    _ends(date(2026, 12, 31))
    draft = draft_agreement(board.secretary, extends=True, now=NOW)
    assert (draft.in_force_from, draft.ends_on) == (date(2027, 1, 1), date(2031, 12, 31))
    assert draft.articles.get(number=13).text.endswith("tot en met 31 december 2031.")


def test_draft_agreement_after_the_end_begins_tomorrow_and_ends_later(board: Board) -> None:
    _ends(date(2020, 12, 31))
    draft = draft_agreement(board.secretary, now=NOW)
    assert (draft.in_force_from, draft.ends_on) == (date(2026, 11, 24), date(2030, 12, 31))


def test_draft_agreement_beside_another_draft_is_refused(board: Board) -> None:
    draft_agreement(board.secretary)
    with pytest.raises(Conflict, match="Versie 2 wacht"):
        draft_agreement(board.secretary)


def test_draft_agreement_by_a_member_is_refused(board: Board) -> None:
    with pytest.raises(NotAllowed):
        draft_agreement(board.chair)


@pytest.mark.parametrize(
    ("starts", "ends", "message"),
    [
        (date(2027, 1, 1), date(2027, 1, 1), "eindigt na de dag"),
        (date(2014, 1, 1), date(2030, 1, 1), "Laat deze versie later ingaan"),
    ],
)
def test_change_agreement_with_an_impossible_term_is_refused(
    board: Board, starts: date, ends: date, message: str
) -> None:
    draft = draft_agreement(board.secretary)
    with pytest.raises(DomainError, match=message):
        change_agreement(draft, board.secretary, title="X", in_force_from=starts, ends_on=ends)


def test_write_article_changes_the_draft_and_not_the_version_in_force(board: Board) -> None:
    draft = draft_agreement(board.secretary)
    write_article(draft, board.secretary, number=6, title="Besluiten", text="Anders.")
    added = write_article(draft, board.secretary, title="Slot", text="Nieuw.")
    assert added.number == 14
    assert draft.articles.get(number=6).text == "Anders."
    assert Article.objects.get(version__number=1, number=6).text == "Strekking van 6."
    with pytest.raises(DomainError, match="geen artikel 40"):
        write_article(draft, board.secretary, number=40, title="X", text="Y")


def test_everything_of_a_version_is_refused_from_proposed_on(board: Board) -> None:
    draft = draft_agreement(board.secretary)
    make_meeting(board, adopts=[draft], state=MeetingState.CONVENED)
    draft.refresh_from_db()
    assert draft.state == AdoptableState.PROPOSED
    with pytest.raises(Conflict, match="ligt vast"):
        write_article(draft, board.secretary, number=6, title="X", text="Y")
    with pytest.raises(Conflict, match="ligt vast"):
        change_agreement(
            draft, board.secretary, title="X", in_force_from=date(2040, 1, 1), ends_on=date(2041, 1, 1)
        )
    with pytest.raises(Conflict, match="ligt vast"):
        delete_agreement(draft, board.secretary)


def test_version_in_a_draft_proposal_can_be_changed_but_not_deleted(board: Board) -> None:
    draft = draft_agreement(board.secretary)
    meeting = draft_board_meeting(board, adopts=[draft], starts_at=timezone.now() + timedelta(days=10))
    draft.refresh_from_db()
    write_article(draft, board.secretary, number=6, title="Besluiten", text="Anders.")
    with pytest.raises(Conflict, match="staat in een voorstel"):
        delete_agreement(draft, board.secretary)
    convene_meeting(submit_meeting(meeting, board.secretary), board.chair)
    draft.refresh_from_db()
    assert draft.content()["articles"][5]["text"] == "Anders."
    assert draft.content_sha256 == draft.compute_hash()


def test_version_adopted_by_decision_holds_from_its_own_day_and_older_votes_keep_theirs(board: Board) -> None:
    draft = draft_agreement(board.secretary)
    starts = draft.in_force_from
    meeting = make_meeting(board, adopts=[draft])
    vote = make_open_vote(board, meeting)
    cast_all(vote, board, "vvvvvvvv")
    vote = close_vote(vote, board.secretary)
    draft.refresh_from_db()
    assert (draft.state, draft.decision, draft.in_force_from) == (
        AdoptableState.ADOPTED,
        vote.decisions.get(),
        starts,
    )
    assert starts is not None
    assert AgreementVersion.objects.in_force(today()).number == 1
    assert AgreementVersion.objects.in_force(starts).number == 2
    assert vote.agreement.number == 1
    assert vote.decisions.get().article.version.number == 1


def test_rejected_version_is_a_draft_again(board: Board) -> None:
    draft = draft_agreement(board.secretary)
    vote = make_open_vote(board, make_meeting(board, adopts=[draft]))
    cast_all(vote, board, "tttttttt")
    close_vote(vote, board.secretary)
    draft.refresh_from_db()
    assert (draft.state, draft.decision_point) == (AdoptableState.DRAFT, None)
    delete_agreement(draft, board.secretary)
    assert AgreementVersion.objects.get().number == 1
    assert Article.objects.count() == 13


def test_prepare_extension_puts_a_proposal_on_the_draft_agenda_that_carries_the_version(board: Board) -> None:
    _ends(date(today().year, 12, 31))
    meeting = draft_board_meeting(board)
    item = prepare_extension(meeting, board.secretary)
    point = item.proposal.points.get()
    version = AgreementVersion.objects.get(number=2)
    assert version.decision_point == point
    assert item.proposal.article == Article.objects.get(version__number=1, number=13)
    assert version.ends_on == date(today().year + 5, 12, 31)
    with pytest.raises(Conflict, match="staat in een voorstel"):
        prepare_extension(meeting, board.secretary)


def test_prepare_extension_uses_the_draft_that_is_there(board: Board) -> None:
    _ends(date(today().year, 12, 31))
    draft = draft_agreement(board.secretary, extends=True)
    item = prepare_extension(draft_board_meeting(board), board.secretary)
    draft.refresh_from_db()
    assert draft.decision_point == item.proposal.points.get()
    assert AgreementVersion.objects.count() == 2


def test_prepare_extension_with_a_draft_that_runs_no_longer_is_refused_and_leaves_nothing(
    board: Board,
) -> None:
    draft_agreement(board.secretary)
    meeting = draft_board_meeting(board)
    items = meeting.items.count()
    with pytest.raises(Conflict, match="niet langer loopt"):
        prepare_extension(meeting, board.secretary)
    assert Meeting.objects.get(pk=meeting.pk).items.count() == items


def test_prepare_extension_on_a_convened_agenda_is_refused(board: Board) -> None:
    meeting = make_meeting(board, state=MeetingState.CONVENED)
    with pytest.raises(Conflict):
        prepare_extension(meeting, board.secretary)
    assert AgreementVersion.objects.count() == 1


def test_years_later_of_a_leap_day_is_the_last_of_february() -> None:
    assert years_later(date(2028, 2, 29), 5) == date(2033, 2, 28)


def test_agreement_ends_after_start_refuses_a_version_that_ends_when_it_begins(board: Board) -> None:
    with pytest.raises(IntegrityError, match="agreement_ends_after_start"), transaction.atomic():
        AgreementVersion.objects.create(
            number=9, title="X", in_force_from=date(2030, 1, 1), ends_on=date(2030, 1, 1)
        )


def test_agreementversion_adopted_by_decision_refuses_one_that_somebody_just_saved(board: Board) -> None:
    with pytest.raises(IntegrityError, match="agreementversion_adopted_by_decision"), transaction.atomic():
        AgreementVersion.objects.create(
            number=9,
            title="X",
            in_force_from=date(2030, 1, 1),
            ends_on=date(2031, 1, 1),
            state=AdoptableState.ADOPTED,
        )


def test_article_number_unique_refuses_a_second_article_six(board: Board) -> None:
    # SQLite names the columns of a unique constraint, PostgreSQL its name.
    with pytest.raises(IntegrityError, match="article_number_unique|version_id"), transaction.atomic():
        Article.objects.create(version=AgreementVersion.objects.get(), number=6, title="X", text="Y")
