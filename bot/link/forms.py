"""The forms in which a stored name may be typed, each with a score that says how much of the name it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.link.plain import is_plain
from bot.model import How

EXACT, ALIAS = 100.0, 98.0
HEAD, TAIL = 94.0, 92.0  # a title before, and after, its colon
SHORTER = 95.0  # a person without middle names or "Jr."
SONG, CHARACTER = 90.0, 84.0  # whole, but persons and works are meant far more often
SURNAME = 88.0
PIECE = 82.0  # some words of a long title, or two of a person's three names
FIRST_NAME = 66.0  # one of many; believed only with more evidence
CLEAR_FIRST_NAME = 84.0  # one that a single famous person owns: "denzel"
CHARACTER_PIECE = 58.0

_PARENS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_NICKNAME = re.compile(r"\s*[\"“'‘](?=\w)[^\"”'’]{2,20}(?<=\w)[\"”'’]\s+")
_TITLE_BREAK = re.compile(
    r"\s*(?::|;|\s-\s|\s–\s|\s--\s|\bor[:,]?\s+(?=\()|\bor:\s|,?\s+or\s+(?=(?:The|How|Why)\b.{12}))\s*"
)
_ALSO = re.compile(r"^(?:aka|a\.k\.a\.|formerly(?: titled)?|also known as)\s+", re.IGNORECASE)
_NUMBERED = re.compile(
    r"^(?:part|episode|chapter|volume|vol\.?|season)?\s*[\divxlc]+\b|^(?:part|episode)\b", re.IGNORECASE
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES = frozenset(
    {
        "de", "del", "della", "di", "da", "das", "do", "dos", "du", "la", "le", "les", "van", "von", "der",
        "den", "ter", "ten", "el", "al", "bin", "ben", "st", "san", "santa", "o", "mac", "mc",
    }
)  # fmt: skip
_FIRM = re.compile(
    r"\b(?:company|inc|ltd|pictures|studios?|bros|society|department|productions?|films?|limited|corporation|corp|"
    r"laborator(?:y|ies)|academy|university|unit|board|bureau|orchestra|institute|newsreel|radio|school|"
    r"television|entertainment|cast|ensemble|government|office|association|foundation|service|navy|army)\b",
    re.IGNORECASE,
)
_RANKS = frozenset(
    {
        "mr", "mrs", "ms", "miss", "dr", "doctor", "professor", "prof", "captain", "capt", "colonel", "col",
        "general", "gen", "major", "maj", "sergeant", "sgt", "lieutenant", "lt", "private", "pvt", "corporal",
        "cpl", "commander", "cmdr", "admiral", "officer", "detective", "inspector", "sheriff", "marshal",
        "agent", "sister", "brother", "father", "mother", "reverend", "rev", "bishop", "cardinal", "pope",
        "king", "queen", "prince", "princess", "duke", "duchess", "lord", "lady", "sir", "dame", "baron",
        "baroness", "count", "countess", "emperor", "empress", "president", "senator", "judge", "rabbi", "aunt",
        "uncle", "big", "little", "old", "young", "st", "the",
    }
)  # fmt: skip


class Form(NamedTuple):
    """Words as somebody may type them, the kind of likeness, and the score."""

    text: str
    how: How
    score: float


def person_forms(name: str, is_firm: bool = False) -> Iterator[Form]:
    """Yield whole name, shorter forms, surname and first name of a person; the whole name only of a firm."""
    yield Form(name, "exact", EXACT)
    bare = _PARENS.sub("", name).replace("\\", "")
    if bare != name and bare:
        yield Form(bare, "alias", ALIAS)
    if is_firm or _FIRM.search(name) or "&" in name:
        return
    short = _NICKNAME.sub(" ", bare)
    if short != bare:
        yield Form(short, "alias", ALIAS)
    words = short.replace(",", " ").split()
    while len(words) > 2 and _plain(words[-1]) in _SUFFIXES:
        words.pop()
    if len(words) < 2:
        return
    yield from _shorter_names(words, short)
    yield from _name_pieces(words)


def _shorter_names(words: list[str], whole: str) -> Iterator[Form]:
    joined = " ".join(words)
    if joined != whole:
        yield Form(joined, "alias", ALIAS)
    start = surname_start(words)
    if start > 1:
        without = " ".join([words[0], *words[start:]])
        if without != joined:
            initials = all(len(_plain(word)) == 1 for word in words[1:start])
            yield Form(without, "alias", ALIAS - 1 if initials else SHORTER)
    yield Form(" ".join([*words[start:], *words[:start]]), "alias", SHORTER)


def surname_start(words: list[str]) -> int:
    """Return where the surname starts: at the last word, or at the particles before it ("von Trier")."""
    start = len(words) - 1
    while start > 1 and _plain(words[start - 1]) in _PARTICLES:
        start -= 1
    return start


def _name_pieces(words: list[str]) -> Iterator[Form]:
    start = surname_start(words)
    yield Form(" ".join(words[start:]), "part", SURNAME)
    if start < len(words) - 1 and len(words[-1]) > 3:
        yield Form(words[-1], "part", SURNAME - 2)
    elif "-" in words[-1]:
        yield Form(words[-1].rpartition("-")[2], "part", SURNAME - 4)
    elif len(words) == 3 and len(_plain(words[1])) > 1:
        yield Form(" ".join(words[1:]), "part", SURNAME - 2)
    if len(_plain(words[0])) > 1:
        yield Form(words[0], "part", FIRST_NAME)
    if len(words) > 2 and start > 1 and len(_plain(words[1])) > 1:
        yield Form(" ".join(words[:2]), "part", PIECE)


def title_forms(title: str, score: float = EXACT) -> Iterator[Form]:
    """Yield a title whole, without and out of its brackets, and its parts around colon and dash."""
    lost = EXACT - score
    yield Form(title, "exact", score)
    bare = _PARENS.sub("", title).strip()
    if bare and bare != title:
        yield Form(_TITLE_BREAK.sub(" ", bare + " ").strip().removesuffix(" or"), "alias", ALIAS - lost)
    for inside in _PARENS.findall(title):
        inside = _ALSO.sub("", inside).strip("'\" ")
        if len(inside) > 3 and not inside.isdigit():
            yield Form(inside, "alias", TAIL - lost)
    marks = list(_TITLE_BREAK.finditer(title))
    for mark in marks:
        yield from _head_and_tail(title[: mark.start()], title[mark.end() :], lost)


def _head_and_tail(head: str, tail: str, lost: float) -> Iterator[Form]:
    if len(head) > 1 and not _NUMBERED.match(head):
        yield Form(head, "part", HEAD - lost)
    words = _plain(tail).split()
    telling = len(words) > 2 or any(len(word) > 4 and not is_plain(word) for word in words)
    if telling and not _NUMBERED.match(tail):
        yield Form(tail, "part", TAIL - lost)


def character_forms(text: str) -> Iterator[Form]:
    """Yield the names in a credited part: "Harriet/Minty", "Nickie [Elkins]", "Mrs. Pleznik", "Vito Corleone"."""
    yield Form(text, "exact", CHARACTER)
    named = [_PARENS.sub("", text), *_PARENS.findall(text)]
    for name in (part for group in named for part in re.split(r"\s*(?:/|&|;|\baka\b|,)\s*", group)):
        words = _NICKNAME.sub(" ", name).split()
        if name != text and words:
            yield Form(name, "alias", CHARACTER)
        while len(words) > 1 and _plain(words[0]) in _RANKS:
            words = words[1:]
            yield Form(" ".join(words), "alias", CHARACTER - 2 if len(words) > 1 else CHARACTER_PIECE)
        if len(words) > 1:
            yield Form(" ".join(words), "alias", CHARACTER)
            for word, score in ((words[-1], CHARACTER_PIECE), (words[0], CHARACTER_PIECE - 2)):
                if len(_plain(word)) > 2 and _plain(word) not in _SUFFIXES:
                    yield Form(word, "part", score)


def _plain(text: str) -> str:
    """Fold the easy way: enough to look a word up in a list of this module."""
    return re.sub(r"[^a-z0-9 ]+", "", text.lower())
