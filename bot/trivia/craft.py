"""From a fact to a question: wording, options in their order, explanation and hints, all within a poll's limits."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.catalog import Edition
from bot.model import Quote
from bot.text import fold, utf16_units
from bot.trivia.accepted import accepted_forms
from bot.trivia.hints import make_hints
from bot.trivia.known import templates
from bot.trivia.model import MAX_EXPLANATION_CHARS, MAX_OPTION_CHARS, MAX_QUESTION_CHARS, Level, Question
from bot.trivia.races import Race
from bot.trivia.wordings import fill, wordings

NONE = "-"  # in an id, the place of a category or a subject that a question does not have
_WRONG = 3
_TELLING_CHARS = 4  # of a word that gives a name away
_FAR_LONGER, _SLACK_CHARS = 2, 14  # an option twice as long as all others, and more, gives itself away


@dataclass(frozen=True, slots=True)
class Key:
    """What one question is about: a template, an edition, mostly a race, and `subject` where that leaves more than one.

    `about` are the ids of the people and works that make it a question about them.
    """

    template: str
    edition: Edition
    race: Race | None
    subject: str
    level: Level
    about: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of its question."""
        category = self.race.category.id if self.race else NONE
        return "/".join((self.template, self.edition.id, category, self.subject or NONE))


@dataclass(frozen=True, slots=True)
class Draft:
    """A question before it is worded: `places` fill the wording, `wrong` are groups of wrong answers, fairest first.

    `wording` names the wording where it is not that of the template. `least` is the number of wrong options needed,
    `in_order` sorts the options by number; `names` are other names of the right answer, `is_person` says what it is;
    `clues` lead the hints.
    """

    places: dict[str, str]
    right: str
    wrong: Sequence[Sequence[str]]
    wording: str = ""
    least: int = _WRONG
    in_order: bool = False
    names: tuple[str, ...] = ()
    is_person: bool = False
    clues: tuple[str, ...] = ()
    quote: Quote | None = None
    barred: frozenset[str] = field(default_factory=frozenset)


def craft(key: Key, draft: Draft) -> Question | None:
    """Return the question of a draft, always the same for the same facts; None where it cannot be asked fairly."""
    rng = random.Random(key.id)  # noqa: S311 - it mixes options, and keeps no secret
    name = draft.wording or key.template
    text = _first_fitting(_mixed(rng, wordings(name, "ask")), draft.places, MAX_QUESTION_CHARS)
    told = _first_fitting(wordings(name, "tell"), {**draft.places, "right": draft.right}, MAX_EXPLANATION_CHARS)
    if not text or not told or _holds(text, draft.right) or not is_option(draft.right):
        return None
    wrong = choose_wrong(draft, text, rng)
    if len(wrong) < draft.least or stands_out(draft.right, wrong):
        return None
    options = _in_order(draft, [draft.right, *wrong], rng)
    typed = templates()[key.template]["typed"] == "1"
    accepted = accepted_forms(draft.right, wrong, draft.names, is_person=draft.is_person) if typed else ()
    clues = tuple(clue for clue in draft.clues if not _names(clue, draft.right))
    hints = make_hints(draft.right, clues) if typed else ()
    return Question(
        key.id, key.template, text, options, options.index(draft.right), told, key.level, draft.quote, accepted, hints
    )


def choose_wrong(draft: Draft, text: str, rng: random.Random) -> list[str]:
    """Return up to three wrong options that differ from each other, from the right one and from the question."""
    taken = {fold(draft.right), *draft.barred}
    found: list[str] = []
    for group in draft.wrong:
        for option in _mixed(rng, list(group)):
            folded = fold(option)
            if folded and folded not in taken and is_option(option) and not _holds(text, option):
                taken.add(folded)
                found.append(option)
            if len(found) == _WRONG:
                return found
    return found


def is_option(text: str) -> bool:
    """Return whether a poll takes it as an option."""
    return 0 < utf16_units(text) <= MAX_OPTION_CHARS


def stands_out(right: str, wrong: Iterable[str]) -> bool:
    """Return whether the right option is so much longer than all the others that it gives itself away."""
    return len(right) > _FAR_LONGER * max(map(len, wrong), default=0) + _SLACK_CHARS


def _holds(text: str, name: str) -> bool:
    return f" {fold(name)} " in f" {fold(text)} "


def _mixed(rng: random.Random, values: Sequence[str]) -> list[str]:
    return rng.sample(values, len(values))


def _names(text: str, name: str) -> bool:
    """Return whether a text holds any word of a name that is more than a small one."""
    words = {word for word in fold(name).split() if len(word) >= _TELLING_CHARS}
    return not words.isdisjoint(fold(text).split())


def _first_fitting(forms: Sequence[str], places: dict[str, str], most: int) -> str:
    filled = (fill(form, places) for form in forms)
    return next((text for text in filled if utf16_units(text) <= most), "")


def _in_order(draft: Draft, options: list[str], rng: random.Random) -> tuple[str, ...]:
    if draft.in_order:
        return tuple(sorted(options, key=lambda text: (len(text), text)))
    return tuple(_mixed(rng, options))
