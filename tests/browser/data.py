"""Files that people in the journey upload."""

from __future__ import annotations

import io

from django.utils import timezone
from pypdf import PdfWriter

from governance.models import Party
from quotum.models import SectorList


def a_pdf(title: str) -> bytes:
    """A real PDF of one empty page with this title."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_metadata({"/Title": title})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def realisation_csv() -> str:
    """A delivery of the last quarter that has ended: one extra job per sector, the same total over municipalities."""
    day = timezone.localdate()
    year, quarter = (day.year, (day.month - 1) // 3) if day.month > 3 else (day.year - 1, 4)
    sectors = list(SectorList.objects.adopted().latest("pk").sectors.values_list("code", flat=True))
    codes = list(Party.objects.municipalities().values_list("cbs_code", flat=True))
    lines = ["jaar;kwartaal;soort;code;maat;eenheid;aantal"]
    lines += [f"{year};{quarter};sector;{code};nieuw;banen;{14}" for code in sectors]
    lines += [f"{year};{quarter};gemeente;{code};nieuw;banen;{10}" for code in codes]
    return "\n".join(lines) + "\n"
