"""Writing a proposal: its head, its points, and what they would adopt; nothing typed is lost on the way."""

from __future__ import annotations

from datetime import date

import pytest

from governance.actions import PointDraft, add_item, change_item, remove_proposal, write_proposal
from governance.enums import AgendaItemKind, MeetingState
from governance.models import AgendaItem, AgreementVersion, Article, Proposal
from governance.models.agreement import FOUNDING
from tests.governance.factories import Board, decide_item, draft_board_meeting, make_draft, make_meeting
from tests.governance.readers import as_, make_observer, make_outsiders, url


@pytest.fixture
def item(board: Board) -> AgendaItem:
    """An item to decide on, without a proposal."""
    meeting = draft_board_meeting(board, proposals=0)
    return add_item(meeting, kind=AgendaItemKind.DECIDE, title="Vicevoorzitter kiezen")


def form(board: Board, *points: tuple[str, str, str], **head: str) -> dict[str, str]:
    """What the page sends: the head, and points of (number, text, what it adopts)."""
    data = {
        "title": "Keuze",
        "article": str(board.article.pk),
        "considerations": "Waarom.",
        "act": "save",
        "punt-TOTAL_FORMS": str(len(points)),
        "punt-INITIAL_FORMS": "0",
    }
    for index, values in enumerate(points):
        for name, value in zip(("number", "text", "adopts"), values, strict=True):
            data[f"punt-{index}-{name}"] = value
    return {**data, **head}


def points(item: AgendaItem) -> list[tuple[str, str]]:
    proposal = Proposal.objects.get(item=item)
    return list(proposal.points.order_by("position").values_list("number", "text"))


def shown(response: object) -> list[tuple[str, str]]:
    """The points as the form shows them."""
    return [(p["number"].value(), p["text"].value()) for p in response.context["points"]]  # type: ignore[attr-defined]


def test_proposal_edit_starts_with_one_empty_point(board: Board, item: AgendaItem) -> None:
    response = as_(board.secretary).get(url("proposal_edit", item.pk))
    assert shown(response) == [("1", "")]
    assert response.context["form"]["title"].value() == "Vicevoorzitter kiezen"


def test_proposal_edit_saves_with_points_and_draft(board: Board, item: AgendaItem) -> None:
    draft = make_draft(board)
    data = form(
        board, ("1", "Wij kiezen.", f"governance.vicechairterm:{draft.pk}"), ("2a", "Wij melden het.", "")
    )
    response = as_(board.secretary).post(url("proposal_edit", item.pk), data)
    assert response.status_code == 303
    assert points(item) == [("1", "Wij kiezen."), ("2a", "Wij melden het.")]
    draft.refresh_from_db()
    assert draft.decision_point is not None
    assert (draft.decision_point.number, draft.decision_point.proposal.item) == ("1", item)


def test_proposal_edit_again_shows_and_replaces(board: Board, item: AgendaItem) -> None:
    draft = make_draft(board)
    client = as_(board.secretary)
    key = f"governance.vicechairterm:{draft.pk}"
    client.post(url("proposal_edit", item.pk), form(board, ("1", "Wij kiezen.", key)))
    response = client.get(url("proposal_edit", item.pk))
    assert shown(response) == [("1", "Wij kiezen.")]
    assert response.context["points"][0]["adopts"].value() == key
    client.post(url("proposal_edit", item.pk), form(board, ("3", "Anders.", "")))
    assert points(item) == [("3", "Anders.")]
    draft.refresh_from_db()
    assert draft.decision_point is None


def test_proposal_edit_sent_twice_is_one(board: Board, item: AgendaItem) -> None:
    client = as_(board.secretary)
    for _ in range(2):
        client.post(url("proposal_edit", item.pk), form(board, ("1", "Wij kiezen.", "")))
    assert points(item) == [("1", "Wij kiezen.")]


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("add", [("1", "eerste"), ("2", "tweede"), ("3", "derde"), ("4", "")]),
        ("remove-1", [("1", "eerste"), ("2", "derde")]),
        ("up-1", [("1", "tweede"), ("2", "eerste"), ("3", "derde")]),
        ("down-1", [("1", "eerste"), ("2", "derde"), ("3", "tweede")]),
        ("up-0", [("1", "eerste"), ("2", "tweede"), ("3", "derde")]),
        ("remove-7", [("1", "eerste"), ("2", "tweede"), ("3", "derde")]),
        ("onzin", [("1", "eerste"), ("2", "tweede"), ("3", "derde")]),
    ],
)
def test_proposal_edit_rearranges_without_saving(
    board: Board, item: AgendaItem, act: str, expected: list[tuple[str, str]]
) -> None:
    data = form(board, ("1", "eerste", ""), ("2", "tweede", ""), ("3", "derde", ""), act=act, title="Half af")
    response = as_(board.secretary).post(url("proposal_edit", item.pk), data)
    assert response.status_code == 200
    assert shown(response) == expected
    assert response.context["form"]["title"].value() == "Half af"
    assert 'data-unsaved="changed"' in response.content.decode()
    assert not Proposal.objects.filter(item=item).exists()


