"""What is to be told in the chat after a command; a caller puts it into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from bot.trivia.model import Mode, Question
from bot.trivia.play import Gain, Place, Refusal, Why


@dataclass(frozen=True, slots=True)
class Ask:
    """Put this question to the chat; then say so by `Stand`. `count` is how many there are in all."""

    number: int
    count: int
    question: Question
    mode: Mode
    answer_s: float


@dataclass(frozen=True, slots=True)
class GiveHint:
    """Tell a hint, the `place`th (from 1) of the question in hand, and what a right answer is worth now."""

    number: int
    place: int
    text: str
    points: int


@dataclass(frozen=True, slots=True)
class SkipNoted:
    """Tell that so many more have to want it."""

    missing: int


@dataclass(frozen=True, slots=True)
class Reveal:
    """Tell the answer, who had it (best first, with names) and how everybody stands.

    `answered` is how many have tried. A poll that is open still has to be stopped. `is_last`: the end comes with it.
    """

    number: int
    question: Question
    mode: Mode
    why: Why
    gains: tuple[tuple[str, Gain], ...]
    answered: int
    board: tuple[Place, ...]
    is_last: bool


@dataclass(frozen=True, slots=True)
class WillPause:
    """Tell that there will be a pause after this question."""


@dataclass(frozen=True, slots=True)
class IsPaused:
    """Tell that the game waits, and for how many seconds at most."""

    for_s: float


@dataclass(frozen=True, slots=True)
class Finish:
    """Tell the final board, best first; `asked` is how many questions were closed."""

    why: Why
    board: tuple[Place, ...]
    asked: int


@dataclass(frozen=True, slots=True)
class Refuse:
    """Tell somebody why not; `wait_s` is how long to wait, where waiting helps."""

    why: Refusal
    wait_s: float = 0.0


Effect: TypeAlias = Ask | GiveHint | SkipNoted | Reveal | WillPause | IsPaused | Finish | Refuse
