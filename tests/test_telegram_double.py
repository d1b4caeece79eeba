"""The double refuses what the Bot API refuses, so that a green chat script means something."""

from __future__ import annotations

import json
import struct
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from telegram_double import Chat, Double, User
from telegram_double.checks import model_of, problems_of
from telegram_double.double import TOKEN
from telegram_double.html_text import HtmlError, parse_html
from telegram_double.methods import METHODS
from telegram_double.people import private


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def button(**more: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "2016", **more}]]}


def card(**more: Any) -> dict[str, Any]:
    content = {"message_text": "<b>Rocky</b> won.", "parse_mode": "HTML"}
    return {"type": "article", "id": "1", "title": "Rocky", "input_message_content": content, **more}


def cards(*results: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"inline_query_id": "1", "results": list(results), **more}


def quiz(**more: Any) -> dict[str, Any]:
    asked = {"chat_id": -5, "question": "Who won?", "options": [{"text": "Rocky"}, {"text": "Network"}]}
    return {**asked, "type": "quiz", "is_anonymous": False, "correct_option_ids": [0], **more}


REFUSED = [
    ("sendMessage", {"chat_id": 1, "text": ""}, "0 characters"),
    ("sendMessage", {"chat_id": 1, "text": " \n"}, "0 characters"),
    ("sendMessage", {"chat_id": 1, "text": "x" * 4097}, "4097 characters"),
    ("sendMessage", {"chat_id": 1, "text": "🎬" * 2049}, "4098 characters"),
    ("sendMessage", {"chat_id": 1, "text": "a < b", "parse_mode": "HTML"}, "unescaped"),
    ("sendMessage", {"chat_id": 1, "text": "<b>x</b>" * 101, "parse_mode": "HTML"}, "101 entities"),
    ("sendMessage", {"chat_id": 1, "text": "x", "colour": "red"}, "unknown parameter colour"),
    ("sendMessage", {"chat_id": 1, "text": "x", "link_preview_options": {"loud": 1}}, "link_preview_options.loud"),
    ("sendMessage", {"chat_id": 1, "text": "x", "reply_parameters": {"message_id": "two"}}, "valid integer"),
    ("sendMessage", {"text": "x"}, "Field required"),
    ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": button(callback_data="é" * 33)}, "66 bytes"),
    ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": button(callback_data="")}, "0 bytes"),
    ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": button()}, "not one action"),
    ("editMessageText", {"chat_id": 1, "message_id": 1, "text": "x" * 4097}, "4097 characters"),
    ("sendMessage", {"chat_id": 1, "text": "x", "reply_parameters": {"message_id": 2, "quote": "x" * 1025}}, "1025"),
    ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": button(url="rocky")}, "no link"),
    ("sendPhoto", {"chat_id": 1, "photo": "attach://photo", "caption": "x" * 1025}, "1025 characters"),
    ("editMessageMedia", {"media": {"type": "photo", "media": "attach://x", "caption": "x" * 1025}}, "1025 characters"),
    ("sendPoll", quiz(question="x" * 301), "301 characters"),
    ("sendPoll", quiz(options=[]), "0 options"),
    ("sendPoll", quiz(options=[{"text": "x"}, {"text": "x"}]), "differ"),
    ("sendPoll", quiz(options=["x" * 101]), "101 characters"),
    ("sendPoll", quiz(correct_option_ids=[2]), "correct_option_ids"),
    ("sendPoll", quiz(correct_option_ids=[]), "correct_option_ids"),
    ("sendPoll", quiz(correct_option_id=0), "deprecated"),
    ("sendPoll", quiz(type="regular"), "correct_option_ids"),
    ("sendPoll", quiz(explanation="x" * 201), "201 characters"),
    ("sendPoll", quiz(explanation="x\nx\nx\nx"), "3 lines"),
    ("sendPoll", quiz(open_period=4), "open_period"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "200"),
    ("answerInlineQuery", cards(*(card(id=str(number)) for number in range(51))), "51 results"),
    ("answerInlineQuery", cards(card(), card()), "one id"),
    ("answerInlineQuery", cards(card(id="é" * 33)), "66 bytes"),
    ("answerInlineQuery", cards(card(title=" ")), "without a title"),
    ("answerInlineQuery", cards(card(subtitle="x")), "unknown parameter"),
    ("answerInlineQuery", cards(card(input_message_content={"message_text": ""})), "0 characters"),
    ("answerInlineQuery", cards(card(reply_markup=button(callback_data=""))), "0 bytes"),
    ("answerInlineQuery", cards(next_offset="x" * 65), "64 bytes"),
    ("answerInlineQuery", cards(button={"text": "x", "start_parameter": "a b"}), "start_parameter"),
    ("answerGuestQuery", {"guest_query_id": "1", "result": card(id="")}, "0 bytes"),
    ("setMyDescription", {"description": "x" * 513}, "512"),
    ("setMyShortDescription", {"short_description": "x" * 121}, "120"),
    ("setMyCommands", {"commands": [], "language_code": "english"}, "two-letter"),
    ("setMyCommands", {"commands": [{"command": "Ask", "description": "x"}]}, "bad command"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "params", "problem"), REFUSED)
