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
THROUGH_FILM = frozenset({"film", "person", "who", "what", "song", "", "list"})
_RANKED = frozenset({"first", "last", "most", "having", "age"})  # these are about men or women by their words

Ids = tuple[tuple[str, ...], ...]  # candidate ids of each name


@dataclass(frozen=True, slots=True)
class Way:
    """One way to keep or to give up a part of the question: the new conditions, what was lost, and the price."""

    changes: dict[str, Ids | tuple[str, ...]]
    lost: tuple[str, ...] = ()
    price: float = 0.0


@dataclass(frozen=True, slots=True)
class Trial:
    """Weaker conditions, the names of those given up, and the price of it."""

    filters: Filters
    dropped: tuple[str, ...] = ()
    price: float = 0.0

    def but(self, lost: str, price: float, **changes: object) -> Trial:
        """Return a weaker trial that gives up one thing more."""
        return Trial(self.filters.but(**changes), (*self.dropped, lost), self.price + price)

    def after(self, other: Trial) -> Trial:
        """Return this trial with what another one gave up before it."""
        return Trial(self.filters, (*other.dropped, *self.dropped), other.price + self.price)


def relaxations(query: Query, filters: Filters) -> Iterator[tuple[Filters, frozenset[str]]]:
    """Yield conditions from the full ones to weaker ones, cheapest loss first."""
    yield filters, frozenset()
    sure = all(name.sure for name in query.names)
    trials = [
        other.after(named)
        for named in _name_trials(query, filters)
        for other in _other_trials(query, named.filters, intact=named.price == 0 and sure)
    ]
    fair = sorted((trial for trial in trials if trial.price <= MAX_PRICE), key=lambda trial: trial.price)
    for trial in fair[1:MAX_TRIALS]:  # the first gives up nothing
        yield trial.filters, frozenset(trial.dropped)


# -- people, films, roles and songs ----------------------------------------------------------------------


def _name_trials(query: Query, filters: Filters) -> Iterator[Trial]:
    """Yield the ways to read the people, films, roles and songs named: as credited, by their film, or left out."""
    parts = (_person_ways(query, filters), _work_ways(query, filters), _role_ways(query, filters), _song_ways(filters))
    for ways in product(*parts):
        changes = {key: value for way in ways for key, value in way.changes.items()}
        lost = tuple(item for way in ways for item in way.lost)
        if lost and not any(changes.values()) and not filters.tells_award:
            continue  # nothing would be left that tells the fact
        yield Trial(filters.but(**changes), lost, sum(way.price for way in ways))


def _person_ways(query: Query, filters: Filters) -> list[Way]:
    """Return the ways to take the people named: credited on the nomination, on its film, or left out."""
    ids = filters.persons
    ways = [_credited(ids)]
    if not ids:
        return ways
    through = query.ask in THROUGH_FILM
    if through:
        ways.append(_credited((), ids, ("credit",), 1.0))
    alone = _is_told_otherwise(query, filters)
    for at, name in enumerate(query.persons[: len(ids)]):
        rest, one = ids[:at] + ids[at + 1 :], ids[at : at + 1]
        if through and rest:
            ways += [_credited(rest, one, ("credit",), 0.8), _credited(one, rest, ("credit",), 0.9)]
        if rest or alone or not name.sure:
            price = 3.0 if name.sure else 1.2
            ways.append(_credited(rest, (), ("person",), price))
            ways += [_credited((), rest, ("person", "credit"), price + 1)] if through and rest else []
    if len(ids) > 1 and _is_dated_film(query, filters):
        ways.append(_credited((), (), ("person",), 3.5))
    return ways


def _credited(direct: Ids, by_film: Ids = (), lost: tuple[str, ...] = (), price: float = 0.0) -> Way:
    return Way({"persons": direct, "film_persons": by_film}, lost, price)


