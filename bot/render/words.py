"""Labels and lists: how editions, categories, people and numbers are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.catalog import Catalog, Edition
from bot.query.rows import Nom
from bot.render import dates

MAX_LIST = 10
_TIMES = {0: "never", 1: "once", 2: "twice"}


def ordinal(number: int) -> str:
    """Return "1st", "2nd", "74th".

    >>> [ordinal(number) for number in (1, 2, 3, 11, 12, 74, 101)]
    ['1st', '2nd', '3rd', '11th', '12th', '74th', '101st']
    """
    tail = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def long_date(day: date) -> str:
    """Return "January 8, 2017", or as the reader's language has it."""
    return dates.long_date(day)


def weekday(day: date) -> str:
    """Return "Sunday", or as the reader's language has it."""
    return dates.weekday(day)


def month_year(edition: Edition) -> str:
    """Return "January 2017", or "2017" where the date is not known."""
    return dates.month_year(edition.day) if edition.day else str(edition.year)


def edition_name(catalog: Catalog, edition: Edition) -> str:
    """Return "74th Golden Globes", or "Venice 1934" where editions are not numbered."""
    body = catalog.bodies[edition.body]
    if not edition.ceremony or body.kind == "festival":
        return f"{body.short} {edition.year}"
    return f"{ordinal(edition.ceremony)} {body.short}"


def edition_label(catalog: Catalog, edition: Edition) -> str:
    """Return "74th Golden Globes (January 2017)"."""
    name = edition_name(catalog, edition)
    return name if name.endswith(str(edition.year)) else f"{name} ({month_year(edition)})"


def the_edition(catalog: Catalog, edition: Edition) -> str:
    """Return the label with its article: "the 74th Golden Globes (January 2017)", "Cannes 2019"."""
    return f"{catalog.bodies[edition.body].article} {edition_label(catalog, edition)}".strip()


def short_edition(catalog: Catalog, edition: Edition) -> str:
    """Return the label as a title on a small screen has it: "74th Golden Globes (Jan 2017)"."""
    name = edition_name(catalog, edition)
    if name.endswith(str(edition.year)):
        return name
    month = dates.short_month_year(edition.day) if edition.day else str(edition.year)
    return f"{name} ({month})"


def year_label(catalog: Catalog, edition: Edition) -> str:
    """Return the year that an edition was held in, where there were two in one year its label."""
    twins = len(catalog.in_year(edition.body, edition.year)) > 1
    return short_edition(catalog, edition) if twins else str(edition.year)


def row_title(catalog: Catalog, row: Nom, category: str) -> str:
    """Return a category as it is told and its edition as a title: "Best Actress, nominees · 89th Oscars (Feb 2017)"."""
    return f"{category} · {short_edition(catalog, catalog.editions[row.edition])}"


def row_label(catalog: Catalog, row: Nom) -> str:
    """Return a nomination's category and edition: "Best Actress, 89th Oscars (February 2017)"."""
    return f"{category_label(catalog, row)}, {edition_label(catalog, catalog.editions[row.edition])}"


def at_bodies(catalog: Catalog, bodies: Iterable[str]) -> str:
    """Return the short names as they stand behind "at": "the Oscars and Cannes", "" for none."""
    return join(unique(catalog.bodies[body].the_short for body in bodies))


def bodies_label(catalog: Catalog, bodies: Iterable[str]) -> str:
    """Return the short names of some award bodies: "Oscars and Golden Globes", "" for none."""
    return join(unique(catalog.bodies[body].short for body in bodies))


def category_label(catalog: Catalog, row: Nom) -> str:
    """Return the short name of a nomination's category: "Best Actor (Musical or Comedy)"."""
    return catalog.categories[row.body, row.category].name


def join(values: Iterable[str], last: str = "and") -> str:
    """Return "a", "a and b", "a, b and c"."""
    items = list(values)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def cut_list(values: Sequence[str], limit: int = MAX_LIST) -> tuple[list[str], list[str]]:
    """Return the values that are shown and those left over; one over the limit is shown rather than counted."""
    return (list(values), []) if len(values) <= limit + 1 else (list(values[:limit]), list(values[limit:]))


def more_tail(rest: Sequence[str]) -> str:
    """Return " and 3 more" for what a cut list left over, "" for nothing."""
    return f" and {len(rest)} more" if rest else ""


def times(number: int) -> str:
    """Return "once", "twice", "3 times"."""
    return _TIMES.get(number, f"{number} times")


def score_label(wins: int, noms: int | None, unit: str = "win") -> str:
    """Return "3 wins from 21 nominations"; `noms` None where they are not all on file: "3 wins"."""
    return plural(wins, unit) if noms is None else f"{plural(wins, unit)} from {plural(noms, 'nomination')}"


def plural(number: int, noun: str) -> str:
    """Return "1 win", "2 wins", "no wins"; a noun may carry its own plural after a bar ("entry|entries")."""
    one, _, many = noun.partition("|")
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def unique(values: Iterable[str]) -> list[str]:
    """Return the values without empty ones and repeats, in order."""
    return list(dict.fromkeys(value for value in values if value))
