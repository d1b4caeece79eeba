"""What may be asked of a game: a caller hands it to `bot.trivia.rules.decide`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from bot.trivia.model import Wish
from bot.trivia.play import Tempo


@dataclass(frozen=True, slots=True)
class Start:
    """Somebody wants a game."""

    user: int
    wish: Wish
    tempo: Tempo | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """The question of this number stands in the chat, since `at`."""

    number: int
    at: float


@dataclass(frozen=True, slots=True)
class Vote:
    """Somebody has chosen an option of the question of this number; None withdraws the choice."""

    user: int
    name: str
    number: int
    option: int | None
    at: float


@dataclass(frozen=True, slots=True)
class Say:
    """Somebody has typed what may be an answer."""

    user: int
    name: str
    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Hint:
    """Somebody wants a hint."""

    user: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the starter of a game or an admin of the group may do; `is_admin`: as Telegram says."""

    user: int
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class Skip(Ruling):
    """Somebody wants the next question."""


@dataclass(frozen=True, slots=True)
class Pause(Ruling):
    """Somebody wants a pause; a question that is open is played to its end before."""


@dataclass(frozen=True, slots=True)
class Resume(Ruling):
    """Somebody wants to go on."""


@dataclass(frozen=True, slots=True)
class Stop(Ruling):
    """Somebody wants it to end."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The deadline may have passed."""


Command: TypeAlias = Start | Stand | Vote | Say | Hint | Skip | Pause | Resume | Stop | Tick
