"""Two employers that turn out to be one: one page, one sum, both names found; undone only by a line with a reason."""

from __future__ import annotations

import pytest
from django.urls import reverse

from governance.models import LedgerEvent
from governance.queries.comparison import differences
from quotum.actions.contacts import set_contact_point
from quotum.actions.employer_joining import join_employers, part_employer
from quotum.actions.employers import employer_of
from quotum.models import ContactPoint, Employer
from quotum.queries.commitments import (
    Chosen,
    employer_commitments,
    employers_found,
    employers_seen,
    find_commitments,
    similar_commitments,
    sums,
)
from quotum.queries.contacts import employer_contacts, employers_without_contact
from tests.governance.readers import as_, count_queries, text
from tests.quotum.employers import START, employers_seat, make_commitment, make_location, sector_of
from tests.quotum.factories import Quotum
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

REASON = "Beide staan onder hetzelfde adres in het register."


def two(quotum: Quotum) -> tuple[Employer, Employer]:
    """A double, with 3 jobs, and the employer that it is, with 10."""
    good = make_commitment(quotum).employer
    double = make_commitment(quotum, employer_name="Oost Bouw", jobs=3, kvk_number="12345678").employer
    return double, good


def join(quotum: Quotum) -> tuple[Employer, Employer]:
    double, good = two(quotum)
    join_employers(double, good, quotum.board.secretary, reason=REASON)
    double.refresh_from_db()
    return double, good


def test_promises_of_both_count_for_one(quotum: Quotum) -> None:
    double, good = join(quotum)
    rows = employer_commitments(quotum.reader, good)
    assert (sums(rows).count, sums(rows).promised) == (2, 13)
    assert {row.holder for row in rows} == {good}
    assert {row.employer for row in rows} == {double, good}
    assert list(employers_seen(quotum.reader)) == [good]


def test_both_names_lead_to_it(quotum: Quotum) -> None:
    double, good = join(quotum)
    assert as_(quotum.reader).get(double.get_absolute_url()).headers["Location"] == good.get_absolute_url()
    assert list(employers_found(quotum.reader, ["Oost", "Bouw"], True)) == [good]
    assert {row.holder for row in find_commitments(quotum.reader, Chosen(words="Oost Bouw"))} == {good}
    assert employer_of("Oost Bouw BV", "", False) == employer_of("Iets", "12345678", False) == good
    page = text(as_(quotum.reader).get(good.get_absolute_url()).text)
    assert "Ook bekend als: Oost Bouw (KvK 12345678)." in page
    assert REASON in page


def test_promise_that_stands_under_the_other_name_is_asked_about(quotum: Quotum) -> None:
    join(quotum)
    found = similar_commitments("Oost Bouw", "", sector_of(quotum), START)
    assert sorted(one.jobs for one in found) == [3, 10]


def test_it_is_in_the_ledger_and_can_be_parted_by_a_line(quotum: Quotum) -> None:
    double, good = join(quotum)
    part_employer(double, quotum.board.secretary, reason="Toch een ander bedrijf.")
    double.refresh_from_db()
    assert double.present == double
    assert sums(employer_commitments(quotum.reader, good)).promised == 10
    kinds = LedgerEvent.objects.order_by("sequence").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["employer_joined", "employer_parted"]
    assert double.joinings.count() == 2
    assert not [sentence for sentence in differences() if "Samenvoeging" in sentence]


def test_what_was_joined_before_goes_along(quotum: Quotum) -> None:
    double, good = join(quotum)
    third = make_commitment(quotum, employer_name="Oost Groep").employer
    join_employers(good, third, quotum.board.secretary, reason=REASON)
    assert sums(employer_commitments(quotum.reader, third)).count == 3
    double.refresh_from_db()
    assert double.joined_to == third


@pytest.mark.parametrize("has_own", [False, True])
def test_contact_moves_when_there_is_none(quotum: Quotum, has_own: bool) -> None:
    double, good = two(quotum)
    office = {"location": make_location(), "phone": "053 123 45 67"}
    set_contact_point(quotum.board.secretary, employer=double, office="Bureau dubbel", **office)
    if has_own:
        set_contact_point(quotum.board.secretary, employer=good, office="Bureau goed", **office)
    join_employers(double, good, quotum.board.secretary, reason=REASON)
    contacts = employer_contacts(good)
    assert contacts.point is not None
    assert contacts.point.office == ("Bureau goed" if has_own else "Bureau dubbel")
    assert [one.office for one in contacts.earlier] == ["Bureau dubbel"]
    assert not ContactPoint.objects.current().filter(employer=double).exists()
    assert list(employers_without_contact(quotum.reader)) == []


def test_what_cannot_be_joined_is_refused(quotum: Quotum) -> None:
    double, good = two(quotum)
    by = quotum.board.secretary
    with pytest.raises(NotAllowed):
        join_employers(double, good, quotum.reader, reason=REASON)
    with pytest.raises(DomainError, match="Schrijf hoe u weet"):
        join_employers(double, good, by, reason=" ")
    with pytest.raises(DomainError, match="Kies een andere"):
        join_employers(double, double, by, reason=REASON)
    with pytest.raises(Conflict, match="staat al op zichzelf"):
        part_employer(double, by, reason=REASON)
    join_employers(double, good, by, reason=REASON)
    with pytest.raises(Conflict, match="al met een andere werkgever samengevoegd"):
        join_employers(good, double, by, reason=REASON)


def test_pages_join_and_part(quotum: Quotum) -> None:
    double, good = two(quotum)
    client = as_(employers_seat(quotum))
    address = reverse("quotum:employer_join", args=[double.pk])
    assert "1 toezegging van Oost Bouw (3 banen) telt daarna" in text(client.get(address).text)
    refused = client.post(address, {"into": good.pk})
    assert (refused.status_code, "Schrijf hoe u weet" in refused.text) == (422, True)
    page = client.post(address, {"into": good.pk, "reason": REASON}, follow=True)
    assert "Oost Bouw is samengevoegd met Bouwbedrijf Oost B.V." in page.text
    part = reverse("quotum:employer_part", args=[double.pk])
    assert "Schrijf waarom" in client.post(part, follow=True).text
    assert "staat weer op zichzelf" in client.post(part, {"reason": "Toch niet."}, follow=True).text


def test_employer_that_was_joined_is_not_edited(quotum: Quotum) -> None:
    double, _ = join(quotum)
    client = as_(quotum.board.secretary)
    for name in ("employer_edit", "employer_join", "employer_contact_point"):
        assert client.get(reverse(f"quotum:{name}", args=[double.pk])).status_code == 404


def test_same_number_of_queries_with_many_doubles(quotum: Quotum) -> None:
    _, good = join(quotum)
    client = as_(quotum.reader)
    before = (
        count_queries(client, good.get_absolute_url()),
        count_queries(client, reverse("quotum:commitment_list")),
    )
    for number in range(4):
        double = make_commitment(quotum, employer_name=f"Dubbel {number}").employer
        join_employers(double, good, quotum.board.secretary, reason=REASON)
    after = (
        count_queries(client, good.get_absolute_url()),
        count_queries(client, reverse("quotum:commitment_list")),
    )
    assert after == before
