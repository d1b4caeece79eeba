"""Series of films: "the Lord of the Rings trilogy" means all films whose titles begin so."""

from __future__ import annotations

from bot.kinds.world import World
from bot.model import Candidate, Kind
from bot.parse.query import Name, Query
from bot.tables import word_group

MAX_FILMS = 30
MIN_FILMS = 2
_ORDINALS = {2: (("second",), ("2nd",)), 3: (("third",), ("3rd",))}


def find_saga(world: World, query: Query) -> Name | None:
    """Return the films of a series as the candidates of one name, or None where no series is asked about."""
    if len(query.works) != 1 or word_group("saga").isdisjoint(query.words):
        return None
    films = _films_of(world, query.works[0])
    stem = _stem(query.works[0])
    return Name(Kind.WORK, stem, films) if len(films) >= MIN_FILMS else None


def _stem(film: Name) -> str:
    return film.label.partition(":")[0].rstrip("0123456789 ")


def _films_of(world: World, film: Name) -> tuple[Candidate, ...]:
    """Return the films whose titles begin as this one's does, oldest first."""
    stem = _stem(film)
    sql = (
        "SELECT id, title, weight, year FROM work WHERE kind = 'film' AND noms > 0"
        " AND (title = ? OR title LIKE ? OR title LIKE ?) ORDER BY year LIMIT ?"
    )
    rows = world.store.rows(sql, [stem, f"{stem}:%", f"{stem} %", MAX_FILMS])
    return tuple(
        Candidate(Kind.WORK, row["id"], row["title"], 100.0, "exact", row["weight"], row["year"]) for row in rows
    )


def film_of(film: Candidate) -> Name:
    """Return one film of a series as a name of its own."""
    return Name(Kind.WORK, film.name, (film,))


def with_sequel(world: World, query: Query) -> Query:
    """Read "the second godfather" as the second film of the series; the number then counts nothing else."""
    starts = query.hints.starts
    if abs(query.nth) < 2 or len(query.works) != 1 or len(starts) != len(query.names):
        return query
    at = starts[query.names.index(query.works[0])]
    if query.words[at - 1 : at] not in _ORDINALS.get(query.nth, ()):
        return query
    films = _films_of(world, query.works[0])
    if len(films) < query.nth:
        return query
    film = film_of(films[query.nth - 1])
    return query.but(names=tuple(film if name.kind == Kind.WORK else name for name in query.names), nth=0)
