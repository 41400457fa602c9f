"""What could still come on an agenda: what the apps put forward, without what stands on one already."""

from __future__ import annotations

from collections.abc import Iterable

from governance.enums import MeetingState
from governance.models import AgendaItem, Meeting
from werkbedrijf.web.suggestions import Suggestion


def not_yet_on_an_agenda(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Those whose title, which holds the year, stands on no agenda but that of a meeting called off: one query."""
    wanted = list(suggestions)
    titles = [suggestion.title for suggestion in wanted]
    taken = set(
        AgendaItem.objects.filter(title__in=titles)
        .exclude(meeting__state=MeetingState.CANCELLED)
        .values_list("title", flat=True)
    )
    return [suggestion for suggestion in wanted if suggestion.title not in taken]


def open_suggestions(meeting: Meeting, suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """For the page on which this agenda is prepared; nothing once the agenda has been sent."""
    return not_yet_on_an_agenda(suggestions) if meeting.is_agenda_editable else []
