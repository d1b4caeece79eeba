"""What the bot knows: award bodies with their years and numbers, and where the rows come from; all from the store."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from bot.kinds.reply import answered
from bot.kinds.sources import source_names
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.render.parts import Parts, plain_text
from bot.render.words import cut_list, join
from bot.store import Row, Store
from bot.tables import say

MAX_LINES = 8
MAX_SOURCES = 5  # told of one body


def answer_about(world: World, query: Query) -> Reply:
    """Answer what is on file: of the bodies named in the question, or of all."""
    bodies = query.bodies or tuple(world.catalog.bodies)
    rows = _rows_by_source(world.store)
    counts = {body: sum(row["number"] for row in rows if row["body"] == body) for body in bodies}
    one = len(bodies) == 1
    lines = [_line(world, body, counts[body]) for body in bodies]
    if one:
        lines += [say("about.sources", sources=join(_sources_of(bodies[0], rows)))]
    shown, rest = cut_list(lines, MAX_LINES)
    quotes, facts = (_count(world, table) for table in ("quote", "fact"))
    total = sum(counts.values())
    lead = say("about.all", noms=f"{total:,}", bodies=len(bodies), quotes=quotes, facts=facts)
    title = world.catalog.bodies[bodies[0]].name if one else say("about.title")
    parts = Parts(title, "" if one else lead, shown, "" if one else say("about.note"))
    return answered(query, plain_text(parts, rest), [f"{total:,}", *_shorts(world, bodies)], 90, more=rest, parts=parts)


@lru_cache(maxsize=1)
def _rows_by_source(store: Store) -> list[Row]:
    """Return (body, source, number of nominations): a look at every row, which never changes."""
    return store.rows("SELECT body, source, count(*) AS number FROM nomination GROUP BY body, source")


def _shorts(world: World, bodies: tuple[str, ...]) -> list[str]:
    return [world.catalog.bodies[body].short for body in bodies]


def _line(world: World, body: str, number: int) -> str:
    """Return "Oscars: 11,167 nominations, 1929 to 2026"."""
    first, last = world.catalog.span(body)
    return say("about.body", body=world.catalog.bodies[body].short, first=first, last=last, number=f"{number:,}")


def _sources_of(body: str, rows: list[Row]) -> list[str]:
    """Return the names of the sources of a body's rows, those of most rows first."""
    counted: Counter[str] = Counter()
    for row in rows:
        if row["body"] == body:
            counted[row["source"]] += row["number"]
    return source_names(slug for slug, _ in counted.most_common())[:MAX_SOURCES]


def _count(world: World, table: str) -> int:
    row = world.store.row(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own table names
    return int(row[0]) if row else 0
