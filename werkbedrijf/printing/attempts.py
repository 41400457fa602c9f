"""Making a document by a worker: how long one may be at it, how long to wait after a failure, and what a page says."""

from __future__ import annotations

from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded

from werkbedrijf.printing.files import MissingAsset

LEASE = timedelta(minutes=2)  # longer than the time limit of the task: who holds a lease is still at work
PAUSE = timedelta(seconds=10)  # before the next attempt, times the number of attempts
ABANDONED = "Het opmaken is drie keer afgebroken."


def failure_reason(error: Exception) -> str:
    """Why a document was not made, for the page: what somebody can do something about, and no more."""
    if isinstance(error, MissingAsset):
        return str(error)[:200]
    if isinstance(error, OSError):
        return "Het bestand kon niet worden opgeslagen. Is de schijf vol?"
    if isinstance(error, SoftTimeLimitExceeded):
        return "Het opmaken duurde te lang."
    return "Het opmaken mislukte. De oorzaak staat in het logboek van de server."
