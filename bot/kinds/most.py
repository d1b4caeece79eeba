"""Rankings: the most, exactly N or more, two in a row, everything won, nothing won."""

from __future__ import annotations

from bot.errors import FailureKind
from bot.kinds.failures import explain, fail
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rank import By, Ranked, rank
from bot.query.rows import find_rows
from bot.render.words import cut_list, join, plural, the_edition, unique
from bot.tables import say

PERSON_ASKS = frozenset({"person", "who"})


def ranking_filters(world: World, query: Query) -> Filters:
    """Return the conditions of a ranking: one body (the Oscars by default), competitive awards only."""
    query = query if query.bodies or query.families else query.but(bodies=("oscars",))
    if query.ask == "" and query.has("noun.film") and not query.families:
        query = query.but(ask="film")
    reading = world.solver.readings(query.but(result="any"))[0]
    films = query.has("noun.film") and not query.has("noun.show")
    return reading.filters.but(competitive=True, result="any", kind="film" if films else "")


def ranked_by(world: World, query: Query) -> By:
    """Return what is ranked: films, unless a person is asked for or the category honours people."""
    if (
        query.ask in PERSON_ASKS
        or (query.acting and query.ask != "film")
        or query.has("noun.director", "noun.man", "noun.woman", "noun.person")
    ):
        return "work" if query.ask == "film" else "person"
    if query.ask == "film":
        return "work"
    pairs = world.solver.pairs(query, world.solver.bodies(query))
    people = bool(pairs) and all(world.catalog.honours_people(world.catalog.categories[pair]) for pair in pairs)
    return "person" if people else "work"


def answer_most(world: World, query: Query) -> Reply:
    """Answer who or what leads, everybody in a tie, with the rule that was used."""
    filters = ranking_filters(world, query)
    by = ranked_by(world, query)
    noms = query.has("agg.mostnom") or (query.has("rel.nominate") and not query.has("rel.win", "agg.mostwin"))
    key = "noms" if noms else "wins"
    filters = _scoped(world, query, filters)
    found = rank(world.store, filters, by, "noms" if noms else "wins", limit=20)
    if not found:
        return explain(world, query)
    top = max(getattr(item, key) for item in found)
    leaders = [item for item in found if getattr(item, key) == top]
    rest = [item for item in found if getattr(item, key) < top][:3]
    noun = "nomination" if noms else _prize(world, filters)
    shown, cut = cut_list([_label(item) for item in leaders], 6)
    text = f"{join(shown)}{f' and {len(cut)} more' if cut else ''}: {plural(top, noun)}{' each' if len(leaders) > 1 else ''}{_scope(world, query, filters, named=not noms)}."
    if rest:
        text += f" Next: {', '.join(f'{_label(item)} {getattr(item, key)}' for item in rest)}."
    answers = [item.name for item in leaders]
    if query.ask == "count" or (query.ask == "what" and query.has("agg.record")):
        answers.insert(0, str(top))
    return Reply("answered", query.intent, text, answers=(*answers, str(top)), bold=tuple(shown), confidence=90)


def _scoped(world: World, query: Query, filters: Filters) -> Filters:
    """Limit "who won the most oscars last night" to the latest edition when the words say one evening."""
    if (
        query.has("agg.mostwin")
        and not query.year
        and not query.ceremony
        and filters.bodies
        and {"night", "evening", "latest", "this"} & set(query.words)
    ):
        edition = world.catalog.latest(filters.bodies[0], query.today)
        return filters.but(edition=edition.id) if edition else filters
    return filters


def _label(item: Ranked) -> str:
    return f"{item.name} ({item.year})" if item.year else item.name


def _prize(world: World, filters: Filters) -> str:
    return world.catalog.bodies[filters.bodies[0]].singular if len(filters.bodies) == 1 else "win"


def _scope(world: World, query: Query, filters: Filters, *, named: bool = False) -> str:
    """Say over what was counted: the category, the edition or the years; `named` if the award was just named."""
    labels = unique(world.catalog.categories[pair].name for pair in filters.categories)
    parts = [f" for {join(labels[:2])}{' and others' if len(labels) > 2 else ''}"] if labels else []
    body = (
        "" if named and not labels else f" at the {join(world.catalog.bodies[item].short for item in filters.bodies)}"
    )
    if filters.edition and filters.edition in world.catalog.editions:
        parts.append(f" at {the_edition(world.catalog, world.catalog.editions[filters.edition])}")
    elif filters.years:
        first, last = filters.years
        word = "films of " if filters.basis == "film" else "ceremonies of "
        parts.append(f"{body} ({word}{first if first == last else f'{first}–{min(last, query.today.year)}'})")
    elif filters.bodies:
        parts.append(f"{body} (competitive awards, to {query.today.year})")
    return "".join(parts)


