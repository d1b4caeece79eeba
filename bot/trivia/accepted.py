"""What counts as an answer when it is typed: the name, other names, a surname, the part of a title that tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.text import fold

_SUBTITLE = re.compile(r"[:–—]| - ")
_PARENTHESES = re.compile(r"\([^()]*\)")
_ARTICLES = frozenset(("the", "a", "an"))
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii"))
_MIN_SURNAME_CHARS = 3
_MIN_PART_CHARS = 4  # of a title before or behind its colon
_LONG_TITLE_WORDS, _BEGINNING_WORDS, _BEGINNING_CHARS = 4, 2, 10


def plain(text: str) -> str:
    """Return a text folded, without articles and what stands in parentheses.

    >>> plain("The Apartment (1960)"), plain("An Officer and a Gentleman"), plain("A")
    ('apartment', 'officer and gentleman', 'a')
    """
    words = (fold(_PARENTHESES.sub(" ", text)) or fold(text)).split()
    return " ".join([word for word in words if word not in _ARTICLES] or words)


def accepted_forms(right: str, others: Iterable[str], names: Iterable[str] = (), *, is_person: bool) -> tuple[str, ...]:
    """Return the forms of a right answer that count: itself first, then its other `names` and its parts, without
    those that may mean one of the `others`."""
    others = tuple(others)
    taken = {form for other in others for form in (*forms_of(other), *plain(other).split()[:1])}
    forms = (*names, *_parts(right, is_person=is_person))
    return tuple(dict.fromkeys((right, *(form for form in forms if plain(form) and plain(form) not in taken))))


def forms_of(name: str) -> set[str]:
    """Return all that a name may be called, as by `plain`, whether it is a person's or a title."""
    return {plain(form) for form in (name, *_parts(name, is_person=True), *_parts(name, is_person=False))}


def _parts(name: str, *, is_person: bool) -> Iterator[str]:
    if is_person:
        words = name.replace(",", " ").split()
        while len(words) > 2 and fold(words[-1]) in _SUFFIXES:
            words.pop()
        if len(words) > 1 and len(fold(words[-1])) >= _MIN_SURNAME_CHARS:
            yield words[-1]
        return
    parts = _SUBTITLE.split(name)
    if len(parts) > 1:
        yield from (part.strip() for part in parts if len(plain(part)) >= _MIN_PART_CHARS)
    words = plain(name).split()
    if len(words) >= _LONG_TITLE_WORDS:
        begun = (" ".join(words[:count]) for count in range(_BEGINNING_WORDS, len(words)))
        yield from (text for text in begun if len(text) >= _BEGINNING_CHARS)
