"""Reads of the marktbewerkingsplan: the years, one as a document, what waits for somebody, what the verslag needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from governance.domain.due import due_words
from governance.enums import AdoptableState
from governance.permissions import today, visible_meetings
from governance.queries.standings import in_force_ids
from reports.enums import ChapterKind, ChapterState, PlanPartKind, ProgressState
from reports.models import (
    MarketPlan,
    MarketPlanPart,
    PlanAction,
    PlanActionNote,
    PlanChapter,
    PlanComment,
)
from reports.permissions.market_plan import (
    can_write_chapter,
    own_plan_actions,
    visible_plan_parts,
    visible_plans,
)
from reports.queries.plan_figures import WITH_FIGURES, Block, plan_figures
from werkbedrijf.lib.dates import date_words, day_of
from werkbedrijf.web.words import matching

AHEAD = timedelta(days=28)  # an action that is due so soon stands on Overzicht
NOT_BEGUN = "nog niet begonnen"
PLAN_NAME = "marktbewerkingsplan"


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of a plan, whether it is what counts for its year now, and whether its agenda is open to the reader."""

    part: MarketPlanPart
    is_in_force: bool
    sees_agenda: bool = False

    @property
    def is_superseded(self) -> bool:
        return self.part.is_adopted and not self.is_in_force


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan with the parts that a reader may see."""

    plan: MarketPlan
    parts: tuple[PartLine, ...]

    @property
    def is_in_force(self) -> bool:
        return any(line.is_in_force for line in self.parts)

    @property
    def is_open(self) -> bool:
        return any(line.part.is_open for line in self.parts)


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A block of figures as components/table_scroll.html takes it. frozen_on: the day of stored ones; None: live."""

    key: str
    block: Block
    frozen_on: date | None

    @property
    def rows(self) -> list[list[str]]:
        return [[_cell(cell) for cell in row] for row in self.block["rows"]]


def _cell(value: str | int | None) -> str:
    if value is None:
        return "–"
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with how it stands: words, kind of badge, how late it is ("" when it is not), and what was told."""

    action: PlanAction
    state: str
    text: str
    kind: str
    late: str
    notes: tuple[PlanActionNote, ...]  # the last first

    @property
    def is_late(self) -> bool:
        return bool(self.late)


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """A chapter with its figures and, while it is being written, its comments."""

    chapter: PlanChapter
    tables: tuple[FigureTable, ...]
    lacks_figures: bool  # there are none where there should be some
    comments: tuple[PlanComment, ...]
    may_write: bool
    actions: tuple[ActionLine, ...] | None  # None: not the chapter with the actions

    @property
    def number(self) -> int:
        return self.chapter.outline.number

    @property
    def open_comments(self) -> int:
        return sum(not comment.is_settled for comment in self.comments)


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A plan as this person may read it, chapter by chapter."""

    line: PlanLine
    chapters: tuple[ChapterLine, ...]

    @property
    def plan(self) -> MarketPlan:
        return self.line.plan

    @property
    def ready(self) -> int:
        """How many chapters are ready."""
        return sum(line.chapter.is_ready for line in self.chapters)


def plan_lines(user: Any, on: date) -> list[PlanLine]:
    """Every plan that this person may see, the newest first. A few queries, whatever their number."""
    in_force = in_force_ids(MarketPlanPart, on)
    parts: dict[int, list[MarketPlanPart]] = {}
    for part in visible_plan_parts(user).select_related("plan", "decision").order_by("kind"):
        parts.setdefault(part.plan_id, []).append(part)
    return [_plan_line(plan, parts[plan.pk], in_force) for plan in visible_plans(user)]


def plan_line(user: Any, plan: MarketPlan, on: date) -> PlanLine:
    """One plan with the parts that this person may see."""
    parts = visible_plan_parts(user).filter(plan=plan).order_by("kind")
    found = parts.select_related("plan", "decision", "decision_point__proposal__item__meeting")
    open_to = set(visible_meetings(user).values_list("pk", flat=True))
    return _plan_line(plan, list(found), in_force_ids(MarketPlanPart, on), open_to)


def _plan_line(
    plan: MarketPlan,
    parts: Iterable[MarketPlanPart],
    in_force: set[int],
    open_to: Collection[int] = (),
) -> PlanLine:
    return PlanLine(
        plan,
        tuple(
            PartLine(part, part.pk in in_force, bool(open_to) and _meeting_of(part) in open_to)
            for part in parts
        ),
    )


def _meeting_of(part: MarketPlanPart) -> int | None:
    return part.decision_point.proposal.item.meeting_id if part.decision_point else None


