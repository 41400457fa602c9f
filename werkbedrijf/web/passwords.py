"""Where the packages speak no Dutch, or say "je": the length of a password, and typing it twice."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Django's own rule; its message has no Dutch translation yet."""

    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort. Neem minstens {self.min_length} tekens."


class _TypedTwice:
    """Says in the u-form that the two passwords differ: a plain text on the second field is that message."""

    def add_error(self, field: str | None, error: Any) -> None:
        if field == "password2" and not isinstance(error, ValidationError | dict | list):
            error = "De twee wachtwoorden zijn niet gelijk. Typ ze allebei opnieuw."
        super().add_error(field, error)  # type: ignore[misc]  # of the form that this is mixed into


class ChangePasswordForm(_TypedTwice, forms.ChangePasswordForm):
    pass


class SetPasswordForm(_TypedTwice, forms.SetPasswordForm):
    pass


class ResetPasswordKeyForm(_TypedTwice, forms.ResetPasswordKeyForm):
    pass