def answer_having(world: World, query: Query) -> Reply:
    """Answer who or what has exactly N, at least N or more than N wins or nominations."""
    filters = ranking_filters(world, query)
    number = query.number or 2
    key = "noms" if query.result == "any" and query.has("rel.nominate") else "wins"
    test = {"exact": "=", "least": ">=", "more": ">"}[query.compare]
    by = ranked_by(world, query)
    exact = f"n_{key} {test} {int(number)}"
    found = rank(world.store, filters, by, key, having=_with_second_number(query, exact, key), limit=60)
    if not found and query.compare == "exact":
        found = rank(world.store, filters, by, key, having=f"n_{key} >= {int(number)}", limit=60)
    if not found:
        text = say("fail.none-such", scope=_scope(world, query, filters).strip(" ,") or "our data")
        return fail(query, FailureKind.NOT_IN_DATA, text)
    shown, rest = cut_list([f"{_label(item)} {getattr(item, key)}" for item in found])
    tail = f" and {len(rest)} more" if rest else ""
    head = f"{len(found)} {'film' if by == 'work' else 'name'}{'' if len(found) == 1 else 's'}"
    text = f"{head}{_scope(world, query, filters)}: {', '.join(shown)}{tail}."
    names = tuple(item.name for item in found)
    return Reply("answered", query.intent, text, answers=names[:25], bold=tuple(shown), more=tuple(rest), confidence=84)


def _with_second_number(query: Query, test: str, key: str) -> str:
    """Read "won 8 of 10 nominations": a second number counts the nominations."""
    second = query.extra.get("second_number")
    return f"{test} AND n_noms = {int(second)}" if second and key == "wins" else test


def answer_never(world: World, query: Query) -> Reply:
    """Answer who or what has the most nominations, or more than N, without a win."""
    filters = ranking_filters(world, query)
    by = ranked_by(world, query)
    floor = int(query.number or 1) + (query.compare == "more")
    found = rank(world.store, filters, by, "noms", having=f"n_wins = 0 AND n_noms >= {floor}", limit=60)
    if not found:
        return fail(
            query, FailureKind.NOT_IN_DATA, say("fail.none-such", scope=_scope(world, query, filters).strip(" ,"))
        )
    top = [item for item in found if item.noms == found[0].noms] if not query.number else found
    shown, rest = cut_list([f"{_label(item)} {item.noms}" for item in top])
    tail = f" and {len(rest)} more" if rest else ""
    text = f"Nominated without a win{_scope(world, query, filters)}: {', '.join(shown)}{tail}."
    return Reply(
        "answered",
        query.intent,
        text,
        answers=tuple(item.name for item in top),
        bold=tuple(shown),
        more=tuple(rest),
        confidence=82,
    )


def answer_row(world: World, query: Query) -> Reply:
    """Answer who won the same category at two or more ceremonies running."""
    filters = ranking_filters(world, query).but(result="won")
    runs: list[tuple[str, list[int]]] = []
    open_runs: dict[str, list[int]] = {}
    place = {
        edition.id: number
        for body in (filters.bodies or ("oscars",))
        for number, edition in enumerate(world.catalog.held(body, query.today))
    }
    years = {edition.id: edition.year for edition in world.catalog.editions.values()}
    last: dict[str, int] = {}
    for row in find_rows(world.store, filters, limit=2000):
        for person, name in row.people:
            key = f"{name}|{person}|{row.category}"
            at = place.get(row.edition, -9)
            if last.get(key) == at - 1:
                open_runs.setdefault(key, [years[row.edition] - 1])
                open_runs[key].append(years[row.edition])
                runs = [item for item in runs if item[0] != key]
                runs.append((key, open_runs[key]))
            else:
                open_runs.pop(key, None)
            last[key] = at
    if not runs:
        return fail(
            query, FailureKind.NOT_IN_DATA, say("fail.none-such", scope=_scope(world, query, filters).strip(" ,"))
        )
    lines = [
        f"{key.split('|')[0]} ({', '.join(map(str, found))})"
        for key, found in sorted(runs, key=lambda item: item[1][0])
    ]
    names = [line.split(" (")[0] for line in lines]
    if query.nth == 1:
        lines, names = lines[:1], names[:1]
    shown, rest = cut_list(lines, 8)
    text = f"In a row{_scope(world, query, filters)}: {'; '.join(shown)}{f' and {len(rest)} more' if rest else ''}."
    return Reply(
        "answered", query.intent, text, answers=tuple(unique(names)), bold=tuple(shown), more=tuple(rest), confidence=82
    )
