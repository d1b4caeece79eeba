"""How well a fact suits a question beyond its words: subject, limits, award body, year, kind of answer.

Every part is a factor in [0, 1]; the numbers are tuned on tests/corpus/facts.csv and facts_negative.csv.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from bot.recall.cards import Card
from bot.recall.claims import COUNTS
from bot.recall.phrases import ALLOW, BOUND, Unit

_OWN_STORY: Final = frozenset({"film", "person"})  # bodies of facts about no award
_KINDRED: Final = ("group:", "case:")
_RANK: Final = "rank:"
_ACTING, _LEAD, _TELEVISION = "role:acting", "role:lead", "role:tv"
_SLIGHT: Final = 0.85
_GENDERS: Final = frozenset({"gender:woman", "gender:man"})
_LOOSE_WANTS: Final = frozenset({"song", "category"})  # no fact tells these from names of works and texts
_SLIGHT_WANTS: Final = frozenset({"meaning", "list", "channel"})  # a better answer, not the only one


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as units, with the topics that limit it (`hard`), the others (`soft`) and what it asks for.

    `guessed` are the stems of corrected words, `said` all words where an answer must say something new.
    """

    units: tuple[Unit, ...]
    hard: frozenset[str]
    soft: frozenset[str]
    stems: frozenset[str]
    wants: frozenset[str]
    bodies: frozenset[str]
    subjects: frozenset[str]
    years: tuple[int, int] | None
    is_about_awards: bool
    guessed: frozenset[str]
    said: frozenset[str]

    @classmethod
    def of(
        cls, units: Iterable[Unit], wants: Collection[str], bodies: Collection[str], subjects: Collection[str],
        years: tuple[int, int] | None, guessed: Collection[str] = (), said: Collection[str] = (),
    ) -> Reading:  # fmt: skip
        """Return the reading of `units` with all their topics; `guessed` are stems of corrected words."""
        units = tuple(units)
        senses = [sense for unit in units for sense in unit.senses]
        hard = {topic for sense in senses for topic in sense.hard}
        hard |= {topic[len(ALLOW) :] for sense in senses for topic in sense.soft if topic.startswith(ALLOW)}
        if "work" in wants:
            hard.add("case:onefilm")  # "the most by a single film" is what "which film" asks for
        is_award = "result:nominee" in hard or any(unit.award for unit in units)
        return cls(
            units, frozenset(hard), frozenset(topic for sense in senses for topic in sense.soft),
            frozenset(stem for unit in units if not unit.optional for stem in unit.stems), frozenset(wants),
            frozenset(bodies), frozenset(subjects), years, is_award, frozenset(guessed), frozenset(said),
        )  # fmt: skip

    def about(self, subject: str, units: Iterable[Unit]) -> Reading:
        """Return the same question asked of `subject` with only `units` left."""
        subjects = {*self.subjects, subject}
        return Reading.of(units, self.wants, self.bodies, subjects, self.years, self.guessed, self.said)

    def names(self, unit: Unit) -> bool:
        """Return whether the question says what `unit` of a card says."""
        if not self.stems.isdisjoint(unit.stems):
            return True
        return any(
            sense.hard <= self.hard if sense.hard else not self.soft.isdisjoint(sense.soft) for sense in unit.senses
        )


def fit(card: Card, reading: Reading, share: float, own: bool, rare: int) -> float:
    """Return in [0, 1] how well `card` suits the question.

    `share` is the part of the card that the question names, `own` whether it uses words of the card's award
    body alone, `rare` how many of its words outside the lexicon are the card's.
    """
    factors = (
        _subject(card, reading), _limits(card, reading, share), _body(card, reading, own), _year(card, reading),
        _kind(card, reading), _focus(card, reading), _named_share(share), _context(card, reading, rare),
        _person(card, reading), _bounds(card, reading), _news(card, reading), _gender(card, reading),
    )  # fmt: skip
    return math.prod(factors)


def _news(card: Card, reading: Reading) -> float:
    """An answer that the question says itself answers nothing."""
    return 0.75 if reading.said.issuperset(card.answered) else 1.0


def _gender(card: Card, reading: Reading) -> float:
    """A card about men only is none of what an actress did, nor the other way round."""
    asked, told = (hard & _GENDERS for hard in (reading.hard, card.hard))
    return 0.5 if len(asked) == 1 and len(told) == 1 and asked != told else 1.0


def fit_at_most(card: Card, reading: Reading) -> float:
    """Return what `fit` cannot be more than: of what is quick to tell, as most cards fail by that."""
    return _subject(card, reading) * _year(card, reading) * _kind(card, reading)


def _named_share(share: float) -> float:
    """A question that names much of the card is nearer to it; half is enough."""
    return 0.9 + 0.1 * min(1.0, share / 0.5)


def _subject(card: Card, reading: Reading) -> float:
    """All that is named must be in the card, and best in its very words."""
    if not reading.subjects <= card.subjects:
        return 0.3
    return 1.0 if reading.subjects <= card.told else 0.86


