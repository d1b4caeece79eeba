"""The linker: mentions of persons, works, songs and characters in the tokens of an utterance."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.link.exact import Exact
from bot.link.fuzzy import Fuzzy, Place
from bot.link.index import Index
from bot.link.keys import pieces
from bot.link.nearest import nearest
from bot.link.plain import common_words, is_plain
from bot.link.rank import choose, rank
from bot.link.slips import is_silent_slip
from bot.link.spans import Bit, Found, Run, find_runs, make_found
from bot.link.strangers import find_strangers
from bot.link.weak import is_weak
from bot.link.wholes import Wholes
from bot.model import Candidate, Kind, Mention
from bot.store import Store
from bot.text import Token

Pair = tuple[tuple[Bit, ...], tuple[Candidate, ...]]

_EXPLAINED_SCORE = 80.0  # a span of several words at this score needs no better spelling
SLIP_LOSS = 3.0  # points for passing over a slip in a small word
_NAMED = (Kind.PERSON, Kind.WORK)
_WHOLE_SCORE = 98.0  # a word at this score is a whole name


class Linker:
    """Finds the names of one store in utterances.

    `known_words` are the words of the lexicon (cues, bodies, categories): never corrected into a name. Those of
    them that are names and no plain English ("jack", in a prize called after a Jack) count as names here.
    """

    def __init__(self, store: Store, known_words: Collection[str]) -> None:
        self._index = Index(store)
        self._known = frozenset(word for word in known_words if is_plain(word) or not self._index.is_word(word))
        self._exact = Exact(self._index, self._known)
        self._fuzzy = Fuzzy(self._index, self._known)
        self._wholes = Wholes(store, self._index)
        common_words()  # read now, and not in the middle of the first question

    def warm_up(self) -> None:
        """Read now what would be read at the first name with a slip in it, some 0.1 s."""
        _ = self._wholes.known
        self._fuzzy.warm_up()

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in some name."""
        return self._index.is_word(word)

    def is_unknown(self, word: str) -> bool:
        """Whether a folded word explains nothing: no cue, no plain English, no part of a name."""
        return word.isalpha() and self._fuzzy.is_unknown(word)

    def spellings(self, word: str) -> list[tuple[str, float]]:
        """Return the words of names that an unknown folded word may be a slip for, with their cost, cheapest first."""
        if not self.is_unknown(word):
            return []
        return [(spelt.word, spelt.cost) for spelt in self._index.spelt(word) if spelt.is_sure]

    def find(self, tokens: Sequence[Token], taken: Collection[int] = ()) -> list[Mention]:
        """Return the mentions in order of place; they overlap neither each other nor the `taken` tokens.

        Candidates are ranked best first (see `rank`); `rank.is_clear` tells whether the best leads enough.
        """
        runs = find_runs(tokens, taken)
        found = [self._found(pair, tokens, taken) for run in runs for pair in self._exact.find(run)]
        found += [self._found(pair, tokens, taken) for run in runs for pair in self._without_slips(run)]
        explained = {bit.at for one in found if _explains(one) for bit in one.bits}
        whole = {one.bits[0].at for one in found if _is_whole(one)}
        spans = _merged(self._fuzzy.find(runs, Place(explained, whole)))
        found += [self._found(pair, tokens, taken) for pair in spans]
        chosen = choose(found)
        strangers = find_strangers(runs, chosen, self._fuzzy.is_foreign)
        return [self._mention(one, tokens, is_stranger=one in strangers) for one in chosen]

    def whole(self, tokens: Sequence[Token]) -> tuple[Candidate, ...]:
        """Return the persons and works, or else songs, whose full name or alias is just these tokens, best first."""
        key = "".join(pieces([token.norm for token in tokens]))
        if not (self._index.is_key(key) or (key[-1:] == "s" and self._index.is_key(key[:-1]))):
            return ()
        candidates = self._exact.whole([bit for run in find_runs(tokens, ()) for bit in run])
        named = [one for one in candidates if one.score >= _WHOLE_SCORE and one.kind in _NAMED]
        return tuple(named or [one for one in candidates if one.kind is Kind.SONG and one.how == "exact"])

    def look_again(
        self, tokens: Sequence[Token], left: Sequence[int], edges: Collection[int], closed: Collection[int]
    ) -> Mention | None:
        """Return the well-known name that words with slips around the `left` places are nearest to, or None.

        `left` are places that nothing explains; see `wholes.Wholes.find` for `edges` and `closed`.
        """
        found = self._wholes.find([token.norm for token in tokens], left, edges, closed)
        if not found:
            return None
        text = " ".join(token.text for token in tokens[found.start : found.end])
        return Mention(found.start, found.end, text, found.candidates)

    def _without_slips(self, run: Run) -> Iterator[Pair]:
        """Yield the whole names that appear when slips in small words are passed over: "sound fo metal"."""
        slips = {bit.at for bit in run if is_silent_slip(bit.word, self._known)}
        if not slips:
            return
        for bits, candidates in self._exact.find([bit for bit in run if bit.at not in slips]):
            passed = any(bits[0].at < at < bits[-1].at for at in slips)
            if passed and candidates[0].score >= _EXPLAINED_SCORE:
                yield bits, tuple(one._replace(score=one.score - SLIP_LOSS, how="fuzzy") for one in candidates)

    def _found(self, pair: Pair, tokens: Sequence[Token], taken: Collection[int]) -> Found:
        return make_found(*pair, tokens, taken)

    def _mention(self, found: Found, tokens: Sequence[Token], *, is_stranger: bool) -> Mention:
        text = " ".join(token.text for token in tokens[found.start : found.end])
        weak = is_stranger or is_weak(found, tokens, self._known)
        return Mention(found.start, found.end, text, found.candidates, weak)

    def closest(self, text: str, limit: int = 3) -> list[Candidate]:
        """Return the persons and works whose names are nearest to `text`, best first; [] when none is near.

        For asking "did you mean ...?" about a name that is not in the store; `score` is the likeness (60 to 100).
        """
        return nearest(text, self._index, limit)


def _explains(found: Found) -> bool:
    best = found.candidates[0]
    return len(found.bits) > 1 and best.score >= _EXPLAINED_SCORE and (best.how != "part" or best.kind is Kind.PERSON)


def _is_whole(found: Found) -> bool:
    return len(found.bits) == 1 and found.candidates[0].score >= _WHOLE_SCORE and not is_plain(found.bits[0].word)


def _merged(pairs: Iterable[tuple[tuple[Bit, ...], list[Candidate]]]) -> list[Pair]:
    """Put the candidates of one span together: several corrections may make different names of it."""
    spans: dict[tuple[int, ...], list[tuple[tuple[Bit, ...], list[Candidate]]]] = {}
    for bits, candidates in pairs:
        spans.setdefault(tuple(bit.at for bit in bits), []).append((bits, candidates))
    merged = []
    for found in spans.values():
        ranked = rank(one for _, candidates in found for one in candidates)
        best = next(bits for bits, candidates in found if any(one.id == ranked[0].id for one in candidates))
        merged.append((best, ranked))
    return merged
