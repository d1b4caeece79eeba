"""Each event makes the next game of a game; the same events always make the same game."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.trivia.events import (
    Answered,
    Asked,
    CameLate,
    Closed,
    Ended,
    Event,
    Hinted,
    Paused,
    PauseWanted,
    SkipWanted,
    Started,
    Stood,
    Withdrawn,
)
from bot.trivia.model import Mode
from bot.trivia.play import Answer, Gain, Game, Phase, Player, Why


class ImpossibleEvent(ValueError):
    """An event that cannot have happened in a game as it stands."""


def apply(game: Game | None, event: Event) -> Game:
    """Return the game after `event`; the one before is left as it was (None: there was none).

    Raises:
        ImpossibleEvent: when the event does not fit the phase of the game.
    """
    if isinstance(event, Started):
        if game is not None:
            raise ImpossibleEvent("a game begins once")
        return Game(1, event.user, event.mode, event.count, event.wish, event.tempo, Phase.RESTING)
    happens, phases = _HAPPENINGS[type(event)]
    if game is None or game.phase not in phases:
        raise ImpossibleEvent(f"{type(event).__name__} in {game and game.phase}")
    return replace(happens(game, event), seq=game.seq + 1)


def without(game: Game, user: int) -> Game:
    """Return a game as if somebody had never been in it; who has started it is then nobody's business either."""
    return replace(
        game,
        starter=0 if game.starter == user else game.starter,
        players={each: player for each, player in game.players.items() if each != user},
        answers={each: answer for each, answer in game.answers.items() if each != user},
        answered={number: tuple(each for each in users if each != user) for number, users in game.answered.items()},
        skips=tuple(each for each in game.skips if each != user),
    )


def _asked(game: Game, event: Asked) -> Game:
    if event.number != game.number + 1:
        raise ImpossibleEvent(f"question {event.number} behind {game.number}")
    return replace(
        game,
        phase=Phase.ASKING,
        number=event.number,
        question=event.question,
        deadline=event.at + game.tempo.send_s,
        hints=0,
        answers={},
        skips=(),
        is_solved=False,
        asked=(*game.asked, event.question.id),
        right_option={**game.right_option, event.number: event.question.right},
    )


def _stood(game: Game, event: Stood) -> Game:
    if event.number != game.number:
        raise ImpossibleEvent(f"question {event.number} in place of {game.number}")
    deadline = event.at + game.tempo.answer_s + game.tempo.lag_s
    return replace(game, phase=Phase.OPEN, stood_at=event.at, deadline=deadline)


def _answered(game: Game, event: Answered) -> Game:
    answers = {**game.answers, event.user: Answer(event.is_right, event.at, game.hints)}
    players = _named(game.players, event.user, event.name) if event.name else game.players
    return replace(game, answers=answers, players=players)


def _withdrawn(game: Game, event: Withdrawn) -> Game:
    """Take an answer back; who has answered nothing else is no player then."""
    if event.user not in game.answers:
        raise ImpossibleEvent("nobody takes back what they have not answered")
    answers = {user: answer for user, answer in game.answers.items() if user != event.user}
    is_out = event.user in game.players and not game.players[event.user].answered
    players = {user: player for user, player in game.players.items() if not is_out or user != event.user}
    return replace(game, answers=answers, players=players)


def _came_late(game: Game, event: CameLate) -> Game:
    given = game.answered.get(event.number, ())
    if event.number not in game.answered:
        raise ImpossibleEvent(f"question {event.number} is not closed")
    if event.user in given and (game.mode is not Mode.TYPED or game.is_solved):
        raise ImpossibleEvent("nobody answers a question twice")
    players = _named(game.players, event.user, event.name)
    before = players[event.user]
    after = replace(
        before,
        points=before.points + event.points,
        rights=before.rights + event.is_right,
        answered=before.answered + (event.user not in given),
    )
    return replace(
        game,
        players={**players, event.user: after},
        answered={**game.answered, event.number: tuple(dict.fromkeys((*given, event.user)))},
        is_solved=game.is_solved or (event.is_right and event.number == game.number),
        silent=0,
    )


def _hinted(game: Game, _: Hinted) -> Game:
    return replace(game, hints=game.hints + 1)


def _skip_wanted(game: Game, event: SkipWanted) -> Game:
    if event.user in game.skips:
        raise ImpossibleEvent("nobody wants to skip a question twice")
    return replace(game, skips=(*game.skips, event.user))


def _closed(game: Game, event: Closed) -> Game:
    gains = {gain.user: gain for gain in event.gains}
    players = {user: _scored(player, user in game.answers, gains.get(user)) for user, player in game.players.items()}
    playing = [user for user in game.answers if user in game.players or user == game.starter]
    is_early = event.why is not Why.TIME
    return replace(
        game,
        phase=Phase.RESTING,
        deadline=event.at + game.tempo.rest_s,
        players=players,
        silent=0 if playing or is_early else game.silent + 1,
        is_solved=bool(gains),
        answered={**game.answered, game.number: tuple(game.answers)},
        shut_at={**game.shut_at, game.number: event.at} if is_early else game.shut_at,
        answers={},
        skips=(),
    )


def _scored(player: Player, has_answered: bool, gain: Gain | None) -> Player:
    """Return a player after a question; who is not right, or has not answered, has none in a row any more."""
    if gain is None:
        return replace(player, answered=player.answered + has_answered, row=0)
    fastest_s = gain.took_s if player.fastest_s is None else min(player.fastest_s, gain.took_s)
    return replace(
        player,
        points=player.points + gain.points,
        rights=player.rights + 1,
        answered=player.answered + 1,
        row=gain.row,
        best_row=max(player.best_row, gain.row),
        fastest_s=fastest_s,
    )


def _pause_wanted(game: Game, event: PauseWanted) -> Game:
    return replace(game, is_pausing=event.is_wanted)


def _paused(game: Game, event: Paused) -> Game:
    return replace(game, phase=Phase.PAUSED, is_pausing=False, deadline=event.at + game.tempo.pause_s)


def _ended(game: Game, event: Ended) -> Game:
    return replace(game, phase=Phase.ENDED, deadline=None, ended_at=event.at)


def _named(players: Mapping[int, Player], user: int, name: str) -> dict[int, Player]:
    """Return the players with this one among them, under the name that is in use now."""
    return {**players, user: replace(players[user], name=name) if user in players else Player(name)}


_ANY = frozenset(Phase)
_AT_QUESTION = frozenset({Phase.ASKING, Phase.OPEN})
_Happening = tuple[Callable[[Game, Any], Game], frozenset[Phase]]
# Event -> what it makes of a game, and the phases in which it can happen.
_HAPPENINGS: dict[type, _Happening] = {
    Asked: (_asked, frozenset({Phase.RESTING, Phase.PAUSED})),
    Stood: (_stood, frozenset({Phase.ASKING})),
    Answered: (_answered, frozenset({Phase.OPEN})),
    Withdrawn: (_withdrawn, frozenset({Phase.OPEN})),
    CameLate: (_came_late, _ANY),
    Hinted: (_hinted, frozenset({Phase.OPEN})),
    SkipWanted: (_skip_wanted, frozenset({Phase.OPEN})),
    Closed: (_closed, _AT_QUESTION),
    PauseWanted: (_pause_wanted, _AT_QUESTION),
    Paused: (_paused, frozenset({Phase.RESTING})),
    Ended: (_ended, _ANY - {Phase.ENDED}),
}
