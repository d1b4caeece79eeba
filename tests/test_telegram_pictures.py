"""Pictures in chats, as scripts: what people write and press, and the pictures that they see."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from telegram_double.double import Double, Fault
from telegram_double.fake_core import FakeCore
from telegram_double.people import Chat, Json, User, private
from telegram_double.stage import Stage, on_stage, serving

from bot.answer import Core
from bot.paths import data_dir
from bot.pictures.model import Picture
from bot.replies import load_replies

pytestmark = pytest.mark.anyio
REPLIES = load_replies(data_dir())
ADA, BEN = User(11, "Ada"), User(12, "Ben")
GROUP = Chat(-100)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (100).to_bytes(4, "big") * 2


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Pen:
    """Draws files that tell what they show: "title light"; waits for leave; fails on "bad"."""

    def __init__(self) -> None:
        self.leave = threading.Event()
        self.leave.set()

    def __call__(self, picture: Picture, dark: bool) -> bytes:
        assert self.leave.wait(10)
        if picture.title == "bad":
            raise ValueError("out of paint")
        return PNG + f"{picture.title} {'dark' if dark else 'light'}".encode()


def shown(stage: Stage, message: Json) -> str:
    """Return what the picture of a message shows, "" where it has none."""
    photo = message.get("photo")
    return stage.double.pictures[photo[0]["file_id"]].removeprefix(PNG).decode() if photo else ""


def labels(message: Json) -> list[str]:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def test_a_chart_is_a_picture_with_the_answer_beneath() -> None:
    """/chart is answered by a picture; its button turns it dark and back, in the same message."""
    async with on_stage(FakeCore(), REPLIES, draw=Pen()) as stage:
        [answer] = await stage.say(ADA, private(ADA), "/chart most wins")
        assert (shown(stage, answer), answer["caption"]) == ("most wins light", "heard: chart most wins")
        assert labels(answer) == ["Dark"]
        [dark] = await stage.press(ADA, answer, "Dark")
        assert dark["message_id"] == answer["message_id"]
        assert (shown(stage, dark), labels(dark)) == ("most wins dark", ["Light"])
        assert dark["caption"] == "heard: chart most wins"
        [light] = await stage.press(ADA, dark, "Light")
        assert (shown(stage, light), labels(light)) == ("most wins light", ["Dark"])


async def test_in_a_group_the_picture_replies_to_the_question() -> None:
    """As every answer does, so that people see whose it is."""
    async with on_stage(FakeCore(), REPLIES, draw=Pen()) as stage:
        [answer] = await stage.say(BEN, GROUP, "/chart most wins")
        assert shown(stage, answer) == "most wins light"
        assert answer["reply_to_message"]["message_id"] == stage.double.said["message_id"]


async def test_a_card_comes_at_the_press_of_a_button() -> None:
    """The words stay as they are; the card is a message beneath, to be passed on, light or dark."""
    async with on_stage(FakeCore(), REPLIES, draw=Pen()) as stage:
        [answer] = await stage.say(ADA, GROUP, "/ask card oscars-89")
        assert labels(answer) == ["Picture"]
        sent = len(stage.double.sent)
        assert await stage.press(BEN, answer, "Picture") == []
        [card] = stage.double.sent[sent:]
        assert (shown(stage, card), card["caption"]) == ("oscars-89 light", "oscars-89")
        assert card["reply_to_message"]["message_id"] == answer["message_id"]
        [dark] = await stage.press(BEN, card, "Dark")
        assert shown(stage, dark) == "oscars-89 dark"


async def test_a_button_works_after_a_restart() -> None:
    """What it draws stands on it: a new program with an empty state and no files draws it all the same."""
    async with Double() as double:
        async with serving(double, FakeCore(), REPLIES, draw=Pen()) as service:
            stage = Stage(double, service)
            [chart] = await stage.say(ADA, private(ADA), "/chart most wins")
            [words] = await stage.say(ADA, private(ADA), "card oscars-89")
        async with serving(double, FakeCore(), REPLIES, draw=Pen()) as service:
            stage = Stage(double, service)
            [dark] = await stage.press(ADA, chart, "Dark")
            assert shown(stage, dark) == "most wins dark"
            sent = len(double.sent)
            await stage.press(ADA, words, "Picture")
            assert shown(stage, double.sent[sent]) == "oscars-89 light"
        assert double.problems == []


async def test_a_button_of_something_gone_says_so() -> None:
    """A card that is no longer there is told in the answer to the press, and nothing is sent."""
    async with on_stage(FakeCore(), REPLIES, draw=Pen()) as stage:
        [answer] = await stage.say(ADA, private(ADA), "card gone")
        sent = len(stage.double.sent)
        await stage.press(ADA, answer, "Picture")
        assert len(stage.double.sent) == sent
        assert list(stage.double.presses.values()) == [REPLIES["tg.stale"]]


async def test_what_does_not_fit_on_a_button_is_not_offered() -> None:
    """Callback data has 64 bytes: a longer question has a chart without a button, a longer key no button at all."""
    long = "most wins of anybody whose name begins with a letter of the alphabet"
    async with on_stage(FakeCore(), REPLIES, draw=Pen()) as stage:
        [answer] = await stage.say(ADA, private(ADA), f"/chart {long}")
        assert (shown(stage, answer), labels(answer)) == (f"{long} light", [])
        [words] = await stage.say(ADA, private(ADA), f"card {long}")
        assert labels(words) == []


async def test_a_picture_that_fails_leaves_the_words() -> None:
    """A chart's answer comes without it; a card's failure is said; the bot goes on."""
    async with on_stage(FakeCore(), REPLIES, draw=Pen()) as stage:
        [answer] = await stage.say(ADA, private(ADA), "/chart bad")
        assert (shown(stage, answer), answer["text"]) == ("", "heard: chart bad")
        [words] = await stage.say(ADA, private(ADA), "card bad")
        sent = len(stage.double.sent)
        await stage.press(ADA, words, "Picture")
        assert [message["text"] for message in stage.double.sent[sent:]] == [REPLIES["tg.picture-failed"]]
        [good] = await stage.say(ADA, private(ADA), "/chart good")
        assert shown(stage, good) == "good light"


async def test_a_slow_picture_delays_nobody_else() -> None:
    """While one chat waits for its picture, another is answered; a third one's picture waits its turn."""
    pen = Pen()
    async with on_stage(FakeCore(), REPLIES, draw=pen) as stage:
        pen.leave.clear()
        await stage.double.says(ADA, private(ADA), "/chart most wins")
        await stage.double.says(ADA, private(ADA), "who won")
        started = time.monotonic()
        await stage.double.says(BEN, private(BEN), "who lost")
        while not stage.double.sent:
            assert time.monotonic() - started < 5
            await asyncio.sleep(0.01)
        assert [message["text"] for message in stage.double.sent] == ["heard: who lost"]
        pen.leave.set()
        await stage.settle()
        chart, words = stage.double.sent[1:]
        assert (shown(stage, chart), words["text"]) == ("most wins light", "heard: who won (after chart most wins)")


