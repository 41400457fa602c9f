"""Writing the verslag over a year: what does each chapter still need, one text, and what would be printed."""

from __future__ import annotations

from functools import partial
from threading import BoundedSemaphore

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.permissions import today
from governance.views.preparing import person_of
from governance.views.writing import save_writing
from reports.actions.texts import confirm_report_text, write_report_text
from reports.kinds.verslag.figures import collect_figures
from reports.kinds.verslag.writing import desk, place_of, texts_changed_since, writing
from reports.models import ReportText
from reports.permissions import can_check_deliveries, can_make_report
from reports.views.reports import line_of
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.pdf import shown_safely

# One at a time in a process: the press is not made for two, and who votes goes first.
press = BoundedSemaphore(1)
WAIT = 20  # seconds


@never_cache  # on the way back from a text its state is the one of now
@require_safe
@allowed(can_make_report)
def text_list(request: HttpRequest, year: int) -> HttpResponse:
    """Every chapter with the state of its text and what it needs, then the words to the recipients."""
    line = line_of(year)
    report = line.report
    return render(
        request,
        "reports/texts/text_list.html",
        {
            "line": line,
            "year": str(year),
            "writing": writing(year, today()),
            "report": report,
            "changed": report is not None and texts_changed_since(report),
        },
    )


@never_cache  # nor does an older text come back with the button Back
@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_make_report)
def text_edit(request: HttpRequest, year: int, place: str) -> HttpResponse:
    """One text, that saves itself; POST text and version. Beside it the figures that it can name."""
    line_of(year)
    if request.method == "POST":
        at = place_of(year, place, today())
        if at is None:
            raise Http404

        def act(words: str, version: int | None) -> int:
            return write_report_text(year, place, person_of(request), words, version).version

        heading = f"Verslag over {year}: {at.title}"
        return save_writing(request, act, heading=heading, back=_edit_url(year, place))
    found = desk(year, place, today())
    if found is None:
        raise Http404
    context = {"year": str(year), "line": found.line, "figures": found.figures}
    return render(request, "reports/texts/text_edit.html", context)


@require_POST
@allowed(can_make_report)
def text_confirm(request: HttpRequest, year: int, place: str) -> HttpResponse:
    """The numbers of a text that its figures no longer say are meant so."""
    text = get_object_or_404(ReportText, year=year, place=place)
    version = request.POST.get("version", "")
    act = partial(confirm_report_text, text, person_of(request), int(version) if version.isdecimal() else -1)
    return carry_out(request, act, "De getallen in deze tekst zijn nagekeken.", _edit_url(year, place))


@require_safe
@allowed(can_check_deliveries)
def report_preview(request: HttpRequest, year: int) -> HttpResponse:
    """What a recipient (?ontvanger=) would get if it were made now, by the figures and texts of this moment. Kept
    nowhere.
    """
    line = line_of(year)
    figures = collect_figures(year, today()) | {"preview": True}
    slugs = [party["slug"] for party in figures["parties"]]
    slug = request.GET.get("ontvanger") or slugs[0]
    if slug not in slugs:
        raise Http404
    if not press.acquire(timeout=WAIT):
        messages.error(request, "Het is nu druk. Probeer het over een minuut opnieuw.")
        return SeeOther(line.report.get_absolute_url() if line.report else reverse("reports:report_list"))
    try:
        # Here, not above: loading WeasyPrint takes half a second, and only this page of all needs it.
        from reports.kinds.verslag.print import lay_out_common, print_copy

        edition = line.report.edition + 1 if line.report else 1
        created = timezone.localtime().isoformat(timespec="seconds")
        common = lay_out_common(figures, edition=edition, created=created)
        pdf = print_copy(common, figures, slug, edition=edition, created=created)
    finally:
        press.release()
    response = HttpResponse(pdf.content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="voorbeeld-verslag-{year}-{slug}.pdf"'
    return shown_safely(response)


def _edit_url(year: int, place: str) -> str:
    return reverse("reports:text_edit", args=[year, place])
