"""Spans of tokens that may name something: what is looked up, and what was found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from bot.link.keys import SILENT, pieces
from bot.model import Candidate
from bot.text import Token, fold

MOST_WORDS = 18  # that count in the longest title of all: the second Borat


class Bit(NamedTuple):
    """A token that counts in a key: its place among the tokens, its folded word, what it adds to the key."""

    at: int
    word: str
    piece: str


Run = list[Bit]


class Found(NamedTuple):
    """Candidates for some bits, as token places [start, end), best first; `letters` are those typed in the bits."""

    start: int
    end: int
    bits: tuple[Bit, ...]
    candidates: tuple[Candidate, ...]
    letters: int


def find_runs(tokens: Sequence[Token], taken: Collection[int]) -> list[Run]:
    """Return the stretches of tokens between the taken ones, without silent words."""
    out = pieces([token.norm for token in tokens])
    runs: list[Run] = [[]]
    for at, token in enumerate(tokens):
        if at in taken:
            runs.append([])
        elif out[at]:
            runs[-1].append(Bit(at, token.norm, out[at]))
    return [run for run in runs if run]


def make_found(
    bits: Sequence[Bit], candidates: Sequence[Candidate], tokens: Sequence[Token], taken: Collection[int]
) -> Found:
    """Return what was found, with "the" taken in where the best candidate's name starts so."""
    start = bits[0].at
    if start and start - 1 not in taken and tokens[start - 1].norm in SILENT:
        start -= tokens[start - 1].norm == fold(candidates[0].name).partition(" ")[0]
    letters = sum(len(tokens[bit.at].norm) for bit in bits)
    return Found(start, bits[-1].at + 1, tuple(bits), tuple(candidates), letters)
