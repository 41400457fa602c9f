"""Evaluations of the agreement: records with findings per article, written by the secretariat, read by everybody."""

from __future__ import annotations

from datetime import date

import pytest

from governance.actions.agreement import draft_agreement
from governance.actions.evaluations import delete_finding, write_evaluation, write_finding
from governance.models import AgreementVersion, Article, Evaluation, Finding, LedgerEvent
from tests.governance.factories import Board
from tests.governance.readers import as_, count_queries, make_outsiders, page, text, url
from werkbedrijf.lib.errors import DomainError, NotAllowed


def _evaluation(board: Board) -> Evaluation:
    return write_evaluation(
        board.secretary, title="Herfst 2015", period="herfst 2015", held_on=date(2015, 11, 2)
    )


def _article(number: int) -> Article:
    return Article.objects.get(version__number=1, number=number)


def test_write_evaluation_is_about_the_version_in_force_that_day(board: Board) -> None:
    draft_agreement(board.secretary)
    evaluation = _evaluation(board)
    assert evaluation.agreement.number == 1
    changed = write_evaluation(board.secretary, title="Anders", period="2015", evaluation=evaluation)
    assert (changed.pk, changed.title, changed.held_on) == (evaluation.pk, "Anders", None)
    kinds = list(LedgerEvent.objects.filter(kind__startswith="evaluation").values_list("kind", flat=True))
    assert sorted(kinds) == ["evaluation_added", "evaluation_changed"]


def test_write_finding_on_an_article_or_in_general(board: Board) -> None:
    evaluation = _evaluation(board)
    write_finding(evaluation, board.secretary, text="Duidelijk.", article=_article(6))
    write_finding(evaluation, board.secretary, text="Goed.", follow_up="Geen.")
    assert list(evaluation.findings.values_list("article__number", "text")) == [
        (6, "Duidelijk."),
        (None, "Goed."),
    ]


def test_write_finding_on_an_article_of_another_version_is_refused(board: Board) -> None:
    other = draft_agreement(board.secretary).articles.get(number=6)
    with pytest.raises(DomainError, match="niet in de versie"):
        write_finding(_evaluation(board), board.secretary, text="X", article=other)


def test_evaluations_are_written_by_the_secretariat_only(board: Board) -> None:
    evaluation = _evaluation(board)
    finding = write_finding(evaluation, board.secretary, text="X")
    with pytest.raises(NotAllowed):
        write_evaluation(board.chair, title="X", period="Y")
    with pytest.raises(NotAllowed):
        write_finding(evaluation, board.chair, text="X")
    with pytest.raises(NotAllowed):
        delete_finding(finding, board.chair)
    delete_finding(finding, board.secretary)
    assert not Finding.objects.exists()


def test_article_page_names_what_evaluations_found_about_it(board: Board) -> None:
    write_finding(_evaluation(board), board.secretary, text="De beslisregel werkt.", article=_article(6))
    assert "De beslisregel werkt." in page(board.chair, "article_detail", 1, 6)
    assert "De beslisregel werkt." not in page(board.chair, "article_detail", 1, 7)


def test_council_reads_an_evaluation_and_cannot_change_it(board: Board) -> None:
    evaluation = _evaluation(board)
    council = make_outsiders(board)[0]
    shown = text(page(council, "evaluation_detail", evaluation.pk))
    assert "Herfst 2015" in shown
    assert "Evaluatie wijzigen" not in shown
    assert as_(council).post(url("finding_create", evaluation.pk), {"text": "X"}).status_code == 403


def test_secretariat_records_an_evaluation_and_a_finding_once_each(board: Board) -> None:
    browser = as_(board.secretary)
    values = {"title": "Najaar", "period": "2015", "held_on": "", "summary": "", "form_key": "a" * 32}
    first = browser.post(url("evaluation_create"), values)
    assert first.status_code == 303
    assert browser.post(url("evaluation_create"), values)["Location"] == first["Location"]
    evaluation = Evaluation.objects.get()
    answer = browser.post(
        url("finding_create", evaluation.pk),
        {"article": _article(6).pk, "text": "Helder.", "follow_up": "", "form_key": "b" * 32},
    )
    assert answer["Location"] == url("evaluation_detail", evaluation.pk)
    finding = Finding.objects.get()
    answer = browser.post(
        url("finding_edit", finding.pk), {"article": "", "text": "Anders.", "form_key": "c" * 32}
    )
    finding.refresh_from_db()
    assert (finding.article, finding.text) == (None, "Anders.")
    assert browser.post(url("finding_delete", finding.pk)).status_code == 303
    assert not Finding.objects.exists()


def test_finding_without_words_keeps_what_was_typed(board: Board) -> None:
    evaluation = _evaluation(board)
    answer = as_(board.secretary).post(
        url("finding_create", evaluation.pk), {"text": "", "follow_up": "Getypt vervolg"}
    )
    assert answer.status_code == 422
    assert "Getypt vervolg" in answer.content.decode()


def test_evaluation_list_asks_as_much_of_the_database_at_30_rows_as_at_one(board: Board) -> None:
    evaluation = _evaluation(board)
    browser = as_(board.secretary)
    few = count_queries(browser, url("evaluation_list"))
    Evaluation.objects.bulk_create(
        Evaluation(title=f"E{n}", period="x", agreement=AgreementVersion.objects.get()) for n in range(30)
    )
    assert count_queries(browser, url("evaluation_list")) == few
    detail = url("evaluation_detail", evaluation.pk)
    write_finding(evaluation, board.secretary, text="X", article=_article(1))
    few = count_queries(browser, detail)
    for number in range(1, 13):
        write_finding(evaluation, board.secretary, text="X", article=_article(number))
    assert count_queries(browser, detail) == few
