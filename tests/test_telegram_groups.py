"""Groups: what the bot hears and points at, being added and thrown out, upgrades, and the settings of admins."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram_double import Chat, Double, Line, Stage, User, on_stage, play
from telegram_double.cast import ADA, ADAS, AT, BEN, FORUM, GROUP, REPLIES, SMALL
from telegram_double.double import Fault
from telegram_double.fake_core import FakeCore
from telegram_double.people import Json
from telegram_double.stage import serving

from bot.messenger.rooms import is_quiet
from bot.state import chats
from bot.state.chats import ChatSettings, Standing

pytestmark = pytest.mark.anyio

DEAF = REPLIES["tg.help-deaf"].replace("{bot}", AT[1:])
HEARS = REPLIES["tg.help-hears"].replace("{bot}", AT[1:])
NOT_ADMIN = REPLIES["tg.settings-admins"]
BORDER = User(1_087_968_824, "Group", is_bot=True)  # in whose name anonymous admins write


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


# --- what is pointed at


async def test_the_asked_part_of_a_longer_message_is_quoted() -> None:
    """The answer replies to the message and quotes the sentence that asked; the core gets that sentence alone."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        [long] = await stage.say(ADA, GROUP, f"What a night! {AT} who won best actress? I had Huppert.")
        [short] = await stage.say(ADA, GROUP, f"{AT} who won")
    assert long["text"] == "heard: who won best actress?"
    assert long["quote"]["text"] == f"{AT} who won best actress?"
    assert short["text"] == "heard: who won (after who won best actress?)"
    assert "quote" not in short


async def test_a_styled_question_is_answered_without_a_quote() -> None:
    """A quote would have to repeat the bold letters."""
    text = f"What a night! {AT} who won? Tell me."
    bold = {"type": "bold", "offset": text.index("who"), "length": 3}
    name = {"type": "mention", "offset": text.index(AT), "length": len(AT)}
    async with on_stage(FakeCore(), REPLIES) as stage:
        [answer] = await stage.say(ADA, GROUP, text, entities=[name, bold])
    assert answer["text"] == "heard: who won?"
    assert "quote" not in answer


async def test_a_quote_that_is_gone_does_not_cost_the_answer() -> None:
    """The message was changed before the answer came: it is sent without pointing at a part."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.fail("sendMessage", Fault(delay_s=0.2, status=None))
        asked = await stage.double.says(ADA, GROUP, f"What a night! {AT} who won? Tell me.")
        stage.double.messages[GROUP.id, asked["message_id"]] = asked | {"text": "What a night!"}
        await stage.settle()
        assert [sent["text"] for sent in stage.double.sent] == ["heard: who won?"]


# --- what is heard

HELP = [
    ("privacy mode off", False, "member", HEARS),
    ("privacy mode on", True, "member", DEAF),
    ("privacy mode on, but an admin", True, "administrator", HEARS),
]


@pytest.mark.parametrize(("privacy", "status", "said"), [row[1:] for row in HELP], ids=[row[0] for row in HELP])
async def test_help_in_a_group_says_what_it_hears(privacy: bool, status: str, said: str) -> None:
    """Where it cannot hear its name, /help says what to do about it."""
    async with on_stage(FakeCore(), REPLIES, privacy=privacy) as stage:
        await stage.after(stage.double.makes_bot(BEN, GROUP, status))
        [answer] = await stage.say(ADA, GROUP, "/help")
        heard = await stage.say(ADA, GROUP, f"{AT} who won")
    assert said in answer["text"]
    assert bool(heard) == (said == HEARS)


async def test_privacy_mode_as_an_admin() -> None:
    """Privacy mode is on, the bot becomes an admin: now its name reaches it, and it says so once."""
    async with on_stage(FakeCore(), REPLIES, privacy=True) as stage:
        await stage.after(stage.double.makes_bot(BEN, GROUP, "member"))
        assert await stage.say(ADA, GROUP, f"{AT} who won") == []
        [thanks] = await stage.after(stage.double.makes_bot(BEN, GROUP, "administrator"))
        [answer] = await stage.say(ADA, GROUP, f"{AT} who won")
        nothing = await stage.after(stage.double.makes_bot(BEN, GROUP, "member"))
        assert await stage.say(ADA, GROUP, f"{AT} who won") == []
    assert thanks["text"].startswith("Thank you! As an admin I hear my name here")
    assert (answer["text"], nothing) == ("heard: who won", [])


# --- coming and going


async def test_being_added_is_answered_with_one_greeting() -> None:
    """How to ask, and what it hears; /start by the link that added it says nothing more."""
    async with on_stage(FakeCore(), REPLIES, privacy=True) as stage:
        [greeting] = await stage.after(stage.double.makes_bot(ADA, GROUP, "member"))
        assert await stage.say(ADA, GROUP, f"/start{AT} add") == []
        [page] = await stage.say(ADA, GROUP, f"/start{AT}")
    assert greeting["text"].startswith("Hello! I answer questions about film awards")
    assert DEAF in greeting["text"]
    assert page["text"].startswith("In a group I answer")


async def test_added_as_an_admin_it_greets_once() -> None:
    """Neither thanks nor a second greeting."""
    async with on_stage(FakeCore(), REPLIES, privacy=True) as stage:
        [greeting] = await stage.after(stage.double.makes_bot(ADA, GROUP, "administrator"))
    assert HEARS in greeting["text"]


async def test_a_group_where_it_may_not_write() -> None:
    """The greeting is refused; nothing breaks, nothing is said."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.fail("sendMessage", Fault(400, description="Bad Request: not enough rights to send text messages"))
        assert await stage.after(stage.double.makes_bot(ADA, GROUP, "member")) == []
        assert [message["text"] for message in await stage.say(ADA, GROUP, "/ask who won")] == ["heard: who won"]


