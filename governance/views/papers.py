"""Papers: PDFs under an agenda item, placed by the secretariat and served only to who may see the item."""

from __future__ import annotations

import hashlib
import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from governance.actions import add_paper, delete_paper
from governance.actions.reading import note_reading
from governance.forms import PaperForm
from governance.models import Paper
from governance.permissions import is_secretariat, office_of, visible_papers
from governance.queries.agenda_versions import is_prepared_only
from governance.views.preparing import if_fixed, item_to_prepare, person_of, prepare_url
from werkbedrijf.lib.errors import Conflict, DomainError
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.once import once
from werkbedrijf.web.pdf import shown_safely

log = logging.getLogger(__name__)

# Whatever the bytes are, a browser shows them as a document without scripts, forms or an origin of ours (Chromium's
# own reader shows a PDF under this policy; tried).


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def paper_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Place a PDF under an item. What is wrong with the file is said at the field; the title stays as typed."""
    item = item_to_prepare(request.user, pk)
    if fixed := if_fixed(request, item.meeting):
        return fixed
    old = request.GET.get("vervangt", "")
    replaces = get_object_or_404(item.papers, pk=int(old)) if old.isdecimal() and len(old) < 19 else None
    initial = {"title": replaces.title} if replaces else None
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm(initial=initial)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data

        def act() -> str:
            by = person_of(request)
            add_paper(item, title=values["title"], file=values["file"], by=by, replaces=replaces)
            return prepare_url(item.meeting_id, item.pk)

        try:
            url = once(request, values["form_key"], act)
        except Conflict as error:
            form.add_error(None, error.message)
        except DomainError as error:
            form.add_error("file", error.message)
        else:
            messages.success(request, f"Het stuk “{values['title']}” is geplaatst.")
            return SeeOther(url)
    return render(
        request,
        "governance/papers/paper_create.html",
        {"form": form, "item": item, "replaces": replaces},
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def paper_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, then takes the paper off the agenda."""
    paper = get_object_or_404(visible_papers(request.user), pk=pk)
    item = item_to_prepare(request.user, paper.item_id)
    if fixed := if_fixed(request, item.meeting):
        return fixed
    if request.method == "POST":
        done = f"Het stuk “{paper.title}” is verwijderd."
        return carry_out(request, lambda: delete_paper(paper), done, prepare_url(item.meeting_id, item.pk))
    return render(request, "governance/papers/paper_delete.html", {"paper": paper, "item": item})


@require_safe
@login_required
def paper_download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF itself, to read; ?opslaan=1 to keep. What is stored must be what was placed, byte for byte."""
    paper = get_object_or_404(visible_papers(request.user), pk=pk)
    if not is_secretariat(request.user) and not office_of(request.user) and is_prepared_only(paper):
        raise Http404  # prepared for a change of the agenda that has not been sent
    if not _is_intact(paper):
        log.error("paper %s is missing or is not what was uploaded", paper.pk)
        return render(request, "governance/papers/paper_damaged.html", {"paper": paper}, status=500)
    if request.method == "GET":
        note_reading(paper, person_of(request))
    response = FileResponse(
        paper.file.open("rb"),
        as_attachment=request.GET.get("opslaan") == "1",
        filename=f"{slugify(paper.title)[:80] or 'stuk'}.pdf",
        content_type="application/pdf",
    )
    return shown_safely(response)


def _is_intact(paper: Paper) -> bool:
    """Whether the stored file has the size and hash of the upload."""
    digest, size = hashlib.sha256(), 0
    try:
        with paper.file.open("rb") as stored:
            for chunk in stored.chunks():
                digest.update(chunk)
                size += len(chunk)
    except OSError:
        return False
    return size == paper.size and digest.hexdigest() == paper.sha256
