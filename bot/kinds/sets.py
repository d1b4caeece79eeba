"""Sets: who or what won both of two awards, or one of them but not the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.kinds.find import answer_find
from bot.kinds.prizes import Winner, Winners, count_readings, find_prizes, find_winners, prize_filters, prize_label
from bot.kinds.ranking import years_label
from bot.kinds.reply import answered, none_such
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Result
from bot.query.rank import By, Ranked, rank
from bot.query.solve import ACTING
from bot.render.parts import NO_PARTS, Parts
from bot.render.words import cut_list, join, more_tail, unique

MAX_ANSWERS = 40
MAX_RANKED = 60


_PERSON_ASKS = ("person", "who", "list", "category")
_SOMEBODY = ("noun.person", "noun.man", "noun.woman")


def answer_both(world: World, query: Query) -> Reply:
    """Answer who or what won several categories, or the same at several award bodies."""
    if query.has("noun.role") and not query.families:
        query = query.but(families=ACTING)
    by = _ranked_by(world, query)
    prizes = find_prizes(world, query)
    same = by == "work" or "same" in query.words or _is_of_one_work(world, query.bodies)
    found = [_in_all(world, prizes, by, reading, same=same) for reading in range(count_readings(world, prizes))]
    is_closed = query.ask == "yesno" or "same" in query.words
    if (
        not any(found) and not query.has("agg.both") and not is_closed
    ):  # "what won picture and director in 2017": the winners of each
        return answer_find(world, query.but(intent="find"))
    return _listing(world, query, prizes, found, by)


def _is_of_one_work(world: World, bodies: Sequence[str]) -> bool:
    """Return whether prizes of several bodies are meant for one film: so of honours, not of honour and mockery."""
    return len(set(bodies)) > 1 and not any(world.catalog.bodies[body].mocks for body in bodies)


def answer_but_not(world: World, query: Query) -> Reply:
    """Answer what won the first category but none of the others, newest first."""
    if len(query.families) < 2 and len(query.bodies) < 2:
        return _most_without(world, query.at_oscars())
    by, prizes = _ranked_by(world, query), find_prizes(world, query)
    found = [_in_first_alone(world, prizes, by, reading) for reading in range(count_readings(world, prizes))]
    return _listing(world, query, prizes, found, by)


def _ranked_by(world: World, query: Query) -> By:
    """Return whether films or people are compared: people where they are meant and every prize honours people."""
    if query.ask == "film":
        return "work"
    categories = [world.catalog.categories[pair] for pair in world.catalog.pairs(query.families)]
    if not all(world.catalog.honours_people(category) for category in categories):
        return "work"
    somebody = query.ask in _PERSON_ASKS or query.acting or query.families == ACTING or query.has(*_SOMEBODY)
    return "person" if somebody else "work"


# -- who won them ----------------------------------------------------------------------------------------


def _in_all(world: World, prizes: Sequence[Query], by: By, reading: int, *, same: bool) -> list[Winner]:
    """Return those who won every prize, with their rows of the first; with `same`, for one work."""
    groups = [find_winners(world, prize_filters(world, prize, reading), by) for prize in prizes]
    if groups and prizes[0].has("agg.night"):
        return _on_one_night(groups)
    shared = set.intersection(*(set(group) for group in groups)) if groups else set()
    found = [_shared(ident, groups, same=same) for ident in shared]
    return [winner for winner in found if winner.rows]


def _on_one_night(groups: Sequence[Winners]) -> list[Winner]:
    """Return those who are in every group at one and the same ceremony, with those rows of the first group."""
    found = []
    for ident, winner in groups[0].items():
        nights = [{row.edition for row in group[ident].rows} if ident in group else set() for group in groups]
        rows = [row for row in winner.rows if row.edition in set.intersection(*nights)]
        found += [Winner(winner.name, rows)] if rows else []
    return found


def _shared(ident: str, groups: Sequence[Winners], *, same: bool) -> Winner:
    """Return one winner of all groups with its rows of the first; with `same`, those for a work won with in all."""
    first = groups[0][ident]
    if not same:
        return first
    common = set.intersection(*(group[ident].works for group in groups))
    return Winner(first.name, [row for row in first.rows if common & {work for work, _ in row.works}])


def _in_first_alone(world: World, prizes: Sequence[Query], by: By, reading: int) -> list[Winner]:
    """Return those who won the first prize, but never one of the others."""
    won = find_winners(world, prize_filters(world, prizes[0], reading), by)
    asked: Result = "any" if prizes[1].has("rel.nominate") else "won"  # "without a nomination" asks for more
    others = [prize_filters(world, prize, reading).but(years=None, edition=None, result=asked) for prize in prizes[1:]]
    other = {ident: winner for filters in others for ident, winner in find_winners(world, filters, by).items()}
    if _is_of_one_work(world, prizes[0].bodies + prizes[1].bodies):
        return _but_for_work(won, other)
    return [winner for ident, winner in won.items() if ident not in other]


def _but_for_work(won: Winners, other: Winners) -> list[Winner]:
    """Return the winners at one body with the works for which they did not win at the other."""
    found = []
    for ident, winner in won.items():
        works = other[ident].works if ident in other else set()
        rows = [row for row in winner.rows if works.isdisjoint(work for work, _ in row.works)]
        found += [Winner(winner.name, rows)] if rows else []
    return found


def _most_without(world: World, query: Query) -> Reply:
    """Answer which film won the most without winning one category."""
    filters = prize_filters(world, query.but(result="any"), 0)
    won = find_winners(world, filters.but(result="won"), "work")
    ranked = rank(world.store, filters.but(categories=(), competitive=True), "work", limit=MAX_RANKED)
    found = [item for item in ranked if item.id not in won]
    if query.number:
        found = [item for item in found if item.wins == query.number]
    if not found:
        return none_such(query, "our data")
    top = [item for item in found if item.wins == found[0].wins]
    text = f"Most wins without {_missing(world, query)}: {_wins_label(top)}."
    return answered(query, text, [item.name for item in top], 84, bold=[item.label for item in top])


def _wins_label(top: Sequence[Ranked]) -> str:
    return f"{join(item.label for item in top)}, {top[0].wins}{' each' if len(top) > 1 else ''}"


def _missing(world: World, query: Query) -> str:
    """Return the name of the category that was not won."""
    pairs = world.solver.pairs(query, query.bodies)
    return next((world.catalog.categories[pair].name for pair in pairs), "")


# -- what is said ----------------------------------------------------------------------------------------


def _listing(world: World, query: Query, prizes: Sequence[Query], found: Sequence[Iterable[Winner]], by: By) -> Reply:
    """Return the winners of each reading of the year, by the year of their last win, newest first."""
    scope = _scope(world, prizes, apart=query.intent == "but-not")
    parts: list[str] = []
    heads: list[str] = []
    listed: list[str] = []
    items: list[Winner] = []
    rest: list[str] = []
    for reading, winners in enumerate(found):
        ranked = _pick_nth(query, sorted(winners, key=lambda item: (-item.rows[-1].year, item.name)))
        if not ranked or ranked == items:
            continue
        lines = unique(_line(query, item, by) for item in ranked)
        shown, rest = cut_list(lines)
        when = _when(world, query, prizes[0], reading)
        parts.append(f"{scope}{when}: {', '.join(shown)}{more_tail(rest)}.")
        heads.append(f"{scope[:1].upper()}{scope[1:]}{when}: {len(lines)}")
        listed = listed or shown
        items += ranked
    if not items:
        return none_such(query, scope)
    yes = query.ask == "yesno"
    answers = unique([*(["yes"] if yes else []), *(name for item in items for name in _names(query, item, by))])
    text = f"{'Yes. ' if yes else ''}{chr(10).join(parts)}"
    bold = unique(_line(query, item, by) for item in items)
    view = Parts(f"{'Yes. ' if yes else ''}{heads[0]}", "", listed) if len(parts) == 1 else NO_PARTS
    return answered(query, text, answers[:MAX_ANSWERS], 80, bold=bold, more=rest, parts=view)


def _pick_nth(query: Query, newest_first: list[Winner]) -> list[Winner]:
    """Return the first, second or last of them where one is asked for."""
    if not query.nth:
        return newest_first
    return newest_first[:1] if query.nth == -1 else newest_first[::-1][query.nth - 1 : query.nth]


def _scope(world: World, prizes: Sequence[Query], *, apart: bool) -> str:
    """Return the prizes looked at: "Palme d'Or (Cannes) and Best Picture (Oscars)"."""
    labels = unique(prize_label(world, prize) for prize in prizes)
    return f"{labels[0]} but not {join(labels[1:], 'or')}" if apart else join(labels)


def _when(world: World, query: Query, prize: Query, reading: int) -> str:
    filters = prize_filters(world, prize, reading)
    return f", {years_label(query, filters)}" if filters.years else ""


def _names(query: Query, winner: Winner, by: By) -> tuple[str, ...]:
    """Return what answers for one winner: the film, or its people where these are asked for."""
    last = winner.rows[-1]
    if by == "work" and query.ask == "song" and last.detail:
        return tuple(unique(row.detail for row in winner.rows))
    return last.names if by == "work" and query.ask in ("person", "who") and last.names else (winner.name,)


def _line(query: Query, winner: Winner, by: By) -> str:
    last, name = winner.rows[-1], join(_names(query, winner, by))
    work = f"{last.titles[0]}, " if name != winner.name or (by == "person" and last.titles) else ""
    return f"{name} ({work}{last.year})"
