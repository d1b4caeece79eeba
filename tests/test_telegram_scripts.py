"""Chat scripts: who says what where, and what the bot, really polling over HTTP, then sends."""

from __future__ import annotations

from pathlib import Path

import pytest
from telegram_double import Chat, Line, User, on_stage, play
from telegram_double.double import BOT, BOT_NAME
from telegram_double.fake_core import FakeCore
from telegram_double.people import private

from bot.replies import load_replies

pytestmark = pytest.mark.anyio

REPLIES = load_replies(Path(__file__).parents[1] / "data")
USAGE = REPLIES["tg.ask-usage"]
EXAMPLE = REPLIES["tg.examples"].split("|")[1]
ADA, BEN = User(11, "Ada"), User(12, "Ben")
ROBOT = User(13, "Echo", is_bot=True)
ADAS, GROUP, SMALL = private(ADA), Chat(-100), Chat(-5, "group")
FORUM = Chat(-200, topics=(7, 9))
AT = f"@{BOT_NAME}"
SPEECH = "heard: speech\n“Take your <heart>.”\n— Ada & Co, Globes 2017"
NAMED = {"entities": [{"type": "text_mention", "offset": 0, "length": 6, "user": BOT.json()}]}
BENS_WORDS = {"message_id": 900, "date": 1, "chat": GROUP.json(), "from": BEN.json(), "text": "who won? I forgot"}
BENS_PHOTO = {"message_id": 901, "date": 1, "chat": GROUP.json(), "from": BEN.json(), "caption": "which film is it"}
TOPIC = {"name": "Oscars", "icon_color": 7322096}
TOPIC_OPENED = {"message_id": 7, "date": 1, "chat": FORUM.json(), "from": BOT.json(), "forum_topic_created": TOPIC}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


