"""Nominations as sentences and lists, with the asked-for values as bare answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.catalog import Catalog
from bot.query.rows import Nom
from bot.render.words import category_label, cut_list, edition_label, join, long_date, the_edition, unique

SONG_FAMILY = "best-original-song"
MAX_SENTENCES = 3


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
    """Return the bare answers of one row for a target."""
    edition = catalog.editions[row.edition]
    if target == "person":
        return list(row.names)
    if target == "film":
        return list(row.titles)
    if target == "country":
        return [part for part in row.detail.split("|") if part] or list(row.names)
    if target in ("song", "role"):
        return [part for part in row.detail.split("|") if part]
    if target == "category":
        label = category_label(catalog, row)
        return [label, f"{catalog.bodies[row.body].singular} for {label}"]
    if target == "when":
        return [str(row.year), *([long_date(edition.day)] if edition.day else []), edition_label(catalog, edition)]
    if target == "where":
        return [edition.venue, edition.city]
    if target == "body":
        body = catalog.bodies[row.body]
        return [body.short, body.name]
    if target == "number":
        return [str(edition.ceremony or "")]
    return []


def entry(catalog: Catalog, row: Nom) -> str:
    """Return a nomination in a list: "Emma Stone (La La Land)", "Moonlight", "“Shallow” (A Star Is Born)"."""
    target = natural_target(catalog, row)
    films = join(row.titles)
    if target == "song":
        return f"“{row.detail.replace('|', '”, “')}” ({films})" if films else f"“{row.detail}”"
    if target == "person":
        return f"{join(row.names)} ({films})" if films else join(row.names)
    return films


def sentence(catalog: Catalog, row: Nom, *, role: bool = False) -> str:
    """Return a nomination as a sentence with its ceremony and year."""
    target = natural_target(catalog, row)
    verb = (
        "won"
        if row.winner
        else "were nominated for"
        if target == "person" and len(row.names) > 1
        else "was nominated for"
    )
    label, films = category_label(catalog, row), join(row.titles)
    place = f"at {the_edition(catalog, catalog.editions[row.edition])}"
    if target == "person":
        part = f" as {row.detail.replace('|', ', ')}" if role and row.detail else ""
        for_films = f" for {films}" if films else ""
        return f"{join(row.names)} {verb} {label}{for_films}{part} {place}."
    if target == "song":
        by = f" by {join(row.names)}" if row.names else ""
        return f"“{row.detail}”{by} from {films} {verb} {label} {place}."
    people = f" ({join(row.names)})" if row.names and target == "film" and len(row.names) <= 4 else ""
    return f"{films}{people} {verb} {label} {place}."


def compose(catalog: Catalog, rows: Sequence[Nom], target: str) -> Wording:
    """Return the wording of some rows: one line for one category of one ceremony, sentences for few, else a list."""
    answers = tuple(unique(value for row in rows for value in values(catalog, row, target)))
    places = {(row.edition, row.category) for row in rows}
    if len(places) == 1 and (len(rows) > 1 or target == natural_target(catalog, rows[0])):
        text, more = one_category(catalog, rows)
        return Wording(text, answers, more)
    if len(rows) <= MAX_SENTENCES:
        text = " ".join(sentence(catalog, row, role=target == "role") for row in rows)
        if target in ("when", "where"):
            text = " ".join(dated(catalog, row, target) for row in rows)
        return Wording(text, answers)
    lines = grouped(catalog, rows)
    shown, rest = cut_list(lines, 7)
    tail = [f"… and {len(rest)} more"] if rest else []
    return Wording("\n".join([*shown, *tail]), answers, tuple(rest))


def one_category(catalog: Catalog, rows: Sequence[Nom]) -> tuple[str, tuple[str, ...]]:
    """Return "Best Actress, 89th Oscars (February 2017): Emma Stone (La La Land)." and what was cut."""
    first = rows[0]
    head = f"{category_label(catalog, first)}, {edition_label(catalog, catalog.editions[first.edition])}"
    if all(row.winner for row in rows):
        tie = (
            " (a tie)"
            if len(rows) > 1 and "|" not in first.note and first.body in ("oscars", "golden-globes", "bafta", "sag")
            else ""
        )
        return f"{head}{tie}: {join(unique(entry(catalog, row) for row in rows))}.", ()
    ordered = sorted(rows, key=lambda row: not row.winner)
    names = unique(f"{entry(catalog, row)}{' – won' if row.winner else ''}" for row in ordered)
    shown, rest = cut_list(names)
    tail = f" and {len(rest)} more" if rest else ""
    label = "nominee" if len(names) == 1 else "nominees"
    return f"{head}, {label}: {', '.join(shown)}{tail}.", tuple(rest)


def grouped(catalog: Catalog, rows: Sequence[Nom]) -> list[str]:
    """Return one line for each ceremony: its edition and what was won or only nominated there."""
    lines = []
    for edition, group in groupby(rows, key=lambda row: row.edition):
        items = list(group)
        parts = unique(
            f"{category_label(catalog, row)} – {entry(catalog, row)}{'' if row.winner else ' (nominated)'}"
            for row in items
        )
        lines.append(f"{edition_label(catalog, catalog.editions[edition])}: {'; '.join(parts)}")
    return lines


def dated(catalog: Catalog, row: Nom, target: str) -> str:
    """Return a sentence that ends on the ceremony's full date, or its place."""
    edition = catalog.editions[row.edition]
    plain = sentence(catalog, row)[:-1]
    if target == "where" and edition.venue:
        return f"{plain}, held at {edition.venue}, {edition.city}."
    return f"{plain}, on {long_date(edition.day)}." if edition.day else f"{plain}."
