"""What everybody has won in a chat: by season of awards, and for all time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Insert, Row, Select, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.state.tables import scores
from bot.trivia.play import Game, Phase, Player
from bot.trivia.scoring import board_of

SEASON_STARTS = 7  # July: December to March, when prizes are given, belong to one season
COLUMNS = tuple(column.name for column in scores.columns)
_ADDED = ("points", "rights", "answered", "games", "wins")


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands in a chat; those with as many points share a rank.

    `fastest_s` are the seconds of the fastest right answer, None without one.
    """

    rank: int
    user_id: int
    name: str
    points: int
    rights: int
    answered: int
    games: int
    wins: int
    best_row: int
    fastest_s: float | None


def season_of(now: float) -> int:
    """Return the year in which the season of a time began: 2026 for all from July 2026 to June 2027."""
    day = datetime.fromtimestamp(now, UTC)
    return day.year - (day.month < SEASON_STARTS)


def add(db: Connection, chat_id: int, before: Game | None, after: Game, now: float) -> None:
    """Add what the players have won between two states of a game; each state follows the other just once."""
    has_ended = after.phase is Phase.ENDED and (before is None or before.phase is not Phase.ENDED)
    winners = {line.user for line in board_of(after.players) if line.rank == 1 and line.player.points}
    rows = []
    for user, player in after.players.items():
        old = before.players.get(user, Player("")) if before else Player("")
        if has_ended or player.answered != old.answered or player.points != old.points:
            row = _row(player, old, has_ended=has_ended, is_winner=user in winners and len(after.players) > 1)
            rows.append({"chat_id": chat_id, "season": season_of(now), "user_id": user, **row})
    if rows:
        db.execute(_adding(db.dialect.name), rows)


def board(db: Connection, chat_id: int, season: int | None = None, limit: int = 10) -> list[Standing]:
    """Return the best of a chat in a season, or of all time, by points."""
    return [_standing(row) for row in db.execute(_board(chat_id, season).limit(limit))]


def find_standing(db: Connection, chat_id: int, user_id: int, season: int | None = None) -> Standing | None:
    """Return how somebody stands in a chat; None without a score."""
    ranked = _board(chat_id, season).subquery()
    row = db.execute(select(ranked).where(ranked.c.user_id == user_id)).first()
    return _standing(row) if row else None


def count_players(db: Connection, chat_id: int, season: int | None = None) -> int:
    """Return how many have a score in a chat."""
    return db.execute(select(func.count()).select_from(_board(chat_id, season).subquery())).scalar_one()


def move(db: Connection, old_id: int, new_id: int) -> None:
    """Add the scores of a chat to those of another one."""
    rows = db.execute(delete(scores).where(scores.c.chat_id == old_id).returning(*scores.c)).mappings().all()
    if rows:
        db.execute(_adding(db.dialect.name), [{**row, "chat_id": new_id} for row in rows])


def reset(db: Connection, chat_id: int) -> int:
    """Delete all scores of a chat; return how many."""
    return db.execute(delete(scores).where(scores.c.chat_id == chat_id)).rowcount


def all_rows(db: Connection, chat_id: int) -> list[dict[str, Any]]:
    """Return every score of a chat as a value for each of `COLUMNS`, season by season, best first."""
    rows = db.execute(
        select(scores).where(scores.c.chat_id == chat_id).order_by(scores.c.season, scores.c.points.desc())
    )
    return [{name: row[name] for name in COLUMNS} for row in rows.mappings()]


def _row(player: Player, old: Player, *, has_ended: bool, is_winner: bool) -> dict[str, object]:
    """Return what is to be added to a score, and the best of both of what is no sum."""
    return {
        "name": player.name,
        "points": player.points - old.points,
        "rights": player.rights - old.rights,
        "answered": player.answered - old.answered,
        "games": int(has_ended),
        "wins": int(has_ended and is_winner),
        "best_row": player.best_row,
        "fastest_s": player.fastest_s,
    }


def _adding(dialect: str) -> Insert:
    added = postgresql.insert(scores) if dialect == "postgresql" else sqlite.insert(scores)
    new, old = added.excluded, scores.c
    larger = func.greatest if dialect == "postgresql" else func.max
    smaller = func.least if dialect == "postgresql" else func.min
    values = {name: old[name] + new[name] for name in _ADDED}
    values |= {"name": new.name, "best_row": larger(old.best_row, new.best_row)}
    values["fastest_s"] = func.coalesce(smaller(old.fastest_s, new.fastest_s), new.fastest_s, old.fastest_s)
    return added.on_conflict_do_update(index_elements=list(scores.primary_key), set_=values)


def _board(chat_id: int, season: int | None) -> Select[Any]:
    where = [scores.c.chat_id == chat_id] + ([scores.c.season == season] if season is not None else [])
    points = func.sum(scores.c.points)
    later = scores.alias()
    newest = (
        select(later.c.name)
        .where(later.c.chat_id == chat_id, later.c.user_id == scores.c.user_id)
        .order_by(later.c.season.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            func.rank().over(order_by=points.desc()).label("rank"),
            scores.c.user_id,
            newest.label("name"),
            points.label("points"),
            *(func.sum(scores.c[name]).label(name) for name in ("rights", "answered", "games", "wins")),
            func.max(scores.c.best_row).label("best_row"),
            func.min(scores.c.fastest_s).label("fastest_s"),
        )
        .where(*where)
        .group_by(scores.c.user_id)
        .order_by(points.desc(), newest, scores.c.user_id)
    )


def _standing(row: Row[Any]) -> Standing:
    return Standing(**row._mapping)
