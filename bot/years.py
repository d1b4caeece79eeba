"""Years, decades, spans of years and ordinals in a question; the reference date is an argument."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

Basis = Literal["bare", "ceremony", "film"]

_YEAR = re.compile(r"(?:18|19|20)\d\d")
_DECADE = re.compile(r"(?:((?:18|19|20)\d)0s|(\d)0s)")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|the?|t{1,2}h{1,2}|ht|t|h|[rgyf]h|t[gjybn])")  # "90th", "90ht"
_NAMED_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip
_UNITS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
}  # fmt: skip
_TEENS = {
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ORDINAL_WORDS = frozenset({*_UNITS, *_TEENS, *_TENS})
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
}  # fmt: skip
_RELATIVE = {
    "this year": 0, "last year": -1, "next year": 1, "this years": 0, "last years": -1, "next years": 1,
    "this month": 0, "last month": 0,
}  # fmt: skip
_SPAN_OPENERS = ("between", "from")
_SPAN_LINKS = ("and", "to", "till", "until", "through")
_BARE_LINKS = ("to", "till", "until", "through")  # "2023 to 2026"; two years with "and" are a list
_SPAN_ENDS = ("before", "until", "till")
_SPAN_EDGES = ("since", "after", *_SPAN_ENDS)
_OPENERS = frozenset(  # beside figures, the words that years begin with
    {"this", "last", "next", "past", "the", "as", *_SPAN_OPENERS, *_SPAN_EDGES, *_NAMED_DECADES, *NUMBERS}
)
_MONTHS = {  # of ceremonies; one late in the year may honour the films of that very year
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
}  # fmt: skip
FIRST_YEAR = 1927  # of films that any of the awards honoured
OLDEST_YEAR = 1880  # older numbers are not years of films


@dataclass(frozen=True, slots=True)
class YearRef:
    """Years [first, last] at tokens [start, end).

    `basis` says which year is meant: that of the ceremony, that of the film, or "bare" where the words
    leave it open. `exact` is false for spans and decades.
    """

    start: int
    end: int
    first: int
    last: int
    basis: Basis = "bare"
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A ceremony's number at tokens [start, end)."""

    start: int
    end: int
    number: int


def find_ordinals(words: Sequence[str]) -> list[Ordinal]:
    """Return ordinals from 4 on ("89th", "forty fifth"); "first" to "third" are read as cue words elsewhere."""
    found = []
    for at, word in enumerate(words):
        if word not in _ORDINAL_WORDS and not word[:1].isdigit():
            continue
        match = _ORDINAL.fullmatch(word) if word[:1].isdigit() else None
        after = words[at + 1] if at + 1 < len(words) else ""
        if match:
            found.append(Ordinal(at, at + 1, int(match.group(1))))
        elif word.isdigit() and after in ("st", "nd", "rd", "th"):
            found.append(Ordinal(at, at + 2, int(word)))
        elif word in _TENS and after in _UNITS:
            found.append(Ordinal(at, at + 2, _TENS[word] + _UNITS[after]))
        elif word in _TEENS or (word in _UNITS and _UNITS[word] > 3 and (at == 0 or words[at - 1] not in _TENS)):
            found.append(Ordinal(at, at + 1, _TEENS.get(word) or _UNITS[word]))
    return found


def find_years(words: Sequence[str], today: date) -> list[YearRef]:
    """Return the years that `words` name, relative ones ("last year") reckoned from `today`."""
    found: list[YearRef] = []
    end = 0
    for at, word in enumerate(words):
        if at < end or not (word in _OPENERS or word[:1].isdigit()):
            continue
        ref = _year_at(words, at, today)
        if ref:
            found.append(ref)
            end = ref.end
    return found


def _year_at(words: Sequence[str], at: int, today: date) -> YearRef | None:
    return _relative(words, at, today) or _span(words, at, today) or _decade(words, at) or _single(words, at, today)


def _single(words: Sequence[str], at: int, today: date) -> YearRef | None:
    if _YEAR.fullmatch(words[at]) and OLDEST_YEAR <= int(words[at]) <= today.year + 20:
        start = _start_of_date(words, at)
        return YearRef(start, at + 1, int(words[at]), int(words[at]), "ceremony" if start < at else "bare")
    return None


def _start_of_date(words: Sequence[str], at: int) -> int:
    """Return where the date of a year begins: "february 2018", "february 26 2017" and "26 february 2017" are days of
    a ceremony; `at` where no month stands before it.
    """
    before = [*words[:at], ""][-4:-1]
    month = next((at - step for step in (1, 2) if before[-step:][:1] and before[-step:][0] in _MONTHS), at)
    if month == at - 2:
        return month if _DAY.fullmatch(before[-1]) else at
    if month == at:
        return at
    day = month - (2 if words[month - 1 : month] == ["of"] else 1)
    return day if day >= 0 and _DAY.fullmatch(words[day]) else month


