"""Winners and nominees: who, what film, which song, role, award or year fits the conditions."""

from __future__ import annotations

from dataclasses import replace

from bot.kinds.failures import explain
from bot.kinds.options import find_open_name, which_one
from bot.kinds.reply import about_rows, answered, names_label, one_category, one_family
from bot.kinds.search import by_all_works, by_role, default_award, is_open, search
from bot.kinds.targets import choose_target, counterpart, having_target, pick_nth
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.solve import Found
from bot.render.parts import Parts
from bot.render.wording import Wording, compose
from bot.render.words import edition_name, unique
from bot.tables import say

MAX_CONFIDENCE, MIN_CONFIDENCE = 96, 50
PER_DROPPED, PER_LEFTOVER = 12, 2  # what each condition given up and each unexplained word costs
_PICTURE = "best-picture"
_FEW_PRIZES = 2  # a body with no more has one that everybody means
_NONE: tuple[str, ...] = ("none",)


def answer_find(world: World, query: Query) -> Reply:
    """Answer from the nominations that fit; the film's year first where the year was left open."""
    query = world.solver.narrow(default_award(world, _with_defaults(world, query)))
    open_name = find_open_name(query)
    if open_name and is_open(world, query):
        return which_one(query, open_name)
    founds = search(world, query) or by_role(world, query) or by_all_works(world, query)
    return reply_rows(world, query, founds) if founds else explain(world, query)


def _with_defaults(world: World, query: Query) -> Query:
    """Take what goes without saying: the top prize for "which film won in 1998" and "who won the dga", and a win."""
    plain = query.ask == "film" or (query.ask in ("what", "who", "") and not query.leftover)
    if not query.names and not query.families and plain and query.result == "won":
        query = query.but(families=_top_prize(world, query))
    if query.result == "any" and not query.names and not query.has("rel.nominate", "rel.else", "rel.against"):
        query = query.but(result="won")
    if query.intent in ("first-of", "last-of") and not query.has("rel.nominate"):
        query = query.but(result="won")
    return query


def _top_prize(world: World, query: Query) -> tuple[str, ...]:
    """Return the picture prize, that of a body with hardly another one, or () for all prizes of other bodies."""
    if not query.bodies or world.catalog.pairs((_PICTURE,), query.bodies):
        return (_PICTURE,)
    own = [item for item in world.catalog.categories.values() if item.body == query.bodies[0]]
    return own[0].families[:1] if own and len(own) <= _FEW_PRIZES else ()


def reply_rows(world: World, query: Query, founds: list[Found]) -> Reply:
    """Return the reply for the readings found, the likelier first."""
    main = founds[0]
    target = choose_target(world, query, main.rows[0])
    rows = pick_nth(query, having_target(world, query, main.rows, target))
    wording = compose(world.catalog, rows, target)
    text, answers, parts = wording.text, (*wording.answers, *counterpart(world, query, rows, target)), wording.parts
    if "result" in main.dropped and query.result == "won":
        text, answers = _never_won(query, wording), _NONE
        parts = Parts(lead=text)
    other = _other_wording(world, query, founds, target)
    return answered(
        query,
        f"{text}\n{other.text}" if other else text,
        unique((*answers, *(other.answers if other else ()))),
        max(MIN_CONFIDENCE, MAX_CONFIDENCE - PER_DROPPED * len(main.dropped) - PER_LEFTOVER * len(query.leftover)),
        bold=(*wording.bold, *(other.bold if other else ())),
        quote=world.quote_for(rows[0]) if len(rows) == 1 and len(founds) == 1 else None,
        more=wording.more,
        about=about_rows(rows),
        edition=rows[0].edition,
        families=one_family(world, rows),
        category=one_category(rows),
        parts=replace(parts, note=other.parts.note) if other else parts,
    )


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
