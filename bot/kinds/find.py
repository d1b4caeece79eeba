"""Winners and nominees: who, what film, which song, role, award or year fits the conditions."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import FailureKind
from bot.kinds.failures import explain
from bot.kinds.options import which_one
from bot.kinds.world import World
from bot.model import Kind, Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rows import Nom, find_rows
from bot.query.solve import Found, Reading
from bot.render.rows import Wording, compose, natural_target, values
from bot.render.words import edition_label, join, unique

_DIRECT = {"film": "film", "person": "person", "song": "song", "role": "role", "category": "category", "when": "when", "where": "where", "number": "number", "country": "country", "body": "body"}  # fmt: skip


def answer_find(world: World, query: Query) -> Reply:
    """Answer from the nominations that fit; the film's year first where the year was left open."""
    query = with_default_category(world, query)
    if query.result == "any" and not query.names and not query.has("rel.nominate", "rel.else", "rel.against"):
        query = query.but(result="won")
    if query.intent in ("first-of", "last-of") and not query.has("rel.nominate"):
        query = query.but(result="won")
    query = world.solver.narrow(default_award(world, query))
    open_name = next(
        (name for name in query.names if not name.sure and len(name.candidates) > 1 and is_open(world, query)), None
    )
    if open_name:
        return which_one(world, query, open_name)
    founds = search(world, query) or by_role(world, query) or by_all_works(world, query)
    if not founds:
        return explain(world, query)
    return reply_rows(world, query, founds)


def with_default_category(world: World, query: Query) -> Query:
    """Take "which film won in 1998" as Best Picture; a question about people or awards needs no such guess."""
    plain = query.ask == "film" or (query.ask in ("what", "who", "") and not query.leftover)
    if not query.names and not query.families and plain and query.result == "won":
        return query.but(families=("best-picture",))
    return query


def default_award(world: World, query: Query) -> Query:
    """Choose the award where none is named: the Oscars if they know the names, else wherever these are known."""
    if query.bodies or query.families or not query.names:
        return query
    if query.ask in ("category", "what", "") and not query.has("restrict"):
        return query
    narrowed = world.solver.narrow(query.but(bodies=("oscars",)))
    trial = narrowed.but(bodies=("oscars",))
    strict = world.solver.find(trial, world.solver.readings(trial)[0], strict=True)
    return trial if strict.rows else query


def is_open(world: World, query: Query) -> bool:
    """Return whether the rows found really involve several of a name's candidates."""
    founds = search(world, query)
    rows = [row for found in founds for row in found.rows]
    for name in query.names:
        if len(name.candidates) > 1 and name.kind in (Kind.PERSON, Kind.WORK):
            groups = {
                ident: {
                    row.id
                    for row in rows
                    if ident in {entity for entity, _ in (row.people if name.kind == Kind.PERSON else row.works)}
                }
                for ident in name.ids
            }
            if len({frozenset(group) for group in groups.values() if group}) > 1:
                return True
    return not rows and len(query.names) == 1


def search(world: World, query: Query) -> list[Found]:
    """Return what was found under each reading of the year that fits; with names, only the best fitting."""
    latest = not query.names and query.intent not in ("first", "last") and not (query.gender and not is_acting(query))
    if "other" in query.words and query.ask == "film" and query.persons and query.works:
        base = world.solver.find(
            query.but(names=query.persons), world.solver.readings(query.but(names=query.persons))[0]
        )
        return [base] if base.rows else []
    founds = [world.solver.find(query, reading) for reading in world.solver.readings(query, latest=latest)]
    founds = [found for found in founds if found.rows]
    if query.names and query.nth > 1 and query.works and query.persons:
        trial = query.but(names=query.persons)
        if founds and len(founds[0].rows) < query.nth:
            return search(world, trial)
    if query.names and len(founds) > 1:
        founds = sorted(founds, key=lambda found: len(found.dropped))[:1]
    return founds


def by_role(world: World, query: Query) -> list[Found]:
    """Find who played a role at another award body, and look for them here: not every body's rows name the roles."""
    if not query.roles:
        return []
    texts = tuple(name.ids[0] for name in query.roles)
    for reading in world.solver.readings(query):
        longer = find_rows(world.store, reading.filters.but(roles=tuple(f"% {text}%" for text in texts)))
        if longer:
            return [Found(reading, tuple(longer))]
    known = find_rows(world.store, Filters(roles=texts))
    people = tuple(dict.fromkeys(ident for row in known for ident, _ in row.people))
    works = tuple(dict.fromkeys(ident for row in known for ident, _ in row.works))
    if not people or len(people) > 3:
        return []
    for reading in world.solver.readings(query):
        filters = reading.filters.but(roles=(), persons=(people,), works=(works,))
        rows = find_rows(world.store, filters) or find_rows(world.store, filters.but(years=None, edition=None))
        if rows:
            return [Found(Reading(filters), tuple(rows), frozenset({"role"}))]
    return []


def by_all_works(world: World, query: Query) -> list[Found]:
    """Find the people who fit for every one of several films: "for My Left Foot, Lincoln and ..."."""
    if len(query.works) < 2 or query.ask not in ("person", "who"):
        return []
    reading = world.solver.readings(query)[0]
    groups = [find_rows(world.store, reading.filters.but(works=(name.ids,))) for name in query.works]
    shared = set.intersection(*({ident for row in rows for ident, _ in row.people} for rows in groups))
    rows = [
        replace(row, people=tuple(item for item in row.people if item[0] in shared))
        for group in groups
        for row in group
        if shared & {ident for ident, _ in row.people}
    ]
    return [Found(reading, tuple(rows))] if rows else []


