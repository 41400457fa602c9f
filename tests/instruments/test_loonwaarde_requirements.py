"""Requirements, judgements and choice: in that order, each in force by a decision only, and who sees them when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from governance.enums import Role
from governance.models import LedgerEvent
from governance.queries.comparison import differences
from instruments.actions.assessments import Judged, assess, write_method
from instruments.actions.choices import delete_choice, write_choice
from instruments.actions.requirements import (
    change_requirement_set,
    delete_requirement,
    delete_requirement_set,
    draft_requirement_set,
    write_requirement,
)
from instruments.domain.requirements import law_sentence
from instruments.enums import ChoiceForm, Judgement
from instruments.loading import load_dossier
from instruments.models import Assessment, LoonwaardeMethod, MethodChoice, Requirement, RequirementSet
from instruments.permissions import visible_assessments
from instruments.queries.requirements import choice_lines, method_on
from tests.governance.factories import Board, make_meeting, make_person
from tests.governance.readers import as_, count_queries, text
from tests.instruments.loonwaarde import (
    CHEAP,
    FAST,
    VALIDATED,
    adopt,
    adopted_requirements,
    draft_choice,
    draft_requirements,
    judge,
)
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

pytestmark = pytest.mark.django_db

OVERVIEW = reverse("instruments:loonwaarde_overview")


def address(name: str, *args: Any) -> str:
    return reverse(f"instruments:{name}", args=args)


@pytest.fixture
def werkplein(board: Board) -> Any:
    return make_person("Werkplein", Role.WERKPLEIN_STAFF)


def test_requirements_are_in_force_by_a_decision_only(board: Board) -> None:
    drafted = draft_requirements(board)
    assert RequirementSet.objects.in_force(date(2099, 1, 1)) is None
    adopt(board, drafted)
    assert RequirementSet.objects.in_force(date(2099, 1, 1)) == drafted
    with pytest.raises(Conflict, match="ligt vast"):
        change_requirement_set(drafted, board.secretary, title="Anders")
    with pytest.raises(Conflict, match="ligt vast"):
        delete_requirement(drafted.requirements.all()[0], board.secretary)


def test_next_version_begins_from_the_last(board: Board) -> None:
    first = adopted_requirements(board)
    second = draft_requirement_set(board.secretary)
    assert second.version == 2
    assert [row.content() for row in second.requirements.all()] == [
        row.content() for row in first.requirements.all()
    ]
    with pytest.raises(Conflict, match="nog een concept"):
        draft_requirement_set(board.secretary)
    delete_requirement_set(second, board.secretary)
    assert RequirementSet.objects.get() == first


def test_list_without_requirements_is_not_ready_for_a_proposal(board: Board) -> None:
    drafted = draft_requirement_set(board.secretary)
    assert "heeft nog geen eisen" in drafted.unready()
    assert draft_requirements_of(drafted, board).unready() == ""


def draft_requirements_of(drafted: RequirementSet, board: Board) -> RequirementSet:
    write_requirement(drafted, board.secretary, text="Eis", checked_by="toets", weight=None)
    return drafted


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": " "}, "Schrijf de eis"),
        ({"checked_by": ""}, "Schrijf de eis"),
        ({"weight": 6}, "heel getal van 1 tot en met 5"),
        ({"text": FAST}, "staat al in de lijst"),
    ],
)
def test_requirement_is_refused(board: Board, changes: dict[str, Any], words: str) -> None:
    drafted = draft_requirements(board)
    values = {"text": "Nieuw", "checked_by": "toets", "weight": 1} | changes
    with pytest.raises(DomainError, match=words):
        write_requirement(drafted, board.secretary, **values)


def test_draft_in_a_proposal_is_not_deleted(board: Board) -> None:
    drafted = draft_requirements(board)
    meeting = make_meeting(board, adopts=[drafted])
    drafted.refresh_from_db()
    with pytest.raises(Conflict):
        delete_requirement_set(drafted, board.secretary)
    assert meeting.items.exists()


def test_methods_are_judged_after_the_requirements_are_adopted(board: Board) -> None:
    drafted = draft_requirements(board)
    with pytest.raises(Conflict, match="als de eisen zijn vastgesteld"):
        judge(board, drafted, "dariuz", "vvv")
    adopt(board, drafted)
    assert judge(board, drafted, "dariuz", "vd.") == 2
    assert judge(board, drafted, "dariuz", "vvv") == 2  # the first was the same
    assert [event.facts["judgement"] for event in LedgerEvent.objects.filter(kind="method_assessed")] == [
        "meets",
        "partly",
        "meets",
        "meets",
    ]


def test_judgement_is_taken_back_and_one_without_evidence_refused(board: Board) -> None:
    adopted = adopted_requirements(board)
    judge(board, adopted, "uwv", "vvv")
    first, method = adopted.requirements.all()[0], LoonwaardeMethod.objects.get(slug="uwv")
    assess(method, adopted, board.secretary, judged={first.pk: Judged(None)})
    assert Assessment.objects.count() == 2
    with pytest.raises(DomainError, match="waaruit het oordeel blijkt"):
        assess(method, adopted, board.secretary, judged={first.pk: Judged(Judgement.MEETS, " ")})
    assert [line for line in differences() if line.startswith("Beoordeling")] == []


def test_choice_waits_for_musts_that_are_met(board: Board) -> None:
    adopted = adopted_requirements(board)
    choice = draft_choice(board, adopted)
    assert "staat niet vast" in choice.unready()
    judge(board, adopted, "dariuz", "dvv")
    assert "staat niet vast" in choice.unready()
    judge(board, adopted, "dariuz", "vnn")
    assert choice.unready() == ""


def test_choice_rests_on_adopted_requirements(board: Board) -> None:
    assert "nog niet zijn vastgesteld" in draft_choice(board, draft_requirements(board)).unready()


def test_judgements_are_fixed_once_a_choice_rests_on_them(board: Board) -> None:
    adopted = adopted_requirements(board)
    judge(board, adopted, "dariuz", "vvv")
    choice = draft_choice(board, adopted)
    adopt(board, choice)
    with pytest.raises(Conflict, match="voorgesteld"):
        judge(board, adopted, "uwv", "vvv")
    assert choice.compute_hash() == choice.content_sha256


def test_choice_after_the_national_method_never_counted(board: Board) -> None:
    adopted = adopted_requirements(board)
    judge(board, adopted, "dariuz", "vvv")
    choice = draft_choice(board, adopted)
    adopt(board, choice)
    assert choice_lines(board.secretary)[0].days is None
    assert "Zonder gevolg" in as_(board.chair).get(choice.get_absolute_url()).text
    MethodChoice.objects.filter(pk=choice.pk).update(in_force_from=date(2015, 2, 1))
    assert choice_lines(board.secretary)[0].days == (date(2015, 2, 1), date(2021, 6, 30))
    assert "telde van 1 februari 2015 tot en met 30 juni 2021" in text(as_(board.chair).get(OVERVIEW).text)


def test_method_on_a_day_is_the_choice_and_since_july_2021_the_law(board: Board) -> None:
    adopted = adopted_requirements(board)
    judge(board, adopted, "dariuz", "vvv")
    choice = draft_choice(board, adopted)
    adopt(board, choice)
    MethodChoice.objects.filter(pk=choice.pk).update(in_force_from=date(2015, 2, 1))
    assert method_on(date(2015, 1, 31)).choice is None
    assert method_on(date(2021, 6, 30)).choice == choice
    now = method_on(date(2021, 7, 1))
    assert (now.choice, now.by_law) == (None, LoonwaardeMethod.objects.get(is_national=True))


def test_choice_for_requirements_has_no_method(board: Board) -> None:
    adopted = adopted_requirements(board)
    values: dict[str, Any] = {"requirement_set": adopted, "reasons": "Vrij"}
    dariuz = LoonwaardeMethod.objects.get(slug="dariuz")
    for form, method in ((ChoiceForm.REQUIREMENTS, dariuz), (ChoiceForm.BRAND, None)):
        with pytest.raises(DomainError, match="Kies bij één systeem of merk een methode"):
            write_choice(board.secretary, form=form, method=method, **values)
    choice = write_choice(board.secretary, form=ChoiceForm.REQUIREMENTS, method=None, **values)
    assert choice.unready() == ""
    assert str(choice) == "elke methode die aan de eisen voldoet"
    delete_choice(choice, board.secretary)
    assert not MethodChoice.objects.exists()


def test_only_the_secretariat_writes(board: Board, werkplein: Any) -> None:
    adopted = adopted_requirements(board)
    draft = draft_requirement_set(board.secretary)
    choice = draft_choice(board, adopted)
    for person in (board.chair, werkplein):
        for act in (
            lambda: draft_requirement_set(person),  # noqa: B023
            lambda: change_requirement_set(draft, person, title="Anders"),  # noqa: B023
            lambda: write_requirement(draft, person, text="Nieuw", checked_by="x", weight=1),  # noqa: B023
            lambda: write_method(person, name="Nieuw"),  # noqa: B023
            lambda: delete_choice(choice, person),  # noqa: B023
            lambda: delete_requirement_set(draft, person),  # noqa: B023
        ):
            with pytest.raises(NotAllowed):
                act()


def test_draft_and_judgements_are_papers_until_the_board_has_chosen(board: Board, werkplein: Any) -> None:
    adopted = adopted_requirements(board)
    judge(board, adopted, "dariuz", "vvv")
    choice, draft = draft_choice(board, adopted), draft_requirement_set(board.secretary)
    reader = as_(werkplein)
    for hidden in (choice.get_absolute_url(), draft.get_absolute_url()):
        assert reader.get(hidden).status_code == 404
    assert "rapport over dariuz" in as_(board.chair).get(adopted.get_absolute_url()).text
    assert "rapport over dariuz" not in reader.get(adopted.get_absolute_url()).text
    assert not visible_assessments(werkplein).exists()
    adopt(board, choice)
    assert "rapport over dariuz" in reader.get(adopted.get_absolute_url()).text


def test_overview_leaves_out_what_a_reader_may_not_see(board: Board, werkplein: Any) -> None:
    draft = draft_requirements(board)
    assert draft.get_absolute_url() in as_(board.chair).get(OVERVIEW).text
    page = as_(werkplein).get(OVERVIEW).text
    assert draft.get_absolute_url() not in page
    assert "Uniforme Loonwaarde Methodiek" in page


def test_pages_draft_change_and_judge(board: Board) -> None:
    client = as_(board.secretary)
    client.post(address("requirement_set_draft"))
    drafted = RequirementSet.objects.get()
    new = address("requirement_create", 1)
    assert client.post(new, {"text": VALIDATED, "weight": "must"}).status_code == 422
    client.post(new, {"text": VALIDATED, "checked_by": "rapport", "weight": "must"})
    client.post(new, {"text": CHEAP, "checked_by": "offerte", "weight": "3"})
    assert [row.weight for row in drafted.requirements.all()] == [None, 3]
    cheap = drafted.requirements.get(weight=3)
    change = address("requirement_edit", 1, cheap.pk)
    assert "offerte" in client.get(change).text
    client.post(change, {"text": CHEAP, "checked_by": "offerte", "weight": "2"})
    client.post(address("requirement_set_edit", 1), {"title": "Onze eisen", "introduction": "Waarom"})
    page = text(client.get(drafted.get_absolute_url()).text)
    assert "Onze eisen" in page and "gewicht 2" in page
    client.post(address("requirement_delete", 1, cheap.pk))
    assert Requirement.objects.count() == 1
    adopt(board, drafted)
    assert client.get(new).status_code == 403
    assert "harde eis" in client.get(drafted.get_absolute_url()).text


def test_page_of_a_judgement_keeps_what_was_typed(board: Board) -> None:
    adopted, client = adopted_requirements(board), as_(board.secretary)
    must, fast, _ = adopted.requirements.all()
    judging = address("method_assess", 1, "dariuz")
    data = {f"judgement_{must.pk}": "meets", f"evidence_{fast.pk}": "nog te doen"}
    answer = client.post(judging, data)
    assert answer.status_code == 422
    assert "Noem waaruit het oordeel blijkt." in answer.text and "nog te doen" in answer.text
    assert client.post(judging, data | {f"evidence_{must.pk}": "rapport"}).status_code == 303
    assert Assessment.objects.get().judgement == "meets"
    assert "Alleen Dariuz voldoet aan alle harde eisen." in client.get(adopted.get_absolute_url()).text
    assert client.get(address("method_assess", 1, "uniforme-loonwaardemethodiek")).status_code == 404


def test_pages_write_a_method_and_a_choice(board: Board) -> None:
    client = as_(board.secretary)
    assert client.get(address("choice_create")).status_code == 303  # no requirements yet
    adopted = adopted_requirements(board)
    assert client.post(address("method_create"), {"name": "Dariuz"}).status_code == 422
    client.post(address("method_create"), {"name": "Nieuwe methode", "supplier": "Iemand"})
    assert client.get(address("method_edit", "nieuwe-methode")).status_code == 200
    client.post(address("method_edit", "nieuwe-methode"), {"name": "Andere naam"})
    method = LoonwaardeMethod.objects.get(slug="nieuwe-methode")
    assert method.name == "Andere naam"
    data = {"requirement_set": adopted.pk, "form": "brand", "reasons": "Werkgevers"}
    assert client.post(address("choice_create"), data).status_code == 422
    client.post(address("choice_create"), data | {"method": method.pk})
    choice = MethodChoice.objects.get()
    assert "Nog niet klaar voor een voorstel" in client.get(choice.get_absolute_url()).text
    client.post(address("choice_edit", 1), data | {"form": "requirements"})
    choice.refresh_from_db()
    assert choice.method is None
    client.post(address("choice_delete", 1))
    assert not MethodChoice.objects.exists()


def test_requirements_and_dossier_are_found_by_who_may_see_them(board: Board, werkplein: Any) -> None:
    load_dossier()
    draft = draft_requirements(board)
    search = reverse("search")
    assert draft.get_absolute_url() in as_(board.chair).get(search, {"q": "gevalideerd"}).text
    assert draft.get_absolute_url() not in as_(werkplein).get(search, {"q": "gevalideerd"}).text
    assert f"{address('dossier')}#regel-" in as_(werkplein).get(search, {"q": "aanbesteed"}).text


def test_requirements_say_that_the_law_goes_first(board: Board) -> None:
    page = as_(board.chair).get(adopted_requirements(board).get_absolute_url()).text
    assert "Vanaf 1 juli 2021 schrijft de wet één methode voor" in page
    assert law_sentence(date(2021, 6, 30)) == ""


def test_constraints(board: Board) -> None:
    adopted = adopted_requirements(board)
    judge(board, adopted, "dariuz", "vvv")
    draft_choice(board, adopted)
    for rows, values, name in (
        (Requirement.objects.filter(text=FAST), {"weight": 6}, "requirement_weight"),
        (Requirement.objects.filter(text=FAST), {"checked_by": ""}, "requirement_says_what_and_how"),
        (Requirement.objects.filter(text=FAST), {"text": CHEAP}, "requirement_unique|text"),
        (Assessment.objects.all(), {"evidence": ""}, "assessment_has_evidence"),
        (MethodChoice.objects.all(), {"method": None}, "methodchoice_method_fits_form"),
        (LoonwaardeMethod.objects.all(), {"is_national": True}, "method_one_national|is_national"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            rows.update(**values)


def test_queries_do_not_grow_with_the_lists(board: Board) -> None:
    client, counts, places = as_(board.secretary), [], []
    adopted = adopted_requirements(board)
    for size in (1, 30):
        for place in range(size):
            write_method(board.secretary, name=f"Methode {size} {place}")
            judge(board, adopted, f"methode-{size}-{place}", "vvv")
            draft_choice(board, adopted, f"methode-{size}-{place}")
        places.append(count_queries(client, OVERVIEW))
        counts.append(count_queries(client, adopted.get_absolute_url()))
    assert counts[0] == counts[1]
    assert places[0] == places[1]
