"""What games need of the facts, for a program that stays: questions, and what players wish for.

Questions are drawn in the threads of the state database while the core answers in another: a pool has a connection to
the store of its own, and they are made one at a time. To read the pool takes some seconds, which a thread spends; new
facts are drawn from when that is done.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date
from random import Random, SystemRandom

from bot.answer import Core
from bot.trivia.model import Misread, Question, Wish
from bot.trivia.pool import Pool
from bot.trivia.wish import read_wish


class Quiz:
    """Questions over the facts of the core that `find_core` returns, which may be another one after an update."""

    def __init__(self, find_core: Callable[[], Core], rng: Random | None = None) -> None:
        self._find_core = find_core
        self._rng = rng or SystemRandom()
        self._lock = threading.Lock()
        self._pool: Pool | None = None

    @property
    def is_ready(self) -> bool:
        """Whether a question can be drawn at once."""
        return self._pool is not None

    def warm_up(self) -> None:
        """Read the pool over the facts that are in use now."""
        pool = Pool(self._find_core().world)
        pool.warm_up()
        self._pool = pool

    def warm_up_soon(self) -> None:
        """Have that done by a thread."""
        threading.Thread(target=self.warm_up, name="pool of trivia", daemon=True).start()

    def draw(self, wish: Wish, taken: Sequence[str]) -> Question | None:
        """Return a question that fits and is not among the ids `taken` (the last ones asked last), None without one."""
        with self._lock:
            if self._pool is None:
                self.warm_up()
            assert self._pool is not None
            return self._pool.draw(wish, taken, self._rng, taken)

    def read_wish(self, words: str, today: date) -> Wish | Misread:
        """Return what somebody wishes a game to be about; called where the core answers."""
        return read_wish(self._find_core(), words, today)
