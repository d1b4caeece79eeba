"""Which conditions a question may give up, and at what price: what identifies the fact is given up last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from bot.parse.query import Name, Query
from bot.query.filters import Filters

MAX_TRIALS = 28  # each is one query of some 0.1 ms
MAX_PRICE = 7
# What may be answered with a film's other credits: "which film with Al Pacino won ...".
THROUGH_FILM = frozenset({"film", "person", "who", "song", "", "list"})


@dataclass(frozen=True, slots=True)
class Trial:
    """Weaker conditions, the names of those given up, and the price of it."""

    filters: Filters
    dropped: frozenset[str]
    price: float


def relaxations(query: Query, filters: Filters) -> Iterator[tuple[Filters, frozenset[str]]]:
    """Yield conditions from the full ones to weaker ones, cheapest loss first."""
    trials = [
        Trial(made, frozenset({*names_lost, *rest_lost}), price + rest_price)
        for kept, names_lost, price in _name_sets(query, filters)
        for made, rest_lost, rest_price in _other_sets(
            query, kept, intact=price == 0 and all(name.sure for name in query.names)
        )
        if price + rest_price <= MAX_PRICE
    ]
    trials.sort(key=lambda trial: trial.price)
    for trial in trials[:MAX_TRIALS]:
        yield trial.filters, trial.dropped


def _name_sets(query: Query, filters: Filters) -> list[tuple[Filters, tuple[str, ...], float]]:
    """Return the ways to read the people, films and roles named: as credited, by their film, or left out."""
    people = _person_ways(query, filters)
    works = _drop_ways(query.works, filters.works, bool(filters.persons or filters.roles), query.ask == "film")
    roles: list[tuple[tuple[str, ...], tuple[str, ...], float]] = [(filters.roles, (), 0.0)]
    sure = tuple(text for text, name in zip(filters.roles, query.roles, strict=False) if name.sure)
    if 0 < len(sure) < len(filters.roles):
        roles.append((sure, ("role",), 0.6))
    if filters.roles and (
        filters.works or filters.persons or (filters.categories and (filters.years or filters.edition))
    ):
        roles.append(((), ("role",), 1.0))
    songs = [(filters.songs, (), 0.0)]
    if filters.songs and (filters.works or filters.persons or filters.categories):
        songs.append(((), ("song",), 2.5))
    found = []
    for (direct, via, lost_p, price_p), (kept, lost_w, price_w), (role, lost_r, price_r), (
        song,
        lost_s,
        price_s,
    ) in product(people, works, roles, songs):
        names = bool(direct or via or kept or role or song)
        given_up = bool(lost_p or lost_w or lost_r or lost_s)
        if given_up and not names and not (filters.categories and (filters.years or filters.edition)):
            continue
        made = filters.but(persons=direct, film_persons=via, works=kept, roles=role, songs=song)
        found.append((made, (*lost_p, *lost_w, *lost_r, *lost_s), price_p + price_w + price_r + price_s))
    return found


def _person_ways(
    query: Query, filters: Filters
) -> list[tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...], tuple[str, ...], float]]:
    """Return (credited on the nomination, credited on the film, what was lost, price) for the people named."""
    ids = filters.persons
    ways: list[tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...], tuple[str, ...], float]] = [
        (ids, (), (), 0.0)
    ]
    if not ids:
        return ways
    through = query.ask in THROUGH_FILM
    if through:
        ways.append(((), ids, ("credit",), 1.0))
    for at, name in enumerate(query.persons[: len(ids)]):
        rest = ids[:at] + ids[at + 1 :]
        price = 1.2 if not name.sure else 3.0
        if through and rest:
            ways.append((rest, ids[at : at + 1], ("credit",), 0.8))
            ways.append((ids[at : at + 1], rest, ("credit",), 0.9))
        if rest or filters.works or filters.roles or filters.songs or not name.sure or _is_dated(query, filters):
            ways.append((rest, (), ("person",), price))
            if through and rest:
                ways.append(((), rest, ("person", "credit"), price + 1))
    if len(ids) > 1 and _is_dated(query, filters):
        ways.append(((), (), ("person",), 3.5))
    return ways


def _is_dated(query: Query, filters: Filters) -> bool:
    """Return whether category and year alone tell the fact, so that "starring ..." may be left out."""
    return query.ask == "film" and bool(filters.categories and (filters.years or filters.edition))


def _drop_ways(
    names: tuple[Name, ...], ids: tuple[tuple[str, ...], ...], others: bool, asks_film: bool
) -> list[tuple[tuple[tuple[str, ...], ...], tuple[str, ...], float]]:
    """Return the works kept: all, or without one that is only half sure, or, beside other names, without one."""
    ways: list[tuple[tuple[tuple[str, ...], ...], tuple[str, ...], float]] = [(ids, (), 0.0)]
    for at, name in enumerate(names[: len(ids)]):
        rest = ids[:at] + ids[at + 1 :]
        if not name.sure and (rest or others):
            ways.append((rest, ("work",), 1.2))
        elif rest or others:
            ways.append((rest, ("work",), 1.5 if asks_film else 3.2))
    return ways


def _other_sets(query: Query, filters: Filters, intact: bool) -> list[tuple[Filters, tuple[str, ...], float]]:
    """Return the conditions with year, gender, result or category given up; always beside some name."""
    named = bool(filters.persons or filters.film_persons or filters.works or filters.songs or filters.roles)
    ways: list[tuple[Filters, tuple[str, ...], float]] = [(filters, (), 0.0)]
    if filters.gender and query.intent not in ("first", "last", "most", "having", "age"):
        ways += [(made.but(gender=""), (*lost, "gender"), price + 0.5) for made, lost, price in ways]
    if not named:
        return ways
    if filters.years or filters.edition:
        near = _near(filters)
        ways += [(near, ("year",), 1.8)] if near else []
        undated = filters.but(years=None, edition=None, gender="")
        ways.append((undated, ("year",), 2.0))
    if filters.result == "won" and intact:
        ways += [(made.but(result="any"), (*lost, "result"), price + 3.2) for made, lost, price in list(ways)]
    if (
        filters.categories
        and (filters.works or filters.songs or filters.roles)
        and (filters.persons or query.ask in ("song", "film"))
    ):
        ways += [(made.but(categories=()), (*lost, "category"), price + 2.8) for made, lost, price in list(ways)]
    return ways


def _near(filters: Filters) -> Filters | None:
    """Return the years widened by one: a film's release and the year it competed may differ."""
    if not filters.years or filters.basis != "film":
        return None
    return filters.but(years=(filters.years[0] - 1, filters.years[1] + 1))
