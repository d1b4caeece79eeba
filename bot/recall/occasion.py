"""Where a quote was spoken, in a few words: "Golden Globes 2017, Best Actress (Musical or Comedy)"."""

from __future__ import annotations

import re

from bot.store import Row, Store

_ROLES = {"host": "host", "presenter": "presenting", "interview": "interview"}
_NAMES = (
    (re.compile(r"Best Performance by a Female Actor in a Supporting Role (?:in any Motion Picture|in a .*)"),
     "Best Supporting Actress"),
    (re.compile(r"Best Performance by a Male Actor in a Supporting Role (?:in any Motion Picture|in a .*)"),
     "Best Supporting Actor"),
    (re.compile(r"Best Performance by a Female Actor in a Supporting Role on Television"),
     "Best Supporting Actress (TV)"),
    (re.compile(r"Best Performance by a Male Actor in a Supporting Role on Television"), "Best Supporting Actor (TV)"),
    (re.compile(r"Best Performance by a Female Actor in a Motion Picture – (.+)"), r"Best Actress (\1)"),
    (re.compile(r"Best Performance by a Male Actor in a Motion Picture – (.+)"), r"Best Actor (\1)"),
    (re.compile(r"Best Performance by a Female Actor in a Television Series – (.+)"), r"Best Actress (TV, \1)"),
    (re.compile(r"Best Performance by a Male Actor in a Television Series – (.+)"), r"Best Actor (TV, \1)"),
    (re.compile(r"Best Performance by a Female Actor in a Limited Series.*"), "Best Actress (TV, Limited Series)"),
    (re.compile(r"Best Performance by a Male Actor in a Limited Series.*"), "Best Actor (TV, Limited Series)"),
    (re.compile(r"(Best .+) – Motion Picture"), r"\1"),
    (re.compile(r"Best Motion Picture – (.+)"), r"Best Picture (\1)"),
    (re.compile(r"(Best Television .+) – (.+)"), r"\1 (\2)"),
)  # fmt: skip


def short_categories(store: Store) -> dict[tuple[str, str], str]:
    """Return the short name of every category by (body, category)."""
    return {
        (row["body"], row["id"]): short_category(row["name"])
        for row in store.rows("SELECT body, id, name FROM category")
    }


def short_category(name: str) -> str:
    """Return `name` as people say it.

    >>> short_category("Best Performance by a Female Actor in a Motion Picture – Musical or Comedy")
    'Best Actress (Musical or Comedy)'
    """
    for pattern, short in _NAMES:
        if pattern.fullmatch(name):
            return pattern.sub(short, name)
    return name


def occasion_of(row: Row, bodies: dict[str, str], categories: dict[tuple[str, str], str]) -> str:
    """Return where the quote of `row` was spoken: body and year, then the category, or what the speaker did there."""
    body = bodies.get(row["body"]) or str(row["body"]).capitalize()
    role = _ROLES.get(row["role"])
    what = role or categories.get((row["body"], row["category"] or ""))
    return f"{body} {row['year']}, {what}" if what else f"{body} {row['year']}"
