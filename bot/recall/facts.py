"""Stored facts, found by what they mean: subject, topic, limits and words together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from bot.link.plain import common_words
from bot.recall.cards import Card, CardReader
from bot.recall.fit import Reading, fit, fit_at_most
from bot.recall.names import BODY_MARK, MARKS, NAME_MARK, Names
from bot.recall.near import Near
from bot.recall.phrases import BOUND, Phrases, Unit
from bot.recall.ranking import Index, Postings
from bot.recall.slips import Slips
from bot.recall.story import Stories
from bot.recall.subjects import Subjects, plain_words
from bot.recall.words import stems
from bot.store import Store
from bot.tables import read_table, word_group
from bot.text import fold

SHORTEST_SLIP = 3  # letters; a slip in so few leaves nothing to tell ("nun" is no "non")
SURE_SCORE = 70.0
"""From this score on a fact answers the question; below it is at most related."""

_SCALE = 103.0  # sets 70 where right answers and the nearest wrong ones part; scores are cut at 100
_MAX_FOUND = 8
_MIN_SCORE = 30.0
_HOPELESS = _MIN_SCORE - 0.1  # below, whatever rounding does
_MIN_COVERAGE = 0.5
_OWN_WEIGHT = 2.0  # words rarer than this may show that one award body is meant
_RARE_WEIGHT = 4.0
_GUESSED = 0.95  # how well a corrected word explains
_KNOWN = 0.4  # how well another fact about the same subject does
_NEAR_SHARE, _NEAR_LEAD = 0.66, 0.04
_NAMED = frozenset({"person", "work", "song", "thing"})  # what is asked for must not stand in the question
_YEAR = re.compile(r"(?:18|19|20)\d\d")

Weighed = tuple[Unit, Postings, float]


@dataclass(frozen=True, slots=True)
class FactAsk:
    """What is asked: `words` are all folded tokens of the question, the rest what was linked in it.

    `categories` are family slugs; `years` first and last ceremony year; `wants` the kind of answer (person,
    work, number, date, place, song, category, thing), None when open; `named` are the places in `words` that the
    linked names cover, for names that are written otherwise than stored ("leo").
    """

    words: Sequence[str]
    persons: Collection[str] = ()
    works: Collection[str] = ()
    bodies: Collection[str] = ()
    years: tuple[int, int] | None = None
    categories: Collection[str] = ()
    wants: str | None = None
    named: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact with its `score` (0 to 100; from `SURE_SCORE` on it answers the question).

    `answers` are the bare values, several of a list; `evidence` are the words of the question that it explains
    (as stems), `missed` those that it does not.
    """

    id: str
    body: str
    year: int | None
    statement: str
    answers: tuple[str, ...]
    score: float
    evidence: tuple[str, ...]
    missed: tuple[str, ...]
    beyond: bool = False


class Spelt(NamedTuple):
    """The words of a question on their way to a `Reading`: the names in it as folded words, its words without them,
    these with slips mended, and without the names of award bodies.
    """

    named: list[tuple[str, ...]]
    clear: list[str]
    spelled: list[str]
    text: list[str]


