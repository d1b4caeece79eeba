"""Where a fact comes from: of a nomination, a ceremony, a stored fact or a quote."""

from __future__ import annotations

from collections.abc import Iterable

from bot.kinds.reply import answered
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.places import categories_of
from bot.render.parts import Parts, plain_text
from bot.render.words import edition_label, join, unique
from bot.store import Row, marks
from bot.tables import per_data, read_table, say


def answer_source(world: World, query: Query, args: tuple[str, ...]) -> Reply | None:
    """Return the sources of what a code names: ("fact", id), ("quote", id), (edition,) or (edition, category)."""
    if args[0] == "fact":
        row = world.store.row("SELECT statement, source_title, source_url FROM fact WHERE id = ?", [args[1]])
        return _published(query, row["statement"], row) if row else None
    if args[0] == "quote":
        found = world.quotes.by_id(args[1])
        row = world.store.row("SELECT * FROM quote WHERE id = ?", [found.id]) if found else None
        return _published(query, f"“{row['text']}”, {found.quote.speaker}", row) if found and row else None
    return _of_ceremony(world, query, *args[:2])


def _published(query: Query, what: str, row: Row) -> Reply:
    """Return the publication of a fact or a quote, with its address where there is one."""
    lines = unique([row["source_title"], row["source_url"]])
    return _reply(query, Parts(say("source.title"), what, lines), lines)


def _of_ceremony(world: World, query: Query, edition: str, category: str = "") -> Reply | None:
    """Return the sources of an edition's details, and of the rows of one of its categories."""
    place = world.catalog.editions.get(edition)
    if not place:
        return None
    row = world.store.row("SELECT source FROM edition WHERE id = ?", [edition])
    held = [part.strip() for part in ((row["source"] if row else "") or "").split(";")]
    meant = categories_of(world.catalog, place.body, category) if category else []
    categories = [each for each in meant if (place.body, each) in world.catalog.categories]
    if category and not categories:
        return None
    sql = f"SELECT DISTINCT source FROM nomination WHERE edition = ? AND category IN ({marks(categories)})"  # noqa: S608 - place holders only
    listed = source_names(each["source"] for each in world.store.rows(sql, [edition, *categories]))
    labels = join(world.catalog.categories[place.body, each].name for each in categories)
    lines = [say("source.of", what=labels, sources=join(listed))] if listed else []
    if any(held):
        lines.append(say("source.of", what=say("source.ceremony"), sources=join(unique(held))))
    lead = edition_label(world.catalog, place)
    return _reply(query, Parts(say("source.title"), lead, lines), unique([*listed, *held])) if lines else None


def _reply(query: Query, parts: Parts, answers: Iterable[str]) -> Reply:
    return answered(query, plain_text(parts), answers, 95, parts=parts)


@per_data
def _names() -> dict[str, str]:
    return {row["source"]: row["name"] for row in read_table("sources")}


def source_names(slugs: Iterable[str]) -> list[str]:
    """Return the names of sources, by the slugs of the `source` column ("bafta-official+imdb"), each once."""
    parts = (part for slug in slugs for part in slug.split("+") if part)
    return unique(_names().get(part) or say("source.unknown", source=part) for part in parts)
