"""What the board of the example speaks about, in our own words: the proposals of 2014 come back, and some of today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from governance.enums import AgendaItemKind
from governance.models import Adoptable
from quotum.domain.quarters import Quarter
from reports.demo.actions import plan_task, submission_task
from reports.demo.meetings import Amending, Item, Point, Voting

Drafting = Callable[[datetime], Adoptable]

UNANIMOUS = Voting()
OPENING = Item("Opening en mededelingen")
ANY_OTHER = Item("Rondvraag", kind=AgendaItemKind.DISCUSS)


def realisation(last: Quarter) -> Item:
    """What is known of the realised jobs; `last` is the newest quarter in the paper."""
    return Item(
        "Realisatie van de garantiebanen",
        f"UWV licht de cijfers toe. Bij het maken van deze agenda waren zij bekend tot en met {last}. Het zijn "
        "voorbeeldcijfers.",
    )


def vice_chair(draft: Drafting) -> Item:
    return Item(
        "Keuze van de vicevoorzitter",
        kind=AgendaItemKind.DECIDE,
        article=4,
        considerations="De overeenkomst laat de keuze aan het bestuur. De vicevoorzitter neemt alle taken van de "
        "voorzitter over als die er niet is.",
        points=(Point("1", "De zetel Hengelo is vicevoorzitter.", draft),),
        voting=Voting(abstained=("hengelo",), on_paper=True),
    )


def meeting_days(year: int, voting: Voting = UNANIMOUS) -> Item:
    """A hamerstuk: adopted without a vote, unless a member asks for one."""
    return Item(
        f"Vergaderdagen {year}",
        kind=AgendaItemKind.HAMMER,
        article=4,
        considerations="Het bestuur vergadert minstens één keer per kwartaal.",
        points=(Point("1", f"Het bestuur vergadert in {year} elk kwartaal op een donderdagmiddag."),),
        voting=voting,
    )


def allocation(year: int, draft: Drafting, voting: Voting = UNANIMOUS) -> Item:
    return Item(
        f"Verdeling garantiebanen {year}",
        "Het totaal is een voorbeeldcijfer: voor de regio is geen wettelijk quotum.",
        kind=AgendaItemKind.DECIDE,
        article=7,
        considerations="De sleutel is hoeveel arbeidsplaatsen elke sector in Twente heeft, naar verhouding. Hele banen "
        "volgen uit de grootste overschotten; bij gelijke overschotten gaat de grotere sector voor.",
        points=(
            Point(
                "1",
                f"De garantiebanen voor {year} worden over de sectoren verdeeld zoals in het concept bij dit voorstel.",
                draft,
            ),
            Point("2", "UWV meldt het bestuur elk kwartaal hoeveel banen er per sector zijn bijgekomen."),
        ),
        voting=voting,
    )


def employers_approach(draft: Drafting, requirements: Drafting) -> Item:
    """The decision points 1 to 7 of the memo of 2014 in our own words, as a proposal; with what they adopt."""
    return Item(
        "Werkgeversaanpak en basispakket",
        kind=AgendaItemKind.DECIDE,
        article=7,
        considerations="Werkgevers krijgen nu met verschillende werkwijzen te maken. Eén aanpak maakt duidelijk "
        "waar zij terechtkunnen en waar zij op kunnen rekenen. De punten gaan terug op de notitie van 2 oktober 2014, "
        "die ouder is dan dit bestuur.",
        costs="Geen geld. De partijen leveren de uren voor het plan zelf (artikel 11).",
        points=(
            Point("1", "De samenwerkingsovereenkomst is de grondslag van deze aanpak."),
            Point("2", "De werkgevers en de vakbonden krijgen dit besluit voorgelegd ter accordering."),
            Point("3", "De regio benadert werkgevers op één manier."),
            Point("3a", "Elke werkgever heeft één aanspreekpunt."),
            Point("3b", "Nieuwe vacatures en bedrijfscontacten staan in WBS en Sonar."),
            Point("3c", "Binnen een half jaar staan ook alle lopende vacatures en contacten daarin."),
            Point("3d", "Er is elk jaar één marktbewerkingsplan, dat de partijen samen maken."),
            Point("3e", "De naam van deze aanpak is Werkplein Twente."),
            Point(
                "4",
                "De regio gebruikt één methode voor de loonwaarde; sinds 1 juli 2021 is dat de landelijke. Wat zij "
                "daarvóór van een methode eiste, staat in het concept bij dit punt.",
                requirements,
            ),
            Point("5", "De lijst van 29 september 2014 is de eerste versie van het basispakket.", draft),
            Point("6", "Voor de punten 3 tot en met 5 komt er een plan voor de uitvoering.", tasks=plan_task),
            Point("7", "Het ambtelijk overleg maakt dat plan."),
            Point("7a", "Het stemt het plan af met de verantwoordelijke managers van gemeenten en UWV."),
            Point("7b", "Het plan ligt in december bij het bestuur.", tasks=submission_task),
        ),
    )


def meeting_employers() -> Item:
    """Four against four: the chair's side wins (article 6)."""
    return Item(
        "Werkgeversbijeenkomsten per locatie",
        kind=AgendaItemKind.DECIDE,
        article=8,
        considerations="Eén bijeenkomst voor heel Twente trekt vooral grote werkgevers. Drie kleinere bijeenkomsten "
        "kosten meer uren, maar staan dichter bij het midden- en kleinbedrijf.",
        points=(Point("1", "Almelo, Enschede en Hengelo houden elk een eigen werkgeversbijeenkomst."),),
        voting=Voting(against=("hellendoorn", "oldenzaal", "uwv", "werknemers")),
    )


