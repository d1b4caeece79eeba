"""The values of trivia that pass between the makers of questions, the rules of the game and its callers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.model import Quote

MAX_QUESTION_CHARS = 300  # of a poll, see https://core.telegram.org/bots/api#sendpoll
MAX_OPTION_CHARS = 100
MAX_EXPLANATION_CHARS = 200


class Level(StrEnum):
    """How well known an answer is."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Mode(StrEnum):
    """How players answer: by choosing an option of a quiz poll, or by typing."""

    POLL = "poll"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Question:
    """One question with exactly one right option.

    `id` names template and fact, and stays the same over builds of the store, so that a chat can remember it:
    ASCII, at most 120 characters. `text`, `options` and `explanation` hold at most as many characters (UTF-16
    units) as a quiz poll may; `options` are two to four, in the order to be shown, `right` is the place of the
    right one. `explanation` tells the fact with its ceremony and year; `quote` is what was said on stage, if
    anything. `accepted` are the answers that count when typed, the canonical one first; empty where typing makes
    no sense. `hints` help more from one to the next, and never tell the answer.
    """

    id: str
    template: str
    text: str
    options: tuple[str, ...]
    right: int
    explanation: str
    level: Level
    quote: Quote | None = None
    accepted: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def answer(self) -> str:
        """The right option."""
        return self.options[self.right]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a game is to be about; empty fields leave it open.

    `count` is the number of questions (None: not said). `bodies` and `families` are ids, `works` and `people` ids
    of the store; `first_year` and `last_year` bound the years of the ceremonies, both included. `templates` are
    kinds of question (see `bot.trivia.pool`); `label` says in words what was understood ("Oscars, the 90s, hard").
    """

    count: int | None = None
    mode: Mode | None = None
    level: Level | None = None
    bodies: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    templates: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Misread:
    """A wish that could not be understood: the words that nothing explains, and one sentence that says so."""

    words: tuple[str, ...] = field(default_factory=tuple)
    text: str = ""
