"""New versions of the agreement and of the rule set: drafted from the last, in force by a decision only (art. 2, 13).

A draft can be changed and deleted until the chair convenes the meeting that proposes it; from then on its content is
part of what is voted on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from governance.actions.agenda import add_item, lock_editable
from governance.actions.drafts import lock_draft, refuse_carried, refuse_fixed
from governance.actions.ledger import append_event
from governance.actions.proposals import PointDraft, write_proposal
from governance.domain.rules import QUORUM_RULE, RuleSetError, rule_sentence
from governance.enums import AdoptableState, AgendaItemKind
from governance.models import (
    AgendaItem,
    AgreementVersion,
    Article,
    Meeting,
    Person,
    RuleSet,
)
from governance.permissions import is_secretariat
from werkbedrijf.lib.dates import date_words, day_of
from werkbedrijf.lib.errors import Conflict, DomainError, NotAllowed

EXTENSION_YEARS = 5  # our proposal for an extension; the board changes it before it decides
TERM_ARTICLE = 13  # the article that says how long the agreement runs


@transaction.atomic
def draft_agreement(
    by: Person, *, extends: bool = False, is_example: bool = False, now: datetime | None = None
) -> AgreementVersion:
    """A draft of the next version: title, term and articles of the last one, to be changed.

    extends: it begins the day after the last one ends, and ends five years later; else it begins tomorrow and keeps the
    end. Raises Conflict while another draft waits. Source: articles 2 and 13.
    """
    _secretariat_only(by)
    last = (
        AgreementVersion.objects.adopted().select_for_update().order_by("-in_force_from", "-number").first()
    )
    if last is None or last.in_force_from is None:
        raise DomainError("Er is nog geen overeenkomst om van uit te gaan.")
    waiting = AgreementVersion.objects.exclude(state=AdoptableState.ADOPTED).first()
    if waiting is not None:
        raise Conflict(
            f"Versie {waiting.number} wacht al op een besluit. Wijzig die, of verwijder het concept."
        )
    tomorrow = day_of(now or timezone.now()) + timedelta(days=1)
    starts = (
        last.ends_on + timedelta(days=1) if extends else max(tomorrow, last.in_force_from + timedelta(days=1))
    )
    ends = last.ends_on
    while ends <= starts:
        ends = years_later(ends, EXTENSION_YEARS)
    version = AgreementVersion.objects.create(
        number=(AgreementVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=last.title,
        in_force_from=starts,
        ends_on=ends,
        is_example=is_example or last.is_example,
    )
    Article.objects.bulk_create(
        Article(version=version, number=article.number, title=article.title, text=article.text)
        for article in last.articles.order_by("number")
    )
    if extends:
        _say_the_new_term(version)
    append_event("agreement_drafted", by, {"number": version.number, "from": last.number}, now)
    return version


@transaction.atomic
def change_agreement(
    version: AgreementVersion, by: Person, *, title: str, in_force_from: date, ends_on: date
) -> AgreementVersion:
    """Change title and term of a draft. Raises DomainError: it would end before it begins, or never come in force."""
    _secretariat_only(by)
    locked = lock_draft(version)
    if ends_on <= in_force_from:
        raise DomainError(
            "De overeenkomst eindigt na de dag waarop zij ingaat. Pas een van beide datums aan."
        )
    before = AgreementVersion.objects.adopted().order_by("-in_force_from").first()
    if before and before.in_force_from and in_force_from <= before.in_force_from:
        raise DomainError(
            f"Versie {before.number} geldt vanaf {date_words(before.in_force_from)}. Laat deze versie later ingaan."
        )
    locked.title, locked.in_force_from, locked.ends_on = title.strip(), in_force_from, ends_on
    locked.save(update_fields=["title", "in_force_from", "ends_on"])
    return locked


@transaction.atomic
def write_article(
    version: AgreementVersion, by: Person, *, title: str, text: str, number: int | None = None
) -> Article:
    """Change an article of a draft, or without a number add one at the end."""
    _secretariat_only(by)
    locked = lock_draft(version)
    if number is None:
        number = (locked.articles.aggregate(last=Max("number"))["last"] or 0) + 1
    elif not locked.articles.filter(number=number).exists():
        raise DomainError(f"Deze versie heeft geen artikel {number}.")
    article, _ = Article.objects.update_or_create(
        version=locked, number=number, defaults={"title": title.strip(), "text": text.strip()}
    )
    return article


@transaction.atomic
def delete_agreement(version: AgreementVersion, by: Person, *, now: datetime | None = None) -> None:
    """Remove a draft with its articles; Conflict once it is proposed or in a proposal."""
    _secretariat_only(by)
    locked = lock_draft(version)
    refuse_carried(locked)
    append_event("agreement_draft_deleted", by, {"number": locked.number}, now)
    locked.articles.all().delete()
    locked.delete()


@transaction.atomic
def prepare_extension(meeting: Meeting, by: Person, *, now: datetime | None = None) -> AgendaItem:
    """Verlenging voorbereiden: a draft that runs five years longer, and an item on this draft agenda that proposes it.

    A free draft that already extends the agreement is used as it is. Raises Conflict when it stands in a proposal.
    """
    _secretariat_only(by)
    lock_editable(meeting.pk)
    version = AgreementVersion.objects.exclude(state=AdoptableState.ADOPTED).first()
    if version is None:
        version = draft_agreement(by, extends=True, now=now)
    refuse_fixed(version)
    refuse_carried(version)
    current = AgreementVersion.objects.in_force(meeting.day)
    if version.ends_on <= current.ends_on:
        raise Conflict(
            f"Versie {version.number} is een concept dat niet langer loopt. Pas eerst de looptijd aan."
        )
    article = current.articles.filter(number=TERM_ARTICLE).first()
    if article is None:
        raise DomainError("De overeenkomst heeft geen artikel over de looptijd. Schrijf het voorstel zelf.")
    item = add_item(meeting, kind=AgendaItemKind.DECIDE, title="Verlenging van de overeenkomst")
    write_proposal(
        item,
        title="Verlenging van de overeenkomst",
        article=article,
        considerations=f"De overeenkomst geldt in principe tot en met {date_words(article.version.ends_on)}. De "
        "landelijke banenafspraak loopt daarna door. Elke partij besluit zelf of zij blijft meedoen (artikel 3).",
        points=[
            PointDraft(
                "1",
                f"Versie {version.number} van de samenwerkingsovereenkomst gaat in op "
                f"{date_words(version.in_force_from or version.ends_on)} en geldt in principe tot en met "
                f"{date_words(version.ends_on)}.",
                (version,),
            )
        ],
        by=by,
    )
    append_event("extension_prepared", by, {"number": version.number, "meeting": meeting.pk}, now)
    return item


def years_later(day: date, years: int) -> date:
    """The same day so many years on; the last of February for a leap day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _say_the_new_term(version: AgreementVersion) -> None:
    """The article about the term says the new one; it was copied with the words of the old."""
    article = version.articles.filter(number=TERM_ARTICLE).first()
    if article is not None:
        article.text += (
            f"\nVerlengd: de overeenkomst geldt in principe tot en met {date_words(version.ends_on)}."
        )
        article.save(update_fields=["text"])


