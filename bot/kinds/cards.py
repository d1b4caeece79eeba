"""Cards to share: a ceremony, a film or a person at a glance, as values to be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.catalog import Edition
from bot.kinds.ceremony import place_label
from bot.kinds.glance import most_wins
from bot.kinds.profile import award_line
from bot.kinds.world import World
from bot.model import Kind, Quote
from bot.pictures.model import MAX_ROWS, Card, CardRow, Spoken
from bot.query.filters import Filters
from bot.query.rank import tally
from bot.query.rows import Nom, find_rows
from bot.render.order import family_rank
from bot.render.rows import natural_target
from bot.render.words import (
    category_label,
    cut_list,
    edition_name,
    join,
    long_date,
    more_tail,
    plural,
    score_label,
    unique,
)
from bot.tables import say

MAX_CREDITED = 3  # people named for one award; more are a crowd, and the film stands for them
MAX_BODIES = {Kind.WORK: 6, Kind.PERSON: 5}  # rows: they are taller than those of a ceremony
MAX_AWARDS = 2  # awards named for one body of a person; without the films there is room for one more
EDITION, WORK, PERSON = "e", "w", "p"


def make_card(world: World, key: str, today: date) -> Card | None:
    """Return the card of a key as of `today`, or None where nothing is on file for it by then.

    A key is "e:", "w:" or "p:" and the id of an edition, work or person: `Reply.card` has it.
    """
    kind, _, ident = key.partition(":")
    if kind == EDITION:
        edition = world.catalog.editions.get(ident)
        return edition_card(world, edition, today) if edition else None
    if kind == WORK:
        return work_card(world, ident, today)
    return person_card(world, ident, today) if kind == PERSON else None


# -- a ceremony ------------------------------------------------------------------------------------------


def edition_card(world: World, edition: Edition, today: date) -> Card | None:
    """Return a ceremony's main winners, or None before its night and where no winner is on file."""
    filters = Filters(edition=edition.id, result="won", competitive=True)
    rows = find_rows(world.store, filters) if edition.held_by(today) else []
    groups = _by_category(world, rows)
    if not groups:
        return None
    rest = len(groups) - MAX_ROWS
    cut = MAX_ROWS if rest > 1 else MAX_ROWS + 1  # one over the limit is shown rather than counted
    name = edition_name(world.catalog, edition)
    return Card(
        kicker=world.catalog.bodies[edition.body].name,
        title=name if name.endswith(str(edition.year)) else f"{name}, {edition.year}",
        subtitle=_held(edition),
        rows=tuple(_winner_row(world, group) for group in groups[:cut]),
        headline=most_wins(world, edition),
        more=say("card.more-awards", count=rest) if rest > 1 else "",
        quote=_spoken(next((quote for group in groups if (quote := world.quote_for(group[0]))), None)),
    )


def _held(edition: Edition) -> str:
    """Return when and where it was held, and on a second line who hosted, as far as it is on file."""
    day = long_date(edition.day) if edition.day else ""
    key = "card.host" if len(edition.hosts) == 1 else "card.hosts"
    host = say(key, host=join(edition.hosts)) if edition.hosts else ""
    return "\n".join(filter(None, (" · ".join(filter(None, (day, place_label(edition)))), host)))


def _by_category(world: World, rows: Iterable[Nom]) -> list[list[Nom]]:
    """Return the winners of each category, the main categories first."""
    groups: dict[str, list[Nom]] = {}
    for row in rows:
        groups.setdefault(row.category, []).append(row)
    return sorted(groups.values(), key=lambda group: _place(world, group[0]))


def _place(world: World, row: Nom) -> tuple[bool, int]:
    category = world.catalog.categories[row.body, row.category]
    return category.kind != "film", family_rank(category.families)


def _winner_row(world: World, group: Sequence[Nom]) -> CardRow:
    """Return a category with its winner, several in a tie, and what they won for."""
    label, films = category_label(world.catalog, group[0]), join(unique(title for row in group for title in row.titles))
    target = natural_target(world.catalog, group[0])
    names = unique(name for row in group for name in row.names)
    if target == "song":
        return CardRow(label, join(unique(f"“{row.detail}”" for row in group)), films)
    if target == "person" and (len(names) <= MAX_CREDITED * len(group) or not films):
        return CardRow(label, join(names), films)
    return CardRow(label, films or join(names))


