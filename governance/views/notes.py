"""A member's own notes: kept while typing, and by a button where there is no script. Nobody else reads them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from governance.actions.reading import write_note
from governance.permissions import is_board_member, visible_items
from governance.views.preparing import person_of
from werkbedrijf.web.answers import SeeOther


@sensitive_post_parameters("text")  # not in the report of an error either
@require_POST
@login_required
def note_save(request: HttpRequest, pk: int) -> HttpResponse:
    """POST text: keep it. 204 to the script that saves while typing, else back to the item."""
    item = get_object_or_404(visible_items(request.user).select_related("meeting"), pk=pk)
    if not is_board_member(request.user):
        raise PermissionDenied
    write_note(item, person_of(request), request.POST.get("text", "").replace("\r\n", "\n"))
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    messages.success(request, "Uw aantekening is bewaard. Alleen u leest haar.")
    return SeeOther(item.get_absolute_url())
