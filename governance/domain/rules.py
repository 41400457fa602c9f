"""The rule set: how the board decides, one row per question, each with the article or "aangenomen".

Article 6 of the agreement says two things: the majority of the votes decides, and on an equal count the vote of
the chair, or of the vice-chair when the chair is absent. Everything else that a count needs is written down here
as an assumption, so that the board can see it and, by a decision, put another version in its place. A decision
keeps the version it was taken under.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

QUORUM_RULE = 10
QUORUM_NONE = "none"
QUORUM_MORE_THAN_HALF = "more_than_half"

ARTICLE_6 = "art. 6"
ASSUMED = "aangenomen"
GROUND_SEPARATOR = ", "

_ROW_FIELDS = ("number", "question", "value", "ground", "sentence")


class RuleSetError(ValueError):
    """A rule set that the engine does not know how to apply; the message is Dutch and for the screen."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rule set.

    number: the row of the table, 0 to 16. question, sentence: Dutch, for the screen. value: the code of the
    answer. ground: where it comes from; "art. 6, aangenomen" where the agreement answers half of the question.
    """

    number: int
    question: str
    value: str
    ground: str
    sentence: str

    @property
    def agreed_ground(self) -> str:
        """The ground of the part that the agreement itself says: the first part."""
        return self.ground.split(GROUND_SEPARATOR)[0]

    @property
    def filled_in_ground(self) -> str:
        """The ground of the part about which the agreement is silent: the last part."""
        return self.ground.split(GROUND_SEPARATOR)[-1]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A version of the rules: its number and all rows, in the order of their numbers (row n at place n)."""

    number: int
    rows: tuple[Rule, ...]

    def __post_init__(self) -> None:
        if [row.number for row in self.rows] != list(_TABLE):
            raise RuleSetError(
                f"Een regelset heeft de regels 0 tot en met {max(_TABLE)}, elk één keer en op volgorde."
            )
        for row in self.rows:
            if row.value not in _TABLE[row.number].sentences:
                raise RuleSetError(f"Regel {row.number} heeft een onbekende waarde: {row.value!r}.")
            if not all(text.strip() for text in (row.question, row.ground, row.sentence)):
                raise RuleSetError(f"Regel {row.number} mist een vraag, een grond of een zin.")

    def row(self, number: int) -> Rule:
        return self.rows[number]

    @property
    def requires_quorum(self) -> bool:
        return self.rows[QUORUM_RULE].value == QUORUM_MORE_THAN_HALF


@dataclass(frozen=True, slots=True)
class _Question:
    """What the table allows at one number: every value that the engine can apply, with its sentence."""

    question: str
    ground: str
    sentences: Mapping[str, str]


_TABLE: Mapping[int, _Question] = {
    0: _Question(
        "Hoeveel stemmen heeft een zetel?",
        ASSUMED,
        {"one": "Elke zetel heeft één stem; FNV en CNV delen de zetel van de werknemers."},
    ),
    1: _Question(
        "Waarvan is een meerderheid nodig?",
        ARTICLE_6,
        {
            "votes_cast": "Een voorstel is aangenomen als er meer stemmen voor zijn dan tegen. Met het aantal stemmen "
            "bedoelen wij de uitgebrachte stemmen."
        },
    ),
    2: _Question(
        "Mag een lid zich onthouden?",
        ASSUMED,
        {"not_cast": "Onthouden mag. Een onthouding telt niet als uitgebrachte stem."},
    ),
    3: _Question(
        "De stemmen staken en de voorzitter stemde voor of tegen",
        ARTICLE_6,
        {"side_of_chair": "De kant waarvoor de voorzitter stemde, wint."},
    ),
    4: _Question(
        "De stemmen staken en de aanwezige voorzitter stemde niet voor of tegen",
        ASSUMED,
        {
            "ask_chair": "De voorzitter wordt om een beslissende stem gevraagd; tot dan staken de stemmen. Komt die "
            "stem er niet, dan is het voorstel niet aangenomen en staat het op de volgende agenda."
        },
    ),
    5: _Question(
        "De stemmen staken en de voorzitter is afwezig",
        f"{ARTICLE_6}{GROUND_SEPARATOR}{ASSUMED}",
        {
            "side_of_vice_chair": "De kant waarvoor de vicevoorzitter stemde, wint. Stemde de vicevoorzitter niet "
            "voor of tegen, dan wordt de vicevoorzitter om een beslissende stem gevraagd."
        },
    ),
    6: _Question(
        "De voorzitter is er, maar doet bij dit agendapunt niet mee",
        ASSUMED,
        {
            "as_absent": "De voorzitter geldt voor dit agendapunt als afwezig: de vicevoorzitter zit voor en beslist "
            "als de stemmen staken."
        },
    ),
    7: _Question(
        "De stemmen staken en voorzitter en vicevoorzitter zijn er geen van beiden",
        ASSUMED,
        {
            "not_adopted": "Het voorstel is niet aangenomen en staat op de volgende agenda. Wie voor één keer "
            "voorzit, heeft geen beslissende stem. Een voorzitter die alleen de leiding overdraagt, houdt die wel."
        },
    ),
    8: _Question(
        "Op de zetel van de voorzitter of de vicevoorzitter zit een vervanger",
        ASSUMED,
        {
            "ordinary_vote": "De vervanger brengt de gewone stem van de zetel uit. Voorzitten en beslissen gaan niet "
            "mee: de vicevoorzitter neemt over van de voorzitter, niemand van de vicevoorzitter."
        },
    ),
    9: _Question(
        "Niemand brengt een stem uit",
        ASSUMED,
        {"no_decision": "Er is geen besluit. Dit is geen staking van stemmen."},
    ),
    QUORUM_RULE: _Question(
        "Hoeveel zetels moeten aanwezig zijn?",
        ASSUMED,
        {
            QUORUM_NONE: "Er is geen quorum. Is minder dan de helft van de bezette zetels aanwezig, dan blijft dat "
            "als waarschuwing bij de uitslag staan.",
            QUORUM_MORE_THAN_HALF: "Meer dan de helft van de bezette zetels moet aanwezig zijn, anders is er geen "
            "besluit.",
        },
    ),
    11: _Question(
        "Hoe wordt over personen gestemd?",
        ASSUMED,
        {
            "open_unless_asked": "Open, tenzij een lid om geheime stemming vraagt; dan op papier: één persoon voert "
            "de totalen in, een ander bevestigt ze. Als de stemmen staken, geeft de voorzitter apart en in het "
            "openbaar een beslissende stem."
        },
    ),
    12: _Question(
        "Niemand vraagt om een stemming",
        ASSUMED,
        {
            "adopted": "Het voorstel is aangenomen zonder stemming, als hamerstuk. Een lid kan laten aantekenen het "
            "er niet mee eens te zijn."
        },
    ),
    13: _Question(
        "Kan het bestuur tussen vergaderingen schriftelijk besluiten?",
        ASSUMED,
        {"no": "Nee, besluiten vallen in een vergadering."},
    ),
    14: _Question(
        "Een lid heeft een eigen belang",
        ASSUMED,
        {
            "not_counted": "Het lid doet bij dat agendapunt niet mee, met een reden. De zetel heeft dan geen stem en "
            "telt niet mee."
        },
    ),
    15: _Question(
        "Mag een lid de stem nog wijzigen?",
        ASSUMED,
        {
            "until_closed": "Ja, tot de stemming sluit; elke versie blijft bewaard. Daarna kan alleen een "
            "aantekening, die niets aan de uitslag verandert."
        },
    ),
    16: _Question(
        "Een zetel is vacant, of één persoon zou op twee zetels zitten",
        ASSUMED,
        {
            "vacant_not_counted": "Een vacante zetel telt niet als zetel. Eén persoon heeft hoogstens één zetel."
        },
    ),
}