def unfinished(plan: MarketPlan) -> list[str]:
    """What keeps the open parts of a plan from the board: chapters that are not ready, and comments that wait."""
    chapters = PlanChapter.objects.filter(part__plan=plan, part__state="draft", part__figures_at=None)
    waiting = chapters.annotate(waiting=Count("comments", filter=Q(comments__settled_at=None)))
    found = []
    for chapter in sorted(waiting, key=lambda row: row.outline.number):
        missing = [] if chapter.is_ready else ["nog niet klaar gemeld"]
        if chapter.waiting:
            missing.append(
                "1 opmerking open" if chapter.waiting == 1 else f"{chapter.waiting} opmerkingen open"
            )
        if missing:
            found.append(f"{chapter.outline.number}. {chapter} ({', '.join(missing)})")
    return found


def plan_to_show(user: Any, year: int, on: date) -> MarketPlan | None:
    """The plan that counts for a year, else the newest that this person may see."""
    lines = [line for line in plan_lines(user, on) if line.plan.year == year]
    counting = next((line.plan for line in lines if line.is_in_force), None)
    return counting or (lines[0].plan if lines else None)


def plan_document(
    user: Any, plan: MarketPlan, on: date, figures_of: Collection[str] = WITH_FIGURES
) -> PlanDocument:
    """The plan with texts, figures and actions. Figures are live while a part is open, else those stored with it.

    figures_of: the chapters whose figures are shown; collecting them all takes a few dozen queries.
    """
    line = plan_line(user, plan, on)
    shown = {one.part.pk: one.part for one in line.parts}
    comments: dict[int, list[PlanComment]] = {}
    for comment in PlanComment.objects.filter(chapter__part__in=shown).select_related(
        "person", "settled_by", "chapter"
    ):
        comments.setdefault(comment.chapter_id, []).append(comment)
    chapters = PlanChapter.objects.filter(part__in=shown).select_related("author", "changed_by")
    found = sorted(chapters, key=lambda row: row.outline.number)
    lines = []
    for chapter in found:
        chapter.part = shown[chapter.part_id]
        with_figures = chapter.kind in figures_of
        tables = tuple(_tables(user, chapter, on)) if with_figures else ()
        lines.append(
            ChapterLine(
                chapter,
                tables,
                with_figures and not tables,
                tuple(comments.get(chapter.pk, ())),
                can_write_chapter(user, chapter),
                tuple(action_lines(plan, on)) if chapter.kind == ChapterKind.ACTIONS else None,
            )
        )
    return PlanDocument(line, tuple(lines))


def _tables(user: Any, chapter: PlanChapter, on: date) -> list[FigureTable]:
    part = chapter.part
    if part.figures_at is None:
        blocks, frozen_on = plan_figures(user, part.plan.year, chapter.kind, on), None
    else:
        blocks, frozen_on = chapter.figures or [], day_of(part.figures_at)
    return [
        FigureTable(f"cijfers-{chapter.outline.number}-{place}", block, frozen_on)
        for place, block in enumerate(blocks, start=1)
    ]


def figures_moved(user: Any, document: PlanDocument, on: date) -> list[str]:
    """The chapters whose stored figures are not those of now, for who can still open them again."""
    return [
        str(line.chapter)
        for line in document.chapters
        if line.chapter.part.is_draft
        and not line.chapter.part.is_open
        and line.chapter.figures != plan_figures(user, document.plan.year, line.chapter.kind, on)
    ]


def action_lines(plan: MarketPlan, on: date) -> list[ActionLine]:
    """The actions of a plan, with what was told of each in any version for its year. Two queries."""
    told: dict[int, list[PlanActionNote]] = {}
    notes = PlanActionNote.objects.filter(action__plan__year=plan.year)
    for note in notes.select_related("action", "by").order_by("-pk"):
        told.setdefault(note.action.number, []).append(note)
    actions = plan.actions.select_related("person", "seat", "party").order_by("due_on", "number")
    return [_action_line(action, told.get(action.number, []), on) for action in actions]


def _action_line(action: PlanAction, notes: Sequence[PlanActionNote], on: date) -> ActionLine:
    state = notes[0].state if notes else ""
    is_late = state not in (ProgressState.DONE, ProgressState.DROPPED) and action.due_on < on
    kinds = {ProgressState.DONE.value: "success", ProgressState.RUNNING.value: "warning"}
    return ActionLine(
        action,
        state,
        ProgressState(state).label if state else NOT_BEGUN,
        "danger" if is_late else kinds.get(state, "neutral"),
        due_words(action.due_on, on) if is_late else "",
        tuple(notes),
    )


