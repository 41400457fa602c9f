"""What an error of the mail server means, and that its words fit where they are kept."""

from __future__ import annotations

import smtplib
import socket
import ssl

import pytest
from django.core.mail import BadHeaderError

from werkbedrijf.lib.mail_trouble import Trouble, verdict_on

ERRORS = [
    (smtplib.SMTPRecipientsRefused({"a@b.nl": (550, b"no")}), Trouble.REFUSED, "weigert dit adres (550)"),
    (smtplib.SMTPRecipientsRefused({"a@b.nl": (450, b"busy")}), Trouble.LATER, "(450)"),
    (smtplib.SMTPDataError(554, b"spam"), Trouble.REFUSED, "weigert dit bericht (554)"),
    (smtplib.SMTPDataError(451, b"later"), Trouble.LATER, "(451)"),
    (smtplib.SMTPAuthenticationError(535, b"no"), Trouble.SERVER, "neemt nu niets van ons aan (535)"),
    (smtplib.SMTPSenderRefused(553, b"no", "x@y.nl"), Trouble.SERVER, "neemt nu niets van ons aan (553)"),
    (smtplib.SMTPConnectError(421, b"busy"), Trouble.SERVER, "neemt nu niets van ons aan (421)"),
    (smtplib.SMTPServerDisconnected("gone"), Trouble.SERVER, "niet bereikbaar"),
    (ConnectionRefusedError(), Trouble.SERVER, "niet bereikbaar"),
    (socket.gaierror(-2, "no such name"), Trouble.SERVER, "niet bereikbaar"),
    (ssl.SSLError("bad certificate"), Trouble.SERVER, "niet bereikbaar"),
    (TimeoutError(), Trouble.SERVER, "te traag"),
    (BadHeaderError("x"), Trouble.UNKNOWN, "kon niet worden gemaakt"),
]


@pytest.mark.parametrize(("error", "trouble", "words"), ERRORS, ids=[repr(row[0])[:40] for row in ERRORS])
def test_verdict_on(error: Exception, trouble: Trouble, words: str) -> None:
    verdict = verdict_on(error)
    assert verdict.trouble is trouble
    assert words in verdict.words
    assert len(verdict.words) <= 200