@pytest.mark.parametrize(("where", "standing"), [(GROUP, Standing.LEFT), (ADAS, Standing.BLOCKED)])
async def test_thrown_out_or_blocked(where: Chat, standing: Standing) -> None:
    """It is noted, nothing is sent, and when it is let in again it answers again."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        await stage.say(ADA, where, "/ask who won")
        assert await stage.after(stage.double.makes_bot(ADA, where, "kicked")) == []
        state = stage.service.state
        assert await state.run(lambda db: chats.standing_of(db, where.id)) == standing
        back = await stage.after(stage.double.makes_bot(ADA, where, "member"))
        assert len(back) == (where is GROUP)  # a greeting
        [answer] = await stage.say(ADA, where, "/ask who lost")
        assert await state.run(lambda db: chats.standing_of(db, where.id)) == Standing.ACTIVE
    assert answer["text"] == "heard: who lost (after who won)"


async def test_an_upgrade_keeps_everything() -> None:
    """The group becomes a supergroup: conversations and settings go on there, under its new id."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.members[SMALL.id, ADA.id] = "creator"
        [page] = await stage.say(ADA, SMALL, "/settings")
        await stage.press(ADA, page, "Hide quotes")
        await stage.say(ADA, SMALL, "/ask who won")
        supergroup = await stage.double.migrates(ADA, SMALL, -1005)
        await stage.settle()
        [answer] = await stage.say(ADA, supergroup, "/ask who lost")
        [speech] = await stage.say(ADA, supergroup, "/ask speech")
    assert answer["text"] == "heard: who lost (after who won)"
    assert speech["text"] == "heard: speech (after who lost)"  # without the quote


