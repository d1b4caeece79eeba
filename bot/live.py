"""The core of a program that stays: it takes over new facts while it goes on answering with the old ones."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from random import Random

from bot.answer import Core, load_core
from bot.build.digest import sources_digest
from bot.build.freshness import is_fresh, store_path
from bot.errors import AwardsBotError
from bot.model import Answered, Context
from bot.paths import INSTALLED_FILE, chosen_store, data_dir, facts_home, reading_from
from bot.pictures.model import Card
from bot.tables import forget_tables

Marks = tuple[tuple[int, int, int] | None, ...]
_log = logging.getLogger(__name__)


class LiveCore:
    """A core that can be exchanged; it is used like one.

    `look_around` is cheap and asks for new facts every few seconds; `load` takes a second or two and may run in a
    thread beside the answering; `take_over` swaps, between two questions.
    """

    def __init__(self, core: Core) -> None:
        self.core = core
        self.on_change: list[Callable[[], None]] = []  # called after a swap: what was made of the old facts is stale
        self._marks: Marks = ()  # so that the first look compares: the files may have changed since the core was loaded

    @property
    def digest(self) -> str:
        """The digest of the sources of the facts in use."""
        return str(self.core.store.meta["digest"])

    def answer(
        self,
        utterance: str,
        context: Context,
        today: date,
        rng: Random | None = None,
        shown: Collection[str] = (),
    ) -> Answered:
        """Return the reply to one utterance; see `Core.answer`."""
        return self.core.answer(utterance, context, today, rng, shown)

    def card(self, key: str, today: date) -> Card | None:
        """Return the card of a key; see `Core.card`."""
        return self.core.card(key, today)

    def look_around(self) -> bool:
        """Return whether the files that tell of new facts have changed since the last look."""
        before, self._marks = self._marks, _marks()
        return self._marks != before

    def load(self) -> Core | None:
        """Return a core over the facts that are there now; None when they are those in use, or cannot be used."""
        data = data_dir()
        try:
            with reading_from(data):
                digest, path = sources_digest(data), store_path(data)
                if digest == self.digest or not is_fresh(path, digest):  # not fresh: it is still being put there
                    return None
                core = load_core(path)
                core.warm_up()
                return core
        except (AwardsBotError, OSError, LookupError, ValueError) as error:
            _log.error("new facts cannot be used (%s); the old ones stay in use", error)
            return None

    def take_over(self, core: Core) -> None:
        """Answer with `core` from now on."""
        forget_tables()
        self.core = core
        for call in self.on_change:
            call()
        gc.unfreeze()
        gc.collect()  # the old core's memory, which was set aside when it was loaded (see `bot.cli.opening`)
        gc.freeze()
        _log.info("new facts are in use, sources %s", self.digest[:16])


def _marks() -> Marks:
    """Return what changes when new facts are put there: time, size and number of the files that tell."""
    return tuple(_mark(path) for path in (facts_home() / INSTALLED_FILE, chosen_store()) if path)


def _mark(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
