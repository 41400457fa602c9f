"""The structure of many PDFs as one: what a screen reader reads in which order. pypdf leaves it behind when it joins.

Each part becomes a part of the whole, with the structure that it had itself. Pages that had none are read as one
paragraph each, in the order in which they were drawn: that is all that can be known of somebody else's paper.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

logger = logging.getLogger(__name__)

KEPT = ("/Alt", "/ActualText", "/Lang", "/E", "/T", "/A", "/ID")
BROKEN = (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError)
MOST_ELEMENTS = 200_000  # of one source; more is no structure that anybody made
Marks = dict[int, dict[int, Any]]  # by page, by mark in it: the element that it belongs to


def dictionary(**entries: Any) -> DictionaryObject:
    """A dictionary of a PDF: a text that begins with a slash is a name, a whole number a number."""
    found = DictionaryObject()
    for key, value in entries.items():
        value = NameObject(value) if isinstance(value, str) and value.startswith("/") else value
        found[NameObject(f"/{key}")] = NumberObject(value) if type(value) is int else value
    return found


class TagTree:
    """Collects the structure of the pages that a writer takes over, and puts it into the writer at the end."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._roles = DictionaryObject()
        self._owners = ArrayObject()  # by number: whom the marks of a page, or an annotation, belong to
        self._root = dictionary(Type="/StructTreeRoot")
        self._root_at = writer._add_object(self._root)
        self._whole, self._root[NameObject("/K")] = self._element("/Document", self._root_at)

    def add(self, title: str, reader: PdfReader, old: Sequence[Any], new: Sequence[Any]) -> None:
        """A part of the whole: its pages in the source, and the same as they stand in the writer."""
        part, at = self._element("/Part", self._whole.indirect_reference)
        part[NameObject("/T")] = TextStringObject(title)
        self._whole["/K"].append(at)
        moved = {_number(before): after.indirect_reference for before, after in zip(old, new, strict=True)}
        copier = _Copier(self, reader, moved, prefix=f"{len(self._whole['/K'])}-")
        try:
            owners = self._take_over(copier, reader, part)
        except BROKEN as trouble:
            logger.warning("the structure of %r is left out: %s", title, trouble)
            owners, part[NameObject("/K")], copier.marks = {}, ArrayObject(), {}
        for before, page in zip(old, new, strict=True):
            marks = copier.marks.get(_number(page), {})
            if marks:
                # What has a mark and no place in the tree is the head or foot of a page: it is not read aloud.
                unread = self._element("/NonStruct", at)[1]
                had = _list(owners.get(before.get("/StructParents")))
                marks = {**dict.fromkeys(range(len(had)), unread), **marks}
            else:
                _mark_as_one(page, self._writer)
                paragraph, marks[0] = self._element("/P", at)
                paragraph.update(dictionary(Pg=page.indirect_reference, K=0))
                part["/K"].append(marks[0])
            listed = ArrayObject(marks.get(mark, NullObject()) for mark in range(max(marks) + 1))
            page.update(dictionary(StructParents=self.own(self._writer._add_object(listed)), Tabs="/S"))

    def _take_over(self, copier: _Copier, reader: PdfReader, part: Any) -> dict[int, Any]:
        """Copy what the source has; gives what its pages' marks belonged to, by number."""
        if "/StructTreeRoot" not in reader.root_object:
            return {}
        source: Any = reader.root_object["/StructTreeRoot"]
        self._roles.update(_plain(source.get("/RoleMap", DictionaryObject())))
        for kid in _list(source.get("/K")):
            copier.copy(kid, part, None)
        return _numbered(source.get("/ParentTree", DictionaryObject()))

    def close(self) -> None:
        """Put the tree into the writer."""
        numbers = ArrayObject()
        for number, owner in enumerate(self._owners):
            numbers += [NumberObject(number), owner]
        self._root.update(
            dictionary(
                ParentTree=self._writer._add_object(dictionary(Nums=numbers)),
                ParentTreeNextKey=len(self._owners),
                RoleMap=self._roles,
            )
        )
        self._writer.root_object.update(
            dictionary(StructTreeRoot=self._root_at, MarkInfo=dictionary(Marked=BooleanObject(True)))
        )

    def own(self, owner: Any) -> int:
        """The number under which a reader finds this owner."""
        self._owners.append(owner)
        return len(self._owners) - 1

    def _element(self, role: str, parent: Any) -> tuple[Any, IndirectObject]:
        element = dictionary(Type="/StructElem", S=role, P=parent, K=ArrayObject())
        return element, self._writer._add_object(element)


