"""Plain English: the words that need no name to explain them."""

from __future__ import annotations

from functools import lru_cache

from bot.tables import per_data, read_table

# ending typed -> endings to put instead, to come to the word of the list: "movies", "thrilling", "happier"
_ENDINGS = (
    ("ies", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ied", ("y",)), ("ed", ("", "e")), ("ing", ("", "e")),
    ("ier", ("y",)), ("iest", ("y",)), ("est", ("", "e")), ("ily", ("y",)), ("ly", ("", "le")),
    ("ness", ("",)), ("less", ("",)), ("ful", ("",)),
)  # fmt: skip
_SHORTEST_STEM = 3


@per_data
def common_words() -> frozenset[str]:
    """Return the words of data/lexicon/common.csv, read once."""
    return frozenset(row["word"] for row in read_table("lexicon/common"))


def is_plain(word: str) -> bool:
    """Whether a folded word, or what it is made from, is among the common words; numbers are plain too."""
    return _is_among(word, common_words())


@lru_cache(maxsize=1 << 14)
def _is_among(word: str, common: frozenset[str]) -> bool:
    if word in common or word.isdigit():
        return True
    for ending, stems in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            stem = word[: -len(ending)]
            if any(stem + other in common for other in stems):
                return True
            if len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2] and stem[:-1] in common:
                return True  # "stopped", "bigger"
    return False


def is_inflected(word: str, stem: str) -> bool:
    """Whether a word is another one with an ending ("graduated"), and so no slip for it."""
    return any(
        word.endswith(ending) and word[: -len(ending)] + other == stem for ending, stems in _ENDINGS for other in stems
    )
