"""Sets: who won both, one but not the other, ties, and everything that was nominated."""

from __future__ import annotations

from collections import defaultdict

from bot.errors import FailureKind
from bot.kinds.failures import fail
from bot.kinds.most import ranked_by, ranking_filters
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rank import rank
from bot.query.rows import Nom, find_rows
from bot.query.solve import ACTING
from bot.render.rows import entry
from bot.render.words import category_label, cut_list, edition_label, join, unique
from bot.tables import say

BIG_FIVE = ("best-picture", "best-director", "best-actor", "best-actress", "best-screenplay")


def winners_by_entity(world: World, query: Query, filters: Filters, by: str) -> dict[str, tuple[str, list[Nom]]]:
    """Return id -> (name, winning rows) under some conditions."""
    found: dict[str, tuple[str, list[Nom]]] = {}
    for row in find_rows(world.store, filters.but(result="won"), limit=4000):
        for entity, name in row.people if by == "person" else row.works:
            found.setdefault(entity, (name, []))[1].append(row)
    return found


def answer_both(world: World, query: Query) -> Reply:
    """Answer who or what won two categories, or the same at two award bodies."""
    if query.has("noun.role") and not query.families:
        query = query.but(families=ACTING)
    by = "work" if query.ask == "film" or (query.ask not in ("person", "who") and not query.acting) else "person"
    groups = []
    if len(query.bodies) > 1:
        for body in query.bodies[:3]:
            trial = query.but(bodies=(body,), result="any")
            groups.append(
                winners_by_entity(world, trial, world.solver.readings(trial)[0].filters.but(competitive=True), by)
            )
    else:
        query = query if query.bodies else query.but(bodies=("oscars",))
        for family in query.families[:3]:
            trial = query.but(families=(family,), result="any")
            groups.append(winners_by_entity(world, trial, world.solver.readings(trial)[0].filters, by))
    shared = set.intersection(*(set(group) for group in groups)) if groups else set()
    same = by == "work" or "same" in query.words or len(query.bodies) > 1
    items = []
    for entity in shared:
        works = [{work for row in group[entity][1] for work, _ in row.works} for group in groups]
        common = set.intersection(*works)
        if not same or common:
            rows = [row for row in groups[0][entity][1] if not same or common & {work for work, _ in row.works}]
            items.append((rows[-1].year, groups[0][entity][0], rows[-1]))
    return _listing(world, query, items, by)


def answer_but_not(world: World, query: Query) -> Reply:
    """Answer what won the first category but not the second, newest first."""
    query = query if query.bodies else query.but(bodies=("oscars",))
    if len(query.families) < 2:
        return _most_without(world, query)
    by = "work" if query.ask in ("film", "", "yesno", "what") else "person"
    first, second = query.families[0], query.families[1]
    groups = []
    for family in (first, second):
        trial = query.but(families=(family,), result="any")
        groups.append(winners_by_entity(world, trial, world.solver.readings(trial)[0].filters, by))
    items = [(rows[-1].year, name, rows[-1]) for entity, (name, rows) in groups[0].items() if entity not in groups[1]]
    return _listing(world, query, items, by)


def _most_without(world: World, query: Query) -> Reply:
    """Answer which film won the most without winning one category."""
    trial = query.but(result="any", families=())
    won = winners_by_entity(world, query, world.solver.readings(query.but(result="any"))[0].filters, "work")
    found = [
        item
        for item in rank(world.store, world.solver.readings(trial)[0].filters.but(competitive=True), "work", limit=60)
        if item.id not in won
    ]
    if query.number:
        found = [item for item in found if item.wins == query.number] or found
    top = [item for item in found if item.wins == found[0].wins]
    labels = [f"{item.name} ({item.year})" for item in top]
    missing = join(unique(world.catalog.categories[pair].name for pair in world.solver.pairs(query, query.bodies))[:1])
    text = f"Most wins without {missing}: {join(labels)}, {top[0].wins} each.".replace(
        " each", " each" if len(top) > 1 else ""
    )
    return Reply(
        "answered", query.intent, text, answers=tuple(item.name for item in top), bold=tuple(labels), confidence=84
    )


def _listing(world: World, query: Query, items: list[tuple[int, str, Nom]], by: str) -> Reply:
    items.sort(key=lambda item: (-item[0], item[1]))
    if not items:
        return fail(query, FailureKind.NOT_IN_DATA, say("fail.none-such", scope="our data"))
    lines = [
        f"{name} ({year})" if by == "work" or not row.titles else f"{name} ({row.titles[0]}, {year})"
        for year, name, row in items
    ]
    shown, rest = cut_list(unique(lines))
    tail = f" and {len(rest)} more" if rest else ""
    yes = "Yes. " if query.ask == "yesno" else ""
    text = f"{yes}{len(unique(lines))} on file, by ceremony year: {', '.join(shown)}{tail}."
    answers = tuple(unique([*(["yes"] if yes else []), *(name for _, name, _ in items)]))
    return Reply(
        "answered", query.intent, text, answers=answers[:40], bold=tuple(shown), more=tuple(rest), confidence=80
    )


