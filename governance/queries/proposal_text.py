"""A proposal as one text, to notice that somebody else wrote it meanwhile and to show what they wrote."""

from __future__ import annotations

from collections.abc import Sequence

from governance.models import AgendaItem, Article, Proposal
from governance.models.actions import name_of
from governance.queries.agenda import PreparedPoint, prepared_text
from governance.queries.tasks import TaskText


def written_text(
    title: str, article: Article | None, considerations: str, costs: str, points: Sequence[PreparedPoint]
) -> str:
    """All that the writer of a proposal can change, in Dutch, line by line."""
    lines = [f"Titel: {title}", f"Artikel: {article or 'geen'}"]
    lines += [f"Overwegingen: {considerations}"] if considerations else []
    lines += [f"Kosten: {costs}"] if costs else []
    for number, text, adopts, tasks in points:
        lines.append(f"Beslispunt {number}: {text}")
        lines += [f"Stelt vast: {thing.effect_sentence()}" for thing in adopts]
        lines += [
            f"Taak: {TaskText(name_of(task.owner), task.what, task.condition, task.due_on).sentence}"
            for task in tasks
        ]
    return "\n".join(lines).replace("\r\n", "\n")


def stored_text(item: AgendaItem) -> str:
    """The proposal of an item as it is stored, or prepared for a nazending; "" while there is none."""
    proposal = Proposal.objects.filter(item=item).select_related("prepared").first()
    if proposal is None:
        return ""
    head, points = prepared_text(proposal)
    article = Article.objects.select_related("version").filter(pk=head["article"]).first()
    return written_text(head["title"], article, head["considerations"], head["costs"], points)
