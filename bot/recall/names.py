"""Names blotted out of a text, so that no phrase is read inside "The Color Purple" or "the Academy"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

NAME_MARK: Final = "\x00"
"""Stands for the name of a person, film or song: no phrase runs across it."""

BODY_MARK: Final = "@"
"""Stands for an award body in texts and phrases alike: "most oscars" and "most Golden Globes" are one phrase."""

MARKS: Final = frozenset({NAME_MARK, BODY_MARK})


class Names:
    """Names of one or more folded words, found longest first at each word, left to right."""

    def __init__(self, names: Iterable[tuple[str, ...]]) -> None:
        self._names = frozenset(names)
        self._lengths: dict[str, list[int]] = {}  # of the names that start with a word, longest first
        for name in self._names:
            if name and len(name) not in self._lengths.setdefault(name[0], []):
                self._lengths[name[0]].append(len(name))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def find(self, words: Sequence[str]) -> list[tuple[int, tuple[str, ...]]]:
        """Return where each name stands in `words`; names never overlap."""
        found: list[tuple[int, tuple[str, ...]]] = []
        if self._lengths.keys().isdisjoint(words):
            return found
        end = 0
        for at, word in enumerate(words):
            if at >= end and word in self._lengths:
                name = self._at(words, at)
                if name:
                    found.append((at, name))
                    end = at + len(name)
        return found

    def mask(self, words: Sequence[str], mark: str = NAME_MARK) -> list[str]:
        """Return `words` with `mark` in the place of every name."""
        masked: list[str] = []
        at = 0
        for start, name in self.find(words):
            masked += [*words[at:start], mark]
            at = start + len(name)
        return [*masked, *words[at:]]

    def _at(self, words: Sequence[str], start: int) -> tuple[str, ...] | None:
        for length in self._lengths[words[start]]:
            name = tuple(words[start : start + length])
            if name in self._names:
                return name
        return None
