"""The games of trivia: each command is one transaction, which the caller gives, so any replica may play any game.

A game is locked by its row while a command is carried out. The row holds the game as it stands; the events it is made
of are kept beside it for as long as `bot.state.prune` says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from bot.state import scores
from bot.state.game_json import event_from_json, event_to_json, game_from_json, game_to_json
from bot.state.tables import asked, game_events, games, polls, upsert
from bot.trivia.commands import Command, Start, Tick
from bot.trivia.decision import Decision, Judge
from bot.trivia.effects import Effect
from bot.trivia.events import Asked, Event
from bot.trivia.happen import apply, without
from bot.trivia.model import Mode, Question, Wish
from bot.trivia.play import Game, Phase
from bot.trivia.rules import decide

ROUND, DAILY = "round", "daily"  # kinds of game: one of each may run in a place
# A question of that kind that is not among these ids (the latest comes last), None when there is none.
Draw = Callable[[Wish, Sequence[str]], Question | None]


class Venue(NamedTuple):
    """Where a game is played: `thread_id` is the forum topic's, 0 outside topics."""

    chat_id: int
    thread_id: int = 0
    kind: str = ROUND


class Pack(NamedTuple):
    """What the rules need beside the state: what draws a question, and what judges a typed answer."""

    draw: Draw
    judge: Judge


class Kept(NamedTuple):
    """A stored game, by its number."""

    id: int
    venue: Venue
    game: Game


def find_game(db: Connection, venue: Venue) -> Kept | None:
    """Return the game that runs at a venue, or the last one there; None where none was."""
    return _kept(db.execute(_last_at(venue)).first())


def find_kept(db: Connection, game_id: int) -> Kept | None:
    """Return a game by its number, None when it is gone."""
    return _kept(db.execute(select(games).where(games.c.id == game_id)).first())


def is_listening(db: Connection, venue: Venue) -> bool:
    """Return whether a question is open at a venue whose answer is to be typed."""
    kept = _kept(db.execute(_last_at(venue).where(games.c.ended_at.is_(None))).first())
    return bool(kept and kept.game.phase is Phase.OPEN and kept.game.mode is Mode.TYPED)


def asking(db: Connection) -> list[Kept]:
    """Return the games that have a question in hand, in all chats."""
    rows = db.execute(select(games).where(games.c.ended_at.is_(None)))
    kept = [each for row in rows if (each := _kept(row))]
    return [each for each in kept if each.game.phase in (Phase.ASKING, Phase.OPEN)]


def find_question(db: Connection, game_id: int, number: int) -> Question | None:
    """Return a question of a game, None when it is no longer kept."""
    rows = db.execute(select(game_events.c.event).where(game_events.c.game_id == game_id)).scalars()
    events = (event_from_json(text) for text in rows)
    found = (each.question for each in events if isinstance(each, Asked) and each.number == number)
    return next(found, None)


def play(db: Connection, venue: Venue, command: Command, now: float, pack: Pack) -> list[Effect]:
    """Carry out a command in the game at a venue, and return what is to be told."""
    if isinstance(command, Start) and db.dialect.name == "postgresql":  # there may be no row yet to wait for
        db.execute(select(func.pg_advisory_xact_lock(venue.chat_id)))
    return _carry_out(db, _kept(db.execute(_last_at(venue).with_for_update()).first()), venue, command, now, pack)


def play_game(db: Connection, game_id: int, command: Command, now: float, pack: Pack) -> list[Effect]:
    """Carry out a command in one game, also in one that has ended; nothing in one that is gone."""
    kept = _kept(db.execute(select(games).where(games.c.id == game_id).with_for_update()).first())
    return _carry_out(db, kept, kept.venue, command, now, pack) if kept else []


def due(db: Connection, now: float, limit: int) -> list[int]:
    """Return the numbers of at most `limit` games whose deadline has passed, the longest overdue first."""
    found = select(games.c.id).where(games.c.deadline <= now).order_by(games.c.deadline).limit(limit)
    return list(db.execute(found).scalars())


def tick(db: Connection, game_id: int, now: float, pack: Pack) -> list[Effect]:
    """Do what the deadline of a game asks for; nothing when another replica has it in hand, or has done it."""
    mine = select(games).where(games.c.id == game_id, games.c.deadline <= now).with_for_update(skip_locked=True)
    kept = _kept(db.execute(mine).first())
    return _carry_out(db, kept, kept.venue, Tick(), now, pack) if kept else []


def last_end(db: Connection, venue: Venue) -> float | None:
    """Return when the last game at a venue ended, None when none has."""
    where = (games.c.chat_id == venue.chat_id, games.c.thread_id == venue.thread_id, games.c.kind == venue.kind)
    return db.execute(select(func.max(games.c.ended_at)).where(*where)).scalar()


def count_running(db: Connection) -> int:
    """Return how many games run in all chats."""
    return db.execute(select(func.count()).select_from(games).where(games.c.ended_at.is_(None))).scalar_one()


def replay(db: Connection, game_id: int) -> Game:
    """Return a game made anew of its events; it equals the one that is kept.

    Raises:
        LookupError: when there are none.
    """
    rows = select(game_events.c.event).where(game_events.c.game_id == game_id).order_by(game_events.c.seq)
    game = None
    for text in db.execute(rows).scalars():
        game = apply(game, event_from_json(text))
    if game is None:
        raise LookupError(f"game {game_id} has no events")
    return game


