"""Yes or no: did X win, was X nominated, and the fact that proves it."""

from __future__ import annotations

from bot.kinds.failures import explain, name_slot
from bot.kinds.find import about, one_family
from bot.kinds.options import which_one
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rows import Nom, find_rows
from bot.render.rows import entry, sentence
from bot.render.words import category_label, join, plural, unique


def answer_check(world: World, query: Query) -> Reply:
    """Answer yes or no; a no says what is true instead."""
    wanted = "any" if query.has("rel.nominate") and query.result != "lost" and not query.has("rel.win") else "won"
    negated = query.has("rel.never", "rel.lose")
    query = world.solver.narrow(query.but(result="any")).but(result=query.result)
    open_name = next((name for name in query.names if len(name.candidates) > 1 and not name.sure), None)
    if open_name and open_name.kind in ("person", "work"):
        return which_one(world, query, open_name)
    elsewhere = bool(not query.works and name_slot(world, query))  # "won for Catwoman": a title that is not on file
    rows = [] if elsewhere else _rows(world, query)
    if query.has("competitive"):
        rows = [row for row in rows if world.catalog.categories[row.body, row.category].competitive]
    if query.extra.get("counts") and query.number and rows:
        return _check_number(world, query, rows, wanted)
    proof = [row for row in rows if row.winner or wanted == "any"]
    if proof:
        verdict = "No" if negated else "Yes"
        text = f"{verdict}. {_sentences(world, proof)}"
        return _reply(world, query, verdict, text, proof)
    if rows:
        verdict = "Yes" if negated else "No"
        text = f"{verdict}. {sentence(world.catalog, rows[0])}{_instead(world, rows[0])}"
        return _reply(world, query, verdict, text, rows)
    return _nothing(world, query, negated)


def _check_number(world: World, query: Query, rows: list[Nom], wanted: str) -> Reply:
    """Answer whether a number of wins or nominations is right, and give the true one."""
    contested = [row for row in rows if world.catalog.categories[row.body, row.category].competitive]
    true = len(contested) if wanted == "any" else sum(row.winner for row in contested)
    number = query.number or 0
    right = {"exact": true == number, "least": true >= number, "more": true > number}[query.compare]
    verdict = "Yes" if right else "No"
    noun = "nomination" if wanted == "any" else "win"
    where = join(unique(world.catalog.bodies[body].short for body in query.bodies)) or "all awards"
    text = f"{verdict}. {join(unique(name.label for name in query.names))}: {plural(true, noun)}, {where} (competitive awards)."
    return _reply(world, query, verdict, text, rows)


def _rows(world: World, query: Query) -> list[Nom]:
    """Return the nominations under every reading of the year, people read as credits or by their film."""
    found: list[Nom] = []
    for reading in world.solver.readings(query):
        filters = reading.filters.but(result="any", gender="")
        rows = find_rows(world.store, filters)
        if (
            not rows
            and filters.persons
            and filters.works
            and query.families
            and not any("act" in item for item in query.families)
        ):
            rows = find_rows(world.store, _through_film(filters))
        if not rows and filters.roles and filters.persons and filters.works:
            rows = find_rows(world.store, filters.but(roles=()))
        found += [row for row in rows if row not in found]
    return found


def _through_film(filters: Filters) -> Filters:
    return filters.but(persons=(), film_persons=filters.persons)


def _sentences(world: World, rows: list[Nom]) -> str:
    shown = [sentence(world.catalog, row) for row in rows[:2]]
    if len(rows) > 2:
        shown = [sentence(world.catalog, rows[0]), f"{len(rows) - 1} more on file."]
    return " ".join(shown)


def _instead(world: World, row: Nom) -> str:
    """Return " The winner: ..." for the category of a lost nomination."""
    won = find_rows(world.store, Filters(categories=((row.body, row.category),), edition=row.edition, result="won"))
    return f" The award went to {join(unique(entry(world.catalog, item) for item in won))}." if won else ""


def _reply(world: World, query: Query, verdict: str, text: str, rows: list[Nom]) -> Reply:
    quote = world.quote_for(rows[0]) if len(rows) == 1 and query.persons else None
    return Reply(
        "answered",
        query.intent,
        text,
        answers=(verdict.lower(),),
        bold=(verdict,),
        quote=quote,
        about=about(tuple(rows)),
        edition=rows[0].edition,
        families=one_family(world, (rows[0],)),
        confidence=90,
    )


def _nothing(world: World, query: Query, negated: bool) -> Reply:
    """Answer no where the ceremony is on file and the name is not in it; else say what is missing."""
    if not query.persons and not query.works:
        return explain(world, query.but(result="any"))
    known = all(name.sure for name in query.names)
    failure = explain(world, query.but(result="any"))
    if not known or failure.failure not in (None, "not-in-our-data"):
        return failure
    verdict = "Yes" if negated else "No"
    elsewhere = find_rows(
        world.store,
        Filters(
            persons=tuple(n.ids for n in query.persons), works=tuple(n.ids for n in query.works), bodies=query.bodies
        ),
    )
    won = [row for row in elsewhere if row.winner] or elsewhere
    names = join(unique(name.label for name in query.names))
    if won:
        detail = f"What is on file: {sentence(world.catalog, won[0])}"
    else:
        bodies = join(unique(world.catalog.bodies[body].short for body in query.bodies)) or "our awards"
        detail = f"There is no such nomination of {names} on file at {bodies}."
    return Reply(
        "answered", query.intent, f"{verdict}. {detail}", answers=(verdict.lower(),), bold=(verdict,), confidence=70
    )


def label_of(world: World, row: Nom) -> str:
    return category_label(world.catalog, row)
