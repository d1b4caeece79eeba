"""Reading what a game is to be about: "10 oscars 90s hard", "globes comedy", "la la land", in any order.

Words that only trivia knows (how many, how hard, how to answer, which kinds of question) are lines of
data/trivia/words.csv; all others are read as in a question: awards, categories, years, names, with their slips.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from bot.kinds.world import World
from bot.link.edits import typo_cost
from bot.model import Candidate, Kind
from bot.parse.families import choose_families
from bot.parse.frame import Frame
from bot.parse.reader import FrameReader
from bot.render.words import join, unique
from bot.tables import per_data, read_table, say
from bot.text import Token, tokenize
from bot.trivia.known import templates
from bot.trivia.model import Level, Misread, Mode, Wish
from bot.years import find_years, number_of

_MAX_COUNT = 99  # greater numbers are years
_MAX_PHRASE_WORDS = 4
_MAX_NAMED_WORDS = 8  # in more no name stands alone
_SLIP = 1.0  # cost of a slip in a word of trivia
_SLIP_FROM = 4  # letters
_SUBJECTS = (Kind.PERSON, Kind.WORK)  # what a game may be about
_SAME_TITLE = 1.0  # points of score between works of one title


class Speaker(Protocol):
    """What reads words: `bot.answer.Core` does."""

    @property
    def world(self) -> World: ...

    @property
    def reader(self) -> FrameReader: ...


@dataclass(slots=True)
class _Asked:
    """What the words of trivia say, and the places where they stand."""

    count: int | None = None
    mode: Mode | None = None
    level: Level | None = None
    topics: list[str] = field(default_factory=list)
    families: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    places: set[int] = field(default_factory=set)


def read_wish(core: Speaker, text: str, today: date) -> Wish | Misread:
    """Return what the words behind /trivia wish for; without words everything is open.

    `Misread` when something in them means nothing here: nobody gets another game than was asked for.
    """
    tokens = tokenize(text)
    asked = _read_words(core, tokens, today)
    rest = [token for at, token in enumerate(tokens) if at not in asked.places]
    whole = core.world.linker.whole(rest) if rest else ()
    if not rest or (whole and whole[0].kind in _SUBJECTS):
        return _wish(core, asked, None, today, whole)
    frame = core.reader.read(" ".join(text[token.start : token.end] for token in rest), today)
    frame.chosen = choose_families(frame, core.world.lexicon)
    names = [mention.candidates for mention in frame.mentions]
    left = _left(core, frame, names)
    if left:
        return Misread(left, say("trivia.misread", words=join(f"“{word}”" for word in left)))
    return _wish(core, asked, frame, today, *names)


def _left(core: Speaker, frame: Frame, names: Iterable[Sequence[Candidate]]) -> tuple[str, ...]:
    """Return the words of a frame that say nothing about a game."""
    unknown = frame.leftover_at(core.world.lexicon.stop)
    left = [frame.tokens[at].text for at in unknown]
    is_empty = not (frame.bodies or frame.chosen or frame.years or frame.ordinal or any(names))
    if is_empty or frame.others:
        left = left or [token.text for token in frame.tokens]
    songs = [one[0].name for one in names if one[0].kind not in _SUBJECTS]
    return tuple(unique([*left, *songs]))


# --- the words of trivia


def _read_words(core: Speaker, tokens: Sequence[Token], today: date) -> _Asked:
    """Return what trivia's own words say, but for those that are part of a category or of a whole name."""
    words = [_mended(core, token.norm) for token in tokens]
    asked = _Asked()
    kept = _kept_places(core, tokens, words, today)
    at = 0
    while at < len(words):
        length = _phrase_at(words, at, kept)
        if length:
            _take(asked, _words()[" ".join(words[at : at + length])], range(at, at + length))
        elif at not in kept and asked.count is None and 0 < number_of(words[at]) <= _MAX_COUNT:
            asked.count = number_of(words[at])
            asked.places.add(at)
        at += length or 1
    return asked


def _kept_places(core: Speaker, tokens: Sequence[Token], words: Sequence[str], today: date) -> set[int]:
    """Return the places that mean something else: a category in several words, a name that is all there is but for
    words of trivia at its ends, years ("last 10 years")."""
    long = [span for span in core.world.lexicon.read(words) if span.end - span.start > 1 and span.get("category")]
    places = [(item.start, item.end) for item in long] + [(ref.start, ref.end) for ref in find_years(words, today)]
    kept = {at for start, end in places for at in range(start, end)}
    return kept.union(_whole_name(core, tokens, words))


