"""What a command leads to, and the steps that several commands share. `bot.trivia.rules` says which does what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.trivia.commands import Ruling
from bot.trivia.effects import Ask, Effect, Finish, IsPaused, Refuse, Reveal
from bot.trivia.events import Asked, Closed, Ended, Event, Paused
from bot.trivia.happen import apply
from bot.trivia.model import Question, Wish
from bot.trivia.play import Game, Refusal, Why
from bot.trivia.scoring import board_of, gains_of

MAX_SILENT = 3  # questions that nobody answers: then the game stops by itself

Draw = Callable[[Wish, Sequence[str]], Question | None]  # the wish, the ids this game has asked -> a question
Judge = Callable[[Question, str], bool]


@dataclass(slots=True)
class Decision:
    """What a command leads to: `events` in their order, what is to be told, and the game after them."""

    game: Game | None
    now: float
    draw: Draw
    judge: Judge
    events: list[Event] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)

    @property
    def at(self) -> Game:
        """The game as it stands; only where there is one."""
        assert self.game is not None
        return self.game

    def happen(self, event: Event) -> None:
        """Note an event, and go on from the game that it makes."""
        self.game = apply(self.game, event)
        self.events.append(event)

    def tell(self, effect: Effect) -> None:
        self.effects.append(effect)


def may(decision: Decision, command: Ruling) -> bool:
    return command.is_admin or command.user == decision.at.starter


def allowed(decision: Decision, command: Ruling) -> bool:
    """Return whether somebody may do this, and say so where not."""
    if not may(decision, command):
        decision.tell(Refuse(Refusal.NOT_YOURS))
    return may(decision, command)


def ask(decision: Decision, question: Question) -> None:
    game = decision.at
    decision.happen(Asked(game.number + 1, question, decision.now))
    decision.tell(Ask(game.number + 1, game.count, question, game.mode, game.tempo.answer_s))


def close(decision: Decision, why: Why) -> None:
    """Close the question that is open and tell its answer; at the last one, or when nobody plays, end the game."""
    before = decision.at
    assert before.question is not None
    decision.happen(Closed(why, gains := gains_of(before), decision.now))
    game = decision.at
    is_last = game.number >= game.count or game.silent >= MAX_SILENT or why is Why.STOPPED
    names = tuple((game.players[gain.user].name, gain) for gain in gains)
    board = board_of(game.players)
    decision.tell(Reveal(game.number, before.question, game.mode, why, names, len(before.answers), board, is_last))
    if is_last and why is not Why.STOPPED:
        end(decision, Why.SILENT if game.silent >= MAX_SILENT else Why.DONE)
    elif game.is_pausing and not is_last:
        rest(decision)


def rest(decision: Decision) -> None:
    decision.happen(Paused(decision.now))
    decision.tell(IsPaused(decision.at.tempo.pause_s))


def go_on(decision: Decision) -> None:
    """Ask the next question, or end where there is none."""
    game = decision.at
    if game.silent >= MAX_SILENT or game.number >= game.count:
        end(decision, Why.SILENT if game.silent >= MAX_SILENT else Why.DONE)
    elif question := decision.draw(game.wish, game.asked):
        ask(decision, question)
    else:
        end(decision, Why.EMPTY)


def end(decision: Decision, why: Why) -> None:
    decision.happen(Ended(why, decision.now))
    game = decision.at
    decision.tell(Finish(why, board_of(game.players), len(game.answered)))
