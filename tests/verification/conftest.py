"""One export with everything in it, made once a session by the real actions, and rolled back."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import override_settings

from tests.governance.factories import make_board
from tests.verification.exports import Export, Files, export_files
from tests.verification.histories import full_history


@pytest.fixture(scope="session")
def full_files(
    django_db_setup: None, django_db_blocker: pytest.DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Files:
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        full_history(make_board(vice_chair=None))
        files = export_files()
        transaction.set_rollback(True)
    return files


@pytest.fixture
def export(full_files: Files) -> Export:
    """A copy to change."""
    return Export(full_files)
