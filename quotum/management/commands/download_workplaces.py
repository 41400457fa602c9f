"""`manage.py download_workplaces`: the workplaces of Twente from the open data of CBS, looked at or taken over."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from governance.permissions import today
from quotum.actions.workplaces import SOURCE, import_workplaces
from quotum.domain.cbs import KEYS, TWENTE, read_cbs
from quotum.domain.cbs_files import TABLE
from quotum.domain.delimited import MAX_BYTES
from quotum.domain.workplace_file import WorkplaceFile
from quotum.queries.workplace_figures import WorkplacePreview, preview
from werkbedrijf.lib.errors import DomainError

SERVER = "https://opendata.cbs.nl"
PATH = f"/ODataApi/odata/{TABLE}/"
SECONDS = 60
ACTIVITY = "BedrijfstakkenBranchesSBI2008"


class Command(BaseCommand):
    help = (
        "Haalt de banen van werknemers per sector in Twente op bij het CBS en zegt wat erdoor zou veranderen. "
        "Met --take-over worden de cijfers overgenomen als nieuwe uitgave; eerdere blijven bewaard."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--take-over", action="store_true", help="de cijfers ook overnemen")
        parser.add_argument("--server", default=SERVER, help="een andere server met dezelfde open data")

    def handle(self, *args: Any, **options: Any) -> None:
        server = options["server"].rstrip("/")
        content = _fetch(server + PATH + "TypedDataSet?" + _filter())
        parsed = read_cbs(content)
        if not parsed.is_good:
            raise CommandError("\n".join(error.message for error in parsed.errors))
        for note in parsed.notes:
            self.stdout.write(note)
        for sentence in _sentences(preview(parsed.figures, parsed.scheme)):
            self.stdout.write(sentence)
        if not options["take_over"]:
            self.stdout.write("Er is niets overgenomen. Met --take-over neemt u deze cijfers over.")
            return
        self._take_over(parsed, _modified(server) or today())

    def _take_over(self, parsed: WorkplaceFile, published_on: date) -> None:
        try:
            revision = import_workplaces(
                parsed.figures,
                by=None,
                source=SOURCE,
                scheme=parsed.scheme,
                rounded_to=parsed.rounded_to,
                published_on=published_on,
                sha256=parsed.sha256,
            )
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"Overgenomen als uitgave van {revision.published_on:%d-%m-%Y}.")


def _filter() -> str:
    """Only our region, and only sections and groups of them; version 3 knows no "in" and pads its keys with spaces."""
    region = f"RegioS eq '{TWENTE.code:<6}'"
    keys = " or ".join(f"{ACTIVITY} eq '{key:<7}'" for key in KEYS)
    return urllib.parse.urlencode({"$format": "json", "$filter": f"{region} and ({keys})"})


def _fetch(url: str) -> bytes:
    """What is at this address, at most 5 MB. Raises CommandError, in Dutch."""
    if not url.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        raise CommandError("Het adres begint met https://.")
    request = urllib.request.Request(url, headers={"Accept": "application/json"})  # noqa: S310 (checked above)
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 (checked above)
            content: bytes = answer.read(MAX_BYTES + 1)
    except (urllib.error.URLError, TimeoutError, OSError) as error:
        raise CommandError(
            f"Het CBS is vanaf hier niet te bereiken ({error}). Download tabel {TABLE} op een andere plek en lees het "
            "bestand in op de pagina Arbeidsplaatsen."
        ) from error
    if len(content) > MAX_BYTES:
        raise CommandError("Het CBS gaf meer dan 5 MB terug. Er is niets overgenomen.")
    return content


def _modified(server: str) -> date | None:
    """The day on which CBS last changed the table, as it says itself; None when it does not."""
    try:
        document = json.loads(_fetch(server + PATH + "TableInfos?$format=json"))
        return date.fromisoformat(str(document["value"][0]["Modified"])[:10])
    except (CommandError, ValueError, KeyError, IndexError, TypeError):
        return None


def _sentences(found: WorkplacePreview) -> list[str]:
    lines = [f"{found.figures} cijfers over {found.years[0]} tot en met {found.years[-1]}."]
    if found.new_years:
        lines.append(f"Nieuw: {', '.join(map(str, found.new_years))}.")
    lines += [
        f"{change.year} {change.name} ({change.code}): "
        f"{'geen cijfer' if change.before is None else change.before} wordt "
        f"{'geen cijfer' if change.after is None else change.after}."
        for change in found.changes
    ]
    if not found.changes:
        lines.append("Geen cijfer dat er al was, wordt anders.")
    return lines
