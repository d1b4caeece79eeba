"""Nominations as sentences and lists, with the asked-for values as bare answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.catalog import Catalog
from bot.query.rows import Nom
from bot.render.words import (
    category_label,
    cut_list,
    edition_label,
    join,
    long_date,
    more_tail,
    row_label,
    the_edition,
    unique,
)

SONG_FAMILY = "best-original-song"
MAX_SENTENCES = 3
MAX_PARTS = 3  # of one ceremony's line in a list
MAX_LINES = 7
MAX_CREDITED = 4  # people named behind a film; a longer list is a crowd
_TIES = ("oscars", "golden-globes", "bafta", "sag")  # elsewhere several winners are no tie


@dataclass(frozen=True, slots=True)
class Wording:
    """Text of an answer: the `text`, its bare `answers`, and the lines that a cut list left out."""

    text: str
    answers: tuple[str, ...]
    more: tuple[str, ...] = ()


def natural_target(catalog: Catalog, row: Nom) -> str:
    """Return what a category honours first of all: "song", "person" or "film"."""
    category = catalog.categories[row.body, row.category]
    if SONG_FAMILY in category.families and row.detail:
        return "song"
    if not row.titles:
        return "person"
    return "person" if row.people and catalog.honours_people(category) else "film"


def values(catalog: Catalog, row: Nom, target: str) -> list[str]:
    """Return the bare answers of one row for a target: person, film, song, role, country, or what tells its place."""
    if target == "person":
        return list(row.names)
    if target == "film":
        return list(row.titles)
    if target in ("song", "role"):
        return _details(row)
    if target == "country":
        return _details(row) or list(row.names)
    return _place_values(catalog, row, target)


def _details(row: Nom) -> list[str]:
    return [part for part in row.detail.split("|") if part]


def _place_values(catalog: Catalog, row: Nom, target: str) -> list[str]:
    """Return the bare answers about the award itself: its category, body, ceremony, date or place."""
    edition, body = catalog.editions[row.edition], catalog.bodies[row.body]
    if target == "category":
        label = category_label(catalog, row)
        return [label, f"{body.singular} for {label}"]
    if target == "when":
        return [str(row.year), *([long_date(edition.day)] if edition.day else []), edition_label(catalog, edition)]
    if target == "where":
        return [edition.venue, edition.city]
    if target == "body":
        return [body.short, body.name]
    return [str(edition.ceremony or "")] if target == "number" else []


def entry(catalog: Catalog, row: Nom) -> str:
    """Return a nomination in a list: "Emma Stone (La La Land)", "Moonlight", "“Shallow” (A Star Is Born)"."""
    target, films = natural_target(catalog, row), join(row.titles)
    if target == "film":
        return films
    head = f"“{row.detail.replace('|', '”, “')}”" if target == "song" else join(row.names)
    return f"{head} ({films})" if films else head


def entries(catalog: Catalog, rows: Sequence[Nom]) -> str:
    """Return some nominations as one list, each entry once."""
    return join(unique(entry(catalog, row) for row in rows))


def sentence(catalog: Catalog, row: Nom, *, role: bool = False) -> str:
    """Return a nomination as a sentence with its ceremony and year; with `role`, also the part that was played."""
    target, films = natural_target(catalog, row), join(row.titles)
    label = category_label(catalog, row)
    place = f"at {the_edition(catalog, catalog.editions[row.edition])}"
    if target == "person":
        part = f" as {row.detail.replace('|', ', ')}" if role and row.detail else ""
        for_films = f" for {films}" if films else ""
        return f"{join(row.names)} {_verb(row, target)} {label}{for_films}{part} {place}."
    if target == "song":
        by = f" by {join(row.names)}" if row.names else ""
        return f"“{row.detail}”{by} from {films} {_verb(row, target)} {label} {place}."
    people = f" ({join(row.names)})" if 0 < len(row.names) <= MAX_CREDITED else ""
    return f"{films}{people} {_verb(row, target)} {label} {place}."


def _verb(row: Nom, target: str) -> str:
    if row.winner:
        return "won"
    return "were nominated for" if target == "person" and len(row.names) > 1 else "was nominated for"


def compose(catalog: Catalog, rows: Sequence[Nom], target: str) -> Wording:
    """Return the wording of some rows: one line for one category of one ceremony, sentences for few, else a list."""
    answers = tuple(unique(value for row in rows for value in values(catalog, row, target)))
    places = {(row.edition, row.category) for row in rows}
    if len(places) == 1 and (len(rows) > 1 or target == natural_target(catalog, rows[0])):
        text, more = one_category(catalog, rows)
        return Wording(text, answers, more)
    if len(rows) <= MAX_SENTENCES:
        return Wording(" ".join(_told(catalog, row, target) for row in rows), answers)
    shown, rest = cut_list(grouped(catalog, rows), MAX_LINES)
    tail = [f"… and {len(rest)} more"] if rest else []
    return Wording("\n".join([*shown, *tail]), answers, tuple(rest))


def _told(catalog: Catalog, row: Nom, target: str) -> str:
    if target in ("when", "where"):
        return dated(catalog, row, target)
    return sentence(catalog, row, role=target == "role")


def one_category(catalog: Catalog, rows: Sequence[Nom]) -> tuple[str, tuple[str, ...]]:
    """Return "Best Actress, 89th Oscars (February 2017): Emma Stone (La La Land)." and what was cut."""
    head = row_label(catalog, rows[0])
    if all(row.winner for row in rows):
        return f"{head}{_tie(rows)}: {entries(catalog, rows)}.", ()
    ordered = sorted(rows, key=lambda row: not row.winner)
    names = unique(f"{entry(catalog, row)}{' – won' if row.winner else ''}" for row in ordered)
    shown, rest = cut_list(names)
    label = "nominee" if len(names) == 1 else "nominees"
    return f"{head}, {label}: {', '.join(shown)}{more_tail(rest)}.", tuple(rest)


def _tie(winners: Sequence[Nom]) -> str:
    """Return " (a tie)" for several winners; a note with a bar in it explains them otherwise."""
    first = winners[0]
    return " (a tie)" if len(winners) > 1 and "|" not in first.note and first.body in _TIES else ""


def grouped(catalog: Catalog, rows: Sequence[Nom]) -> list[str]:
    """Return one line for each ceremony: its edition and what was won or only nominated there."""
    lines = []
    for edition, group in groupby(rows, key=lambda row: row.edition):
        parts = unique(
            f"{category_label(catalog, row)} – {entry(catalog, row)}{'' if row.winner else ' (nominated)'}"
            for row in group
        )
        shown, rest = (parts, 0) if len(parts) <= MAX_PARTS + 1 else (parts[:MAX_PARTS], len(parts) - MAX_PARTS)
        tail = f"; {rest} more" if rest else ""
        lines.append(f"{edition_label(catalog, catalog.editions[edition])}: {'; '.join(shown)}{tail}")
    return lines


def dated(catalog: Catalog, row: Nom, target: str) -> str:
    """Return a sentence that ends on the ceremony's full date, or its place."""
    edition = catalog.editions[row.edition]
    plain = sentence(catalog, row)[:-1]
    if target == "where" and edition.venue:
        return f"{plain}, held at {edition.venue}, {edition.city}."
    return f"{plain}, on {long_date(edition.day)}." if edition.day else f"{plain}."
