"""Sweeps: every nomination won, or the five main prizes."""

from __future__ import annotations

from bot.kinds.ranking import ranked_by, ranking_filters
from bot.kinds.reply import answered, none_such
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rank import rank
from bot.query.rows import find_works
from bot.render.parts import Parts
from bot.render.words import cut_list, join, more_tail, unique

BIG_FIVE = ("best-picture", "best-director", "best-actor", "best-actress", "best-screenplay")
MIN_SWEEP = 5  # nominations from which winning all of them is a sweep, unless a film or number is named
MAX_RANKED = 40
MAX_SHOWN = 8

Work = tuple[str, int]  # title, ceremony year


def answer_sweep(world: World, query: Query) -> Reply:
    """Answer which films won all they were nominated for (five and more), or the five main prizes."""
    if query.has("agg.bigfive"):
        return _big_five(world, query)
    filters = ranking_filters(world, query).but(gender="")  # films swept, whoever is asked for beside them
    if query.works:
        filters = filters.but(works=tuple(name.ids for name in query.works))
    floor = 1 if query.works else int(query.number or MIN_SWEEP)
    by = ranked_by(world, query.but(ask="film"))
    found = rank(world.store, filters, by, "wins", f"n_wins = n_noms AND n_noms >= {floor}", MAX_RANKED)
    if not found and query.works:
        return _not_all(world, query, filters)
    if not found:
        return none_such(query, "our data")
    if query.nth:
        found = [sorted(found, key=lambda item: item.year or 0)[-1 if query.nth == -1 else 0]]
    shown, rest = cut_list([f"{item.name} ({item.year}) {item.wins} of {item.noms}" for item in found], MAX_SHOWN)
    verdict = "yes" if query.ask in ("yesno", "check") else ""
    text = f"Every nomination won, {_bodies(world, filters.bodies)}: {', '.join(shown)}{more_tail(rest)}."
    names = [item.name for item in found]
    told = f"{'Yes. ' if verdict else ''}{text}"
    parts = Parts(told.partition(":")[0], "", shown)
    return answered(query, told, unique([verdict, *names]), 85, bold=shown, more=rest, parts=parts)


def _not_all(world: World, query: Query, filters: Filters) -> Reply:
    """Say how many of its nominations a film won that did not win them all."""
    found = rank(world.store, filters, "work", "noms", "n_noms > 0", 1)
    if not found:
        return none_such(query, _bodies(world, filters.bodies))
    item = found[0]
    text = f"No. {item.label}: {item.wins} of {item.noms} nominations won, {_bodies(world, filters.bodies)}."
    return answered(query, text, ("no", f"{item.wins}"), 85, bold=("No",))


def _bodies(world: World, bodies: tuple[str, ...]) -> str:
    return join(world.catalog.bodies[body].short for body in bodies)


def _big_five(world: World, query: Query) -> Reply:
    query = query.at_oscars()
    winners = [_winning_works(world, query, family) for family in BIG_FIVE]
    titles = {work: told for group in winners for work, told in group.items()}
    shared = set.intersection(*(set(group) for group in winners))
    found = sorted((titles[work] for work in shared), key=lambda item: item[1])
    if query.nth:
        found = found[-1:] if query.nth == -1 else found[query.nth - 1 : query.nth]
    listed = join(f"{title} ({year})" for title, year in found)
    text = f"Picture, director, actor, actress and screenplay, {_bodies(world, query.bodies)}: {listed}."
    names = [title for title, _ in found]
    return answered(query, text, names, 88, bold=names)


def _winning_works(world: World, query: Query, family: str) -> dict[str, Work]:
    """Return the works that won a family at the bodies of the question, by id."""
    filters = Filters(categories=world.catalog.pairs((family,), query.bodies), result="won")
    return find_works(world.store, filters)
