"""Spans of years as the data files write them."""

from __future__ import annotations

import re

_SPLIT = re.compile(r"(\d{4})/(\d{2})")
_SPAN = re.compile(r"(\d{4})?-(\d{4})?")
_FIRST_YEAR, _LAST_YEAR = 0, 9999


def film_span(film_years: str, year: int, offset: int) -> tuple[int, int]:
    """Return the first and last film year that an edition honours.

    `film_years` is "1994", "1927/28" or empty; then it is the ceremony's `year` less the body's `offset`.

    Raises:
        ValueError: when `film_years` is none of these.
    """
    if not film_years:
        return year - offset, year - offset
    if match := _SPLIT.fullmatch(film_years):
        first = int(match[1])
        return first, first + 1
    return int(film_years), int(film_years)


def in_span(span: str, year: int) -> bool:
    """Tell whether `year` lies in "1950-1980", "2008-", "-1960" or "2012"; an empty span holds every year.

    Raises:
        ValueError: when `span` is none of these.
    """
    if not span:
        return True
    if match := _SPAN.fullmatch(span):
        return int(match[1] or _FIRST_YEAR) <= year <= int(match[2] or _LAST_YEAR)
    return int(span) == year
