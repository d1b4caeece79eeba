"""Weak mentions: spans that name something, and are plain English as well."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.link.plain import is_plain
from bot.link.spans import Found
from bot.model import Kind
from bot.text import Token

TELLING_WORDS = 3  # a title of so many words is hardly ever a turn of speech: "up in the air"
KNOWN_WEIGHT = 60.0  # two plain words that everybody knows as a film: "green book"
_STRONG_SCORE = 75.0  # below, a first name or a character's name: never strong by itself
_WHOLE_NAME = 90.0
_SHORT_GUESS = 5  # letters; a single corrected word of this length proves little
_CAPITALS_MEAN = 0.6  # share of capitalised words from which capitals mean nothing: Title Case


def is_weak(found: Found, tokens: Sequence[Token], known: Collection[str]) -> bool:
    """Whether a found span should be believed only where the sentence wants a name."""
    best = found.candidates[0]
    inside = [tokens[bit.at] for bit in found.bits]
    if any(token.quoted for token in inside):
        return False
    words = [bit.word for bit in found.bits]
    plain = all(word in known or is_plain(word) for word in words)
    if not plain:
        guess = best.how in ("fuzzy", "phonetic")
        return best.score < _STRONG_SCORE or (guess and len(words) == 1 and len(words[0]) <= _SHORT_GUESS)
    if all(token.capital and token.start for token in inside) and capitals_mean(tokens):
        return best.score < _STRONG_SCORE
    if best.score < _WHOLE_NAME or best.kind in (Kind.SONG, Kind.CHARACTER) or all(word in known for word in words):
        return len(words) < TELLING_WORDS or all(word in known for word in words)
    return len(words) < 2 or (len(words) < TELLING_WORDS and (best.weight < KNOWN_WEIGHT or _any_cue(words, known)))


def _any_cue(words: Sequence[str], known: Collection[str]) -> bool:
    return any(word in known for word in words)


def capitals_mean(tokens: Sequence[Token]) -> bool:
    """Whether this writer sets capitals on names only: some words have one, most have none."""
    words = [token for token in tokens if token.text[0].isalpha() and token.start]
    capitals = sum(token.capital for token in words)
    return 0 < capitals < _CAPITALS_MEAN * len(words)