class _Copier:
    """One source: takes over the elements that have something on the pages that were taken over."""

    def __init__(self, tree: TagTree, reader: PdfReader, moved: dict[int, Any], prefix: str) -> None:
        self._tree, self._moved, self._prefix = tree, moved, prefix
        self._known = tree._writer._id_translated.get(id(reader), {})
        self.marks: Marks = {}
        self._seen = 0

    def copy(self, kid: Any, above: Any, page: Any) -> bool:
        """Append what is left of a kid to the element above it; whether there is something to read in it."""
        kid, self._seen = kid.get_object(), self._seen + 1
        if self._seen > MOST_ELEMENTS:
            raise ValueError("Deze structuur is te groot.")
        if isinstance(kid, int):
            kid = dictionary(Type="/MCR", MCID=kid)
        page = kid.raw_get("/Pg") if "/Pg" in kid else page
        if kid.get("/Type") in ("/MCR", "/OBJR"):
            new = self._moved.get(page.idnum) if isinstance(page, IndirectObject) else None
            return new is not None and self._leaf(kid, above, new)
        element, at = self._tree._element(str(kid["/S"]), above.indirect_reference)
        element.update(
            {NameObject(name): _plain(kid[name], self._prefix, name) for name in KEPT if name in kid}
        )
        kids = _list(kid.get("/K"))
        if kids and not sum([self.copy(one, element, page) for one in kids]):
            return False
        above["/K"].append(at)
        return bool(kids)

    def _leaf(self, kid: Any, above: Any, page: Any) -> bool:
        """Marked text on a page, or an annotation such as a link: that only when pypdf took it over as it was."""
        owner = above.indirect_reference
        if kid["/Type"] == "/MCR":
            if "/Stm" in kid:
                return False
            above["/K"].append(dictionary(Type="/MCR", Pg=page, MCID=int(kid["/MCID"])))
            self.marks.setdefault(page.idnum, {})[int(kid["/MCID"])] = owner
            return True
        number = self._known.get(kid.raw_get("/Obj").idnum)
        if number is None:
            return False
        at = IndirectObject(number, 0, self._tree._writer)
        annotation: Any = at.get_object()
        annotation.update(dictionary(StructParent=self._tree.own(owner)))
        above["/K"].append(dictionary(Type="/OBJR", Pg=page, Obj=at))
        return True


def _number(page: Any) -> int:
    number: int = page.indirect_reference.idnum
    return number


def _list(value: Any) -> list[Any]:
    value = value.get_object() if value is not None else None
    return list(value) if isinstance(value, ArrayObject) else [] if value is None else [value]


def _numbered(node: Any) -> dict[int, Any]:
    """A tree of numbers as what it holds by number."""
    node = node.get_object()
    pairs = _list(node.get("/Nums"))
    found = dict(zip(pairs[::2], pairs[1::2], strict=False))
    for kid in _list(node.get("/Kids")):
        found |= _numbered(kid)
    return found


def _plain(value: Any, prefix: str = "", name: str = "") -> Any:
    """A value without references to the source. Names by which the cells of a table refer to their heads get a prefix:
    another part can have the same.
    """
    value = value.get_object()
    if isinstance(value, DictionaryObject):
        return DictionaryObject({NameObject(key): _plain(one, prefix, key) for key, one in value.items()})
    if isinstance(value, ArrayObject):
        return ArrayObject(_plain(one, prefix, name) for one in value)
    return TextStringObject(f"{prefix}{value}") if name in ("/ID", "/Headers") else value


def _mark_as_one(page: Any, writer: PdfWriter) -> None:
    """All that is drawn on a page as one mark, the first."""
    content = page.get_contents()
    drawn = DecodedStreamObject()
    drawn.set_data(b"/P <</MCID 0>> BDC\n" + (content.get_data() if content is not None else b"") + b"\nEMC")
    page[NameObject("/Contents")] = writer._add_object(drawn)
