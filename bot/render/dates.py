"""Dates in the language of the reader: "March 14, 2027", "14. März 2027". English needs nothing but this file.

Which language it is goes with the context of a question (`bot.model.Context.dates`), as a locale such as "de" or
"en_GB"; everything that writes a date while that question is answered takes it from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache

ENGLISH = "en"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_language: ContextVar[str] = ContextVar("language of dates", default=ENGLISH)


@contextmanager
def dates_in(language: str) -> Iterator[None]:
    """Write dates in `language` within the block."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def long_date(day: date) -> str:
    """Return "January 8, 2017"."""
    language = _language.get()
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}" if language == ENGLISH else _written(day, "long", language)


def weekday(day: date) -> str:
    """Return "Sunday"."""
    language = _language.get()
    return _WEEKDAYS[day.weekday()] if language == ENGLISH else _written(day, "EEEE", language)


def month_year(day: date) -> str:
    """Return "January 2017"."""
    language = _language.get()
    return f"{_MONTHS[day.month - 1]} {day.year}" if language == ENGLISH else _written(day, "yMMMM", language)


def short_month_year(day: date) -> str:
    """Return "Jan 2017"."""
    language = _language.get()
    return f"{_MONTHS[day.month - 1][:3]} {day.year}" if language == ENGLISH else _written(day, "yMMM", language)


@lru_cache(maxsize=4_096)
def _written(day: date, form: str, language: str) -> str:
    """Return a date by the customs of a language; `form` is "long" or one of CLDR's skeletons."""
    from babel.dates import format_date, format_skeleton  # a tenth of a second, for those who want another language

    return format_date(day, form, language) if form in ("long", "EEEE") else format_skeleton(form, day, locale=language)
