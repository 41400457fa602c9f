"""Votes: the event, its frozen roster, and the ballots. Nothing of a vote is ever deleted."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from governance.enums import BallotChoice, BallotManner, NoteKind, Office, VoteMethod, VoteState
from governance.models.agreement import AgreementVersion, RuleSet
from governance.models.amendments import Amendment
from governance.models.meetings import AgendaItem, Meeting
from governance.models.people import Person
from governance.models.proposals import DecisionPoint, ProposalVersion
from governance.models.seats import Seat


class VoteQuerySet(models.QuerySet["Vote"]):
    def running(self) -> VoteQuerySet:
        """Votes that are open or wait for a deciding vote."""
        return self.filter(state__in=[VoteState.OPEN, VoteState.TIED])


class Vote(models.Model):
    """A vote on one version of a proposal (or one point of it), under the rule set and agreement of that moment."""

    meeting = models.ForeignKey(Meeting, models.RESTRICT, related_name="votes", verbose_name="vergadering")
    item = models.ForeignKey(AgendaItem, models.RESTRICT, related_name="votes", verbose_name="agendapunt")
    proposal_version = models.ForeignKey(
        ProposalVersion, models.RESTRICT, related_name="votes", verbose_name="versie"
    )
    point = models.ForeignKey(
        DecisionPoint,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="votes",
        verbose_name="alleen beslispunt",
    )
    amendment = models.ForeignKey(
        Amendment,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="votes",
        verbose_name="over amendement",
    )
    method = models.CharField("wijze", max_length=10, choices=VoteMethod, default=VoteMethod.SEATS)
    follows = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name="volgt op stemming",
    )
    rule_set = models.ForeignKey(RuleSet, models.RESTRICT, related_name="votes", verbose_name="stemregels")
    agreement = models.ForeignKey(
        AgreementVersion, models.RESTRICT, related_name="votes", verbose_name="overeenkomst"
    )
    state = models.CharField("staat", max_length=10, choices=VoteState, default=VoteState.OPEN)
    opened_at = models.DateTimeField("geopend op")
    opened_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="geopend door")
    presiding_seat = models.ForeignKey(
        Seat, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="voorgezeten door"
    )
    ballots_closed_at = models.DateTimeField("stemmen gesloten op", null=True, blank=True)
    closed_at = models.DateTimeField("afgerond op", null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="gesloten door"
    )
    broken_off_reason = models.CharField("reden van afbreken", max_length=300, blank=True)
    deciding_vote = models.CharField("beslissende stem", max_length=10, blank=True)
    waiting_for = models.CharField("wacht op", max_length=10, choices=Office, blank=True)
    outcome = models.JSONField("uitslag met stappen", null=True, blank=True)
    result = models.CharField("uitslag", max_length=12, blank=True)
    decided_by = models.CharField("doorslag door", max_length=12, blank=True)
    sentence = models.TextField("uitslag in een zin", blank=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        verbose_name = "stemming"
        verbose_name_plural = "stemmingen"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(state__in=[VoteState.OPEN, VoteState.TIED]),
                name="vote_one_open_per_meeting",
                violation_error_message="Er loopt al een stemming in deze vergadering. Rond die eerst af.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[VoteState.OPEN, VoteState.TIED], closed_at__isnull=True)
                | Q(state__in=[VoteState.CLOSED, VoteState.BROKEN_OFF], closed_at__isnull=False),
                name="vote_closed_has_time",
                violation_error_message="Een afgeronde stemming heeft een moment van afronding.",
            ),
            models.CheckConstraint(
                condition=(~Q(state=VoteState.CLOSED) | (~Q(result="") & ~Q(sentence=""))),
                name="vote_closed_has_result",
                violation_error_message="Een gesloten stemming heeft een uitslag.",
            ),
            models.CheckConstraint(
                condition=(Q(state=VoteState.TIED) & ~Q(waiting_for=""))
                | (~Q(state=VoteState.TIED) & Q(waiting_for="")),
                name="vote_tied_waits_for_office",
                violation_error_message="Alleen bij gelijke stand wordt op een beslissende stem gewacht.",
            ),
            models.CheckConstraint(
                condition=~Q(state=VoteState.BROKEN_OFF) | ~Q(broken_off_reason=""),
                name="vote_broken_off_has_reason",
                violation_error_message="Geef de reden waarom de stemming is afgebroken.",
            ),
        ]

    def __str__(self) -> str:
        return f"Stemming over {self.proposal_version.proposal}"

    def get_absolute_url(self) -> str:
        return reverse("governance:vote_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == VoteState.OPEN

    @property
    def is_tied(self) -> bool:
        return self.state == VoteState.TIED

    @property
    def is_closed(self) -> bool:
        return self.state == VoteState.CLOSED


class VoteSeat(models.Model):
    """The roster of a vote: who was entitled for each filled seat when it opened. Later changes do not touch it."""

    append_only = True
    # Of the ballot in force, where queries.votes.roster() read the row; a roster itself holds no choice.
    choice: str | None
    chosen_at: datetime | None
    explanation: str | None

    vote = models.ForeignKey(Vote, models.RESTRICT, related_name="seats", verbose_name="stemming")
    seat = models.ForeignKey(Seat, models.RESTRICT, related_name="vote_seats", verbose_name="zetel")
    person = models.ForeignKey(
        Person,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="vote_seats",
        verbose_name="stemgerechtigde",
    )
    present = models.BooleanField("aanwezig")
    recused = models.BooleanField("doet niet mee", default=False)
    by_deputy = models.BooleanField("plaatsvervanger", default=False)
    office = models.CharField("functie", max_length=10, choices=Office, blank=True)

    class Meta:
        ordering = ["vote", "seat__position"]
        verbose_name = "zetel in een stemming"
        verbose_name_plural = "zetels in een stemming"
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "seat"],
                name="vote_seat_unique",
                violation_error_message="Een zetel staat één keer op de lijst van een stemming.",
            ),
            models.UniqueConstraint(
                fields=["vote", "person"],
                condition=Q(person__isnull=False),
                name="vote_person_unique",
                violation_error_message="Eén persoon stemt voor hoogstens één zetel.",
            ),
            models.CheckConstraint(
                condition=Q(present=False) | Q(person__isnull=False),
                name="vote_seat_present_has_person",
                violation_error_message="Een aanwezige zetel heeft een stemgerechtigde.",
            ),
            models.CheckConstraint(
                condition=Q(recused=False) | Q(present=True),
                name="vote_seat_recused_is_present",
                violation_error_message="Alleen een aanwezige zetel kan afzien van meedoen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} in {self.vote}"


class Ballot(models.Model):
    """One choice of one seat. Append-only: the one with the highest sequence is in force, earlier ones stay."""

    append_only = True

    vote_seat = models.ForeignKey(VoteSeat, models.RESTRICT, related_name="ballots", verbose_name="zetel")
    sequence = models.PositiveSmallIntegerField("volgnummer")
    choice = models.CharField("keuze", max_length=10, choices=BallotChoice)
    cast_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="uitgebracht door")
    cast_at = models.DateTimeField("uitgebracht op")
    text_sha256 = models.CharField("hash van de tekst", max_length=64)
    request_key = models.UUIDField("sleutel van het verzoek")
    manner = models.CharField("wijze", max_length=10, choices=BallotManner, default=BallotManner.OWN)
    entered_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="opgenomen door"
    )
    explanation = models.TextField("stemverklaring", blank=True, max_length=2000)

    class Meta:
        ordering = ["vote_seat", "sequence"]
        verbose_name = "stem"
        verbose_name_plural = "stemmen"
        constraints = [
            models.UniqueConstraint(
                fields=["vote_seat", "sequence"],
                name="ballot_one_in_force",
                violation_error_message="Er is al een stem met dit volgnummer.",
            ),
            models.UniqueConstraint(
                fields=["vote_seat", "request_key"],
                name="ballot_request_once",
                violation_error_message="Deze stem is al vastgelegd.",
            ),
            models.CheckConstraint(
                condition=Q(manner=BallotManner.OWN, entered_by__isnull=True)
                | (~Q(manner=BallotManner.OWN) & Q(entered_by__isnull=False) & ~Q(entered_by=F("cast_by"))),
                name="ballot_taken_down_by_two",
                violation_error_message="Een opgenomen stem wordt door een tweede persoon bevestigd.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote_seat.seat}: {self.get_choice_display()}"


class BallotEntry(models.Model):
    """A spoken or written choice taken down by one person; it counts once another has confirmed it."""

    vote_seat = models.ForeignKey(VoteSeat, models.RESTRICT, related_name="entries", verbose_name="zetel")
    choice = models.CharField("keuze", max_length=10, choices=BallotChoice)
    manner = models.CharField("wijze", max_length=10, choices=BallotManner)
    reason = models.CharField("waarom niet zelf", max_length=300)
    entered_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="opgenomen door")
    entered_at = models.DateTimeField("opgenomen om")
    rejected_at = models.DateTimeField("niet bevestigd om", null=True, blank=True)
    ballot = models.OneToOneField(
        Ballot, models.RESTRICT, null=True, blank=True, related_name="entry", verbose_name="stem"
    )

    class Meta:
        ordering = ["vote_seat", "entered_at"]
        verbose_name = "opgenomen stem"
        verbose_name_plural = "opgenomen stemmen"
        constraints = [
            models.UniqueConstraint(
                fields=["vote_seat"],
                condition=Q(ballot=None, rejected_at=None),
                name="ballot_entry_one_waiting",
                violation_error_message="Voor deze zetel wacht al een opgenomen stem op bevestiging.",
            ),
            models.CheckConstraint(
                condition=~Q(manner=BallotManner.OWN),
                name="ballot_entry_not_own",
                violation_error_message="Een opgenomen stem is mondeling of op papier uitgebracht.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote_seat.seat}: opgenomen"


class PaperCount(models.Model):
    """The totals of a secret vote on paper: entered by one person, confirmed by another (rule 11)."""

    vote = models.ForeignKey(Vote, models.RESTRICT, related_name="paper_counts", verbose_name="stemming")
    votes_for = models.PositiveSmallIntegerField("voor")
    against = models.PositiveSmallIntegerField("tegen")
    abstained = models.PositiveSmallIntegerField("onthouding of blanco")
    not_voted = models.PositiveSmallIntegerField("niet ingeleverd")
    entered_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="ingevoerd door")
    entered_at = models.DateTimeField("ingevoerd om")
    confirmed_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="+", verbose_name="bevestigd door"
    )
    confirmed_at = models.DateTimeField("bevestigd om", null=True, blank=True)
    rejected_at = models.DateTimeField("niet bevestigd om", null=True, blank=True)

    class Meta:
        ordering = ["vote", "entered_at"]
        verbose_name = "telling op papier"
        verbose_name_plural = "tellingen op papier"
        constraints = [
            models.UniqueConstraint(
                fields=["vote"],
                condition=Q(rejected_at=None),
                name="paper_count_one_standing",
                violation_error_message="Er staat al een telling. Bevestig die, of keur haar af.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (
                    Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & ~Q(confirmed_by=F("entered_by"))
                ),
                name="paper_count_four_eyes",
                violation_error_message="De telling wordt bevestigd door een ander dan wie haar invoerde.",
            ),
        ]

    def __str__(self) -> str:
        return f"Telling van {self.vote}"


class VoteNote(models.Model):
    """A note after a vote: it stays beside the outcome and changes nothing (rules 12 and 15)."""

    append_only = True

    vote_seat = models.ForeignKey(VoteSeat, models.RESTRICT, related_name="notes", verbose_name="zetel")
    kind = models.CharField("soort", max_length=10, choices=NoteKind)
    text = models.CharField("aantekening", max_length=500)
    noted_by = models.ForeignKey(Person, models.RESTRICT, related_name="+", verbose_name="genoteerd door")
    noted_at = models.DateTimeField("genoteerd om")

    class Meta:
        ordering = ["vote_seat", "noted_at"]
        verbose_name = "aantekening bij een stemming"
        verbose_name_plural = "aantekeningen bij stemmingen"

    def __str__(self) -> str:
        return f"{self.vote_seat.seat}: {self.get_kind_display()}"