SCRIPTS = {
    "in a private chat any text is a question": [
        Line(ADA, ADAS, "who won best picture", ("heard: who won best picture",)),
        Line(ADA, ADAS, "and in 2018?", ("heard: and in 2018? (after who won best picture)",)),
        Line(ADA, ADAS, "/winners 2017", ("heard: /winners 2017 (after and in 2018?)",)),
        Line(ADA, ADAS, f"{AT} who won", ("heard: who won (after /winners 2017)",)),
        Line(ADA, ADAS, "1 < 2 & <b>", ("heard: 1 < 2 & <b> (after who won)",)),
    ],
    "start and help show pages and leave the conversation as it was": [
        Line(ADA, ADAS, "who won", ("heard: who won",)),
        Line(ADA, ADAS, "/start", (REPLIES["tg.start"],)),
        Line(ADA, ADAS, "/help", ("Type a question…",)),
        Line(ADA, ADAS, "and then", ("heard: and then (after who won)",)),
    ],
    "an example on a page is asked by its button": [
        Line(ADA, ADAS, "/start", (REPLIES["tg.start"],)),
        Line(ADA, ADAS, to=0, press=EXAMPLE, sends=(f"heard: {EXAMPLE}",)),
    ],
    "a quote stands beneath the answer": [Line(ADA, ADAS, "speech", (SPEECH,))],
    "/ask takes its question from the command, or from the message it replies to": [
        Line(ADA, GROUP, "/ask who won", ("heard: who won",)),
        Line(BEN, GROUP, "/ask", (USAGE,)),
        Line(BEN, GROUP, "/ask", ("heard: who won? I forgot",), more={"reply_to_message": BENS_WORDS}),
        Line(ADA, GROUP, "/ask", ("heard: which film is it (after who won)",), more={"reply_to_message": BENS_PHOTO}),
        Line(ADA, GROUP, "/ask", ("heard: I forgot (after which film is it)",), more={
            "reply_to_message": BENS_WORDS, "quote": {"text": "I forgot", "position": 9, "is_manual": True}}),
        Line(ADA, GROUP, "/ask", (USAGE,), to=0),
    ],
    "/quote asks for a quote about what follows, or for any": [
        Line(ADA, ADAS, "/quote", ("heard: random quote",)),
        Line(BEN, GROUP, "/quote emma stone", ("heard: quote emma stone",)),
    ],
    "a command may name the bot; one that names another is not for it": [
        Line(ADA, GROUP, f"/ask{AT} who won", ("heard: who won",)),
        Line(ADA, GROUP, f"/ASK{AT.upper()} who lost", ("heard: who lost (after who won)",)),
        Line(ADA, GROUP, "/ask@other_bot who won"),
        Line(ADA, GROUP, "/roll"),
        Line(ADA, GROUP, "/roll", to=0),
        Line(ADA, GROUP, f"/help{AT}", ("In a group I answer…",)),
    ],
    "in a group it is silent unless spoken to": [
        Line(ADA, GROUP, "who won best picture"),
        Line(ADA, GROUP, "ask @somebody who won"),
        Line(ADA, GROUP, f"{AT}s_brother who won"),
        Line(BEN, SMALL, "good evening"),
        Line(BEN, GROUP, "I say so", more={"reply_to_message": BENS_WORDS}),
    ],
    "its name in a message is left out, wherever it stands": [
        Line(ADA, GROUP, f"{AT} who won", ("heard: who won",)),
        Line(BEN, GROUP, f"🎬🎬 hey {AT.upper()}, who lost?", ("heard: 🎬🎬 hey , who lost?",)),
        Line(ADA, SMALL, f"who won, {AT}", ("heard: who won",)),
        Line(BEN, SMALL, "Awards who won", ("heard: who won",), more=NAMED),
        Line(ADA, GROUP, AT, (REPLIES["tg.ask-by-name"].replace("{bot}", BOT_NAME),)),
        Line(ADA, GROUP, AT, ("heard: who won? I forgot (after who won)",), more={"reply_to_message": BENS_WORDS}),
    ],
    "a reply to its message speaks to it": [
        Line(ADA, GROUP, "/ask who won", ("heard: who won",)),
        Line(BEN, GROUP, "and who lost?", ("heard: and who lost?",), to=0),
        Line(ADA, GROUP, "really?", ("heard: really? (after who won)",), to=1),
    ],
    "a reply to an answer that somebody else got, or to an older one, goes on from that answer": [
        Line(ADA, GROUP, "/ask share one", ("heard: share one",)),
        Line(BEN, GROUP, "/ask two", ("heard: two",)),
        Line(BEN, GROUP, "and then?", ("heard: and then? (after share one)",), to=0),
        Line(ADA, GROUP, "and then?", ("heard: and then? (after share one)",), to=0),
        Line(ADA, GROUP, "/ask three", ("heard: three (after and then?)",)),
        Line(ADA, GROUP, "and now?", ("heard: and now? (after share one)",), to=0),
        Line(ADA, GROUP, "/ask more", ("heard: more (after and now?)",)),
    ],
    "it never answers another bot, but somebody who writes in a chat's name": [
        Line(ROBOT, GROUP, f"{AT} who won"),
        Line(ROBOT, GROUP, f"{AT} who won", ("heard: who won",), more={"sender_chat": GROUP.json()}),
    ],
    "every asker in every chat and topic has a conversation of their own": [
        Line(ADA, FORUM, "/ask one", ("heard: one",), more={"thread": 7}),
        Line(ADA, FORUM, "/ask two", ("heard: two",), more={"thread": 9}),
        Line(ADA, FORUM, "/ask three", ("heard: three",)),
        Line(BEN, FORUM, "/ask four", ("heard: four",), more={"thread": 7}),
        Line(ADA, FORUM, "/ask five", ("heard: five (after one)",), more={"thread": 7}),
        Line(ADA, ADAS, "six", ("heard: six",)),
    ],
    "a message in a topic that the bot opened is no reply to it": [
        Line(ADA, FORUM, "good evening", more={"thread": 7, "reply_to_message": TOPIC_OPENED}),
    ],
    "a button changes its message and goes on with the asker's conversation": [
        Line(ADA, GROUP, "/ask choose", ("heard: choose",)),
        Line(BEN, GROUP, "/ask something else", ("heard: something else",)),
        Line(BEN, GROUP, to=0, press="2018", sends=("heard: and in 2018 (after choose)",)),
        Line(BEN, GROUP, "/ask again", ("heard: again (after something else)",)),
    ],
    "a button whose question is too long for Telegram asks its label": [
        Line(ADA, ADAS, "choose", ("heard: choose",)),
        Line(ADA, ADAS, to=0, press="The score's rivals", sends=("heard: The score's rivals (after choose)",)),
    ],
    "an error of the core is one plain sentence, and the next question is answered": [
        Line(ADA, GROUP, "/ask crash", (REPLIES["tg.error"],)),
        Line(ADA, GROUP, "/ask who won", ("heard: who won",)),
    ],
}  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
async def test_script(script: list[Line]) -> None:
    """The bot sends what the script says and nothing else, and every request keeps the Bot API's rules."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await play(stage, script)


async def test_privacy_mode_leaves_commands_and_replies() -> None:
    """Under privacy mode a bare mention does not reach the bot; commands and replies to it do."""
    script = [
        Line(ADA, GROUP, f"{AT} who won"),
        Line(ADA, GROUP, f"/ask{AT} who won", ("heard: who won",)),
        Line(ADA, GROUP, "and who lost?", ("heard: and who lost? (after who won)",), to=1),
    ]
    async with on_stage(FakeCore(), REPLIES, privacy=True) as stage:
        await play(stage, script)


async def test_answers_reply_to_the_asker_in_groups_and_in_the_same_topic() -> None:
    """In a group the answer replies to the question, in a forum within its topic; in private it stands alone."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        [in_topic] = await stage.say(ADA, FORUM, "/ask who won", thread=9)
        [in_private] = await stage.say(ADA, ADAS, "who won")
        [in_thread] = await stage.say(ADA, GROUP, "/ask who won", message_thread_id=4)  # replies, not a topic
    assert in_topic["message_thread_id"] == 9
    assert in_topic["reply_to_message"]["text"] == "/ask who won"
    assert "reply_to_message" not in in_private
    assert "message_thread_id" not in in_thread