def _spoken(quote: Quote | None) -> Spoken | None:
    return Spoken(quote.text.strip('"“”'), f"{quote.speaker}, {quote.occasion}") if quote else None


# -- a film or a person ----------------------------------------------------------------------------------


def work_card(world: World, ident: str, today: date) -> Card | None:
    """Return a film's or programme's awards, body by body, or None where it has no nominations."""
    row = world.store.row("SELECT title, year, kind FROM work WHERE id = ?", [ident])
    if not row:
        return None
    kicker = say(f"card.{'tv' if row['kind'] == 'tv' else 'film'}", year=row["year"] or "").strip(" ,")
    return _entity_card(world, Kind.WORK, Filters(works=((ident,),)), today, row["title"], kicker)


def person_card(world: World, ident: str, today: date) -> Card | None:
    """Return a person's awards, body by body, or None where there are no nominations."""
    row = world.store.row("SELECT name FROM person WHERE id = ?", [ident])
    if not row:
        return None
    return _entity_card(world, Kind.PERSON, Filters(persons=((ident,),)), today, row["name"], say("card.person"))


def _entity_card(world: World, kind: Kind, filters: Filters, today: date, title: str, kicker: str) -> Card | None:
    filters = filters.but(until="" if world.catalog.all_held(today) else today.isoformat())
    rows = find_rows(world.store, filters)
    if not rows:
        return None
    rows.sort(key=lambda row: (world.catalog.body_order[row.body], row.year))
    bodies = unique(row.body for row in rows)
    told = [_body_row(world, kind, filters, [row for row in rows if row.body == body]) for body in bodies]
    shown, rest = cut_list(bodies, MAX_BODIES[kind])
    honours = tuple(body for body in bodies if not world.catalog.bodies[body].mocks)
    wins, noms = tally(world.store, filters.but(bodies=honours or tuple(bodies), competitive=True))
    won = sorted((row for row in rows if row.winner), key=lambda row: world.catalog.body_order[row.body])
    return Card(
        kicker=kicker,
        title=title,
        subtitle=say("card.score", wins=plural(wins, "win"), noms=plural(noms, "nomination"), years=_years(rows)),
        rows=tuple(told[: len(shown)]),
        more=say("card.more-bodies", bodies=join(world.catalog.bodies[body].short for body in rest)) if rest else "",
        quote=_spoken(next((quote for row in won if (quote := world.quote_for(row))), None)),
    )


def _years(rows: Sequence[Nom]) -> str:
    first, last = min(row.year for row in rows), max(row.year for row in rows)
    return str(first) if first == last else f"{first}–{last}"


def _body_row(world: World, kind: Kind, filters: Filters, rows: list[Nom]) -> CardRow:
    """Return one award body with the score there and what was won."""
    won, total = tally(world.store, filters.but(bodies=(rows[0].body,)))
    wins, noms = tally(world.store, filters.but(bodies=(rows[0].body,), competitive=True))
    known = world.catalog.bodies[rows[0].body].lists_nominees
    parts = [score_label(wins, noms if known else None)] if noms else []
    parts += [plural(won - wins, "honorary award")] if won > wins else []
    awards = [row for row in rows if row.winner]
    if kind == Kind.WORK:
        awards.sort(key=lambda row: _place(world, row))
        shown, rest = cut_list(unique(category_label(world.catalog, row) for row in awards), MAX_AWARDS + 1)
    else:
        shown, rest = cut_list(unique(award_line(world, kind, row) for row in awards), MAX_AWARDS)
    body = world.catalog.bodies[rows[0].body].short
    years = _years(rows)
    label = f"{body} {years}" if kind == Kind.WORK else body
    score = ", ".join(parts) or plural(total, "nomination")
    return CardRow(label, score[:1].upper() + score[1:], f"{', '.join(shown)}{more_tail(rest)}")