def is_acting(query: Query) -> bool:
    """Return whether the categories asked about are for actors or actresses anyway."""
    return any("act" in family for family in query.families)


def choose_target(world: World, query: Query, row: Nom) -> str:
    """Return what to answer with: what was asked for, or what the category honours first."""
    natural = natural_target(world.catalog, row)
    if query.ask in _DIRECT:
        return "film" if query.ask == "song" and not row.detail else _DIRECT[query.ask]
    if query.ask == "what" or (query.ask == "" and query.names and not query.families):
        if query.persons and not query.works:
            return "category"
        if query.works and not query.families:
            return "category" if query.ask == "what" else natural
    if query.ask == "who":
        return "person" if natural == "song" and row.people else natural
    if query.ask in ("list", "") and query.persons and query.families:
        return "film"
    return natural


def reply_rows(world: World, query: Query, founds: list[Found]) -> Reply:
    """Return the reply for the readings found, the likelier first."""
    main = founds[0]
    target = choose_target(world, query, main.rows[0])
    rows = pick_nth(query, having_target(world, query, main.rows, target))
    wording = compose(world.catalog, rows, target)
    text, answers = wording.text, wording.answers
    if "result" in main.dropped and query.result == "won":
        text, answers = never_won(query, wording), ("none",)
    if answers != ("none",):
        answers = (*answers, *counterpart(world, query, rows, target))
    if len(founds) > 1 and founds[1].rows != main.rows:
        other = compose(world.catalog, pick_nth(query, founds[1].rows), target)
        text = f"{text}\n{other_reading(query, founds[1].reading)}{other.text}"
        answers = (*answers, *other.answers)
    quote = world.quote_for(rows[0]) if len(rows) == 1 and len(founds) == 1 else None
    return Reply(
        "answered",
        query.intent,
        text,
        answers=tuple(unique(answers)),
        bold=wording.answers,
        quote=quote,
        more=wording.more,
        about=about(rows),
        edition=rows[0].edition,
        families=one_family(world, rows),
        confidence=max(50, 96 - 12 * len(main.dropped) - 2 * len(query.leftover)),
    )


def about(rows: tuple[Nom, ...]) -> tuple[tuple[str, str, str], ...]:
    """Return the people and works of the first rows, winners first: what a pronoun will stand for."""
    ordered = sorted(rows[:20], key=lambda row: not row.winner)[:3]
    people = [("person", ident, name) for row in ordered for ident, name in row.people[:3]]
    works = [("work", ident, title) for row in ordered for ident, title in row.works[:2]]
    return tuple(dict.fromkeys((*people, *works)))


def one_family(world: World, rows: tuple[Nom, ...]) -> tuple[str, ...]:
    """Return the most specific family of the rows' category where it is one, else nothing."""
    pairs = {(row.body, row.category) for row in rows}
    return world.catalog.categories[next(iter(pairs))].families[:1] if len(pairs) == 1 else ()


def having_target(world: World, query: Query, rows: tuple[Nom, ...], target: str) -> tuple[Nom, ...]:
    """Prefer the rows that have what is asked for: a film and not a show or a life's work, a song, a role."""
    if query.ask == "film" and "other" in query.words and query.works:
        named = {ident for name in query.works for ident in name.ids}
        rows = tuple(row for row in rows if not named & {ident for ident, _ in row.works}) or rows
    if query.ask == "film" and not query.has("noun.show"):
        films = tuple(
            row for row in rows if row.titles and world.catalog.categories[row.body, row.category].kind == "film"
        )
        return films or rows
    return tuple(row for row in rows if values(world.catalog, row, target)) or rows


def counterpart(world: World, query: Query, rows: tuple[Nom, ...], target: str) -> tuple[str, ...]:
    """Return the other half of a nomination where the question leaves open which is wanted."""
    if target == "category":
        return tuple(title for row in rows for title in row.titles)
    if target == "when":
        return tuple(str(row.film_last) for row in rows)
    natural = natural_target(world.catalog, rows[0])
    if query.ask == "" and natural == "person" and target == "person":
        return tuple(title for row in rows for title in row.titles)
    if query.ask in ("", "who", "what", "list") and (natural == "song" or (natural == "film" and query.ask == "who")):
        people = [name for row in rows for name in row.names]
        titles = [title for row in rows for title in row.titles]
        details = [row.detail for row in rows if natural == "song"]
        return (*details, *people, *titles)
    return ()


def pick_nth(query: Query, rows: tuple[Nom, ...]) -> tuple[Nom, ...]:
    """Return the row that "first", "second" or "last" names, in the order of the ceremonies."""
    if not query.nth or len(rows) < 2 or query.nth > len(rows):
        return rows
    chosen = rows[query.nth - 1] if query.nth > 0 else rows[-1]
    return tuple(row for row in rows if row.edition == chosen.edition) if abs(query.nth) == 1 else (chosen,)


def never_won(query: Query, wording: Wording) -> str:
    """Say that the names were only nominated, never that nobody won."""
    who = join(unique(name.label for name in query.names)) or "That"
    return f"{who}: no such win on file. {wording.text}"


def other_reading(query: Query, reading: Reading) -> str:
    year = query.year
    assert year is not None  # noqa: S101 - two readings exist only for a question with a year
    when = str(year.first) if year.exact else f"{year.first}–{year.last}"
    return f"At the ceremony held in {when}: " if reading.basis == "ceremony" else f"For the films of {when}: "


def edition_of(world: World, row: Nom) -> str:
    return edition_label(world.catalog, world.catalog.editions[row.edition])


__all__ = ["FailureKind", "answer_find", "reply_rows", "search"]
