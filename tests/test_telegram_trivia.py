"""Games of trivia in chats: each mode, buttons, control, admins, typed answers, and restarts after every step."""

from __future__ import annotations

from pathlib import Path

import pytest
from chat_clock import Clock, clock
from chat_games import Passes, Presses, Says, Step, Votes, play_game
from telegram_double import User
from telegram_double.cast import ADA, ADAS, AT, BEN, FORUM, REPLIES

__all__ = ["clock"]
pytestmark = pytest.mark.anyio

CY = User(14, "<b>Cy</b> & Co")
OPENING = "Trivia: 2 questions (oscars).\nYou have 20 seconds for each, and a fast answer scores more…"
PAGE = "Film awards trivia…"
NO_GAME = REPLIES["trivia.not-no-game"]
QUESTION = ("[poll] 1/2 · What is 1?", "[poll] 2/2 · What is 2?")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


GAMES: dict[str, list[Step]] = {
    "polls, with a tie, a late vote and somebody who leaves": [
        Says(ADA, "/trivia 2 oscars", (OPENING, QUESTION[0])),
        Votes(ADA, 1),
        Votes(CY, 1),
        Votes(BEN, 0),
        Passes(22, (
            "option 1\nIt is 1.\nAda +15 (0 s) · <b>Cy</b> & Co +15\n1. <b>Cy</b> & Co 15 · 1. Ada 15 · 3. Ben 0",
        )),
        Votes(BEN, 1, is_taken=False),
        Passes(5, (QUESTION[1],)),
        Votes(BEN, 2),
        Passes(22, (
            "option 2\nIt is 2.\nBen +15 (0 s)",
            "Final score, 2 questions\n🥇 <b>Cy</b> & Co – 15 points, 1 right\n🥇 Ada – 15 points, 1 right\n"
            "🥇 Ben – 15 points, 1 right\nFastest: …",
        )),
        Passes(600),
        Says(ADA, "/score", ("All time\n🥇 <b>Cy</b> & Co – 15 points, 1 right in 1 game\n🥇 Ada…",)),
    ],
    "nobody plays": [
        Says(ADA, "/trivia 5 x", ("Trivia: 5…", "[poll] 1/5 · What is 1?")),
        Passes(22, ("option 1\nIt is 1.\nNobody answered.",)),
        Passes(5, ("[poll] 2/5 · What is 2?",)),
        Passes(22, ("option 2\nIt is 2.\nNobody answered.",)),
        Passes(5, ("[poll] 3/5 · What is 3?",)),
        Passes(22, (
            "option 3\nIt is 3.\nNobody answered.",
            "Nobody answers any more, so I stop here, after 3 questions\nNobody has scored. /trivia begins again.",
        )),
        Passes(600),
    ],
    "control": [
        Says(ADA, "/stop", (NO_GAME,)),
        Says(ADA, "/trivia 2 oscars", (OPENING, QUESTION[0])),
        Says(BEN, "/trivia 2 oscars", (REPLIES["trivia.not-running"],)),
        Says(BEN, "/stop", (REPLIES["trivia.not-not-yours"],)),
        Says(ADA, "/resume", (REPLIES["trivia.not-not-paused"],)),
        Says(BEN, "/hint", (REPLIES["trivia.not-no-hint"],)),
        Says(BEN, "/skip", (REPLIES["trivia.skip-noted"],)),
        Says(BEN, "/skip", (REPLIES["trivia.not-voted"],)),
        Says(CY, "/skip", ("option 1\nIt is 1.\nSkipped.",)),
        Votes(BEN, 1, is_taken=False),
        Says(ADA, "/pause", ("Paused. /resume goes on; after 60 minutes I end the game.",)),
        Passes(600),
        Says(ADA, "/pause", (REPLIES["trivia.not-paused"],)),
        Says(ADA, "/resume", (QUESTION[1],)),
        Says(ADA, "/pause", (REPLIES["trivia.will-pause"],)),
        Says(ADA, "/stop", ("option 2\nIt is 2.\nNobody answered.", "Stopped after 2 questions\nNobody has…")),
        Says(ADA, "/skip", (NO_GAME,)),
    ],
    "typed": [
        Says(ADA, "/trivia 2 typed", ("Trivia: 2 questions.\nType your answer;…", "1/2 · What is 1?")),
        Says(BEN, "who won best actress"),
        Says(BEN, f"{AT} who won", ("heard: who won",)),
        Says(BEN, "/hint", ("Hint 1: It is a number.\nA right answer brings 7 points now.",)),
        Says(CY, "right 1", ("option 1\nIt is 1.\n<b>Cy</b> & Co +12 (0 s)\n1. <b>Cy</b> & Co 12",)),
        Says(BEN, "right 1"),
        Says(BEN, "/ask who lost", ("heard: who lost (after who won)",)),
        Passes(5, ("2/2 · What is 2?",)),
        Passes(42, ("option 2\nIt is 2.\nNobody answered.", "Final score, 2 questions\n🥇 <b>Cy</b> & Co – 12…")),
        Says(BEN, "right 2"),
    ],
    "by the buttons of the page": [
        Says(ADA, "/trivia", (PAGE,)),
        Presses(ADA, "5", (PAGE,)),
        Presses(ADA, "Oscars", (PAGE,)),
        Presses(BEN, "Type answers", (PAGE,)),
        Presses(BEN, "Start", ("Trivia: 5 questions (oscars).\nType your answer;…", "1/5 · What is 1?")),
        Says(BEN, "/stop", ("option 1\nIt is 1.\nNobody answered.", "Stopped after 1 question\n…")),
        Presses(ADA, "Play again", (PAGE,)),
    ],
    "asked for in words of one's own": [
        Says(ADA, "let's play trivia", (PAGE,), ADAS),
        Says(ADA, "quiz me on 3 oscars", ("Trivia: 3 questions (oscars)…", "[poll] 1/3…"), ADAS),
        Says(ADA, "start a quiz about gibberish", ("heard: start a quiz about gibberish",), ADAS),
        Says(ADA, "let's play trivia"),
        Says(ADA, f"{AT} let's play trivia!", (PAGE,)),
        Says(ADA, "/trivia gibberish", ('I do not know what "gibberish" means.',)),
        Says(ADA, "/trivia none", (REPLIES["trivia.not-empty"],)),
    ],
    "two chats and two topics at once": [
        Says(ADA, "/trivia 2 a", ("Trivia…", QUESTION[0])),
        Says(ADA, "/trivia 2 typed", ("Trivia…", "1/2 · What is 1?"), FORUM, {"thread": 7}),
        Says(ADA, "/trivia 2 typed", ("Trivia…", "1/2 · What is 2?"), FORUM, {"thread": 9}),
        Says(BEN, "right 1", (), FORUM, {"thread": 9}),
        Says(BEN, "right 1", ("option 1\nIt is 1.\nBen +15 (0 s)…",), FORUM, {"thread": 7}),
        Says(BEN, "right 2", ("option 2\nIt is 2.\nBen +15 (0 s)…",), FORUM, {"thread": 9}),
        Votes(BEN, 1),
        Passes(22, ("2/2 · What is 3?", "2/2 · What is 4?", "option 1\nIt is 1.\nBen +15…"), mixed=True),
        Says(ADA, "/score me", ("You have no score here yet. /trivia begins a game.",)),
        Says(BEN, "/score me", ("Ben: 15 points, rank 1 of 1; 1 of 1 right. Games: 0, won: 0. Fastest: 0 s.",)),
    ],
}  # fmt: skip


@pytest.mark.parametrize("restarts", [False, True], ids=["", "with restarts"])
@pytest.mark.parametrize("script", GAMES.values(), ids=GAMES.keys())
async def test_games(script: list[Step], restarts: bool, clock: Clock, tmp_path: Path) -> None:
    """Each game goes as its script says, also when the bot is started anew after every step."""
    await play_game(script, clock, tmp_path, restarts=restarts)