def test_proposal_edit_rearranging_keeps_choices_and_faults(board: Board, item: AgendaItem) -> None:
    key = f"governance.vicechairterm:{make_draft(board).pk}"
    data = form(board, ("x", "", ""), ("2", "tweede", key), act="up-1", article="", considerations="Lang")
    response = as_(board.secretary).post(url("proposal_edit", item.pk), data)
    first, second = response.context["points"]
    assert (first["number"].value(), first["adopts"].value()) == ("x", key)
    assert (second["number"].value(), second["text"].value()) == ("2", "")
    assert response.context["form"]["considerations"].value() == "Lang"


def test_proposal_edit_moved_point_keeps_the_focus(board: Board, item: AgendaItem) -> None:
    data = form(board, ("1", "eerste", ""), ("2", "tweede", ""), ("3", "derde", ""), act="up-2")
    page = as_(board.secretary).post(url("proposal_edit", item.pk), data).content.decode()
    assert page.count(" autofocus") == 1
    assert 'value="up-1" autofocus' in page


REFUSED = [
    ([("1", "", "")], {}, "Schrijf wat het bestuur besluit"),
    ([("een", "Tekst", "")], {}, "Een nummer is bijvoorbeeld 1 of 3a."),
    ([("", "Tekst", "")], {}, "Geef dit beslispunt een nummer."),
    ([("1", "Tekst", ""), ("1", "Nog een", "")], {}, "Dit nummer komt al voor."),
    ([("1", "Tekst", "governance.vicechairterm:999999")], {}, "Dit concept is niet meer vrij."),
    ([("1", "Tekst", "governance.person:1")], {}, "Dit concept is niet meer vrij."),
    ([("1", "Tekst", "")], {"article": ""}, "Zonder bevoegdheid is er niets te besluiten."),
    ([("1", "Tekst", "")], {"article": "999999"}, "Dit artikel staat niet in de overeenkomst"),
    ([("1", "Tekst", "")], {"title": ""}, "Geef het voorstel een titel."),
    ([], {}, "minstens één beslispunt"),
    ([("", "", "")], {}, "minstens één beslispunt"),
]


