"""The states and kinds that governance stores, with their Dutch names on the screen."""

from django.db import models


class PartyKind(models.TextChoices):
    MUNICIPALITY = "municipality", "gemeente"
    UWV = "uwv", "UWV"
    EMPLOYERS = "employers", "werkgeversorganisatie"
    UNION = "union", "vakbond"


class Role(models.TextChoices):
    """What a person does here besides, or instead of, holding a seat."""

    SECRETARIAT = "secretariat", "secretariaat"
    UWV_STAFF = "uwv_staff", "medewerker UWV"
    WERKPLEIN_STAFF = "werkplein_staff", "medewerker Werkplein"
    PARTY_READER = "party_reader", "ontvanger van het verslag"
    OBSERVER = "observer", "toehoorder ambtelijk overleg"
    ADMINISTRATOR = "administrator", "beheerder"


class SeatCapacity(models.TextChoices):
    HOLDER = "holder", "lid"
    DEPUTY = "deputy", "plaatsvervanger"


class Office(models.TextChoices):
    """The two offices of article 4. The chair goes with a seat; the vice-chair is chosen by the board."""

    CHAIR = "chair", "voorzitter"
    VICE_CHAIR = "vice_chair", "vicevoorzitter"


class MeetingState(models.TextChoices):
    DRAFT = "draft", "in voorbereiding"
    SUBMITTED = "submitted", "voorgelegd aan de voorzitter"
    CONVENED = "convened", "bijeengeroepen"
    OPEN = "open", "geopend"
    CLOSED = "closed", "gesloten"


class AgendaItemKind(models.TextChoices):
    INFORM = "inform", "ter informatie"
    DISCUSS = "discuss", "ter bespreking"
    DECIDE = "decide", "ter besluitvorming"


class VoteState(models.TextChoices):
    OPEN = "open", "geopend"
    TIED = "tied", "stemmen staken"
    CLOSED = "closed", "gesloten"
    BROKEN_OFF = "broken_off", "afgebroken"


class BallotChoice(models.TextChoices):
    FOR = "for", "voor"
    AGAINST = "against", "tegen"
    ABSTAINED = "abstained", "onthouding"


class AdoptableState(models.TextChoices):
    DRAFT = "draft", "concept"
    PROPOSED = "proposed", "voorgesteld"
    ADOPTED = "adopted", "vastgesteld"


class MailState(models.TextChoices):
    OWED = "owed", "te verzenden"
    SENT = "sent", "verzonden"
    FAILED = "failed", "mislukt"
