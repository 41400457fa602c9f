"""The words of e-mails: the verslag is there (the file stays behind sign-in), figures are asked, a chapter is given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse

from governance.domain.due import due_words, reminder_stage
from governance.enums import PartyKind, Role, SeatCapacity
from governance.models import OwedMail, Party, Person, RoleAssignment, SeatTerm
from reports.domain.deadline import Term
from reports.domain.year_plan import Step
from reports.models import Delivery, InformationRequest, PlanChapter
from reports.queries.sending import release_reference
from werkbedrijf.lib.dates import date_words, long_day


def release_mail(delivery: Delivery, reader: Person, reason: str, number: int = 1) -> OwedMail:
    """The message to one reader of one party, not saved; its reference makes that it is owed only once. reason: why the
    verslag is late, or "".
    """
    year, correction = delivery.report.year, delivery.report.correction
    what = "verbeterde verslag" if correction else "verslag"
    why = f"Deze editie komt in de plaats van de vorige en verbetert: {correction}\n\n" if correction else ""
    late = f"Het komt na de laatste dag. Reden: {reason}\n\n" if reason and not correction else ""
    return OwedMail(
        person=reader,
        reference=release_reference(delivery, number),
        subject=f"{'Verbeterd verslag' if correction else 'Verslag'} {year} van Werkbedrijf Twente",
        body=(
            f"Het {what} over {year} aan {delivery.addressee} staat klaar.\n\n{why}{late}"
            f"Meld u aan en download het: {settings.SITE_URL}{reverse('reports:delivery_list')}\n"
            "Hebt u geen wachtwoord? Kies daar “Aanmelden met een code per e-mail” en vul dit e-mailadres in.\n\n"
            f"Het is een pdf van {delivery.pages} pagina's. U krijgt dit bericht omdat u het verslag ontvangt voor "
            f"{delivery.party.name} (artikel 12 van de samenwerkingsovereenkomst).\n\n"
            "Secretariaat Werkbedrijf Twente\n"
        ),
    )


def term_mail(person: Person, term: Term, stage: str, step: Step | None) -> OwedMail:
    """The warning about the term of a verslag at one stage (domain/deadline.warning_stage), not saved."""
    page = f"{settings.SITE_URL}{reverse('reports:report_detail', args=[term.year])}"
    turn = f"Nu aan de beurt is {step.who}: {step.act}.\n\n" if step else ""
    reason = "Geef op de pagina de reden op; die komt in het verslag.\n\n" if term.urgency == "late" else ""
    return OwedMail(
        person=person,
        reference=f"verslag-{term.year}-termijn-{stage}",
        subject=f"Verslag over {term.year}: {term.in_short}",
        body=(
            f"Het verslag over {term.year} hoort uiterlijk {long_day(term.last_day)} bij de raden en de andere "
            f"partijen te zijn (artikel 12).\n\n{term.sentence}\n\n{turn}{reason}{page}\n\n"
            "Secretariaat Werkbedrijf Twente\n"
        ),
    )


def chapter_mail(chapter: PlanChapter, author: Person, event: int) -> OwedMail:
    """The message to who got a chapter to write, not saved. event: the sequence of the ledger's event, so that it is
    said once for each time that it was given.
    """
    plan = chapter.part.plan
    page = reverse("reports:plan_chapter", args=[plan.year, plan.version, chapter.outline.number])
    return OwedMail(
        person=author,
        reference=f"hoofdstuk-{chapter.pk}-gegeven-{event}",
        subject=f"{plan}: u schrijft “{chapter}”"[:200],
        body=(
            f"Hoofdstuk {chapter.outline.number} van het {str(plan)[0].lower()}{str(plan)[1:]}, “{chapter}”, is aan u "
            f"gegeven om te schrijven.\n\n{chapter.outline.asks}\n\n"
            f"Schrijf hier, en meld het hoofdstuk klaar als het af is: {settings.SITE_URL}{page}\n\n"
            "Secretariaat Werkbedrijf Twente\n"
        ),
    )


def information_mails(requests: Iterable[InformationRequest], on: date) -> list[OwedMail]:
    """The messages on these requests that are due on day `on`, not saved: the request itself, then its reminders."""
    book = _deliverers(on)
    return [
        OwedMail(
            person=person,
            reference=f"uitvraag-{request.pk}-{reminder_stage(request.due_on, on) or 'nieuw'}",
            subject=f"Cijfers voor het bestuur, {request.period}: uiterlijk {date_words(request.due_on)}"[
                :200
            ],
            body=(
                f"Het bestuur van Werkbedrijf Twente vraagt cijfers van {request.deliverer_name} over "
                f"{request.period} (artikel 12).\n\n"
                f"Uiterlijk {long_day(request.due_on)}: {due_words(request.due_on, on)}.\n\n"
                f"Vul ze hier in, of lever een CSV-bestand: {settings.SITE_URL}{request.get_absolute_url()}\n\n"
                "Secretariaat Werkbedrijf Twente\n"
            ),
        )
        for request in requests
        for person in book.get((request.location_id, request.party_id), ()) or book[None, None]
    ]


def _deliverers(on: date) -> dict[tuple[int | None, int | None], list[Person]]:
    """Whom to write for a location or a party, read once; under (None, None) the secretariat, for who has nobody."""
    book: dict[tuple[int | None, int | None], list[Person]] = {(None, None): []}
    uwv = list(Party.objects.current(on).filter(kind=PartyKind.UWV).values_list("pk", flat=True))
    for role in RoleAssignment.objects.current(on).select_related("person"):
        if role.role == Role.SECRETARIAT:
            book[None, None].append(role.person)
        elif role.role == Role.WERKPLEIN_STAFF and role.location_id is not None:
            book.setdefault((role.location_id, None), []).append(role.person)
        elif role.role == Role.UWV_STAFF:
            for party in uwv:
                book.setdefault((None, party), []).append(role.person)
    terms = SeatTerm.objects.current(on).filter(capacity=SeatCapacity.HOLDER, person__is_active=True)
    for term in terms.select_related("person").prefetch_related("seat__parties"):
        for one in term.seat.parties.all():
            if one.kind == PartyKind.MUNICIPALITY:
                book.setdefault((None, one.pk), []).append(term.person)
    return book
