"""One moment: what others write meanwhile is not seen, and nobody waits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection

from governance.actions.ledger import append_event
from governance.models import LedgerEvent
from governance.queries import export
from werkbedrijf.moment import one_moment

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere() -> None:
    """Append an event on a connection of another thread, and wait until it stands."""

    def append() -> None:
        append_event("account_set", None, {"person": 1})
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(append).result(timeout=10)


def test_what_is_written_meanwhile_is_seen_afterwards_only() -> None:
    elsewhere()
    with one_moment():
        assert LedgerEvent.objects.count() == 1
        elsewhere()
        assert LedgerEvent.objects.count() == 1
    assert LedgerEvent.objects.count() == 2


def test_moment_ends_with_what_goes_wrong_in_it() -> None:
    with pytest.raises(ZeroDivisionError), one_moment():
        LedgerEvent.objects.count()
        raise ZeroDivisionError
    elsewhere()
    assert LedgerEvent.objects.count() == 1


def test_verify_ledger_is_right_while_others_go_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody appends between the reading of the events and that of the tables and the head."""
    elsewhere()
    real = LedgerEvent.objects.order_by

    def then_somebody_else(*names: str) -> object:
        found = list(real(*names))
        elsewhere()
        return found

    monkeypatch.setattr(LedgerEvent.objects, "order_by", then_somebody_else)
    call_command("verify_ledger")
    assert "In orde: 1 gebeurtenissen." in capsys.readouterr().out


def test_export_does_not_hold_up_who_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere()
    real = export._rules

    def meanwhile(votes: list[export.Row]) -> object:
        elsewhere()
        return real(votes)

    monkeypatch.setattr(export, "_rules", meanwhile)
    assert len(export.collect_evidence().events) == 1
    assert LedgerEvent.objects.count() == 2
