"""Answering who saves a text that several people write: saved, or both texts side by side to choose from or merge.

With script (writing.js) the answers are JSON and the page stays; without it the same form is posted and answered as a
page. A view gives the act and the names; every text of every app is saved this way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from governance.actions.writing import TextMoved, WholeMoved, clean_words, text_key
from governance.domain.differences import differences
from governance.forms.writing import WritingForm
from governance.views.acts import status_of
from werkbedrijf.lib.dates import minute_of_day
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.answers import SeeOther
from werkbedrijf.web.presence import note_here, note_saved, said_of_others

STORED = "stored"  # POST choice=stored: the other's text stays, and the own one is given up


def save_writing(
    request: HttpRequest,
    act: Callable[[str, int | None], int],
    *,
    heading: str,
    back: str,
    done: str = "De tekst is opgeslagen.",
) -> HttpResponse:
    """Save what was posted by `act(words, version)`, which gives the version that the text has now.

    heading: what the text is, for the page that shows both. back: where to go when it is saved or given up. POST here
    saves nothing: writing.js asks who else is in the text.
    """
    if "here" in request.POST:
        return _others(request)
    note_here(request.path, request.user, timezone.now(), typed=True)
    if request.POST.get("choice") == STORED:
        messages.success(request, "De opgeslagen tekst is gehouden.")
        return SeeOther(back)
    form = WritingForm(request.POST)
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _refused(request, words, 422, heading, back)
    own, version = form.cleaned_data["text"], form.cleaned_data["version"]
    try:
        now = act(own, version)
    except TextMoved as moved:
        if _by_script(request):
            panel = render_to_string("components/text_merge.html", {**merge_of(own, moved), "script": True})
            return JsonResponse({"version": moved.version, "merge": panel}, status=409)
        return merge_page(request, own, moved, heading=heading, back=back)
    except DomainError as refusal:
        return _refused(request, refusal.message, status_of(refusal), heading, back)
    if now != version:
        note_saved(request.path, request.user, now, timezone.now())
    if _by_script(request):
        return JsonResponse(
            {"version": now, "said": f"Opgeslagen om {minute_of_day(timezone.now())}"},
            headers={"Cache-Control": "no-store"},
        )
    messages.success(request, done)
    return SeeOther(back)


def _others(request: HttpRequest) -> HttpResponse:
    at, version = timezone.now(), request.POST.get("version", "")
    note_here(request.path, request.user, at)
    seen = int(version) if version.isdecimal() else 0
    said = said_of_others(request.path, request.user, seen, at)
    return JsonResponse({"others": said}, headers={"Cache-Control": "no-store"})


def merge_of(own: str, moved: TextMoved) -> dict[str, Any]:
    """For components/text_merge.html: the stored text, and what the own one would make of it, word by word."""
    return {
        "stored": moved.stored,
        "pieces": differences(moved.stored, clean_words(own)),
        "said": moved.message,
    }


def merge_of_whole(own: str, moved: WholeMoved) -> dict[str, Any]:
    """Likewise for a thing of several fields. seen: what the page carries from now on."""
    pieces = differences(moved.stored, own)
    return {"stored": moved.stored, "pieces": pieces, "said": moved.message, "seen": text_key(moved.stored)}


def show_moved(form: Any, field: str, moved: TextMoved) -> dict[str, Any]:
    """For a form of more than a text, drawn again after TextMoved: it carries the new version, its words stay."""
    form.data = form.data.copy()
    form.data["version"] = str(moved.version)
    return merge_of(form.cleaned_data[field], moved)


def other_values(form: Any, current: Mapping[str, Any], field: str = "explanation") -> list[tuple[str, str]]:
    """What stands in the other fields that this form would change: label and value, for who saves after another."""
    found = []
    for name, value in form.cleaned_data.items():
        bound = form.fields[name]
        if name == field or bound.widget.is_hidden or current.get(name) == value:
            continue
        now = current[name]
        if isinstance(now, bool):
            now = "ja" if now else "nee"
        found.append((str(bound.label), str(dict(getattr(bound, "choices", ())).get(now, now) or "leeg")))
    return found


def merge_page(
    request: HttpRequest,
    own: str,
    moved: TextMoved,
    *,
    heading: str,
    back: str,
    title: str = "Uw tekst is nog niet opgeslagen",
) -> HttpResponse:
    """Both texts on a page of their own: the own one in its field, the stored one with the difference beside it."""
    context = {**merge_of(own, moved), "version": moved.version, "title": title}
    return _page(request, 409, own, heading, back, context)


def _refused(request: HttpRequest, words: str, status: int, heading: str, back: str) -> HttpResponse:
    if _by_script(request):
        return JsonResponse({"said": words}, status=status)
    context = {"refusal": words, "version": request.POST.get("version", "")}
    return _page(request, status, request.POST.get("text", ""), heading, back, context)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _page(
    request: HttpRequest, status: int, own: str, heading: str, back: str, context: dict[str, Any]
) -> HttpResponse:
    names = {"own": own, "heading": heading, "back": back, **context}
    return render(request, "governance/writing/text_merge.html", names, status=status)
