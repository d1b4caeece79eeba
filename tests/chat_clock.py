"""A clock that tests set: every `time.time()` of the process is as much ahead as they say."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from telegram_double import Stage
from telegram_double.people import Json

_real = time.time


@dataclass(slots=True)
class Clock:
    """Lets time pass, for the bot and for the double."""

    ahead_s: float = 0.0

    def time(self) -> float:
        return _real() + self.ahead_s

    async def passes(self, stage: Stage, seconds: float) -> list[Json]:
        """Let so much time pass, and return what the bot sends when its games look at the clock."""
        self.ahead_s += seconds
        return await stage.after(_tick(stage))


async def _tick(stage: Stage) -> None:
    for ticker in stage.service.tickers:
        await ticker.play_due()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that is right, until a test lets time pass."""
    clock = Clock()
    monkeypatch.setattr(time, "time", clock.time)
    return clock
