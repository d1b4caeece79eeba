"""Yes or no: did X win, was X nominated, and the fact that proves it."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import FailureKind
from bot.kinds.failures import OUR_AWARDS, explain
from bot.kinds.options import find_open_name, which_one
from bot.kinds.reply import about_name, about_rows, answered, names_label, one_family
from bot.kinds.strangers import did_you_mean, name_slot
from bot.kinds.world import World
from bot.model import Kind, Reply
from bot.parse.query import Query, Result
from bot.query.filters import Filters
from bot.query.rows import Nom, find_rows
from bot.render.rows import entries, sentence
from bot.render.words import at_bodies, bodies_label, category_label, join, plural, unique
from bot.tables import say

MAX_ELSE = 12  # other awards told one by one
_OPPOSITE = {"Yes": "No", "No": "Yes"}


def answer_check(world: World, query: Query) -> Reply:
    """Answer yes or no; a no says what is true instead."""
    query = world.solver.narrow(query.but(result="any")).but(result=query.result)
    open_name = find_open_name(query)
    if open_name and open_name.kind in (Kind.PERSON, Kind.WORK):
        return which_one(query, open_name)
    if query.names and all(name.kind == Kind.CHARACTER for name in query.names) and not query.has("rel.play"):
        return did_you_mean(world, query, query.names[0].text)  # a part that somebody played is no winner
    rows = _rows(world, query)
    if query.hints.counts_awards and query.number and rows:
        return _check_number(world, query, rows)
    if query.has("rel.else") and query.names:
        return _check_else(world, query, rows)
    proof = rows if _wanted(query) == "any" else [row for row in rows if row.winner]
    if proof:
        verdict = _verdict(query, "Yes")
        return _reply(world, query, verdict, f"{verdict}. {_sentences(world, proof)}", proof)
    if rows:
        verdict = _verdict(query, "No")
        text = f"{verdict}. {sentence(world.catalog, rows[0])}{_instead(world, rows[0])}"
        return _reply(world, query, verdict, text, rows)
    return _nothing(world, query)


def _check_else(world: World, query: Query, rows: list[Nom]) -> Reply:
    """Answer whether something was won beside what was just told, and what."""
    won = [row for row in rows if row.winner and not _is_told(world, query, row)]
    if not won:
        text = say("check.nothing-else", name=names_label(query))
        return answered(query, text, ("no",), 80, bold=("No",), about=tuple(map(about_name, query.names)))
    reply = _reply(world, query, "Yes", f"Yes. {join(unique(_prize(world, row) for row in won[:MAX_ELSE]))}.", won)
    return replace(reply, answers=("yes", *unique(category_label(world.catalog, row) for row in won)))


def _is_told(world: World, query: Query, row: Nom) -> bool:
    """Return whether a win is the one just told: of its category, and at its ceremony where that is known."""
    families = world.catalog.categories[row.body, row.category].families
    return not set(families).isdisjoint(query.besides) and query.edition in ("", row.edition)


def _prize(world: World, row: Nom) -> str:
    """Return "Best Sound Editing (Oscars 2009)"."""
    return f"{category_label(world.catalog, row)} ({world.catalog.bodies[row.body].short} {row.year})"


def _wanted(query: Query) -> Result:
    """Return what has to be so: a nomination where one is asked about, else a win."""
    return "any" if query.has("rel.nominate") and query.result != "lost" and not query.has("rel.win") else "won"


def _verdict(query: Query, truth: str) -> str:
    """Return the answer word: turned round for "did X never win", "did X lose"."""
    return _OPPOSITE[truth] if query.has("rel.never", "rel.lose") else truth


def _rows(world: World, query: Query) -> list[Nom]:
    """Return the nominations under every reading of the year; none where a title is named that is not on file."""
    if not query.works and name_slot(world, query):
        return []
    found: list[Nom] = []
    for reading in world.solver.readings(query):
        rows = _rows_of(world, query, reading.filters.but(result="any", gender=""))
        found += [row for row in rows if row not in found]
    found.sort(key=lambda row: world.catalog.fame(row.body))
    return [row for row in found if world.is_competitive(row)] if query.has("competitive") else found


def _rows_of(world: World, query: Query, filters: Filters) -> list[Nom]:
    """Return the nominations of one reading, people read as credits or by their film."""
    rows = find_rows(world.store, filters)
    if rows or not (filters.persons and filters.works):
        return rows
    if query.families and not query.is_for_acting:
        rows = find_rows(world.store, filters.but(persons=(), film_persons=filters.persons))
    if not rows and filters.roles:
        rows = find_rows(world.store, filters.but(roles=()))
    return rows


def _check_number(world: World, query: Query, rows: list[Nom]) -> Reply:
    """Answer whether a number of wins or nominations is right, and give the true one."""
    nominations = _wanted(query) == "any"
    contested = [row for row in rows if world.is_competitive(row)]
    true = len(contested) if nominations else sum(row.winner for row in contested)
    number = query.number or 0
    right = {"exact": true == number, "least": true >= number, "more": true > number}[query.compare]
    verdict = "Yes" if right else "No"
    where = bodies_label(world.catalog, query.bodies) or "all awards"
    told = plural(true, "nomination" if nominations else "win")
    text = f"{verdict}. {names_label(query)}: {told}, {where} (competitive awards)."
    return _reply(world, query, verdict, text, rows)


def _sentences(world: World, rows: list[Nom]) -> str:
    shown = [sentence(world.catalog, row) for row in rows[:2]]
    if len(rows) > 2:
        shown[1] = f"{len(rows) - 1} more on file."
    return " ".join(shown)


def _instead(world: World, row: Nom) -> str:
    """Return who won where a nomination did not."""
    won = find_rows(world.store, Filters(categories=((row.body, row.category),), edition=row.edition, result="won"))
    return f" The award went to {entries(world.catalog, won)}." if won else ""


def _reply(world: World, query: Query, verdict: str, text: str, rows: list[Nom]) -> Reply:
    return answered(
        query,
        text,
        (verdict.lower(),),
        90,
        bold=(verdict,),
        quote=world.quote_for(rows[0]) if len(rows) == 1 and query.persons else None,
        about=about_rows(rows),
        edition=rows[0].edition,
        families=one_family(world, rows[:1]),
    )


def _nothing(world: World, query: Query) -> Reply:
    """Answer no where the ceremony is on file and the name is not in it; else say what is missing."""
    failure = explain(world, query.but(result="any"))
    linked = query.persons or query.works
    if not linked or not all(name.sure for name in query.names) or failure.failure != FailureKind.NOT_IN_DATA:
        return failure
    verdict = _verdict(query, "No")
    return answered(query, f"{verdict}. {_on_file(world, query)}", (verdict.lower(),), 70, bold=(verdict,))


def _on_file(world: World, query: Query) -> str:
    """Return what these names have on file at the same awards, or that it is nothing."""
    persons, works = (tuple(name.ids for name in names) for names in (query.persons, query.works))
    elsewhere = find_rows(world.store, Filters(persons=persons, works=works, bodies=query.bodies))
    best = min(elsewhere, key=lambda row: (world.catalog.fame(row.body), not row.winner), default=None)
    if best:
        return f"What is on file: {sentence(world.catalog, best)}"
    bodies = at_bodies(world.catalog, query.bodies) or OUR_AWARDS
    return f"There is no such nomination of {names_label(query)} on file at {bodies}."
