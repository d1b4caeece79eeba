"""Trivia and the ways of groups: admins, settings, privacy mode, the question of the day, reports, upgrades."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from chat_clock import Clock, clock
from chat_games import Passes, Presses, Says, Step, Votes, last_poll, play_game, shown
from telegram_double import Stage, on_stage
from telegram_double.cast import ADA, ADAS, BEN, GROUP, REPLIES, SMALL
from telegram_double.double import Fault
from telegram_double.fake_core import FakeCore

from bot.messenger.trivia.days import read_time
from bot.messenger.trivia.names import shown_name
from bot.review import ReviewList

__all__ = ["clock"]
pytestmark = pytest.mark.anyio

DEAF, NO_GAME = REPLIES["trivia.deaf"], REPLIES["trivia.not-no-game"]
DAY_S, HOUR_S = 86_400, 3_600


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


ADMINS: dict[str, list[Step]] = {
    "an admin ends, pauses and skips what somebody else has begun": [
        Says(BEN, "/trivia 3 x", ("Trivia: 3…", "[poll] 1/3 · What is 1?")),
        Says(ADA, "/skip", ("option 1\nIt is 1.\nSkipped.",)),
        Says(ADA, "/pause", ("Paused…",)),
        Says(ADA, "/resume", ("[poll] 2/3 · What is 2?",)),
        Says(ADA, "/stop", ("option 2\nIt is 2.\nNobody answered.", "Stopped after 2 questions\n…")),
    ],
    "only admins begin, and not at once again": [
        Says(ADA, "/settings", ("Settings of this group…",)),
        Presses(ADA, "Trivia", ("Settings of this group…",)),
        Presses(ADA, "only admins start it", ("Settings of this group…",), notice="Saved."),
        Presses(ADA, "Trivia", ("Settings of this group…",)),
        Presses(ADA, "15 minutes between games", ("Settings of this group…",), notice="Saved."),
        Says(BEN, "/trivia 3 x", (REPLIES["trivia.not-starter"],)),
        Says(ADA, "/trivia 3 x", ("Trivia: 3…", "[poll] 1/3 · What is 1?")),
        Says(ADA, "/stop", ("option 1\nIt is 1.\nNobody…", "Stopped after 1 question\n…")),
        Says(ADA, "/trivia", ("Film awards trivia…",)),
        Presses(ADA, "Start", ("The last game here was a moment ago. The next one may start in 15 minutes.",)),
        Passes(15 * 60),
        Presses(ADA, "Start", ("Trivia: 10 questions.\n…", "[poll] 1/10 · What is 2?")),
    ],
    "the board is emptied by an admin alone, who is asked before": [
        Says(BEN, "/score reset", (REPLIES["trivia.score-admins"],)),
        Says(BEN, "/trivia 1 x", ("Trivia…", "[poll] 1/1 · What is 1?")),
        Votes(BEN, 1),
        Passes(22, ("option 1\nIt is 1.\nBen +15 (0 s)", "Final score, 1 question\n🥇 Ben – 15 points, 1 right")),
        Says(ADA, "/score season", ("This season\n🥇 Ben – 15 points, 1 right in 1 game",)),
        Says(ADA, "/score reset", (REPLIES["trivia.reset-ask"],)),
        Presses(BEN, "Delete them", notice=REPLIES["trivia.score-admins"]),
        Presses(ADA, "Delete them", (REPLIES["trivia.reset-done"],)),
        Says(ADA, "/score", (REPLIES["trivia.nobody-yet"],)),
        Says(ADA, "/score everything", (REPLIES["trivia.score-usage"],)),
    ],
    "a question a day, but none in quiet hours": [
        Says(BEN, "/daily on 20:00", (REPLIES["trivia.daily-admins"],)),
        Says(ADA, "/daily tomorrow", (REPLIES["trivia.daily-usage"],)),
        Says(ADA, "/daily on 8 pm", ("From now on I ask one question a day at 20:00 (UTC). It is open for 3 hours;…",)),
        Says(BEN, "/daily", ("I ask one question a day here at 20:00 (UTC)…",)),
        Passes(DAY_S, ("[poll] Question of the day · What is 1?",)),
        Votes(BEN, 1),
        Passes(3 * HOUR_S + 2, ("option 1\nIt is 1.\nBen +1…", "This season\n🥇 Ben – 1…")),
        Says(ADA, "/settings", ("Settings…",)),
        Presses(ADA, "Quiet hours", ("Settings…",)),
        Presses(ADA, "21:00 to 7:00", ("Settings…",), notice="Saved."),
        Says(ADA, "/daily on 23:30", ("23:30 is within the quiet hours of this group…",)),
        Says(ADA, "/daily off", (REPLIES["trivia.daily-off"],)),
        Passes(DAY_S),
        Says(ADA, "/daily off", (REPLIES["trivia.daily-none"],)),
    ],
}  # fmt: skip


@pytest.mark.parametrize("script", ADMINS.values(), ids=ADMINS.keys())
async def test_what_admins_do(script: list[Step], clock: Clock, tmp_path: Path) -> None:
    """Ada is an admin, Ben is not."""
    await play_game(script, clock, tmp_path, admins=[ADA])


async def test_where_it_cannot_hear_it_offers_polls(clock: Clock, tmp_path: Path) -> None:
    """Privacy mode is on: typed answers would not reach it, polls do; in private it hears everything."""
    script: list[Step] = [
        Says(ADA, "/trivia 2 typed", (DEAF,)),
        Presses(ADA, "Play with quiz polls", ("Trivia: 2…", "[poll] 1/2 · What is 1?")),
        Votes(BEN, 1),
        Passes(22, ("option 1\nIt is 1.\nBen +15 (0 s)\n1. Ben 15",)),
        Says(ADA, "/trivia 1 typed", ("Trivia…", "1/1 · What is 1?"), ADAS),
        Says(ADA, "right 1", ("option 1\nIt is 1.\nAda +15 (0 s)", "Final score, 1 question\n🥇 Ada…"), ADAS),
    ]
    await play_game(script, clock, tmp_path, privacy=True)


async def test_a_reported_question_is_on_the_hosts_list(clock: Clock, tmp_path: Path) -> None:
    """The question is kept with its fact; where the host keeps no list, the press says so."""
    review = ReviewList(tmp_path / "review.db")
    script: list[Step] = [
        Says(ADA, "/trivia 1 x", ("Trivia…", "[poll] 1/1 · What is 1?")),
        Passes(22, ("option 1\nIt is 1.\nNobody answered.", "Final score, 1 question\nNobody has scored…")),
        Presses(BEN, "Report this question", notice=REPLIES["trivia.reported"]),
    ]
    await play_game(script, clock, tmp_path, review=review)
    [entry] = review.entries()
    assert (entry.kind, entry.text, entry.reason) == ("report", "What is 1?", "It is 1.")
    (tmp_path / "state.db").unlink()
    script[-1] = Presses(BEN, "Report this question", notice=REPLIES["trivia.not-reported"])
    await play_game(script, clock, tmp_path)


async def test_a_poll_that_was_sent_twice_counts_twice_over(clock: Clock) -> None:
    """The connection is cut when the poll was taken: it is sent again, and answers to either copy count once."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.fail("sendPoll", Fault(0, served=True))
        sent = [shown(message) for message in await stage.say(ADA, GROUP, "/trivia 1 x")]
        assert sent[1:] == ["[poll] 1/1 · What is 1?"] * 2
        orphan, copy = [message for message in stage.double.sent if "poll" in message]
        for who, poll in ((ADA, orphan), (BEN, copy), (BEN, orphan)):
            await stage.double.votes_for(who, poll, 1)
            await stage.settle()
        told = [shown(message) for message in await clock.passes(stage, 22)]
    assert told[0] == "option 1\nIt is 1.\nAda +15 (0 s) · Ben +15"


