"""How a question is worded, from data/trivia/wordings.csv, and how awards are called in a sentence."""

from __future__ import annotations

from collections import defaultdict

from bot.catalog import Catalog, Edition
from bot.render.words import the_edition
from bot.tables import per_data, read_table
from bot.text import fold
from bot.trivia.races import Race


@per_data
def _all() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in read_table("trivia/wordings"):
        found[row["template"], row["use"]].append(row["text"])
    return {key: tuple(texts) for key, texts in found.items()}


def wordings(template: str, use: str) -> tuple[str, ...]:
    """Return the wordings of a template: `use` is "ask" for the question, "tell" for the explanation.

    Raises:
        KeyError: when there is none.
    """
    return _all()[template, use]


def fill(form: str, places: dict[str, str]) -> str:
    """Return a wording with its {places} filled, the first letter a capital.

    Raises:
        KeyError: when a place has no value.
    """
    text = form.format(**places)
    return text[:1].upper() + text[1:]


@per_data
def _awards() -> dict[str, str]:
    return {fold(row["name"]): row["spoken"] for row in read_table("trivia/awards")}


def award_of(race: Race) -> str:
    """Return a category as it stands in a sentence: "Best Actor in a Drama", "the Palme d'Or"."""
    return _awards().get(fold(race.category.name), race.category.name)


def places_of(catalog: Catalog, edition: Edition, race: Race | None = None) -> dict[str, str]:
    """Return what wordings may say of an edition and a race: {edition}, {body}, {singular}, {year}, {award}, {noun}."""
    body = catalog.bodies[edition.body]
    places = {
        "edition": the_edition(catalog, edition),
        "body": body.the_short,
        "singular": body.singular,
        "year": str(edition.year),
    }
    return places | {"award": award_of(race), "noun": race.noun} if race else places
