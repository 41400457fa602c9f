"""Personal data has no place here: how to recognise it in a file of counts, so that the file is refused.

Sources: Besluit SUWI art. 3.2 (the register holds BSNs, which this system never needs); the elfproef for a BSN.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import mul

from quotum.domain.delimited import MAX_ERRORS, FileError, Line

NO_PERSONAL_DATA = (
    "Hier staat iets dat op een burgerservicenummer lijkt. Haal het weg. Er is niets van het bestand bewaard."
)
_NINE_DIGITS = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){8}(?!\d)")
_NO_SEPARATORS = str.maketrans("", "", " .-")
_TOGETHER = 100  # lines
_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)

# Parts of column names that say that a column is about one person.
_PERSONAL_PARTS = (
    "bsn",
    "burgerservice",
    "sofi",
    "naam",
    "voorletter",
    "initial",
    "tussenvoegsel",
    "geboren",
    "geboort",
    "geb.dat",
    "gebdat",
    "geb_dat",
    "geslacht",
    "adres",
    "straat",
    "huisnummer",
    "postcode",
    "telefoon",
    "mail",
    "iban",
    "nationaliteit",
    "persoonsnummer",
    "clientnummer",
    "cliëntnummer",
)
# Names of things, not of people.
_HARMLESS = frozenset(
    {"gemeentenaam", "sectornaam", "naam gemeente", "naam sector", "naam_gemeente", "naam_sector"}
)


def is_bsn(digits: str) -> bool:
    """Whether nine digits satisfy the elfproef of a BSN: 9·a + 8·b + … + 2·h − i is divisible by 11."""
    if len(digits) != 9 or not digits.isascii() or not digits.isdigit() or digits == "000000000":
        return False
    total: int = sum(map(mul, _BSN_WEIGHTS, map(int, digits)))
    return total % 11 == 0


def holds_bsn(text: str) -> bool:
    """Whether somewhere in `text` stand nine digits (with or without dots, spaces or dashes) that pass the elfproef."""
    found = set(_NINE_DIGITS.findall(text))  # a hostile line repeats itself
    return any(is_bsn(match.translate(_NO_SEPARATORS)) for match in found)


def is_personal_column(name: str) -> bool:
    """Whether the name of a column says that it holds something about one person."""
    plain = " ".join(name.lower().split())
    return plain not in _HARMLESS and any(part in plain for part in _PERSONAL_PARTS)


def personal_header(header: Line) -> list[FileError]:
    """An error for each column that is, by its name, about persons; it names the place and never the content."""
    return [
        FileError(
            header.number,
            f"kolom {place}",
            "Deze kolom gaat volgens haar naam over personen. Hier horen alleen aantallen; verwijder de kolom. "
            "Er is niets van het bestand bewaard.",
        )
        for place, name in enumerate(header.cells, start=1)
        if is_personal_column(name)
    ]


def personal_cells(lines: Sequence[Line], names: Sequence[str] = (), figures: int = -1) -> list[FileError]:
    """An error for each cell with a BSN. figures: the place of the column of figures, which is not looked at.

    Many lines are looked at together first, because hardly any file has such a thing. Ends when there are more than
    anybody is shown: such a file is about people, and to look further only costs time.
    """
    errors: list[FileError] = []
    for start in range(0, len(lines), _TOGETHER):
        block = lines[start : start + _TOGETHER]
        if holds_bsn("\n".join("\t".join(line.cells) for line in block)):
            errors += [
                FileError(
                    line.number,
                    names[place] if place < len(names) else f"kolom {place + 1}",
                    NO_PERSONAL_DATA,
                )
                for line in block
                for place, cell in enumerate(line.cells)
                if place != figures and holds_bsn(cell)
            ]
        if len(errors) > MAX_ERRORS:
            break
    return errors