def placement_bonus() -> Item:
    """Rejected: an instrument of one's own beside the package makes one's own competition."""
    return Item(
        "Plaatsingsbonus naast het basispakket",
        kind=AgendaItemKind.DECIDE,
        article=7,
        considerations="Enkele gemeenten willen werkgevers een bonus geven. Het basispakket vergoedt verminderde "
        "loonwaarde; een bonus daarnaast kan gemeenten tegen elkaar laten opbieden.",
        points=(Point("1", "Gemeenten mogen naast het basispakket een plaatsingsbonus geven."),),
        voting=Voting(
            against=("oldenzaal", "hengelo", "almelo", "uwv", "werknemers"),
            abstained=("voorzitter",),
            recused=("werkgevers", "De bonus gaat naar de werkgevers die deze zetel vertegenwoordigt."),
        ),
    )


def information_needs(draft: Drafting) -> Item:
    """Without the chair, three against three: the vice-chair's side wins (article 6)."""
    return Item(
        "Gegevens van de drie locaties",
        kind=AgendaItemKind.DECIDE,
        article=12,
        considerations="Het bestuur bepaalt welke informatie het van de uitvoering nodig heeft. Per kwartaal geeft een "
        "eerder beeld; per half jaar kost de locaties minder uren.",
        points=(
            Point(
                "1",
                "De locaties, gemeenten en UWV leveren de cijfers van de lijst bij dit punt, de locaties elk kwartaal.",
                draft,
            ),
        ),
        voting=Voting(against=("oldenzaal", "uwv", "werkgevers"), abstained=("werknemers",)),
    )


def extension(draft: Drafting) -> Item:
    return Item(
        "Verlenging van de overeenkomst",
        "Voorbeeldgegeven: of en hoe de partijen verlengen, is aan henzelf.",
        kind=AgendaItemKind.DECIDE,
        article=13,
        considerations="De overeenkomst geldt in principe tot en met 2026. De afspraak over banen loopt daarna door.",
        points=(
            Point(
                "1",
                "De overeenkomst geldt in principe tot en met 31 december 2031; de andere artikelen blijven gelijk.",
                draft,
            ),
        ),
    )


def contact_points() -> Item:
    """The chair abstains and is asked for the deciding vote (rule 4)."""
    return Item(
        "Contactpersoon per sector",
        kind=AgendaItemKind.DECIDE,
        article=5,
        considerations="Werkgevers weten niet altijd wie hun sector kent. Een vaste contactpersoon vraagt van "
        "elke locatie enkele uren per week.",
        points=(Point("1", "Elke locatie wijst per sector een contactpersoon aan."),),
        voting=Voting(
            against=("oldenzaal", "uwv", "werkgevers"),
            abstained=("voorzitter", "hellendoorn"),
            deciding="for",
        ),
    )


def works_councils() -> Item:
    return Item(
        "Gesprekken met ondernemingsraden",
        kind=AgendaItemKind.DECIDE,
        article=5,
        considerations="Ondernemingsraden kunnen banen voor de doelgroep op de agenda van hun bedrijf zetten.",
        points=(
            Point("1", "De zetel Werknemers voert gesprekken in de sectoren die het verst achterlopen."),
        ),
        voting=Voting(abstained=("werkgevers",)),
    )


def market_plan(year: int) -> Item:
    return Item(
        f"Uitgangspunten marktbewerkingsplan {year}",
        kind=AgendaItemKind.DECIDE,
        article=7,
        considerations="Het plan beschrijft hoe de dienstverlening aan werkgevers is geregeld en wie de doelgroep is.",
        points=(
            Point("1", "Het plan gaat uit van drie locaties en één werkwijze."),
            Point("2", "Het plan geeft per gemeente een prognose van de doelgroep."),
        ),
        amendment=Amending(
            seat="almelo",
            point="2",
            new_text="Het plan geeft per gemeente en per sector een prognose van de doelgroep, met de bron erbij.",
            reason="Zonder sector en bron kunnen de locaties de prognose niet gebruiken.",
            voting=Voting(against=("uwv", "werkgevers")),
        ),
    )


def candidates() -> Item:
    """For today's meeting: open, nobody has voted yet."""
    return Item(
        "Kandidaten uitwisselen tussen de locaties",
        kind=AgendaItemKind.DECIDE,
        article=7,
        considerations="Een vacature in Almelo past soms bij een kandidaat uit Enschede. De locaties werken "
        "zelfstandig; een afspraak helpt voorkomen dat partijen elkaar beconcurreren.",
        points=(
            Point("1", "Een vacature die na twee weken open is, gaat ook naar de andere twee locaties."),
            Point("2", "De locaties melden na een jaar wat dit heeft opgeleverd."),
        ),
    )


def duration(year: int) -> Item:
    """The agreement ends in principle with 2026: before that the board speaks of it, afterwards of the plan."""
    if year <= 2026:
        return Item(
            "Looptijd van de overeenkomst",
            "De overeenkomst geldt in principe tot en met 2026. Wat willen de partijen daarna?",
            kind=AgendaItemKind.DISCUSS,
        )
    return Item(
        "Vooruitblik op de banenafspraak",
        "Landelijk groeit het aantal niet verder, maar blijft het doel staan. Wat betekent dat voor Twente?",
        kind=AgendaItemKind.DISCUSS,
    )
