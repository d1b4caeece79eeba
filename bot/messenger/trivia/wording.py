"""Effects of a game -> words. The sentences are those of data/replies.csv whose keys begin with "trivia."."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from bot.messenger.cuts import cut_text, units
from bot.model import Reply
from bot.render.words import join, plural
from bot.state.scores import Standing
from bot.tables import say
from bot.trivia.effects import Ask, Finish, GiveHint, IsPaused, Refuse, Reveal
from bot.trivia.model import MAX_QUESTION_CHARS, Mode
from bot.trivia.play import Gain, Place, Player, Why

MAX_GAINS, MAX_LEADERS, MAX_ROWS = 6, 5, 20  # names in a line; lines of a board
ROW_TOLD_FROM = 3  # right answers in a row
_MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}
_MIN_S = 60


def notice(text: str) -> Reply:
    """Return one plain sentence."""
    return Reply("answered", "trivia", text)


def poll_question(ask: Ask, *, is_daily: bool = False) -> str:
    """Return the question of a poll, with its number, or that it is the day's, where there is room for it."""
    text = ask.question.text
    key = "trivia.question-daily" if is_daily else "trivia.question"
    title = say(key, number=ask.number, count=ask.count, question=text)
    return title if units(title) <= MAX_QUESTION_CHARS else cut_text(text, MAX_QUESTION_CHARS)


def typed_question(ask: Ask) -> Reply:
    """Return a question whose answer is to be typed."""
    text = say("trivia.question", number=ask.number, count=ask.count, question=ask.question.text)
    return Reply("answered", "trivia", text, bold=(ask.question.text,))


def hinted(hint: GiveHint) -> Reply:
    """Return a hint, with what an answer is worth now."""
    return notice(say("trivia.hint", place=hint.place, hint=hint.text, points=_points(hint.points)))


def reveal(told: Reveal) -> Reply:
    """Return the answer, who had it, and how they stand; the board is left to the end where that comes with it."""
    answer, fact = told.question.answer, told.question.explanation
    lines = [fact, _who_had_it(told)] if answer in fact else [answer, fact, _who_had_it(told)]
    if told.board and not told.is_last and (len(told.board) > 1 or told.gains):
        lines.append(_standing(told.board))
    return Reply("answered", "trivia", "\n".join(filter(None, lines)), bold=(answer,), quote=told.question.quote)


def _who_had_it(told: Reveal) -> str:
    if not told.gains:
        key = "skipped" if told.why is Why.SKIPPED else "nobody-right" if told.answered else "nobody-answered"
        return say(f"trivia.{key}")
    names = [_gain(name, gain, is_first=place == 0) for place, (name, gain) in enumerate(told.gains[:MAX_GAINS])]
    left = len(told.gains) - len(names)
    more = [say("trivia.and-more", number=left)] if left else []
    return " · ".join([*names, *more])


def _gain(name: str, gain: Gain, *, is_first: bool) -> str:
    """Return what somebody has gained; how fast the first one was, and how many in a row it makes."""
    notes = [say("trivia.took", seconds=f"{gain.took_s:.1f}")] if is_first else []
    notes += [say("trivia.in-a-row", number=gain.row)] if gain.row >= ROW_TOLD_FROM else []
    return say("trivia.gain", name=name, points=gain.points) + (f" ({', '.join(notes)})" if notes else "")


def _standing(board: Sequence[Place]) -> str:
    rows = [say("trivia.leader", rank=each.rank, name=each.player.name, points=each.player.points) for each in board]
    left = len(rows) - MAX_LEADERS
    return " · ".join(rows[:MAX_LEADERS] + ([say("trivia.and-more", number=left)] if left > 0 else []))


def finish(told: Finish) -> Reply:
    """Return the final board: medals, shared ranks, who was fastest and who had the longest run."""
    title = say(f"trivia.end-{told.why.value}", questions=plural(told.asked, "question"))
    if not told.board:
        return notice("\n".join([title, say("trivia.nobody-played")]))
    rows = [*board_lines(told.board), *_records([each.player for each in told.board])]
    return Reply("answered", "trivia", "\n".join([title, *rows]), bold=(title.split("\n")[0],))


