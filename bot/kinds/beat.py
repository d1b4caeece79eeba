"""Who beat whom: the winner where somebody lost, and those who lost to a winner."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kinds.failures import explain
from bot.kinds.find import answer_find
from bot.kinds.reply import about_name, about_rows, answered, one_family
from bot.kinds.search import default_award, search
from bot.kinds.world import World
from bot.model import Kind, Reply
from bot.parse.query import Name, Query
from bot.query.filters import Filters
from bot.query.rows import Nom, find_rows
from bot.render.rows import entries, entry, natural_target, sentence
from bot.render.words import row_label, times, unique
from bot.store import marks
from bot.tables import say, word_group

MAX_TOLD = 3  # categories told one by one
MAX_CLUE_WORDS = 8  # behind "lost to" among which "for" tells what was lost


def answer_beat(world: World, query: Query) -> Reply:
    """Answer "who beat X" with the winner where X lost, "who did X beat" with those who lost to X."""
    if query.ask in ("yesno", "check", "count") and len(query.names) > 1:
        return _check_beat(world, query)
    clue = _loser_with_clues(query)
    if clue:
        return answer_find(world, clue)
    lost = is_about_loser(query)
    beaten = () if lost else _beaten(query)
    query = (
        query.but(names=_losers(query)[:1] if len(query.works) > 1 else _losers(query))
        if lost
        else query.but(names=_without(query.names, beaten))
    )
    asked = query.but(result="lost" if lost else "won")
    query = world.solver.narrow(default_award(world, asked))
    rows = [row for found in search(world, query) for row in found.rows if row.winner != lost]
    if not rows and asked.names and not asked.bodies:  # known at another award alone
        bodies = tuple(world.catalog.bodies_with(asked.families)) if asked.families else ()
        rows = [row for found in search(world, asked.but(bodies=bodies)) for row in found.rows if row.winner != lost][
            :1
        ]
    if rows:
        return _beat_reply(world, query, main_rows(world, query, rows), beaten, lost=lost)
    return (_unbeaten(world, query) if lost and query.names and query.is_dated else None) or explain(world, query)


def _unbeaten(world: World, query: Query) -> Reply | None:
    """Say that somebody who is asked about as beaten won there, None where that is not so."""
    won = [row for found in search(world, query.but(result="won")) for row in found.rows if row.winner]
    if not won:
        return None
    text = f"{say('beat.nobody')} {sentence(world.catalog, won[0])}"
    place = won[0].edition
    return answered(query, text, (say("beat.nobody").rstrip("."),), 75, about=about_rows(won[:1]), edition=place)


def _losers(query: Query) -> tuple[Name, ...]:
    """Return the names of those who lost: those before "lost to", and behind it what was lost ("for ...")."""
    lost, starts = query.hints.lost_to_at, query.hints.starts
    if lost is None or len(starts) != len(query.names):
        return query.names
    placed = zip(query.names, starts, strict=True)
    return tuple(name for name, at in placed if at < lost or "for" in query.words[lost:at]) or query.names


def _beaten(query: Query) -> tuple[Name, ...]:
    """Return the names behind "beat", where there are others before it: "X beat which Scorsese film"."""
    beat, starts = query.hints.beat_at, query.hints.starts
    if beat is None or len(starts) != len(query.names) or min(starts, default=beat) >= beat:
        return ()
    return tuple(name for name, at in zip(query.names, starts, strict=True) if at > beat)


def _without(names: tuple[Name, ...], left_out: tuple[Name, ...]) -> tuple[Name, ...]:
    return tuple(name for name in names if name not in left_out)


def _beat_reply(world: World, query: Query, rows: Sequence[Nom], beaten: tuple[Name, ...], *, lost: bool) -> Reply:
    lines: list[str] = []
    answers: list[str] = []
    told: list[Nom] = []
    for row in rows[:MAX_TOLD]:
        rivals = _best_known(world, _others(row, _those_of(world, row, beaten) or rivals_of(world, row, won=lost)))
        mine, theirs = entry(world.catalog, row), entries(world.catalog, rivals)
        line = f"{theirs} won over {mine}" if lost else f"{mine} beat {theirs}"
        lines.append(f"{row_label(world.catalog, row)}: {line}.")
        told += rivals
        answers += [value for rival in rivals for value in _values(world, query, rival)]
    if len(rows) > MAX_TOLD:
        lines.append(f"… and {len(rows) - MAX_TOLD} more nominations.")
    found = unique(answers)
    about = about_rows(told) if lost else (*map(about_name, query.names), *about_rows([*rows[:1], *told]))
    edition = rows[0].edition if len({row.edition for row in rows}) == 1 else ""
    return answered(
        query,
        "\n".join(lines),
        found,
        85,
        bold=found,
        about=about,
        edition=edition,
        families=one_family(world, rows[:1]),
    )


def _best_known(world: World, rows: list[Nom]) -> list[Nom]:
    """Return rivals in the order of their works' popularity: the one that everybody remembers first."""
    ids = sorted({ident for row in rows for ident, _ in row.works})
    sql = f"SELECT id, weight FROM work WHERE id IN ({marks(ids)})"  # noqa: S608 - place holders only
    weights = {row["id"]: row["weight"] for row in world.store.rows(sql, ids)} if len(rows) > 1 and ids else {}
    return sorted(rows, key=lambda row: -max((weights.get(ident, 0.0) for ident, _ in row.works), default=0.0))


