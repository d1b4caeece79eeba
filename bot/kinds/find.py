"""Winners and nominees: who, what film, which song, role, award or year fits the conditions."""

from __future__ import annotations

from dataclasses import replace

from bot.kinds.codes import make_code
from bot.kinds.failures import explain
from bot.kinds.options import find_open_name, which_one
from bot.kinds.ranking import with_craft, years_label
from bot.kinds.reply import about_rows, answered, names_label, not_in_data, one_category, one_family
from bot.kinds.sagas import find_saga
from bot.kinds.search import by_all_works, by_role, default_award, is_open, search
from bot.kinds.targets import choose_target, counterpart, having_target, pick_nth
from bot.kinds.world import World
from bot.model import Kind, Option, Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rows import Nom, find_rows
from bot.query.solve import Found, Reading
from bot.render.parts import Parts
from bot.render.rows import natural_target, sentence
from bot.render.wording import Wording, compose
from bot.render.words import edition_name, unique
from bot.tables import say
from bot.text import fold

MAX_CONFIDENCE, MIN_CONFIDENCE = 96, 50
PER_DROPPED, PER_LEFTOVER = 12, 2  # what each condition given up and each unexplained word costs
_PICTURES = ("best-picture", "worst-picture")  # the top prizes
_FEW_PRIZES = 2  # a body with no more has one that everybody means
_NAMES = frozenset({"person", "work", "song"})  # conditions that were names
_NONE: tuple[str, ...] = ("none",)


def answer_find(world: World, query: Query) -> Reply:
    """Answer from the nominations that fit; the film's year first where the year was left open."""
    query = world.solver.narrow(default_award(world, _with_defaults(world, query)))
    open_name = find_open_name(query)
    if open_name and is_open(world, query):
        return which_one(query, open_name)
    if query.ask == "yesno" and not query.names and query.gender and not query.is_for_acting:
        return _has_anybody(world, query)
    saga = find_saga(world, query)
    if saga:
        query = query.but(names=tuple(saga if name.kind is Kind.WORK else name for name in query.names))
    founds = _others(query, search(world, query)) or by_role(world, query) or by_all_works(world, query)
    if founds and query.has("rel.along"):
        return _reply_others(world, query, founds[0])
    if founds and query.ask == "song" and "category" in founds[0].dropped:
        return not_in_data(query)
    if founds and _is_beside_the_point(query, founds[0]):
        return not_in_data(query)
    return reply_rows(world, query, founds) if founds else explain(world, query)


def _is_beside_the_point(query: Query, found: Found) -> bool:
    """Return whether a name was given up, other words explain nothing, and nothing that is sure tells the answer."""
    kept = found.reading.filters
    if "role" in found.dropped and query.roles and not (kept.persons or kept.film_persons or kept.works):
        return True  # "the queen elizabeth actress": whoever else won that year did not play her
    if not query.leftover or found.dropped.isdisjoint(_NAMES):
        return False
    told = {*kept.persons, *kept.film_persons, *kept.works}
    if kept.songs or kept.roles or any(name.sure and name.ids in told for name in query.names):
        return False
    return not (query.families and query.is_dated)


def _others(query: Query, founds: list[Found]) -> list[Found]:
    """Return what was found without the people, films and songs that the question leaves out: "besides X"."""
    if not query.apart_from:
        return founds
    kept = [
        replace(
            found, rows=tuple(row for row in found.rows if query.apart_from.isdisjoint({*row.ids, fold(row.detail)}))
        )
        for found in founds
    ]
    return [found for found in kept if found.rows]


def _has_anybody(world: World, query: Query) -> Reply:
    """Answer "has a woman ever won": yes with who it was; never no, for not everybody's gender is on file."""
    found = world.solver.find(query, world.solver.readings(query)[0], strict=True)
    if not found.rows:
        return not_in_data(query)
    reply = reply_rows(world, query.but(ask="person"), [found])
    return replace(
        reply, text=f"Yes.\n{reply.text}", answers=("yes", *reply.answers), lead=f"Yes. {reply.lead}".strip()
    )


def _reply_others(world: World, query: Query, found: Found) -> Reply:
    """Answer who else won the prizes of those named: "who got the honorary award along with X"."""
    pairs = {(row.body, row.category): row.edition for row in found.rows if row.winner}
    everyone = [
        row
        for pair, edition in pairs.items()
        for row in find_rows(world.store, Filters(categories=(pair,), edition=edition, result="won"))
    ]
    named = {ident for name in query.names for ident in name.ids}
    others = tuple(row for row in everyone if named.isdisjoint(row.ids))
    query = query.but(names=(), years=())
    return reply_rows(world, query, [Found(found.reading, others)]) if others else not_in_data(query)


def _with_defaults(world: World, query: Query) -> Query:
    """Take what goes without saying: the top prize for "which film won in 1998" and "who won the dga", and a win."""
    plain = query.ask == "film" or (query.ask in ("what", "who", "") and not query.leftover)
    if not query.names and not query.families and plain and query.result == "won" and not query.restricted:
        query = query.but(families=_top_prize(world, query))
    if query.result == "any" and not query.names and not query.has("rel.nominate", "rel.else", "rel.against"):
        query = query.but(result="won")
    query = _of_craft(world, query)
    played = query.roles and query.ask in ("who", "person") and bool(query.bodies or query.families)
    if (query.intent in ("first-of", "last-of") or played) and not query.has("rel.nominate", "rel.lose"):
        query = query.but(result="won")
    return query


