"""Stored facts: firsts, records, background, whatever no table can work out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cached_property

from bot.kinds.reply import one_family
from bot.kinds.world import World
from bot.model import Entity, Kind, Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rows import find_rows
from bot.recall.facts import SURE_SCORE, FactAsk, FoundFact, Spelt
from bot.recall.fit import Reading
from bot.render.words import unique
from bot.tables import word_group
from bot.text import fold

SURE_FACT = 85.0  # a list is told by its turns only where it is surely the one meant
TWIN_DATES = 10.0  # points; a film has more than one release date: both are told
TWIN = 1.0  # points that a second fact may score less and still belong to the answer
MAX_TWINS = 2
MAX_CONFIDENCE = 99
GUESSED = frozenset({"fuzzy", "phonetic"})
_WANTS = {
    "person": "person", "who": "person", "film": "work", "song": "song", "count": "number", "number": "number",
    "when": "date", "where": "place", "category": "category", "age": "number", "what": "thing",
}  # fmt: skip
_FILM_OF_SONG = (
    "SELECT DISTINCT v.work FROM detail d JOIN nomination_work v ON v.nomination = d.nomination "
    "WHERE d.kind = 'song' AND d.folded = ? LIMIT 1"
)
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_NUMBER = re.compile(r"\d")
_COUNTED = re.compile(r"\d+ [a-z]+$")
_DATE = re.compile(r"[A-Z][a-z]+ \d{1,2}, \d{4}")


def find_facts(world: World, query: Query, reading: Reading | None = None) -> list[FoundFact]:
    """Return the stored facts nearest to the question, best first; `reading` is that of the question, if known already.

    A category that no fact is told of may be everyday words ("cast", "producers"): then it does not count.
    """
    found = world.facts.find_read(reading or world.facts.read(_ask(world, query)))
    for other in _other_asks(world, query, _ask(world, query)):
        if found and found[0].score >= SURE_SCORE:
            break
        found = world.facts.find(other) or found
    return found


def _ask(world: World, query: Query) -> FactAsk:
    return FactAsk(
        words=query.words,
        persons=[name.ids[0] for name in query.persons],
        works=[*_works(world, query)],
        bodies=query.bodies,
        years=(query.year.first, query.year.last) if query.year else None,
        categories=query.families,
        wants=_WANTS.get(query.ask),
        named=query.hints.named,
    )


def _other_asks(world: World, query: Query, ask: FactAsk) -> Iterator[FactAsk]:
    """Yield the question without a category named in passing, and without names that are only guessed at."""
    if query.families:
        yield replace(ask, categories=())
    sure = [
        name for name in query.names if name.candidates[0].how not in GUESSED and fold(name.text) not in world.common
    ]
    if len(sure) < len(query.names):
        people, works = ([name.ids[0] for name in sure if name.kind == kind] for kind in (Kind.PERSON, Kind.WORK))
        yield replace(ask, persons=people, works=works, categories=(), named=())


def _works(world: World, query: Query) -> Iterator[str]:
    """Yield the works that the question names, and the films of its songs; a title that is a plain word beside
    another name is no title here ("date of birth").
    """
    for name in query.works:
        if len(query.names) == 1 or fold(name.text) not in world.common:
            yield name.ids[0]
    for song in query.songs:
        for row in world.store.rows(_FILM_OF_SONG, [song.ids[0]]):
            yield str(row["work"])


class Facts:
    """The stored facts nearest to one question, looked up when first needed and only once."""

    def __init__(self, world: World, query: Query) -> None:
        self._world = world
        self._query = query

    @cached_property
    def found(self) -> list[FoundFact]:
        """The facts, best first."""
        found = find_facts(self._world, self._query, self._reading)
        return [item for item in found if not _is_too_late(self._query, item)]

    @cached_property
    def _ask(self) -> FactAsk:
        return _ask(self._world, self._query)

    @cached_property
    def _spelt(self) -> Spelt:
        return self._world.facts.spell(self._ask)

    @cached_property
    def _reading(self) -> Reading:
        return self._world.facts.read(self._ask, self._spelt)

    @property
    def may_be_beyond(self) -> bool:
        """Whether some words mean what no table holds; asked before looking up, which takes longer."""
        facts = self._world.facts
        return facts.is_near_beyond(self._ask, self._spelt) and facts.is_beyond(self._reading)

    def nth_reply(self, nth: int) -> Reply | None:
        """Return the nth of those whom a surely fitting fact lists in their order, or None."""
        query = self._query.but(words=tuple(word for word in self._query.words if word not in word_group("turn")))
        found = find_facts(self._world, query)
        if not found or found[0].score < SURE_FACT or not 0 < nth <= len(found[0].answers) or len(found[0].answers) < 2:
            return None
        reply = _reply(self._world, query, found[:1])
        chosen = tuple(item for item in reply.about if fold(item[2]) == fold(found[0].answers[nth - 1]))
        if not chosen:
            return None
        return replace(reply, answers=(chosen[0][2],), about=(*chosen, *reply.about), edition="")

    def misses(self, words: Collection[str]) -> bool:
        """Return whether the best fact explains one of these words of the question not at all."""
        missed = self.found[0].missed if self.found else ()
        return any(word.startswith(stem) for word in words for stem in missed)

    def reply(self, floor: float = SURE_SCORE) -> Reply | None:
        """Return the best fact when its score is at least `floor` (0 to 100), or None."""
        if not self.found or self.found[0].score < floor:
            return None
        return _reply(self._world, self._query, self.found)


def _reply(world: World, query: Query, found: list[FoundFact]) -> Reply:
    """Return the reply of the best fact and its twins; to yes or no, with the verdict."""
    best = found[0]
    edition = _edition(world, best.id)
    told = [best, *(item for item in found[1 : 1 + MAX_TWINS] if _is_twin(query, best, item))]
    text, about = " ".join(item.statement for item in told), _about(world, best.id)
    answers = [answer for item in told for answer in (*_sought(query, item, about), *_news(query, item))]
    if query.ask == "count":
        answers[:0] = _counted(best)
    if query.ask in ("yesno", "check"):
        verdict = _verdict(query, best)
        text, answers = f"{verdict}. {text}", [verdict.lower(), *answers]
    return Reply(
        "answered",
        "fact",
        text,
        answers=tuple(unique(answers)),
        bold=best.answers,
        about=about,
        edition=edition,
        families=query.families or _prize_told(world, edition, about),
        fact=best.id,
        confidence=int(min(MAX_CONFIDENCE, best.score)),
    )


def _is_too_late(query: Query, fact: FoundFact) -> bool:
    """Return whether a record that somebody or some film set is asked for as it was before them."""
    if query.intent not in ("most", "sweep") or word_group("moment-before").isdisjoint(query.words[:-1]):
        return False
    told = fold(fact.statement).split()
    return bool(query.names) and not any(word in told for word in ("before", "until", "previous", "previously"))


def _counted(fact: FoundFact) -> tuple[str, ...]:
    """Return how many answers a list has, or the bare number of "7 nominations"."""
    if len(fact.answers) > 1:
        return (str(len(fact.answers)),)
    numbers = re.findall(r"\d+", fact.answers[0]) if fact.answers else []
    return tuple(numbers) if len(numbers) == 1 and _COUNTED.match(fact.answers[0]) else ()


def _news(query: Query, fact: FoundFact) -> tuple[str, ...]:
    """Return the answers of a fact, without those of a list that the question names: "who tied with Wallace Beery"."""
    asked = fold(" ".join((*query.words, *(name.label for name in query.names))))
    return tuple(answer for answer in fact.answers if fold(answer) not in asked) or fact.answers


def _sought(query: Query, fact: FoundFact, about: tuple[Entity, ...]) -> tuple[str, ...]:
    """Return who did what the fact tells, or which film, where its answer is another part of it: "who tripped?".

    Only the one person or film that the fact says and the question does not.
    """
    if query.ask == "when":
        return _year_told(fact)
    kind = {"person": "person", "who": "person", "film": "work"}.get(query.ask)
    said, answer, asked = (fold(text) for text in (fact.statement, " ".join(fact.answers), " ".join(query.words)))
    told = [name for what, _, name in about if what == kind and fold(name) in said]
    if not kind or any(_is_named(name, answer) for name in told):
        return ()
    open_names = [name for name in told if not _is_named(name, asked)]
    return tuple(open_names) if len(open_names) == 1 else ()


def _year_told(fact: FoundFact) -> tuple[str, ...]:
    """Return the one year that a fact tells beside an answer that is no date."""
    years = set(_YEAR.findall(fact.statement))
    return tuple(years) if len(years) == 1 and not _NUMBER.search(" ".join(fact.answers)) else ()


def _is_named(name: str, text: str) -> bool:
    """Return whether a folded text holds the last word of `name`."""
    return fold(name).split()[-1] in text.split()


def _is_twin(query: Query, best: FoundFact, other: FoundFact) -> bool:
    """Return whether a second fact belongs to the answer: as good a match, or the other of two dates."""
    dates = query.ask == "when" and _DATE.match(best.answers[0]) and _DATE.match(other.answers[0])
    return other.score >= best.score - (TWIN_DATES if dates else TWIN)


def _about(world: World, fact: str) -> tuple[Entity, ...]:
    """Return the people and works that a fact names, as (kind, id, name)."""
    people = world.store.rows(
        "SELECT person, name FROM fact_person WHERE fact = ? AND person IS NOT NULL ORDER BY position", [fact]
    )
    works = world.store.rows(
        "SELECT work, title FROM fact_work WHERE fact = ? AND work IS NOT NULL ORDER BY position", [fact]
    )
    return (*(("person", *row) for row in people), *(("work", *row) for row in works))


def _edition(world: World, fact: str) -> str:
    """Return the ceremony that a fact is told of, "" where it is of none or of several."""
    row = world.store.row("SELECT body, year FROM fact WHERE id = ?", [fact])
    held = world.catalog.in_year(row["body"], row["year"]) if row and row["year"] else []
    return held[0].id if len(held) == 1 else ""


def _prize_told(world: World, edition: str, about: tuple[Entity, ...]) -> tuple[str, ...]:
    """Return the category that the first person told of won at a ceremony, () where there is none or several."""
    person = next((ident for kind, ident, _ in about if kind == "person"), None)
    if not edition or not person:
        return ()
    return one_family(world, find_rows(world.store, Filters(edition=edition, persons=((person,),), result="won")))


def _verdict(query: Query, fact: FoundFact) -> str:
    """Return "Yes" unless the fact names somebody else than the question does, or tells it the other way round."""
    said = fold(" ".join((*fact.answers, fact.statement)))
    told = all(fold(name.label) in said for name in (*query.persons, *query.works))
    return "Yes" if told and not _is_turned_round(query, fact) else "No"


def _is_turned_round(query: Query, fact: FoundFact) -> bool:
    """Return whether two people are told of the other way round: "did Chris Rock hit Will Smith"."""
    if len(query.persons) != 2 or len(query.hints.starts) < 2:
        return False
    said = fold(fact.statement)
    places = [said.find(fold(name.label)) for name in query.persons]
    between = query.words[query.hints.starts[0] : query.hints.starts[1]]
    if min(places) < 0 or "and" in between:
        return False
    told = said[min(places) : max(places)].split()
    passive = ("by" in between) != ("by" in told)
    return "and" not in told and (places[0] > places[1]) != passive
