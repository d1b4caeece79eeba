"""What an answer is worth, and how the players stand. The rules are told in /help (data/replies.csv)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.trivia.play import Answer, Gain, Game, Place, Player

BASE_POINTS = 10
MAX_SPEED_POINTS = 5  # for an answer at once; none for one in the last moment
ROW_POINTS, ROW_FROM = 2, 3  # for each right answer in a row from the third on
HINT_COST = 3  # points that each hint takes off


def worth(hints: int) -> int:
    """Return the points of a right answer after so many hints, without the bonuses."""
    return max(1, BASE_POINTS - HINT_COST * hints)


def gains_of(game: Game) -> tuple[Gain, ...]:
    """Return what the question in hand brings to those who have it right, the fastest first."""
    rights = [(answer.at, user, answer) for user, answer in game.answers.items() if answer.is_right]
    return tuple(_gain(game, user, answer) for _, user, answer in sorted(rights, key=lambda each: each[:2]))


def late_points(is_right: bool) -> int:
    """Return what an answer brings that reaches us after its question was closed: nobody knows how fast it was."""
    return BASE_POINTS if is_right else 0


def _gain(game: Game, user: int, answer: Answer) -> Gain:
    took_s = min(max(answer.at - game.stood_at, 0.0), game.tempo.answer_s)
    speed = round(MAX_SPEED_POINTS * (1 - took_s / game.tempo.answer_s))
    row = (game.players[user].row if user in game.players else 0) + 1
    bonus = ROW_POINTS if row >= ROW_FROM else 0
    return Gain(user, worth(answer.hints) + speed + bonus, took_s, row)


def board_of(players: Mapping[int, Player]) -> tuple[Place, ...]:
    """Return the players, most points first; those with as many share a rank, and stand in the order of names."""
    return tuple(_ranked(sorted(players.items(), key=lambda each: (-each[1].points, each[1].name, each[0]))))


def _ranked(ordered: list[tuple[int, Player]]) -> Iterator[Place]:
    rank, points = 0, None
    for position, (user, player) in enumerate(ordered, 1):
        if player.points != points:
            rank, points = position, player.points
        yield Place(rank, user, player)
