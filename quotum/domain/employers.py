"""Is this the same employer? Names are compared without legal form, accents and punctuation; KvK numbers as digits."""

from __future__ import annotations

import re
import unicodedata

_LEGAL_FORMS = frozenset(
    [
        "bv",
        "nv",
        "vof",
        "cv",
        "ua",
        "wa",
        "ba",
        "maatschap",
        "eenmanszaak",
        "stichting",
        "vereniging",
        "cooperatie",
        "cooperatieve",
        "firma",
    ]
)
_ARTICLES = frozenset({"de", "het"})
_BEGINNINGS = _LEGAL_FORMS | _ARTICLES
_SILENT = str.maketrans("", "", ".'’`")  # "B.V." is "BV", "foto's" is "fotos"


def name_key(name: str) -> str:
    """What two spellings of one organisation's name share: "Bakkerij De Zon B.V." → "bakkerijdezon".

    Legal forms go (at the beginning and the end), and an article at the beginning. A name of nothing else stays whole.
    """
    plain = unicodedata.normalize("NFKD", name.lower()).translate(_SILENT).replace("&", " en ")
    words = re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    kept = list(words)
    while kept and kept[0] in _BEGINNINGS:
        kept.pop(0)
    while kept and kept[-1] in _LEGAL_FORMS:
        kept.pop()
    return "".join(kept or words)


def kvk_digits(text: str) -> str:
    """The eight digits of a KvK number, typed with or without spaces and dots; "" for nothing.

    Raises ValueError for anything else.
    """
    digits = re.sub(r"[ .\-]", "", text)
    if digits and not re.fullmatch(r"[0-9]{8}", digits):
        raise ValueError("a KvK number has eight digits")
    return digits
