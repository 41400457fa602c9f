"""The marktbewerkingsplan (M7, M12): written by several people, its figures stored, adopted in part by the board."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import add_item, convene_meeting, submit_meeting
from governance.actions.writing import TextMoved
from governance.enums import AdoptableState, AgendaItemKind
from governance.models import OwedMail
from governance.queries.comparison import differences
from reports.actions.market_plan import (
    comment_chapter,
    delete_market_plan,
    give_chapter,
    mark_chapter,
    settle_comment,
    start_market_plan,
    write_chapter,
)
from reports.actions.market_plan_course import propose_market_plan, ready_market_plan, reopen_market_plan
from reports.actions.plan_actions import note_progress
from reports.enums import ChapterKind, ChapterState, PlanPartKind, ProgressState, Treatment
from reports.models import MarketPlan, MarketPlanPart, PlanAction, PlanChapter, PlanComment
from reports.permissions.market_plan import visible_plan_parts, visible_plans
from reports.queries.market_plan import (
    chapters_to_write,
    figures_moved,
    plan_document,
    plan_of_year,
    plan_to_show,
)
from tests.reports.factories import Twente
from tests.reports.information import staff_of
from tests.reports.plans import (
    WRITTEN,
    YEAR,
    adopted_plan,
    chapter_of,
    decide,
    open_meeting_of,
    prepared_meeting,
    proposed_plan,
    record_contact,
    write_all,
    written_plan,
)
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed


def begun(twente: Twente) -> MarketPlan:
    return start_market_plan(YEAR, twente.secretary, now=WRITTEN)


def states(plan: MarketPlan) -> dict[str, str]:
    return dict(plan.parts.values_list("kind", "state"))


def test_plan_begins_with_eight_chapters_in_two_parts(twente: Twente) -> None:
    plan = begun(twente)
    found = PlanChapter.objects.filter(part__plan=plan).values_list("part__kind", "kind")
    assert sorted(found) == sorted(
        ("jobs" if kind == "allocation" else "rest", kind.value) for kind in ChapterKind
    )


def test_plan_is_not_begun_by_a_member(twente: Twente) -> None:
    with pytest.raises(NotAllowed):
        start_market_plan(YEAR, twente.member)


def test_second_version_beside_one_that_is_written_is_refused(twente: Twente) -> None:
    begun(twente)
    with pytest.raises(Conflict, match="nog niet klaar"):
        start_market_plan(YEAR, twente.secretary)


def test_plan_begins_with_the_texts_of_the_year_before(twente: Twente) -> None:
    last = start_market_plan(YEAR - 1, twente.secretary)
    brand = give_chapter(chapter_of(last, "brand"), twente.secretary, twente.member)
    write_chapter(brand, twente.member, "Eén naam.")
    brand = chapter_of(begun(twente), "brand")
    assert (brand.text, brand.author, brand.state) == ("Eén naam.", twente.member, "to_do")
    assert list(differences()) == []


def test_chapter_is_written_by_who_got_it(twente: Twente) -> None:
    staff = staff_of("almelo")
    brand = give_chapter(chapter_of(begun(twente), "brand"), twente.secretary, staff)
    written = write_chapter(brand, staff, "Eén naam.", 0)
    assert (written.text, written.state, written.changed_by) == ("Eén naam.", "writing", staff)


def test_who_gets_a_chapter_from_another_hears_it_once(twente: Twente) -> None:
    chapter = chapter_of(start_market_plan(YEAR, twente.secretary), "brand")
    for _ in range(2):
        give_chapter(chapter, twente.secretary, twente.member)
    mail = OwedMail.objects.get(reference__startswith=f"hoofdstuk-{chapter.pk}-gegeven-")
    assert mail.person == twente.member
    assert mail.subject == f"Marktbewerkingsplan {YEAR}: u schrijft “{chapter}”"
    assert f"/{YEAR}/1/hoofdstuk-2/" in mail.body


def test_who_takes_a_chapter_or_is_of_the_example_gets_no_mail(twente: Twente) -> None:
    plan = start_market_plan(YEAR, twente.secretary)
    give_chapter(chapter_of(plan, "brand"), twente.secretary, twente.secretary)
    twente.member.is_demo = True
    twente.member.save(update_fields=["is_demo"])
    give_chapter(chapter_of(plan, "actions"), twente.secretary, twente.member)
    assert not OwedMail.objects.filter(reference__startswith="hoofdstuk-").exists()


def test_chapter_is_not_written_by_somebody_else(twente: Twente) -> None:
    with pytest.raises(NotAllowed, match="wie het kreeg"):
        write_chapter(chapter_of(begun(twente), "brand"), twente.member, "Eén naam.")


def test_chapter_is_not_given_to_a_council(twente: Twente) -> None:
    with pytest.raises(DomainError, match="werkt niet mee"):
        give_chapter(chapter_of(begun(twente), "brand"), twente.secretary, twente.readers["almelo"])


def test_later_of_two_savers_sees_both_texts(twente: Twente) -> None:
    brand = give_chapter(chapter_of(begun(twente), "brand"), twente.secretary, twente.member)
    write_chapter(brand, twente.member, "De tekst van het lid.", 0)
    with pytest.raises(TextMoved) as moved:
        write_chapter(brand, twente.secretary, "De tekst van het secretariaat.", 0)
    assert (moved.value.stored, moved.value.version) == ("De tekst van het lid.", 1)


def test_empty_chapter_is_not_ready(twente: Twente) -> None:
    with pytest.raises(DomainError, match="nog geen tekst"):
        mark_chapter(chapter_of(begun(twente), "brand"), twente.secretary, ChapterState.READY)


def test_ready_chapter_is_written_in_only_after_it_is_opened(twente: Twente) -> None:
    brand = chapter_of(written_plan(twente), "brand")
    with pytest.raises(Conflict, match="klaar gemeld"):
        write_chapter(brand, twente.secretary, "Anders.")
    mark_chapter(brand, twente.secretary, ChapterState.WRITING)
    assert write_chapter(brand, twente.secretary, "Anders.").text == "Anders."


def test_comment_is_settled_by_who_has_the_chapter(twente: Twente) -> None:
    brand = give_chapter(chapter_of(begun(twente), "brand"), twente.secretary, twente.member)
    comment = comment_chapter(brand, twente.observer, "Noem ook het logo.")
    assert settle_comment(comment, twente.member).settled_by == twente.member
    assert list(differences()) == []


def test_comment_is_not_settled_by_a_third(twente: Twente) -> None:
    comment = comment_chapter(chapter_of(begun(twente), "brand"), twente.observer, "Noem ook het logo.")
    with pytest.raises(NotAllowed):
        settle_comment(comment, twente.member)


def test_council_does_not_comment(twente: Twente) -> None:
    with pytest.raises(NotAllowed):
        comment_chapter(chapter_of(begun(twente), "brand"), twente.readers["almelo"], "Mooi.")


def test_plan_with_an_unfinished_chapter_is_not_put_ready(twente: Twente) -> None:
    plan = written_plan(twente)
    mark_chapter(chapter_of(plan, "brand"), twente.secretary, ChapterState.WRITING)
    with pytest.raises(Conflict, match="Nog niet klaar gemeld: Eén naam: Werkplein Twente"):
        ready_market_plan(plan, twente.secretary, Treatment.NOTE)


def test_plan_with_an_open_comment_is_not_put_ready(twente: Twente) -> None:
    plan = written_plan(twente)
    comment_chapter(chapter_of(plan, "brand"), twente.observer, "Noem ook het logo.")
    with pytest.raises(Conflict, match="1 opmerking is nog niet afgehandeld"):
        ready_market_plan(plan, twente.secretary, Treatment.NOTE)


def contacts_in(twente: Twente, plan: MarketPlan) -> list[tuple[str, date | None]]:
    """What the chapter on contact points shows of Almelo in its first row, and since when it is stored."""
    document = plan_document(twente.secretary, plan, timezone.localdate())
    line = next(one for one in document.chapters if one.chapter.kind == ChapterKind.CONTACTS)
    return [(table.rows[0][1], table.frozen_on) for table in line.tables]


def test_figures_go_along_until_the_plan_is_put_ready(twente: Twente) -> None:
    plan = written_plan(twente)
    assert contacts_in(twente, plan) == []
    record_contact(twente)
    assert contacts_in(twente, plan) == [("Werkgeversteam zorg", None)]
    ready_market_plan(plan, twente.secretary, Treatment.NOTE, now=datetime(2026, 11, 2, 9, tzinfo=UTC))
    record_contact(twente, "Werkgeversteam wonen en zorg")
    assert contacts_in(twente, plan) == [("Werkgeversteam zorg", date(2026, 11, 2))]
    assert list(differences()) == []


def test_stored_figures_that_moved_are_pointed_out(twente: Twente) -> None:
    plan = written_plan(twente)
    record_contact(twente)
    ready_market_plan(plan, twente.secretary, Treatment.NOTE)
    document = plan_document(twente.secretary, plan, timezone.localdate())
    assert figures_moved(twente.secretary, document, timezone.localdate()) == []
    record_contact(twente, "Werkgeversteam wonen en zorg")
    assert figures_moved(twente.secretary, document, timezone.localdate()) == ["Aanspreekpunten"]


def test_ready_plan_is_written_in_only_after_it_is_opened_again(twente: Twente) -> None:
    plan = written_plan(twente)
    ready_market_plan(plan, twente.secretary, Treatment.NOTE)
    brand = chapter_of(plan, "brand")
    with pytest.raises(Conflict, match="staat klaar voor het bestuur"):
        mark_chapter(brand, twente.secretary, ChapterState.WRITING)
    reopen_market_plan(plan, twente.secretary)
    assert mark_chapter(brand, twente.secretary, ChapterState.WRITING).state == "writing"
    assert not PlanChapter.objects.filter(figures__isnull=False).exists()
    assert list(differences()) == []


def test_plan_in_a_proposal_is_not_opened_again(twente: Twente) -> None:
    plan = written_plan(twente)
    ready_market_plan(plan, twente.secretary, Treatment.NOTE)
    propose_market_plan(plan, prepared_meeting(twente), twente.secretary)
    with pytest.raises(Conflict, match="staat in een voorstel"):
        reopen_market_plan(plan, twente.secretary)


def test_open_plan_is_not_put_on_an_agenda(twente: Twente) -> None:
    plan = written_plan(twente)
    with pytest.raises(Conflict, match="Er staat niets klaar"):
        propose_market_plan(plan, prepared_meeting(twente), twente.secretary)


def test_proposal_has_a_point_for_each_part(twente: Twente) -> None:
    plan = proposed_plan(twente)
    points = [part.decision_point for part in plan.parts.order_by("kind")]
    assert [point.text for point in points if point] == [
        f"Het onderdeel garantiebanen van het marktbewerkingsplan {YEAR} wordt vastgesteld.",
        f"Het bestuur neemt kennis van de overige hoofdstukken van het marktbewerkingsplan {YEAR}.",
    ]
    assert states(plan) == {"jobs": "proposed", "rest": "proposed"}


def test_item_that_waits_for_the_plan_gets_its_proposal(twente: Twente) -> None:
    plan = written_plan(twente)
    ready_market_plan(plan, twente.secretary, Treatment.NOTE)
    meeting = prepared_meeting(twente)
    waiting = add_item(meeting, kind=AgendaItemKind.DISCUSS, title=str(plan))
    item = propose_market_plan(plan, meeting, twente.secretary)
    assert (item, item.kind) == (waiting, AgendaItemKind.DECIDE)


def test_proposed_chapter_is_fixed_in_the_database(twente: Twente) -> None:
    plan = proposed_plan(twente)
    with pytest.raises(IntegrityError, match="fixed"), transaction.atomic():
        PlanChapter.objects.filter(part__plan=plan, kind="brand").update(text="Anders")
    with pytest.raises(IntegrityError, match="fixed"), transaction.atomic():
        PlanAction.objects.filter(plan=plan).update(what="Anders")


def test_board_adopts_the_jobs_and_takes_note_of_the_rest(twente: Twente) -> None:
    plan = adopted_plan(twente)
    words = {part.kind: part.state_word for part in plan.parts.all()}
    assert words == {"jobs": "vastgesteld", "rest": "voor kennisgeving aangenomen"}
    assert list(differences()) == []


def test_rest_can_be_adopted_too(twente: Twente) -> None:
    plan = adopted_plan(twente, Treatment.ADOPT)
    assert plan.parts.get(kind="rest").state_word == "vastgesteld"


def test_jobs_can_be_adopted_without_the_rest(twente: Twente) -> None:
    plan = proposed_plan(twente)
    open_meeting_of(twente, plan)
    decide(twente, plan, kind="jobs")
    decide(twente, plan, "tttttttt", kind="rest")
    assert states(plan) == {"jobs": "adopted", "rest": "draft"}
    reopen_market_plan(plan, twente.secretary)
    assert [part.is_open for part in plan.parts.order_by("kind")] == [False, True]
    assert list(differences()) == []


def test_next_version_takes_the_place_of_the_one_before(twente: Twente) -> None:
    first = adopted_plan(twente)
    second = start_market_plan(YEAR, twente.secretary)
    assert plan_to_show(twente.secretary, YEAR, timezone.localdate()) == first
    write_all(second, twente.secretary)
    ready_market_plan(second, twente.secretary, Treatment.NOTE)
    again = prepared_meeting(twente)
    propose_market_plan(second, again, twente.secretary)
    submit_meeting(again, twente.secretary)
    convene_meeting(again, twente.chair, late_reason="Spoed.")
    open_meeting_of(twente, second)
    decide(twente, second)
    assert plan_to_show(twente.secretary, YEAR, timezone.localdate()) == second
    assert list(differences()) == []


def test_plan_before_the_board_is_not_deleted(twente: Twente) -> None:
    with pytest.raises(Conflict, match="ligt vast"):
        delete_market_plan(proposed_plan(twente), twente.secretary)


def test_plan_that_is_written_can_be_deleted(twente: Twente) -> None:
    plan = written_plan(twente)
    comment_chapter(chapter_of(plan, "brand"), twente.observer, "Noem ook het logo.")
    delete_market_plan(plan, twente.secretary)
    assert not MarketPlan.objects.exists()
    assert list(differences()) == []


def test_chapter_waits_for_its_author_until_it_is_ready(twente: Twente) -> None:
    brand = give_chapter(chapter_of(begun(twente), "brand"), twente.secretary, twente.member)
    assert list(chapters_to_write(twente.member)) == [brand]
    write_chapter(brand, twente.member, "Eén naam.")
    mark_chapter(brand, twente.member, ChapterState.READY)
    assert not chapters_to_write(twente.member).exists()


def test_council_sees_only_what_the_board_dealt_with(twente: Twente) -> None:
    reader = twente.readers["almelo"]
    plan = proposed_plan(twente)
    assert not visible_plans(reader).exists()
    open_meeting_of(twente, plan)
    decide(twente, plan, kind="jobs")
    assert [part.kind for part in visible_plan_parts(reader)] == [PlanPartKind.JOBS]
    document = plan_document(reader, plan, timezone.localdate())
    assert [line.chapter.kind for line in document.chapters] == ["allocation"]


def test_staff_of_a_location_follows_the_writing(twente: Twente) -> None:
    plan = begun(twente)
    assert list(visible_plans(staff_of("hengelo"))) == [plan]


def test_verslag_gets_nothing_before_the_board_had_the_plan(twente: Twente) -> None:
    proposed_plan(twente)
    assert plan_of_year(YEAR) is None


def test_verslag_gets_the_plan_with_its_actions(twente: Twente) -> None:
    plan = adopted_plan(twente)
    note_progress(plan.actions.get(), twente.member, ProgressState.RUNNING, "Tien bezoeken gedaan.")
    found = plan_of_year(YEAR, date(YEAR, 12, 31))
    assert found is not None
    assert (found["title"], found["version"], found["done"], found["late"]) == (
        f"Marktbewerkingsplan {YEAR}",
        1,
        0,
        1,
    )
    assert found["rest_decision"]["words"] == "voor kennisgeving aangenomen"
    assert [(row["who"], row["state"], row["note"]) for row in found["actions"]] == [
        ("gemeente Almelo", "running", "Tien bezoeken gedaan.")
    ]


@pytest.mark.parametrize(
    ("model", "values", "constraint"),
    [
        (MarketPlanPart, {"treatment": "note"}, "marketplanpart_jobs_are_adopted"),
        (
            MarketPlanPart,
            {"state": AdoptableState.PROPOSED, "figures_at": WRITTEN},
            "marketplanpart_proposed_on_point",
        ),
        (MarketPlan, {"year": 2014}, "marketplan_has_year"),
        (PlanChapter, {"state": "ready", "text": ""}, "planchapter_ready_has_text"),
        (PlanComment, {"settled_at": WRITTEN}, "plancomment_settled_by_somebody"),
        (PlanComment, {"text": ""}, "plancomment_says_something"),
    ],
)
def test_constraint_holds(twente: Twente, model: type, values: dict[str, object], constraint: str) -> None:
    brand = chapter_of(begun(twente), "brand")
    comment_chapter(brand, twente.observer, "Noem ook het logo.")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.order_by("pk").filter(**({"kind": "jobs"} if model is MarketPlanPart else {})).update(
            **values
        )