def test_a_bad_request_is_a_problem(method: str, params: dict[str, Any], problem: str) -> None:
    """Every limit and every unknown or mistyped parameter is named."""
    model = model_of(method)
    assert model
    assert problem in " ".join(problems_of(method, model, params))


def test_a_good_request_is_none() -> None:
    """A message that uses all the bot uses, at its longest."""
    params = {
        "chat_id": 1,
        "text": "<b>" + "x" * 4000 + "</b> &amp; <blockquote expandable>y</blockquote>",
        "parse_mode": "HTML",
        "reply_markup": button(callback_data="q:" + "x" * 62),
        "reply_parameters": {"message_id": 2, "allow_sending_without_reply": True},
        "link_preview_options": {"is_disabled": True},
        "message_thread_id": 7,
    }
    model = model_of("sendMessage")
    assert model
    assert problems_of("sendMessage", model, params) == []


@pytest.mark.parametrize("name", sorted(METHODS))
def test_every_method_is_one_of_the_bot_api(name: str) -> None:
    """A method that the Bot API does not have is not served."""
    assert model_of(name)


@pytest.mark.parametrize(
    "source",
    ["<b>x", "x</b>", "<b><i>x</b></i>", "<h1>x</h1>", "<b onclick='x'>y</b>", "a & b", "&nbsp;", "1 < 2",
     "<blockquote><blockquote>x</blockquote></blockquote>", "<b expandable>x</b>", "<a>x</a>"],
)  # fmt: skip
def test_html_that_telegram_does_not_take(source: str) -> None:
    """Unknown tags, bad nesting and characters that are not escaped."""
    with pytest.raises(HtmlError):
        parse_html(source)


def test_html_offsets_count_utf16_units() -> None:
    """A character beyond U+FFFF counts twice, an escaped one once."""
    text, entities = parse_html("🎬 &lt;3 <b>🎬x</b>")
    assert text == "🎬 <3 🎬x"
    assert entities == [{"type": "bold", "offset": 6, "length": 3}]


def test_html_kinds() -> None:
    """A quotation that folds is an entity of its own."""
    _, entities = parse_html("<blockquote>x</blockquote><blockquote expandable>y</blockquote>")
    assert [entity["type"] for entity in entities] == ["blockquote", "expandable_blockquote"]


@pytest.mark.anyio
async def test_over_http() -> None:
    """A wrong token, an unknown method, a bad request and a missing chat are answered as the Bot API answers them."""
    async with Double() as double, httpx.AsyncClient(base_url=double.url, trust_env=False) as client:
        assert (await client.post("/bot1:x/getMe")).status_code == 401
        assert (await client.post(f"/bot{TOKEN}/sendPigeon")).status_code == 404
        bad = await client.post(f"/bot{TOKEN}/sendMessage", data={"chat_id": 1, "text": "<b>", "parse_mode": "HTML"})
        gone = await client.post(f"/bot{TOKEN}/sendMessage", data={"chat_id": 1, "text": "x"})
        double.chat_opened(Chat(1))
        keyboard = json.dumps(button(callback_data="q:x"))
        sent = await client.post(f"/bot{TOKEN}/sendMessage", data={"chat_id": 1, "text": "7", "reply_markup": keyboard})
        await double.says(User(2, "Ada"), Chat(1), "hello")
        updates = await client.post(f"/bot{TOKEN}/getUpdates", data={"timeout": 5})
    assert (bad.status_code, bad.json()["description"][:12]) == (400, "Bad Request:")
    assert gone.json()["description"] == "Bad Request: chat not found"
    assert (sent.json()["result"]["text"], updates.json()["result"][0]["message"]["text"]) == ("7", "hello")
    assert len(double.problems) == 2


