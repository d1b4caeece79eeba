"""Keeps the state bounded: deletes what nobody will need again."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from bot.state.tables import answers, contexts, game_events, games, outbox, polls, shared, updates, votes

DAY_S = 86_400.0
UPDATES_KEPT_S = 2 * DAY_S  # Telegram itself keeps an update for one day, and repeats none that is older
SENT_KEPT_S = DAY_S
ANSWERS_KEPT_S = 3 * DAY_S  # people can edit a message for two days
LINKS_KEPT_S = 180 * DAY_S  # since a link was made or used last
GAMES_KEPT_S = 7 * DAY_S  # since their end; what they brought stands in the scores
POLLS_KEPT_S = 7 * DAY_S  # a question of the day is open for less than one


def prune(db: Connection, now: float) -> int:
    """Delete what has expired; return how many rows."""
    over = select(games.c.id).where(games.c.ended_at < now - GAMES_KEPT_S)
    expired = (
        delete(game_events).where(game_events.c.game_id.in_(over)),
        delete(games).where(games.c.ended_at < now - GAMES_KEPT_S),
        delete(polls).where(polls.c.noted_at < now - POLLS_KEPT_S),
        delete(votes).where(votes.c.at < now - POLLS_KEPT_S),
        delete(updates).where(updates.c.done_at < now - UPDATES_KEPT_S),
        delete(outbox).where(outbox.c.ended_at < now - SENT_KEPT_S),
        delete(answers).where(answers.c.made_at < now - ANSWERS_KEPT_S),
        delete(shared).where(shared.c.used_at < now - LINKS_KEPT_S),
        delete(contexts).where(contexts.c.expires_at < now),
    )
    return sum(db.execute(statement).rowcount for statement in expired)
