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
    SUSPENDED = "suspended", "geschorst"
    CLOSED = "closed", "gesloten"
    CANCELLED = "cancelled", "afgelast"


class AgendaItemKind(models.TextChoices):
    """A hamerstuk is decided without a vote unless a member lifts it (rule 12)."""

    INFORM = "inform", "ter informatie"
    DISCUSS = "discuss", "ter bespreking"
    DECIDE = "decide", "ter besluitvorming"
    HAMMER = "hammer", "hamerstuk"


WITH_PROPOSAL = (AgendaItemKind.DECIDE, AgendaItemKind.HAMMER)


class Visibility(models.TextChoices):
    PUBLIC = "public", "openbaar"
    PARTICIPANTS = "participants", "voor deelnemers"
    CONFIDENTIAL = "confidential", "vertrouwelijk"


class RequestState(models.TextChoices):
    """An item that a member asks for."""

    ASKED = "asked", "aangevraagd"
    ACCEPTED = "accepted", "op de agenda gezet"
    DECLINED = "declined", "niet geagendeerd"


class AmendmentState(models.TextChoices):
    """Carried: it goes on under the item that continues its own. Lapsed: nobody decided on it, and it ends here."""

    SUBMITTED = "submitted", "ingediend"
    ADOPTED = "adopted", "aangenomen"
    REJECTED = "rejected", "verworpen"
    WITHDRAWN = "withdrawn", "ingetrokken"
    CARRIED = "carried", "meegegaan"
    LAPSED = "lapsed", "vervallen"


class VoteMethod(models.TextChoices):
    """How a vote is held. On persons: on paper, when a member asks for secrecy (rule 11)."""

    SEATS = "seats", "per zetel"
    NO_VOTE = "no_vote", "zonder stemming"
    PAPER = "paper", "schriftelijk en geheim"


class BallotManner(models.TextChoices):
    """How a ballot came in: by the member's own hand, or taken down by two people because a device failed."""

    OWN = "own", "zelf uitgebracht"
    SPOKEN = "spoken", "mondeling, door twee mensen vastgelegd"
    WRITTEN = "written", "op papier, door twee mensen vastgelegd"


class NoteKind(models.TextChoices):
    """What can be noted after a vote; it changes nothing (rules 12 and 15)."""

    MISTAKE = "mistake", "vergissing"
    DISSENT = "dissent", "wil geacht worden tegen te hebben gestemd"


class UptakeKind(models.TextChoices):
    """How a party takes a decision over: no power is delegated, so each decides itself (article 3d)."""

    COLLEGE = "college", "collegebesluit"
    REGULATION = "regulation", "verordening"
    OWN = "own", "eigen besluit"


class ConsentState(models.TextChoices):
    """What a party answered to something submitted to it for agreement (accordering)."""

    ASKED = "asked", "voorgelegd"
    AGREED = "agreed", "akkoord"
    REFUSED = "refused", "niet akkoord"


class OwnerKind(models.TextChoices):
    """Who can owe the board something."""

    PERSON = "person", "persoon"
    SEAT = "seat", "zetel"
    PARTY = "party", "partij"


class ActionKind(models.TextChoices):
    ACTION_POINT = "action_point", "actiepunt"
    COMMITMENT = "commitment", "toezegging"


class ActionState(models.TextChoices):
    OPEN = "open", "open"
    DONE = "done", "afgerond"
    DROPPED = "dropped", "vervallen"


class ActionChangeKind(models.TextChoices):
    RECORDED = "recorded", "vastgelegd"
    REPORTED = "reported", "voortgang gemeld"
    MOVED = "moved", "verplaatst"
    CORRECTED = "corrected", "verbeterd"
    DONE = "done", "afgerond"
    DROPPED = "dropped", "vervallen"
    REOPENED = "reopened", "weer geopend"


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


class MinutesPlace(models.TextChoices):
    """Where a text of the minutes stands."""

    OPENING = "opening", "opening"
    ITEM = "item", "agendapunt"
    CLOSING = "closing", "sluiting"


class CommentState(models.TextChoices):
    """A member's proposal for another text of the minutes."""

    MADE = "made", "voorgesteld"
    TAKEN_OVER = "taken_over", "overgenomen"
    DECLINED = "declined", "niet overgenomen"
    WITHDRAWN = "withdrawn", "ingetrokken"


class MailState(models.TextChoices):
    OWED = "owed", "te verzenden"
    SENT = "sent", "verzonden"
    FAILED = "failed", "mislukt"


class PublicationKind(models.TextChoices):
    """What is published of a meeting; the Dutch word is also the name of the file."""

    DECISION_LIST = "decision_list", "besluitenlijst"
    MINUTES = "minutes", "notulen"


class Audience(models.TextChoices):
    """Whom a published document is for: everybody who signs in, or who may read confidential items too."""

    PUBLIC = "public", "iedereen"
    INTERNAL = "internal", "het bestuur"


class PublicationState(models.TextChoices):
    OWED = "owed", "wordt gemaakt"
    MADE = "made", "uitgebracht"
    FAILED = "failed", "mislukt"
