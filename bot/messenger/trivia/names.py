"""Names of players as they stand in messages: short, on one line, without what turns a line around or hides it."""

from __future__ import annotations

import unicodedata

from telegram import User

from bot.messenger.cuts import cut_text, sendable

MAX_NAME_UNITS = 24  # of which a phone shows two beside each other
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})  # controls, marks of direction, joiners, private signs
_MAX_MARKS = 2  # accents upon one letter; more of them run into the lines around


def name_of(user: User) -> str:
    """Return the name of a user, to be stored with their score."""
    return shown_name(user.full_name)


def shown_name(name: str) -> str:
    """Return a name fit to stand in a line of its own; "?" where nothing is left of it."""
    kept, marks = [], 0
    for char in " ".join(sendable(name).split()):
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if kind not in _HIDDEN and marks <= _MAX_MARKS:
            kept.append(char)
    return cut_text(" ".join("".join(kept).split()), MAX_NAME_UNITS) or "?"
