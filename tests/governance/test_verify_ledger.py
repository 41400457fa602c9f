"""`manage.py verify_ledger`: silent on a board at work, a sentence for whatever is changed behind its back."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings

from governance.models import LedgerEvent
from governance.queries.comparison import differences
from tests.governance.factories import make_board
from tests.verification.histories import full_history
from werkbedrijf.db_guards import drop_guards, install_guards

pytestmark = pytest.mark.django_db

# what somebody with the database in hands does, and the sentence that follows
TAMPERED = {
    "UPDATE governance_ballot SET choice = 'abstained' WHERE id = (SELECT min(id) FROM governance_ballot)": "Stem (",
    "UPDATE governance_vote SET result = 'rejected' WHERE id = (SELECT min(id) FROM governance_vote)": "Uitslag van",
    "UPDATE governance_vote SET sentence = 'Aangenomen.' WHERE id = (SELECT min(id) FROM governance_vote)": "Uitslag",
    "UPDATE governance_voteseat SET by_deputy = NOT by_deputy WHERE id = (SELECT min(id) FROM governance_voteseat)": (
        "Rooster van stemming"
    ),
    "UPDATE governance_papercount SET votes_for = votes_for + 1": "Telling op papier",
    "UPDATE governance_decision SET text = 'Anders.' WHERE id = (SELECT min(id) FROM governance_decision)": "Besluit ",
    "UPDATE governance_decision SET number_in_year = 99 WHERE id = (SELECT max(id) FROM governance_decision)": (
        "Besluit "
    ),
    "UPDATE governance_proposalversion SET content = '{}' "
    "WHERE id = (SELECT min(id) FROM governance_proposalversion)": "Voorstel ",
    "UPDATE governance_vicechairterm SET seat_id = (SELECT id FROM governance_seat WHERE slug = 'uwv')": (
        "Vicevoorzitter: zetel UWV: anders dan is vastgesteld."
    ),
    "UPDATE governance_meeting SET state = 'open', closed_at = NULL": "Vergadering ",
    "DELETE FROM governance_attendance WHERE id = (SELECT min(id) FROM governance_attendance)": "Aanwezigheid (",
    "UPDATE governance_publication SET sha256 = 'f' WHERE id = (SELECT min(id) FROM governance_publication)": (
        "Document "
    ),
    "UPDATE governance_ledgerevent SET facts = '{}' WHERE sequence = 3": "Gebeurtenis 3: het controlegetal",
    "DELETE FROM governance_ledgerevent WHERE kind = 'ballot_cast'": "Gebeurtenis ",
    "UPDATE governance_ledgerhead SET sequence = sequence + 1": "De kop van het logboek",
}


@pytest.fixture(scope="module")
def history(
    django_db_setup: None, django_db_blocker: pytest.DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A board at work, in a database without guards; made once for all, and each leaves it as it was."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        full_history(make_board(vice_chair=None))
        drop_guards(connection)
        try:
            yield media
        finally:
            install_guards(connection)
            transaction.set_rollback(True)


def test_a_board_at_work_has_no_differences(history: Path) -> None:
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert out.getvalue().startswith(f"In orde: {LedgerEvent.objects.count()} gebeurtenissen.")


@pytest.mark.parametrize("statement", TAMPERED)
def test_what_is_changed_in_the_tables_or_the_ledger_is_named(history: Path, statement: str) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)
        found = list(differences())
        transaction.set_rollback(True)
    assert [sentence for sentence in found if sentence.startswith(TAMPERED[statement])] != []


def test_a_file_that_is_gone_is_named_and_the_command_fails(history: Path) -> None:
    first = next(history.rglob("*.pdf"))
    first.rename(first.with_suffix(".weg"))
    out = StringIO()
    try:
        with pytest.raises(CommandError, match="1 verschil"):
            call_command("verify_ledger", stdout=out)
    finally:
        first.with_suffix(".weg").rename(first)
    assert "het bestand is er niet" in out.getvalue()
