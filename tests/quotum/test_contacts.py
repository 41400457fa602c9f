"""One contact point per employer and per sector and location; what another takes the place of keeps its days."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from governance.enums import PartyKind
from governance.models import Party, Person
from quotum.actions.contacts import end_contact_point, set_contact_point, set_works_council
from quotum.models import ContactPoint, Employer, WorksCouncil
from quotum.queries.contacts import contacts_by_sector, employer_contacts, employers_without_contact
from tests.governance.readers import as_, count_queries
from tests.quotum.employers import make_commitment, make_location, sector_of
from tests.quotum.factories import Quotum
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

LIST = reverse("quotum:contact_point_list")
NEW = reverse("quotum:contact_point_create")
OFFICE = {"office": "Team bouw", "phone": "053 123 45 67", "email": "bouw@werkplein.example"}


def unions_seat(quotum: Quotum) -> Person:
    """Who holds the employees' seat; the other seats stand for municipalities."""
    Party.objects.exclude(slug="uwv").update(kind=PartyKind.MUNICIPALITY)
    Party.objects.filter(slug="werknemers").update(kind=PartyKind.UNION)
    return quotum.board.holders["werknemers"]


def set_point(quotum: Quotum, **changes: Any) -> ContactPoint:
    values = OFFICE | {"sector": sector_of(quotum), "location": make_location()} | changes
    return set_contact_point(quotum.board.secretary, **values)


def test_another_takes_its_place_and_the_earlier_is_kept(quotum: Quotum) -> None:
    first = set_point(quotum)
    second = set_point(quotum, office="Team bouw en hout")
    first.refresh_from_db()
    assert (first.ended_on, second.ended_on) == (second.starts_on, None)
    line = next(line for line in contacts_by_sector().lines if line.sector.code == "F")
    assert [point for _, point in line.points] == [second]
    with pytest.raises(Conflict, match="al zo"):
        set_point(quotum, office="Team bouw en hout")


def test_contact_point_of_an_employer_is_one_wherever_it_is(quotum: Quotum) -> None:
    employer = make_commitment(quotum).employer
    assert list(employers_without_contact(quotum.reader)) == [employer]
    set_point(quotum, sector=None, employer=employer)
    moved = set_point(quotum, sector=None, employer=employer, location=make_location("Almelo"))
    found = employer_contacts(employer)
    assert (found.point, len(found.earlier)) == (moved, 1)
    assert list(employers_without_contact(quotum.reader)) == []
    end_contact_point(moved, quotum.board.secretary)
    assert employer_contacts(employer).point is None
    with pytest.raises(Conflict, match="al beëindigd"):
        end_contact_point(moved, quotum.board.secretary)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"office": " "}, "bureau of de functie"),
        ({"phone": "", "email": ""}, "telefoonnummer of een e-mailadres"),
        ({"phone": "12"}, "geen telefoonnummer"),
        ({"email": "iemand@gmail.com"}, "privé-adres"),
    ],
)
def test_office_that_cannot_be_reached_is_refused(quotum: Quotum, changes: dict[str, str], part: str) -> None:
    with pytest.raises(DomainError, match=part):
        set_point(quotum, **changes)


def test_seats_of_employers_and_employees_record_and_others_do_not(quotum: Quotum) -> None:
    employer, union = make_commitment(quotum).employer, unions_seat(quotum)
    set_contact_point(union, **OFFICE, sector=sector_of(quotum), location=make_location())
    set_works_council(employer, union, **OFFICE)
    for person in (quotum.uwv_staff, quotum.reader):
        with pytest.raises(NotAllowed):
            set_contact_point(person, **OFFICE, sector=sector_of(quotum), location=make_location())
        with pytest.raises(NotAllowed):
            set_works_council(employer, person, **OFFICE)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({}, "contact_point_one_per_sector_and_location"),
        ({"sector": None}, "contact_point_one_subject"),
        ({"office": "Ander", "phone": "", "email": ""}, "contactpoint_can_be_reached"),
    ],
)
def test_constraints_of_contact_points(quotum: Quotum, changes: dict[str, Any], constraint: str) -> None:
    point = set_point(quotum)
    values = {name: getattr(point, name) for name in ("office", "phone", "email", "sector", "location")}
    values |= {
        "starts_on": point.starts_on,
        "recorded_by": point.recorded_by,
        "recorded_at": point.recorded_at,
    }
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        ContactPoint.objects.create(**(values | changes))
    assert constraint in str(refused.value) or "UNIQUE" in str(refused.value)


def test_form_keeps_what_was_typed_and_writes_once(quotum: Quotum) -> None:
    location, client = make_location(), as_(quotum.board.secretary)
    begun = client.get(f"{NEW}?sector=F&locatie=hengelo").context["form"]
    data = OFFICE | {
        "sector": sector_of(quotum).pk,
        "location": location.pk,
        "form_key": begun["form_key"].value(),
    }
    refused = client.post(NEW, data | {"phone": "12"})
    assert (refused.status_code, "geen telefoonnummer" in refused.text, "Team bouw" in refused.text) == (
        422,
        True,
        True,
    )
    client.post(NEW, data)
    client.post(NEW, data)
    assert ContactPoint.objects.count() == 1
    text = as_(quotum.reader).get(LIST).text
    assert 'href="tel:0531234567"' in text
    assert "Van de 10 contactpunten ontbreken er nog 9." in text


def test_employer_page_leads_to_both_contacts(quotum: Quotum) -> None:
    employer = make_commitment(quotum).employer
    client = as_(quotum.board.secretary)
    client.post(
        reverse("quotum:employer_contact_point", args=[employer.pk]),
        OFFICE | {"location": make_location().pk},
    )
    client.post(
        reverse("quotum:works_council_set", args=[employer.pk]), OFFICE | {"office": "Ondernemingsraad"}
    )
    page = client.get(employer.get_absolute_url()).text
    assert "Team bouw" in page
    assert "Ondernemingsraad" in page
    council = WorksCouncil.objects.get()
    client.post(reverse("quotum:works_council_end", args=[council.pk]))
    assert "Geen contact vastgelegd." in client.get(employer.get_absolute_url()).text


def test_employer_that_is_there_already_is_recognised(quotum: Quotum) -> None:
    employer = make_commitment(quotum).employer
    client, address = as_(quotum.board.secretary), reverse("quotum:employer_create")
    assert client.post(address, {"employer_name": "bouwbedrijf oost"}).headers["Location"] == (
        employer.get_absolute_url()
    )
    client.post(address, {"employer_name": "Nieuw"})
    assert Employer.objects.count() == 2
    assert client.post(address, {"employer_name": ""}).status_code == 422


def test_queries_do_not_grow_with_the_list(quotum: Quotum) -> None:
    client, counts = as_(quotum.board.secretary), []
    for size in (1, 30):
        for number in range(size):
            employer = make_commitment(quotum, employer_name=f"Werkgever {size} {number}").employer
            set_point(quotum, sector=None, employer=employer)
            set_works_council(employer, quotum.board.secretary, **OFFICE)
            make_commitment(quotum, employer_name=f"Zonder {size} {number}")
        counts.append([count_queries(client, address) for address in (LIST, reverse("quotum:cao_list"))])
    assert counts[0] == counts[1]
