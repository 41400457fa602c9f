"""A document that the system prints itself, as a paper under an agenda item: a newer print replaces the one before."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from governance.actions.agenda import add_paper
from governance.models import AgendaItem, Paper, Person


def place_print(item: AgendaItem, *, title: str, filename: str, content: bytes, by: Person) -> Paper:
    """Place a PDF under an item, as the next version of the paper that has this title there.

    Raises Conflict when the agenda is fixed. Called within a transaction of the verb that prints.
    """
    earlier = Paper.objects.filter(item=item, title=title, replaced_by=None).order_by("-pk").first()
    file = SimpleUploadedFile(filename, content, content_type="application/pdf")
    return add_paper(item, title=title, file=file, by=by, replaces=earlier)
