"""Pieces of long titles that tell the title: "three billboards", "virginia woolf", "slumdog"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.link.forms import PIECE, Form
from bot.link.keys import fold_words, pieces
from bot.link.plain import is_plain

if TYPE_CHECKING:
    from bot.link.entries import Entity

KNOWN_WEIGHT = 8.0  # of lesser films nobody uses a piece of the title
WORD_WEIGHT = 40.0  # nor of those a single word
LEAD = 3.0  # a piece that two titles share means the one with so many times the weight, or neither
_LONGEST = 5
_SHORTEST_WORD = 5


def title_pieces(works: Sequence[Entity], persons: Sequence[Entity]) -> Iterator[tuple[Entity, Form]]:
    """Yield each telling piece of the titles of `works` with its work."""
    names = {word for person in persons for word in fold_words(person.name)}
    whole = {" ".join(fold_words(person.name)) for person in persons}
    holders: dict[str, list[Entity]] = defaultdict(list)
    for work in works:
        for piece in _pieces(work, names) - whole:
            holders[piece].append(work)
    for piece, found in holders.items():
        found.sort(key=lambda work: (-work.weight, work.id))
        if len(found) == 1 or found[0].weight >= LEAD * found[1].weight:
            yield found[0], Form(piece, "part", PIECE)
        elif (series := [work for work in found if _starts(work, piece)]) and series[0] is found[0]:
            yield from ((work, Form(piece, "part", PIECE)) for work in series)  # "harry potter"


def _pieces(work: Entity, names: set[str]) -> set[str]:
    if work.weight < KNOWN_WEIGHT:
        return set()
    words = fold_words(work.name)
    telling = [word for word, piece in zip(words, pieces(words), strict=True) if piece]
    found = set()
    if len(telling) > 1 and work.weight >= WORD_WEIGHT:
        found = {word for word in telling if _is_telling(word, names)}
    for size in range(2, min(len(telling) - 1, _LONGEST) + 1):
        for start in range(len(telling) - size + 1):
            run = telling[start : start + size]
            if not all(is_plain(word) for word in run):
                found.add(" ".join(run))
    return found


def _starts(work: Entity, piece: str) -> bool:
    return " ".join(fold_words(work.name)).startswith(piece + " ")


def _is_telling(word: str, names: set[str]) -> bool:
    return len(word) >= _SHORTEST_WORD and word not in names and not is_plain(word)
