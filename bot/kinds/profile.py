"""All that a name has on file: at the award bodies asked about, or at every one."""

from __future__ import annotations

from collections.abc import Iterator

from bot.kinds.failures import explain
from bot.kinds.options import find_open_name, which_one
from bot.kinds.reply import about_name, about_rows, answered, one_family
from bot.kinds.world import World
from bot.model import Entity, Kind, Reply
from bot.parse.query import Name, Query
from bot.query.filters import Filters
from bot.query.rank import tally
from bot.query.rows import Nom, find_rows
from bot.render.order import by_prominence
from bot.render.parts import Parts, plain_text
from bot.render.rows import SONG_FAMILIES
from bot.render.words import (
    bodies_label,
    category_label,
    cut_list,
    edition_label,
    join,
    more_tail,
    score_label,
    short_edition,
    unique,
)
from bot.tables import say

MAX_BODIES = 5
_THINGS = ("what", "list", "category")
MAX_AWARDS = 8  # wins and nominations told one by one, before "show more"
MAX_CREDITED = 2  # people named behind a category; more are a crowd


def answer_holdings(world: World, query: Query) -> Reply:
    """Answer "moonlight oscars": wins and nominations of a name at the bodies named, with what was won."""
    query = world.solver.narrow(query.but(result="any"))
    name = query.names[0]
    if name == find_open_name(query):
        return which_one(query, name)
    filters = world.solver.readings(query)[0].filters
    rows = find_rows(world.store, filters)
    if not rows and not (filters.years and filters.years[0] > query.today.year):
        rows = find_rows(world.store, _years_beside(filters))
    return _holdings_reply(world, query, name, rows) if rows else explain(world, query)


def _years_beside(filters: Filters) -> Filters:
    """Return the conditions with the year before and after: a film's year is not always what people say."""
    if not filters.years:
        return filters
    first, last = filters.years
    return filters.but(years=(first - 1, last + 1))


def _holdings_reply(world: World, query: Query, name: Name, rows: list[Nom]) -> Reply:
    contested = [row for row in rows if world.is_competitive(row)]
    wins, noms = sum(row.winner for row in contested), len(contested)
    won = [] if _asks_nominations(query) else by_prominence(world.catalog, [row for row in rows if row.winner])
    told = won or by_prominence(world.catalog, rows)
    mixed = len({row.winner for row in told}) > 1
    lines, rest = cut_list(unique(award_line(world, name.kind, row, marked=mixed and row.winner) for row in told))
    editions = unique(row.edition for row in rows)
    score = score_label(wins, noms if world.catalog.lists_nominees(row.body for row in rows) else None)
    head = f"{name.label}, {_where(world, query, editions)}: {score}"
    numbers = [str(noms), str(wins)] if query.has("rel.nominate") else [str(wins), str(noms)]
    return answered(
        query,
        f"{head}. {'Won' if won else 'Nominated'}: {', '.join(lines)}{more_tail(rest)}.",
        (*_numbers_first(query, numbers), *_holdings_answers(world, name.kind, rows, told), *numbers),
        85,
        bold=(score,),
        more=rest,
        about=_about(name, told),
        edition=editions[0] if len(editions) == 1 else "",
        families=one_family(world, told),
        card=_card(name),
        parts=Parts(f"{name.label} · {_where(world, query, editions, short=True)}", score, lines),
    )


def _about(name: Name, told: list[Nom]) -> tuple[Entity, ...]:
    """Return the name itself, and behind it who or what its awards were for."""
    return (about_name(name), *(item for item in about_rows(told) if item[1] != name.ids[0]))


def _asks_nominations(query: Query) -> bool:
    """Return whether what something was nominated for is asked: all of it, and not only what was won."""
    return query.has("nominees") or (query.has("rel.nominate") and query.ask in _THINGS)


def _numbers_first(query: Query, numbers: list[str]) -> list[str]:
    """Return the number that comes first, unless the awards themselves are asked for ("what did X win")."""
    return [] if query.ask in _THINGS else numbers[:1]


def _where(world: World, query: Query, editions: list[str], *, short: bool = False) -> str:
    """Return the one ceremony, or the awards looked at."""
    if len(editions) == 1:
        edition = world.catalog.editions[editions[0]]
        return short_edition(world.catalog, edition) if short else edition_label(world.catalog, edition)
    return bodies_label(world.catalog, query.bodies) or say("profile.all")


def award_line(world: World, kind: Kind, row: Nom, *, marked: bool = False) -> str:
    """Return a category with for whom, or for what, it was; with a mark where it was won and others were not."""
    label = category_label(world.catalog, row)
    if kind == Kind.WORK:
        told = f"{label} ({join(row.names)})" if 0 < len(row.names) <= MAX_CREDITED else label
    else:
        told = f"{label} ({join(row.titles)}, {row.year})" if row.titles else f"{label} ({row.year})"
    return say("rows.won", entry=told) if marked else told


