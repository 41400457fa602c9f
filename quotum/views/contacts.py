"""Whom does an employer call? Contact points per sector and location and per employer, and works councils."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.views.preparing import person_of
from quotum.actions.contacts import end_contact_point, end_works_council, set_contact_point, set_works_council
from quotum.actions.employers import add_employer
from quotum.forms.contacts import ContactForm, EmployerContactForm, NewEmployerForm, SectorContactForm
from quotum.permissions.employers import (
    can_record_cao,
    can_record_contacts,
    visible_contact_points,
    visible_employers,
    visible_works_councils,
)
from quotum.queries.commitments import employers_seen
from quotum.queries.contacts import (
    contact_at,
    contacts_by_sector,
    contacts_of_employers,
    employer_contacts,
    employers_without_contact,
)
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out
from werkbedrijf.web.once import OnceForm, once

CONTACT = ("office", "phone", "email", "is_example")


@require_safe
@login_required
def contact_point_list(request: HttpRequest) -> HttpResponse:
    """One contact for every employer (B3a): per sector and location, and per employer."""
    return render(
        request,
        "quotum/contacts/contact_point_list.html",
        {
            "contacts": contacts_by_sector(),
            "employers": contacts_of_employers(request.user),
            "without": employers_without_contact(request.user),
            "may_record": can_record_contacts(request.user),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_record_contacts)
def contact_point_create(request: HttpRequest) -> HttpResponse:
    """The contact point of a sector at a location; ?sector= and ?locatie= say which."""
    initial = _asked_for(request)
    form = SectorContactForm(request.POST or None, initial=initial)
    return _write(
        request,
        form,
        lambda values: set_contact_point(person_of(request), **values),
        {"heading": "Contactpunt van een sector", "back": reverse("quotum:contact_point_list")},
        "Het contactpunt is vastgelegd.",
    )


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    """The sector and the location in the address, with the contact point that stands there now."""
    sector, location, standing = contact_at(request.GET.get("sector", ""), request.GET.get("locatie", ""))
    initial: dict[str, Any] = {"sector": sector, "location": location}
    if standing is not None:
        initial |= {name: getattr(standing, name) for name in CONTACT}
    return initial


@require_POST
@allowed(can_record_contacts)
def contact_point_end(request: HttpRequest, pk: int) -> HttpResponse:
    """There is no contact point any more."""
    point = get_object_or_404(visible_contact_points(request.user).select_related("employer"), pk=pk)
    back = point.employer.get_absolute_url() if point.employer else reverse("quotum:contact_point_list")
    return carry_out(
        request,
        lambda: end_contact_point(point, person_of(request)),
        "Het contactpunt is beëindigd. Het blijft bij eerdere contacten staan.",
        back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_record_contacts)
def employer_contact_point(request: HttpRequest, pk: int) -> HttpResponse:
    """The one contact point of an employer."""
    employer = get_object_or_404(visible_employers(request.user).present(), pk=pk)
    standing = employer_contacts(employer).point
    initial = {name: getattr(standing, name) for name in (*CONTACT, "location")} if standing else None
    return _write(
        request,
        EmployerContactForm(request.POST or None, initial=initial),
        lambda values: set_contact_point(person_of(request), employer=employer, **values),
        {
            "heading": "Contactpunt voor deze werkgever",
            "employer": employer,
            "back": employer.get_absolute_url(),
        },
        "Het contactpunt is vastgelegd.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_record_cao)
def works_council_set(request: HttpRequest, pk: int) -> HttpResponse:
    """How the works council of an employer is reached."""
    employer = get_object_or_404(visible_employers(request.user).present(), pk=pk)
    standing = employer_contacts(employer).council
    initial = (
        {name: getattr(standing, name) for name in CONTACT} if standing else {"office": "Ondernemingsraad"}
    )
    return _write(
        request,
        ContactForm(request.POST or None, initial=initial),
        lambda values: set_works_council(employer, person_of(request), **values),
        {
            "heading": "Contact van de ondernemingsraad",
            "employer": employer,
            "back": employer.get_absolute_url(),
        },
        "Het contact van de ondernemingsraad is vastgelegd.",
    )


@require_POST
@allowed(can_record_cao)
def works_council_end(request: HttpRequest, pk: int) -> HttpResponse:
    """There is no contact with this works council any more."""
    council = get_object_or_404(visible_works_councils(request.user).select_related("employer"), pk=pk)
    return carry_out(
        request,
        lambda: end_works_council(council, person_of(request)),
        "Het contact van de ondernemingsraad is beëindigd. Het blijft bij eerdere contacten staan.",
        council.employer.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(can_record_contacts)
def employer_create(request: HttpRequest) -> HttpResponse:
    """An organisation that promised nothing yet and is to have a contact; one that is here already is recognised."""
    form = NewEmployerForm(request.POST or None)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            employer, is_new = add_employer(
                person_of(request),
                name=values["employer_name"],
                kvk_number=values["kvk_number"],
                is_example=values["is_example"],
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            said = "De werkgever is toegevoegd." if is_new else "Deze werkgever stond hier al."
            messages.success(request, said)
            return SeeOther(employer.get_absolute_url())
    context = {"form": form, "employers": employers_seen(request.user)}
    return render(
        request, "quotum/employers/employer_create.html", context, status=422 if form.is_bound else 200
    )


def _write(
    request: HttpRequest,
    form: OnceForm,
    write: Callable[[dict[str, Any]], object],
    context: dict[str, Any],
    done: str,
) -> HttpResponse:
    """Show the form of a contact, or write what it says and go back to where the contact stands."""
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        key = values.pop("form_key")

        def act() -> str:
            write(values)
            return str(context["back"])

        try:
            address = once(request, key, act)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, done)
            return SeeOther(address)
    return render(
        request,
        "quotum/contacts/contact_edit.html",
        {"form": form} | context,
        status=422 if form.is_bound else 200,
    )
