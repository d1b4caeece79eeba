"""Polls and what people answer to them. A poll answer names no chat: the poll tells whose question it is.

An answer is kept before its poll is known: when the program ends between sending a poll and noting it, nobody's answer
is lost.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select

from bot.state.games import Kept, Pack, Venue, find_game, play_game
from bot.state.tables import polls, upsert, votes
from bot.trivia.commands import Stand, Vote
from bot.trivia.effects import Effect
from bot.trivia.play import Phase

_LOCKS = 4_716_201_928  # any number: it tells these locks from others of the database


class Ballot(NamedTuple):
    """What somebody has answered to a poll, and when it came; `choice` is None for a withdrawn answer."""

    poll_id: str
    user_id: int
    name: str
    choice: int | None
    at: float


def stand(
    db: Connection, venue: Venue, number: int, message_id: int, poll_id: str | None, at: float, now: float, pack: Pack
) -> list[Effect]:
    """Note that question `number` of the game at `venue` stands in the chat, as a poll or (None) as a message.

    Answers to the poll that came before it was known are counted now.
    """
    if poll_id is not None:
        _lock(db, poll_id)
    kept = find_game(db, venue)
    if kept is None or kept.game.number != number or kept.game.phase is not Phase.ASKING:
        return []
    effects = play_game(db, kept.id, Stand(number, at), now, pack)
    if poll_id is not None:
        effects += _note(db, kept, number, message_id, poll_id, now, pack)
    return effects


def is_noted(db: Connection, poll_id: str) -> bool:
    """Return whether it is known which question a poll asks."""
    return db.execute(select(polls.c.poll_id).where(polls.c.poll_id == poll_id)).first() is not None


def adopt(db: Connection, kept: Kept, poll_id: str, now: float, pack: Pack) -> list[Effect]:
    """Note that a poll asks the question that a game has in hand: one that nobody noted when it was sent.

    Its answers are counted beside those to the poll that was sent in its place; who answers both has one answer.
    """
    _lock(db, poll_id)
    begun = play_game(db, kept.id, Stand(kept.game.number, now), now, pack)
    return begun + _note(db, kept, kept.game.number, 0, poll_id, now, pack)


def vote(db: Connection, ballot: Ballot, now: float, pack: Pack) -> list[Effect]:
    """Keep an answer to a poll in place of an earlier one, and count it if the poll is one of a game."""
    _lock(db, ballot.poll_id)
    db.execute(upsert(db.dialect.name, votes, "name", "choice", "at"), ballot._asdict())
    found = db.execute(select(polls).where(polls.c.poll_id == ballot.poll_id)).first()
    return play_game(db, found.game_id, _vote(ballot, found.number), now, pack) if found else []


def message_of(db: Connection, game_id: int, number: int) -> int | None:
    """Return the message in which a question of a game stands as a poll, None where it does not."""
    where = (polls.c.game_id == game_id, polls.c.number == number, polls.c.message_id != 0)
    return db.execute(select(polls.c.message_id).where(*where)).scalar()


def _lock(db: Connection, poll_id: str) -> None:
    """Let one transaction at a time note a poll or take an answer to it; SQLite does so anyway.

    Otherwise an answer that is not committed yet finds no poll, while the poll that is being noted finds no answer.
    """
    if db.dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(poll_id, _LOCKS))))


def _note(
    db: Connection, kept: Kept, number: int, message_id: int, poll_id: str, now: float, pack: Pack
) -> list[Effect]:
    row = {"poll_id": poll_id, "game_id": kept.id, "number": number, "message_id": message_id, "noted_at": now}
    db.execute(insert(polls).values(**row))
    early = db.execute(select(votes).where(votes.c.poll_id == poll_id).order_by(votes.c.at)).all()
    ballots = [Ballot(**row._mapping) for row in early]
    return [effect for each in ballots for effect in play_game(db, kept.id, _vote(each, number), now, pack)]


def _vote(ballot: Ballot, number: int) -> Vote:
    return Vote(ballot.user_id, ballot.name, number, ballot.choice, ballot.at)
