"""The JSON lines loop: one line out for each line in, whatever comes in."""

import io
import json
import os
import select
import threading
from collections.abc import Iterable

import pytest

from werkbedrijf.lib import jsonlines
from werkbedrijf.lib.jsonlines import LineError, answer_lines, check_fields, field_of_type, members


class Trickle(io.BytesIO):
    """A pipe that hands over a few bytes at a time, as a slow sender does."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self.size = size

    def read1(self, size: int | None = -1, /) -> bytes:
        return super().read1(self.size)


def double(record) -> str:
    return members({"double": 2 * field_of_type(record, "number", int)})


def answers(data: bytes | Iterable[bytes], answer=double, errors=(), source=None) -> tuple[int, list[dict]]:
    if not isinstance(data, bytes):
        data = b"\n".join(data) + b"\n"
    target = io.StringIO()
    bad = answer_lines(source or io.BytesIO(data), target, answer, errors)
    assert target.getvalue().endswith("\n") or not data
    return bad, [json.loads(line) for line in target.getvalue().splitlines()]


def one_answer(line: bytes) -> dict:
    bad, found = answers([line])
    assert (bad, len(found)) == (int("error" in found[0]), 1)
    return found[0]


GOOD = {
    "number": (b'{"id": 7, "number": 2}', {"id": 7, "double": 4}),
    "text_id": (b'{"id": "a-1", "number": 2}', {"id": "a-1", "double": 4}),
    "windows_line_end": (b'{"id": 7, "number": 2}\r', {"id": 7, "double": 4}),
    "spaces_around": (b'  {"id" : 7 , "number" : 2}\t', {"id": 7, "double": 4}),
    "id_after_the_rest": (b'{"number": 2, "id": 7}', {"id": 7, "double": 4}),
    "accents_in_the_id": ('{"id": "één", "number": 2}'.encode(), {"id": "één", "double": 4}),
    "lone_surrogate_in_the_id": (b'{"id": "\\ud800", "number": 2}', {"id": "\ud800", "double": 4}),
    "line_separator_in_the_id": (
        '{"id": "a\u2028b\x85", "number": 2}'.encode(),
        {"id": "a\u2028b\x85", "double": 4},
    ),
    "number_of_4000_digits": (
        b'{"id": 7, "number": 1' + b"0" * 4000 + b"}",
        {"id": 7, "double": 2 * 10**4000},
    ),
}


@pytest.mark.parametrize(("line", "answer"), GOOD.values(), ids=GOOD)
def test_good_line(line, answer):
    assert one_answer(line) == answer


BAD = {
    "blank": (b"", None, "geen geldige JSON"),
    "spaces": (b"   ", None, "geen geldige JSON"),
    "no_json": (b"hallo", None, "geen geldige JSON"),
    "cut_off": (b'{"id": 7, "number": ', None, "geen geldige JSON"),
    "two_objects": (b'{"id": 7, "number": 2} {"id": 8}', None, "geen geldige JSON"),
    "single_quotes": (b"{'id': 7}", None, "geen geldige JSON"),
    "no_utf_8": (b'{"id": "\xff\xfe", "number": 2}', None, "geen geldige UTF-8"),
    "utf_16": ('{"id": 7}'.encode("utf-16"), None, "geen geldige UTF-8"),
    "zero_byte": (b'{"id": 7, "number": \x00}', None, "geen geldige JSON"),
    "list": (b"[1, 2]", None, "geen JSON-object"),
    "number": (b"3", None, "geen JSON-object"),
    "null": (b"null", None, "geen JSON-object"),
    "nested_too_deep": (b"[" * 200_000, None, "te diep"),
    "nested_too_deep_in_a_field": (b'{"id": 7, "number": ' + b'{"a":' * 200_000, None, "te diep"),
    "no_id": (b'{"number": 2}', None, "heeft een id"),
    "id_null": (b'{"id": null, "number": 2}', None, "heeft een id"),
    "id_true": (b'{"id": true, "number": 2}', None, "heeft een id"),
    "id_list": (b'{"id": [1], "number": 2}', None, "heeft een id"),
    "id_twice": (b'{"id": 7, "id": 8, "number": 2}', None, "Het veld id staat er meer dan"),
    "field_twice": (b'{"id": 7, "number": 2, "number": 3}', 7, "Het veld number staat er meer dan"),
    "field_twice_deeper": (b'{"id": 7, "number": {"a": 1, "a": 1}}', 7, "Het veld a staat er meer dan"),
    "nan": (b'{"id": 7, "number": NaN}', 7, "NaN is geen JSON"),
    "infinity": (b'{"id": 7, "number": -Infinity}', 7, "-Infinity is geen JSON"),
    "number_of_5000_digits": (b'{"id": 7, "number": ' + b"1" * 5000 + b"}", 7, "meer dan 4300 cijfers"),
    "type": (b'{"id": 7, "number": "2"}', 7, "number is niet een geheel getal"),
    "true_is_not_a_number": (b'{"id": 7, "number": true}', 7, "number is niet een geheel getal"),
    "float_is_not_a_number": (b'{"id": 7, "number": 2.0}', 7, "number is niet een geheel getal"),
}


@pytest.mark.parametrize(("line", "identity", "message"), BAD.values(), ids=BAD)
def test_bad_line_and_the_rest_goes_on(line, identity, message):
    bad, found = answers([b'{"id": 1, "number": 1}', line, b'{"id": 3, "number": 3}'])
    assert bad == 1
    assert [found[0], found[2]] == [{"id": 1, "double": 2}, {"id": 3, "double": 6}]
    assert set(found[1]) == {"id", "error"}
    assert found[1]["id"] == identity
    assert message in found[1]["error"]


def test_nothing_in_is_nothing_out():
    assert answers(b"") == (0, [])


def test_last_line_without_an_end():
    assert answers(b'{"id": 1, "number": 1}\n{"id": 2, "number": 2}') == (
        0,
        [{"id": 1, "double": 2}, {"id": 2, "double": 4}],
    )


def test_blank_lines_are_counted_one_by_one():
    bad, found = answers(b'\n{"id": 1, "number": 1}\n\n\n')
    assert bad == 3
    assert [line["id"] for line in found] == [None, 1, None, None]


def test_byte_order_mark_at_the_start_is_skipped():
    assert answers(b'\xef\xbb\xbf{"id": 1, "number": 1}\n') == (0, [{"id": 1, "double": 2}])


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_lines_in_any_pieces(size):
    data = b"".join(b'{"id": %d, "number": %d}\n' % (number, number) for number in range(50))
    assert answers(data, source=Trickle(data, size)) == answers(data)


@pytest.mark.parametrize("size", [1, 50, 100, 10_000])
@pytest.mark.parametrize("ending", [b"", b"\n"])
def test_line_too_long_to_keep(monkeypatch, size, ending):
    monkeypatch.setattr(jsonlines, "MAX_LINE_BYTES", 300)
    good = b'{"id": 1, "number": 1}'
    data = b"\n".join([good, b'{"id": "' + b"x" * 20_000 + b'"}', good, b'{"id": "' + b"y" * 20_000]) + ending
    monkeypatch.setattr(jsonlines, "_CHUNK_BYTES", size)
    bad, found = answers(data, source=Trickle(data, size))
    assert bad == 2
    assert all("langer dan 300 bytes" in line["error"] for line in found if "error" in line)


def test_answer_may_raise_what_it_announced():
    class OwnError(Exception):
        pass

    def refuse(record):
        raise OwnError("Nee.")

    assert answers([b'{"id": 7}'], refuse, (OwnError,)) == (1, [{"id": 7, "error": "Nee."}])
    with pytest.raises(OwnError):
        answers([b'{"id": 7}'], refuse)


def test_answer_comes_before_the_next_question_is_awaited():
    """A program at the other end of two pipes asks, waits for the answer and only then asks on."""
    questions_out, questions_in = os.pipe()
    answers_out, answers_in = os.pipe()

    def serve() -> None:
        with os.fdopen(questions_out, "rb") as source, os.fdopen(answers_in, "w") as target:
            answer_lines(source, target, double)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    with os.fdopen(questions_in, "wb", buffering=0) as ask, os.fdopen(answers_out) as listen:
        for number in range(3):
            ask.write(b'{"id": %d, "number": %d}\n' % (number, number))
            assert select.select([listen], [], [], 20)[0], "no answer while the question stands"
            assert json.loads(listen.readline()) == {"id": number, "double": 2 * number}
    thread.join(10)
    assert not thread.is_alive()


def test_output_is_ascii():
    target = io.StringIO()
    answer_lines(
        io.BytesIO('{"id": "één", "number": "ë"}\n'.encode()), target, lambda record: members({"é": "ü"})
    )
    assert target.getvalue().isascii()


def test_check_fields():
    required, optional = frozenset({"id", "jobs"}), frozenset({"note"})
    check_fields({"id": 1, "jobs": 2, "note": 3}, required, optional)
    with pytest.raises(LineError, match="Ontbrekend veld: jobs"):
        check_fields({"id": 1}, required, optional)
    with pytest.raises(LineError, match="Onbekend veld: a, b"):
        check_fields({"id": 1, "jobs": 2, "b": 3, "a": 4}, required, optional)


@pytest.mark.parametrize(
    ("value", "kind", "message"),
    [(1, bool, "true of false"), (1, str, "tekst"), (None, dict, "object"), (True, int, "geheel getal")],
)
def test_field_of_another_type(value, kind, message):
    with pytest.raises(LineError, match=message):
        field_of_type({"f": value}, "f", kind)
