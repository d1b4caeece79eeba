"""Ages at a win, and profiles: all that a person or film has on file."""

from __future__ import annotations

from datetime import date

from bot.errors import FailureKind
from bot.kinds.failures import explain, fail
from bot.kinds.find import about, one_family
from bot.kinds.options import which_one
from bot.kinds.world import World
from bot.model import Kind, Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rank import tally
from bot.query.rows import Nom, find_rows
from bot.render.rows import SONG_FAMILY, sentence
from bot.render.words import category_label, cut_list, edition_label, join, plural, unique
from bot.store import marks
from bot.tables import say

_BATCH = 500  # SQLite takes at least 999 values in one query


def answer_age(world: World, query: Query) -> Reply:
    """Answer the youngest or oldest winner (or nominee) of a category, from full birth dates only."""
    if not query.families and not query.acting:
        return fail(query, FailureKind.NOT_IN_DATA, say("fail.not-in-our-data"))
    reading = world.solver.readings(query.but(result="any", gender=query.gender if not query.families else ""))[0]
    winners = not query.has("rel.nominate") or query.has("rel.win")
    rows = find_rows(world.store, reading.filters.but(result="won" if winners else "any", competitive=True), limit=6000)
    births = _births(world, rows)
    aged = []
    for row in rows:
        day = world.catalog.editions[row.edition].day
        for person, name in row.people:
            if day and person in births:
                aged.append(((day - births[person]).days, name, row))
    if not aged:
        return fail(query, FailureKind.NOT_IN_DATA, say("fail.not-in-our-data"))
    aged.sort(key=lambda item: item[0] if query.has("agg.youngest") else -item[0])
    days, name, row = aged[0]
    years = int(days / 365.2425)
    word = "youngest" if query.has("agg.youngest") else "oldest"
    kind = "winner" if winners else "nominee"
    text = f"{name}, {years}, is the {word} {category_label(world.catalog, row)} {kind} among those with a birth date on file. {sentence(world.catalog, row)}"
    return Reply(
        "answered",
        query.intent,
        text,
        answers=(name, *row.titles, str(years)),
        bold=(name,),
        about=about((row,)),
        edition=row.edition,
        families=one_family(world, (row,)),
        confidence=80,
    )


def answer_age_of(world: World, query: Query) -> Reply:
    """Answer how old somebody was at the (first) win that the question means."""
    query = world.solver.narrow(query)
    if not query.persons:
        return explain(world, query)
    reading = world.solver.readings(query.but(result="any"))[0]
    rows = find_rows(world.store, reading.filters)
    rows = [row for row in rows if row.winner] or rows
    births = _births(world, rows)
    ids = set(query.persons[0].ids)
    for row in rows:
        day = world.catalog.editions[row.edition].day
        for person, name in row.people:
            if person in ids and person in births and day:
                age = _age(births[person], day)
                text = f"{name} was {age}. {sentence(world.catalog, row)}"
                return Reply("answered", query.intent, text, answers=(str(age),), bold=(str(age),), confidence=85)
    return fail(query, FailureKind.NOT_IN_DATA, say("fail.no-birth-date", name=query.persons[0].label))


def _births(world: World, rows: list[Nom]) -> dict[str, date]:
    """Return the full birth dates of the people in some rows; a bare year is no basis for an age."""
    wanted = sorted({person for row in rows for person, _ in row.people})
    found = {}
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        sql = f"SELECT id, birth FROM person WHERE length(birth) = 10 AND id IN ({marks(batch)})"  # noqa: S608 - place holders
        found.update({row["id"]: date.fromisoformat(row["birth"]) for row in world.store.rows(sql, batch)})
    return found


