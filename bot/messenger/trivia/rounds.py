"""Commands of a game as works on the state: each is one transaction that returns what is to be sent."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.messenger.rooms import is_quiet
from bot.messenger.trivia.show import Scene, messages_of
from bot.messenger.trivia.wording import poll_question
from bot.state import chats, daily, games, polls, scores
from bot.state.database import Work
from bot.state.games import DAILY, Kept, Pack, Venue
from bot.state.outbox import Outgoing, Sent
from bot.state.polls import Ballot
from bot.state.scores import Standing
from bot.trivia.commands import Command, Start
from bot.trivia.effects import Ask, Effect, Refuse
from bot.trivia.model import Misread, Mode, Wish
from bot.trivia.play import Phase, Refusal, Tempo

ReadWish = Callable[[str], Wish | Misread]
_MIN_S = 60.0
DAY_TEMPO = Tempo(answer_s=3 * 3_600.0, send_s=3_600.0)  # of the question of the day
MAX_DAILY_ROWS = 5


@dataclass(frozen=True, slots=True)
class Rounds:
    """Plays games. `read_wish` reads what somebody wants one to be about, `tempo` how long things take by mode
    (the usual times where a mode has none); `is_ready` tells whether questions can be drawn at once.
    """

    pack: Pack
    read_wish: ReadWish
    tempo: Mapping[Mode, Tempo] = field(default_factory=dict)
    is_ready: Callable[[], bool] = lambda: True

    def start(self, venue: Venue, user: int, wish: Wish, reply_to: int | None, page: int | None = None) -> Work[Any]:
        """Return what begins a game; `page` is the message that offered it, and says then that it has begun."""
        command = Start(user, wish, self.tempo.get(wish.mode or Mode.POLL))

        def work(db: Any) -> Sequence[Outgoing]:
            wait_s = _cooldown_s(db, venue, time.time())
            effects = [Refuse(Refusal.COOLDOWN, wait_s)] if wait_s > 0 else self._play(db, venue, command)
            return self._told(db, venue, effects, reply_to, page)

        return work

    def play(self, venue: Venue, command: Command, reply_to: int | None = None) -> Work[Any]:
        """Return what carries out a command; a refusal replies to the message `reply_to`."""
        return lambda db: self._told(db, venue, self._play(db, venue, command), reply_to)

    def vote(self, ballot: Ballot) -> Work[Any]:
        """Return what counts an answer to a poll."""

        def work(db: Any) -> Sequence[Outgoing]:
            polls.vote(db, ballot, time.time(), self.pack)  # nothing is told of a vote before its question is closed
            return ()

        return work

    def tick(self, game_id: int, now: float) -> Work[Sequence[Outgoing]]:
        """Return what does what the deadline of a game asks for."""

        def work(db: Any) -> Sequence[Outgoing]:
            kept = games.find_kept(db, game_id)
            if kept is None or (kept.game.phase is Phase.RESTING and not self.is_ready()):
                return ()
            return self._told(db, kept.venue, games.tick(db, game_id, now, self.pack))

        return work

    def note_sent(self, db: Any, sent: Sequence[Sent]) -> None:
        """Note that questions stand in their chats: their time runs from now on, and early answers are counted."""
        for each in sent:
            asks, message_id = each.pending.what.asks, each.message_id
            kept = games.find_kept(db, asks.game_id) if asks and message_id is not None else None
            if asks and kept and message_id is not None:
                poll_id = each.poll_id or None
                polls.stand(db, kept.venue, asks.number, message_id, poll_id, each.at, each.at, self.pack)

    def adopt(self, poll_id: str, question: str, options: Sequence[str]) -> Work[Any]:
        """Return what finds the game whose question a poll asks that is not noted, and counts its answers."""

        def work(db: Any) -> Sequence[Outgoing]:
            if not polls.is_noted(db, poll_id):
                asking = [kept for kept in games.asking(db) if _asks(kept, question, options)]
                if len(asking) == 1:
                    polls.adopt(db, asking[0], poll_id, time.time(), self.pack)
            return ()

        return work

    def ask_daily(self, place: tuple[int, int], now: float) -> Work[Sequence[Outgoing]]:
        """Return what asks the question of the day in a chat and topic; nothing in the chat's quiet hours."""

        def work(db: Any) -> Sequence[Outgoing]:
            taken = daily.take(db, *place, now)
            if taken is None or is_quiet(chats.settings_of(db, taken.chat_id)):
                return ()
            venue = Venue(*place, DAILY)
            wish = Wish(count=1, mode=Mode.POLL)
            return self._told(db, venue, self._play(db, venue, Start(0, wish, DAY_TEMPO)))

        return work

    def _play(self, db: Any, venue: Venue, command: Command) -> list[Effect]:
        return games.play(db, venue, command, time.time(), self.pack)

    def _told(
        self,
        db: Any,
        venue: Venue,
        effects: Sequence[Effect],
        reply_to: int | None = None,
        page: int | None = None,
    ) -> list[Outgoing]:
        """Return what effects look like in their chat, as its settings want it."""
        if not effects:
            return []
        kept, settings = games.find_game(db, venue), chats.settings_of(db, venue.chat_id)
        scene = Scene(
            venue.chat_id,
            venue.thread_id or None,
            reply_to,
            page,
            silent=is_quiet(settings),
            quotes=settings.quotes,
            label=kept.game.wish.label if kept else "",
            game_id=kept.id if kept else 0,
            season=_season_board(db, venue.chat_id) if venue.kind == DAILY else None,
        )
        return messages_of(effects, scene)


def _season_board(db: Any, chat_id: int) -> Sequence[Standing]:
    return scores.board(db, chat_id, scores.season_of(time.time()), MAX_DAILY_ROWS)


def _asks(kept: Kept, question: str, options: Sequence[str]) -> bool:
    """Return whether a poll with these words is the question that a game has in hand."""
    game = kept.game
    if game.question is None or tuple(options) != game.question.options:
        return False
    ask = Ask(game.number, game.count, game.question, game.mode, game.tempo.answer_s)
    return poll_question(ask, is_daily=kept.venue.kind == DAILY) == question


def _cooldown_s(db: Any, venue: Venue, now: float) -> float:
    """Return how many seconds a chat has to wait for its next game, by its settings; one that runs is told first."""
    pause_s = chats.settings_of(db, venue.chat_id).trivia_pause_min * _MIN_S
    kept = games.find_game(db, venue) if pause_s else None
    if kept is None or kept.game.ended_at is None:
        return 0.0
    return kept.game.ended_at + pause_s - now