RULE_SET_1 = RuleSet(
    number=1,
    rows=tuple(
        Rule(number, entry.question, value, entry.ground, sentence)
        for number, entry in _TABLE.items()
        # The first value that the table names is the one of version 1.
        for value, sentence in [next(iter(entry.sentences.items()))]
    ),
)


def rule_sentence(number: int, value: str) -> str:
    """The Dutch sentence of a value in the table; for who drafts a new version. Raises RuleSetError."""
    try:
        return _TABLE[number].sentences[value]
    except KeyError:
        raise RuleSetError(f"Regel {number} heeft een onbekende waarde: {value!r}.") from None


def allowed_values(number: int) -> tuple[str, ...]:
    """The values that a row can have; only the quorum has more than one. Raises RuleSetError."""
    if number not in _TABLE:
        raise RuleSetError(f"Er is geen regel {number}.")
    return tuple(_TABLE[number].sentences)


def rule_set_to_json(rules: RuleSet) -> list[dict[str, object]]:
    """The rows as they are stored beside a version of the agreement; `rule_set_from_json` reads them back."""
    return [{field: getattr(row, field) for field in _ROW_FIELDS} for row in rules.rows]


def rule_set_from_json(number: int, rows: Iterable[Mapping[str, object]]) -> RuleSet:
    """A stored rule set, checked.

    number: the version, 1 or higher. rows: dictionaries with number, question, value, ground and sentence, in
    any order. Question, ground and sentence are taken as stored, because a decision keeps the words it was taken
    under; the value must be one that the table names. Raises RuleSetError.
    """
    if type(number) is not int or number < 1:
        raise RuleSetError(f"Het nummer van een regelset is een geheel getal vanaf 1, niet {number!r}.")
    found = [_rule_from_json(row) for row in rows]
    return RuleSet(number=number, rows=tuple(sorted(found, key=lambda rule: rule.number)))


def _rule_from_json(row: Mapping[str, object]) -> Rule:
    if not isinstance(row, Mapping) or set(row) != set(_ROW_FIELDS):
        raise RuleSetError(f"Een regel heeft precies deze velden: {', '.join(_ROW_FIELDS)}.")
    number = row["number"]
    texts = [row[field] for field in _ROW_FIELDS if field != "number"]
    # A bool is an int for Python and is not a row number.
    if type(number) is not int:
        raise RuleSetError(f"Het nummer van een regel is een geheel getal, niet {number!r}.")
    if not all(isinstance(text, str) for text in texts):
        raise RuleSetError(f"In regel {number} zijn vraag, waarde, grond en zin tekst.")
    question, value, ground, sentence = (str(text) for text in texts)
    return Rule(number, question, value, ground, sentence)
