"""The next version of the base package: drafted from the last, written by the secretariat, adopted by decision only.

Beside a version, adopted or not, the secretariat keeps notes on what became of an instrument since.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.text import slugify

from governance.actions.drafts import lock_draft, refuse_carried
from governance.actions.ledger import append_event, take_ledger_head
from governance.actions.writing import refuse_moved
from governance.models import Person
from instruments.enums import Provider
from instruments.models import (
    CATALOGUE_SUBJECT,
    Catalogue,
    InstrumentEntry,
    InstrumentSide,
    LaterChange,
    OwnInstrument,
)
from instruments.permissions import can_keep_catalogue
from instruments.queries.catalogues import entry_text
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

Sides = Mapping[
    Provider, Mapping[str, Any] | None
]  # what each offers: the fields of InstrumentSide, or nothing


@transaction.atomic
def draft_catalogue(
    by: Person, on: date, *, is_example: bool = False, now: datetime | None = None
) -> Catalogue:
    """A draft of the next version, begun from the last one, compiled on day `on`. Raises NotAllowed; Conflict beside
    a draft or while there is no version at all.
    """
    _refuse_others(by)
    take_ledger_head()
    last = Catalogue.objects.order_by("-number").first()
    if last is None:
        raise Conflict("Er is nog geen basispakket om van uit te gaan.")
    if not last.is_adopted:
        raise Conflict(
            f"Versie {last.number} is nog niet vastgesteld. Wijzig dat concept, of verwijder het eerst."
        )
    drafted: Catalogue = Catalogue.objects.create(
        number=last.number + 1,
        subject=CATALOGUE_SUBJECT,
        title="Basispakket van instrumenten",
        compiled_on=on,
        source=f"Versie {last.number}, bijgewerkt door het secretariaat",
        is_example=is_example,
    )
    for entry in last.entries.prefetch_related("sides", "changes").order_by("position"):
        _copy(entry, drafted)
    append_event("catalogue_drafted", by, {"version": drafted.number}, now)
    return drafted


@transaction.atomic
def change_catalogue(
    catalogue: Catalogue, by: Person, *, now: datetime | None = None, **head: Any
) -> Catalogue:
    """Change the head of a draft: title, compiled_on, source, introduction, is_example. Raises NotAllowed, Conflict."""
    _refuse_others(by)
    locked = lock_draft(catalogue)
    for name, value in head.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(head))
    append_event("catalogue_changed", by, {"version": locked.number}, now)
    return locked


@transaction.atomic
def write_entry(
    catalogue: Catalogue,
    by: Person,
    *,
    name: str,
    summary: str,
    sides: Sides,
    relation: str = "",
    replaces: str = "",
    is_described: bool = True,
    entry: InstrumentEntry | None = None,
    seen: str = "",
    now: datetime | None = None,
) -> InstrumentEntry:
    """Add an instrument at the end of a draft, or write one anew.

    seen: `text_key` of the text that the writer had before their eyes; "" for whatever stands there.
    Raises NotAllowed, Conflict; WholeMoved; DomainError for an instrument that nobody offers, that is there already,
    or that would follow itself.
    """
    _refuse_others(by)
    offered = {provider: dict(terms) for provider, terms in sides.items() if terms is not None}
    if not offered:
        raise DomainError("Beschrijf wat de gemeente aanbiedt, wat UWV aanbiedt, of beide.")
    locked = lock_draft(catalogue)
    if entry is None:
        written = InstrumentEntry(catalogue=locked, slug=_new_slug(locked, name), position=_last(locked) + 1)
    else:
        written = locked.entries.prefetch_related("sides").get(pk=entry.pk)
        refuse_moved(entry_text(written.full()), seen)
    if replaces == written.slug:
        raise DomainError("Een instrument volgt niet op zichzelf. Kies een ander, of laat dit leeg.")
    written.name, written.summary, written.relation = name.strip(), summary.strip(), relation.strip()
    written.replaces, written.is_described = replaces, is_described
    written.save()
    written.sides.exclude(provider__in=list(offered)).delete()
    for provider, terms in offered.items():
        InstrumentSide.objects.update_or_create(entry=written, provider=provider, defaults=terms)
    append_event("instrument_written", by, {"version": locked.number, "instrument": written.slug}, now)
    return written


@transaction.atomic
def move_entry(entry: InstrumentEntry, by: Person, steps: int, *, now: datetime | None = None) -> None:
    """Move an instrument of a draft `steps` places down (up when negative); beyond the ends nothing moves."""
    _refuse_others(by)
    locked = lock_draft(entry.catalogue)
    order = list(locked.entries.order_by("position").values_list("pk", flat=True))
    place = order.index(entry.pk)
    if not 0 <= place + steps < len(order):
        return
    order.insert(place + steps, order.pop(place))
    _number(order)
    append_event("instrument_moved", by, {"version": locked.number, "instrument": entry.slug}, now)


@transaction.atomic
def delete_entry(entry: InstrumentEntry, by: Person, *, now: datetime | None = None) -> None:
    """Take an instrument out of a draft; in earlier versions it stays. Raises NotAllowed, Conflict."""
    _refuse_others(by)
    locked = lock_draft(entry.catalogue)
    append_event("instrument_deleted", by, {"version": locked.number, "instrument": entry.slug}, now)
    _put_back(OwnInstrument.objects.filter(brought_into=locked, name=entry.name), by, now)
    locked.entries.filter(pk=entry.pk).delete()
    _number(list(locked.entries.order_by("position").values_list("pk", flat=True)))


@transaction.atomic
def delete_catalogue(catalogue: Catalogue, by: Person, *, now: datetime | None = None) -> None:
    """Delete a draft that no proposal carries. Raises NotAllowed, Conflict."""
    _refuse_others(by)
    locked = lock_draft(catalogue)
    refuse_carried(locked)
    if not Catalogue.objects.exclude(pk=locked.pk).exists():
        raise Conflict("Dit is het enige basispakket. Wijzig het in plaats van het te verwijderen.")
    append_event("catalogue_deleted", by, {"version": locked.number}, now)
    _put_back(OwnInstrument.objects.filter(brought_into=locked), by, now)
    locked.delete()


@transaction.atomic
def add_note(
    entry: InstrumentEntry,
    by: Person,
    *,
    since: str,
    text: str,
    legal_source: str = "",
    is_uncertain: bool = False,
    now: datetime | None = None,
) -> LaterChange:
    """Note what became of an instrument since: no part of what is adopted, so beside any version. Raises NotAllowed."""
    _refuse_others(by)
    take_ledger_head()
    last = entry.changes.aggregate(last=Max("position"))["last"] or 0
    note = LaterChange.objects.create(
        entry=entry,
        position=last + 1,
        since=since.strip(),
        text=text.strip(),
        legal_source=legal_source.strip(),
        is_uncertain=is_uncertain,
    )
    append_event("instrument_note_added", by, _noted(note), now)
    return note


@transaction.atomic
def delete_note(note: LaterChange, by: Person, *, now: datetime | None = None) -> None:
    """Take back a note. Raises NotAllowed."""
    _refuse_others(by)
    append_event("instrument_note_deleted", by, _noted(note), now)
    note.delete()


def _put_back(taken: QuerySet[OwnInstrument], by: Person, now: datetime | None) -> None:
    """What a draft took up and does not hold any more waits for the next version again."""
    for instrument in list(taken):
        instrument.brought_into = None
        instrument.save(update_fields=["brought_into"])
        append_event("own_instrument_put_back", by, {"instrument": instrument.pk}, now)


def _refuse_others(by: Person) -> None:
    if not can_keep_catalogue(by):
        raise NotAllowed("Alleen het secretariaat stelt een basispakket op.")


def _copy(entry: InstrumentEntry, catalogue: Catalogue) -> None:
    sides, notes = list(entry.sides.all()), list(entry.changes.all())
    entry.pk, entry.catalogue = None, catalogue
    entry._state.adding = True
    entry.save()
    for side in sides:
        side.pk, side.entry = None, entry
    for note in notes:
        note.pk, note.entry = None, entry
    InstrumentSide.objects.bulk_create(sides)
    LaterChange.objects.bulk_create(notes)


def _new_slug(catalogue: Catalogue, name: str) -> str:
    """From the name; the same instrument in an earlier version is the same slug."""
    slug = slugify(name)[:60]
    if not slug:
        raise DomainError("Geef het instrument een naam met letters.")
    if catalogue.entries.filter(slug=slug).exists():
        raise DomainError(f"“{name.strip()}” staat al in deze versie. Wijzig dat, of kies een andere naam.")
    return slug


def _last(catalogue: Catalogue) -> int:
    return catalogue.entries.aggregate(last=Max("position"))["last"] or 0


def _number(order: list[int]) -> None:
    """Number the instruments 1, 2, 3 …: first out of the way, since uniqueness is checked row by row."""
    for offset in (1000, 0):
        for place, pk in enumerate(order, start=1):
            InstrumentEntry.objects.filter(pk=pk).update(position=offset + place)


def _noted(note: LaterChange) -> dict[str, Any]:
    entry = note.entry
    return {"version": entry.catalogue.number, "instrument": entry.slug, "note": note.pk}
