"""Commands: what each asks or shows, links with questions in them, menus by scope, and deleting what is kept."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from telegram_double import Line, on_stage, play
from telegram_double.cast import ADA, ADAS, AT, BEN, GROUP, REPLIES
from telegram_double.fake_core import FakeCore

from bot.answer import Core
from bot.messenger.commands import ASKING, COMMANDS
from bot.messenger.links import parameter_of
from bot.messenger.texts import read_texts
from bot.model import Context
from bot.review import ReviewList
from bot.state import answers, chats, contexts, shared
from bot.state.contexts import Conversation

pytestmark = pytest.mark.anyio

TEXTS = read_texts(REPLIES)
LONG = "who was nominated for best original score at the golden globes of 2017"
GONE = parameter_of("a question that nobody has ever stored under its name in this state")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


SCRIPTS = {
    "a command asks what its line in the data says": [
        Line(ADA, ADAS, "/nominees 2017 globes", ("heard: /nominees 2017 globes",)),
        Line(ADA, ADAS, "/ceremony 2017 globes", ("heard: /ceremony 2017 globes…",)),
        Line(ADA, ADAS, "/person emma stone", ("heard: /person emma stone…",)),
        Line(ADA, ADAS, "/film la la land", ("heard: /film la la land…",)),
        Line(ADA, ADAS, "/quote emma stone", ("heard: quote emma stone…",)),
        Line(ADA, ADAS, "/next globes", ("heard: /next globes…",)),
        Line(ADA, ADAS, "/next", ("heard: /next (…",)),
        Line(ADA, ADAS, "/quote", ("heard: random quote…",)),
    ],
    "a command that needs words says so": [
        Line(ADA, ADAS, "/person", (REPLIES["tg.usage-person"],)),
        Line(ADA, ADAS, "/film", (REPLIES["tg.usage-film"],)),
        Line(ADA, ADAS, "/ask", (REPLIES["tg.ask-usage"],)),
    ],
    "a link opens its question": [
        Line(ADA, ADAS, f"/start {parameter_of('who won')}", ("heard: who won",)),
        Line(ADA, ADAS, "and who lost", ("heard: and who lost (after who won)",)),
        Line(ADA, ADAS, f"/start {GONE}", (REPLIES["tg.link-gone"],)),
        Line(ADA, ADAS, "/start q____", (REPLIES["tg.start"],)),
        Line(ADA, ADAS, "/start ask", (REPLIES["tg.start"],)),
    ],
    "only the one who asked can have it deleted": [
        Line(ADA, GROUP, "/forget", (REPLIES["tg.forget-ask"],)),
        Line(BEN, GROUP, to=0, press="Delete it"),
        Line(ADA, GROUP, to=0, press="Keep it", sends=(REPLIES["tg.forget-kept"],)),
    ],
    "a message in a chat's name is nobody's": [
        Line(ADA, GROUP, "/forget", more={"sender_chat": GROUP.json()}),
    ],
}  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
async def test_script(script: list[Line]) -> None:
    """Who says what where, and what the bot sends."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await play(stage, script)


async def test_a_long_question_in_a_link_is_in_the_state() -> None:
    """It was stored when the link was made."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.service.state.run(lambda db: shared.keep(db, parameter_of(LONG), LONG, time.time()))
        [answer] = await stage.say(ADA, ADAS, f"/start {parameter_of(LONG)}")
    assert answer["text"] == f"heard: {LONG}"


async def test_start_leads_into_other_chats() -> None:
    """Beside the examples: a link that adds it to a group, and its name in another chat."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        [page] = await stage.say(ADA, ADAS, "/start")
    group, elsewhere = page["reply_markup"]["inline_keyboard"][-1]
    assert group["url"] == f"https://t.me/{AT[1:]}?startgroup=add"
    assert elsewhere["switch_inline_query"] == ""
    assert len(page["reply_markup"]["inline_keyboard"]) > 2


