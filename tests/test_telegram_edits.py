"""Changed messages: an edited question edits its answer; what is deleted, too old or no question is left alone."""

from __future__ import annotations

import time

import pytest
from telegram_double import Line, on_stage, play
from telegram_double.cast import ADA, ADAS, AT, BEN, GROUP, REPLIES
from telegram_double.fake_core import FakeCore

pytestmark = pytest.mark.anyio

DAY_S = 86_400


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


SCRIPTS = {
    "an edited question edits its answer": [
        Line(ADA, ADAS, "who wan", ("heard: who wan",)),
        Line(ADA, ADAS, "who won", ("heard: who won (after who wan)",), edits=0),
        Line(ADA, ADAS, "and who lost", ("heard: and who lost (after who won)",)),
    ],
    "also one that was asked by a command, by name or as a reply": [
        Line(ADA, GROUP, "/ask who won", ("heard: who won",)),
        Line(ADA, GROUP, "/ask who lost", ("heard: who lost (after who won)",), edits=0),
        Line(BEN, GROUP, f"{AT} who won", ("heard: who won",)),
        Line(BEN, GROUP, f"{AT} who lost", ("heard: who lost (after who won)",), edits=2),
        Line(BEN, GROUP, "really", ("heard: really (after who lost)",), to=2),
        Line(BEN, GROUP, "/quote emma stone", ("heard: quote emma stone (after really)",)),
        Line(BEN, GROUP, "/quote ryan gosling", ("heard: quote ryan gosling (after quote emma stone)",), edits=5),
    ],
    "an earlier question is answered anew, and the conversation goes on from the latest": [
        Line(ADA, ADAS, "one", ("heard: one",)),
        Line(ADA, ADAS, "two", ("heard: two (after one)",)),
        Line(ADA, ADAS, "first", ("heard: first",), edits=0),
        Line(ADA, ADAS, "three", ("heard: three (after two)",)),
    ],
    "a message that becomes a question is answered": [
        Line(ADA, GROUP, "who won"),
        Line(ADA, GROUP, f"{AT} who won", ("heard: who won",), edits=0),
        Line(ADA, GROUP, f"{AT} who lost", ("heard: who lost (after who won)",), edits=1),
    ],
    "what is no longer a question leaves its answer as it is": [
        Line(ADA, GROUP, f"{AT} who won", ("heard: who won",)),
        Line(ADA, GROUP, "never mind", edits=0),
        Line(ADA, GROUP, "/ask who won", ("heard: who won (after who won)",)),
        Line(ADA, GROUP, "/ask", edits=2),
    ],
    "a page is not a question": [
        Line(ADA, ADAS, "/help", ("Type a question…",)),
        Line(ADA, ADAS, "/help me", edits=0),
    ],
    "an edit that changes nothing sends nothing": [
        Line(ADA, ADAS, "same", ("heard: same",)),
        Line(BEN, GROUP, "/ask same", ("heard: same",)),
        Line(BEN, GROUP, "good evening"),
        Line(BEN, GROUP, "good night", edits=2),
    ],
}  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
async def test_script(script: list[Line]) -> None:
    """An answer changes with its question, and nothing is said twice."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await play(stage, script)


async def test_a_deleted_answer_is_left_alone() -> None:
    """Nothing is sent in its place, and nobody hears an apology."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        [answer] = await stage.say(ADA, ADAS, "who won")
        question = stage.double.said
        stage.double.deletes(answer)
        assert await stage.edit(question, "who lost") == []


async def test_a_deleted_question_is_left_alone() -> None:
    """Telegram tells nobody; its answer stays."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.say(ADA, ADAS, "who won")
        stage.double.deletes(stage.double.said)
        [answer] = await stage.say(ADA, ADAS, "who lost")
    assert answer["text"] == "heard: who lost (after who won)"


@pytest.mark.parametrize("age_s", [3 * DAY_S, 30 * DAY_S])
async def test_an_old_question_is_left_alone(age_s: int) -> None:
    """Whoever changes a message of last week does not want to be answered now."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.say(ADA, ADAS, "who won")
        assert await stage.edit(stage.double.said | {"date": int(time.time()) - age_s}, "who lost") == []


async def test_what_becomes_a_question_late_is_left_alone() -> None:
    """A message of an hour ago gets the bot's name now: the talk has moved on."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.say(ADA, GROUP, "who won")
        assert await stage.edit(stage.double.said | {"date": int(time.time()) - 3600}, f"{AT} who won") == []


async def test_an_edit_that_comes_before_the_answer_is_sent() -> None:
    """The answer is still on its way: it is changed, not followed by a second one."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        question = await stage.double.says(ADA, ADAS, "who wan")
        await stage.double.edits(question, "who won")
        await stage.settle()
        [message] = [message for message in stage.double.messages.values() if message["from"]["is_bot"]]
    assert message["text"].startswith("heard: who won")