class FactFinder:
    """All facts of a store in memory, indexed by topic and word; read-only and safe to share."""

    def __init__(self, store: Store) -> None:
        """Take the facts of `store`; they are read at the first question, or by `load`."""
        self._store = store
        self._is_loaded = False

    def load(self) -> None:
        """Read the facts and the phrases of data/lexicon/topics.csv, some 0.1 s; a second call does nothing."""
        if self._is_loaded:
            return
        store, self._is_loaded = self._store, True
        self._bodies = _body_names(store)
        self._body_names = Names(self._bodies)
        rows = read_table("lexicon/topics")
        self._words = [word for row in rows for word in row["phrase"].split()]
        self._phrases = Phrases(self._topic_rows(rows))
        subjects = Subjects(store)
        self._names = subjects.names()
        reader = CardReader(self._phrases, self._bodies, subjects)
        self._cards = [Card(row, reader) for row in store.rows("SELECT * FROM fact ORDER BY id")]
        self._common = common_words()
        self._index = Index(self._cards, frozenset(stems(self._common)))
        self._stories = Stories(self._cards, subjects.works())
        self._near = Near(rows, read_table("lexicon/near"))
        self._weighed: dict[str, list[tuple[Unit, float]]] = {}
        self._by_subject: dict[str, set[int]] = defaultdict(set)
        for number, card in enumerate(self._cards):
            for subject in card.subjects:
                self._by_subject[subject].add(number)

    def warm_up(self) -> None:
        """Read every fact through, some 0.3 s; else each is read through when it is first looked at."""
        self.load()
        _ = self._slips, self._beyond
        for card in self._cards:
            self._weights(card)
            _ = (
                card.claims,
                card.told_kinds,
                card.bodies,
                card.years,
                card.roles,
                card.bounds,
                card.setting,
                card.content,
                card.kinds,
            )

    def find(self, ask: FactAsk) -> list[FoundFact]:
        """Return the facts that may answer `ask`, best first, at most eight; ties go to the lower id."""
        return self.find_read(self.read(ask))

    def find_read(self, reading: Reading) -> list[FoundFact]:
        """Return the facts that may answer what was read, as `find` does."""
        if not reading.subjects:
            story = self._stories.guess(reading.units, self._index)
            if story:
                reading = reading.about(*story)
        weighed = [self._weigh(unit, reading) for unit in reading.units if unit.senses or not unit.optional]
        found = []
        for number, coverage in _coverage(weighed, self._about(reading)).items():
            card = self._cards[number]
            if _SCALE * coverage * fit_at_most(card, reading) < _HOPELESS:
                continue
            own = any(self._is_own(entry, number, card.body) for entry in weighed)
            rare = sum(weight >= _RARE_WEIGHT and self._index.is_literal(unit, number) for unit, _, weight in weighed)
            score = _SCALE * coverage * fit(card, reading, self._share(card, reading), own, rare)
            if score >= _MIN_SCORE:
                found.append((score, card, number))
        found.sort(key=lambda entry: (-entry[0], entry[1].id))
        best = [_found(card, score, number, weighed) for score, card, number in found[:_MAX_FOUND]]
        if best and best[0].score >= SURE_SCORE:
            return best
        alone = self._only_about(reading) if all(unit.optional for unit, _, _ in weighed) else []
        return alone or [*self._find_near(reading), *best]

    def film_told_of(self, words: Sequence[str]) -> str:
        """Return the id of the one film that "jazz musical" tells of, "" where that is unsure."""
        self.load()
        return self._stories.film_of(self._phrases.read(words), self._index)

    def read(self, ask: FactAsk, spelt: Spelt | None = None) -> Reading:
        """Return the question as units without its names, with what it limits and asks for; `spelt` as by `spell`."""
        named, clear, spelled, text = spelt or self.spell(ask)
        guessed = stems(new for new, old in zip(spelled, clear, strict=True) if new != old)
        bodies = ask.bodies or {self._bodies[name] for _, name in self._body_names.find(spelled)}
        units = [unit for unit in self._phrases.read(text) if unit.key not in MARKS]
        if not any(topic.startswith("role:") for unit in units for sense in unit.senses for topic in sense.hard):
            units += [unit for family in ask.categories for unit in self._phrases.read(family.split("-"))]
        wants = {want for unit in units for want in unit.wants} | ({ask.wants} if ask.wants else set())
        years = ask.years or _said_years(ask.words)
        said = {*ask.words, *(part for name in named for part in name)} if ask.wants in _NAMED else ()
        return Reading.of(units, wants, bodies, {*ask.persons, *ask.works}, years, guessed, said)

    def spell(self, ask: FactAsk) -> Spelt:
        """Return the words of the question, its names and then its award bodies blotted out, slips mended."""
        self.load()
        named = [name for it in (*ask.persons, *ask.works) for name in self._names.get(it, ())]
        clear = Names(named).mask([NAME_MARK if at in ask.named else word for at, word in enumerate(ask.words)])
        parts = {part for name in named for part in name if len(part) > 3}
        clear = [NAME_MARK if word in parts or _YEAR.fullmatch(word) else word for word in clear]
        spelled = [self._spell(word) for word in clear]
        return Spelt(named, clear, spelled, self._body_names.mask(spelled, BODY_MARK))

    def is_near_beyond(self, ask: FactAsk, spelt: Spelt) -> bool:
        """Return whether `is_beyond` may hold, by single words and the first two of phrases: quick, and seldom true."""
        texts = [stems(words) for words in (spelt.text, *(family.split("-") for family in ask.categories))]
        return any(not self._beyond.isdisjoint([*text, *pairwise(text)]) for text in texts)

    def is_beyond(self, reading: Reading) -> bool:
        """Return whether some words mean what no table holds: only then a fact can be `FoundFact.beyond`."""
        return any(_is_beyond(unit) for unit in reading.units)

    @cached_property
    def _beyond(self) -> frozenset[str | tuple[str, ...]]:
        """The stem, or the first two, of each phrase that means what no table holds."""
        keys = [unit.stems for unit in self._phrases.units() if _is_beyond(unit)]
        return frozenset(key[0] if len(key) == 1 else key[:2] for key in keys)

    def _topic_rows(self, rows: Iterable[dict[str, str]]) -> Iterator[tuple[list[str], str]]:
        """Yield the phrases of the lexicon with award bodies marked; a body alone is no topic."""
        for row in rows:
            words = self._body_names.mask(row["phrase"].split(), BODY_MARK)
            if words != [BODY_MARK]:
                yield words, row["topic"]

    @cached_property
    def _slips(self) -> Slips:
        """Made at the first unknown word."""
        said = [word for card in self._cards for word in plain_words(f"{card.statement} {card.answer}")]
        bodies = [word for name in self._bodies for word in name]
        return Slips([*said, *self._words, *bodies], self._common)

    def _spell(self, word: str) -> str:
        """Return the word that `word` is a small slip for, or `word` itself."""
        if word in MARKS or word in self._common or len(word) <= SHORTEST_SLIP:
            return word
        return self._slips.correct(word)

    def _weigh(self, unit: Unit, reading: Reading) -> Weighed:
        """Return the unit with its postings and weight; what rests on a guessed spelling explains less."""
        postings, weight = self._index.find(unit)
        if reading.guessed.isdisjoint(unit.stems):
            return unit, postings, weight
        return unit, {number: _GUESSED * quality for number, quality in postings.items()}, weight

    def _about(self, reading: Reading) -> set[int]:
        """Return the cards about everything that the question names; none when it names nothing."""
        lists = [self._by_subject.get(it, set()) for it in reading.subjects]
        return set.intersection(*lists) if lists else set()

    def _find_near(self, reading: Reading) -> list[FoundFact]:
        """Return the one fact about what is named that nearly all of the question is near to, and no other as much."""
        if any(unit.is_rank and not unit.optional for unit in reading.units):
            return []
        scores = []
        found = [(unit, self._index.find(unit)[0]) for unit in reading.units]
        bounds = {topic for topic in reading.soft if topic.startswith(BOUND)}
        limits = [postings for unit, postings in found if unit.is_hard and not unit.optional]
        for number in self._about(reading) or self._told_of(reading):
            card = self._cards[number]
            if bounds <= card.soft and all(number in postings for postings in limits):
                said = [unit for unit, postings in found if number in postings]
                scores.append((self._near.share(reading.units, card, said) * fit_at_most(card, reading), card))
        scores.sort(key=lambda it: (-it[0], it[1].id))
        if not scores or scores[0][0] < _NEAR_SHARE:
            return []
        best, card = scores[0]
        rivals = [other for score, other in scores[1:] if score > best - _NEAR_LEAD and other.answers != card.answers]
        if rivals:
            return []
        return [FoundFact(card.id, card.body, card.year, card.statement, card.answers, SURE_SCORE + 1, (), ())]

    def _told_of(self, reading: Reading) -> set[int]:
        """Return the cards about the story that the question speaks of, where it names nobody: the mix-up, the slap."""
        stories = [topic for topic in reading.hard if topic.startswith("story:")]
        lists = [{number for number, card in enumerate(self._cards) if topic in card.hard} for topic in stories]
        return set.intersection(*lists) if lists and not reading.subjects else set()

    def _only_about(self, reading: Reading) -> list[FoundFact]:
        """Answer a bare "la la land wga" or "simmons whiplash la la land" where one fact alone is about all of it."""
        cards = [self._cards[number] for number in self._about(reading)]
        if reading.bodies:
            cards = [card for card in cards if card.body in reading.bodies]
        if len(cards) > 1:
            cards = [card for card in cards if card.kinds & reading.wants]
        if len(cards) != 1 or len(reading.subjects) + len(reading.bodies) < (2 if reading.bodies else 3):
            return []
        card = cards[0]
        return [FoundFact(card.id, card.body, card.year, card.statement, card.answers, SURE_SCORE + 5, (), ())]

    def _is_own(self, entry: Weighed, number: int, body: str) -> bool:
        """Return whether this part of the question is said of the card, and of facts about its award body only."""
        _, postings, weight = entry
        return weight >= _OWN_WEIGHT and number in postings and self._index.is_own(postings, body)

    def _share(self, card: Card, reading: Reading) -> float:
        """Return the weight of the card's own units that the question names, as a share of all of them."""
        weighed = self._weights(card)
        total = sum(weight for _, weight in weighed)
        hit = sum(weight for unit, weight in weighed if reading.names(unit))
        return hit / total if total else 1.0

    def _weights(self, card: Card) -> list[tuple[Unit, float]]:
        """Return the card's own units with their weights, worked out once."""
        weighed = self._weighed.get(card.id)
        if weighed is None:
            weighed = self._weighed[card.id] = [(unit, self._index.find(unit)[1]) for unit in card.units]
        return weighed