@transaction.atomic
def draft_rule_set(
    values: Mapping[int, str], by: Person, *, in_force_from: date | None = None, now: datetime | None = None
) -> RuleSet:
    """A draft of the next rule set: the last one with other values in these rows (number of the row to its code).

    Raises DomainError for a value that the table does not name, or when nothing differs; Conflict while another draft
    waits. in_force_from None: from the day of the decision. Source: voting.md's table; the engine knows no other value.
    """
    _secretariat_only(by)
    last = RuleSet.objects.adopted().select_for_update().order_by("-in_force_from", "-number").first()
    if last is None:
        raise DomainError("Er zijn nog geen stemregels om van uit te gaan.")
    if (waiting := RuleSet.objects.exclude(state=AdoptableState.ADOPTED).first()) is not None:
        raise Conflict(f"{waiting} is al een concept. Verwijder dat eerst, of breng het in een voorstel.")
    rows = [dict(row) for row in last.rows]
    changed = False
    for row in rows:
        value = values.get(int(row["number"]))
        if value is None or value == row["value"]:
            continue
        try:
            row["sentence"] = rule_sentence(int(row["number"]), value)
        except RuleSetError as error:
            raise DomainError(f"{error} Kies een waarde die de tabel noemt.") from error
        row["value"] = value
        changed = True
    if not changed:
        raise DomainError("Deze stemregels zijn gelijk aan die van nu. Kies een andere waarde.")
    number = (RuleSet.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    rule_set = RuleSet(number=number, rows=rows, in_force_from=in_force_from)
    rule_set.rules()  # what the engine cannot apply is not kept
    rule_set.save()
    append_event("rule_set_drafted", by, {"number": number, "quorum": str(rows[QUORUM_RULE]["value"])}, now)
    return rule_set


@transaction.atomic
def delete_rule_set(rule_set: RuleSet, by: Person, *, now: datetime | None = None) -> None:
    """Remove a draft; Conflict once it is proposed or in a proposal."""
    _secretariat_only(by)
    locked = RuleSet.objects.select_for_update().get(pk=rule_set.pk)
    refuse_fixed(locked)
    refuse_carried(locked)
    append_event("rule_set_draft_deleted", by, {"number": locked.number}, now)
    locked.delete()


def _secretariat_only(by: Person) -> None:
    if not is_secretariat(by):
        raise NotAllowed("Alleen het secretariaat bereidt een nieuwe versie voor.")
