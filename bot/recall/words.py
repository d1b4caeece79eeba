"""Word forms for finding by meaning: stems, with numbers as digits."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bot.tables import per_data, read_table

_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
NUMBER_WORDS = {word: str(number) for number, word in enumerate(_NUMBERS)}
_KEPT = frozenset(
    {"casting", "setting", "meeting", "during", "nothing", "anything", "something", "everything", "wedding"}
)
"""Words whose ending makes another word of them: a casting is no cast."""

_IRREGULAR = {
    "won": "win", "held": "hold", "told": "tell", "said": "say", "gave": "give", "given": "give", "wrote": "write",
    "written": "write", "shown": "show", "sang": "sing", "sung": "sing", "made": "make", "took": "take",
    "taken": "take", "fell": "fall", "fallen": "fall", "chose": "choose", "chosen": "choose", "sold": "sell",
    "stood": "stand", "met": "meet", "kept": "keep", "beat": "beat", "beaten": "beat", "spoke": "speak", "sat": "sit",
    "began": "begin", "begun": "begin", "women": "woman", "men": "man", "children": "child", "wives": "wife",
    "lose": "loss", "loses": "loss", "losing": "loss", "paid": "pay", "bought": "buy", "saw": "see", "seen": "see",
}  # fmt: skip
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """Return `word` (folded) without plural and verb endings; number words become digits.

    >>> [stem(word) for word in ("movies", "nominated", "winning", "seven", "address")]
    ['movi', 'nominat', 'win', '7', 'address']
    """
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    word = _IRREGULAR.get(word, word)
    if len(word) < 4 or word in _KEPT or not word.isalpha():
        return word
    base = _cut_plural(word)
    for ending in ("ing", "ed"):
        left = base[: -len(ending)]
        if base.endswith(ending) and len(left) >= 3 and _VOWELS.intersection(left):
            return _tidy(left)
    return _tidy(base) if base.endswith(("e", "y")) else base


def _cut_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _tidy(base: str) -> str:
    """Bring "winn", "nominate" and "movie" to the form that their relatives have."""
    if base.endswith("ie"):
        return base[:-1]
    if base.endswith("y"):
        return base[:-1] + "i"
    if base.endswith("e") and len(base) > 3:
        return base[:-1]
    if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
        return base[:-1]
    return base


@per_data
def stop_stems() -> frozenset[str]:
    """Return the stems of data/lexicon/stop.csv, read once."""
    return frozenset(stems(row["word"] for row in read_table("lexicon/stop")))


def stems(words: Iterable[str]) -> list[str]:
    """Return the stem of each word, in order."""
    return [stem(word) for word in words]