def _age(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def answer_holdings(world: World, query: Query) -> Reply:
    """Answer "moonlight oscars": wins and nominations of a name at the bodies named, with what was won."""
    query = world.solver.narrow(query.but(result="any"))
    name = query.names[0]
    if len(name.candidates) > 1 and not name.sure:
        return which_one(world, query, name)
    filters = world.solver.readings(query)[0].filters
    rows = find_rows(world.store, filters) or find_rows(world.store, filters.but(years=None, edition=None))
    if not rows:
        return explain(world, query)
    contested = [row for row in rows if world.catalog.categories[row.body, row.category].competitive]
    wins, noms = sum(row.winner for row in contested), len(contested)
    short = join(unique(world.catalog.bodies[body].short for body in query.bodies)) or "all awards"
    won = unique(f"{category_label(world.catalog, row)}{_for_whom(name.kind, row)}" for row in rows if row.winner)
    shown = won or unique(f"{category_label(world.catalog, row)}{_for_whom(name.kind, row)}" for row in rows)
    lines, rest = cut_list(shown)
    tail = f" and {len(rest)} more" if rest else ""
    editions = unique(row.edition for row in rows)
    when = f", {edition_label(world.catalog, world.catalog.editions[editions[0]])}" if len(editions) == 1 else ""
    head = f"{name.label}, {short}{when}: {plural(wins, 'win')} from {plural(noms, 'nomination')}"
    text = f"{head}. {'Won' if won else 'Nominated'}: {', '.join(lines)}{tail}."
    labels = unique(category_label(world.catalog, row) for row in rows if row.winner or not won)
    numbers = [str(noms), str(wins)] if query.has("rel.nominate") else [str(wins), str(noms)]
    people = (
        unique(person for row in rows if row.winner or not won for person in row.names)
        if name.kind == Kind.WORK
        else unique(t for row in rows if row.winner for t in row.titles)
    )
    songs = unique(
        row.detail
        for row in rows
        if row.detail and SONG_FAMILY in world.catalog.categories[row.body, row.category].families
    )
    answers = (*numbers[:1], *labels, *songs, *people, *numbers[1:])
    return Reply(
        "answered",
        query.intent,
        text,
        answers=answers,
        bold=(head.split(": ")[1],),
        more=tuple(rest),
        about=((name.kind.value, name.ids[0], name.label),),
        edition=editions[0] if len(editions) == 1 else "",
        confidence=85,
    )


def _for_whom(kind: Kind, row: Nom) -> str:
    if kind == Kind.WORK:
        return f" ({join(row.names)})" if row.names and len(row.names) < 3 else ""
    return f" ({join(row.titles)}, {row.year})" if row.titles else f" ({row.year})"


def answer_profile(world: World, query: Query) -> Reply:
    """Answer a bare name with what it won at each award body, Oscars first."""
    query = world.solver.narrow(query)
    name = query.names[0]
    if len(name.candidates) > 1 and not name.sure:
        return which_one(world, query, name)
    column = {Kind.PERSON: "persons", Kind.WORK: "works"}.get(name.kind)
    if not column:
        filters = Filters(songs=name.ids[:1]) if name.kind == Kind.SONG else Filters(roles=name.ids[:1])
    else:
        filters = Filters(**{column: (name.ids[:1],)})  # type: ignore[arg-type]
    rows = find_rows(world.store, filters)
    if not rows:
        return explain(world, query)
    rows.sort(key=lambda row: (list(world.catalog.bodies).index(row.body), not row.winner, row.year))
    bodies = unique(row.body for row in rows)
    parts = []
    for body in bodies[:5]:
        wins, noms = tally(world.store, filters.but(bodies=(body,)))
        parts.append(f"{world.catalog.bodies[body].short} {wins} of {noms}")
    best = rows[0]
    text = f"{name.label}, wins of nominations: {', '.join(parts)}. {sentence(world.catalog, best)}"
    answers = unique(
        [category_label(world.catalog, row) for row in rows if row.winner]
        + [title for row in rows for title in row.titles if name.kind != Kind.WORK]
    )
    people = [person for row in rows if row.winner for person in row.names] if name.kind == Kind.WORK else []
    quote = world.quote_for(best)
    return Reply(
        "answered",
        query.intent,
        text,
        answers=tuple(unique([*people, *answers])),
        bold=(join([name.label]),),
        quote=quote,
        about=((name.kind.value, name.ids[0], name.label),),
        edition=best.edition,
        confidence=70,
    )