def forget_player(db: Connection, user_id: int) -> None:
    """Take somebody out of every game; of those games the events, which hold names, are deleted.

    The games of the private chat, whose id is the user's, go altogether.
    """
    told = select(game_events.c.game_id).where(game_events.c.event.contains(f'"user":{user_id},'))
    named = games.c.snapshot.contains(str(user_id)) | games.c.id.in_(told)  # more than are meant
    for row in db.execute(select(games).where(named).with_for_update()).all():
        game = without(game_from_json(row.snapshot), user_id)
        db.execute(update(games).where(games.c.id == row.id).values(snapshot=game_to_json(game)))
        db.execute(delete(game_events).where(game_events.c.game_id == row.id))
    own = select(games.c.id).where(games.c.chat_id == user_id)
    for table in (game_events, polls):
        db.execute(delete(table).where(table.c.game_id.in_(own)))
    db.execute(delete(games).where(games.c.chat_id == user_id))


def move_games(db: Connection, old_id: int, new_id: int) -> None:
    """Give the games of a chat to another one; where a game of the kind runs there already, that one goes on."""
    there = select(games.c.thread_id, games.c.kind).where(games.c.chat_id == new_id, games.c.ended_at.is_(None))
    for thread_id, kind in db.execute(there).all():
        is_same = (games.c.chat_id == old_id) & (games.c.thread_id == thread_id) & (games.c.kind == kind)
        db.execute(delete(games).where(is_same, games.c.ended_at.is_(None)))
    db.execute(update(games).where(games.c.chat_id == old_id).values(chat_id=new_id))


def _last_at(venue: Venue) -> Select[Any]:
    where = (games.c.chat_id == venue.chat_id, games.c.thread_id == venue.thread_id, games.c.kind == venue.kind)
    return select(games).where(*where).order_by(games.c.id.desc()).limit(1)


def _carry_out(
    db: Connection, kept: Kept | None, venue: Venue, command: Command, now: float, pack: Pack
) -> list[Effect]:
    before = kept.game if kept else None
    decision = decide(before, command, now, _drawing(db, venue.chat_id, pack.draw), pack.judge)
    if decision.events:
        is_new = before is None or (before.phase is Phase.ENDED and decision.at.seq <= len(decision.events))
        game_id = _insert(db, venue, now) if kept is None or is_new else kept.id
        _store(db, game_id, decision)
        _note_asked(db, venue.chat_id, decision.events, now)
        scores.add(db, venue.chat_id, None if is_new else before, decision.at, now)
    return decision.effects


def _insert(db: Connection, venue: Venue, now: float) -> int:
    row = {"chat_id": venue.chat_id, "thread_id": venue.thread_id, "kind": venue.kind, "started_at": now}
    return int(db.execute(insert(games).values(**row, snapshot="").returning(games.c.id)).scalar_one())


def _store(db: Connection, game_id: int, decision: Decision) -> None:
    game, first = decision.at, decision.at.seq - len(decision.events) + 1
    rows = [
        {"game_id": game_id, "seq": seq, "event": event_to_json(event)}
        for seq, event in enumerate(decision.events, first)
    ]
    db.execute(insert(game_events), rows)
    row = {"snapshot": game_to_json(game), "deadline": game.deadline, "ended_at": game.ended_at}
    db.execute(update(games).where(games.c.id == game_id).values(**row))


def _note_asked(db: Connection, chat_id: int, events: Sequence[Event], now: float) -> None:
    rows = [
        {"chat_id": chat_id, "question_id": event.question.id, "asked_at": now}
        for event in events
        if isinstance(event, Asked)
    ]
    if rows:
        db.execute(upsert(db.dialect.name, asked, "asked_at"), rows)


def _drawing(db: Connection, chat_id: int, draw: Draw) -> Callable[[Wish, Sequence[str]], Question | None]:
    """Return what draws a question that the chat was not asked.

    When none of that kind is left, the one comes again that was asked longest ago. Within one game none comes twice.
    """

    def drawn(wish: Wish, in_game: Sequence[str]) -> Question | None:
        rows = select(asked.c.question_id).where(asked.c.chat_id == chat_id).order_by(asked.c.asked_at)
        game = set(in_game)
        before = [each for each in db.execute(rows).scalars() if each not in game]
        return draw(wish, (*before, *in_game)) or _draw_again(draw, wish, before, in_game)

    return drawn


def _draw_again(draw: Draw, wish: Wish, before: Sequence[str], in_game: Sequence[str]) -> Question | None:
    """Return of the questions `before`, the oldest first, the first that fits: it is searched for by halves."""
    question = draw(wish, in_game)
    low, high = 0, len(before)  # none of the first `low` fits; `question` is one of the first `high`
    while question is not None and high - low > 1:
        middle = (low + high) // 2
        if older := draw(wish, (*before[middle:], *in_game)):
            question, high = older, middle
        else:
            low = middle
    return question


def _kept(row: Row[Any] | None) -> Kept | None:
    if row is None:
        return None
    return Kept(row.id, Venue(row.chat_id, row.thread_id, row.kind), game_from_json(row.snapshot))
