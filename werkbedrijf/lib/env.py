"""Reads settings from environment variables: typed, and loud about a bad value.

`Environment` remembers every name that was asked for, so that a test can tell whether docker-compose.yml
sets a variable that nobody reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path


class BadSetting(Exception):
    """An environment variable is missing or cannot be read as what it should be."""


class Environment:
    """Typed access to a mapping of environment variables; `known` holds the names that were read."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self.known: set[str] = set()

    def text(self, name: str, default: str | None = None) -> str:
        """The value of `name` as text; without a default a missing or empty value raises BadSetting."""
        self.known.add(name)
        value = self._variables.get(name, "")
        if value:
            return value
        if default is None:
            raise BadSetting(f"{name} must be set.")
        return default

    def secret(self, name: str, default: str | None = None) -> str:
        """As `text`, but `NAME_FILE` may name a file that holds the value (docker secrets)."""
        file_name = self.text(f"{name}_FILE", "")
        if not file_name:
            return self.text(name, default)
        self.known.add(name)
        if self._variables.get(name):
            raise BadSetting(f"Set {name} or {name}_FILE, not both.")
        try:
            value = Path(file_name).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadSetting(
                f"{name}_FILE names {file_name}, which cannot be read: {error.strerror}."
            ) from error
        if not value:
            raise BadSetting(f"{name}_FILE names {file_name}, which is empty.")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """The value of `name` as yes or no (1, true, yes, on / 0, false, no, off)."""
        value = self.text(name, "true" if default else "false").lower()
        if value in ("1", "true", "yes", "on"):
            return True
        if value in ("0", "false", "no", "off"):
            return False
        raise BadSetting(f"{name} must be true or false, not {value!r}.")

    def choice(self, name: str, choices: Iterable[str], default: str) -> str:
        """The value of `name`, which must be one of `choices`."""
        allowed = tuple(choices)
        value = self.text(name, default)
        if value not in allowed:
            raise BadSetting(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
        return value

    def names(self, name: str, default: str = "") -> list[str]:
        """The value of `name` as a list, separated by commas; blanks fall away."""
        return [part.strip() for part in self.text(name, default).split(",") if part.strip()]

    def number(self, name: str, default: int) -> int:
        """The value of `name` as a whole number."""
        value = self.text(name, str(default))
        try:
            return int(value)
        except ValueError:
            raise BadSetting(f"{name} must be a whole number, not {value!r}.") from None
