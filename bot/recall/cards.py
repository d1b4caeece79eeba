"""Fact cards: a stored fact, read once into what it is about, what limits it and what it answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from bot.recall.claims import COUNTS, Claim, read_claims
from bot.recall.names import BODY_MARK, MARKS, Names
from bot.recall.phrases import BOUND, Phrases, Unit
from bot.recall.subjects import Subject, Subjects, plain_words
from bot.recall.words import stems
from bot.store import Row

SUPERSEDED = f"{BOUND}superseded"
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_DATE = re.compile(
    r"\b(?:(?:18|19|20)\d\d|January|February|March|April|May \d|June|July|August|September|October|November|December)\b"
)
_ONLY_DATE = re.compile(r"[A-Z][a-z]+(?: \d{1,2},)? \d{4}|\d{4}")
_NUMBER = re.compile(r"\d|\b(?:twice|two|three|four|five|six|seven|eight|nine|ten)\b")
_AGE = re.compile(r"\b(?:aged?|was \d\d?)\b")
_BY_AGE = frozenset({"youngest", "oldest"})
_REASON = re.compile(r"\b(?:because|in protest|over the|after criticism|after a joke|due to|so that)\b|^Because")
_RECORD = frozenset({"record", "hold the record", "set the record"})
_GENDERS = {"female": "gender:woman", "male": "gender:man", "f": "gender:woman", "m": "gender:man"}
_EXTREMES = frozenset(
    {"rank:first", "rank:second", "rank:youngest", "rank:oldest", "rank:longest", "rank:shortest", "rank:least",
     "rank:most", "rank:smallest", "rank:largest"}
)  # fmt: skip


class CardReader:
    """What it takes to read a fact: the topic phrases, the names of the award bodies, and the subjects of facts."""

    def __init__(self, phrases: Phrases, bodies: dict[tuple[str, ...], str], subjects: Subjects) -> None:
        """Take the phrases, the folded names of the award bodies with their ids, and the subjects of all facts."""
        self.subjects = subjects
        self._phrases = phrases
        self._bodies = bodies
        self._body_names = Names(bodies)
        self._slugs: dict[str, list[Unit]] = {}

    def units(self, clear: Sequence[str]) -> list[Unit]:
        """Return the units of words without names, leaving out award bodies."""
        units = self._phrases.read(self._body_names.mask(clear, BODY_MARK))
        return [unit for unit in units if unit.key not in MARKS]

    def filed(self, slugs: Iterable[str]) -> list[Unit]:
        """Return the units of the slugs that a fact is filed under."""
        for slug in slugs:
            if slug not in self._slugs:
                self._slugs[slug] = self.units(slug.split("-"))
        return [unit for slug in slugs for unit in self._slugs[slug]]

    def bodies(self, clear: Sequence[str]) -> list[str]:
        """Return the award bodies that stand in words without names."""
        return [self._bodies[name] for _, name in self._body_names.find(clear)]


class Card:
    """One fact, ready for matching; what only a close look needs is read at the first one.

    `stems` is every word of statement, answer and slugs; `hard` and `soft` are all its topics, `sure` the soft ones
    of its slugs; `subjects` are the ids of the people and works it names, `answered` the words of its answer.
    """

    def __init__(self, row: Row, reader: CardReader) -> None:
        self.id = str(row["id"])
        self.body = str(row["body"])
        self.year: int | None = row["year"]
        self.statement, self.answers = str(row["statement"]), tuple(str(row["answer"]).split("|"))
        self.answer = " and ".join(self.answers)
        self._reader = reader
        self._slugs = str(row["topic"]).split("|")
        self._words, self.answered = plain_words(self.statement), plain_words(self.answer)
        self._listed = reader.subjects.of(self.id)
        self._named = [*self._listed, *reader.subjects.beside(self.id, self._words)]
        self._names = Names(subject.words for subject in self._named)
        self._said = reader.units(self._names.mask(self._words))
        self._filed = reader.filed(self._slugs)
        self.subjects = frozenset(subject.id for subject in self._named)
        self.sure = frozenset(self._slugs) | _soft(self._filed) | ({SUPERSEDED} if self._is_past else set())
        self.soft = self.sure | _soft(self._said) | ({"age"} if self._tells_age else set())
        self.hard = _hard(self._said, self._filed, self._slugs)
        if self.hard.isdisjoint(_GENDERS.values()):  # "to refuse the Best Actor Oscar" is of a man, whoever did it
            self.hard |= {_GENDERS[subject.gender] for subject in self._listed if subject.gender in _GENDERS}
        self.stems = self._given.union(stems(self._words), *(unit.stems for unit in self._filed))

    @property
    def _is_past(self) -> bool:
        """Whether another has beaten the record since."""
        return "superseded" in self._slugs

    @property
    def _tells_age(self) -> bool:
        return not _BY_AGE.isdisjoint(self._slugs) or bool(_AGE.search(self.statement))

    @cached_property
    def _given(self) -> frozenset[str]:
        return frozenset(stems(self.answered))

    @cached_property
    def _told(self) -> list[Subject]:
        words = {*self._words, *self.answered}
        return [subject for subject in self._listed if subject.is_told(words)]

    @cached_property
    def told(self) -> frozenset[str]:
        """The ids of the subjects that it lists and also says."""
        return frozenset(subject.id for subject in self._told)

    @cached_property
    def told_kinds(self) -> frozenset[str]:
        """Person and work, as far as it says one."""
        return frozenset(subject.kind for subject in self._told)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Every award body that it names, with its own."""
        return frozenset([self.body, *self._reader.bodies(self._names.mask(self._words))])

    @cached_property
    def years(self) -> frozenset[int]:
        """Every year that it names, with its own."""
        return frozenset(int(year) for year in _YEAR.findall(f"{self.statement} {self.answer} {self.year or ''}"))

    @cached_property
    def roles(self) -> frozenset[str]:
        """The awards that it is filed under."""
        return frozenset(topic for unit in self._filed for topic in unit.hard if topic.startswith("role:"))

    @cached_property
    def bounds(self) -> frozenset[str]:
        """The limits in time that it is filed under."""
        return frozenset(topic for topic in self.sure if topic.startswith(BOUND) and topic not in COUNTS)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The limits of each of its claims, which a question has to name."""
        claims = read_claims(self.statement, self._read_clause, self._filed)
        past = self._is_past or any(SUPERSEDED in _soft([unit]) for unit in self._said if not unit.optional)
        return tuple(claim | {SUPERSEDED} for claim in claims) if past else claims

    def _read_clause(self, clause: str) -> list[Unit]:
        return self._reader.units(self._names.mask(plain_words(clause)))

    @cached_property
    def setting(self) -> frozenset[str]:
        """The circumstances of its story: a mix-up, a refusal."""
        units = (*self._filed, *self._said)
        return frozenset(topic for unit in units for topic in unit.sole if topic.startswith("story:"))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The parts of its statement that say something and are not the answer."""
        return tuple(unit for unit in self._said if not unit.optional and not _is_given(unit, self._given))

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of all that says something in its statement."""
        return frozenset(stem for unit in self._said if not unit.optional for stem in unit.stems)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """What the answer is: person, work, number, date, place, reason, meaning, or else text."""
        named = {subject.kind for subject in self._named if subject.words[-1] in self.answered}
        return _kinds(self.statement, self.answer, named, self._filed)


def _soft(units: Iterable[Unit]) -> frozenset[str]:
    return frozenset(topic for unit in units for sense in unit.senses for topic in sense.soft)


def _hard(said: Sequence[Unit], filed: Iterable[Unit], slugs: Sequence[str]) -> frozenset[str]:
    """Return every limiting topic of statement and slugs."""
    spoken = _limits(said)
    hard = set(spoken | _limits(filed))
    if "rank:first" not in spoken and spoken & {"rank:second", "rank:third"}:
        hard.discard("rank:first")  # "the second Black woman" is filed under first-black-woman
    is_record = "rank:only" in spoken or any(unit.key in _RECORD for unit in said)
    if is_record and "record" in slugs and not hard & _EXTREMES:
        hard.add("rank:most")  # "the only man with three", "share the record of eight"
    return frozenset(hard)


def _limits(units: Iterable[Unit]) -> set[str]:
    return {topic for unit in units for topic in unit.hard if unit.is_rank or not topic.startswith("rank:")}


def _is_given(unit: Unit, answer: frozenset[str]) -> bool:
    """Whether a unit is the answer itself or part of a date, which no question names."""
    return answer.issuperset(unit.stems) or (unit.key.isdigit() and len(unit.key) > 1)


def _kinds(statement: str, answer: str, named: set[str], filed: Iterable[Unit]) -> frozenset[str]:
    """Return what the answer can answer: person, work, number, date, place, reason, meaning, or else text."""
    kinds = named | {kind for unit in filed for kind in unit.gives}
    if _DATE.search(answer):
        kinds = (kinds - {"place"} if _ONLY_DATE.fullmatch(answer) else kinds) | {"date"}
    elif _DATE.search(statement):
        kinds.add("told date")
    if _NUMBER.search(answer):
        kinds.add("number")
    elif _NUMBER.search(_YEAR.sub("", statement)):
        kinds.add("told number")
    if _REASON.search(statement):
        kinds.add("reason")
    if kinds <= {"told date", "told number"} or (
        kinds == {"number"} and sum(word.isalpha() for word in answer.split()) > 1
    ):
        kinds.add("text")
    return frozenset(kinds)
