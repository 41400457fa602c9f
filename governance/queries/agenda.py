"""Reads of an agenda: its items with everything under them, what is missing, and the drafts that a point can carry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from governance.enums import WITH_PROPOSAL, AdoptableState, MailState, MeetingState
from governance.models import (
    Adoptable,
    AgendaItem,
    Article,
    DecisionPoint,
    Meeting,
    OwedMail,
    Paper,
    Person,
    PointTask,
    Proposal,
    Vote,
    adoptable_models,
)
from governance.permissions import sees_confidential
from governance.queries.order import Moves, moves, numbered, planned_starts
from governance.queries.tasks import TaskDraft, TaskText, drafted_tasks, prepared_tasks, task_drafts
from werkbedrijf.lib.canonical import content_hash

PreparedPoint = tuple[str, str, tuple[Adoptable, ...], tuple[TaskDraft, ...]]


@dataclass(frozen=True)
class Effect:
    """What a decision point would put in force, or has: a sentence; the thing and its page while under the point."""

    sentence: str
    url: str
    thing: Adoptable | None = None


@dataclass(frozen=True)
class PointLine:
    """A decision point with its effects and its tasks, and the decision when there is one."""

    point: DecisionPoint
    effects: tuple[Effect, ...]
    tasks: tuple[TaskText, ...] = ()

    @property
    def decision(self) -> Any:
        return getattr(self.point, "decision", None)


@dataclass(frozen=True)
class AgendaLine:
    """One agenda item with all that stands under it."""

    item: AgendaItem
    papers: Sequence[Paper]
    proposal: Proposal | None
    points: tuple[PointLine, ...]
    votes: Sequence[Vote]
    starts_at: datetime | None = None  # as planned, when everything before it has a time planned
    moves: Moves | None = None

    @property
    def needs_proposal(self) -> bool:
        """Without it the agenda cannot go to the chair."""
        return self.item.kind in WITH_PROPOSAL and not self.points and self.item.postponed_at is None

    @property
    def is_bare(self) -> bool:
        """Members have nothing to read here: allowed (an opening), but worth a second look."""
        return not (self.item.explanation or self.papers or self.proposal)


def agenda_lines(meeting: Meeting) -> list[AgendaLine]:
    """The agenda in order. Seven queries and one per kind of adoptable, however long the agenda is."""
    items = numbered(
        meeting.items.order_by("position")
        .select_related("proposal__article__version", "responsible_seat", "continues__meeting", "lifted_by")
        .prefetch_related(
            "papers",
            Prefetch(
                "proposal__points",
                DecisionPoint.objects.select_related("decision").order_by("position"),
            ),
            Prefetch("proposal__points__tasks", PointTask.objects.select_related("person", "seat", "party")),
            "proposal__versions",
            Prefetch("votes", Vote.objects.select_related("point", "amendment").order_by("opened_at")),
            "recusals__seat",
            "treatments__presiding_seat",
            Prefetch("continued_by", AgendaItem.objects.select_related("meeting")),
        )
    )
    starts, buttons = planned_starts(meeting, items), moves(items)
    for item in items:
        item.meeting = meeting
    carried = _carried(items)
    lines = []
    for item, starts_at in zip(items, starts, strict=True):
        proposal = getattr(item, "proposal", None)
        points: tuple[PointLine, ...] = ()
        if proposal is not None:
            frozen = _frozen_effects(proposal)
            points = tuple(
                PointLine(
                    point,
                    _effects(carried.get(point.pk, []), frozen.get(point.number)),
                    drafted_tasks(point.tasks.all()),
                )
                for point in proposal.points.all()
            )
        lines.append(
            AgendaLine(
                item,
                list(item.papers.all()),
                proposal,
                points,
                list(item.votes.all()),
                starts_at,
                buttons[item.pk],
            )
        )
    return lines


@dataclass(frozen=True)
class WithheldLine:
    """The place of a confidential item, for who may not read it: its number and nothing else."""

    number: str


def agenda_for(user: Any, meeting: Meeting) -> list[AgendaLine | WithheldLine]:
    """The agenda as this person may read it: a confidential item keeps its number and withholds the rest."""
    sees = sees_confidential(user)
    return [
        WithheldLine(line.item.number) if line.item.is_confidential and not sees else line
        for line in agenda_lines(meeting)
    ]


def agenda_items(lines: Sequence[AgendaLine | WithheldLine]) -> list[AgendaItem]:
    """The items that can be read in these lines, in order."""
    return [line.item for line in lines if isinstance(line, AgendaLine)]


def agenda_words(items: Sequence[AgendaItem], person: Person) -> str:
    """The agenda (items in order, with their numbers) as text in a message to this person, one item a line."""
    withhold = any(item.is_confidential for item in items) and not sees_confidential(person)
    return "\n".join(
        item.label if withhold and item.is_confidential else f"{item} ({item.get_kind_display()})"
        for item in items
    )


def _carried(items: Iterable[AgendaItem]) -> dict[int, list[Adoptable]]:
    """What stands under each decision point now, by the point's id."""
    ids = [point.pk for item in items if hasattr(item, "proposal") for point in item.proposal.points.all()]
    carried: dict[int, list[Adoptable]] = {}
    for model in adoptable_models() if ids else []:
        for adoptable in model._default_manager.filter(decision_point__in=ids).with_own():
            carried.setdefault(adoptable.decision_point_id or 0, []).append(adoptable)
    return carried


