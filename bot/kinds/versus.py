"""Who beat whom, and who else was nominated."""

from __future__ import annotations

from bot.kinds.failures import explain
from bot.kinds.find import answer_find, default_award, reply_rows, search
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.query.filters import Filters
from bot.query.rows import Nom, find_rows
from bot.query.solve import Found, Reading
from bot.render.rows import entry, natural_target
from bot.render.words import category_label, edition_label, join, unique
from bot.years import YearRef


def answer_beat(world: World, query: Query) -> Reply:
    """Answer "who beat X" with the winner where X lost, "who did X beat" with those who lost to X."""
    if query.ask in ("yesno", "check") and len(query.names) > 1:
        return _check_beat(world, query)
    clue = _loser_with_clues(query)
    if clue:
        return answer_find(world, clue)
    wants_winner = is_about_loser(query)
    lost = query.extra.get("beat_at", {}).get("rel.lostto")
    starts = query.extra.get("starts", ())
    if wants_winner and lost is not None and len(starts) == len(query.names):
        query = query.but(
            names=tuple(
                name
                for name, start in zip(query.names, starts, strict=True)
                if start < lost or "for" in query.words[lost:start]
            )
            or query.names
        )
    base = query.but(result="lost" if wants_winner else "won")
    query = world.solver.narrow(default_award(world, base))
    rows = [row for found in search(world, query) for row in found.rows if row.winner != wants_winner]
    if not rows:
        return explain(world, query)
    rows = _main_rows(world, query, rows)
    lines, answers = [], []
    for row in rows[:3]:
        rivals = rivals_of(world, row, won=wants_winner)
        mine = {entity for entity, _ in (*row.people, *row.works)}
        rivals = [item for item in rivals if not mine & {entity for entity, _ in item.people} or not item.people]
        where = (
            f"{category_label(world.catalog, row)}, {edition_label(world.catalog, world.catalog.editions[row.edition])}"
        )
        names = join(unique(entry(world.catalog, item) for item in rivals))
        verb = "won over" if wants_winner else "beat"
        lines.append(
            f"{where}: {names} won over {entry(world.catalog, row)}."
            if verb == "won over"
            else f"{where}: {entry(world.catalog, row)} beat {names}."
        )
        for item in rivals:
            natural = natural_target(world.catalog, item)
            people = item.names if natural != "film" and query.ask != "film" else ()
            answers += [*people, *item.titles] if not (query.ask in ("who", "person") and people) else list(people)
    if len(rows) > 3:
        lines.append(f"… and {len(rows) - 3} more nominations.")
    return Reply(
        "answered",
        query.intent,
        "\n".join(lines),
        answers=tuple(unique(answers)),
        bold=tuple(unique(answers)),
        confidence=85,
    )


def _loser_with_clues(query: Query) -> Query | None:
    """Read "which actor, nominated for F, lost to X" as a question about F's nominees; None if it is no such thing."""
    lost, starts = query.extra.get("beat_at", {}).get("rel.lostto"), query.extra.get("starts", ())
    if lost is None or len(starts) != len(query.names):
        return None
    before = tuple(name for name, start in zip(query.names, starts, strict=True) if start < lost)
    asks_winner = any(
        word == "to" and query.words[at + 1] in ("this", "which", "what", "who", "whom")
        for at, word in enumerate(query.words[:-1])
    )
    follows = query.words[lost + 1 : lost + 9].count("for") and query.ask == "who"
    if (
        follows
        or asks_winner
        or not before
        or len(before) == len(query.names)
        or query.ask not in ("person", "who", "film")
    ):
        return None
    return query.but(names=before, result="lost")