def _is_told_otherwise(query: Query, filters: Filters) -> bool:
    """Return whether something beside the people tells the fact."""
    return bool(filters.works or filters.roles or filters.songs) or _is_dated_film(query, filters)


def _is_dated_film(query: Query, filters: Filters) -> bool:
    """Return whether category and year alone tell the fact, so that "starring ..." may be left out."""
    return query.ask == "film" and filters.tells_award


def _work_ways(query: Query, filters: Filters) -> list[Way]:
    """Return the works kept: all, or without one that is only half sure, or, beside other names, without one."""
    ids, others = filters.works, bool(filters.persons or filters.roles)
    ways = [Way({"works": ids})]
    for at, name in enumerate(query.works[: len(ids)]):
        rest = ids[:at] + ids[at + 1 :]
        if (rest or others) and _may_be_left_out(query, name):
            ways.append(Way({"works": rest}, ("work",), _work_price(query, name)))
    kept = tuple(one for one, name in zip(ids, query.works, strict=False) if not _may_be_left_out(query, name))
    if len(ids) - len(kept) > 1 and (kept or others):
        price = sum(_work_price(query, name) for name in query.works[: len(ids)] if _may_be_left_out(query, name))
        ways.append(Way({"works": kept}, ("work",), price))
    return ways


def _may_be_left_out(query: Query, name: Name) -> bool:
    """Return whether a work may be no part of the question: not a title of several words, written out in full."""
    return query.ask == "film" or not name.sure or " " not in name.text


def _work_price(query: Query, name: Name) -> float:
    if not name.sure:
        return 1.2
    return 1.5 if query.ask == "film" else 3.2


def _role_ways(query: Query, filters: Filters) -> list[Way]:
    """Return the roles kept: all, the sure ones, or none where something else tells the fact."""
    ways = [Way({"roles": filters.roles})]
    sure = tuple(text for text, name in zip(filters.roles, query.roles, strict=False) if name.sure)
    if 0 < len(sure) < len(filters.roles):
        ways.append(Way({"roles": sure}, ("role",), 0.6))
    if filters.roles and (filters.works or filters.persons or filters.tells_award):
        told = any(name.sure and " " in name.text for name in query.roles)  # "atticus finch", but "sally"
        ways.append(Way({"roles": ()}, ("role",), 2.6 if told else 1.0))
    return ways


def _song_ways(filters: Filters) -> list[Way]:
    ways = [Way({"songs": filters.songs})]
    if filters.songs and (filters.works or filters.persons or filters.categories):
        ways.append(Way({"songs": ()}, ("song",), 2.5))
    return ways


# -- year, gender, result and category -------------------------------------------------------------------


def _other_trials(query: Query, filters: Filters, *, intact: bool) -> list[Trial]:
    """Return the trials with year, gender, result or category given up; all but gender only beside some name."""
    whole = Trial(filters)
    trials = [whole]
    if filters.gender and query.intent not in _RANKED:
        trials.append(whole.but("gender", 0.5, gender=""))
    if not (filters.persons or filters.film_persons or filters.works or filters.songs or filters.roles):
        return trials
    trials += _undated(whole)
    if filters.result == "won" and intact:
        trials += [trial.but("result", 3.2, result="any") for trial in trials]
    if _may_lose_category(query, filters):
        trials += [trial.but("category", 2.8, categories=()) for trial in trials]
    return trials


def _undated(whole: Trial) -> list[Trial]:
    """Return the trials in the years beside, as release and competition may differ, and in any year."""
    filters = whole.filters
    if not filters.is_dated:
        return []
    near = []
    if filters.years and filters.basis == "film":
        near = [whole.but("year", 1.8, years=(filters.years[0] - 1, filters.years[1] + 1))]
    return [*near, whole.but("year", 2.0, years=None, edition=None, gender="")]


def _may_lose_category(query: Query, filters: Filters) -> bool:
    told = filters.works or filters.songs or filters.roles
    return bool(filters.categories and told and (filters.persons or query.ask in ("song", "film")))