async def test_an_upgrade_that_the_bot_learns_of_by_sending() -> None:
    """The update about it is late: the answer is sent to the supergroup all the same."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.chat_opened(Chat(-1005))
        stage.double.migrated[SMALL.id] = -1005
        [answer] = await stage.say(ADA, SMALL, "/ask who won")
    assert (answer["chat"]["id"], answer["text"]) == (-1005, "heard: who won")


# --- settings

SETTINGS = {
    "only admins see the settings": [
        Line(BEN, GROUP, "/settings", (NOT_ADMIN,)),
        Line(ADA, GROUP, "/settings", ("Settings of this group\n\nDates: March 14, 2027…",)),
        Line(ADA, ADAS, "/settings", (REPLIES["tg.settings-elsewhere"],)),
        Line(BORDER, GROUP, "/settings", ("Settings of this group…",), more={"sender_chat": GROUP.json()}),
        Line(BORDER, GROUP, "/settings", (NOT_ADMIN,), more={"sender_chat": Chat(-77, "channel").json()}),
    ],
    "quotes are hidden beneath answers": [
        Line(ADA, GROUP, "/ask speech", ("heard: speech\n“Take…",)),
        Line(ADA, GROUP, "/settings", ("Settings of this group…",)),
        Line(ADA, GROUP, to=1, press="Hide quotes", sends=("Settings of this group…",)),
        Line(BEN, GROUP, "/ask speech", ("heard: speech",)),
        Line(ADA, GROUP, to=2, press="Show quotes", sends=("Settings of this group…",)),
        Line(BEN, GROUP, "/ask speech", ("heard: speech (after speech)\n“Take…",)),
    ],
    "dates are written in the group's language, and there alone": [
        Line(ADA, GROUP, "/settings", ("Settings of this group…",)),
        Line(ADA, GROUP, to=0, press="Language of dates", sends=("Settings of this group…",)),
        Line(ADA, GROUP, to=1, press="14. März 2027", sends=("Settings of this group\n\nDates: 14. März 2027…",)),
        Line(ADA, GROUP, to=2, press="Done", sends=("Settings of this group\n\nDates: 14. März 2027…",)),
        Line(BEN, GROUP, "/ask when", ("heard: when [de]",)),
        Line(BEN, SMALL, "/ask when", ("heard: when",)),
    ],
}  # fmt: skip


@pytest.mark.parametrize("script", SETTINGS.values(), ids=SETTINGS.keys())
async def test_settings(script: list[Line]) -> None:
    """What the admins of a group choose, the whole group gets."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.members[GROUP.id, ADA.id] = "administrator"
        await play(stage, script)


async def test_settings_survive_a_restart(tmp_path: Path) -> None:
    """They are in the state; and a page of settings goes on working."""
    url = f"sqlite:///{tmp_path}/state.db"
    async with Double() as double:
        double.members[GROUP.id, ADA.id] = "creator"
        async with serving(double, FakeCore(), REPLIES, state_url=url) as service:
            stage = Stage(double, service)
            [page] = await stage.say(ADA, GROUP, "/settings")
            [page] = await stage.press(ADA, page, "Hide quotes")
        async with serving(double, FakeCore(), REPLIES, state_url=url) as service:
            stage = Stage(double, service)
            [hidden] = await stage.say(BEN, GROUP, "/ask speech")
            await stage.press(ADA, page, "Show quotes")
            [shown] = await stage.say(BEN, GROUP, "/ask speech")
    assert hidden["text"] == "heard: speech"
    assert "Take your" in shown["text"]


async def test_every_press_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else presses, or somebody who is no longer an admin: nothing changes, and the press says why."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.members[GROUP.id, ADA.id] = "administrator"
        [page] = await stage.say(ADA, GROUP, "/settings")
        assert await stage.press(BEN, page, "Hide quotes") == []
        monkeypatch.setattr("bot.messenger.admins.KEPT_S", 0.0)
        stage.double.members[GROUP.id, ADA.id] = "member"
        assert await stage.press(ADA, page, "Hide quotes") == []
        assert list(stage.double.presses.values()) == [NOT_ADMIN, NOT_ADMIN]
        assert await stage.service.state.run(lambda db: chats.settings_of(db, GROUP.id)) == ChatSettings()