def _frozen_effects(proposal: Proposal) -> dict[str, list[dict[str, Any]]]:
    """By the point's number, what the latest frozen version says it adopts; empty while the proposal is drafted."""
    versions = list(proposal.versions.all())
    points = versions[-1].content.get("points", []) if versions else []
    return {point["number"]: point["adopts"] for point in points}


def _effects(carried: list[Adoptable], frozen: list[dict[str, Any]] | None) -> tuple[Effect, ...]:
    """After convening the words of the frozen version: they are what is voted on, also when it was not adopted."""
    if frozen is None:
        return tuple(Effect(thing.effect_sentence(), thing.get_absolute_url(), thing) for thing in carried)
    things = {(thing._meta.label_lower, thing.pk): thing for thing in carried}
    found = [(entry["sentence"], things.get((entry["kind"], entry["id"]))) for entry in frozen]
    return tuple(Effect(words, thing.get_absolute_url() if thing else "", thing) for words, thing in found)


def agenda_blockers(meeting: Meeting, lines: Sequence[AgendaLine], on: date) -> list[str]:
    """Sentences about what must be done before this agenda can go to the chair; the acts refuse the same."""
    blockers = []
    if not lines:
        blockers.append("De agenda is nog leeg. Voeg minstens één agendapunt toe.")
    if meeting.day < on:
        blockers.append("De dag van de vergadering is voorbij. Kies een nieuwe datum.")
    blockers += [
        f"Punt {line.item.number} ({line.item.title}) heeft nog geen voorstel om over te besluiten."
        for line in lines
        if line.needs_proposal
    ]
    return blockers


def agenda_fingerprint(meeting: Meeting) -> str:
    """The hash of everything that convening would send and freeze, so that the chair convenes what the chair saw.

    Of what a point would adopt the content counts, not only its sentence: an allocation can change within its total.
    """
    lines = agenda_lines(meeting)
    carried = _carried([line.item for line in lines])
    return content_hash(
        {
            "title": meeting.title,
            "starts_at": meeting.starts_at.isoformat(),
            "place": meeting.place,
            "items": [
                [
                    line.item.pk,
                    line.item.kind,
                    line.item.title,
                    line.item.explanation,
                    [line.item.is_sub, line.item.visibility, line.item.confidential_reason],
                    [line.item.minutes_planned, line.item.responsible_seat_id, line.item.postponed_reason],
                    [[paper.title, paper.sha256] for paper in line.papers],
                    _proposal_content(line.proposal, line.points, carried) if line.proposal else None,
                ]
                for line in lines
            ],
        }
    )


