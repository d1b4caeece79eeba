"""What has happened in a game: it is made of these, one after the other (`bot.trivia.happen.apply`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from bot.trivia.model import Mode, Question, Wish
from bot.trivia.play import Gain, Tempo, Why


@dataclass(frozen=True, slots=True)
class Started:
    """A game has begun."""

    user: int
    mode: Mode
    count: int
    wish: Wish
    tempo: Tempo


@dataclass(frozen=True, slots=True)
class Asked:
    """A question was handed out, to be put to the chat."""

    number: int
    question: Question
    at: float


@dataclass(frozen=True, slots=True)
class Stood:
    """It stands in the chat: its time runs."""

    number: int
    at: float


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody has answered the question in hand, in place of an earlier answer.

    `name` is empty for what was typed and is wrong: it may be talk, which makes nobody a player.
    """

    user: int
    name: str
    is_right: bool
    at: float


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Somebody has withdrawn the answer to the question in hand."""

    user: int


@dataclass(frozen=True, slots=True)
class CameLate:
    """An answer to an earlier question has reached us, with what it is worth."""

    user: int
    name: str
    number: int
    is_right: bool
    points: int


@dataclass(frozen=True, slots=True)
class Hinted:
    """One more hint was given."""


@dataclass(frozen=True, slots=True)
class SkipWanted:
    """Somebody wants to skip the question in hand."""

    user: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The question in hand was closed, with what it brought."""

    why: Why
    gains: tuple[Gain, ...]
    at: float


@dataclass(frozen=True, slots=True)
class PauseWanted:
    """There will be a pause when the question in hand is closed, or after all there will be none."""

    is_wanted: bool = True


@dataclass(frozen=True, slots=True)
class Paused:
    """The game waits."""

    at: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The game is over."""

    why: Why
    at: float


Event: TypeAlias = (
    Started
    | Asked
    | Stood
    | Answered
    | Withdrawn
    | CameLate
    | Hinted
    | SkipWanted
    | Closed
    | PauseWanted
    | Paused
    | Ended
)
