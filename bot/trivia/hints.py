"""Hints for typed answers: each tells more than the one before, none tells the answer."""

from __future__ import annotations

from bot.tables import say

_HIDDEN = "_"
_SHORTEST = 3  # letters from which they are shown at all
_MASK_FROM = 2  # letters from which a word shows its first one


def make_hints(answer: str, clues: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the hints to an answer: the clues, then its letters as far as they can be shown.

    >>> make_hints("Emma Stone")
    ('E… S…', 'E _ _ _   S _ _ _ _', 'E _ m _   S _ o _ e')
    """
    if answer.isdigit():
        return (*clues, say("trivia.hint-odd" if int(answer) % 2 else "trivia.hint-even"))
    return tuple(dict.fromkeys((*clues, *_letters(answer))))


def _letters(answer: str) -> list[str]:
    """Return the first letters of the words, then how long they are, then every other letter."""
    if sum(char.isalnum() for char in answer) < _SHORTEST:
        return [say("trivia.hint-short")]
    words = answer.split()
    firsts = " ".join(f"{word[0]}…" if len(word) >= _MASK_FROM else "…" for word in words)
    return [*([firsts] if len(words) > 1 else []), *(_masked(words, step) for step in (0, 2))]


def _masked(words: list[str], step: int) -> str:
    return "   ".join(_mask(word, step) for word in words)


def _mask(word: str, step: int) -> str:
    """Return a word with its letters hidden but for the first, and with `step` every further `step`-th one."""
    return " ".join(char if _is_shown(word, at, step) else _HIDDEN for at, char in enumerate(word))


def _is_shown(word: str, at: int, step: int) -> bool:
    if not word[at].isalnum():
        return True
    return (step > 0 and at % step == 0 and at > 0) or (at == 0 and len(word) >= _MASK_FROM)