async def test_help_by_scope() -> None:
    """In private, in a group, and for its admins, each with the commands that are of use there."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.members[GROUP.id, BEN.id] = "administrator"
        [private] = await stage.say(ADA, ADAS, "/help")
        [group] = await stage.say(ADA, GROUP, "/help")
        [admin] = await stage.say(BEN, GROUP, "/help")
    assert "/start – " in private["text"]
    assert "/settings" not in private["text"] + group["text"]
    assert "/settings – " in admin["text"]
    assert REPLIES["tg.help-admin"] in admin["text"]
    assert all("{" not in page["text"] for page in (private, group, admin))


async def test_menus_by_scope() -> None:
    """What Telegram offers in private, in groups and to their admins; and what it shows of the bot before."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        menus = {scope: [each["command"] for each in menu] for (scope, _), menu in stage.double.menus.items()}
        pages = dict(stage.double.pages)
    assert set(menus) == {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
    assert "start" in menus["all_private_chats"]
    assert "settings" not in menus["all_private_chats"] + menus["all_group_chats"]
    assert set(menus["all_chat_administrators"]) - set(menus["all_group_chats"]) == {"settings", "daily"}
    assert pages["setMyDescription", ""] == REPLIES["tg.description"]
    assert pages["setMyShortDescription", ""] == REPLIES["tg.short-description"]


@pytest.mark.parametrize("consents", [True, False])
async def test_privacy_says_what_this_host_keeps(consents: bool, tmp_path: Path) -> None:
    """With the review list it is named, without it as well."""
    review = ReviewList(tmp_path / "review.db") if consents else None
    async with on_stage(FakeCore(), REPLIES, review=review) as stage:
        [page] = await stage.say(ADA, ADAS, "/privacy")
    assert REPLIES["tg.privacy-review" if consents else "tg.privacy-no-review"] in page["text"]
    assert "{" not in page["text"]


async def test_forget_really_deletes() -> None:
    """Everything about the asker is gone, in private and in groups; of others nothing."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        for who, where in ((ADA, ADAS), (ADA, GROUP), (BEN, GROUP)):
            await stage.say(who, where, "/ask who won")
        [question] = await stage.say(ADA, ADAS, "/forget")
        [done] = await stage.press(ADA, question, "Delete it")
        state = stage.service.state
        places = [Conversation(ADAS.id, None, ADA.id), Conversation(GROUP.id, None, ADA.id)]
        places.append(Conversation(GROUP.id, None, BEN.id))
        kept = await state.run(lambda db: [contexts.load(db, place, 0.0).slots for place in places])
        assert kept == [{}, {}, {"before": "who won"}]
        assert await state.run(lambda db: answers.of_question(db, ADAS.id, 1)) == []
        assert await state.run(lambda db: chats.standing_of(db, ADAS.id)) is None
        [fresh] = await stage.say(ADA, GROUP, "/ask and then")
    assert done["text"] == REPLIES["tg.forget-done"]
    assert fresh["text"] == "heard: and then"


WORDS = {
    "nominees": "best actress 2017 globes",
    "ceremony": "2017 globes",
    "person": "emma stone",
    "film": "la la land",
    "chart": "nominations by decade of emma stone",
    "quote": "emma stone",
    "next": "oscars",
    "about": "oscars",
}


@pytest.mark.parametrize("command", ASKING)
def test_the_core_answers_every_command(core: Core, command: str) -> None:
    """The question that a command's line in the data makes is one that the core answers, with words and without."""
    alone = TEXTS.question(command, "")
    questions = [TEXTS.question(command, WORDS[command]), *([alone] if alone else [])]
    replies = [core.answer(question, Context(), date(2026, 11, 22)).reply for question in questions]
    assert [(each.status, each.text) for each in replies if each.status != "answered"] == []


async def test_a_ceremony_has_its_card_and_its_next_steps(core: Core) -> None:
    """The button of the picture stands beneath those that lead on, not in their place."""
    async with on_stage(core, REPLIES) as stage:
        [answer] = await stage.say(ADA, ADAS, "/ceremony 2016 globes")
    labels = [button["text"] for row in answer["reply_markup"]["inline_keyboard"] for button in row]
    assert [label for label in (REPLIES["tg.picture"], REPLIES["step.share"]) if label not in labels] == []


def test_every_command_is_in_the_help() -> None:
    """What can be written is told."""
    told = "".join(TEXTS.command_list(place) for command in COMMANDS for place in command.places)
    assert [command.name for command in COMMANDS if f"/{command.name} – " not in told] == []
