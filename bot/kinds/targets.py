"""What to answer with: the person, film, song, role, award or year that the question is after."""

from __future__ import annotations

from bot.kinds.world import World
from bot.parse.query import Query
from bot.query.rows import Nom
from bot.render.rows import natural_target, values

_DIRECT = frozenset({"film", "person", "song", "role", "category", "when", "where", "number", "country", "body"})
_OPEN_ASKS = ("", "who", "what", "list")  # these leave open which half of a nomination is wanted

Rows = tuple[Nom, ...]


def choose_target(world: World, query: Query, row: Nom) -> str:
    """Return what to answer with: what was asked for, or what the category honours first."""
    natural = natural_target(world.catalog, row)
    if query.ask in _DIRECT:
        return "film" if query.ask == "song" and not row.detail else query.ask
    unnamed = query.ask in ("", "list") and query.names and not query.families
    if query.ask == "what" or unnamed:
        if query.persons and not query.works:
            return _beside_category(query, row, natural) if query.families else "category"
        if query.works and not query.families:
            return "category" if query.ask == "what" else natural
    if query.ask == "who":
        return "person" if natural == "song" and row.people else natural
    if query.ask in ("list", "") and query.persons and query.families:
        return "film"
    return natural


def _beside_category(query: Query, row: Nom, natural: str) -> str:
    """Return what is left to ask for beside a person and a category: the film, or else who or what won it."""
    named = {ident for name in query.persons for ident in name.ids}
    return natural if named.isdisjoint(ident for ident, _ in row.people) else "film"


def having_target(world: World, query: Query, rows: Rows, target: str) -> Rows:
    """Prefer the rows that have what is asked for: a film and not a show or a life's work, a song, a role."""
    if query.ask == "film" and "other" in query.words and query.works:
        named = {ident for name in query.works for ident in name.ids}
        rows = tuple(row for row in rows if named.isdisjoint(ident for ident, _ in row.works)) or rows
    if query.ask == "film" and not query.has("noun.show"):
        return tuple(row for row in rows if row.titles and _is_for_film(world, row)) or rows
    return tuple(row for row in rows if values(world.catalog, row, target)) or rows


def _is_for_film(world: World, row: Nom) -> bool:
    return world.catalog.categories[row.body, row.category].kind == "film"


def counterpart(world: World, query: Query, rows: Rows, target: str) -> tuple[str, ...]:
    """Return the other half of a nomination where the question leaves open which is wanted."""
    titles = tuple(title for row in rows for title in row.titles)
    if target == "category":
        return titles
    if target == "when":
        return tuple(str(row.film_last) for row in rows)
    natural = natural_target(world.catalog, rows[0])
    if query.ask == "" and natural == "person" and target == "person":
        return titles
    if query.ask not in _OPEN_ASKS or not (natural == "song" or (natural == "film" and query.ask == "who")):
        return ()
    details = [row.detail for row in rows if natural == "song"]
    return (*details, *(name for row in rows for name in row.names), *titles)


def pick_nth(query: Query, rows: Rows) -> Rows:
    """Return the row that "first", "second" or "last" names, in the order of the ceremonies."""
    if not query.nth or len(rows) < 2 or query.nth > len(rows):
        return rows
    chosen = rows[query.nth - 1] if query.nth > 0 else rows[-1]
    return tuple(row for row in rows if row.edition == chosen.edition) if abs(query.nth) == 1 else (chosen,)