def _coverage(weighed: Sequence[Weighed], about: Collection[int]) -> dict[int, float]:
    """Return the share of the question's weight that each card explains; every limit must be explained.

    A unit that may also say nothing counts for the cards that explain it, and against none; as a limit it
    holds in questions for a first or most only ("the first actress", but "which actors were nominated").
    What other cards `about` the same subject say counts for a part: it is known of the subject.
    """
    only_optional = all(unit.optional for unit, _, _ in weighed)
    total = sum(weight for unit, _, weight in weighed if only_optional or not unit.optional)
    explained: dict[int, float] = defaultdict(float)
    extra: dict[int, float] = defaultdict(float)
    allowed = _allowed(weighed)
    within = _within_reach(weighed, total).union(about)
    if allowed is not None:
        within &= allowed
    for unit, postings, weight in weighed:
        for number in within & postings.keys():
            explained[number] += weight * postings[number]
            if unit.optional and not only_optional:
                extra[number] += weight
        if not unit.optional and not unit.is_hard and not postings.keys().isdisjoint(about):
            for number in about - postings.keys():
                if number in explained:
                    explained[number] += weight * _KNOWN
    shares = {number: got / (total + extra[number]) for number, got in explained.items()}
    return {number: share for number, share in shares.items() if share >= _MIN_COVERAGE}