def _proposal_content(
    proposal: Proposal, points: Iterable[PointLine], carried: dict[int, list[Adoptable]]
) -> list[Any]:
    adopts = {
        entry.point.pk: [thing.compute_hash() for thing in carried.get(entry.point.pk, [])]
        for entry in points
    }
    return [
        proposal.title,
        proposal.considerations,
        proposal.costs,
        proposal.article_id,
        [
            [entry.point.number, entry.point.text, adopts[entry.point.pk], [t.sentence for t in entry.tasks]]
            for entry in points
        ],
    ]


def free_drafts(proposal: Proposal | None) -> list[Adoptable]:
    """Drafts of every kind that a point of this proposal can carry: under no point, or already under one of its own."""
    own = Q(decision_point__proposal=proposal) if proposal is not None else Q(pk__in=[])
    return [
        adoptable
        for model in adoptable_models()
        for adoptable in model._default_manager.filter(
            Q(decision_point=None, state=AdoptableState.DRAFT) | own
        )
        .exclude(state=AdoptableState.ADOPTED)
        .with_own()
        .order_by("pk")
        if not adoptable.unready()
    ]


def drafts_by_point(proposal: Proposal) -> dict[int, list[Adoptable]]:
    """What this proposal's points carry now and would adopt, by the point's id."""
    carried: dict[int, list[Adoptable]] = {}
    for model in adoptable_models():
        drafts = model._default_manager.filter(decision_point__proposal=proposal).exclude(
            state=AdoptableState.ADOPTED
        )
        for adoptable in drafts.with_own().order_by("pk"):
            carried.setdefault(adoptable.decision_point_id or 0, []).append(adoptable)
    return carried


def prepared_text(proposal: Proposal) -> tuple[dict[str, Any], list[PreparedPoint]]:
    """A proposal as it is being written, head and points: what is prepared for a nazending, or else as it stands."""
    head: dict[str, Any] = {
        "title": proposal.title,
        "considerations": proposal.considerations,
        "costs": proposal.costs,
        "article": proposal.article_id,
    }
    prepared = getattr(proposal, "prepared", None)
    if prepared is None:
        carried = drafts_by_point(proposal)
        points = proposal.points.order_by("position")
        return head, [(p.number, p.text, tuple(carried.get(p.pk, ())), task_drafts(p)) for p in points]
    content = prepared.content
    version, _, number = content["article"].partition("/")
    article = Article.objects.filter(version__number=version, number=number).first()
    head = {name: content[name] for name in ("title", "considerations", "costs")}
    return head | {"article": article.pk if article else None}, prepared_points(content)


def prepared_points(content: dict[str, Any]) -> list[PreparedPoint]:
    """The points in a text that is prepared: number, text, what each would adopt as far as it is still there, tasks."""
    kinds = {model._meta.label_lower: model for model in adoptable_models()}
    points = []
    for point in content["points"]:
        found = [
            kinds[entry["kind"]]._default_manager.filter(pk=entry["id"]).first() for entry in point["adopts"]
        ]
        adopts = tuple(thing for thing in found if thing is not None)
        points.append((point["number"], point["text"], adopts, prepared_tasks(point)))
    return points


def open_decide_items() -> QuerySet[AgendaItem]:
    """The items to decide on of which the agenda can still be changed, the nearest meeting first."""
    return (
        AgendaItem.objects.filter(
            kind__in=WITH_PROPOSAL, meeting__state__in=[MeetingState.DRAFT, MeetingState.SUBMITTED]
        )
        .select_related("meeting")
        .order_by("meeting__starts_at", "position")
    )


@dataclass(frozen=True)
class CallStatus:
    """How far the call by e-mail is: numbers of people, and who could not be reached."""

    sent: int
    owed: int
    failed: tuple[OwedMail, ...]


def call_status(meeting: Meeting) -> CallStatus | None:
    """The state of the call of this meeting; None before it was convened."""
    mails = list(
        OwedMail.objects.filter(reference=f"meeting-call-{meeting.pk}")
        .select_related("person")
        .order_by("person__name")
    )
    if not mails:
        return None
    states = [mail.state for mail in mails]
    return CallStatus(
        sent=states.count(MailState.SENT),
        owed=states.count(MailState.OWED),
        failed=tuple(mail for mail in mails if mail.state == MailState.FAILED),
    )
