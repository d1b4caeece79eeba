"""One nomination: its bare values, as an entry of a list, and as a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from bot.catalog import Catalog
from bot.query.rows import Nom
from bot.render.words import (
    category_label,
    edition_label,
    join,
    long_date,
    the_edition,
    unique,
)

SONG_FAMILIES = frozenset({"best-original-song", "worst-original-song"})
MAX_CREDITED = 4  # people named behind a film; a longer list is a crowd


def natural_target(catalog: Catalog, row: Nom) -> str:
    """Return what a category honours first of all: "song", "person" or "film"."""
    category = catalog.categories[row.body, row.category]
    if row.detail and not SONG_FAMILIES.isdisjoint(category.families):
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


def whole_entry(catalog: Catalog, row: Nom, *, role: bool = False) -> str:
    """Return a nomination with all who belong to it: "Parasite (Kwak Sin-ae and Bong Joon Ho)".

    A song names its writers, and with `role` a performer the part that was played.
    """
    target, films = natural_target(catalog, row), join(row.titles)
    if target == "film":
        return f"{films} ({join(row.names)})" if 0 < len(row.names) <= MAX_CREDITED else films
    if target == "song":
        return f"“{row.detail}” ({films}), by {join(row.names)}" if row.names else f"“{row.detail}” ({films})"
    part = f" as {row.detail.replace('|', ', ')}" if role and row.detail else ""
    return f"{join(row.names)}{part} ({films})" if films else f"{join(row.names)}{part}"


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
