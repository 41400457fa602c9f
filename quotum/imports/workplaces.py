"""A file of workplaces, of CBS or in our own layout, CSV, JSON or a workbook: read against the classifications."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile

from governance.permissions import today
from quotum.domain.cbs import read_cbs
from quotum.domain.delimited import FileError, UnreadableFile, read_table
from quotum.domain.workplace_file import WorkplaceFile
from quotum.domain.workplace_rows import FIRST_YEAR, is_of_rows, parse_workplaces
from quotum.imports.uploads import short_table
from quotum.imports.workbook import WORKBOOK_SIGNATURE
from quotum.models import Classification


def read_workplaces(upload: UploadedFile) -> WorkplaceFile:
    """What a chosen file says; a file with our columns, or a workbook, is of our layout, anything else is of CBS."""
    upload.seek(0)
    content = upload.read()
    try:
        if not content.startswith(WORKBOOK_SIGNATURE) and not _is_of_rows(content):
            return read_cbs(content)
        table, digest = short_table(upload)
    except UnreadableFile as error:
        return WorkplaceFile("", errors=(FileError(0, "", str(error)),))
    schemes = {
        str(one): [section.as_section() for section in one.sections.all()]
        for one in Classification.objects.prefetch_related("sections")
    }
    return parse_workplaces(table, schemes, range(FIRST_YEAR, today().year + 1), digest)


def _is_of_rows(content: bytes) -> bool:
    try:
        return is_of_rows(read_table(content).header)
    except UnreadableFile:
        return False