def day_of(words: Sequence[str]) -> date | None:
    """Return the day that the words of a date tell, in any order; None where there is none.

    >>> day_of(["january", "8th", "2017"])
    datetime.date(2017, 1, 8)
    """
    year = next((int(word) for word in words if _YEAR.fullmatch(word)), 0)
    month = next((_MONTHS[word] for word in words if word in _MONTHS), 0)
    day = next((int(word.rstrip("stndrh")) for word in words if _DAY.fullmatch(word)), 0)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _decade(words: Sequence[str], at: int) -> YearRef | None:
    match = _DECADE.fullmatch(words[at])
    if match:
        first = int(match.group(1)) * 10 if match.group(1) else _century(int(match.group(2)) * 10)
    elif words[at] in _NAMED_DECADES:
        first = _century(_NAMED_DECADES[words[at]])
    elif words[at : at + 2] == ["21st", "century"]:
        return YearRef(at, at + 2, 2001, 2100, exact=False)
    else:
        return None
    return YearRef(at, at + 1, first, first + 9, exact=False)


def _century(two_digits: int) -> int:
    """Return the first year of "the 90s": 1920s to 1990s, but the 00s and 10s of this century."""
    return (2000 if two_digits < 20 else 1900) + two_digits


def _span(words: Sequence[str], at: int, today: date) -> YearRef | None:
    """Read "since 2010", "before the 70s", "between 1990 and 2000", "from 1990 to 2000", "as of 2020"."""
    return _closed_span(words, at) or _as_of(words, at) or _open_span(words, at, today)


def _closed_span(words: Sequence[str], at: int) -> YearRef | None:
    start = at + (words[at] in _SPAN_OPENERS)
    first, link, last = (*words[start : start + 3], "", "", "")[:3]
    if link not in (_SPAN_LINKS if start > at else _BARE_LINKS):
        return None
    if not _YEAR.fullmatch(first) or not _YEAR.fullmatch(last):
        return None
    return YearRef(at, start + 3, int(first), int(last), exact=False)


def _as_of(words: Sequence[str], at: int) -> YearRef | None:
    """Read "as of 2020", "as of the year 2020" as all years up to that one."""
    if words[at] != "as" or words[at + 1 : at + 2] not in (["of"], ["at"]):
        return None
    end = at + (4 if words[at + 2 : at + 4] == ["the", "year"] else 2)
    if len(words) <= end or not _YEAR.fullmatch(words[end]):
        return None
    return YearRef(at, end + 1, FIRST_YEAR, int(words[end]), exact=False)


def _open_span(words: Sequence[str], at: int, today: date) -> YearRef | None:
    word = words[at]
    if word not in _SPAN_EDGES or at + 1 >= len(words):
        return None
    place = at + 2 if words[at + 1] == "the" and at + 2 < len(words) else at + 1
    decade = _decade(words, place)
    year = int(words[place]) if _YEAR.fullmatch(words[place]) else decade.first if decade else 0
    if not year:
        return None
    if word in _SPAN_ENDS:
        return YearRef(at, place + 1, FIRST_YEAR, year - (word == "before"), exact=False)
    return YearRef(at, place + 1, year + (word == "after"), today.year + 1, exact=False)


def _relative(words: Sequence[str], at: int, today: date) -> YearRef | None:
    """Read "last year", "this month", "the last ten years", "3 years ago"."""
    pair = " ".join(words[at : at + 2])
    if pair in _RELATIVE:
        year = today.year + _RELATIVE[pair]
        return YearRef(at, at + 2, year, year, "ceremony")
    return _last_years(words, at, today) or _years_ago(words, at, today)


def _last_years(words: Sequence[str], at: int, today: date) -> YearRef | None:
    if words[at : at + 2] in (["the", "last"], ["the", "past"]):
        at += 1
    if words[at] not in ("last", "past") or words[at + 2 : at + 3] not in (["years"], ["year"]):
        return None
    count = number_of(words[at + 1])
    start = at - (at > 0 and words[at - 1] == "the")
    return YearRef(start, at + 3, today.year - count + 1, today.year, "ceremony", exact=False) if count else None


def _years_ago(words: Sequence[str], at: int, today: date) -> YearRef | None:
    count = number_of(words[at]) if words[at + 1 : at + 3] == ["years", "ago"] else 0
    return YearRef(at, at + 3, today.year - count, today.year - count, "ceremony") if count else None


def number_of(word: str) -> int:
    """Return a number written in figures or in words, 0 for another word."""
    return int(word) if word.isdigit() else NUMBERS.get(word, 0)


def find_list(refs: Sequence[YearRef], words: Sequence[str]) -> tuple[YearRef, ...]:
    """Return single years when they make up one list ("2016 and 2017", "1994, 1995 or 1996"), else ()."""
    if len(refs) < 2 or not all(ref.exact for ref in refs):
        return ()
    gaps = (words[one.end : other.start] for one, other in pairwise(refs))
    return tuple(refs) if all(list(gap) in ([], ["and"], ["or"]) for gap in gaps) else ()
