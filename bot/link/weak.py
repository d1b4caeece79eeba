"""Weak mentions: spans that name something, and are plain English as well."""

from __future__ import annotations

from calendar import day_name, month_name
from collections.abc import Collection, Sequence

from bot.link.forms import CLEAR_FIRST_NAME
from bot.link.plain import is_plain
from bot.link.spans import Bit, Found
from bot.model import Candidate, Kind
from bot.text import Token

TELLING_WORDS = 3  # a title of so many words is hardly ever a turn of speech: "up in the air"
KNOWN_WEIGHT = 60.0  # two plain words that everybody knows as a film: "green book"
FAMOUS_WEIGHT = 150.0  # two cue words that are a film before all else: "american beauty"
_STRONG_SCORE = 75.0  # below, a first name or a character's name: never strong by itself
_WHOLE_NAME = 90.0
_SHORT_GUESS = 5  # letters; a single corrected word of this length proves little
_HEARD_OF = 15.0  # weight from which a single word may be meant for the name at all
_LONGEST_FILLER = 3  # letters of known words that are fillers ("up", "her"); longer ones are cues ("Oscar")
_ALWAYS_CAPITAL = frozenset(name.lower() for name in (*day_name, *month_name) if name)
_NAMES_IN_CAPITALS = 2  # capitals behind the first word, from which somebody writes names with them
_CAPITALS_MEAN = 0.6  # share of capitalised words from which capitals mean nothing: Title Case


def is_weak(found: Found, tokens: Sequence[Token], known: Collection[str]) -> bool:
    """Whether a found span should be believed only where the sentence wants a name."""
    best = found.candidates[0]
    if _is_quoted(found, tokens):
        return False
    if len(found.bits) == 1 and best.kind is Kind.WORK and is_out_of_capitals(found.bits[0].at, tokens):
        return True
    meant = {bit.at: bit.word for bit in found.bits}
    words = [meant.get(at, tokens[at].norm) for at in range(found.bits[0].at, found.end)]
    if not all(word in known or is_plain(word) for word in words):
        return best.score < _STRONG_SCORE or _is_faint(found)
    if all(_is_set_off(tokens[bit.at], bit, known) for bit in found.bits) and capitals_mean(tokens):
        return best.score < _STRONG_SCORE
    return _is_plain_speech(best, words, known)


def _is_quoted(found: Found, tokens: Sequence[Token]) -> bool:
    """Whether the span, all of it and nothing more, stands between quotation marks."""
    before = found.start > 0 and tokens[found.start - 1].quoted
    after = found.end < len(tokens) and tokens[found.end].quoted
    return not before and not after and all(token.quoted for token in tokens[found.start : found.end])


def is_out_of_capitals(at: int, tokens: Sequence[Token]) -> bool:
    """Whether the word at a place has no capital in a text that gives names theirs: "which blonde won the Oscar"."""
    if tokens[at].capital:
        return False
    return sum(token.capital for token in tokens[1:]) >= _NAMES_IN_CAPITALS


def _is_set_off(token: Token, bit: Bit, known: Collection[str]) -> bool:
    """Whether a plain word has a capital that only a name explains: not by its place, nor by what it means."""
    if not token.capital or not token.start or token.text.isupper():
        return False
    is_cue = bit.word in known and len(bit.word) > _LONGEST_FILLER
    return not (is_cue or bit.piece.isdigit() or bit.word in _ALWAYS_CAPITAL)


def _is_faint(found: Found) -> bool:
    """Whether a name with a telling word is little evidence all the same: few know it, or it is a short guess."""
    best, word = found.candidates[0], found.bits[0].word
    if best.how == "part" and best.weight < _HEARD_OF:
        return True
    if len(found.bits) > 1:
        return False
    if best.how in ("fuzzy", "phonetic"):
        return len(word) <= _SHORT_GUESS
    if best.kind is Kind.CHARACTER:
        return True
    if best.kind is Kind.WORK:
        return best.weight < (KNOWN_WEIGHT if _is_first_name(found) else _HEARD_OF)
    return False


def _is_plain_speech(best: Candidate, words: Sequence[str], known: Collection[str]) -> bool:
    """Whether a name of nothing but plain words had better be taken for plain words."""
    cues = sum(word in known for word in words)
    if len(words) > TELLING_WORDS and best.score >= _WHOLE_NAME and best.weight >= KNOWN_WEIGHT:
        return False  # "no country for old men"
    if len(words) < 2 or (cues == len(words) and (len(words) != 2 or best.weight < FAMOUS_WEIGHT)):
        return True
    if best.score < _WHOLE_NAME or best.kind in (Kind.SONG, Kind.CHARACTER):
        return len(words) < TELLING_WORDS
    if len(words) < TELLING_WORDS:
        return best.weight < KNOWN_WEIGHT
    return len(words) == TELLING_WORDS and best.weight < _HEARD_OF


def _is_first_name(found: Found) -> bool:
    """Whether the title of a film is also what many people are called: "Jack", "Annette"."""
    forms = {one.score for one in found.candidates if one.kind is Kind.PERSON and one.how == "part"}
    return any(score <= CLEAR_FIRST_NAME for score in forms)


def capitals_mean(tokens: Sequence[Token]) -> bool:
    """Whether this writer sets capitals on names only: some words have one, most have none."""
    words = [token for token in tokens if token.text[0].isalpha() and token.start]
    capitals = sum(token.capital for token in words)
    return 0 < capitals < _CAPITALS_MEAN * len(words)
