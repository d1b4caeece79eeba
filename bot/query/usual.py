"""The forms of conditions that most questions take: preparing a statement takes longer than most of them run."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from bot.query.filters import Filters
from bot.query.rows import find_rows
from bot.store import Store

_NOTHING = "none"  # an id that nothing has
_IDS = ((_NOTHING,),)
_PAIR = (_NOTHING, _NOTHING)
_AWARDS: tuple[dict[str, Any], ...] = (
    {},
    {"bodies": (_NOTHING,)},
    {"categories": (_PAIR,)},
    {"categories": (_PAIR, _PAIR)},
)
_TIMES: tuple[dict[str, Any], ...] = ({}, {"edition": _NOTHING}, {"years": (0, 0)}, {"years": (0, 0), "basis": "film"})
_NAMES: tuple[dict[str, Any], ...] = (
    {},
    {"persons": _IDS},
    {"works": _IDS},
    {"film_persons": _IDS},
    {"persons": _IDS, "works": _IDS},
    {"works": _IDS, "film_persons": _IDS},
)


def prepare_usual(store: Store) -> None:
    """Prepare the statements of these forms, each asked once of nothing; some 30 ms."""
    for filters in usual_filters():
        find_rows(store, filters)


def usual_filters() -> Iterator[Filters]:
    """Yield conditions of each form, which no nomination meets."""
    for award, time, names, result in product(_AWARDS, _TIMES, _NAMES, ("won", "any")):
        if award or names:
            yield Filters(**award, **time, **names, result=result)
