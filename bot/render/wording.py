"""Several nominations as an answer: one line for one category of one ceremony, sentences for few, else a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.catalog import Catalog
from bot.query.rows import Nom
from bot.render.order import by_prominence
from bot.render.parts import NO_PARTS, Parts, plain_text
from bot.render.rows import entries, entry, natural_target, sentence, values, whole_entry
from bot.render.words import (
    bodies_label,
    category_label,
    cut_list,
    long_date,
    more_tail,
    row_label,
    row_title,
    short_edition,
    unique,
    year_label,
)
from bot.tables import say

MAX_SENTENCES = 3
MAX_LINES = 9
MAX_BODIES = 2  # named in the title of a list
MAX_PARTS = 5  # of one ceremony's line in a list
_TOLD_BY_LINES = frozenset({"person", "film", "song", "role"})
_TIES = ("oscars", "golden-globes", "bafta", "sag")  # elsewhere several winners are no tie


@dataclass(frozen=True, slots=True)
class Wording:
    """An answer about nominations: the whole `text`, its bare `answers`, what may be `bold`, the lines that a cut list
    left out, and the same in parts for a small screen.
    """

    text: str
    answers: tuple[str, ...]
    bold: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    parts: Parts = NO_PARTS


def compose(catalog: Catalog, rows: Sequence[Nom], target: str) -> Wording:
    """Return the wording of some rows, which are at least one; `target` is what is asked for (see `values`)."""
    answers = tuple(unique(value for row in rows for value in values(catalog, row, target)))
    natural = len({natural_target(catalog, row) for row in rows} | {target}) == 1
    places = {(row.edition, row.category) for row in rows}
    if len(places) == 1 and (len(rows) > 1 or natural):
        return one_category(catalog, rows, answers)
    rows = by_prominence(catalog, rows)
    if len(rows) > MAX_SENTENCES:
        return listed(catalog, rows, answers)
    text = " ".join(_told(catalog, row, target) for row in rows)
    return Wording(text, answers, answers, (), _few(catalog, rows, target, Parts(lead=text)))


def _told(catalog: Catalog, row: Nom, target: str) -> str:
    if target in ("when", "where"):
        return dated(catalog, row, target)
    return sentence(catalog, row, role=target == "role")


def _few(catalog: Catalog, rows: Sequence[Nom], target: str, sentences: Parts) -> Parts:
    """Return one award, or a few of one ceremony, a line each; others, and what the lines would not tell, in words."""
    if target not in _TOLD_BY_LINES or len({row.edition for row in rows}) > 1:
        return sentences
    if len(rows) > 1:
        return Parts(short_edition(catalog, catalog.editions[rows[0].edition]), "", _lines(catalog, rows, ": "))
    row = rows[0]
    category = category_label(catalog, row)
    title = row_title(catalog, row, category if row.winner else say("rows.nominee", category=category))
    return Parts(title, whole_entry(catalog, row, role=target == "role"))


def one_category(catalog: Catalog, rows: Sequence[Nom], answers: tuple[str, ...]) -> Wording:
    """Return "Best Actress, 89th Oscars (February 2017): Emma Stone (La La Land)." with what was cut."""
    category, head = category_label(catalog, rows[0]), row_label(catalog, rows[0])
    if all(row.winner for row in rows):
        tie, told = _is_tie(catalog, rows), entries(catalog, rows)
        parts = Parts(row_title(catalog, rows[0], say("rows.tie", category=category) if tie else category), told)
        return Wording(f"{say('rows.tie', category=head) if tie else head}: {told}.", answers, answers, (), parts)
    names = _marked(catalog, sorted(rows, key=lambda row: not row.winner))
    shown, rest = cut_list(names)
    key = "rows.nominee" if len(names) == 1 else "rows.nominees"
    text = f"{say(key, category=head)}: {', '.join(shown)}{more_tail(rest)}."
    parts = Parts(row_title(catalog, rows[0], say(key, category=category)), "", shown)
    return Wording(text, answers, _bold(rows), tuple(rest), parts)


def _marked(catalog: Catalog, rows: Iterable[Nom]) -> list[str]:
    """Return the entries of nominees, each once, with a mark at the winners."""
    told = ((row, entry(catalog, row)) for row in rows)
    return unique(say("rows.won", entry=text) if row.winner else text for row, text in told)


def _bold(rows: Sequence[Nom]) -> tuple[str, ...]:
    """Return what stands out among nominees: those who won."""
    return tuple(unique(name for row in rows if row.winner for name in (*row.names, *row.titles)))


def _is_tie(catalog: Catalog, winners: Sequence[Nom]) -> bool:
    """Return whether several winners shared a contested prize; a note with a bar in it explains them otherwise."""
    first = winners[0]
    contested = first.body in _TIES and catalog.categories[first.body, first.category].competitive
    return contested and len(winners) > 1 and "|" not in first.note


def listed(catalog: Catalog, rows: Sequence[Nom], answers: tuple[str, ...]) -> Wording:
    """Return a list with a line for each ceremony, mockery last, under a title with what all lines have in common."""
    rows = sorted(rows, key=lambda row: catalog.bodies[row.body].mocks)
    lines = _by_ceremony(catalog, rows)
    shown, rest = cut_list(lines, MAX_LINES)
    parts = Parts(_common_title(catalog, rows), "", shown)
    bold = answers if all(row.winner for row in rows) else _bold(rows)
    return Wording(plain_text(parts, rest), answers, bold, tuple(rest), parts)


def _common_title(catalog: Catalog, rows: Sequence[Nom]) -> str:
    """Return "Best Actor · Oscars, nominees" as far as it holds for all rows."""
    categories, editions = {row.category for row in rows}, unique(row.edition for row in rows)
    bodies = unique(row.body for row in rows)
    place = bodies_label(catalog, bodies) if len(bodies) <= MAX_BODIES else say("rows.everywhere")
    if len(editions) == 1:
        place = short_edition(catalog, catalog.editions[editions[0]])
    what = category_label(catalog, rows[0]) if len(categories) == 1 else place
    told = what if all(row.winner for row in rows) else say("rows.nominees", category=what)
    return f"{told} · {place}" if len(categories) == 1 else told


def _by_ceremony(catalog: Catalog, rows: Sequence[Nom]) -> list[str]:
    """Return the lines of a list: one for each ceremony, or for each award where there is one ceremony only."""
    if len({row.edition for row in rows}) == 1:
        return _by_category(catalog, rows)
    one_category = len({row.category for row in rows}) == 1
    one_body = len({row.body for row in rows}) == 1
    lines = []
    for edition, group in groupby(rows, key=lambda row: row.edition):
        place, held = catalog.editions[edition], list(group)
        label = year_label(catalog, place) if one_body else short_edition(catalog, place)
        parts = _marks(catalog, rows, held) if one_category else _lines(catalog, held)
        shown, rest = cut_list(parts, MAX_PARTS)
        told = "; ".join([*shown, *([say("list.some", number=len(rest))] if rest else [])])
        lines.append(f"{label}: {told}")
    return lines


def _by_category(catalog: Catalog, rows: Sequence[Nom]) -> list[str]:
    """Return the awards of one ceremony, a line each, all nominees of a category on its line."""
    lines = []
    for category, group in groupby(rows, key=lambda row: row.category):
        held = list(group)
        told = _marked(catalog, sorted(held, key=lambda row: not row.winner)) if len(held) > 1 else []
        name = catalog.categories[held[0].body, category].name
        lines += [f"{name}: {'; '.join(told)}"] if told else _lines(catalog, held, ": ")
    return lines


def _marks(catalog: Catalog, rows: Sequence[Nom], held: Sequence[Nom]) -> list[str]:
    """Return the entries of one ceremony, the winners marked where others stand beside them."""
    if all(row.winner for row in rows):
        return unique(entry(catalog, row) for row in held)
    return _marked(catalog, held)


def _lines(catalog: Catalog, rows: Sequence[Nom], joint: str = " – ") -> list[str]:
    """Return the awards with who had them: "Best Actress: Emma Stone (La La Land)"; nominations say what they are."""
    told = ((row, f"{category_label(catalog, row)}{joint}{entry(catalog, row)}") for row in rows)
    return unique(text if row.winner else say("rows.nominated", entry=text) for row, text in told)


def dated(catalog: Catalog, row: Nom, target: str) -> str:
    """Return a sentence that ends on the ceremony's full date, or its place."""
    edition = catalog.editions[row.edition]
    plain = sentence(catalog, row)[:-1]
    if target == "where" and edition.venue:
        return f"{plain}, held at {edition.venue}, {edition.city}."
    return f"{plain}, on {long_date(edition.day)}." if edition.day else f"{plain}."
