"""What rankings share: what is counted, who or what is ranked, and how that is said."""

from __future__ import annotations

from bot.kinds.world import World
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rank import By
from bot.render.words import at_bodies, join, the_edition, unique

PERSON_ASKS = frozenset({"person", "who"})
CRAFTS = {
    "noun.director": "best-director", "noun.composer": "best-original-score", "noun.writer": "best-screenplay",
    "noun.cinematographer": "best-cinematography", "noun.costume": "best-costume-design", "noun.editor": "best-editing",
}  # fmt: skip
MAX_CATEGORIES = 2  # told by name
PERSON_NOUNS = ("noun.director", "noun.man", "noun.woman", "noun.person")


def with_default_body(query: Query) -> Query:
    """Return the query with the Oscars where neither an award nor a category is named."""
    return query if query.families else query.at_oscars()


def with_craft(query: Query) -> Query:
    """Return the query with the category of the craft that is asked about: "which director has won the most"."""
    if query.families:
        return query
    craft = next((family for noun, family in CRAFTS.items() if query.has(noun)), None)
    return query.at_oscars().but(families=(craft,)) if craft else query


def ranking_filters(world: World, query: Query) -> Filters:
    """Return the conditions of a ranking: one body (the Oscars by default), competitive awards only."""
    query = with_default_body(with_craft(query))
    if query.ask == "" and query.has("noun.film") and not query.families:
        query = query.but(ask="film")
    reading = world.solver.readings(query.but(result="any"))[0]
    films = query.has("noun.film") and not query.has("noun.show")
    return reading.filters.but(competitive=True, result="any", kind="film" if films else "")


def ranked_by(world: World, query: Query) -> By:
    """Return what is ranked: films, unless a person is asked for or the category honours people."""
    if query.ask == "film":
        return "work"
    if query.ask in PERSON_ASKS or query.acting or query.has(*PERSON_NOUNS):
        return "person"
    pairs = world.solver.pairs(query, world.solver.bodies(query))
    people = bool(pairs) and all(world.catalog.honours_people(world.catalog.categories[pair]) for pair in pairs)
    return "person" if people else "work"


def scope_label(world: World, query: Query, filters: Filters, *, named: bool = False) -> str:
    """Say over what was counted: the category, the edition or the years; `named` if the award was just named."""
    categories = _categories_label(world, filters)
    edition = world.catalog.editions.get(filters.edition or "")
    if edition:
        return f"{categories} at {the_edition(world.catalog, edition)}"
    body = f" at {at_bodies(world.catalog, filters.bodies)}" if filters.bodies else ""
    if named and not categories:
        body = ""
    if filters.years:
        return f"{categories}{body} ({years_label(query, filters)})"
    return f"{categories}{body} (competitive awards, to {query.today.year})" if filters.bodies else categories


def _categories_label(world: World, filters: Filters) -> str:
    labels = unique(world.catalog.categories[pair].name for pair in filters.categories)
    shown = join(labels) if len(labels) <= MAX_CATEGORIES else f"{', '.join(labels[:MAX_CATEGORIES])} and others"
    return f" for {shown}" if labels else ""


def years_label(query: Query, filters: Filters) -> str:
    """Return "films of 1990–1999" or "ceremonies of 2017": the years that some conditions mean."""
    first, last = filters.years or (0, 0)
    what = "films" if filters.basis == "film" else "ceremonies"
    return f"{what} of {first if first == last else f'{first}–{min(last, query.today.year)}'}"


def bare_scope(world: World, query: Query, filters: Filters) -> str:
    """Return the scope to stand by itself, in brackets."""
    return scope_label(world, query, filters).strip(" ,")