def _others(row: Nom, rivals: Sequence[Nom]) -> list[Nom]:
    """Return the rivals that share neither people nor works with a row: nobody beats herself."""
    return [item for item in rivals if not item.people or row.ids.isdisjoint(ident for ident, _ in item.people)]


def _those_of(world: World, row: Nom, beaten: tuple[Name, ...]) -> list[Nom]:
    """Return the rivals that lost to a row and are of the people or films named behind "beat"."""
    if not beaten:
        return []
    persons = tuple(name.ids for name in beaten if name.kind is Kind.PERSON)
    works = tuple(name.ids for name in beaten if name.kind is Kind.WORK)
    return _rivals(world, row, Filters(film_persons=persons, works=works, result="lost"))


def _values(world: World, query: Query, rival: Nom) -> tuple[str, ...]:
    """Return the bare answers of one rival: people only where "who" asks for them."""
    natural = natural_target(world.catalog, rival)
    if natural == "song" and query.ask != "film":
        return (rival.detail, *rival.names, *rival.titles)
    people = rival.names if natural != "film" and query.ask != "film" else ()
    return people if people and query.ask in ("who", "person") else (*people, *rival.titles)


def _loser_with_clues(query: Query) -> Query | None:
    """Read "which actor, nominated for F, lost to X" as a question about F's nominees; None if it is no such thing."""
    lost, starts = query.hints.lost_to_at, query.hints.starts
    if lost is None or len(starts) != len(query.names) or query.ask not in ("person", "who", "film"):
        return None
    before = tuple(name for name, at in zip(query.names, starts, strict=True) if at < lost)
    follows = query.ask == "who" and "for" in query.words[lost + 1 : lost + 1 + MAX_CLUE_WORDS]
    if follows or not before or len(before) == len(query.names) or _asks_winner(query):
        return None
    return query.but(names=before, result="lost")


def _asks_winner(query: Query) -> bool:
    """Return whether the one lost to is asked for: "lost to which actress"."""
    asked = word_group("loser-asked")
    return any(word == "to" and query.words[at + 1] in asked for at, word in enumerate(query.words[:-1]))


def _check_beat(world: World, query: Query) -> Reply:
    """Answer whether the first name won a category in which the second was nominated."""
    query = world.solver.narrow(default_award(world, query.but(result="any")))
    first, second = query.names[:2]
    wins = [row for row in _rows_of(world, query.but(names=(first,), result="won")) if row.winner]
    won = {(row.edition, row.category): row for row in wins}
    lost = [row for row in _rows_of(world, query.but(names=(second,), result="lost")) if not row.winner]
    races = [row for row in lost if (row.edition, row.category) in won]
    if query.ask == "count":
        return _count_races(world, query, races)
    proof = next(iter(races), None)
    if not proof:
        text = f"No. There is no category on file in which {first.label} won over {second.label}."
        return answered(query, text, ("no",), 70, bold=("No",))
    mine = won[proof.edition, proof.category]
    told = f"{entry(world.catalog, mine)} won over {entry(world.catalog, proof)}"
    return answered(query, f"Yes. {row_label(world.catalog, mine)}: {told}.", ("yes",), 86, bold=("Yes",))


def _count_races(world: World, query: Query, races: Sequence[Nom]) -> Reply:
    """Answer how often the first name won a category in which the second was nominated, telling the races."""
    number = len({(row.edition, row.category) for row in races})
    first, second = query.names[:2]
    told = "; ".join(unique(row_label(world.catalog, row) for row in races))
    text = f"{first.label} won over {second.label} {times(number)}{f': {told}' if told else ''}."
    return answered(query, text, (str(number),), 82, bold=(times(number),))


def _rows_of(world: World, query: Query) -> list[Nom]:
    return [row for found in search(world, query) for row in found.rows]


def is_about_loser(query: Query) -> bool:
    """Return whether the name is of the one who lost: "who beat X", "X lost to", not "who did X beat", "lost to X"."""
    hints = query.hints
    if hints.beat_at is not None:
        return hints.beat_at < hints.first_name_at and query.words[hints.beat_at] != "beaten"
    lost = hints.lost_to_at if hints.lost_to_at is not None else hints.lose_at
    return lost is None or hints.first_name_at < lost


def main_rows(world: World, query: Query, rows: list[Nom]) -> list[Nom]:
    """Prefer the film's top prize where only a film is named, and the named category where there is one."""
    if not query.works or query.persons or query.families:
        return rows
    top = [row for row in rows if "best-picture" in world.catalog.categories[row.body, row.category].families]
    return top or rows


def rivals_of(world: World, row: Nom, *, won: bool) -> list[Nom]:
    """Return the other nominations of the same category and edition, the winner's or the losers'."""
    return _rivals(world, row, Filters(result="won" if won else "lost"))


def _rivals(world: World, row: Nom, filters: Filters) -> list[Nom]:
    """Return the other nominations of the same category and edition that `filters` let through."""
    filters = filters.but(categories=((row.body, row.category),), edition=row.edition)
    return [item for item in find_rows(world.store, filters) if item.id != row.id]
