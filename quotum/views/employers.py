"""One employer: everything it promised and what came of it; and the name and number of the organisation."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.permissions import today
from governance.views.preparing import person_of
from quotum.actions.employer_joining import join_employers, part_employer
from quotum.actions.employers import edit_employer
from quotum.forms.commitments import EmployerForm
from quotum.forms.employers import JoinForm, PartForm
from quotum.permissions.employers import (
    can_record_cao,
    can_record_commitments,
    can_record_contacts,
    visible_employers,
)
from quotum.queries.commitments import employer_commitments, joined_to, last_recorded, sums
from quotum.queries.contacts import employer_contacts
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out


@require_safe
@login_required
def employer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """All commitments of one employer, the newest first; of one that turned out to be another, the page of that one."""
    employer = get_object_or_404(visible_employers(request.user), pk=pk)
    if employer.joined_to is not None:
        return redirect(employer.joined_to)
    rows = employer_commitments(request.user, employer)
    return render(
        request,
        "quotum/employers/employer_detail.html",
        {
            "employer": employer,
            "lines": [(row, row.standing.state(today())) for row in rows],
            "sums": sums(rows),
            "recorded": last_recorded(rows),
            "contacts": employer_contacts(employer),
            "joined": joined_to(employer),
            "part_form": PartForm(),
            "may_record": can_record_commitments(request.user),
            "may_contact": can_record_contacts(request.user),
            "may_council": can_record_cao(request.user),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_record_commitments)
def employer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the name or the KvK number."""
    employer = get_object_or_404(visible_employers(request.user).present(), pk=pk)
    form = EmployerForm(
        request.POST or None,
        initial={"employer_name": employer.name, "kvk_number": employer.kvk_number},
    )
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            edit_employer(
                employer, person_of(request), name=values["employer_name"], kvk_number=values["kvk_number"]
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, "De gegevens van de werkgever zijn opgeslagen.")
            return SeeOther(employer.get_absolute_url())
    context = {"form": form, "employer": employer}
    return render(
        request, "quotum/employers/employer_edit.html", context, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_record_commitments)
def employer_join(request: HttpRequest, pk: int) -> HttpResponse:
    """This employer is the same organisation as another that is here already."""
    employer = get_object_or_404(visible_employers(request.user).present(), pk=pk)
    others = visible_employers(request.user).present().exclude(pk=pk)
    form = JoinForm(request.POST or None, others=others)
    if form.is_bound and form.is_valid():
        try:
            into = join_employers(
                employer, form.cleaned_data["into"], person_of(request), reason=form.cleaned_data["reason"]
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"{employer.name} is samengevoegd met {into.name}.")
            return SeeOther(into.get_absolute_url())
    context = {"form": form, "employer": employer, "sums": sums(employer_commitments(request.user, employer))}
    return render(
        request, "quotum/employers/employer_join.html", context, status=422 if form.is_bound else 200
    )


@require_POST
@allowed(can_record_commitments)
def employer_part(request: HttpRequest, pk: int) -> HttpResponse:
    """An employer that was joined to another is another organisation after all."""
    employer = get_object_or_404(visible_employers(request.user).exclude(joined_to=None), pk=pk)
    form = PartForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Schrijf waarom het toch een andere organisatie is.")
        return SeeOther(employer.present.get_absolute_url())
    return carry_out(
        request,
        lambda: part_employer(employer, person_of(request), reason=form.cleaned_data["reason"]),
        f"{employer.name} staat weer op zichzelf, met de toezeggingen die onder die naam zijn gedaan.",
        employer.get_absolute_url(),
    )
