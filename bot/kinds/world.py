"""What every kind of question works with: the store, its small tables, names, facts and quotes."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

from bot.catalog import Catalog
from bot.lexicon import Lexicon
from bot.link.linker import Linker
from bot.model import Quote
from bot.query.places import Places
from bot.query.rows import Nom
from bot.query.solve import Solver
from bot.recall.facts import FactFinder
from bot.recall.quotes import QuoteFinder
from bot.store import Store


class World(NamedTuple):
    """The read-only surroundings of one question.

    `chance` makes its source of chance: few questions need one, and to seed it takes its time. `common` are plain
    English words, `shown` the ids of the quotes that the chat has seen.
    """

    store: Store
    catalog: Catalog
    lexicon: Lexicon
    linker: Linker
    solver: Solver
    facts: FactFinder
    quotes: QuoteFinder
    places: Places
    chance: Callable[[], random.Random]
    common: frozenset[str]
    shown: frozenset[str] = frozenset()

    def quote_for(self, row: Nom) -> Quote | None:
        """Return the quote to show beneath an answer about one win, or None."""
        if not row.winner:
            return None
        person = row.people[0][0] if row.people else None
        work = row.works[0][0] if row.works else None
        found = self.quotes.best_for(person, work, row.edition, row.category)
        return found.quote if found else None

    def is_competitive(self, row: Nom) -> bool:
        """Return whether a nomination was for a contested award, and not an honorary one."""
        return self.catalog.categories[row.body, row.category].competitive
