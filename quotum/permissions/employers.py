"""Who sees employers and what they promised, and who writes it down. Nothing of an employer is public."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from governance.enums import PartyKind
from governance.permissions import current_term, is_secretariat
from quotum.models import CaoAgreement, Commitment, ContactPoint, Employer, WorksCouncil
from quotum.models.commitments import CommitmentQuerySet, EmployerQuerySet


def sits_for(user: Any, kind: str) -> bool:
    """Whether this person holds or replaces the seat of parties of this kind today."""
    term = current_term(user)
    return term is not None and term.seat.parties.filter(kind=kind).exists()


def can_record_commitments(user: Any) -> bool:
    """The employers' seat, to which employers report garantiebanen (article 5), and the secretariat."""
    return is_secretariat(user) or sits_for(user, PartyKind.EMPLOYERS)


def can_record_contacts(user: Any) -> bool:
    """Contact points for employers and sectors (B3a): the seats of employers and employees, and the secretariat."""
    return can_record_commitments(user) or sits_for(user, PartyKind.UNION)


def visible_employers(user: Any) -> EmployerQuerySet:
    """Employers are for everybody who signs in: who promised what is for the parties, not for the public."""
    if not user.is_authenticated or not user.is_active:
        return Employer.objects.none()
    return Employer.objects.all()


def visible_commitments(user: Any) -> CommitmentQuerySet:
    """Commitments are for everybody who signs in."""
    if not user.is_authenticated or not user.is_active:
        return Commitment.objects.none()
    return Commitment.objects.all()


def visible_contact_points(user: Any) -> QuerySet[ContactPoint]:
    """Whom to call is for everybody who signs in; of an employer's contact, as far as the employer is."""
    if not user.is_authenticated or not user.is_active:
        return ContactPoint.objects.none()
    return ContactPoint.objects.all()


def visible_works_councils(user: Any) -> QuerySet[WorksCouncil]:
    """As employers: for everybody who signs in."""
    if not user.is_authenticated or not user.is_active:
        return WorksCouncil.objects.none()
    return WorksCouncil.objects.all()


def visible_caos(user: Any) -> QuerySet[CaoAgreement]:
    """What cao's say is for everybody who signs in."""
    if not user.is_authenticated or not user.is_active:
        return CaoAgreement.objects.none()
    return CaoAgreement.objects.all()


def can_record_cao(user: Any) -> bool:
    """Agreements in cao's and contacts of works councils: the employees' seat (article 5) and the secretariat."""
    return is_secretariat(user) or sits_for(user, PartyKind.UNION)
