"""The bot is killed in the middle of games: a short run of `bench/trivia_kills.py`, which does it 200 times."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import sqlite_file
from trivia_kills import measure

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_games_outlive_kills(tmp_path: Path) -> None:
    """Every answer that was taken is scored once, every question told, every game ended."""
    figures = await measure(sqlite_file(tmp_path), kills=3, seed=5, chats=3, questions=2)
    assert figures["answers taken"] == figures["answers scored"] != 0
    assert (figures["wrong scores"], figures["gaps"], figures["left over"]) == ([], [], (0, 0, 0))
    assert figures["games"] == figures["games ended"]
