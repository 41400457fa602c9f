"""An office is reached by a Dutch number and by mail of its organisation."""

from __future__ import annotations

import pytest

from quotum.domain.contacts import dialled, is_phone, is_private_mail


@pytest.mark.parametrize(
    "phone",
    [
        "053 123 45 67",
        "053-1234567",
        "(053) 123 45 67",
        "+31 53 123 45 67",
        "0800 1234",
        "14 053",
        "088-1234567",
    ],
)
def test_phone_numbers_of_offices(phone: str) -> None:
    assert is_phone(phone)


@pytest.mark.parametrize(
    "phone", ["123", "053 123", "bel mij", "+49 123 456 789", "0531234567890", "٠٥٣١٢٣٤٥٦٧"]
)
def test_what_is_no_phone_number(phone: str) -> None:
    assert not is_phone(phone)


def test_dialled_has_no_spaces() -> None:
    assert dialled("(053) 123-45.67") == "0531234567"


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("team@organisatie.example", False),
        ("iemand@GMAIL.com", True),
        ("x@hotmail.nl", True),
        ("x@mijngmail.com", False),
    ],
)
def test_private_mail(address: str, private: bool) -> None:
    assert is_private_mail(address) is private
