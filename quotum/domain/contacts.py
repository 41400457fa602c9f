"""How an office is reached: a telephone number and an e-mail address of the organisation, never of a person at home."""

from __future__ import annotations

import re

# Where people have their own mail. An office has an address of its organisation.
_PRIVATE_MAIL = frozenset(
    {
        "gmail.com", "googlemail.com", "hotmail.com", "hotmail.nl", "outlook.com", "live.nl", "live.com", "icloud.com",
        "me.com", "yahoo.com", "ziggo.nl", "kpnmail.nl", "planet.nl", "home.nl", "hetnet.nl", "xs4all.nl", "upcmail.nl",
        "casema.nl", "tele2.nl", "proton.me", "protonmail.com",
    }
)  # fmt: skip
_PHONE = re.compile(r"(?:0[0-9]{9}|\+31[0-9]{9}|0800[0-9]{4,7}|0900[0-9]{4,7}|140[0-9]{2,3})")


def dialled(phone: str) -> str:
    """The signs that are dialled: "053 - 123 45 67" → "0531234567"."""
    return re.sub(r"[ ()\-./]", "", phone)


def is_phone(phone: str) -> bool:
    """Whether it is a Dutch number: ten digits, +31 with nine, 0800 or 0900, or a municipality's 14 0xx."""
    return bool(_PHONE.fullmatch(dialled(phone).replace("(0)", "")))


def is_private_mail(address: str) -> bool:
    """Whether an e-mail address is of a provider for people at home."""
    return address.rpartition("@")[2].strip().lower() in _PRIVATE_MAIL
