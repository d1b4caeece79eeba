"""Folding and tokens: the one normal form in which words are compared everywhere."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

MAX_UTTERANCE_CHARS = 4096  # Telegram's own limit for one message
MAX_TOKENS = 96  # what lies beyond is not read: no real question is longer
_WORDS_REMEMBERED = 8_192  # of those that people typed, with what they fold to

_SPECIAL = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
        "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ı": "i", "&": " and ", "+": " and ",
        "’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-",
    }
)  # fmt: skip
_FOLDED = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_APOSTROPHE = re.compile(r"'")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_GLUED_YEAR = re.compile(r"\b([a-z]{2,})((?:19|20)\d\d)\b")  # "in1973"
_SHORT_YEAR = re.compile(r"(?<![\w'’])['’‘](\d\d)(?![\w'’])")  # "'94", not "'90s" nor "'12 Monkeys'"
OLDEST_SHORT_YEAR = 27  # "'27" is 1927, "'26" is 2026: the awards began in between
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_MARKS = re.compile(r"[\"“„”«»'‘`]")  # those that open a quotation
_QUOTED = re.compile(r"[\"“„”«»]([^\"“„”«»]{1,120})[\"“„”«»]|(?<!\w)['‘`]([^'‘’`]{2,80}(?:['’]\w[^'‘’`]*)?)['’](?!\w)")


def fold(text: str) -> str:
    """Return `text` in lower case without accents, apostrophes or punctuation, words parted by one space.

    >>> fold("Hugh Jackman’s “Les Misérables” & E.T.")
    'hugh jackmans les miserables and et'
    """
    if _FOLDED.fullmatch(text):
        return text
    if "." in text:
        text = _DOTTED.sub(lambda match: match.group().replace(".", ""), text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_SPECIAL))
        text = "".join(char for char in text if not unicodedata.combining(char))
    else:
        text = text.translate(_SPECIAL)
    return _NOT_WORD.sub(" ", _APOSTROPHE.sub("", text.lower())).strip()


def sound_text(text: str) -> str:
    """Return `text` without what no message can hold: NUL and halves of surrogate pairs."""
    return text.replace("\x00", " ").encode(errors="replace").decode()


def utf16_units(text: str) -> int:
    """Return the length of `text` in UTF-16 code units, as Telegram counts lengths."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


class Token(NamedTuple):
    """One word: `start`/`end` are character offsets in the utterance, `norm` its folded form.

    `capital` is true for a word that starts with a capital letter, `quoted` for one between quotation marks.
    """

    start: int
    end: int
    text: str
    norm: str
    capital: bool = False
    quoted: bool = False


def tokenize(utterance: str) -> list[Token]:
    """Return the words of `utterance` (at most `MAX_TOKENS`), with possessive "'s" cut off."""
    text = utterance[:MAX_UTTERANCE_CHARS]
    text = _DOTTED.sub(_close_dots, text) if "." in text else text
    quoted = [match.span() for match in _QUOTED.finditer(text)] if _MARKS.search(text) else []
    tokens: list[Token] = []
    for match in _WORD.finditer(text):
        word, (start, end) = match.group(), match.span()
        inside = bool(quoted) and any(left <= start and end <= right for left, right in quoted)
        year = _long_year(text, start) if word.isdigit() else ""
        parts = (year,) if year else _parts(word)
        tokens += [Token(start, end, word, part, word[0].isupper(), inside) for part in parts]
        if len(tokens) >= MAX_TOKENS:
            break
    return tokens[:MAX_TOKENS]


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _parts(word: str) -> tuple[str, ...]:
    """Return the folded words that one written word holds: none for a sign, two for "in1973"."""
    return tuple(_GLUED_YEAR.sub(r"\1 \2", fold(_cut_possessive(word))).split())


def _long_year(text: str, start: int) -> str:
    """Return "1994" for the "94" of "'94" at `start`, else ""."""
    short = _SHORT_YEAR.match(text, start - 1) if start else None
    if not short:
        return ""
    return f"{19 if int(short.group(1)) >= OLDEST_SHORT_YEAR else 20}{short.group(1)}"


def _close_dots(match: re.Match[str]) -> str:
    """Turn "E.T." into "ET  ": same length, so that offsets keep their meaning."""
    letters = match.group().replace(".", "")
    return letters + " " * (len(match.group()) - len(letters))


def _cut_possessive(word: str) -> str:
    """Cut "'s" from "Hanks's" and "oscar's"; a name such as "Schindler's" folds without it, see `link`."""
    return word[:-2] if word[-2:].lower() in ("'s", "’s") else word
