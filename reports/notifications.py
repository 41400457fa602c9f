"""The words of the e-mail that tells a reader that the verslag is there. The file itself stays behind sign-in."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from governance.models import OwedMail, Person
from reports.models import Delivery


def release_mail(delivery: Delivery, reader: Person) -> OwedMail:
    """The message to one reader of one party, not saved; its reference makes that it is owed only once."""
    year = delivery.report.year
    return OwedMail(
        person=reader,
        reference=f"verslag-{year}-{delivery.report.edition}-{delivery.pk}",
        subject=f"Verslag {year} van Werkbedrijf Twente",
        body=(
            f"Het verslag over {year} aan {delivery.addressee} staat klaar.\n\n"
            f"Meld u aan en download het: {settings.SITE_URL}{reverse('reports:delivery_list')}\n\n"
            f"Het is een pdf van {delivery.pages} pagina's. U krijgt dit bericht omdat u het verslag ontvangt voor "
            f"{delivery.party.name} (artikel 12 van de samenwerkingsovereenkomst).\n\n"
            "Secretariaat Werkbedrijf Twente\n"
        ),
    )