async def test_settings_pressed_elsewhere_change_nothing() -> None:
    """A forged press with data of somebody's own making: a setting that does not exist stays as it was."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.members[GROUP.id, ADA.id] = "administrator"
        [page] = await stage.say(ADA, GROUP, "/settings")
        for choice in ("quotes=perhaps", "zone=Mars/Olympus", "quiet=99-100", "dates=xx", "", "?"):
            await stage.double.presses_data(ADA, page, f"set:{choice}")
        await stage.settle()
        assert await stage.service.state.run(lambda db: chats.settings_of(db, GROUP.id)) == ChatSettings()


async def test_in_quiet_hours_answers_make_no_sound() -> None:
    """From some hours ago until some hours from now: the message is sent without a notification."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.members[GROUP.id, ADA.id] = "creator"
        await stage.say(ADA, GROUP, "/ask who won")
        minute = int(time.time() // 60) % 1440
        quiet = ChatSettings(quiet_from=(minute - 60) % 1440, quiet_until=(minute + 60) % 1440)
        await stage.service.state.run(lambda db: chats.save_settings(db, SMALL.id, "group", quiet, 1.0))
        await stage.say(ADA, SMALL, "/ask who won")
        sends = [params for name, params in stage.double.requests if name == "sendMessage"]
    assert [params.get("disable_notification") for params in sends] == [None, True]


QUIET = [
    (22, 7, "UTC", 23, True),
    (22, 7, "UTC", 6, True),
    (22, 7, "UTC", 7, False),
    (22, 7, "UTC", 12, False),
    (0, 9, "UTC", 0, True),
    (22, 7, "America/New_York", 4, True),  # 23:00 there
    (22, 7, "America/New_York", 22, False),  # 17:00 there
    (None, None, "UTC", 3, False),
]


@pytest.mark.parametrize(("start", "end", "zone", "hour", "quiet"), QUIET)
def test_quiet_hours(start: int | None, end: int | None, zone: str, hour: int, quiet: bool) -> None:
    """They may pass midnight, and are those of the group's time zone."""
    hours = [None if each is None else each * 60 for each in (start, end)]
    settings = ChatSettings(quiet_from=hours[0], quiet_until=hours[1], timezone=zone)
    assert is_quiet(settings, datetime(2027, 1, 10, hour, tzinfo=UTC)) is quiet


def labels(message: Json) -> list[str]:
    return [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


async def test_the_pages_of_settings() -> None:
    """Each setting has a page of its choices; the time zone is asked where there are quiet hours."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.members[GROUP.id, ADA.id] = "creator"
        [page] = await stage.say(ADA, GROUP, "/settings")
        assert labels(page) == ["Language of dates", "Hide quotes", "Quiet hours", "Time zone", "Trivia", "Done"]
        [page] = await stage.press(ADA, page, "Quiet hours")
        assert labels(page) == ["none", "21:00 to 7:00", "22:00 to 8:00", "23:00 to 7:00", "0:00 to 9:00", "‹ Back"]
        [page] = await stage.press(ADA, page, "23:00 to 7:00")
        assert labels(page) == ["Language of dates", "Hide quotes", "Quiet hours", "Time zone", "Trivia", "Done"]
        assert "Quiet hours: 23:00 to 7:00 (UTC)" in page["text"]
        [page] = await stage.press(ADA, page, "Time zone")
        [page] = await stage.press(ADA, page, "Los Angeles")
        assert "Quiet hours: 23:00 to 7:00 (Los Angeles)" in page["text"]
        assert "Trivia: anybody starts it, no pause between games" in page["text"]
        [page] = await stage.press(ADA, page, "Trivia")
        [page] = await stage.press(ADA, page, "15 minutes between games")
        [page] = await stage.press(ADA, page, "Trivia")
        [page] = await stage.press(ADA, page, "only admins start it")
        assert "Trivia: only admins start it, 15 minutes between games" in page["text"]
        [page] = await stage.press(ADA, page, "Done")
        assert "reply_markup" not in page


async def test_topics_are_kept_apart() -> None:
    """Settings and greetings of a forum are answered in the topic where they were asked for."""
    async with on_stage(FakeCore(), REPLIES) as stage:
        stage.double.members[FORUM.id, ADA.id] = "creator"
        [page] = await stage.say(ADA, FORUM, "/settings", thread=9)
        [help_page] = await stage.say(ADA, FORUM, "/help", thread=7)
        [answer] = await stage.say(ADA, FORUM, f"So! {AT} who won? Tell.", thread=7)
    assert [each["message_thread_id"] for each in (page, help_page, answer)] == [9, 7, 7]
    assert answer["quote"]["text"] == f"{AT} who won?"
