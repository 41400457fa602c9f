"""Workplaces: preview and taking over, a revision per correction, the page per year, and the download command."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.models import LedgerEvent
from governance.queries.comparison import differences
from quotum.actions.workplaces import accept_workplaces, stage_workplaces
from quotum.domain.cbs import read_cbs
from quotum.models import WorkplaceDraft, WorkplaceRevision, Workplaces
from quotum.queries import workplace_choices
from quotum.queries.workplace_figures import latest_figures
from tests.governance.readers import count_queries, text
from tests.quotum.factories import Quotum, make_draft_allocation
from tests.quotum.test_domain_cbs import odata, row
from werkbedrijf.lib.errors import Conflict, DomainError

LIST, IMPORT = reverse("quotum:workplace_list"), reverse("quotum:workplace_import")
CORRECTION = odata(
    row("301000 ", "2014JJ00", 2.1), row("350000 ", "2014JJ00", 14.6), row("301000", "2025JJ00", 2.3)
)
DAY = date(2025, 6, 1)


def take_over(quotum: Quotum, content: bytes = CORRECTION) -> WorkplaceRevision:
    draft = stage_workplaces(read_cbs(content), by=quotum.uwv_staff, source="CBS", published_on=DAY)
    return accept_workplaces(draft, by=quotum.uwv_staff)


def send(client: Client, content: bytes, **changes: Any) -> Any:
    values = {"source": "CBS StatLine 83582NED", "published_on": "2025-06-01"} | changes
    return client.post(IMPORT, values | {"file": SimpleUploadedFile("cbs.json", content)})


def test_correction_is_a_new_revision_and_the_old_one_stays(quotum: Quotum) -> None:
    before = list(Workplaces.objects.filter(revision=quotum.workplaces).values_list("pk", "jobs"))
    allocation = make_draft_allocation(quotum)
    revision = take_over(quotum)
    assert list(Workplaces.objects.filter(revision=quotum.workplaces).values_list("pk", "jobs")) == before
    assert latest_figures()[2014, "A"] == 2100
    assert (latest_figures()[2025, "A"], latest_figures()[2013, "A"]) == (2300, 1700)
    assert allocation.shares.get(sector__code="A").workplaces == 1900
    assert workplace_choices()[0] == (
        f"{revision.pk}:2025",
        "2025, banen van werknemers (CBS, gepubliceerd op 01-06-2025)",
    )
    event = LedgerEvent.objects.get(kind="workplaces_imported")
    assert event.facts["sha256"] == revision.sha256
    assert not [sentence for sentence in differences() if "Arbeidsplaatsen" in sentence]


def test_allocation_says_that_there_is_a_later_edition_with_other_figures(
    client: Client, quotum: Quotum
) -> None:
    allocation = make_draft_allocation(quotum)
    client.force_login(quotum.uwv_staff)
    take_over(quotum, odata(row("301000 ", "2014JJ00", 1.9)))
    assert "latere uitgave" not in client.get(allocation.get_absolute_url()).text
    take_over(quotum)
    page = text(client.get(allocation.get_absolute_url()).text)
    assert "Er is een latere uitgave met andere cijfers over 2014: CBS, gepubliceerd op 01-06-2025." in page


def test_same_file_twice_is_recognised(quotum: Quotum) -> None:
    take_over(quotum)
    with pytest.raises(Conflict, match="al overgenomen op"):
        stage_workplaces(read_cbs(CORRECTION), by=quotum.uwv_staff, source="CBS", published_on=DAY)


def test_draft_is_taken_over_once_and_only_by_its_owner_in_time(quotum: Quotum) -> None:
    draft = stage_workplaces(read_cbs(CORRECTION), by=quotum.uwv_staff, source="CBS", published_on=DAY)
    for by, now in ((quotum.board.secretary, None), (quotum.uwv_staff, timezone.now() + timedelta(days=2))):
        with pytest.raises(Conflict, match="vervallen of al overgenomen"):
            accept_workplaces(draft, by=by, now=now)
    accept_workplaces(draft, by=quotum.uwv_staff)
    with pytest.raises(Conflict, match="vervallen of al overgenomen"):
        accept_workplaces(draft, by=quotum.uwv_staff)


@pytest.mark.parametrize(
    ("content", "source", "day", "part"),
    [
        (CORRECTION, " ", DAY, "Noem de bron"),
        (CORRECTION, "CBS", date(2099, 1, 1), "in de toekomst"),
        (b"x", "CBS", DAY, "heeft fouten"),
    ],
)
def test_bad_staging_is_refused(quotum: Quotum, content: bytes, source: str, day: date, part: str) -> None:
    with pytest.raises(DomainError, match=part):
        stage_workplaces(read_cbs(content), by=quotum.uwv_staff, source=source, published_on=day)


def test_page_says_what_is_counted_by_whom_and_how_old(client: Client, quotum: Quotum) -> None:
    client.force_login(quotum.reader)
    page = text(client.get(LIST + "?jaar=2014").text)
    assert "Banen van werknemers, december 2014, in banen, door de bron afgerond op 100" in page
    assert "CBS StatLine 83582NED, regio Twente (CR12)" in page
    assert "waarvan Productie en distributie" in page
    assert "niet gepubliceerd" in page
    assert "waarvan Industrie (C) 40.200" in page


def test_page_shows_what_an_earlier_revision_said(client: Client, quotum: Quotum) -> None:
    take_over(quotum)
    client.force_login(quotum.reader)
    page = text(client.get(LIST + "?jaar=2014").text)
    assert "2.100 gepubliceerd eerder: 1.900" in page
    older = text(client.get(f"{LIST}?jaar=2014&uitgave={quotum.workplaces.pk}").text)
    assert "269.100" in older


@pytest.mark.parametrize("asked", ["?uitgave=x", "?uitgave=99999", "?jaar=1800", "?uitgave=²"])
def test_odd_address_gives_the_ordinary_page(client: Client, quotum: Quotum, asked: str) -> None:
    client.force_login(quotum.reader)
    assert client.get(LIST + asked).status_code == 200


def test_page_without_any_workplaces(client: Client, db: None, admin_user: Any) -> None:
    client.force_login(admin_user)
    assert "nog geen arbeidsplaatsen ingelezen" in client.get(LIST).text


def test_same_number_of_queries_with_many_revisions(client: Client, quotum: Quotum) -> None:
    client.force_login(quotum.reader)
    take_over(quotum)
    before = count_queries(client, LIST + "?jaar=2014")
    for place in range(8):
        take_over(quotum, odata(row("301000", "2014JJ00", 3 + place)))
    assert count_queries(client, LIST + "?jaar=2014") == before


def test_file_is_read_looked_at_and_taken_over(client: Client, quotum: Quotum) -> None:
    client.force_login(quotum.board.secretary)
    response = send(client, CORRECTION)
    assert response.status_code == 303
    page = text(client.get(response.headers["Location"]).text)
    assert "Nieuw: 2025" in page
    assert "2014 Landbouw, bosbouw en visserij (A) 1.900 2.100" in page
    assert "269.100 geen cijfer" in page  # the correction has no total for 2014
    assert "cijfers niet die er nu wel zijn" in page
    draft = WorkplaceDraft.objects.get()
    accept = reverse("quotum:workplace_accept", args=[draft.pk])
    assert "overgenomen" in client.post(accept, follow=True).text
    assert "al overgenomen of verwijderd" in client.post(accept, follow=True).text
    assert WorkplaceRevision.objects.latest("pk").imported_by == quotum.board.secretary


def test_file_is_thrown_away(client: Client, quotum: Quotum) -> None:
    client.force_login(quotum.uwv_staff)
    send(client, CORRECTION)
    assert "Er wacht een ingelezen bestand" in client.get(IMPORT).text
    client.post(reverse("quotum:workplace_discard", args=[WorkplaceDraft.objects.get().pk]))
    assert not WorkplaceDraft.objects.exists()
    assert WorkplaceRevision.objects.count() == 1


def test_bad_file_is_explained_and_nothing_is_kept(client: Client, quotum: Quotum) -> None:
    client.force_login(quotum.uwv_staff)
    response = send(client, odata(row("301000", "2014JJ00", "veel")), source="Mijn bron")
    assert response.status_code == 422
    assert "geen getal in duizendtallen" in response.text
    assert "Mijn bron" in response.text
    assert not WorkplaceDraft.objects.exists()
    assert send(client, CORRECTION, published_on="").status_code == 422


def test_draft_of_somebody_else_is_not_there(client: Client, quotum: Quotum) -> None:
    draft = stage_workplaces(read_cbs(CORRECTION), by=quotum.uwv_staff, source="CBS", published_on=DAY)
    client.force_login(quotum.board.secretary)
    assert client.get(reverse("quotum:workplace_preview", args=[draft.pk])).status_code == 404


class _Cbs(BaseHTTPRequestHandler):
    """As the open data of CBS answers, on this machine."""

    def do_GET(self) -> None:
        infos = {"value": [{"Modified": "2025-06-01T02:00:00"}]}
        content = json.dumps(infos).encode() if "TableInfos" in self.path else CORRECTION
        assert "TableInfos" in self.path or "RegioS+eq+%27CR12++%27" in self.path
        self.send_response(200)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def cbs() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Cbs)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def download(**options: Any) -> str:
    out = StringIO()
    call_command("download_workplaces", stdout=out, **options)
    return out.getvalue()


def test_download_looks_first_and_takes_over_when_asked(quotum: Quotum, cbs: str) -> None:
    said = download(server=cbs)
    assert "2014 Landbouw, bosbouw en visserij (A): 1900 wordt 2100." in said
    assert "Er is niets overgenomen" in said
    assert WorkplaceRevision.objects.count() == 1
    assert "Overgenomen als uitgave van 01-06-2025." in download(server=cbs, take_over=True)
    assert WorkplaceRevision.objects.latest("pk").published_on == DAY
    with pytest.raises(CommandError, match="al overgenomen"):
        download(server=cbs, take_over=True)


def test_download_without_network_says_what_to_do(quotum: Quotum) -> None:
    with pytest.raises(CommandError, match="op de pagina Arbeidsplaatsen"):
        download(server="http://127.0.0.1:9")
    with pytest.raises(CommandError, match="begint met https"):
        download(server="file:///etc")
