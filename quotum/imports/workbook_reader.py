"""Reads one workbook within limits and writes its rows as lines. Run as a file by workbook.py, never imported.

Arguments: the workbook, bytes of memory, seconds of processor time, rows at most (0: all). Standard output: a line per
row of the first sheet that has something in it, empty rows included, so that line numbers are row numbers. Standard
error: notes, or the one sentence with which it refuses. Exit: 0 done, 3 refused, 4 too much, 1 damaged.
"""

import csv
import datetime
import resource
import sys

MAX_COLUMNS = 51  # one more than a file may have, so that the column too many is seen
MAX_EMPTY = 1_000  # empty rows in a row: then something lies far away and the sheet is no list
MAX_CELL = 900  # characters
REFUSED, TOO_MUCH = 3, 4
FAR_AWAY = (
    f"Op het eerste blad staan meer dan {MAX_EMPTY} lege rijen onder elkaar. Kopieer alleen de rijen met cijfers naar "
    "een nieuw bestand, of sla het blad op als “CSV UTF-8”."
)


def cell_text(value: object, kind: str) -> str:
    """A cell as it would be typed: whole numbers without decimals, days as 31-12-2026, formulas with their sign."""
    if value is None:
        return ""
    if kind == "f":
        return "=formule"
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value).replace(".", ",")
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value:%d-%m-%Y}"
    return " ".join(str(value)[:MAX_CELL].split())


def refuse(sentence: str, code: int = REFUSED) -> None:
    print(sentence, file=sys.stderr)
    sys.stdout.flush()
    raise SystemExit(code)


def main(path: str, memory: int, seconds: int, most: int) -> None:
    """Read and write; ends the process with the code that says how it went."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise SystemExit("defusedxml is not installed")
    book = openpyxl.load_workbook(path, read_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        refuse("Deze werkmap heeft geen zichtbaar blad met cijfers. Zet de cijfers op het eerste blad.")
    sheet = sheets[0]
    write = csv.writer(sys.stdout, delimiter=";", lineterminator="\n").writerow
    empty = filled = width = 0
    for row in sheet.iter_rows(max_col=MAX_COLUMNS):
        cells = [cell_text(cell.value, getattr(cell, "data_type", "n")) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            empty += 1
            if empty > MAX_EMPTY:
                refuse(FAR_AWAY)
            continue
        for _ in range(empty):
            print()
        empty = 0
        filled += 1
        width = width or len(cells)  # of the column names: a sheet has no empty cells at the end of a row
        write(cells + [""] * (width - len(cells)))
        if filled == most:
            break
    if not filled:
        refuse("Het eerste blad is leeg. Zet de cijfers op het eerste blad.")
    if len(sheets) > 1:
        print(
            f"De werkmap heeft {len(sheets)} bladen; alleen het eerste, “{sheet.title}”, is gelezen.",
            file=sys.stderr,
        )


if __name__ == "__main__":
    try:
        main(sys.argv[1], *map(int, sys.argv[2:5]))
    except MemoryError:
        raise SystemExit(TOO_MUCH) from None
    except SystemExit:
        raise
    except Exception:  # noqa: BLE001 (whatever openpyxl makes of a hostile or broken file: it is damaged)
        raise SystemExit(1) from None