@pytest.mark.parametrize(("typed", "head", "message"), REFUSED)
def test_proposal_edit_refused_saves_nothing_and_keeps_text(
    board: Board, item: AgendaItem, typed: list[tuple[str, str, str]], head: dict[str, str], message: str
) -> None:
    data = form(board, *typed, **{"considerations": "Een lange afweging", **head})
    response = as_(board.secretary).post(url("proposal_edit", item.pk), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert "Een lange afweging" in page
    for _, text, _ in typed:
        assert text in page
    assert not Proposal.objects.filter(item=item).exists()


def test_proposal_edit_one_draft_under_two_points(board: Board, item: AgendaItem) -> None:
    key = f"governance.vicechairterm:{make_draft(board).pk}"
    response = as_(board.secretary).post(
        url("proposal_edit", item.pk), form(board, ("1", "Een", key), ("2", "Twee", key))
    )
    assert response.status_code == 422
    assert "Dit staat al onder een ander beslispunt." in response.content.decode()


def test_proposal_edit_broken_form_is_refused(board: Board, item: AgendaItem) -> None:
    data = form(board, ("1", "Tekst", ""))
    for total in ("", "x", "-1", "100000"):
        response = as_(board.secretary).post(
            url("proposal_edit", item.pk), {**data, "punt-TOTAL_FORMS": total}
        )
        assert response.status_code == 422, total
    assert not Proposal.objects.filter(item=item).exists()


def test_proposal_edit_offers_only_free_drafts(board: Board, item: AgendaItem) -> None:
    free, own = make_draft(board, "almelo"), make_draft(board, "uwv")
    draft_board_meeting(board, adopts=[make_draft(board, "oldenzaal")])  # under another proposal
    make_meeting(board, state=MeetingState.CONVENED, adopts=[make_draft(board, "hellendoorn")])  # proposed
    write_proposal(
        item,
        title="Keuze",
        article=board.article,
        points=[PointDraft("1", "Ja.", (own,))],
        by=board.secretary,
    )
    response = as_(board.secretary).get(url("proposal_edit", item.pk))
    offered = {key for key, _ in response.context["points"][0].fields["adopts"].choices if key}
    assert offered == {f"governance.vicechairterm:{draft.pk}" for draft in (free, own)}


def test_proposal_edit_offers_drafts_of_every_kind(board: Board, item: AgendaItem) -> None:
    from instruments.models import Catalogue, InstrumentSide

    catalogue = Catalogue.objects.create(
        number=7, title="Basispakket", compiled_on=date(2026, 1, 1), subject="catalogue"
    )
    InstrumentSide.objects.create(
        entry=catalogue.entries.create(slug="a", name="A", position=1), provider="uwv"
    )
    response = as_(board.secretary).get(url("proposal_edit", item.pk))
    offered = dict(response.context["points"][0].fields["adopts"].choices)
    assert offered[f"instruments.catalogue:{catalogue.pk}"] == catalogue.effect_sentence()


def test_proposal_edit_keeps_several_drafts_under_one_point(board: Board, item: AgendaItem) -> None:
    drafts = (make_draft(board, "almelo"), make_draft(board, "uwv"))
    write_proposal(
        item,
        title="Keuze",
        article=board.article,
        points=[PointDraft("1", "Ja.", drafts)],
        by=board.secretary,
    )
    client = as_(board.secretary)
    key = client.get(url("proposal_edit", item.pk)).context["points"][0]["adopts"].value()
    assert (
        client.post(url("proposal_edit", item.pk), form(board, ("1", "Ja, beide.", key))).status_code == 303
    )
    assert points(item) == [("1", "Ja, beide.")]
    for draft in drafts:
        draft.refresh_from_db()
        assert draft.decision_point is not None


def test_proposal_edit_draft_taken_meanwhile(board: Board, item: AgendaItem) -> None:
    draft = make_draft(board)
    client = as_(board.secretary)
    client.get(url("proposal_edit", item.pk))
    draft_board_meeting(board, adopts=[draft])
    key = f"governance.vicechairterm:{draft.pk}"
    response = client.post(url("proposal_edit", item.pk), form(board, ("1", "Getypte tekst", key)))
    assert response.status_code == 422
    assert "Getypte tekst" in response.content.decode()


def test_proposal_edit_offers_articles_of_the_agreement_of_that_day(board: Board, item: AgendaItem) -> None:
    later = AgreementVersion.objects.create(
        number=2, title="Nieuwe", in_force_from=date(2090, 1, 1), ends_on=date(2099, 1, 1), **FOUNDING
    )
    article = Article.objects.create(version=later, number=1, title="Later", text="Later.")
    response = as_(board.secretary).get(url("proposal_edit", item.pk))
    offered = response.context["form"].fields["article"].queryset
    assert (offered.count(), article in offered) == (13, False)


def test_proposal_edit_of_an_item_that_is_not_to_decide(board: Board, item: AgendaItem) -> None:
    change_item(item, kind=AgendaItemKind.DISCUSS)
    response = as_(board.secretary).get(url("proposal_edit", item.pk), follow=True)
    assert "Wijzig eerst de soort." in response.content.decode()


def test_proposal_delete_asks_first_and_frees_the_draft(board: Board) -> None:
    draft = make_draft(board)
    target = decide_item(draft_board_meeting(board, adopts=[draft]))
    client = as_(board.secretary)
    assert "Voorstel verwijderen?" in client.get(url("proposal_delete", target.pk)).content.decode()
    assert Proposal.objects.filter(item=target).exists()
    client.post(url("proposal_delete", target.pk))
    draft.refresh_from_db()
    assert (Proposal.objects.filter(item=target).exists(), draft.decision_point) == (False, None)


def test_proposal_delete_twice_is_harmless(board: Board) -> None:
    target = decide_item(draft_board_meeting(board))
    remove_proposal(target.proposal)
    response = as_(board.secretary).post(url("proposal_delete", target.pk), follow=True)
    assert "heeft geen voorstel (meer)" in response.content.decode()


@pytest.mark.parametrize("name", ["proposal_edit", "proposal_delete"])
def test_proposal_pages_for_others(board: Board, name: str) -> None:
    convened = decide_item(make_meeting(board, state=MeetingState.CONVENED))
    submitted = decide_item(make_meeting(board, state=MeetingState.SUBMITTED))
    data = form(board, ("1", "Gekaapt", ""))
    for person in (board.holders["almelo"], make_observer()):
        assert as_(person).post(url(name, convened.pk), data).status_code == 403
        assert as_(person).post(url(name, submitted.pk), data).status_code == 404
    assert as_(board.chair).post(url(name, submitted.pk), data).status_code == 403
    for person in make_outsiders(board):
        assert as_(person).get(url(name, convened.pk)).status_code == 404
    opened = decide_item(make_meeting(board))
    response = as_(board.secretary).post(url(name, opened.pk), data, follow=True)
    assert "de agenda ligt vast" in response.content.decode()
    assert [points(i) for i in (convened, submitted, opened)] == [
        [("1", "Het bestuur stemt in met onderwerp 1.")]
    ] * 3