async def test_words_in_place_of_a_picture_and_the_other_way() -> None:
    """A question that was changed changes its answer, also from words to a chart; a chart cannot become words."""
    async with on_stage(FakeCore(), REPLIES, draw=Pen()) as stage:
        [words] = await stage.say(ADA, private(ADA), "who won")
        asked = stage.double.said
        [chart] = await stage.edit(asked, "chart most wins")
        assert (chart["message_id"], shown(stage, chart)) == (words["message_id"], "most wins light")
        [new] = await stage.edit(asked, "who lost")
        assert (new["text"], shown(stage, new)) == ("heard: who lost (after chart most wins)", "")


async def test_a_flood_wait_sends_the_picture_later() -> None:
    """A picture is tried again like any message."""
    async with on_stage(FakeCore(), REPLIES, draw=Pen()) as stage:
        stage.double.fail("sendPhoto", Fault(502))
        [answer] = await stage.say(ADA, private(ADA), "/chart most wins")
        assert shown(stage, answer) == "most wins light"


async def test_a_file_that_is_gone_leaves_the_words() -> None:
    """The chart's file was deleted, or lies on another machine: the answer is sent all the same."""
    async with on_stage(FakeCore(), REPLIES, draw=Pen()) as stage:
        fault = Fault(502)
        stage.double.fail("sendPhoto", fault)
        await stage.double.says(ADA, private(ADA), "/chart most wins")
        while fault.times:
            await asyncio.sleep(0.005)
        for file in stage.service.studio.folder.glob("*.png"):
            file.unlink()
        await stage.settle()
        [answer] = stage.double.sent
        assert (answer["text"], shown(stage, answer)) == ("heard: chart most wins", "")


@pytest.mark.parametrize(
    ("says", "title"),
    [
        ("/ceremony oscars 2016", "88th Oscars, 2016"),
        ("/film titanic", "Titanic"),
        ("/person meryl streep", "Meryl Streep"),
    ],
)
async def test_the_real_core_has_cards(core: Core, says: str, title: str) -> None:
    """What is asked for most has a picture to share, really drawn."""
    async with on_stage(core, REPLIES) as stage:
        [answer] = await stage.say(ADA, private(ADA), says)
        sent = len(stage.double.sent)
        await stage.press(ADA, answer, REPLIES["tg.picture"])
        [card] = stage.double.sent[sent:]
        assert (card["caption"], card["photo"][0]["width"]) == (title, 1080)
        light = card["photo"]
        [dark] = await stage.press(ADA, card, REPLIES["tg.picture-dark"])
        assert dark["photo"] != light


async def test_the_real_core_has_charts(core: Core) -> None:
    """As of the day on which it is asked, like any answer; the examples are buttons that draw."""
    async with on_stage(core, REPLIES) as stage:
        [answer] = await stage.say(ADA, private(ADA), "/chart nominations by decade of meryl streep")
        assert answer["photo"][0]["width"] == 1080
        assert answer["caption"].startswith("Meryl Streep: Oscar nominations by decade. 3 wins from 19 nominations")
        [usage] = await stage.say(ADA, private(ADA), "chart")
        [drawn] = await stage.press(ADA, usage, "chart most oscar wins by film")
        assert drawn["caption"].startswith("Most Oscar wins by film")
        assert labels(drawn)[-1] == REPLIES["tg.picture-dark"]


async def test_chart_alone_shows_one() -> None:
    """Without words there is a chart to begin with."""
    async with on_stage(FakeCore(), REPLIES, draw=Pen()) as stage:
        [answer] = await stage.say(ADA, private(ADA), "/chart")
        assert shown(stage, answer) == "most oscar wins by film light"
