"""What a single cell may hold: each rule returns None for a good value, else what is wrong and what to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

Rule = Callable[[str], str | None]

FIRST_YEAR, LAST_YEAR = 1900, 2100
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FILM_YEARS = re.compile(r"(\d{4})(?:/(\d\d))?")
_SPAN = re.compile(r"(?:\d{4})?-(?:\d{4})?|\d{4}")


def year(value: str) -> str | None:
    """A calendar year between `FIRST_YEAR` and `LAST_YEAR`."""
    if value.isdecimal() and FIRST_YEAR <= int(value) <= LAST_YEAR:
        return None
    return f"is no year from {FIRST_YEAR} to {LAST_YEAR}"


def film_years(value: str) -> str | None:
    """One film year, "1994", or two that follow each other, "1927/28"."""
    match = _FILM_YEARS.fullmatch(value)
    if match and (not match[2] or (int(match[1]) + 1) % 100 == int(match[2])):
        return None
    return "is no film year; write 1994 or 1927/28"


def span(value: str) -> str | None:
    """Years as identities.csv takes them: "1950-1980", "2008-", "-1960", "2012"."""
    return (
        None
        if _SPAN.fullmatch(value) and value != "-"
        else "is no span of years; write 1950-1980, 2008-, -1960 or 2012"
    )


def iso_date(value: str) -> str | None:
    """A day that exists, as YYYY-MM-DD."""
    if _DATE.fullmatch(value):
        try:
            date.fromisoformat(value)
        except ValueError:
            return "is a day that does not exist"
        return None
    return "is no date; write it as YYYY-MM-DD"


def life_date(value: str) -> str | None:
    """A day, or the bare year where only that is known."""
    return None if value.isdecimal() and len(value) == 4 else iso_date(value)


def whole(value: str) -> str | None:
    """A whole number from 0."""
    return None if value.isdecimal() else "is no whole number"


def number(value: str) -> str | None:
    """A number from 0, with or without decimals."""
    return None if re.fullmatch(r"\d+(?:\.\d+)?", value) else "is no number; write it as 12.5"


def flag(value: str) -> str | None:
    """0 or 1."""
    return None if value in ("0", "1") else "is neither 0 nor 1"


def filled(value: str) -> str | None:
    """Anything but nothing."""
    return None if value else "is empty; fill it in"


def slug(value: str) -> str | None:
    """Lower-case words joined by hyphens."""
    return None if _SLUG.fullmatch(value) else "is no slug; write lower-case words joined by hyphens"


def slugs(value: str) -> str | None:
    """One slug or several, joined by "|"."""
    return next((wrong for part in value.split("|") if (wrong := slug(part))), None)


def one_of(*allowed: str) -> Rule:
    """One of a few words."""

    def check(value: str) -> str | None:
        return (
            None if value in allowed else f"is not allowed; write {' or '.join(word or 'nothing' for word in allowed)}"
        )

    return check


def maybe(rule: Rule) -> Rule:
    """What `rule` allows, or nothing."""

    def check(value: str) -> str | None:
        return rule(value) if value else None

    return check
