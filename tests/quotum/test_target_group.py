"""The target group: a file in, revisions kept, totals that say of how many they are; and groups per sector."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from governance.enums import Role
from governance.permissions import today
from governance.queries.comparison import differences
from quotum.actions.target_group import import_target_group, record_served_groups
from quotum.domain.target_group_rows import COLUMNS, Row
from quotum.enums import Group
from quotum.models import ServedGroups, TargetGroupDraft, TargetGroupRevision
from quotum.queries.served_groups import served_by_sector
from quotum.queries.target_group import people_per_group, target_group_profile
from tests.governance.factories import make_person
from tests.governance.readers import as_, count_queries
from tests.quotum.employers import sector_of
from tests.quotum.factories import Quotum, csv_file
from tests.quotum.workbooks import workbook
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

PAGE = reverse("quotum:target_group")
IMPORT = reverse("quotum:target_group_import")
SERVED = reverse("quotum:served_groups")
HEADER = ";".join(COLUMNS)
METHOD = "doorgetrokken"


def rows(code: str, count: int, year: int = 2024, **groups: int) -> list[Row]:
    """A count of one municipality, with groups when they are given."""
    return [
        Row(year, code, "counted", "total", "", count),
        *(Row(year, code, "counted", "group", group, part) for group, part in groups.items()),
    ]


def forecast(code: str, count: int, year: int = 2027) -> list[Row]:
    return [Row(year, code, "forecast", "total", "", count, count - 2, count + 3)]


def deliver(quotum: Quotum, figures: list[Row], **changes: Any) -> list[TargetGroupRevision]:
    values = {"by": quotum.uwv_staff, "source": "UWV", "published_on": date(2025, 2, 1), "method": METHOD}
    digest = sha256(repr((figures, changes)).encode()).hexdigest()
    return import_target_group(figures, **(values | {"sha256": digest} | changes))


def upload(client: Client, content: bytes, **changes: Any) -> Any:
    fields = {
        "file": SimpleUploadedFile("doelgroep.csv", content, "text/csv"),
        "source": "UWV",
        "published_on": "2025-02-01",
    }
    return client.post(IMPORT, fields | changes)


def test_later_delivery_counts_and_the_earlier_stays(quotum: Quotum) -> None:
    deliver(quotum, rows("GM0153", 10, wajong=4, pw=6))
    deliver(quotum, rows("GM0141", 5))
    deliver(quotum, rows("GM0153", 12))
    profile = target_group_profile(quotum.reader, 2024)
    assert (profile.counted, profile.known, profile.wanted) == (17, 2, 2)
    assert profile.breakdowns == ()
    assert TargetGroupRevision.objects.filter(municipality=quotum.enschede).count() == 2
    assert [one for one in differences() if "oelgroep" in one] == []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        TargetGroupRevision.objects.update(total=0)


def test_profile_adds_up_and_says_of_how_many(quotum: Quotum) -> None:
    deliver(quotum, [*rows("GM0153", 10, wajong=4, pw=6), *rows("GM0153", 8, 2023)])
    deliver(quotum, [*rows("GM0141", 5), *forecast("GM0141", 6), *forecast("GM0153", 20)])
    profile = target_group_profile(quotum.reader, 2024)
    (group,) = profile.breakdowns
    assert [(part.value, part.count) for part in group.parts] == [("pw", 6), ("wajong", 4)]
    assert (group.known, profile.before, profile.growth) == (1, None, None)  # Almelo has no year before
    (ahead,) = profile.forecasts
    assert (ahead.year, ahead.count, ahead.low, ahead.high) == (2027, 26, 22, 32)
    one = target_group_profile(quotum.reader, 2024, quotum.enschede)
    assert (one.counted, one.before, one.growth, one.forecasts[0].count) == (10, 8, 2, 20)
    assert people_per_group(quotum.reader, 2024) == {"pw": 6, "wajong": 4}


def test_import_is_refused_without_right_source_or_method(quotum: Quotum) -> None:
    with pytest.raises(NotAllowed):
        deliver(quotum, rows("GM0153", 1), by=quotum.reader)
    with pytest.raises(DomainError, match="bron"):
        deliver(quotum, rows("GM0153", 1), source=" ")
    with pytest.raises(DomainError, match="methode"):
        deliver(quotum, forecast("GM0153", 9), method="")
    with pytest.raises(DomainError, match="toekomst"):
        deliver(quotum, rows("GM0153", 1), published_on=date(2999, 1, 1))
    with pytest.raises(DomainError, match="Onbekend: GM9999"):
        deliver(quotum, rows("GM9999", 1))
    deliver(quotum, rows("GM0153", 1), by=make_person("Werkplein", Role.WERKPLEIN_STAFF), sha256="a" * 64)
    with pytest.raises(Conflict, match="al overgenomen"):
        deliver(quotum, rows("GM0153", 1), sha256="a" * 64)


def test_file_goes_through_the_preview_and_is_taken_over_once(quotum: Quotum) -> None:
    deliver(quotum, rows("GM0153", 7))
    client = as_(quotum.board.secretary)
    upload(client, csv_file("2024;Enschede;geteld;totaal;;10;;", header=HEADER))
    draft = TargetGroupDraft.objects.get()
    preview = client.get(reverse("quotum:target_group_preview", args=[draft.pk]))
    (line,) = preview.context["lines"]
    assert (line.count, line.replaced, line.number) == (10, 7, 2)
    accept = reverse("quotum:target_group_accept", args=[draft.pk])
    client.post(accept)
    client.post(accept)
    assert TargetGroupRevision.objects.count() == 2
    assert (
        "al overgenomen op"
        in upload(client, csv_file("2024;Enschede;geteld;totaal;;10;;", header=HEADER)).text
    )


def test_workbook_is_read_as_a_file_of_text_is(quotum: Quotum) -> None:
    content = workbook(HEADER.split(";"), [2024, "Enschede", "geteld", "totaal", None, 10])
    upload(as_(quotum.uwv_staff), content)
    (row,) = TargetGroupDraft.objects.get().rows
    assert (row["municipality"], row["count"], row["low"]) == ("GM0153", 10, None)


def test_draft_is_its_owners_and_can_be_thrown_away(quotum: Quotum) -> None:
    client = as_(quotum.uwv_staff)
    upload(client, csv_file("2024;Enschede;geteld;totaal;;10;;", header=HEADER))
    address = reverse("quotum:target_group_discard", args=[TargetGroupDraft.objects.get().pk])
    assert as_(quotum.board.secretary).post(address).status_code == 404
    client.post(address)
    assert not TargetGroupDraft.objects.exists()
    assert not TargetGroupRevision.objects.exists()


@pytest.mark.parametrize(
    ("line", "changes", "part"),
    [
        ("2024;Nergens;geteld;totaal;;10;;", {}, "“Nergens” kan hier niet"),
        ("{ahead};Enschede;prognose;totaal;;10;9;11", {}, "Schrijf hoe zij is gemaakt"),
        ("2024;Enschede;geteld;totaal;;10;;", {"source": ""}, "Noem de bron"),
        ("2024;Enschede;geteld;totaal;;10;;", {"published_on": "2999-01-01"}, "in de toekomst"),
        ("2024;111222333;geteld;totaal;;10;;", {}, "burgerservicenummer"),
    ],
)
def test_refused_file_leaves_nothing(quotum: Quotum, line: str, changes: dict[str, str], part: str) -> None:
    content = csv_file(line.format(ahead=today().year + 1), header=HEADER)
    answer = upload(as_(quotum.uwv_staff), content, **changes)
    assert answer.status_code == 422
    assert part in answer.text
    assert "111222333" not in answer.text
    assert not TargetGroupDraft.objects.exists()


def test_template_can_be_filled_in(quotum: Quotum) -> None:
    client = as_(quotum.uwv_staff)
    template = client.get(reverse("quotum:target_group_template")).content.decode("utf-8-sig")
    assert len(template.splitlines()) == 1 + 2 * (1 + 5 + 4 + 4)
    upload(client, template.replace(";;;\r\n", ";0;;\r\n").encode())
    assert len(TargetGroupDraft.objects.get().rows) == 28


def test_page_says_source_age_method_and_what_is_missing(quotum: Quotum) -> None:
    assert "nog geen cijfers over de doelgroep" in as_(quotum.reader).get(PAGE).text
    deliver(quotum, [*rows("GM0153", 1234, wajong=1234), *forecast("GM0153", 1300)])
    text = as_(quotum.reader).get(PAGE).text
    for part in ("1.234", METHOD, "tussen 1.298 en 1.303", "1 van de 2 gemeenten", "dagen oud"):
        assert part in text
    one = as_(quotum.reader).get(PAGE + "?jaar=2024&gemeente=gm0141")
    assert "nog geen telling" in one.text or "nog geen cijfers" in one.text
    assert as_(quotum.reader).get(PAGE + "?jaar=x&gemeente=%00").status_code == 200
    lines = (
        as_(quotum.reader).get(reverse("quotum:target_group_csv")).content.decode("utf-8-sig").splitlines()
    )
    assert "2024;Enschede;1234;;2027;1300;1298;1303" in lines


def test_party_page_of_a_municipality_shows_its_target_group(quotum: Quotum) -> None:
    client, address = as_(quotum.reader), quotum.enschede.get_absolute_url()
    assert "paneel-gemeente-doelgroep" not in client.get(address).text
    deliver(quotum, [*rows("GM0153", 1234), *forecast("GM0153", 1300)])
    text = client.get(address).text
    assert "1.234 mensen" in text
    assert "1.300, tussen 1.298 en 1.303" in text
    assert "paneel-gemeente-doelgroep" not in client.get(quotum.almelo.get_absolute_url()).text


def test_served_groups_keep_their_history_and_name_what_competes_unseen(quotum: Quotum) -> None:
    by, sector = quotum.board.secretary, sector_of(quotum)
    both = [Group.WAJONG.value, Group.PW.value]
    record_served_groups(sector, by, groups=both)
    line = next(line for line in served_by_sector() if line.sector == sector)
    assert line.last is not None
    assert (line.last.groups, line.competes_unseen) == (both[::-1], True)
    with pytest.raises(Conflict):
        record_served_groups(sector, by, groups=both[::-1])
    with pytest.raises(NotAllowed):
        record_served_groups(sector, quotum.uwv_staff, groups=[])
    record_served_groups(sector, by, groups=both, agreement="Om en om")
    line = next(line for line in served_by_sector() if line.sector == sector)
    assert not line.competes_unseen
    assert ServedGroups.objects.count() == 2


def test_served_groups_are_written_on_a_page(quotum: Quotum) -> None:
    client = as_(quotum.board.secretary)
    address = reverse("quotum:served_groups_edit", args=[sector_of(quotum).pk])
    client.post(address, {"groups": ["wajong", "wsw"], "agreement": ""})
    assert "Meer groepen, en geen afspraak" in client.get(SERVED).text
    assert client.post(address, {"groups": ["wajong", "wsw"], "agreement": ""}).status_code == 422
    assert client.post(address, {"groups": ["onzin"]}).status_code == 422
    assert "Wajong, Wsw" in client.get(address).text


def test_queries_do_not_grow_with_the_figures(quotum: Quotum) -> None:
    client, counts = as_(quotum.board.secretary), []
    for size in (1, 30):
        for number in range(size):
            named = f"{size} {number}"
            deliver(quotum, [*rows("GM0153", 10, wajong=10), *forecast("GM0153", 20)], source=named)
            deliver(quotum, rows("GM0141", 10 + number), source=named)
            record_served_groups(
                sector_of(quotum), quotum.board.secretary, groups=["wajong"], agreement=named
            )
        counts.append([count_queries(client, address) for address in (PAGE, SERVED)])
    assert counts[0] == counts[1]
