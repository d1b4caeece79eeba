"""A ceremony at a glance: date, place, host, the big winners and who won most."""

from __future__ import annotations

from bot.catalog import Edition
from bot.kinds.ceremony import find_editions
from bot.kinds.failures import explain, not_held
from bot.kinds.reply import answered
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rank import rank
from bot.query.rows import find_rows
from bot.render.rows import entry
from bot.render.words import category_label, edition_label, join, long_date, plural, the_edition, unique

GLANCE_FAMILIES = ("best-picture", "best-director", "best-actor", "best-actress")
MAX_LINES = 6


def answer_glance(world: World, query: Query) -> Reply:
    """Answer a ceremony at a glance."""
    editions = find_editions(world, query)
    if not editions:
        return explain(world, query)
    edition = editions[-1]
    if not edition.held_by(query.today):
        return not_held(world, query, edition.body)
    pairs = world.catalog.pairs(GLANCE_FAMILIES, (edition.body,))
    rows = find_rows(world.store, Filters(edition=edition.id, categories=pairs, result="won"))
    if not rows:
        return explain(world, query)
    winners = unique(f"{category_label(world.catalog, row)}: {entry(world.catalog, row)}" for row in rows)
    lines = [_head(world, edition), *winners[:MAX_LINES], *most_wins(world, edition)]
    answers = unique([*(title for row in rows for title in row.titles), *(name for row in rows for name in row.names)])
    name = the_edition(world.catalog, edition)
    return answered(query, "\n".join(lines), answers, 80, bold=(name,), edition=edition.id, card=f"e:{edition.id}")


def _head(world: World, edition: Edition) -> str:
    date = long_date(edition.day) if edition.day else str(edition.year)
    host = f"host {join(edition.hosts)}" if edition.hosts else ""
    parts = [part for part in (date, edition.venue, host) if part]
    return f"{edition_label(world.catalog, edition)}: {', '.join(parts)}."


def most_wins(world: World, edition: Edition) -> list[str]:
    """Return a line about the film with the most wins, none where no one film leads."""
    top = rank(world.store, Filters(edition=edition.id, result="won", competitive=True), "work", limit=2)
    if not top or top[0].wins < 2 or (len(top) > 1 and top[1].wins == top[0].wins):
        return []
    return [f"Most wins: {top[0].name}, {plural(top[0].wins, 'award')}."]
