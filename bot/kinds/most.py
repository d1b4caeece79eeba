"""Rankings: the most, exactly N or more, nothing won."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.kinds.failures import explain
from bot.kinds.ranking import bare_scope, ranked_by, ranking_filters, scope_label
from bot.kinds.reply import answered, none_such
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rank import Key, Ranked, rank, rank_details
from bot.render.parts import Parts
from bot.render.words import cut_list, join, more_tail, plural, unique
from bot.tables import word_group

MAX_LEADERS = 6
MAX_FOLLOWERS = 3  # told behind the leaders
MAX_RANKED = 20
MAX_LISTED = 2000  # more than ever fit: what is counted must be all of them
MAX_KEPT = 90  # of them are kept for "show more"
MAX_ANSWERS = 25
_CLOSED_ASKS = ("yesno", "check")


def answer_most(world: World, query: Query) -> Reply:
    """Answer who or what leads, everybody in a tie, with the rule that was used."""
    key = most_key(query)
    filters = _of_one_evening(world, query, ranking_filters(world, query))
    by, one_night = ranked_by(world, query), query.has("agg.night")
    if query.ask == "country":
        found = rank_details(world.store, filters, key, MAX_RANKED) if filters.categories else []
    else:
        found = rank(world.store, filters, by, key, limit=MAX_RANKED, one_night=one_night)
    if not found:
        return explain(world, query)
    top = max(item.of(key) for item in found)
    leaders = [item for item in found if item.of(key) == top]
    shown, cut = cut_list([item.label for item in leaders], MAX_LEADERS)
    noun = "nomination" if key == "noms" else _prize(world, filters)
    each = " each" if len(leaders) > 1 else ""
    scope = f"{scope_label(world, query, filters, named=key == 'wins')}{', in one night' if one_night else ''}"
    text = f"{join(shown)}{more_tail(cut)}: {plural(top, noun)}{each}{scope}.{_followers(found, key, top)}"
    names = [item.name for item in leaders]
    counted = query.ask == "count" or (query.ask == "what" and query.has("agg.record"))
    answers = [str(top), *names, str(top)] if counted else [*names, str(top)]
    about = tuple((by, item.id, item.name) for item in leaders[:MAX_LEADERS]) if query.ask != "country" else ()
    return answered(query, text, answers, 90, bold=shown, about=about)


def most_key(query: Query) -> Key:
    """Return whether nominations or wins are ranked."""
    nominated = query.has("rel.nominate") and not query.has("rel.win", "agg.mostwin")
    return "noms" if nominated or query.has("agg.mostnom") else "wins"


def _of_one_evening(world: World, query: Query, filters: Filters) -> Filters:
    """Limit "who won the most oscars last night" to the latest edition when the words say one evening."""
    if not query.has("agg.mostwin") or query.is_dated or not filters.bodies:
        return filters
    edition = world.catalog.latest(filters.bodies[0], query.today)
    if not edition or word_group("one-evening").isdisjoint(query.words):
        return filters
    return filters.but(edition=edition.id)


def _prize(world: World, filters: Filters) -> str:
    return world.catalog.bodies[filters.bodies[0]].singular if len(filters.bodies) == 1 else "win"


def _followers(found: Sequence[Ranked], key: Key, top: int) -> str:
    """Return a sentence with the next in order, "" where there are none."""
    rest = [f"{item.label} {item.of(key)}" for item in found if item.of(key) < top][:MAX_FOLLOWERS]
    return f" Next: {', '.join(rest)}." if rest else ""


def answer_having(world: World, query: Query) -> Reply:
    """Answer who or what has exactly N, at least N or more than N wins or nominations."""
    counted = query.ask == "count"
    if counted:
        query = query.but(ask="film" if query.has("noun.film") else "person")
    filters, by = ranking_filters(world, query), ranked_by(world, query)
    key: Key = "noms" if query.result == "any" and query.has("rel.nominate") else "wins"
    tests = [_number_test(query, key)]
    if query.compare == "exact":
        tests.append(f"n_{key} >= {_number(query)}")
    night = query.has("agg.night")
    ranked = (rank(world.store, filters, by, key, test, MAX_LISTED, one_night=night) for test in tests)
    found = next((found for found in ranked if found), [])
    if not found:
        return _no_such_number(world, query, filters, key)
    shown, rest = cut_list([f"{item.label} {item.of(key)}" for item in found])
    verdict = ["Yes"] if query.ask in _CLOSED_ASKS else []
    head = ". ".join([*verdict, plural(len(found), "film" if by == "work" else "name")])
    scope = f"{scope_label(world, query, filters)}{', in one night' if night else ''}"
    text = f"{head}{scope}: {', '.join(shown)}{more_tail(rest)}."
    first = [word.lower() for word in verdict] + ([str(len(found))] if counted else [])
    return answered(
        query,
        text,
        unique([*first, *(item.name for item in found)])[:MAX_ANSWERS],
        84,
        bold=shown,
        more=rest[:MAX_KEPT],
        parts=Parts(f"{head}{scope}", "", shown),
    )


def _no_such_number(world: World, query: Query, filters: Filters, key: Key) -> Reply:
    """Return that nobody has so many; to yes or no a no, with who comes nearest.

    Not every gender is on file: of men or women alone it is a no only when nobody at all has so many.
    """
    by = ranked_by(world, query)
    every = rank(world.store, filters.but(gender=""), by, key, limit=1)
    is_sure = every and every[0].of(key) < _number(query) + (query.compare == "more")
    if query.ask not in _CLOSED_ASKS or query.is_dated or not is_sure:
        return none_such(query, bare_scope(world, query, filters) or "our data")
    nearest = answer_most(world, query.but(ask="person" if by == "person" else "film"))
    return replace(nearest, text=f"No. The most: {nearest.text}", answers=("no", *nearest.answers), title="", lead="")


def _number(query: Query) -> int:
    return int(query.number or 2)


def _number_test(query: Query, key: Key) -> str:
    """Return the test on the numbers; "won 8 of 10 nominations" has a second one, of the nominations."""
    sign = {"exact": "=", "least": ">=", "more": ">"}[query.compare]
    test, second = f"n_{key} {sign} {_number(query)}", query.hints.second_number
    if "all" in query.words and query.has("rel.nominate") and key == "wins":
        return f"{test} AND n_noms = n_wins"
    return f"{test} AND n_noms = {int(second)}" if second and key == "wins" else test


def answer_never(world: World, query: Query) -> Reply:
    """Answer who or what has the most nominations, or more than N, without a win."""
    filters = ranking_filters(world, query)
    floor = int(query.number or 1) + (query.compare == "more")
    test = f"n_wins = 0 AND n_noms >= {floor}"
    found = rank(world.store, filters, ranked_by(world, query), "noms", test, MAX_LISTED)
    if not found:
        return none_such(query, bare_scope(world, query, filters))
    top = found if query.number else [item for item in found if item.noms == found[0].noms]
    shown, rest = cut_list([f"{item.label} {item.noms}" for item in top])
    text = f"Nominated without a win{scope_label(world, query, filters)}: {', '.join(shown)}{more_tail(rest)}."
    names = [item.name for item in top][:MAX_ANSWERS]
    parts = Parts(f"Nominated without a win{scope_label(world, query, filters)}", "", shown)
    return answered(query, text, names, 82, bold=shown, more=rest[:MAX_KEPT], parts=parts)
