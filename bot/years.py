"""Years, decades, spans of years and ordinals in a question; the reference date is an argument."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Basis = Literal["bare", "ceremony", "film"]

_YEAR = re.compile(r"(?:18|19|20)\d\d")
_DECADE = re.compile(r"(?:((?:18|19|20)\d)0s|(\d)0s)")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|the)")
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
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
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
        match = _ORDINAL.fullmatch(word)
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
    at = 0
    while at < len(words):
        ref = _relative(words, at, today) or _span(words, at, today) or _decade(words, at) or _single(words, at, today)
        if ref:
            found.append(ref)
        at = ref.end if ref else at + 1
    return found


def _single(words: Sequence[str], at: int, today: date) -> YearRef | None:
    if _YEAR.fullmatch(words[at]) and OLDEST_YEAR <= int(words[at]) <= today.year + 20:
        return YearRef(at, at + 1, int(words[at]), int(words[at]))
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
    """Read "since 2010", "before 1970", "between 1990 and 2000", "from 1990 to 2000", "1990 2000s"."""
    word, rest = words[at], words[at + 1 :]
    if word in ("between", "from") and len(rest) >= 3 and _YEAR.fullmatch(rest[0]):
        if rest[1] in ("and", "to", "till", "until", "through") and _YEAR.fullmatch(rest[2]):
            return YearRef(at, at + 4, int(rest[0]), int(rest[2]), exact=False)
    if word == "as" and rest[:1] in (["of"], ["at"]):
        skip = 4 if rest[1:3] == ["the", "year"] else 2
        if len(words) > at + skip and _YEAR.fullmatch(words[at + skip]):
            return YearRef(at, at + skip + 1, FIRST_YEAR, int(words[at + skip]), exact=False)
        return None
    if word in ("since", "after", "before", "until", "till") and rest:
        skip = 1 if rest[0] == "the" and len(rest) > 1 else 0
        decade = _decade(words, at + 1 + skip)
        year = int(rest[skip]) if _YEAR.fullmatch(rest[skip]) else decade.first if decade else 0
        if year:
            return _open_span(word, at, at + 2 + skip, year, today)
    return None


def _open_span(word: str, start: int, end: int, year: int, today: date) -> YearRef:
    if word == "before":
        return YearRef(start, end, FIRST_YEAR, year - 1, exact=False)
    if word in ("until", "till"):
        return YearRef(start, end, FIRST_YEAR, year, exact=False)
    return YearRef(start, end, year + (word == "after"), today.year + 1, exact=False)


def _relative(words: Sequence[str], at: int, today: date) -> YearRef | None:
    pair = " ".join(words[at : at + 2])
    years = {"this year": 0, "last year": -1, "next year": 1, "this years": 0, "last years": -1, "next years": 1}
    if pair in years:
        year = today.year + years[pair]
        return YearRef(at, at + 2, year, year, "ceremony")
    if pair in ("this month", "last month"):
        return YearRef(at, at + 2, today.year, today.year, "ceremony")
    if words[at : at + 1] == ["the"] and words[at + 1 : at + 2] == ["last"]:
        at += 1
    rest = words[at + 1 : at + 3]
    if words[at] in ("last", "past") and len(rest) == 2 and rest[1] in ("years", "year"):
        count = int(rest[0]) if rest[0].isdigit() else NUMBERS.get(rest[0], 0)
        return YearRef(at, at + 3, today.year - count, today.year, "ceremony", exact=False) if count else None
    if words[at + 1 : at + 3] == ["years", "ago"]:
        count = int(words[at]) if words[at].isdigit() else NUMBERS.get(words[at], 0)
        return YearRef(at, at + 3, today.year - count, today.year - count, "ceremony") if count else None
    return None