def _limits(card: Card, reading: Reading, share: float) -> float:
    """The limits of one of the card's claims must be asked for; naming the subject makes up for some of them.

    A fact that claims nothing may still be told of one award only, or only of a mix-up, a refusal ...
    """
    if not card.claims:
        narrow = 1.0 if reading.subjects or card.roles <= reading.hard else 0.92
        told = not card.setting or not card.setting.isdisjoint(reading.hard)
        least = 0.8 if reading.subjects else 0.72
        return narrow * (1.0 if told else least + (1 - least) * min(1.0, share / 0.6))
    claim, missing = min(((claim, _missing(claim, card, reading)) for claim in card.claims), key=lambda it: len(it[1]))
    if not missing:
        return 1.0
    if reading.subjects and not any(topic.startswith(BOUND) for topic in missing):
        return max(0.8, 0.94 ** len(missing))
    return _SLIGHT if _is_slight(claim, missing, reading) else 0.5


def _missing(claim: frozenset[str], card: Card, reading: Reading) -> list[str]:
    """Return the limits of the claim that the question does not name.

    Any rank that the card has will do for another, and any group: the first Mexican is told of as the first Latino.
    """
    shared = card.hard & reading.hard
    stands_for = [facet for facet in ("group:",) if any(topic.startswith(facet) for topic in shared)]
    ranked = any(topic.startswith(_RANK) for topic in reading.hard)
    missing = claim - reading.hard - reading.soft
    return [
        topic
        for topic in missing
        if not (ranked and topic.startswith(_RANK)) and not any(topic.startswith(facet) for facet in stands_for)
    ]


def _is_slight(claim: frozenset[str], missing: Collection[str], reading: Reading) -> bool:
    """Return whether what the question leaves unsaid makes no other claim of it.

    "deaf actress who won best actress" is told of with the first one; "the first deaf man to win" did so by acting.
    """
    if any(topic.startswith(_RANK) for topic in reading.hard):
        if _TELEVISION in reading.hard:
            return set(missing) <= {_ACTING, _LEAD}
        return set(missing) == {_ACTING} and not any(topic.startswith("role:") for topic in reading.hard)
    told = any(topic.startswith((*_KINDRED, "story:")) for topic in claim)
    return told and all(topic.startswith(_RANK) for topic in missing)


def _body(card: Card, reading: Reading, own: bool) -> float:
    """The award body must agree; where none is named the Oscars are meant, unless the words are another's own."""
    if not reading.bodies and reading.subjects and not own:
        return 1.0 if card.body in _OWN_STORY or card.body == "oscars" else 0.92
    if reading.bodies & card.bodies:
        return 1.0 if card.body in reading.bodies or card.body in _OWN_STORY else 0.9
    if reading.bodies:
        return 0.75 if card.body in _OWN_STORY and reading.subjects else 0.4
    return 1.0 if card.body == "oscars" or card.body in _OWN_STORY or own else 0.65


def _year(card: Card, reading: Reading) -> float:
    """The year must be the card's, or the one before it: people date a prize by its films."""
    if reading.years is None:
        return 1.0
    first, last = reading.years
    if not card.years:
        return 0.7
    return 1.0 if any(first <= year <= last + 1 for year in card.years) else 0.3


def _kind(card: Card, reading: Reading) -> float:
    """The answer must be of a kind that was asked for."""
    wants = reading.wants - _LOOSE_WANTS
    if wants == {"thing"}:
        return 0.9 if card.kinds == {"person"} else 1.0
    wants -= {"thing"}
    if not wants or wants & card.kinds:
        return 1.0
    if wants <= _SLIGHT_WANTS:
        return 0.96
    wants -= _SLIGHT_WANTS
    if "date" in wants and card.years:
        return 0.85
    if any(f"told {want}" in card.kinds for want in wants):
        return 0.9
    if not card.kinds.isdisjoint(("text", "studio")):
        return 0.92 if "person" in wants or "reason" in wants else 0.85
    return 0.92 if wants & card.told_kinds else 0.7


def _focus(card: Card, reading: Reading) -> float:
    """A card that is filed under what was asked, and little else, comes first among equals."""
    return 0.9 + 0.1 * len(card.sure & reading.soft) / len(card.sure)


def _context(card: Card, reading: Reading, rare: int) -> float:
    """Words that name no award, person or film must be much of what the card says, or the card's own rare words."""
    if reading.bodies or reading.subjects or reading.is_about_awards or rare > 1:
        return 1.0
    if reading.years:
        return 0.9
    return 0.45 + 0.55 * len(reading.stems & card.content) / max(1, len(card.content))


def _bounds(card: Card, reading: Reading) -> float:
    """Limits in time ("until 2003", "from 2029") belong on both sides."""
    asked = {topic for topic in reading.soft if topic.startswith(BOUND)} - COUNTS
    return 0.85 if asked - card.soft or card.bounds - asked else 1.0


def _person(card: Card, reading: Reading) -> float:
    """A card about somebody or some film not named suits a general question only as the answer itself."""
    if reading.subjects or not card.told or card.kinds & {"person", "work"} or reading.wants & card.told_kinds:
        return 1.0
    return 0.9
