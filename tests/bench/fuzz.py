"""Odd texts by the hundred thousand on their whole way to a message: python tests/bench/fuzz.py [NUMBER [SEED]]

Asks NUMBER texts (default: a million, which takes most of an hour on two processors) that hypothesis makes from SEED,
and prints how many were asked, the slowest of them and each that broke something. Ends with 1 when one did.
"""

from __future__ import annotations

import gc
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from fuzzed import RUN, Checker, texts
from hypothesis import given, seed, settings

from bot.answer import load_core
from bot.build.freshness import ensure_store

NUMBER, SEED = 1_000_000, 20170108
PER_ROUND = 20_000  # texts of one seed
PROCESSES = 2
_SHOWN_CHARS = 100


class Round(NamedTuple):
    """What one round came to; `problem` is "" when nothing broke."""

    asked: int
    slowest_s: float
    slowest: str
    problem: str


def main() -> None:
    """Fuzz, and print what was seen."""
    number, first = (int(given) if given else usual for given, usual in zip_longest(sys.argv[1:3], (NUMBER, SEED)))
    rounds = -(-number // PER_ROUND)
    ensure_store()
    began, asked, broken = time.monotonic(), 0, 0
    slowest = Round(0, 0.0, "", "")
    with ProcessPoolExecutor(PROCESSES) as pool:
        for each in pool.map(fuzz, range(first, first + rounds), [min(PER_ROUND, number)] * rounds):
            asked += each.asked
            slowest = max(slowest, each, key=lambda item: item.slowest_s)
            if each.problem:
                broken += 1
                print(each.problem)
            print(f"{asked:>9,} texts, {broken} broke something, {time.monotonic() - began:,.0f} s", flush=True)
    print(f"slowest {slowest.slowest_s * 1000:.1f} ms of the processor: {slowest.slowest[:_SHOWN_CHARS]!r}")
    sys.exit(bool(broken))


def fuzz(number: int, count: int) -> Round:
    """Ask `count` texts of the seed `number`."""
    checker = _checker()
    checker.slowest_s, before = 0.0, checker.asked

    @settings(RUN, max_examples=count)
    @seed(number)
    @given(texts())
    def ask(text: str) -> None:
        try:
            checker.check(text)
        except Exception as error:
            raise AssertionError(f"seed {number}, after {checker.asked - before} texts: {text!r}: {error!r}") from error

    problem = ""
    try:
        ask()
    except AssertionError as error:
        problem = str(error)
    return Round(checker.asked - before, checker.slowest_s, checker.slowest, problem)


_kept: list[Checker] = []


def _checker() -> Checker:
    """Return the checker of this process, with a core of its own."""
    if not _kept:
        core = load_core()
        core.warm_up()
        gc.freeze()  # as the bot does: looking for garbage among the facts is no part of an answer
        _kept.append(Checker(core))
    return _kept[0]


if __name__ == "__main__":
    main()
