"""A game of trivia for one, by the rules of all games, but without haste: nobody else waits for an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import click

from bot.cli.page import page, terminal_width
from bot.model import Reply
from bot.render.words import plural
from bot.tables import say
from bot.text import fold
from bot.trivia.commands import Command, Hint, Say, Skip, Stand, Start, Stop, Tick, Vote
from bot.trivia.decision import Draw, Judge
from bot.trivia.effects import Ask, Effect, Finish, GiveHint, Refuse, Reveal
from bot.trivia.model import Mode, Wish
from bot.trivia.play import Game, Phase, Refusal, Why
from bot.trivia.rules import decide
from bot.trivia.scoring import BASE_POINTS, HINT_COST, MAX_SPEED_POINTS, ROW_FROM, ROW_POINTS

PLAYER = 1  # anybody: there is only one
_HINT, _SKIP, _STOP = "hint", "skip", frozenset(("stop", "quit", "exit", ":q"))


@dataclass(slots=True)
class Alone:
    """One game: `clock` counts seconds from anywhere, and goes on by itself while somebody thinks."""

    draw: Draw
    judge: Judge
    clock: Callable[[], float]
    game: Game | None = None
    ahead_s: float = 0.0  # the waits of the game that nobody has to sit through

    @property
    def is_over(self) -> bool:
        return self.game is None or self.game.phase is Phase.ENDED

    def begin(self, wish: Wish) -> bool:
        """Ask the first question; return whether there is one."""
        self._do(Start(PLAYER, wish))
        return self.game is not None

    def read(self, typed: str) -> None:
        """Do what a line asks for: it is a command, or an answer."""
        word = typed.lower().removeprefix("/")
        if word in _STOP:
            self.stop()
        elif word == _SKIP:
            self._do(Skip(PLAYER))
        elif word == _HINT:
            self._do(Hint(PLAYER))
        else:
            self._answer(typed)
        self._go_on()

    def stop(self) -> None:
        """End the game before its time."""
        self._do(Stop(PLAYER))

    def _answer(self, typed: str) -> None:
        """Take a line as an answer; late is as good as in time, but for the bonus."""
        game = self.game
        assert game is not None
        at = min(self._now(), game.stood_at + game.tempo.answer_s)
        if game.mode is Mode.TYPED:
            self._do(Say(PLAYER, say("trivia.you"), typed, at))
            if not game.question or not self.judge(game.question, typed):
                click.echo(say("trivia.alone-wrong"))
        elif (option := self._find_option(typed)) is None:
            click.echo(say("trivia.alone-choose"))
        else:
            self._do(Vote(PLAYER, say("trivia.you"), game.number, option, at))
            self._pass_time()

    def _find_option(self, typed: str) -> int | None:
        """Return the place of the option that a line names by its number or its words."""
        question = self.game.question if self.game else None
        options = [fold(option) for option in question.options] if question else []
        if typed.isdecimal() and 0 < int(typed) <= len(options):
            return int(typed) - 1
        return options.index(fold(typed)) if fold(typed) in options else None

    def _go_on(self) -> None:
        """Ask the next question at once when the last one is closed."""
        if self.game is not None and self.game.phase is Phase.RESTING:
            self._pass_time()

    def _pass_time(self) -> None:
        """Let the time pass until the deadline of the game."""
        assert self.game is not None
        if self.game.deadline is not None:
            self.ahead_s += max(0.0, self.game.deadline - self._now())
            self._do(Tick())

    def _now(self) -> float:
        return self.clock() + self.ahead_s

    def _do(self, command: Command) -> None:
        """Carry out a command and print what it leads to."""
        decision = decide(self.game, command, self._now(), self.draw, self.judge)
        self.game = decision.game
        for effect in decision.effects:
            self._tell(effect)
            if isinstance(effect, Ask):
                self._do(Stand(effect.number, self._now()))

    def _tell(self, effect: Effect) -> None:
        match effect:
            case Ask():
                if effect.number == 1:
                    click.echo(opening(self.game.wish if self.game else Wish()) + "\n")
                click.echo(asked(effect))
            case Reveal():
                click.echo(revealed(effect) + "\n")
            case GiveHint():
                click.echo(say("trivia.alone-hint", hint=effect.text, points=plural(effect.points, "point")))
            case Finish():
                click.echo(finished(effect))
            case Refuse(why=Refusal.NO_HINT):
                click.echo(say("trivia.alone-no-hint"))


def asked(told: Ask) -> str:
    """Return a question with its number; where one is to be chosen, with its options."""
    question = told.question
    title = f"{told.number}/{told.count}  {question.text}"
    text = page(Reply("answered", "trivia", title, bold=(question.text,)), terminal_width())
    options = question.options if told.mode is Mode.POLL else ()
    return "\n".join([text, *(f"  {number}) {option}" for number, option in enumerate(options, 1))])


def revealed(told: Reveal) -> str:
    """Return whether the answer was right, the fact, and what was said on stage."""
    question = told.question
    points = sum(gain.points for _, gain in told.gains)
    key = "right" if told.gains else "no" if told.why is Why.TIME else "it-was"
    verdict = say(f"trivia.alone-{key}", points=points, answer=question.answer)
    reply = Reply("answered", "trivia", f"{verdict}\n{question.explanation}", bold=(verdict,), quote=question.quote)
    return page(reply, terminal_width())


def finished(told: Finish) -> str:
    """Return the final score."""
    player = told.board[0].player if told.board else None
    score = say(
        "trivia.alone-score",
        points=plural(player.points if player else 0, "point"),
        rights=player.rights if player else 0,
        asked=plural(told.asked, "question"),
    )
    fastest_s = player.fastest_s if player else None
    notes = [say("trivia.alone-fastest", seconds=f"{fastest_s:.1f}")] if fastest_s is not None else []
    notes += [say("trivia.alone-row", number=player.best_row)] if player and player.best_row > 2 else []
    why = [say("trivia.alone-all")] if told.why is Why.EMPTY else []
    return " ".join([*why, score, *notes])


def opening(wish: Wish) -> str:
    """Return what is said before the first question: what was understood, and how to answer."""
    mode = "typed" if wish.mode is Mode.TYPED else "poll"
    topic = say("trivia.alone-topic", label=wish.label) if wish.label else ""
    points = {"right": BASE_POINTS, "speed": MAX_SPEED_POINTS, "row": ROW_POINTS, "row_from": ROW_FROM}
    return say(f"trivia.alone-{mode}", topic=topic, scoring=say("trivia.alone-points", **points), cost=HINT_COST)
