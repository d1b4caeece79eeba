"""Spoken quotes: by a person, a film, a ceremony or a theme, and the one to show beneath an answer."""

from __future__ import annotations

import random
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from bot.model import Quote
from bot.recall.occasion import occasion_of, short_categories
from bot.recall.recalled import Recalled
from bot.recall.said import Said
from bot.recall.thanks import Thanks
from bot.recall.themes import Asked, Themes
from bot.recall.words import stems, stop_stems
from bot.store import Row, Store
from bot.tables import read_table, word_group
from bot.text import fold

_ROLES = ("winner", "honoree", "acceptor", "nominee", "host", "presenter", "interview")  # best first
_UNDER_A_WIN = frozenset({"winner", "honoree", "acceptor"})
_PICTURE = "best-picture"
_MIN_SCORE = 60.0
_NAMED, _THEME, _WORD = 3.0, 3.0, 2.0  # what a person, film or ceremony, a theme and a further word weigh
_MAX_FOUND = 40


@dataclass(frozen=True, slots=True)
class QuoteAsk:
    """What is asked: `words` are all folded tokens of the question, the rest what was linked in it.

    `years` are the first and last ceremony year, `categories` family slugs; `themes` are slugs, found in the
    words when none are given.
    """

    words: Sequence[str]
    persons: Collection[str] = ()
    works: Collection[str] = ()
    bodies: Collection[str] = ()
    years: tuple[int, int] | None = None
    categories: Collection[str] = ()
    themes: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """A quote as it is shown, with what is known of it; `score` is 0 to 100, `edition` an id or ""."""

    id: int
    quote: Quote
    role: str
    work: str
    context: str
    themes: tuple[str, ...]
    score: float
    edition: str = ""


