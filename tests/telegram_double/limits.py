"""What the Bot API's types do not say: lengths, numbers, and what goes with what. `LIMITS` is the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from .html_text import HtmlError, parse_html
from .people import Json, utf16_len

MAX_TEXT_UNITS, MAX_CAPTION_UNITS, MAX_QUOTE_UNITS, MAX_NOTICE_UNITS = 4_096, 1_024, 1_024, 200
MAX_ENTITIES = 100
MAX_BUTTONS, MAX_ROW_BUTTONS, MAX_DATA_BYTES = 100, 8, 64
MAX_RESULTS, MAX_OFFSET_BYTES, MAX_ID_BYTES = 50, 64, 64
MAX_POLL_UNITS, MAX_OPTIONS, MAX_OPTION_UNITS = 300, 12, 100
MAX_EXPLANATION_UNITS, MAX_EXPLANATION_LINES = 200, 3
MIN_OPEN_S, MAX_OPEN_S = 5, 2_628_000
MAX_COMMANDS, MAX_DESCRIPTION, MAX_SHORT_DESCRIPTION = 100, 512, 120
START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LABEL_KEYS = {"text", "icon_custom_emoji_id", "style"}


def visible_text(params: Json, name: str = "text") -> tuple[str, list[Json]]:
    """Return the text that people see and its entities.

    Raises:
        HtmlError: when the text is no valid HTML although parse_mode says so.
    """
    text = params.get(name, "")
    if params.get("parse_mode") == "HTML":
        return parse_html(text)
    return text.strip(), params.get("caption_entities" if name == "caption" else "entities", [])


def _text(params: Json, name: str = "text", least: int = 1, most: int = MAX_TEXT_UNITS) -> Iterator[str]:
    try:
        text, entities = visible_text(params, name)
    except HtmlError as error:
        yield f"can't parse entities: {error}"
        return
    if not least <= utf16_len(text) <= most:
        yield f"{name} has {utf16_len(text)} characters, not {least} to {most}"
    if len(entities) > MAX_ENTITIES:
        yield f"{name} has {len(entities)} entities, more than {MAX_ENTITIES}"


def _caption(params: Json) -> Iterator[str]:
    yield from _text(params, "caption", 0, MAX_CAPTION_UNITS)


def _media(params: Json) -> Iterator[str]:
    yield from _caption(params["media"])


def _keyboard(params: Json) -> Iterator[str]:
    rows = params.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > MAX_BUTTONS or any(not 1 <= len(row) <= MAX_ROW_BUTTONS for row in rows):
        yield f"keyboard has {len(buttons)} buttons in rows of {[len(row) for row in rows]}"
    for button in buttons:
        yield from _button(button)


def _button(button: Json) -> Iterator[str]:
    if not button["text"].strip():
        yield "button without a label"
    size = len(button.get("callback_data", "x").encode())
    if not 1 <= size <= MAX_DATA_BYTES:
        yield f"callback_data has {size} bytes, not 1 to {MAX_DATA_BYTES}"
    if len(button.keys() - _LABEL_KEYS) != 1:
        yield f"button {button['text']!r} has not one action"
    link = urlsplit(button.get("url", "https://t.me"))
    if link.scheme not in ("http", "https", "tg") or not link.netloc:
        yield f"button {button['text']!r} has no link: {button['url']}"


def _quote(params: Json) -> Iterator[str]:
    reply = params.get("reply_parameters", {})
    quote = {"text": reply.get("quote", ""), "parse_mode": reply.get("quote_parse_mode")}
    yield from (f"quote: {problem}" for problem in _text(quote, least=0, most=MAX_QUOTE_UNITS))


def _poll(params: Json) -> Iterator[str]:
    yield from _text(params | {"parse_mode": None}, "question", most=MAX_POLL_UNITS)
    options = [option["text"] if isinstance(option, dict) else option for option in params["options"]]
    if not 1 <= len(options) <= MAX_OPTIONS or len(set(options)) < len(options):
        yield f"{len(options)} options, not 1 to {MAX_OPTIONS} that differ"
    for option in options:
        yield from _text({"option": option}, "option", most=MAX_OPTION_UNITS)
    if not MIN_OPEN_S <= params.get("open_period", MIN_OPEN_S) <= MAX_OPEN_S:
        yield f"open_period is {params['open_period']}, not {MIN_OPEN_S} to {MAX_OPEN_S}"
    if "open_period" in params and "close_date" in params:
        yield "open_period and close_date exclude each other"
    yield from _quiz(params, len(options))


def _quiz(params: Json, options: int) -> Iterator[str]:
    """A quiz names its right options, by the parameter that has not been deprecated, and may explain them."""
    right = params.get("correct_option_ids", [])
    is_quiz = params.get("type") == "quiz"
    if is_quiz != bool(right) or right != sorted({place for place in right if 0 <= place < options}):
        yield f"correct_option_ids are {right} of {options} options in a {params.get('type', 'regular')} poll"
    if "correct_option_id" in params:
        yield "correct_option_id is deprecated"
    if "explanation" in params and not is_quiz:
        yield "explanation of what is no quiz"
    shown = {"explanation": params.get("explanation", ""), "parse_mode": params.get("explanation_parse_mode")}
    yield from _text(shown, "explanation", 0, MAX_EXPLANATION_UNITS)
    if len(shown["explanation"].splitlines()) > MAX_EXPLANATION_LINES:
        yield f"explanation has more than {MAX_EXPLANATION_LINES} lines"


def _notice(params: Json) -> Iterator[str]:
    if utf16_len(params.get("text", "")) > MAX_NOTICE_UNITS:
        yield f"text has more than {MAX_NOTICE_UNITS} characters"


def _menu(params: Json) -> Iterator[str]:
    if len(params["commands"]) > MAX_COMMANDS:
        yield f"more than {MAX_COMMANDS} commands"
    for each in params["commands"]:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", each["command"]) or not 1 <= len(each["description"]) <= 256:
            yield f"bad command {each}"
    yield from _language(params)


def _language(params: Json) -> Iterator[str]:
    if not re.fullmatch(r"(?:[a-z]{2})?", params.get("language_code", "")):
        yield f"language_code {params['language_code']!r} is no two-letter code"


def _description(params: Json) -> Iterator[str]:
    if utf16_len(params.get("description", "")) > MAX_DESCRIPTION:
        yield f"description has more than {MAX_DESCRIPTION} characters"


def _short_description(params: Json) -> Iterator[str]:
    if utf16_len(params.get("short_description", "")) > MAX_SHORT_DESCRIPTION:
        yield f"short_description has more than {MAX_SHORT_DESCRIPTION} characters"


def _results(params: Json) -> Iterator[str]:
    results = params["results"]
    if len(results) > MAX_RESULTS:
        yield f"{len(results)} results, more than {MAX_RESULTS}"
    if len({result["id"] for result in results}) < len(results):
        yield "two results with one id"
    if len(params.get("next_offset", "").encode()) > MAX_OFFSET_BYTES:
        yield f"next_offset has more than {MAX_OFFSET_BYTES} bytes"
    button = params.get("button", {})
    if button and not START_PARAMETER.fullmatch(button.get("start_parameter", "")):
        yield f"button has no start_parameter of 1 to 64 characters A-Za-z0-9_-: {button}"
    for result in results:
        yield from _result({"result": result})


def _result(params: Json) -> Iterator[str]:
    result = params["result"]
    if not 1 <= len(result["id"].encode()) <= MAX_ID_BYTES:
        yield f"result id has {len(result['id'].encode())} bytes, not 1 to {MAX_ID_BYTES}"
    if not result.get("title", "x").strip():
        yield "result without a title"
    if "input_message_content" in result:
        yield from _text(result["input_message_content"], "message_text")
    yield from _caption(result)
    yield from _keyboard(result)


def _webhook(params: Json) -> Iterator[str]:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", params.get("secret_token", "")):
        yield "secret_token has other characters than A-Z, a-z, 0-9, _ and -, or more than 256"
    if not 1 <= params.get("max_connections", 40) <= 100:
        yield f"max_connections is {params['max_connections']}, not 1 to 100"
    if urlsplit(params["url"]).scheme not in ("", "http", "https"):
        yield "bad webhook: an HTTPS URL must be provided for webhook"


Check = Callable[[Json], Iterator[str]]
LIMITS: dict[str, tuple[Check, ...]] = {
    "sendMessage": (_text, _keyboard, _quote),
    "sendPhoto": (_caption, _keyboard, _quote),
    "sendPoll": (_poll, _keyboard, _quote),
    "stopPoll": (_keyboard,),
    "editMessageText": (_text, _keyboard),
    "editMessageCaption": (_caption, _keyboard),
    "editMessageMedia": (_media, _keyboard),
    "editMessageReplyMarkup": (_keyboard,),
    "answerCallbackQuery": (_notice,),
    "answerInlineQuery": (_results,),
    "answerGuestQuery": (_result,),
    "setWebhook": (_webhook,),
    "setMyCommands": (_menu,),
    "setMyDescription": (_description, _language),
    "setMyShortDescription": (_short_description, _language),
}