async def test_a_vote_that_comes_before_its_poll_is_noted_counts(clock: Clock) -> None:
    """It was cast while the answer to sendPoll was on its way."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.fail("sendPoll", Fault(0, served=True))
        stage.double.fail("sendPoll", Fault(delay_s=0.3))
        await stage.double.says(ADA, GROUP, "/trivia 1 x")
        while not any("poll" in message for message in stage.double.sent):
            await asyncio.sleep(0.01)
        await stage.double.votes_for(BEN, last_poll(stage.double, GROUP), 1)
        await stage.settle()
        told = [shown(message) for message in await clock.passes(stage, 22)]
    assert told[0] == "option 1\nIt is 1.\nBen +15 (0 s)"


async def test_a_group_that_becomes_a_supergroup_plays_on(clock: Clock) -> None:
    """The game and the scores go along."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.say(ADA, SMALL, "/trivia 2 x")
        await stage.double.votes_for(BEN, last_poll(stage.double, SMALL), 1)
        big = await stage.double.migrates(ADA, SMALL, -1005)
        await stage.settle()
        told = await clock.passes(stage, 22)
        await clock.passes(stage, 6)
        await stage.double.votes_for(BEN, last_poll(stage.double, big), 2)
        await stage.settle()
        told += await clock.passes(stage, 22)
        [board] = await stage.say(BEN, big, "/score")
    assert {message["chat"]["id"] for message in told} == {-1005}
    assert board["text"] == "All time\n🥇 Ben – 30 points, 2 right in 1 game"


async def test_who_is_forgotten_has_no_score(clock: Clock) -> None:
    """/forget takes somebody off the board, in groups too."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await won_by_ben(stage, clock)
        [page] = await stage.say(BEN, GROUP, "/forget")
        await stage.press(BEN, page, "Delete it")
        [board] = await stage.say(ADA, GROUP, "/score")
    assert board["text"] == REPLIES["trivia.nobody-yet"]


async def won_by_ben(stage: Stage, clock: Clock) -> None:
    await stage.say(ADA, GROUP, "/trivia 1 x")
    await stage.double.votes_for(BEN, last_poll(stage.double, GROUP), 1)
    await stage.settle()
    await clock.passes(stage, 22)


async def test_the_rules_are_told_in_help() -> None:
    """What an answer brings stands there in figures."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        [page] = await stage.say(ADA, GROUP, "/help")
    assert (
        "In trivia a right answer brings 10 points, up to 5 more when it is fast, and 2 more from number 3"
        in page["text"]
    )


NAMES = [
    ("<b>Ada</b> & Co", "<b>Ada</b> & Co"),
    ("a\u202egnp.exe", "agnp.exe"),
    ("\u2063\u200b", "?"),
    ("Ada\n2. Ben 900", "Ada 2. Ben 900"),
    ("x" * 60, "x" * 23 + "…"),
    ("e\u0301\u0301\u0301\u0301", "e\u0301\u0301"),
    ("{name}", "{name}"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_names_keep_to_their_line(name: str, shown: str) -> None:
    """Nothing in a name turns the line around, breaks it, or makes it long."""
    assert shown_name(name) == shown


TIMES = [("on 20:00", 1200), ("20.30", 1230), ("on at 8pm", 1200), ("8 a.m.", 480), ("12 am", 0), ("12pm", 720),
         ("24:00", None), ("13 pm", None), ("0 pm", None), ("8:60", None), ("noon", None), ("on", None)]  # fmt: skip


@pytest.mark.parametrize(("words", "minute"), TIMES)
def test_times_of_day(words: str, minute: int | None) -> None:
    """As people write them; anything else is none."""
    assert read_time(words) == minute