async def test_a_question_deleted_meanwhile_is_still_answered() -> None:
    """When the message to reply to is gone, the answer is sent without it."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        message = await stage.double.says(ADA, GROUP, "/ask who won")
        del stage.double.messages[GROUP.id, message["message_id"]]
        await stage.settle()
        assert [sent["text"] for sent in stage.double.sent] == ["heard: who won"]


async def test_the_answer_is_bold_and_the_quote_a_block_quotation_without_previews() -> None:
    """Bold and quotation are entities at the right places; link previews are off."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        [message] = await stage.say(ADA, ADAS, "speech")
        request = next(params for name, params in reversed(stage.double.requests) if name == "sendMessage")
    kinds = [(entity["type"], _part(message["text"], entity)) for entity in message["entities"]]
    assert kinds == [("bold", "speech"), ("blockquote", "“Take your <heart>.”\n— Ada & Co, Globes 2017")]
    assert request["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize("data", ["q:", "o:99", "x:1", "o:2"])
async def test_a_button_that_no_longer_works_says_so(data: str) -> None:
    """A press that carries nothing the bot can read, or whose message is out of reach, is answered with a notice."""
    gone = {"message_id": 3, "date": 0, "chat": ADAS.json()}  # what Telegram sends of a message it cannot reach
    async with on_stage(FakeCore(), REPLIES) as stage:
        press = await stage.double.presses_data(ADA, gone, data)
        await stage.settle()
        assert stage.double.presses[press] == REPLIES["tg.stale"]


async def test_buttons_work_after_a_restart_and_twice() -> None:
    """What a button asks stands on it: a bot that remembers nothing answers it, however often it is pressed."""
    core = FakeCore()
    async with on_stage(FakeCore(), REPLIES) as stage:
        [message] = await stage.say(ADA, ADAS, "choose")
    async with on_stage(core, REPLIES) as stage:
        stage.double.chat_opened(ADAS)
        stage.double.messages[ADAS.id, message["message_id"]] = message | {"from": stage.double.me}
        for label in ("2016", "2016", "The score's rivals"):
            await stage.double.presses_button(ADA, message, label)
        await stage.settle()
        texts = [edited["text"] for edited in stage.double.edited]
        again = "(after and in 2016)"
        assert texts == ["heard: and in 2016", f"heard: and in 2016 {again}", f"heard: The score's rivals {again}"]
        assert stage.double.sent == []
        assert core.asked == ["and in 2016", "and in 2016", "The score's rivals"]


def _part(text: str, entity: dict[str, int]) -> str:
    raw = text.encode("utf-16-le")[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
    return raw.decode("utf-16-le")
