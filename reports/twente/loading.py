"""Everything that every installation for Twente starts with."""

from __future__ import annotations

from django.db import transaction

from instruments.loading import load_amounts, load_catalogue, load_dossier, load_methods
from quotum.loading import load_national_targets, load_sectors, load_workplaces
from reports.twente.agreement import load_agreement
from reports.twente.evaluation import load_evaluations
from reports.twente.parties import load_locations, load_parties
from reports.twente.seats import load_seats


@transaction.atomic
def load_twente() -> None:
    """Parties, agreement, rules, seats, sectors, workplaces, national targets, first catalogue, law; safe to repeat."""
    load_parties()
    load_locations()
    load_evaluations(load_agreement())
    load_seats()
    load_sectors()
    load_workplaces()
    load_national_targets()
    load_catalogue()
    load_amounts()
    load_methods()
    load_dossier()
