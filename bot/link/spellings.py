"""The rows of the `spelling` table: under which keys a word of a name is found when it is misspelt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise
from typing import TYPE_CHECKING

from bot.link.keys import hash_of
from bot.link.sound import sounds_of
from bot.text import fold

if TYPE_CHECKING:
    from bot.link.entries import Entry

SHORTEST = 3  # letters; below, a word is typed right or means something else
SHORTEST_JOINED = 6  # letters; below, two words are no wrong break of one with a typo on top
LONGEST_JOINED = 22  # letters of a whole name that is kept as one word, for wrong word breaks with a typo
SOUND_WEIGHT = 15.0  # of those whose names somebody writes by ear
JOINED_WEIGHT = 20.0  # only names that somebody types
ENDS_FROM = 8  # letters from which both ends of a word are keys as well: two slips leave one of them whole
END = 4

_DELETE, _SOUND, _HEAD, _TAIL = 0, 1, 2, 3  # seeds, so that the four kinds of key do not meet

_ID_BITS = 24  # room for sixteen million words beside a hash in one number, which sorts fast

WordRow = tuple[int, str, str, float]
SpellingRow = tuple[int, int]


def spelling_rows(entries: Sequence[Entry]) -> tuple[list[WordRow], Iterator[SpellingRow]]:
    """Return the rows of `name_word` (id, word, sounds, weight) and of `spelling` (hash, word id)."""
    weights: dict[str, float] = {}
    for entry in entries:
        for word in _words(entry):
            if entry.weight > weights.get(word, -1.0):
                weights[word] = entry.weight
    whole = {word for entry in entries if " " in entry.words for word in _joined(entry)}
    words = [
        (
            number,
            word,
            "" if word in whole or weights[word] < SOUND_WEIGHT else " ".join(sounds_of(word)),
            weights[word],
        )
        for number, word in enumerate(sorted(weights), start=1)
    ]
    packed = sorted(
        {key << _ID_BITS | number for number, word, sounds, _ in words for key in _stored_keys(word, sounds)}
    )
    return words, ((one >> _ID_BITS, one & ((1 << _ID_BITS) - 1)) for one in packed)


def _words(entry: Entry) -> Iterator[str]:
    if _is_initials(entry):
        return  # nobody types "obama" for "OBAA"
    for part in entry.words.split():
        if len(part) >= SHORTEST and not part.isdigit():
            yield part
    if " " in entry.words:
        yield from _joined(entry)


def _is_initials(entry: Entry) -> bool:
    """Return whether a nickname is made of the first letters of the name."""
    initials = "".join(word[0] for word in fold(entry.name).split())
    return entry.how == "alias" and len(entry.key) > 1 and entry.key in (initials, initials.lstrip("t"))


def _joined(entry: Entry) -> Iterator[str]:
    """Yield the key of a name of several words that somebody may run together."""
    if _is_known(entry) and SHORTEST_JOINED <= len(entry.key) <= LONGEST_JOINED:
        yield entry.key


def _stored_keys(word: str, sounds: str) -> Iterator[int]:
    yield from _edit_keys(word)
    for sound in sounds.split():
        yield hash_of(sound, _SOUND)


def typed_keys(word: str) -> list[int]:
    """Return the hashes under which the words that `word` may be a slip for are kept."""
    return list(dict.fromkeys([*_edit_keys(word), *(hash_of(sound, _SOUND) for sound in sounds_of(word))]))


def twice_typed_keys(word: str) -> list[int]:
    """Return the hashes of `word` with any two letters left out: for two slips that `typed_keys` does not reach."""
    twice = {once[:at] + once[at + 1 :] for once in edits_of(word)[1:] for at in range(len(once))}
    return [hash_of(edit, _DELETE) for edit in sorted(twice)]


def edits_of(word: str) -> list[str]:
    """Return `word`, and `word` with each one of its letters left out: what two near words have in common."""
    return [word, *map("".join, combinations(word, len(word) - 1))] if word else [word]


def joined_edits(entries: Sequence[Entry]) -> set[str]:
    """Return the edits of everything that may be typed in several words though it is kept as one."""
    words = {word for entry in entries for word in _words(entry) if len(word) >= SHORTEST_JOINED and _is_known(entry)}
    return {edit for word in words for edit in edits_of(word)}


def word_pairs(entries: Sequence[Entry]) -> set[str]:
    """Return the neighbours in names: of words that stand nowhere side by side no name can be made."""
    pairs = {" ".join(pair) for entry in entries for pair in pairwise(entry.words.split())}
    triples = (entry.words.split() for entry in entries if entry.words.count(" ") == 2)
    return pairs.union(f"{first} {second}{third}" for first, second, third in triples)  # "robert deniro"


def key_starts(entries: Sequence[Entry]) -> set[str]:
    """Return what the keys of names of several words start with, up to the end of each word."""
    return {start for entry in entries for start in accumulate(entry.words.split())}


def _is_known(entry: Entry) -> bool:
    return entry.weight >= JOINED_WEIGHT and entry.score > 80


def _edit_keys(word: str) -> Iterator[int]:
    for edit in edits_of(word):
        yield hash_of(edit, _DELETE)
    if len(word) >= ENDS_FROM:
        yield hash_of(word[:END], _HEAD)
        yield hash_of(word[-END:], _TAIL)