def board_lines(board: Sequence[Place]) -> list[str]:
    """Return a line for each place, the first three with medals; of many the rest is counted."""
    rows = [
        say(
            "trivia.row",
            rank=_mark(each.rank, each.player.points),
            name=each.player.name,
            points=_points(each.player.points),
            rights=say("trivia.rights", number=each.player.rights),
        )
        for each in board[:MAX_ROWS]
    ]
    left = len(board) - len(rows)
    return rows + ([say("list.left", number=left)] if left else [])


def season_board(standings: Sequence[Standing]) -> Reply:
    """Return the running board of a chat that plays a question a day."""
    return scores(say("trivia.season"), standings) if standings else notice(say("trivia.nobody-yet"))


def scores(title: str, standings: Sequence[Standing], left: int = 0) -> Reply:
    """Return a board of what was won in many games; `left` more are only counted."""
    rows = [
        say(
            "trivia.score",
            rank=_mark(each.rank, each.points),
            name=each.name,
            points=_points(each.points),
            rights=say("trivia.rights", number=each.rights),
            games=plural(each.games, "game"),
        )
        for each in standings
    ]
    more = [say("list.left", number=left)] if left > 0 else []
    return Reply("answered", "trivia", "\n".join([title, *rows, *more]), bold=(title,))


def own_score(place: Standing, players: int) -> Reply:
    """Return how somebody stands among all players of a chat."""
    text = say(
        "trivia.me",
        name=place.name,
        rank=place.rank,
        players=players,
        points=place.points,
        rights=place.rights,
        answered=place.answered,
        games=place.games,
        wins=place.wins,
    )
    notes = [say("trivia.me-row", number=place.best_row)] if place.best_row >= ROW_TOLD_FROM else []
    notes += [say("trivia.me-fastest", seconds=f"{place.fastest_s:.1f}")] if place.fastest_s is not None else []
    return notice(" ".join([text, *notes]))


def _records(players: Iterable[Player]) -> list[str]:
    """Return who was fastest and who had most in a row, where several have played."""
    played = list(players)
    if len(played) < 2:
        return []
    found = []
    if times := [player.fastest_s for player in played if player.fastest_s is not None]:
        names = join([player.name for player in played if player.fastest_s == min(times)])
        found.append(say("trivia.fastest", names=names, seconds=f"{min(times):.1f}"))
    best = max(player.best_row for player in played)
    if best >= ROW_TOLD_FROM:
        names = join([player.name for player in played if player.best_row == best])
        found.append(say("trivia.best-row", names=names, number=best))
    return [" ".join(found)] if found else []


def _mark(rank: int, points: int) -> str:
    """Return what stands before a name: a medal for the first three, unless they have nothing."""
    return _MEDALS.get(rank, f"{rank}.") if points else f"{rank}."


def _points(number: int) -> str:
    return plural(number, "point")


def paused(told: IsPaused) -> Reply:
    return notice(say("trivia.paused", wait=lasting(told.for_s)))


def refused(told: Refuse) -> Reply:
    """Return why not, and where it helps how long to wait."""
    return notice(say(f"trivia.not-{told.why.value}", wait=lasting(told.wait_s)))


def lasting(seconds: float) -> str:
    """Return a time to wait in words."""
    return plural(ceil(seconds / _MIN_S), "minute") if seconds > _MIN_S else plural(ceil(seconds), "second")


def opening(ask: Ask, label: str) -> Reply:
    """Return what is said before the first question."""
    key = "trivia.opening-typed" if ask.mode is Mode.TYPED else "trivia.opening"
    questions = plural(ask.count, "question")
    about = say("trivia.about", questions=questions, label=label) if label else questions
    return notice(say(key, questions=about, seconds=round(ask.answer_s)))
