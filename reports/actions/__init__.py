"""Verbs of reports: open an edition, make what is owed, release it, record what the parties contribute."""

from reports.actions.contributions import record_contribution
from reports.actions.deliveries import (
    claim_delivery,
    give_up_abandoned,
    make_all_deliveries,
    make_delivery,
    record_download,
    retry_delivery,
)
from reports.actions.grants import sync_reader_grants
from reports.actions.messages import note_sent, record_seen, resend_message
from reports.actions.reports import explain_lateness, open_report, release_report, request_deliveries

__all__ = [
    "claim_delivery",
    "explain_lateness",
    "give_up_abandoned",
    "make_all_deliveries",
    "make_delivery",
    "note_sent",
    "open_report",
    "record_contribution",
    "record_download",
    "record_seen",
    "release_report",
    "request_deliveries",
    "resend_message",
    "retry_delivery",
    "sync_reader_grants",
]