def _within_reach(weighed: Sequence[Weighed], total: float) -> set[int]:
    """Return the cards that explain more than those units which together are too light for a card to count.

    The lightest units are those of most cards ("oscar", "won"): most cards need not be looked at.
    """
    light, within = 0.0, set[int]()
    for _, postings, weight in sorted(weighed, key=lambda entry: entry[2]):
        light += weight
        if light >= _MIN_COVERAGE * total:
            within.update(postings)
    return within


def _allowed(weighed: Sequence[Weighed]) -> set[int] | None:
    """Return the cards that have every limit of the question, None when it sets none."""
    ranked = any(unit.is_rank for unit, _, _ in weighed)
    allowed: set[int] | None = None
    for unit, postings, _ in weighed:
        if unit.is_rank or (unit.is_hard and (not unit.optional or (ranked and not _names_rank(unit)))):
            allowed = set(postings) if allowed is None else allowed & postings.keys()
    return allowed


def _names_rank(unit: Unit) -> bool:
    return any(topic.startswith("rank:") for topic in unit.hard)


def _body_names(store: Store) -> dict[tuple[str, ...], str]:
    """Return the folded names of the award bodies, as in the store and as people say them."""
    names: dict[tuple[str, ...], str] = {}
    for body in store.rows("SELECT id, name, short, singular FROM body"):
        for text in (body["name"], body["short"], body["singular"]):
            names[tuple(fold(text).split())] = body["id"]
    for row in read_table("lexicon/bodies"):
        names.setdefault(tuple(fold(row["phrase"]).split()), row["body"])
    return names


def _said_years(words: Iterable[str]) -> tuple[int, int] | None:
    years = [int(word) for word in words if _YEAR.fullmatch(word)]
    return (min(years), max(years)) if years else None


def _found(card: Card, score: float, number: int, weighed: Sequence[Weighed]) -> FoundFact:
    evidence = tuple(unit.key for unit, postings, _ in weighed if number in postings)
    missed = tuple(unit.key for unit, postings, _ in weighed if number not in postings and not unit.optional)
    beyond = any(number in postings and _is_beyond(unit) for unit, postings, _ in weighed)
    score = round(min(100.0, score), 1)
    return FoundFact(card.id, card.body, card.year, card.statement, card.answers, score, evidence, missed, beyond)


def _is_beyond(unit: Unit) -> bool:
    """Return whether the tables know nothing of what the words mean, in any sense."""
    known = word_group("table-topic")
    topics = [sense.hard.union(sense.soft) for sense in unit.senses]
    return bool(topics) and not unit.optional and all(any(_bare(topic) not in known for topic in it) for it in topics)


def _bare(topic: str) -> str:
    """Return a topic, of an award or a result only its facet: the tables know all of them."""
    facet = topic.partition(":")[0]
    return facet if facet in ("role", "result", "gender", "bound", "allow") else topic
