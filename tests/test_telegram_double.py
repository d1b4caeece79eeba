"""The double refuses what the Bot API refuses, so that a green chat script means something."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from telegram_double import Chat, Double, User
from telegram_double.checks import model_of, problems_of
from telegram_double.double import TOKEN
from telegram_double.html_text import HtmlError, parse_html
from telegram_double.methods import METHODS


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def button(**more: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "2016", **more}]]}


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
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "200"),
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
     "<blockquote><blockquote>x</blockquote></blockquote>"],
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