def answer_tie(world: World, query: Query) -> Reply:
    """Answer with the ties of a category, a ceremony or a body: several winners of one competitive category."""
    query = query if query.bodies or query.families else query.but(bodies=("oscars",))
    ties: list[list[Nom]] = []
    for reading in world.solver.readings(query.but(result="any", ask="")):
        ties = ties or find_ties(world, reading.filters.but(result="won", competitive=True))
    ties.sort(key=lambda rows: -rows[0].year)
    if not ties:
        return Reply("answered", query.intent, say("sets.no-tie"), answers=("no",), confidence=70)
    lines = [
        f"{category_label(world.catalog, rows[0])}, {edition_label(world.catalog, world.catalog.editions[rows[0].edition])}: {join(unique(entry(world.catalog, row) for row in rows))}"
        for rows in ties
    ]
    if query.nth == 1:
        lines, ties = lines[-1:], ties[-1:]
    elif query.nth == -1:
        lines, ties = lines[:1], ties[:1]
    shown, rest = cut_list(lines, 4)
    yes = "Yes. " if query.ask == "yesno" else ""
    tail = f"\n… and {len(rest)} more" if rest else ""
    names = unique(
        name
        for rows in ties
        for row in rows
        for name in (row.titles if query.ask == "film" else row.names or row.titles)
    )
    return Reply(
        "answered",
        query.intent,
        yes + "\n".join(shown) + tail,
        answers=tuple([*(["yes"] if yes else []), *names][:30]),
        more=tuple(rest),
        confidence=82,
    )


def find_ties(world: World, filters: Filters) -> list[list[Nom]]:
    """Return the groups of several winners of one film category at one ceremony."""
    groups: dict[tuple[str, str], list[Nom]] = defaultdict(list)
    for row in find_rows(world.store, filters, limit=6000):
        if world.catalog.categories[row.body, row.category].kind == "film":
            groups[row.edition, row.category].append(row)
    return [rows for rows in groups.values() if len({entry(world.catalog, row) for row in rows}) > 1]


def answer_sweep(world: World, query: Query) -> Reply:
    """Answer which films won all they were nominated for (five and more), or the five main prizes."""
    if query.has("agg.bigfive"):
        return _big_five(world, query)
    filters = ranking_filters(world, query)
    if query.works:
        filters = filters.but(works=tuple(name.ids for name in query.works))
    floor = 1 if query.works else int(query.number or 5)
    found = rank(
        world.store,
        filters,
        ranked_by(world, query.but(ask="film")),
        "wins",
        having=f"n_wins = n_noms AND n_noms >= {floor}",
        limit=40,
    )
    if not found:
        return fail(query, FailureKind.NOT_IN_DATA, say("fail.none-such", scope="our data"))
    body = join(world.catalog.bodies[item].short for item in filters.bodies)
    lines = [f"{item.name} ({item.year}) {item.wins} of {item.noms}" for item in found]
    shown, rest = cut_list(lines, 8)
    tail = f" and {len(rest)} more" if rest else ""
    text = f"Every nomination won, {body}: {', '.join(shown)}{tail}."
    return Reply(
        "answered",
        query.intent,
        text,
        answers=tuple(item.name for item in found),
        bold=tuple(shown),
        more=tuple(rest),
        confidence=85,
    )


def _big_five(world: World, query: Query) -> Reply:
    query = query if query.bodies else query.but(bodies=("oscars",))
    sets = []
    titles: dict[str, tuple[str, int]] = {}
    for family in BIG_FIVE:
        rows = find_rows(
            world.store, Filters(categories=world.catalog.pairs((family,), query.bodies), result="won"), limit=4000
        )
        sets.append({work for row in rows for work, _ in row.works})
        titles.update({work: (title, row.year) for row in rows for work, title in row.works})
    found = sorted((titles[work] for work in set.intersection(*sets)), key=lambda item: item[1])
    text = f"Picture, director, actor, actress and screenplay, {join(world.catalog.bodies[item].short for item in query.bodies)}: {join(f'{title} ({year})' for title, year in found)}."
    return Reply(
        "answered",
        query.intent,
        text,
        answers=tuple(title for title, _ in found),
        bold=tuple(title for title, _ in found),
        confidence=88,
    )
