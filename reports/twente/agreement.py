"""The cooperation agreement, version 1: what each article comes down to, in our own words. And the first rule set.

The signed text is the source; what stands here explains it and is what the screens refer to.
"""

from __future__ import annotations

from datetime import date

from governance.domain.rules import RULE_SET_1, rule_set_to_json
from governance.models import AgreementVersion, Article, LedgerHead, RuleSet
from governance.models.agreement import FOUNDING

TITLE = "Samenwerkingsovereenkomst Werkbedrijf Twente"
IN_FORCE_FROM = date(2014, 12, 12)  # article 2
ENDS_ON = date(2026, 12, 31)  # article 13: in principle

ARTICLES: tuple[tuple[str, str], ...] = (
    (
        "Partijen",
        "In het Werkbedrijf Twente werken samen: de veertien Twentse gemeenten (hun colleges), UWV, de organisaties "
        "van werkgevers en de vakbonden.",
    ),
    ("Ingangsdatum", "De samenwerking begint op 12 december 2014."),
    (
        "Vorm van de samenwerking",
        "a. De partijen werken samen volgens de artikelen van deze overeenkomst.\n"
        "b. Het werkbedrijf is geen rechtspersoon. Het werk gebeurt bij of via Werkplein Twente, op drie locaties.\n"
        "c. De partijen stemmen hun eigen regels over re-integratie en marktbewerking op elkaar af.\n"
        "d. Elke partij besluit zelf om mee te doen; een gemeente doet dat met een collegebesluit. Niemand draagt "
        "bevoegdheden over en niemand geeft het werkbedrijf mandaat.",
    ),
    (
        "Inrichting van het bestuur",
        "a. De portefeuillehouder van Enschede is voorzitter.\n"
        "b. Het bestuur kiest zelf een vicevoorzitter.\n"
        "c. De andere vaste leden zijn de portefeuillehouders van Hellendoorn, Oldenzaal, Hengelo en Almelo, UWV, en "
        "een vertegenwoordiging van de werkgevers en van de werknemers.\n"
        "d. In 2015 vergadert het bestuur in principe elke maand, daarna ten minste eens per kwartaal.",
    ),
    (
        "Taken van de bestuursleden",
        "De voorzitter roept de vergadering bijeen en zorgt voor de agenda, de voorbereiding, de notulen en de "
        "informatie-uitwisseling. De vicevoorzitter vervangt de voorzitter bij afwezigheid, met al deze taken.\n"
        "De werkgevers zijn het aanspreekpunt voor werkgevers, bijvoorbeeld als die garantiebanen aanmelden. De "
        "werknemers zijn het aanspreekpunt voor sectoren over cao’s en ondernemingsraden. UWV bewaakt hoeveel er van "
        "het quotum is gerealiseerd.",
    ),
    (
        "Besluitvorming",
        "De meerderheid van de stemmen beslist. Staken de stemmen, dan geeft de stem van de voorzitter de doorslag. Is "
        "de voorzitter er niet, dan is dat de stem van de vicevoorzitter.",
    ),
    (
        "Taken van het werkbedrijf",
        "Het werkbedrijf helpt mensen met een arbeidsbeperking aan werk. Het zorgt ervoor dat de landelijke "
        "banenafspraak in Twente goed wordt uitgevoerd. Daarvoor doet het vijf dingen:\n"
        "• elk jaar een marktbewerkingsplan maken: hoe de dienstverlening aan werkgevers vanuit Almelo, Enschede en "
        "Hengelo is geregeld, en wie de doelgroep is (kenmerken, aantallen, prognose per gemeente);\n"
        "• als het bestuur dat wil, afspraken maken over het aanleveren en bemiddelen van kandidaten;\n"
        "• één basispakket van instrumenten vaststellen voor de hele regio, met afspraken met UWV over hoe de "
        "gemeentelijke instrumenten en die van UWV zich verhouden;\n"
        "• de garantiebanen verdelen over branches en sectoren; de sleutel is hoeveel arbeidsplaatsen elke sector in "
        "de arbeidsmarktregio heeft, naar verhouding;\n"
        "• de eisen vaststellen aan een methode om de loonwaarde te bepalen.",
    ),
    (
        "Regionale uitvoering",
        "Het marktbewerkingsplan is de kern. Werkplein Twente voert het uit vanuit Almelo, Enschede en Hengelo. De "
        "locaties en hun gemeenten werken zelfstandig en zijn zelf verantwoordelijk. Het werkbedrijf verbindt, neemt "
        "initiatief, stimuleert en controleert. Het let er in het bijzonder op dat doelgroepen en partijen elkaar "
        "niet beconcurreren.",
    ),
    (
        "Regels van de partijen",
        "Goed samenwerken vraagt dat de verordeningen, beleidsregels en andere voorschriften van de gemeenten gelijk "
        "zijn. Het werkbedrijf werkt daaraan en houdt het zo. Wijkt een "
        "partij af, dan spreekt het werkbedrijf haar daarop aan (zie ook artikel 3).",
    ),
    ("Registratie", "Werkzoekenden en vacatures worden geregistreerd in WBS en Sonar, niet in dit systeem."),
    (
        "Financiën",
        "Het werkbedrijf kost voorlopig zo weinig mogelijk. De partijen dragen bij met capaciteit en uren.",
    ),
    (
        "Informatieplicht",
        "Ten minste eens per jaar doet het werkbedrijf schriftelijk verslag aan de veertien gemeenteraden en aan de "
        "andere deelnemers (hun besturen). Het verslag over een kalenderjaar is er binnen zes weken na dat jaar, met "
        "een financiële paragraaf. Welke informatie het werkbedrijf van de uitvoering nodig heeft, bepaalt het zelf.",
    ),
    (
        "Looptijd en evaluatie",
        "In principe loopt de overeenkomst door tot eind 2026: dan moeten de garantiebanen er zijn. In de herfst van "
        "2015 kijkt het bestuur of de tekst voldoet. Wat anders moet, verandert op 1 januari 2016.",
    ),
)


def load_agreement() -> AgreementVersion:
    """Version 1 with its thirteen articles, rule set 1 in force from the same day, and the head of the ledger."""
    version, _ = AgreementVersion.objects.get_or_create(
        number=1, defaults={"title": TITLE, "in_force_from": IN_FORCE_FROM, "ends_on": ENDS_ON, **FOUNDING}
    )
    load_articles(version)
    RuleSet.objects.get_or_create(
        number=RULE_SET_1.number,
        defaults={"in_force_from": IN_FORCE_FROM, "rows": rule_set_to_json(RULE_SET_1), **FOUNDING},
    )
    LedgerHead.objects.get_or_create(pk=1)
    return version


def load_articles(version: AgreementVersion) -> None:
    """The thirteen articles of a version that keeps their text."""
    for number, (title, text) in enumerate(ARTICLES, start=1):
        Article.objects.get_or_create(version=version, number=number, defaults={"title": title, "text": text})
