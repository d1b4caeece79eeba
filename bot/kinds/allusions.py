"""Films that are not named: "gosling's film" by somebody in it, "the jazz musical" by what it tells of."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog import FALLBACK
from bot.kinds.world import World
from bot.model import Candidate, Kind
from bot.parse.query import Name, Query
from bot.query.filters import Filters
from bot.query.rank import rank
from bot.query.rows import find_works
from bot.tables import word_group

_OF_FILM = frozenset({"count", "holdings", "check", "sweep", "profile", "when-held", "where-held"})
_SCORE = 90.0
_AHEAD = 2  # wins by which the film has to lead the next one of the same person
_OPENS = frozenset({"the", "that", "this"})
MAX_WORDS_BEFORE = 3  # between "the" and the film: "the modern jazz musical"


def with_film(world: World, query: Query) -> Query:
    """Return the query with the film that it only alludes to among its names."""
    if query.works or query.inherited:
        return query
    owner = _owner(query)
    if owner and query.intent in _OF_FILM and query.ask not in ("film", "person", "who"):
        film = _best_known(world, query, owner)
        return query.but(names=tuple(film if name is owner else name for name in query.names)) if film else query
    named = query.families or any(name.sure for name in query.names)
    film = None if named else _told_of(world, query)
    if not film:
        return query
    leftover = tuple(word for word in query.leftover if word not in film.text.split())
    return query.but(names=(film,), leftover=leftover)


def _owner(query: Query) -> Name | None:
    """Return the person whose film is meant: "gosling's film", "chazelles movie"."""
    if len(query.persons) != 1 or len(query.hints.starts) != len(query.names):
        return None
    person = query.persons[0]
    end = query.hints.starts[query.names.index(person)] + len(person.text.split())
    film = query.words[end : end + 1]
    return person if person.text.endswith("s") and not word_group("film").isdisjoint(film) else None


def _best_known(world: World, query: Query, owner: Name) -> Name | None:
    """Return the film that won clearly more than any other of the person's, or None."""
    works = find_works(world.store, Filters(persons=(owner.ids,)))
    for body in query.bodies or FALLBACK:
        filters = Filters(works=(tuple(works),), bodies=(body,), competitive=True)
        best = rank(world.store, filters, "work", "wins", "n_wins > 0", 2) if works else []
        if best and (len(best) == 1 or best[0].wins >= best[1].wins + _AHEAD):
            return _film(best[0].id, best[0].name, owner.text)
    return None


def _told_of(world: World, query: Query) -> Name | None:
    """Return the film that "the jazz musical" tells of, as far as one film only is told of so."""
    for start, end in _phrases(query):
        told = query.words[start:end]
        work = world.facts.film_told_of(told)
        row = world.store.row("SELECT title FROM work WHERE id = ?", [work]) if work else None
        if row:
            return _film(work, row["title"], " ".join(told))
    return None


def _phrases(query: Query) -> Iterator[tuple[int, int]]:
    """Yield where "the ... musical" stands, as (start, end)."""
    films = word_group("film")
    for end, word in enumerate(query.words, 1):
        if word in films and query.words[end : end + 1] not in (("that",), ("which",), ("with",)):
            opening = [at for at in range(max(0, end - 2 - MAX_WORDS_BEFORE), end - 1) if query.words[at] in _OPENS]
            if opening and opening[-1] < end - 2:
                yield opening[-1] + 1, end


def _film(ident: str, title: str, text: str) -> Name:
    return Name(Kind.WORK, text, (Candidate(Kind.WORK, ident, title, _SCORE, "alias"),))