def _of_craft(world: World, query: Query) -> Query:
    """Read "which director won for X" as the question for that craft's award, where the film was up for it."""
    if query.families or not query.works or query.ask != "person":
        return query
    trial = with_craft(query)
    if trial is query:
        return query
    narrow = world.solver.narrow(trial)
    return trial if world.solver.find(narrow, world.solver.readings(narrow)[0], strict=True).rows else query


def _top_prize(world: World, query: Query) -> tuple[str, ...]:
    """Return the picture prize, that of a body with hardly another one, or () for all prizes of other bodies."""
    top = next((one for one in _PICTURES if world.catalog.pairs((one,), query.bodies)), "")
    if not query.bodies or top:
        return (top,)
    own = [item for item in world.catalog.categories.values() if item.body == query.bodies[0]]
    return own[0].families[:1] if own and len(own) <= _FEW_PRIZES else ()


def _is_the_one(world: World, query: Query, rows: tuple[Nom, ...]) -> Reply:
    """Answer whether the award that was just told is the first or last one: "is it his first"."""
    verdict = "Yes" if rows[0].edition == query.edition else "No"
    which = "first" if query.nth == 1 else "last"
    text = f"{verdict}. The {which}: {sentence(world.catalog, rows[0])}"
    return answered(query, text, (verdict.lower(),), 82, bold=(verdict,), about=about_rows(rows))


def reply_rows(world: World, query: Query, founds: list[Found]) -> Reply:
    """Return the reply for the readings found, the likelier first."""
    main = founds[0]
    target = choose_target(world, query, main.rows[0])
    rows = pick_nth(query, having_target(world, query, main.rows, target))
    if query.ask == "yesno" and query.edition and query.intent in ("first-of", "last-of"):
        return _is_the_one(world, query, rows)
    wording = compose(world.catalog, rows, target)
    text, answers, parts = wording.text, (*wording.answers, *counterpart(world, query, rows, target)), wording.parts
    span = _span_label(query, main.reading)
    if span:
        text, parts = f"{span}:\n{text}", replace(parts, note=f"{span}.")
    if "result" in main.dropped and query.result == "won":
        text, answers = _never_won(query, wording), _NONE
        parts = Parts(lead=text)
    other = _other_wording(world, query, founds, target)
    reply = answered(
        query,
        f"{text}\n{other.text}" if other else text,
        unique((*answers, *(other.answers if other else ()))),
        max(MIN_CONFIDENCE, MAX_CONFIDENCE - PER_DROPPED * len(main.dropped) - PER_LEFTOVER * len(query.leftover)),
        bold=(*wording.bold, *(other.bold if other else ())),
        quote=world.quote_for(rows[0]) if len(rows) == 1 and len(founds) == 1 else None,
        more=wording.more,
        about=about_rows(rows, works_first=natural_target(world.catalog, rows[0]) == "film"),
        edition=rows[0].edition,
        families=one_family(world, rows),
        category=one_category(world, query, rows),
        parts=replace(parts, note=other.parts.note) if other else parts,
    )
    if not other:
        return reply
    return replace(reply, steps=_reading_step(world, query, founds[1]), other=reply_rows(world, query, [founds[1]]))


def _reading_step(world: World, query: Query, found: Found) -> tuple[Option, ...]:
    """Return the other reading of the year as a step, where it is one category of one ceremony."""
    category = one_category(world, query, found.rows)
    if not category:
        return ()
    edition = world.catalog.editions[found.rows[0].edition]
    verb = "winner" if all(row.winner for row in found.rows) else "nominees"
    return (Option(say("step.reading", year=edition.year), make_code(verb, edition.id, category), "reading"),)


def _never_won(query: Query, wording: Wording) -> str:
    """Say that the names were only nominated, never that nobody won."""
    return f"{names_label(query) or 'That'}: no such win on file. {wording.text}"


def _other_wording(world: World, query: Query, founds: list[Found], target: str) -> Wording | None:
    """Return what the year's other reading gives, None where there is none or it gives the same."""
    if len(founds) < 2 or founds[1].rows == founds[0].rows:
        return None
    other = compose(world.catalog, pick_nth(query, founds[1].rows), target)
    year = query.year
    assert year is not None
    when = str(year.first) if year.exact else f"{year.first}–{year.last}"
    label = say(f"reading.{founds[1].reading.basis}", when=when)
    short = replace(other.parts, title="", lead=_in_short(world, founds[1], other))
    return replace(other, text=f"{label}: {other.text}", parts=replace(short, note=f"{label}: {short.lead}"))


def _in_short(world: World, found: Found, wording: Wording) -> str:
    """Return a wording on one line, with its ceremony where it is of one."""
    told = wording.parts.lead or ", ".join(wording.parts.lines)
    editions = {row.edition for row in found.rows}
    place = world.catalog.editions[found.rows[0].edition]
    return f"{told} ({edition_name(world.catalog, place)})" if wording.parts.title and len(editions) == 1 else told


def _span_label(query: Query, reading: Reading) -> str:
    """Return which years a span means ("Films of 1990–1999"), "" where only one year or none is meant."""
    if not query.year or query.year.exact or not reading.basis or not reading.filters.years:
        return ""
    return f"{years_label(query, reading.filters).capitalize()}, by year of the ceremony"
