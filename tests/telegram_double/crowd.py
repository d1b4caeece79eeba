"""People who play: whatever quiz poll comes to their chat, each of them answers it, sooner or later."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from .double import Double
from .people import Json, User

LOOK_S = 0.02


class Vote(NamedTuple):
    """An answer that the server has taken: in which chat, to which question, by whom, and whether it was right."""

    chat_id: int
    question: str
    user_id: int
    is_right: bool


@dataclass
class Crowd:
    """`players` by chat. Each answers within `within_s` seconds, if the poll is still open then; `votes` were taken."""

    double: Double
    players: Mapping[int, Sequence[User]]
    rng: Random
    within_s: float
    votes: list[Vote] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def play(self) -> None:
        """Watch the chats, until it is cancelled."""
        seen = 0
        while True:
            new, seen = self.double.sent[seen:], len(self.double.sent)
            for message in new:
                if "poll" in message:
                    self._look_at(message)
            await asyncio.sleep(LOOK_S)

    def _look_at(self, message: Json) -> None:
        for player in self.players.get(message["chat"]["id"], ()):
            task = asyncio.create_task(self._answer(player, message, self.rng.uniform(0, self.within_s)))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _answer(self, player: User, message: Json, after_s: float) -> None:
        await asyncio.sleep(after_s)
        poll = message["poll"]
        place = self.rng.randrange(len(poll["options"]))
        if await self.double.votes_for(player, message, place):
            is_right = place in poll["correct_option_ids"]
            self.votes.append(Vote(message["chat"]["id"], poll["question"], player.id, is_right))