class Caller:
    """Calls methods of a double as any client would."""

    def __init__(self, double: Double, client: httpx.AsyncClient) -> None:
        self.double, self.client = double, client

    async def __call__(self, method: str, files: dict[str, bytes] | None = None, **params: Any) -> Any:
        """Return the result, or the description of the error."""
        data = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
        got = (await self.client.post(f"{self.double.url}/bot{TOKEN}/{method}", data=data, files=files)).json()
        return got["result"] if got["ok"] else (got["description"], got.get("parameters", {}))

    async def update(self) -> dict[str, Any]:
        """Return the next update and confirm it."""
        [update] = await self("getUpdates", timeout=5, limit=1)
        await self("getUpdates", offset=update["update_id"] + 1)
        return dict(update)


@pytest.fixture
async def call() -> AsyncIterator[Caller]:
    async with Double() as double, httpx.AsyncClient(trust_env=False) as client:
        yield Caller(double, client)


ADA, GROUP = User(2, "Ada"), Chat(-5, "group")
BOTS_PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 800, 400)


@pytest.mark.anyio
async def test_a_query_is_answered_once(call: Caller) -> None:
    """An inline query and a guest's call: the first answer counts, the message can be changed where it stands."""
    inline = await call.double.types_inline(ADA, "rocky")
    assert (await call.update())["inline_query"]["query"] == "rocky"
    assert await call("answerInlineQuery", inline_query_id=inline, results=[card()]) is True
    assert "query is too old" in (await call("answerInlineQuery", inline_query_id=inline, results=[]))[0]
    guest = await call.double.calls_guest(ADA, GROUP, "@awards_double_bot rocky")
    assert (await call.update())["guest_message"]["guest_query_id"] == guest
    sent = await call("answerGuestQuery", guest_query_id=guest, result=card())
    assert "query is too old" in (await call("answerGuestQuery", guest_query_id=guest, result=card()))[0]
    assert call.double.inline_messages[sent["inline_message_id"]]["text"] == "Rocky won."
    assert await call("editMessageText", text="Rocky II", **sent) is True
    assert call.double.inline_messages[sent["inline_message_id"]]["text"] == "Rocky II"


