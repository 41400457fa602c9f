"""Accounts are given by the administrator: nobody signs up alone."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignupAdapter(DefaultAccountAdapter):
    # The Dutch translation of the package says "je"; here everybody is "u", and hears what to do.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze na, "
        "of vraag een nieuw wachtwoord aan.",
        "too_many_login_attempts": "Er is te vaak geprobeerd om aan te melden. Probeer het over vijf minuten opnieuw.",
        "incorrect_code": "Deze code klopt niet. Kijk in de laatste e-mail en typ de code opnieuw.",
        "enter_current_password": "Vul uw huidige wachtwoord in.",
        "incorrect_password": "Dit is niet uw huidige wachtwoord.",
        "rate_limited": "Dit gaat te snel achter elkaar. Wacht een minuut en probeer het opnieuw.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
