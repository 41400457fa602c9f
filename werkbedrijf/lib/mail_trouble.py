"""What it means that an e-mail could not be handed over to the mail server, and what a page says of it."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from enum import Enum


class Trouble(Enum):
    REFUSED = "refused"  # this address or message, for good: trying again does not help
    LATER = "later"  # this message, for now: the server asks to come back
    SERVER = "server"  # every message: the server is not there, or does not take anything from us
    UNKNOWN = "unknown"  # a message that cannot even be built


@dataclass(frozen=True)
class Verdict:
    """What kind of trouble it is, and a Dutch sentence of at most 200 characters."""

    trouble: Trouble
    words: str


def verdict_on(error: Exception) -> Verdict:
    """What went wrong with one message to one address. Total: an error that says nothing is of a kind too.

    Codes from 500 are final and those from 400 ask to come back (RFC 5321, 4.2.1); who refuses the sender or the
    sign-in refuses all that we send.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = max((answer[0] for answer in error.recipients.values()), default=550)
        if code < 500:
            return _later(code)
        return Verdict(
            Trouble.REFUSED,
            f"De mailserver weigert dit adres ({code}). Laat de beheerder het adres verbeteren en stuur het opnieuw.",
        )
    if isinstance(error, smtplib.SMTPDataError):
        if error.smtp_code < 500:
            return _later(error.smtp_code)
        return Verdict(Trouble.REFUSED, f"De mailserver weigert dit bericht ({error.smtp_code}).")
    if isinstance(error, smtplib.SMTPResponseException):  # the greeting, the sign-in or the sender
        return Verdict(
            Trouble.SERVER,
            f"De mailserver neemt nu niets van ons aan ({error.smtp_code}). Het bericht wacht en gaat vanzelf.",
        )
    # smtplib says of a server that dawdles that it hung up, and keeps the reason behind that.
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return Verdict(Trouble.SERVER, "De mailserver antwoordt te traag. Het bericht wacht en gaat vanzelf.")
    if isinstance(error, OSError):  # smtplib's own too: cut off, not there, no such name
        return Verdict(Trouble.SERVER, "De mailserver is niet bereikbaar. Het bericht wacht en gaat vanzelf.")
    return Verdict(Trouble.UNKNOWN, "Het bericht kon niet worden gemaakt. Is het adres een e-mailadres?")


def _later(code: int) -> Verdict:
    return Verdict(
        Trouble.LATER,
        f"De mailserver vraagt om het later nog eens te proberen ({code}). Dat gaat vanzelf.",
    )
