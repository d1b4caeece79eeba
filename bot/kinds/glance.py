"""A ceremony at a glance: date, place, host, the big winners and who won most."""

from __future__ import annotations

from bot.catalog import Edition
from bot.kinds.ceremony import find_editions, place_label
from bot.kinds.failures import explain, not_held
from bot.kinds.reply import answered
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rank import Ranked, rank
from bot.query.rows import Nom, find_rows
from bot.render.order import by_prominence, glance_families
from bot.render.parts import Parts, plain_text
from bot.render.rows import entry, natural_target
from bot.render.words import category_label, edition_label, edition_name, join, long_date, plural, unique
from bot.tables import say

MAX_SHOWN = 6
GREAT, ALL = 1, 2  # levels of `glance_families`


def answer_glance(world: World, query: Query) -> Reply:
    """Answer a ceremony at a glance."""
    editions = find_editions(world, query)
    if not editions:
        return explain(world, query)
    edition = editions[-1]
    return glance_of(world, query, edition) if edition.held_by(query.today) else not_held(world, query, edition.body)


def glance_of(world: World, query: Query, edition: Edition) -> Reply:
    """Return one ceremony at a glance: the great prizes, the others as what is left, who won most."""
    pairs = world.catalog.pairs(glance_families(ALL), (edition.body,))
    rows = find_rows(world.store, Filters(edition=edition.id, categories=pairs, result="won"))
    if not rows:
        return explain(world, query)
    great = set(world.catalog.pairs(glance_families(GREAT), (edition.body,)))
    rows = by_prominence(world.catalog, rows)
    lines = unique(_line(world, row) for row in rows if (row.body, row.category) in great)
    others = [line for line in unique(_line(world, row) for row in rows) if line not in lines]
    more = [*lines[MAX_SHOWN:], *others]
    parts = Parts(_title(world, edition), _facts(edition), lines[:MAX_SHOWN], most_wins(world, edition))
    answers = unique([*(title for row in rows for title in row.titles), *(name for row in rows for name in row.names)])
    shown = unique(name for row in rows for name in _winners(world, row))
    text = plain_text(parts, more)
    return answered(
        query, text, answers, 80, bold=shown, more=more, edition=edition.id, parts=parts, card=f"e:{edition.id}"
    )


def _title(world: World, edition: Edition) -> str:
    """Return "89th Oscars · February 26, 2017", or as much of the date as is on file."""
    name = edition_name(world.catalog, edition)
    return f"{name} · {long_date(edition.day)}" if edition.day else edition_label(world.catalog, edition)


def _facts(edition: Edition) -> str:
    """Return the place and the host, as far as they are on file."""
    key = "glance.host" if len(edition.hosts) == 1 else "glance.hosts"
    host = say(key, hosts=join(edition.hosts)) if edition.hosts else ""
    return " · ".join(filter(None, (place_label(edition), host)))


def _winners(world: World, row: Nom) -> tuple[str, ...]:
    """Return who or what a category honours first of all."""
    return row.titles if natural_target(world.catalog, row) == "film" else row.names


def _line(world: World, row: Nom) -> str:
    return f"{category_label(world.catalog, row)}: {entry(world.catalog, row)}"


def most_wins(world: World, edition: Edition) -> str:
    """Return which film won most, and whether it won all that it was up for; "" where no one film leads."""
    top = rank(world.store, Filters(edition=edition.id, competitive=True), "work", limit=2)
    if not top or top[0].wins < 2 or (len(top) > 1 and top[1].wins == top[0].wins):
        return ""
    return _sweep(top[0]) or say("glance.most", film=top[0].name, awards=plural(top[0].wins, "award"))


def _sweep(best: Ranked) -> str:
    """Return that a film won every award that it was nominated for, "" where it did not."""
    return say("glance.sweep", film=best.name, number=best.wins) if best.wins == best.noms > 2 else ""
