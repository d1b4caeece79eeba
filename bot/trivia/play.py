"""What a game of trivia is. Times are seconds since 1970; a user is Telegram's id of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.trivia.model import Mode, Question, Wish

MAX_COUNT = 50  # questions of one game
USUAL_COUNT = 10


class Phase(StrEnum):
    """Where a game stands."""

    ASKING = "asking"  # a question was handed out, and is not known to stand in the chat yet
    OPEN = "open"  # a question stands in the chat: answers count
    RESTING = "resting"  # the answer was told; the next question comes at the deadline
    PAUSED = "paused"
    ENDED = "ended"


class Why(StrEnum):
    """Why a question was closed, or a game ended."""

    TIME = "time"  # its time was over
    RIGHT = "right"  # a typed answer was right
    SKIPPED = "skipped"
    DONE = "done"  # all questions were asked
    STOPPED = "stopped"  # somebody stopped it
    SILENT = "silent"  # nobody answered any more
    EMPTY = "empty"  # there is no further question of that kind


class Refusal(StrEnum):
    """Why a command was not carried out; each has its own sentence."""

    RUNNING = "running"  # there is a game here already
    NO_GAME = "no-game"
    NOT_YOURS = "not-yours"  # only the starter or an admin may
    NO_QUESTION = "no-question"  # none is open
    NO_HINT = "no-hint"  # there is none left, or none in this mode
    VOTED = "voted"  # has wanted to skip before
    PAUSED = "paused"  # it is paused already
    NOT_PAUSED = "not-paused"
    EMPTY = "empty"  # no question fits the wish
    COOLDOWN = "cooldown"  # the last game was a moment ago


@dataclass(frozen=True, slots=True)
class Tempo:
    """How long things take, in seconds.

    An answer counts for `answer_s`; the next question comes `rest_s` after an answer was told. `lag_s` is what an
    answer given in time may take to reach us. `send_s` is how long a question may take to get into the chat, `pause_s`
    how long a game may be paused.
    """

    answer_s: float = 20.0
    rest_s: float = 5.0
    lag_s: float = 1.0
    send_s: float = 90.0
    pause_s: float = 3_600.0


USUAL_TEMPO = {Mode.POLL: Tempo(), Mode.TYPED: Tempo(answer_s=40.0)}


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who has answered: points, right answers, questions answered, right ones in a row now and at best,
    and the seconds of the fastest right answer (None: none was right)."""

    name: str
    points: int = 0
    rights: int = 0
    answered: int = 0
    row: int = 0
    best_row: int = 0
    fastest_s: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered to the question in hand: whether it is right, when, and after how many hints."""

    is_right: bool
    at: float
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Gain:
    """What a right answer is worth to somebody, the seconds it took, and how many in a row it makes."""

    user: int
    points: int
    took_s: float
    row: int


@dataclass(frozen=True, slots=True)
class Game:
    """A game as it stands after all its events; `seq` is how many there were.

    `answers` are those to the question in hand by user; `is_solved` says that somebody has had it right. For answers
    that come late, `right_option` and `answered` tell of every question by its number which option is right and who
    has answered it, `shut_at` when one was closed before its time. `silent` counts the last questions that nobody
    answered who plays. `deadline` is when `Tick` has something to do.
    """

    seq: int
    starter: int
    mode: Mode
    count: int
    wish: Wish
    tempo: Tempo
    phase: Phase = Phase.ASKING
    deadline: float | None = None
    number: int = 0
    question: Question | None = None
    stood_at: float = 0.0
    hints: int = 0
    answers: Mapping[int, Answer] = field(default_factory=dict)
    skips: tuple[int, ...] = ()
    is_solved: bool = False
    is_pausing: bool = False
    silent: int = 0
    right_option: Mapping[int, int] = field(default_factory=dict)
    answered: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    shut_at: Mapping[int, float] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    players: Mapping[int, Player] = field(default_factory=dict)
    ended_at: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a board: the rank (those with as many points share it), who, and how they played."""

    rank: int
    user: int
    player: Player