@pytest.mark.anyio
async def test_what_becomes_of_a_group(call: Caller) -> None:
    """Added, thrown out, blocked, upgraded: the bot is told, and sending fails as Telegram lets it fail."""
    await call.double.makes_bot(ADA, GROUP, "member")
    assert (await call.update())["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert (await call.update())["message"]["new_chat_members"][0]["is_bot"]
    await call.double.makes_bot(ADA, GROUP, "kicked")
    assert (await call.update())["my_chat_member"]["old_chat_member"]["status"] == "member"
    assert await call("sendMessage", chat_id=-5, text="x") == ("Forbidden: bot was kicked from the group chat", {})
    await call.double.makes_bot(ADA, private(ADA), "kicked")
    assert (await call("sendMessage", chat_id=2, text="x"))[0] == "Forbidden: bot was blocked by the user"
    await call.double.makes_bot(ADA, GROUP, "administrator")
    await call.double.migrates(ADA, GROUP, -1005)
    updates = await call("getUpdates", timeout=5)
    assert [update["message"].get("migrate_to_chat_id") for update in updates[-2:]] == [-1005, None]
    assert (await call("sendMessage", chat_id=-5, text="x"))[1] == {"migrate_to_chat_id": -1005}
    assert (await call("sendMessage", chat_id=-1005, text="x"))["chat"]["id"] == -1005
    me = (await call("getMe"))["id"]
    assert (await call("getChatMember", chat_id=-1005, user_id=me))["status"] == "administrator"
    assert [member["user"]["id"] for member in await call("getChatAdministrators", chat_id=-1005)] == [me]
    assert (await call("getChatMember", chat_id=-1005, user_id=99))[0] == "Bad Request: PARTICIPANT_ID_INVALID"


@pytest.mark.anyio
async def test_a_reply_may_quote_what_stands_there(call: Caller) -> None:
    """A quote that is not in the message is refused; the message that is gone too."""
    asked = await call.double.says(ADA, GROUP, "What a night. Who won?")
    reply = {"message_id": asked["message_id"], "quote": "Who won?"}
    sent = await call("sendMessage", chat_id=-5, text="Rocky", reply_parameters=reply)
    assert sent["quote"] == {"text": "Who won?", "position": 14, "is_manual": True}
    wrong = await call("sendMessage", chat_id=-5, text="Rocky", reply_parameters=reply | {"quote": "Who lost?"})
    assert wrong[0] == "Bad Request: QUOTE_TEXT_INVALID"
    call.double.deletes(asked)
    gone = await call("sendMessage", chat_id=-5, text="Rocky", reply_parameters=reply)
    assert gone[0] == "Bad Request: message to be replied not found"


@pytest.mark.anyio
async def test_a_quiz_takes_a_vote_of_everybody_until_it_closes(call: Caller) -> None:
    """Who voted is told by poll_answer, the counts by poll; a closed one takes no vote and closes no second time."""
    call.double.chat_opened(GROUP)
    sent = await call("sendPoll", **quiz(explanation="<b>Rocky</b> won.", explanation_parse_mode="HTML"))
    poll = call.double.polls[sent["poll"]["id"]]
    assert sent["poll"]["explanation"] == "Rocky won."
    assert await call.double.votes_for(ADA, poll, "Network")
    assert (await call.update())["poll_answer"] == {
        "poll_id": sent["poll"]["id"], "user": ADA.json(), "option_ids": [1], "option_persistent_ids": ["1"],
    }  # fmt: skip
    assert [option["voter_count"] for option in (await call.update())["poll"]["options"]] == [0, 1]
    with pytest.raises(AssertionError, match="no second vote"):
        await call.double.votes_for(ADA, poll, "Rocky")
    place = {"chat_id": -5, "message_id": sent["message_id"]}
    assert (await call("stopPoll", **place))["total_voter_count"] == 1
    assert (await call.update())["poll"]["is_closed"]
    assert not await call.double.votes_for(User(3, "Ben"), poll, "Rocky")
    assert (await call("stopPoll", **place))[0] == "Bad Request: poll has already been closed"


@pytest.mark.anyio
async def test_a_vote_may_be_changed_and_withdrawn_where_the_poll_lets(call: Caller) -> None:
    """A withdrawn vote names no option; the counts follow."""
    call.double.chat_opened(GROUP)
    sent = await call("sendPoll", **quiz(allows_revoting=True, open_period=600))
    poll = call.double.polls[sent["poll"]["id"]]
    told = []
    for option in ("Network", "Rocky", None):
        await call.double.votes_for(ADA, poll, option)
        told.append(((await call.update())["poll_answer"]["option_ids"], await call.update()))
    assert [places for places, _ in told] == [[1], [0], []]
    assert [update["poll"]["total_voter_count"] for _, update in told] == [1, 1, 0]
    assert call.double.votes[sent["poll"]["id"]] == {}
    poll["poll"]["close_date"] -= 600
    assert not await call.double.votes_for(ADA, poll, "Rocky")
    assert (await call.update())["poll"]["is_closed"]


@pytest.mark.anyio
async def test_pictures_are_uploaded_sent_again_and_changed(call: Caller) -> None:
    """A PNG by multipart, then by its file_id; a text becomes a picture, never the other way round."""
    call.double.chat_opened(GROUP)
    sent = await call("sendPhoto", chat_id="-5", caption="Rocky", files={"photo": BOTS_PNG})
    [size] = sent["photo"]
    assert (size["width"], size["height"], call.double.pictures[size["file_id"]]) == (800, 400, BOTS_PNG)
    again = await call("sendPhoto", chat_id=-5, photo=size["file_id"])
    place = {"chat_id": -5, "message_id": again["message_id"]}
    refused = await call("editMessageText", text="x", **place)
    assert refused[0] == "Bad Request: there is no text in the message to edit"
    text = await call("sendMessage", chat_id=-5, text="x")
    place["message_id"] = text["message_id"]
    media = {"type": "photo", "media": "attach://new", "caption": "<b>y</b>", "parse_mode": "HTML"}
    changed = await call("editMessageMedia", files={"new": BOTS_PNG}, media=media, **place)
    assert (changed["caption"], changed.get("text")) == ("y", None)
    assert (await call("sendPhoto", chat_id="-5", files={"photo": b"no picture"}))[0].endswith("IMAGE_PROCESS_FAILED")
    assert await call("deleteMessage", **place) is True
    assert (await call("editMessageCaption", caption="z", **place))[0] == "Bad Request: message to edit not found"


@pytest.mark.anyio
async def test_menus_by_scope_and_language(call: Caller) -> None:
    """Each scope and language has commands of its own; descriptions have languages."""
    commands = [{"command": "ask", "description": "Ask"}]
    await call("setMyCommands", commands=commands)
    await call("setMyCommands", commands=[], scope={"type": "chat", "chat_id": -5}, language_code="de")
    await call("setMyDescription", description="Ask me")
    assert call.double.menus == {("default", ""): commands, ("chat:-5", "de"): []}
    assert call.double.pages == {("setMyDescription", ""): "Ask me"}
