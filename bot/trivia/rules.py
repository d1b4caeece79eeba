"""The rules of the game: which command does what in which phase (`TABLE`), and nothing else knows.

    decision = decide(game, Vote(user, name, number, option, at), now, draw, judge)
    keep(decision.events); tell(decision.effects); game = decision.game

Everything comes in by arguments: the time, what draws a question, what judges a typed answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.trivia.commands import Command, Hint, Pause, Resume, Say, Skip, Stand, Start, Stop, Tick, Vote
from bot.trivia.decision import Decision, Draw, Judge, allowed, ask, close, end, go_on, may, rest
from bot.trivia.effects import GiveHint, Refuse, SkipNoted, WillPause
from bot.trivia.events import (
    Answered,
    CameLate,
    Closed,
    Hinted,
    PauseWanted,
    SkipWanted,
    Started,
    Stood,
    Withdrawn,
)
from bot.trivia.model import Mode
from bot.trivia.play import MAX_COUNT, USUAL_COUNT, USUAL_TEMPO, Game, Phase, Refusal, Why
from bot.trivia.scoring import late_points, worth

SKIPS_NEEDED = 2
LATE_S = 600.0  # an answer that reaches us so long after the end still counts
_CLOCK_SLACK_S = 1.0  # Telegram dates messages to the second


def decide(game: Game | None, command: Command, now: float, draw: Draw, judge: Judge) -> Decision:
    """Return what `command` leads to at the time `now`; a command that means nothing then leads to nothing,
    or to a refusal. `game` is the running game of the place, or the last one; None: there was none."""
    decision = Decision(game, now, draw, judge)
    TABLE[type(command)][game.phase if game else None](decision, command)
    return decision


# --- what a command does


def _start(decision: Decision, command: Start) -> None:
    wish = command.wish
    mode, count = wish.mode or Mode.POLL, max(1, min(wish.count or USUAL_COUNT, MAX_COUNT))
    question = decision.draw(wish, ())
    if question is None:
        decision.tell(Refuse(Refusal.EMPTY))
        return
    decision.game = None  # the last game is over
    decision.happen(Started(command.user, mode, count, wish, command.tempo or USUAL_TEMPO[mode]))
    ask(decision, question)


def _stand(decision: Decision, command: Stand) -> None:
    if command.number == decision.at.number:
        decision.happen(Stood(command.number, command.at))


def _vote(decision: Decision, command: Vote) -> None:
    """Count an answer to the question in hand; Telegram, which closes the poll by itself, lets none in too late."""
    game = decision.at
    if game.mode is not Mode.POLL:
        return
    if command.number != game.number:
        _vote_late(decision, command)
    elif command.option is None:
        if command.user in game.answers:
            decision.happen(Withdrawn(command.user))
    else:
        is_right = command.option == game.right_option[game.number]
        before = game.answers.get(command.user)
        if before is None or before.is_right != is_right:  # the same answer once more is no faster and no slower
            decision.happen(Answered(command.user, command.name, is_right, command.at))


def _vote_late(decision: Decision, command: Vote) -> None:
    """Count an answer to a question that was closed by its time: it was given before, and has reached us late.

    One that was closed by somebody has told its answer when Telegram may still have taken some.
    """
    game, number = decision.at, command.number
    is_closed = game.mode is Mode.POLL and command.user not in game.answered.get(number, (command.user,))
    is_in_time = number not in game.shut_at or command.at <= game.shut_at[number]
    if command.option is None or not (is_closed and is_in_time) or _is_over(decision):
        return
    is_right = command.option == game.right_option[number]
    decision.happen(CameLate(command.user, command.name, command.number, is_right, late_points(is_right)))


def _is_over(decision: Decision) -> bool:
    """Return whether the game is over for so long that nothing counts any more."""
    ended_at = decision.at.ended_at
    return ended_at is not None and decision.now > ended_at + LATE_S


def _say(decision: Decision, command: Say) -> None:
    """Take what is typed as a try; the first right one closes the question."""
    if not _is_typed_in_time(decision.at, command):
        return
    is_right = _is_right(decision, command)
    if is_right or command.user not in decision.at.answers:
        name = command.name if is_right else ""
        decision.happen(Answered(command.user, name, is_right, command.at))
    if is_right:
        close(decision, Why.RIGHT)


def _say_late(decision: Decision, command: Say) -> None:
    """Count what was typed in time and reaches us when the question is closed, if nobody had it."""
    game = decision.at
    is_closed = game.number in game.answered and not game.is_solved
    is_in_time = _is_typed_in_time(game, command) and command.at <= game.shut_at.get(game.number, command.at)
    if is_closed and is_in_time and not _is_over(decision) and _is_right(decision, command):
        decision.happen(CameLate(command.user, command.name, game.number, True, late_points(True)))


def _is_typed_in_time(game: Game, command: Say) -> bool:
    first, last = game.stood_at - _CLOCK_SLACK_S, game.stood_at + game.tempo.answer_s + game.tempo.lag_s
    return game.mode is Mode.TYPED and first <= command.at <= last


def _is_right(decision: Decision, command: Say) -> bool:
    return decision.at.question is not None and decision.judge(decision.at.question, command.text)


def _hint(decision: Decision, _: Hint) -> None:
    game, question = decision.at, decision.at.question
    if game.mode is not Mode.TYPED or question is None or game.hints >= len(question.hints):
        decision.tell(Refuse(Refusal.NO_HINT))
        return
    decision.happen(Hinted())
    hints = decision.at.hints
    decision.tell(GiveHint(game.number, hints, question.hints[hints - 1], worth(hints)))


def _skip(decision: Decision, command: Skip) -> None:
    game = decision.at
    if not may(decision, command):
        if command.user in game.skips:
            decision.tell(Refuse(Refusal.VOTED))
            return
        decision.happen(SkipWanted(command.user))
        if (missing := SKIPS_NEEDED - len(decision.at.skips)) > 0:
            decision.tell(SkipNoted(missing))
            return
    close(decision, Why.SKIPPED)


def _pause_later(decision: Decision, command: Pause) -> None:
    """Let the question in hand be played to its end first."""
    if not allowed(decision, command):
        return
    if decision.at.is_pausing:
        decision.tell(Refuse(Refusal.PAUSED))
        return
    decision.happen(PauseWanted())
    decision.tell(WillPause())


def _pause(decision: Decision, command: Pause) -> None:
    if allowed(decision, command):
        rest(decision)


def _resume_early(decision: Decision, command: Resume) -> None:
    """Take back a pause that has not begun; either way the game is not paused."""
    if allowed(decision, command):
        if decision.at.is_pausing:
            decision.happen(PauseWanted(is_wanted=False))
        decision.tell(Refuse(Refusal.NOT_PAUSED))


def _resume(decision: Decision, command: Resume) -> None:
    if allowed(decision, command):
        go_on(decision)


def _stop(decision: Decision, command: Stop) -> None:
    if not allowed(decision, command):
        return
    if decision.at.phase is Phase.OPEN:
        close(decision, Why.STOPPED)
    if decision.at.phase is not Phase.ENDED:
        end(decision, Why.STOPPED)


def _tick(decision: Decision, _: Tick) -> None:
    game = decision.at
    if game.deadline is None or decision.now < game.deadline:
        return
    if game.phase is Phase.OPEN:
        close(decision, Why.TIME)
    elif game.phase is Phase.ASKING:  # the question never got into the chat
        decision.happen(Closed(Why.TIME, (), decision.now))
        if game.is_pausing:
            rest(decision)
        else:
            go_on(decision)
    elif game.phase is Phase.RESTING:
        go_on(decision)
    else:
        end(decision, Why.SILENT)


# --- the table


def _nothing(decision: Decision, command: Command) -> None:
    """The command means nothing in this phase."""


def _refuse(why: Refusal) -> Callable[[Decision, Any], None]:
    return lambda decision, _: decision.tell(Refuse(why))


Handler = Callable[[Decision, Any], None]
_RUNNING, _NO_GAME = _refuse(Refusal.RUNNING), _refuse(Refusal.NO_GAME)
_NO_QUESTION, _NOT_PAUSED, _PAUSED = map(_refuse, (Refusal.NO_QUESTION, Refusal.NOT_PAUSED, Refusal.PAUSED))
_PHASES = (None, Phase.ASKING, Phase.OPEN, Phase.RESTING, Phase.PAUSED, Phase.ENDED)
_ROWS: dict[type, tuple[Handler, ...]] = {
    #        no game    ASKING        OPEN          RESTING       PAUSED       ENDED
    Start:  (_start,    _RUNNING,     _RUNNING,     _RUNNING,     _RUNNING,    _start),
    Stand:  (_nothing,  _stand,       _nothing,     _nothing,     _nothing,    _nothing),
    Vote:   (_nothing,  _vote_late,   _vote,        _vote_late,   _vote_late,  _vote_late),
    Say:    (_nothing,  _nothing,     _say,         _say_late,    _say_late,   _say_late),
    Hint:   (_NO_GAME,  _NO_QUESTION, _hint,        _NO_QUESTION, _NO_QUESTION, _NO_GAME),
    Skip:   (_NO_GAME,  _NO_QUESTION, _skip,        _NO_QUESTION, _NO_QUESTION, _NO_GAME),
    Pause:  (_NO_GAME,  _pause_later, _pause_later, _pause,       _PAUSED,     _NO_GAME),
    Resume: (_NO_GAME,  _resume_early, _resume_early, _NOT_PAUSED, _resume,    _NO_GAME),
    Stop:   (_NO_GAME,  _stop,        _stop,        _stop,        _stop,       _NO_GAME),
    Tick:   (_nothing,  _tick,        _tick,        _tick,        _tick,       _nothing),
}  # fmt: skip
TABLE = {command: dict(zip(_PHASES, row, strict=True)) for command, row in _ROWS.items()}
