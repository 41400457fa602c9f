"""A form that is sent twice (a double click, two tabs, a retry after a time-out) does its work once.

The page carries a key; the session remembers, in the same transaction as the work, which keys were used and where
that led. The row of the session is locked meanwhile, so that two requests at the same moment are one after the other.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django import forms
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

REMEMBERED = 50  # keys per session; the oldest go first
_SESSION_KEY = "forms_done"


class OnceForm(forms.Form):
    """A form with a key of its own, shown again with the same key after an error."""

    use_required_attribute = False  # refusals are ours, at the field; an untouched field is not red

    form_key = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=32, initial=lambda: uuid4().hex
    )


def once(request: HttpRequest, key: str, act: Callable[[], str]) -> str:
    """The address that `act` returned, the first time that `key` was sent from this session; `act` then runs once.

    Runs in a transaction of its own. What `act` raises goes through, and the key stays free. No key: no memory.
    """
    with transaction.atomic():
        if not key:
            return act()
        session = request.session
        if session.session_key is None:
            session.create()
        Session.objects.select_for_update().filter(session_key=session.session_key).first()
        done: list[list[str]] = type(session)(session.session_key).get(_SESSION_KEY, [])
        for used, address in done:
            if used == key:
                return address
        address = act()
        session[_SESSION_KEY] = [*done[-REMEMBERED + 1 :], [key, address]]
        session.save()
        return address
