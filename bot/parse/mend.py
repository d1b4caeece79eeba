"""Slips in the words of a question mended by what stands beside them: "hwo", "acadmy wards", "the fiest oscar"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.lexicon import Lexicon
from bot.link.edits import SWAP, typo_cost
from bot.link.linker import Linker
from bot.link.nearby import Nearby
from bot.link.plain import is_plain
from bot.parse.wordings import CLOSE, NAME, OPEN, Wordings, kind_of

# All in natural logarithms of how likely something is, as the odds of `Wordings`.
SLIP = -4.0  # that somebody slips in a word at all,
SLIP_COST = -3.0  # and for each point of `typo_cost`
REAL_SLIP = -2.0  # on top where the slip made another word of it
IN_NAME = -4.0  # and where that word may belong to a name beside it
KNOWN_NAME = -9.0  # that a name is just this known word,
PLAIN = -8.0  # that an English word of no meaning for us is just this one,
UNKNOWN, UNKNOWN_LETTER = -7.0, -1.2  # that a name is a word nobody has heard of, and for each of its letters
MARGIN = 0.7  # by which the best must lead the next best of another meaning; nearer is a coin toss
CUT_SHORT = 0.35  # a word that only lacks its first or last letter is easily told
UNKNOWN_EDITS = 2  # slips in a word that is nothing; one in a word that means something
SHORT = 4  # letters of a word in which one slip is all that leaves it recognisable
SINGLE = frozenset("ai")  # the letters that are words
MAX_REMEMBERED = 4096  # words whose neighbours are kept


class Choice(NamedTuple):
    """What a typed word may be: its kind among `Wordings`, the odds that it is typed so, and the mended word or ""."""

    kind: str
    odds: float
    better: str = ""


class Mender:
    """Mends words by the lexicon's vocabulary; names are the linker's to mend.

    `plain` are words that mean something elsewhere, beside plain English; `wordings` tell which words stand side
    by side. The most likely reading of the whole question decides.
    """

    def __init__(self, lexicon: Lexicon, linker: Linker, plain: Collection[str], wordings: Wordings) -> None:
        self.vocabulary = lexicon.words | wordings.words
        self._linker = linker
        self._plain = frozenset(plain)
        self._wordings = wordings
        self._tags = {
            phrase: entries[0].value
            for phrase, entries in lexicon.phrases()
            if " " not in phrase and entries[0].kind == "cue"
        }
        self._nearby = Nearby(word for word in self.vocabulary if word.isalpha() and (len(word) > 1 or word in SINGLE))
        self._near = lru_cache(maxsize=MAX_REMEMBERED)(self._find_near)
        self._slip = lru_cache(maxsize=MAX_REMEMBERED)(self._weigh_slip)
        self._typed = lru_cache(maxsize=MAX_REMEMBERED)(self._find_typed)

    def is_word(self, word: str) -> bool:
        """Return whether a folded word means something as it is typed: ours, plain English or part of a name."""
        return self._typed(word)[0].odds >= PLAIN or self._linker.knows(word)

    def guess(self, word: str) -> tuple[Choice, ...]:
        """Return the words of ours that a word which nothing explains may be a slip for, with their odds.

        A word that people know is a slip only where two letters are swapped or one is doubled: "bets picture".
        """
        if self.is_word(word):
            return tuple(one for one in self._slips(word, 1, 0.0) if typo_cost(word, one.better) <= SWAP)
        return self._slips(word, 1 if len(word) < SHORT else UNKNOWN_EDITS, 0.0)

    def slip_odds(self, cost: float) -> float:
        """Return how likely a slip of this `typo_cost` is, as a natural logarithm."""
        return SLIP + SLIP_COST * cost

    def mend(self, words: Sequence[str], named: Collection[int] = ()) -> dict[int, str]:
        """Return place -> better word for the words that are surely slips; those at `named` places are names."""
        kinds = [OPEN, *map(kind_of, words), CLOSE]
        choices = [self._choices(words, kinds, at) if at not in named else _NAMED for at in range(len(words))]
        mended: dict[int, str] = {}
        at = 0
        while at < len(words):
            end = at
            while end < len(words) and choices[end][-1].better:
                end += 1
            if end > at:
                mended.update(self._mend_stretch(choices, at, end))
            at = end + 1
        return mended

    def _mend_stretch(self, choices: Sequence[tuple[Choice, ...]], start: int, end: int) -> dict[int, str]:
        """Return the better words for a stretch of places [start, end) each of which may be a slip."""
        before = choices[start - 1] if start else _OPEN
        after = choices[end] if end < len(choices) else _CLOSE
        best = self._best_path([before, *choices[start:end], after])
        return {
            at: choice.better
            for at, (left, choice, right) in enumerate(zip(best, best[1:], best[2:], strict=False), start)
            if choice.better and self._is_sure(choice, choices[at], left.kind, right.kind)
        }

    def _choices(self, words: Sequence[str], kinds: Sequence[str], at: int) -> tuple[Choice, ...]:
        """Return what the word at a place may be: as typed first, then its corrections.

        `kinds` are those of all `words`, with one more at either end.
        """
        word = words[at]
        typed = self._typed(word)
        if not word.isalpha():
            return typed
        before, after, pairs = kinds[at], kinds[at + 2], self._wordings.pairs
        if typed[0].odds < KNOWN_NAME:
            return typed + self._slips(word, 1 if len(word) <= SHORT else UNKNOWN_EDITS, 0.0)
        if typed[0].odds == 0.0 and (before, word) in pairs and (word, after) in pairs:
            return typed  # it stands as in our wordings
        near = [other for other in self._near(word, 1) if not _is_form(word, other)]
        fitting = [other for other in near if (before, other) in pairs or (other, after) in pairs]
        fit = [self._slip(word, other, REAL_SLIP) for other in fitting]
        if fit and self._may_be_in_name(words, at):
            fit = [one._replace(odds=one.odds + IN_NAME) for one in fit]
        return (*typed, *fit)

    def _may_be_in_name(self, words: Sequence[str], at: int) -> bool:
        """Return whether a word, and one beside it that is no word of ours, both stand in names."""
        if not self._linker.knows(words[at]):
            return False
        beside = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
        return any(other not in self.vocabulary and self._linker.knows(other) for other in beside)

    def _find_typed(self, word: str) -> tuple[Choice, ...]:
        """Return what a word is if it is typed right: a word of ours, a name, plain English."""
        if not word.isalpha():
            return (Choice(kind_of(word), 0.0),)
        found = []
        if word in self.vocabulary:
            found.append(Choice(word, 0.0))
        if self._linker.knows(word):
            found.append(Choice(NAME, KNOWN_NAME))
        elif word in self._plain or is_plain(word):
            found.append(Choice(word, PLAIN))
        return tuple(found) or (Choice(NAME, UNKNOWN + UNKNOWN_LETTER * len(word)),)

    def _best_path(self, choices: Sequence[tuple[Choice, ...]]) -> tuple[Choice, ...]:
        """Return the most likely choice of each place, all taken together."""
        odds = self._wordings.odds
        paths: list[tuple[float, tuple[Choice, ...]]] = [(choice.odds, (choice,)) for choice in choices[0]]
        for some in choices[1:]:
            grown = []
            for choice in some:
                score, path = max((score + odds(path[-1].kind, choice.kind), path) for score, path in paths)
                grown.append((score + choice.odds, (*path, choice)))
            paths = grown
        return max(paths)[1]

    def _is_sure(self, best: Choice, choices: Sequence[Choice], before: str, after: str) -> bool:
        """Return whether no other reading of one place, of another meaning, is nearly as likely."""
        odds, pairs = self._wordings.odds, self._wordings.pairs
        if ((before, best.kind) in pairs) + ((best.kind, after) in pairs) < self._least_sides(choices[0]):
            return False
        least = odds(before, best.kind) + best.odds + odds(best.kind, after) - MARGIN
        return not any(
            odds(before, other.kind) + other.odds + odds(other.kind, after) > least
            for other in choices
            if not self._is_same(best.kind, other.kind)
        )

    def _least_sides(self, typed: Choice) -> int:
        """Return on how many sides a better word than the typed one must stand as in our wordings."""
        if typed.odds < KNOWN_NAME:
            return 0
        return 1 if typed.odds == 0.0 else 2

    def _is_same(self, word: str, other: str) -> bool:
        """Return whether either word will do: forms of one word, or cues of one meaning ("win", "won")."""
        tag = self._tags.get(word)
        return word.startswith(other) or other.startswith(word) or (bool(tag) and tag == self._tags.get(other))

    def _slips(self, word: str, most: int, extra: float) -> tuple[Choice, ...]:
        """Return the words of ours within so many slips; `extra` odds count against all."""
        return tuple([self._slip(word, other, extra) for other in self._near(word, most)])

    def _find_near(self, word: str, most: int) -> tuple[str, ...]:
        return tuple([other for other, distance in self._nearby.find(word, most) if distance])

    def _weigh_slip(self, word: str, other: str, extra: float) -> Choice:
        cut = CUT_SHORT if word in (other[1:], other[:-1]) else 0.0
        return Choice(other, self.slip_odds(typo_cost(word, other) - cut) + extra, other)


def _is_form(word: str, other: str) -> bool:
    """Return whether a word is but a longer form of the other: "besides" is no slip for "beside"."""
    return word.startswith(other)


_NAMED, _OPEN, _CLOSE = ((Choice(kind, 0.0),) for kind in (NAME, OPEN, CLOSE))
