"""A short run of the fuzzing that tests/bench/fuzz.py does at length: nothing typed breaks anything."""

from __future__ import annotations

from fuzzed import RUN, Checker, texts
from hypothesis import given, seed, settings

from bot.answer import Core

TEXTS = 1_000


def test_whatever_is_typed_can_be_answered_and_sent(core: Core) -> None:
    """No exception, a reply in words, a message within Telegram's limits with nothing unescaped."""
    checker = Checker(core)

    @settings(RUN, max_examples=TEXTS)
    @seed(20170108)
    @given(texts())
    def ask(text: str) -> None:
        checker.check(text)

    ask()
    assert checker.asked >= TEXTS
