"""Who sees which verslag and who may make or release it. A council sees its own copy, and only after the release."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from guardian.shortcuts import get_objects_for_user

from governance.permissions import current_term, is_participant, is_secretariat, office_of, reader_parties
from reports.enums import DeliveryState, ReportState
from reports.models import AnnualReport, Delivery

DOWNLOAD = "download_delivery"


def can_follow_reports(user: Any) -> bool:
    """Sees how the verslag stands, per year and per recipient: who takes part in the board's work."""
    return is_participant(user)


def can_make_report(user: Any) -> bool:
    """The secretariat makes the verslag."""
    return is_secretariat(user)


def can_release_report(user: Any, report: AnnualReport) -> bool:
    """The chair, or the vice-chair in their place (article 5), and only what is complete and no concept."""
    return bool(office_of(user)) and report.is_made and not report.is_concept


def can_explain_lateness(user: Any) -> bool:
    """Says why a verslag is late: who makes it and who releases it."""
    return is_secretariat(user) or bool(office_of(user))


def can_check_deliveries(user: Any) -> bool:
    """Opens every copy, also before the release: who makes the verslag and who releases it."""
    return is_secretariat(user) or bool(office_of(user))


def is_reader(user: Any) -> bool:
    """Receives the verslag for a party today."""
    return user.is_authenticated and user.is_active and reader_parties(user).exists()


def granted_deliveries(user: Any) -> QuerySet[Delivery]:
    """The released copies of the parties for which this person reads today.

    Both are asked: the grant on the object, made at the release, and the role of today. An ended role closes the
    door at once; a grant alone, or a permission on the model as a whole, opens nothing.
    """
    if not user.is_authenticated or not user.is_active:
        return Delivery.objects.none()
    granted = get_objects_for_user(
        user,
        f"reports.{DOWNLOAD}",
        klass=Delivery.objects.all(),
        use_groups=False,
        with_superuser=False,
        accept_global_perms=False,
    )
    return granted.filter(
        report__state=ReportState.RELEASED, state=DeliveryState.MADE, party__in=reader_parties(user)
    )


def visible_deliveries(user: Any) -> QuerySet[Delivery]:
    """Every copy that this person may open: the one scope of all lists and of the download itself."""
    if not user.is_authenticated or not user.is_active:
        return Delivery.objects.none()
    if can_check_deliveries(user):
        return Delivery.objects.filter(state=DeliveryState.MADE)
    own = Q(pk__in=granted_deliveries(user).values("pk")) | Q(pk__in=_of_own_seat(user).values("pk"))
    return Delivery.objects.filter(own)


def _of_own_seat(user: Any) -> QuerySet[Delivery]:
    """The board decides on the verslag: who holds a seat today reads the copies of the parties of that seat."""
    term = current_term(user)
    made = Delivery.objects.filter(state=DeliveryState.MADE, report__is_concept=False)
    return made.filter(party__seats=term.seat_id) if term else Delivery.objects.none()
