"""JSON lines: one JSON object per line in, one per line out, in the same order, in constant memory.

A line that is wrong gets `{"id": …, "error": "…"}` in its place and the rest goes on. The reader is strict where
Python's own is lenient (a repeated key, NaN), because an auditor's file must not be readable in two ways.
"""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol, TypeVar

# A line longer than this is refused instead of kept: memory stays bounded whatever comes in.
MAX_LINE_BYTES = 16 * 1024 * 1024
# Python refuses longer numbers too, but in English and for the whole line at once.
MAX_DIGITS = 4300
_CHUNK_BYTES = 64 * 1024

_TYPE_NAMES: dict[type, str] = {
    str: "tekst",
    int: "een geheel getal",
    bool: "true of false",
    dict: "een object",
}

Record = Mapping[str, object]
# From the object of one line to the rest of the answer's JSON text, after its id: `members()` makes it.
Answer = Callable[[Record], str]
Value = TypeVar("Value")


class LineError(ValueError):
    """A line that cannot be used; the message is Dutch and goes into the output."""


class Writer(Protocol):
    """What is needed of an output: a text file, or the stdout of a Django command."""

    def write(self, text: str, /) -> object: ...

    def flush(self) -> object: ...


def answer_lines(
    source: io.BufferedIOBase, target: Writer, answer: Answer, errors: tuple[type[Exception], ...] = ()
) -> int:
    """Writes one answer to `target` for every line of `source`; returns the number of bad lines.

    errors: what `answer` may raise besides LineError to make a line a bad one, with that message. What has come in
    is answered and flushed before more is awaited, so that a program at the other end of two pipes can ask line by
    line.
    """
    reader = _Reader()
    makes_bad: tuple[type[Exception], ...] = (LineError, *errors)
    bad = 0
    for lines in _batches(source):
        answers = []
        for line in lines:
            try:
                reader.read(line)
                answers.append(f'{{"id": {reader.identity}, {answer(reader.record)}\n')
            except makes_bad as error:
                bad += 1
                answers.append(f'{{"id": {reader.identity}, {members({"error": str(error)})}\n')
        target.write("".join(answers))
        target.flush()
    return bad


def filter_standard_input(target: Writer, answer: Answer, errors: tuple[type[Exception], ...] = ()) -> int:
    """`answer_lines` as a command: reads standard input. Ends quietly when nobody reads the output any more."""
    # A test can put a StringIO there, which has no bytes underneath.
    source = getattr(sys.stdin, "buffer", None) or io.BytesIO(sys.stdin.read().encode())
    try:
        return answer_lines(source, target, answer, errors)
    except BrokenPipeError:
        # As in the Python manual: without this the interpreter complains once more while it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None


def members(values: Mapping[str, object]) -> str:
    """The members of a JSON object, with its closing brace and without its opening one; ASCII, for any terminal."""
    return json.dumps(values)[1:]


def check_fields(record: Record, required: frozenset[str], optional: frozenset[str] = frozenset()) -> None:
    """Raises LineError when a required field is missing or an unknown one is there."""
    missing = required - record.keys()
    if missing:
        raise LineError(f"Ontbrekend veld: {', '.join(sorted(missing))}.")
    unknown = record.keys() - required - optional
    if unknown:
        raise LineError(f"Onbekend veld: {', '.join(sorted(unknown))}.")


def field_of_type(record: Record, name: str, kind: type[Value]) -> Value:
    """The field, of exactly this type: true is not the number 1. Raises LineError."""
    value = record[name]
    # type() and not isinstance(), because a bool is an int for Python.
    if type(value) is not kind:
        raise LineError(f"Het veld {name} is niet {_TYPE_NAMES[kind]}.")
    return value


class _Reader:
    """Reads one line after another; `record` and `identity` belong to the line read last.

    identity: the JSON text of the id, "null" as long as it is not known. It is found where possible also on a line
    that turns out to be bad, so that the error can be put beside what it is about.
    """

    def __init__(self) -> None:
        self.record: dict[str, object] = {}
        self.identity = "null"
        self._problems: list[str] = []
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_int=self._integer, parse_constant=self._constant
        )

    def read(self, line: bytes | None) -> None:
        """Raises LineError. None is a line that was too long to keep."""
        self.record, self.identity = {}, "null"
        self._problems.clear()
        record = self._parse(line)
        identity = record.get("id")
        if type(identity) is str or type(identity) is int:
            self.identity = json.dumps(identity)
        elif not self._problems:
            self._problems.append("Elke regel heeft een id: tekst of een geheel getal.")
        if self._problems:
            raise LineError(self._problems[0])
        self.record = record

    def _parse(self, line: bytes | None) -> dict[str, object]:
        if line is None:
            raise LineError(f"De regel is langer dan {MAX_LINE_BYTES} bytes.")
        try:
            record = self._decoder.decode(line.decode("utf-8"))
        except UnicodeDecodeError:
            raise LineError("De regel is geen geldige UTF-8.") from None
        except ValueError as error:
            where = f" (bij teken {error.pos + 1})" if isinstance(error, json.JSONDecodeError) else ""
            raise LineError(f"De regel is geen geldige JSON{where}.") from None
        except RecursionError:
            raise LineError("De regel is te diep genest.") from None
        if type(record) is not dict:
            raise LineError("De regel is geen JSON-object.")
        return record

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        record = dict(pairs)
        if len(record) != len(pairs):
            names = [name for name, _ in pairs]
            repeated = next(name for name in names if names.count(name) > 1)
            self._problems.append(f"Het veld {repeated} staat er meer dan één keer in.")
            if repeated == "id":
                del record["id"]
        return record

    def _integer(self, digits: str) -> int:
        if len(digits) > MAX_DIGITS:
            self._problems.append(f"Een getal heeft meer dan {MAX_DIGITS} cijfers.")
            return 0
        return int(digits)

    def _constant(self, name: str) -> None:
        self._problems.append(f"{name} is geen JSON.")


def _batches(source: io.BufferedIOBase) -> Iterator[list[bytes | None]]:
    """The lines that have come in, batch after batch; None stands for a line that was too long to keep."""
    rest = b""
    # Inside a line that is too long: its bytes are dropped until it ends.
    dropping = False
    at_start = True
    while chunk := source.read1(_CHUNK_BYTES):
        if at_start:
            # Some editors on Windows put this mark at the start of a file.
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
            at_start = False
        first, *others = chunk.split(b"\n")
        if not dropping:
            rest += first
            if len(rest) > MAX_LINE_BYTES:
                dropping, rest = True, b""
        if not others:
            continue
        yield [None if dropping else rest, *others[:-1]]
        dropping, rest = False, others[-1]
    if dropping or rest:
        yield [None if dropping else rest]