def action_line(action: PlanAction, on: date) -> ActionLine:
    """One action with what was told of it."""
    notes = PlanActionNote.objects.filter(
        action__plan__year=action.plan.year, action__number=action.number
    ).select_related("by")
    return _action_line(action, list(notes.order_by("-pk")), on)


def chapters_to_write(user: Any) -> QuerySet[PlanChapter]:
    """The chapters of this person that are not ready, in plans that are being written."""
    chapters = PlanChapter.objects.filter(
        author=user.pk, part__state=AdoptableState.DRAFT, part__figures_at=None
    ).exclude(state=ChapterState.READY)
    waiting = Count("comments", filter=Q(comments__settled_at=None))
    return chapters.select_related("part__plan").annotate(waiting=waiting).order_by("part__plan__year", "pk")


def actions_due(user: Any, on: date, *, everybody: bool = False) -> list[ActionLine]:
    """Unfinished actions of the plans that count, due within four weeks or late: the own ones, the most urgent first.

    everybody: only the late ones, of whoever does them.
    """
    in_force = in_force_ids(MarketPlanPart, on)
    counting = MarketPlanPart.objects.filter(pk__in=in_force, kind=PlanPartKind.REST)
    until = on - timedelta(days=1) if everybody else on + AHEAD
    actions = PlanAction.objects.filter(plan__parts__in=counting, due_on__lte=until)
    if not everybody:
        actions = actions.filter(own_plan_actions(user))
    found = list(actions.select_related("plan", "person", "seat", "party").order_by("due_on", "pk"))
    told: dict[tuple[int, int], list[PlanActionNote]] = {}
    years = {action.plan.year for action in found}
    for note in PlanActionNote.objects.filter(action__plan__year__in=years).select_related("action__plan"):
        told.setdefault((note.action.plan.year, note.action.number), []).insert(0, note)
    lines = [_action_line(action, told.get((action.plan.year, action.number), []), on) for action in found]
    return [line for line in lines if line.state not in (ProgressState.DONE, ProgressState.DROPPED)]


def found_chapters(user: Any, words: Sequence[str], every: bool) -> QuerySet[PlanChapter]:
    """Chapters of the plans that this person may see, by their text."""
    rows = PlanChapter.objects.filter(part__in=visible_plan_parts(user))
    found = matching(rows, ("text",), words, every=every)
    return found.select_related("part__plan").order_by("-part__plan__year", "-part__plan__version", "pk")


def named_plans(user: Any, words: Sequence[str]) -> QuerySet[MarketPlan] | None:
    """The plans that are asked for by their name, with or without a year; None when something else is asked."""
    years = [int(word) for word in words if word.isdecimal() and len(word) == 4]
    if PLAN_NAME not in words or len(words) != 1 + len(years):
        return None
    plans = visible_plans(user)
    return plans.filter(year__in=years) if years else plans


def is_under_way(year: int) -> bool:
    """Whether a plan of this year stands on an agenda, or the board had it."""
    return MarketPlanPart.objects.filter(plan__year=year).exclude(decision_point=None).exists()


def plan_of_year(year: int, on: date | None = None) -> dict[str, Any] | None:
    """What the verslag says of the plan that counts for a year on day `on`: text, whole numbers, booleans and None.

    None when the board dealt with no plan for that year. decision and rest_decision: None while there is none.
    """
    day = on or today()
    counting = MarketPlanPart.objects.filter(pk__in=in_force_ids(MarketPlanPart, day), plan__year=year)
    parts = {part.kind: part for part in counting.select_related("plan", "decision")}
    jobs, rest = parts.get(PlanPartKind.JOBS), parts.get(PlanPartKind.REST)
    newest = rest or jobs
    if newest is None:
        return None
    lines = action_lines(rest.plan, day) if rest else []
    return {
        "title": f"Marktbewerkingsplan {year}",
        "year": year,
        "version": newest.plan.version,
        "decision": _decision(jobs),
        "rest_decision": _decision(rest),
        "actions": [
            {
                "what": line.action.what,
                "who": line.action.owner_name,
                "due_on": line.action.due_on.isoformat(),
                "due": date_words(line.action.due_on),
                "state": line.state,
                "words": line.text,
                "late": line.is_late,
                "note": line.notes[0].note if line.notes else "",
            }
            for line in lines
        ],
        "done": sum(line.state == ProgressState.DONE for line in lines),
        "late": sum(line.is_late for line in lines),
        "example": newest.plan.is_example,
    }


def _decision(part: MarketPlanPart | None) -> dict[str, Any] | None:
    if part is None or part.decision is None:
        return None
    return {
        "number": part.decision.number,
        "on": day_of(part.decision.decided_at).isoformat(),
        "day": date_words(part.decision.decided_at),
        "words": part.state_word,
        "version": part.plan.version,
    }