def answer_when_clause(world: World, query: Query) -> Reply:
    """Answer who won in the year, and without another category in the race, in which somebody was nominated."""
    words = query.words
    at = next(
        at
        for at, word in enumerate(words)
        if at >= 2 and (word == "when" or (word == "year" and words[at - 1] == "the"))
    )
    starts = query.extra.get("starts", ())
    inside = tuple(name for name, start in zip(query.names, starts, strict=False) if start > at)
    body = query.bodies[-1:] if len(query.bodies) > 1 else query.bodies
    clause = query.but(names=inside, families=(), bodies=body, result="any", ask="what")
    clause = world.solver.narrow(default_award(world, clause.but(ask="check")))
    founds = search(world, clause)
    rows = [row for found in founds for row in found.rows]
    won = query.words[at:].count("won") > 0
    rows = [row for row in rows if row.winner] or rows if won else [row for row in rows if not row.winner] or rows
    if not rows:
        return explain(world, clause)
    if query.families and (query.bodies[:1] != body or not _shares_family(world, query, rows[0])):
        year = world.catalog.editions[rows[0].edition].year
        ref = YearRef(-1, -1, year, year, "ceremony")
        return answer_find(
            world,
            query.but(names=(), bodies=query.bodies[:1] or (rows[0].body,), years=(ref,), result="won", intent="find"),
        )
    return (
        answer_beat(
            world,
            query.but(
                names=inside,
                intent="beat",
                ask="who",
                cues=query.cues - {"rel.lostto"},
                extra={**query.extra, "name_at": 1, "beat_at": {"rel.beat": 0}},
            ),
        )
        if not won
        else answer_find(world, query.but(names=inside, intent="find", ask="who"))
    )


def _shares_family(world: World, query: Query, row: Nom) -> bool:
    return bool(set(query.families) & set(world.catalog.categories[row.body, row.category].families))


def _check_beat(world: World, query: Query) -> Reply:
    """Answer whether the first name won a category in which the second was nominated."""
    query = world.solver.narrow(default_award(world, query.but(result="any")))
    winner, loser = (
        query.but(names=(name,), result=result) for name, result in zip(query.names[:2], ("won", "lost"), strict=True)
    )
    won = {(row.edition, row.category): row for found in search(world, winner) for row in found.rows if row.winner}
    lost = [row for found in search(world, loser) for row in found.rows if not row.winner]
    proof = next((row for row in lost if (row.edition, row.category) in won), None)
    if proof:
        mine = won[proof.edition, proof.category]
        text = f"Yes. {category_label(world.catalog, mine)}, {edition_label(world.catalog, world.catalog.editions[mine.edition])}: {entry(world.catalog, mine)} won over {entry(world.catalog, proof)}."
        return Reply("answered", query.intent, text, answers=("yes",), bold=("Yes",), confidence=86)
    text = f"No. There is no category on file in which {query.names[0].label} won over {query.names[1].label}."
    return Reply("answered", query.intent, text, answers=("no",), bold=("No",), confidence=70)


def is_about_loser(query: Query) -> bool:
    """Return whether the name is of the one who lost: "who beat X", "X lost to", not "who did X beat", "lost to X"."""
    words, start = query.words, query.extra.get("name_at", 0)
    verbs = query.extra.get("beat_at", {})
    beat, lost = verbs.get("rel.beat"), verbs.get("rel.lostto", verbs.get("rel.lose"))
    if beat is not None:
        return beat < start and words[beat] != "beaten"
    return lost is None or start < lost


def _main_rows(world: World, query: Query, rows: list[Nom]) -> list[Nom]:
    """Prefer the film's top prize where only a film is named, and the named category where there is one."""
    if query.works and not query.persons and not query.families:
        top = [row for row in rows if "best-picture" in world.catalog.categories[row.body, row.category].families]
        return top or rows
    return rows


def rivals_of(world: World, row: Nom, *, won: bool) -> list[Nom]:
    """Return the other nominations of the same category and edition, the winner's or the losers'."""
    filters = Filters(categories=((row.body, row.category),), edition=row.edition, result="won" if won else "lost")
    return [item for item in find_rows(world.store, filters) if item.id != row.id]


def answer_rivals(world: World, query: Query) -> Reply:
    """Answer with all nominees of the categories in which the named one stood."""
    query = world.solver.narrow(default_award(world, query.but(result="any")))
    founds = search(world, query)
    if not founds:
        return explain(world, query)
    rows = _main_rows(world, query, list(founds[0].rows))
    first = rows[0]
    everyone = find_rows(world.store, Filters(categories=((first.body, first.category),), edition=first.edition))
    named = {ident for name in query.names for ident in name.ids} | set(query.extra.get("others_than", ()))
    others = [row for row in everyone if not named & {entity for entity, _ in (*row.people, *row.works)}] or everyone
    return reply_rows(world, query.but(ask="list", names=()), [Found(Reading(Filters()), tuple(others))])
