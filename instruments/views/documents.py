"""The PDF that was stored with a row, to read, as long as it is what was stored."""

from __future__ import annotations

import logging
from pathlib import Path

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse
from django.utils.text import slugify

from werkbedrijf.printing.files import FileDamaged, read_checked
from werkbedrijf.web.pdf import shown_safely

log = logging.getLogger(__name__)


def stored_document(document: FieldFile, sha256: str, title: str) -> HttpResponse:
    """Raises Http404 while there is none, and, noted in the log, when it is missing or not what was uploaded."""
    if not document:
        raise Http404
    try:
        content = read_checked(Path(document.path), sha256)
    except FileDamaged:
        log.error("document %s is missing or is not what was uploaded", document.name)
        raise Http404 from None
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(title)[:80] or "stuk"}.pdf"'
    return shown_safely(response)
