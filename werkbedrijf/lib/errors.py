"""Refusals that a user can do something about. A mistake of ours is another thing: it is logged, never shown."""

from __future__ import annotations


class DomainError(Exception):
    """An act that is refused. The message is Dutch, for the user, and says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(DomainError):
    """The act exists, but not for this person at this moment."""


class Conflict(DomainError):
    """Somebody was first, or the state has changed: what was asked no longer fits."""
