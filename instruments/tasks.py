"""Background work: a task finds rows that say what is owed and does each once; run twice, it finds nothing."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from instruments.actions.notice_mails import owe_notice_reminders as owe


@shared_task(ignore_result=True)
def owe_notice_reminders() -> int:
    """Leave the reminders of notices that are due today; the next sweep of the mail sends them."""
    return owe(timezone.localdate())