def _holdings_answers(world: World, kind: Kind, rows: list[Nom], told: list[Nom]) -> Iterator[str]:
    """Yield the categories told, the songs, and the people of a work or the works won with."""
    yield from unique(category_label(world.catalog, row) for row in told)
    yield from unique(row.detail for row in rows if _is_song(world, row))
    if kind == Kind.WORK:
        yield from unique(person for row in told for person in row.names)
    else:
        yield from unique(title for row in rows if row.winner for title in row.titles)


def _is_song(world: World, row: Nom) -> bool:
    return not SONG_FAMILIES.isdisjoint(world.catalog.categories[row.body, row.category].families)


def answer_profile(world: World, query: Query) -> Reply:
    """Answer a bare name with what it won at each award body, Oscars first."""
    query = world.solver.narrow(query)
    name = query.names[0]
    if name == find_open_name(query):
        return which_one(query, name)
    return profile_of(world, query, name)


def profile_of(world: World, query: Query, name: Name) -> Reply:
    """Return the awards of one name: wins of nominations at each body, then each win and nomination with its year."""
    filters = _of_name(name)
    rows = [row for row in find_rows(world.store, filters) if world.catalog.editions[row.edition].held_by(query.today)]
    if not rows:
        return explain(world, query)
    rows.sort(key=lambda row: (world.catalog.body_order[row.body], not row.winner, row.year))
    lines, more = cut_list(_award_lines(world, name.kind, rows), MAX_AWARDS)
    scores = ", ".join(_scores(world, filters, unique(row.body for row in rows)))
    parts = Parts(_full_label(world, name), say("profile.scores", scores=scores), lines)
    best = rows[0]
    return answered(
        query,
        plain_text(parts, more),
        unique(_profile_answers(world, name.kind, rows)),
        70,
        bold=[row_score for row_score in scores.split(", ") if " 0 of " not in row_score],
        more=more,
        quote=world.quote_for(best),
        about=_about(name, rows[:1]),
        edition=best.edition if len(unique(row.edition for row in rows)) == 1 else "",
        card=_card(name),
        parts=parts,
    )


def _card(name: Name) -> str:
    """Return the key of the picture of a name, "" for a song or a role."""
    return {Kind.PERSON: f"p:{name.ids[0]}", Kind.WORK: f"w:{name.ids[0]}"}.get(name.kind, "")


def _full_label(world: World, name: Name) -> str:
    """Return the name, of a film with its year."""
    row = world.store.row("SELECT year FROM work WHERE id = ?", [name.ids[0]]) if name.kind == Kind.WORK else None
    return f"{name.label} ({row['year']})" if row and row["year"] else name.label


def _award_lines(world: World, kind: Kind, rows: list[Nom]) -> list[str]:
    """Return a line for each award, wins first and mockery last: "Oscars 2017: Best Actress (La La Land)"."""
    ordered = by_prominence(world.catalog, sorted(rows, key=lambda row: not row.winner))
    ordered.sort(key=lambda row: world.catalog.bodies[row.body].mocks)
    return unique(_award_line(world, kind, row) for row in ordered)


def _award_line(world: World, kind: Kind, row: Nom) -> str:
    label = category_label(world.catalog, row)
    whom = row.names if kind == Kind.WORK else row.titles
    told = f"{label} – {join(whom)}" if 0 < len(whom) <= MAX_CREDITED else label
    line = f"{world.catalog.bodies[row.body].short} {row.year}: {told}"
    return line if row.winner else say("rows.nominated", entry=line)


def _of_name(name: Name) -> Filters:
    """Return the conditions of all nominations of a name's best candidate."""
    ids = name.ids[:1]
    if name.kind == Kind.PERSON:
        return Filters(persons=(ids,))
    if name.kind == Kind.WORK:
        return Filters(works=(ids,))
    return Filters(songs=ids) if name.kind == Kind.SONG else Filters(roles=ids)


def _scores(world: World, filters: Filters, bodies: list[str]) -> Iterator[str]:
    """Yield "Oscars 6 of 14" for the first few bodies, "Razzies 6" where few nominees are on file."""
    for body in bodies[:MAX_BODIES]:
        wins, noms = tally(world.store, filters.but(bodies=(body,)))
        found = world.catalog.bodies[body]
        yield f"{found.short} {wins} of {noms}" if found.lists_nominees else f"{found.short} {wins}"


def _profile_answers(world: World, kind: Kind, rows: list[Nom]) -> Iterator[str]:
    """Yield who won for a work, the categories won, and what anybody else was nominated for."""
    won = [row for row in rows if row.winner]
    if kind == Kind.WORK:
        yield from (person for row in won for person in row.names)
    yield from (category_label(world.catalog, row) for row in won)
    if kind != Kind.WORK:
        yield from (title for row in rows for title in row.titles)