def _whole_name(core: Speaker, tokens: Sequence[Token], words: Sequence[str]) -> range:
    """Return the places of the longest whole name beside which all words are trivia's own ("5 12 years a slave")."""
    ours = [_is_own(word) for word in words]
    if len(words) <= _MAX_NAMED_WORDS and not all(map(str.isdigit, words)):
        for length in range(len(words), 0, -1):
            for first in range(len(words) - length + 1):
                last = first + length
                beside = (*ours[:first], *ours[last:])
                if all(beside) and any(ours[first:last]) and core.world.linker.whole(tokens[first:last]):
                    return range(first, last)
    return range(0)


def _is_own(word: str) -> bool:
    return word in _words() or 0 < number_of(word) <= _MAX_COUNT


def _phrase_at(words: Sequence[str], at: int, kept: set[int]) -> int:
    """Return how many words from `at` on are a phrase of trivia, 0 for none."""
    for length in range(min(_MAX_PHRASE_WORDS, len(words) - at), 0, -1):
        if " ".join(words[at : at + length]) in _words() and kept.isdisjoint(range(at, at + length)):
            return length
    return 0


def _mended(core: Speaker, word: str) -> str:
    """Return the word of trivia that an unknown word is a slip for, else the word itself."""
    if word in _words() or len(word) < _SLIP_FROM or word in core.world.lexicon.words:
        return word
    if not core.world.linker.is_unknown(word):
        return word
    near = [(typo_cost(word, other), other) for other in _words() if " " not in other and len(other) >= _SLIP_FROM]
    cost, best = min(near)
    return best if cost <= _SLIP else word


def _take(asked: _Asked, row: dict[str, str], places: range) -> None:
    asked.places.update(places)
    meaning, value = row["field"], row["value"]
    if meaning == "count":
        asked.count = int(value)
    elif meaning == "mode":
        asked.mode = Mode(value)
    elif meaning == "level":
        asked.level = Level(value)
    elif meaning == "topic":
        asked.topics.append(value)
        asked.labels.append(value)
    elif meaning == "families":
        asked.families += value.split("|")
        asked.labels.append(row["phrase"])


@per_data
def _words() -> dict[str, dict[str, str]]:
    return {row["phrase"]: row for row in read_table("trivia/words")}


# --- the wish


def _wish(core: Speaker, asked: _Asked, frame: Frame | None, today: date, *names: Sequence[Candidate]) -> Wish:
    people = unique(one[0].id for one in names if one and one[0].kind is Kind.PERSON)
    works = unique(item.id for one in names if one and one[0].kind is Kind.WORK for item in _same_title(one))
    first, last = _years(core, frame) if frame else (None, None)
    chosen = tuple(frame.chosen) if frame else ()
    wish = Wish(
        count=asked.count,
        mode=asked.mode,
        level=asked.level,
        bodies=tuple(frame.bodies) if frame else (),
        families=tuple(unique([*chosen, *asked.families])),
        works=tuple(works),
        people=tuple(people),
        first_year=first,
        last_year=last,
        templates=tuple(name for name, row in templates().items() if row["topic"] in asked.topics),
    )
    called = [one[0].name for one in names if one]
    return replace(wish, label=_label(core, wish, chosen, [*called, *asked.labels], today))


def _same_title(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the works that have the title of the first: nobody says which of two versions is meant."""
    best = candidates[0]
    works = (one for one in candidates if one.kind is Kind.WORK and one.name == best.name)
    return [one for one in works if best.score - one.score < _SAME_TITLE]


def _years(core: Speaker, frame: Frame) -> tuple[int | None, int | None]:
    if frame.years:
        return min(ref.first for ref in frame.years), max(ref.last for ref in frame.years)
    if frame.ordinal and len(frame.bodies) == 1:
        edition = core.world.catalog.numbered(frame.bodies[0], frame.ordinal.number)
        return (edition.year, edition.year) if edition else (None, None)
    return None, None


def _label(core: Speaker, wish: Wish, chosen: Sequence[str], called: Sequence[str], today: date) -> str:
    catalog = core.world.catalog
    parts = [join(catalog.bodies[body].short for body in wish.bodies)]
    parts += [catalog.categories[pair].name for family in chosen for pair in _first(core, family, wish)]
    return ", ".join(unique([*parts, *called, _years_label(wish, today), wish.level or ""]))


def _first(core: Speaker, family: str, wish: Wish) -> tuple[tuple[str, str], ...]:
    return core.world.catalog.pairs((family,), wish.bodies)[:1] or core.world.catalog.pairs((family,))[:1]


def _years_label(wish: Wish, today: date) -> str:
    first, last = wish.first_year, wish.last_year
    if first is None or last is None:
        return ""
    if first == last:
        return str(first)
    if first % 10 == 0 and last == first + 9:
        return say("trivia.decade", year=first)
    if last >= today.year:
        return say("trivia.since", year=first)
    return say("trivia.years", first=first, last=last)