class QuoteFinder:
    """All quotes of a store in memory; read-only and safe to share."""

    def __init__(self, store: Store) -> None:
        """Read the quotes of `store` and the words for themes of data/lexicon/themes.csv."""
        rows = store.rows(
            "SELECT quote.*, work.title FROM quote LEFT JOIN work ON work.id = quote.work ORDER BY quote.id"
        )
        bodies = store.rows("SELECT id, short, singular FROM body")
        shorts = {row["id"]: row["short"] for row in bodies}
        self._shorts = [row[name] for row in bodies for name in ("short", "singular")]
        categories = short_categories(store)
        self._families = {
            (row["body"], row["id"]): frozenset((*row["families"].split("|"), row["id"]))
            for row in store.rows("SELECT body, id, families FROM category")
        }
        self._rows = rows
        self._indexes = {key: _index(rows, key) for key in ("person", "work", "body", "edition")}
        self._keys = [_rank(row) for row in rows]
        self._found = [_found(row, occasion_of(row, shorts, categories)) for row in rows]

    # What only a search needs is made at the first search: most answers only show a quote beneath.

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        return [frozenset(stems(f"{row['folded']} {fold(row['context'])}".split())) for row in self._rows]

    @cached_property
    def _themes(self) -> Themes:
        return Themes(read_table("lexicon/themes"), {theme for it in self._found for theme in it.themes})

    @cached_property
    def _plain(self) -> frozenset[str]:
        """The stems of words that only say that a quote is asked for, and at which award."""
        return frozenset(stems(word_group("about-quote").union(*(fold(name).split() for name in self._shorts))))

    @cached_property
    def _all_names(self) -> dict[str, list[str]]:
        return {row["person"]: stems(fold(row["speaker"]).split()) for row in self._rows if row["person"]}

    @cached_property
    def _said(self) -> Said:
        return Said([row["folded"] for row in self._rows])

    @cached_property
    def _recalled(self) -> Recalled:
        return Recalled(self._rows, self._words)

    @cached_property
    def _thanks(self) -> Thanks:
        return Thanks(self._rows, self._words)

    def load(self) -> None:
        """Make now what the first search would make, some 0.05 s."""
        _ = self._themes, self._all_names, self._thanks, self._recalled
        self._said.warm_up()

    def all(self) -> tuple[FoundQuote, ...]:
        """Return every quote, in the order of the file."""
        return tuple(self._found)

    def find(self, ask: QuoteAsk) -> list[FoundQuote]:
        """Return the quotes that `ask` is after, best first; equal ones by role, sources and length.

        Only the people, films, bodies and years asked for are looked at; none is returned when most of the
        question stays unexplained.
        """
        asked = self._themes.read(ask.words)
        asked = replace(asked, others=tuple(word for word in asked.others if word not in self._plain))
        ask, asked = self._told_of(ask, asked)
        numbers = self._filtered(ask)
        themes = frozenset(ask.themes) or asked.themes
        named = sum(_NAMED for part in (ask.persons, ask.works, ask.bodies, ask.categories, ask.years) if part)
        if not named and not themes and not asked.others:
            return []
        found = []
        for number in numbers:
            score = self._score(number, named, themes, asked)
            if score >= _MIN_SCORE:
                found.append((number, score))
        speakers = {part for person in ask.persons for part in self._all_names.get(person, ())}
        said = frozenset(stems(ask.words)) - self._plain - stop_stems() - speakers
        found.sort(key=lambda entry: (-entry[1], -len(said & self._words[entry[0]]), self._keys[entry[0]]))
        return [_scored(self._found[number], score) for number, score in found[:_MAX_FOUND]]

    def who_said(self, words: Sequence[str]) -> list[FoundQuote]:
        """Return the quotes that hold `words` (folded), best first; from 75 on a quote is surely meant."""
        return [_scored(self._found[number], score) for number, score in self._said.find(words)]

    def recall(self, ask: QuoteAsk) -> list[FoundQuote]:
        """Return the quotes surely meant by words remembered of them or told about them, best first.

        The score is the share of the words that a quote, its context, its speaker and its film explain.
        """
        words = [word if self._recalled.holds(word) else self._said.known(word) for word in ask.words]
        allowed = self._filtered(QuoteAsk(ask.words, bodies=ask.bodies, years=ask.years))
        found = self._recalled.find(words, ask.persons, allowed)
        found.sort(key=lambda entry: (-entry[1], self._keys[entry[0]]))
        return [_scored(self._found[number], score) for number, score in found[:_MAX_FOUND]]

    def thanked(self, ask: QuoteAsk) -> list[FoundQuote]:
        """Return the quotes that tell who thanked whom, or to whom a win was dedicated; from 75 on sure.

        "who thanked Lionsgate" looks for what is thanked, "who did Damien Chazelle thank" for the speaker.
        """
        found = self._thanks.find(ask.words, ask.persons, self._filtered(ask, people=False))
        found.sort(key=lambda entry: (-entry[1], self._keys[entry[0]]))
        return [_scored(self._found[number], score) for number, score in found]

    def best_for(
        self, person: str | None, work: str | None, edition: str | None, category: str | None
    ) -> FoundQuote | None:
        """Return the quote to show beneath an answer about a win at `edition`, or None.

        It is by the winner; of a picture prize also by another who accepted it for the film.
        """
        best = min(self._under_win(person, work, edition, category), default=None)
        return self._found[best[-1]] if best else None

    def said_at(self, edition: str, category: str) -> list[FoundQuote]:
        """Return the quotes by those who won or accepted a category at an edition, the best first."""
        numbers = self._indexes["edition"].get(edition, ())
        under = [
            number
            for number in numbers
            if self._rows[number]["category"] == category and self._rows[number]["role"] in _UNDER_A_WIN
        ]
        return [self._found[number] for number in sorted(under, key=lambda number: self._keys[number])]

    def by_id(self, ident: str) -> FoundQuote | None:
        """Return the quote of that `Quote.id`, or None."""
        return self._by_id.get(ident)

    @cached_property
    def _by_id(self) -> dict[str, FoundQuote]:
        return {item.quote.id: item for item in self._found}

    def _under_win(
        self, person: str | None, work: str | None, edition: str | None, category: str | None
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the quotes about a win as (rank, ..., number), the smallest the best."""
        for number in self._indexes["edition"].get(edition or "", ()):
            row = self._rows[number]
            same = row["category"] == category
            picture = _PICTURE in self._families.get((row["body"], category or ""), ())
            by_winner = person is not None and row["person"] == person
            for_film = picture and same and work is not None and row["work"] == work
            if row["role"] in _UNDER_A_WIN and (by_winner or for_film):
                yield (not same, not by_winner, row["role"] == "acceptor", *self._keys[number], number)

    def random(self, rng: random.Random, avoid: Collection[str] = ()) -> FoundQuote | None:
        """Return any winner's quote but those whose `Quote.id` to `avoid`; None when there is no other."""
        left = [it for it in self._found if it.quote.id not in avoid and it.role in _UNDER_A_WIN]
        return rng.choice(left) if left else None

    def _told_of(self, ask: QuoteAsk, asked: Asked) -> tuple[QuoteAsk, Asked]:
        """Tell the speakers from the people they spoke about: "what did Emma Stone say about Ryan Gosling"."""
        told = {it for it in ask.persons if it in self._all_names and self._all_names[it][-1] in asked.others}
        if not told:
            return ask, asked
        if told < set(ask.persons):
            return replace(ask, persons=tuple(set(ask.persons) - told)), asked
        names = {part for it in told for part in self._all_names[it]}
        return ask, replace(asked, others=tuple(word for word in asked.others if word not in names))

    def _filtered(self, ask: QuoteAsk, people: bool = True) -> list[int]:
        """Return the numbers of the quotes by the people, of the films, bodies, categories and years asked for."""
        numbers: set[int] | None = None
        for key, values in (("person", ask.persons if people else ()), ("work", ask.works), ("body", ask.bodies)):
            if values:
                held = {number for value in values for number in self._indexes[key].get(value, ())}
                numbers = held if numbers is None else numbers & held
        listed = range(len(self._rows)) if numbers is None else sorted(numbers)
        if ask.categories:
            listed = [number for number in listed if self._is_in(number, ask.categories)]
        if ask.years is None:
            return list(listed)
        first, last = ask.years
        held_then = [number for number in listed if first <= self._rows[number]["year"] <= last]
        return held_then or [number for number in listed if first + 1 <= self._rows[number]["year"] <= last + 1]

    def _is_in(self, number: int, families: Collection[str]) -> bool:
        row = self._rows[number]
        return not self._families.get((row["body"], row["category"]), frozenset()).isdisjoint(families)

    def _score(self, number: int, named: float, themes: frozenset[str], asked: Asked) -> float:
        """Return how much of the question the quote answers, as a share of all that it says, times 100."""
        hit = total = named
        words = self._words[number]
        if themes:
            total += _THEME
            if not asked.sought.isdisjoint(words):
                hit += _THEME
            elif not themes.isdisjoint(self._found[number].themes):
                hit += _THEME * (0.7 if asked.sought else 1.0)
        for word in asked.others:
            total += _WORD
            hit += _WORD if word in words else 0.0
        return 100 * hit / total if total else 0.0


def _rank(row: Row) -> tuple[int, int, int, int]:
    """Return the rank among equals: winners first, then the better verified, the shorter, the earlier."""
    role = _ROLES.index(row["role"]) if row["role"] in _ROLES else len(_ROLES)
    return role, -min(int(row["verified"]), 3), len(row["folded"].split()), int(row["id"])


def _index(rows: Sequence[Row], key: str) -> dict[str, list[int]]:
    """Return the numbers of the rows by the value of one column, leaving out the rows without."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row[key]:
            found[row[key]].append(number)
    return found


def quote_id(speaker: str, text: str) -> str:
    """Return 8 hexadecimal digits that tell a quote among all, whatever is added to the data around it."""
    return f"{zlib.crc32(f'{speaker}|{text}'.encode()):08x}"


def _found(row: Row, occasion: str) -> FoundQuote:
    ident = quote_id(row["speaker"], row["text"])
    quote = Quote(row["text"], row["speaker"], occasion, row["source_title"], ident)
    themes = tuple(theme for theme in row["themes"].split("|") if theme)
    return FoundQuote(
        row["id"], quote, row["role"], row["title"] or "", row["context"], themes, 0.0, row["edition"] or ""
    )


def _scored(found: FoundQuote, score: float) -> FoundQuote:
    return replace(found, score=round(min(100.0, score), 1))
