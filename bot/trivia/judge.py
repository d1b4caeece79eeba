"""Whether what somebody typed is the answer: fair to slips of the finger, never to another answer.

Case, accents, punctuation, articles and what stands in parentheses count for nothing. One slip (a letter wrong,
missing, too many, or two swapped) passes from five letters on, two from eleven; in a number none. What else counts
besides the answer itself (a surname, a title without its subtitle) is in `Question.accepted`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from rapidfuzz.distance import DamerauLevenshtein

from bot.tables import word_group
from bot.trivia.accepted import forms_of, plain
from bot.trivia.model import Question
from bot.years import number_of

_ONE_SLIP_CHARS, _TWO_SLIPS_CHARS = 5, 11  # letters, of the shorter of both texts
_MAX_TYPED_CHARS = 160
_FAR = 99
_CENTURY = 100


class Verdict(StrEnum):
    """What a typed answer is: right, so near that it deserves another try, or wrong."""

    RIGHT = "right"
    NEAR = "near"
    WRONG = "wrong"


def judge(question: Question, text: str) -> bool:
    """Return whether `text` is the right answer; always false where an answer cannot be typed."""
    return verdict(question, text) is Verdict.RIGHT


def verdict(question: Question, text: str) -> Verdict:
    """Return what `text` is; never right where it is as near, or nearer, to another option."""
    if not question.accepted:
        return Verdict.WRONG
    accepted = [plain(form) for form in question.accepted]
    typed = plain(text[:_MAX_TYPED_CHARS])
    if typed in accepted:
        return Verdict.RIGHT
    if question.answer.isdigit():
        return Verdict.RIGHT if _is_number(typed, int(question.answer)) else Verdict.WRONG
    others = {form for at, option in enumerate(question.options) if at != question.right for form in forms_of(option)}
    typed = _without_talk(typed)
    right, length = _nearest(typed, accepted)
    if not typed or right >= _nearest(typed, others)[0]:
        return Verdict.WRONG
    if right <= _allowed(length):
        return Verdict.RIGHT
    return Verdict.NEAR if right <= _allowed(length) + 1 and length >= _ONE_SLIP_CHARS else Verdict.WRONG


def _nearest(typed: str, forms: Iterable[str]) -> tuple[int, int]:
    """Return the slips between `typed` and the nearest of `forms`, and the letters of the shorter of the two."""
    found = ((_slips(typed, form), -min(_letters(typed), _letters(form))) for form in forms)
    slips, length = min(found, default=(_FAR, 0))
    return slips, -length


def _slips(typed: str, meant: str) -> int:
    """Return the slips between two texts, numbers in words being as good as in figures; another number is far away."""
    if typed == meant:
        return 0
    pairs = ((typed, meant), (_in_figures(typed), _in_figures(meant)))
    same = [pair for pair in pairs if _numbers(pair[0]) == _numbers(pair[1])]
    return min((int(DamerauLevenshtein.distance(*pair)) for pair in same), default=_FAR)


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _allowed(letters: int) -> int:
    return 2 if letters >= _TWO_SLIPS_CHARS else 1 if letters >= _ONE_SLIP_CHARS else 0


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _in_figures(text: str) -> str:
    return " ".join(str(number_of(word) or word) for word in text.split())


def _is_number(typed: str, meant: int) -> bool:
    """Return whether a text by `plain` tells one number, this one: in figures or words, or a year by two figures."""
    numbers = [int(number) for number in _numbers(_in_figures(typed)) if len(number) < 5]
    if not numbers and not meant:
        return not word_group("trivia-none").isdisjoint(typed.split())
    short = meant % _CENTURY if meant > _CENTURY else meant
    return len(numbers) == 1 and numbers[0] in (meant, short)


def _without_talk(typed: str) -> str:
    """Return what was typed without "is it", "I think it's" before it and "?" words behind."""
    words = typed.split()
    while len(words) > 1 and words[0] in word_group("trivia-talk"):
        words.pop(0)
    return " ".join(words)
