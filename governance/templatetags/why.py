"""From anything that is in force one click back to the decision, and to everything that the decision rests on."""

from __future__ import annotations

from typing import Any

from django.template import Context, Library

from governance.models import Adoptable
from governance.permissions import visible_decisions
from governance.queries.decisions import standing_of

register = Library()


@register.inclusion_tag("components/why.html", takes_context=True)
def why(context: Context, adopted: Adoptable | None, words: str = "Waarom is dit zo?") -> dict[str, Any]:
    """The line under something in force: its decision with the article, and where that stands now.

    `adopted` may be None or a draft: then nothing is shown. `words`: of the link, where a page has several.
    """
    decision = adopted.decision if adopted is not None else None
    if decision is None:
        return {"decision": None}
    user = context.request.user  # type: ignore[attr-defined]  # of the page, also in an include with "only"
    return {
        "decision": decision,
        "words": words,
        "standing": standing_of(decision),
        "withheld": not visible_decisions(user).filter(pk=decision.pk).exists(),
    }
