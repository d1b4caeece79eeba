"""Every request against the Bot API: its parameters and types by aiogram's models, its limits by the table below."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from types import NoneType
from typing import Any, get_args
from unittest import mock

from pydantic import BaseModel, ValidationError

from .html_text import HtmlError, parse_html
from .people import Json, utf16_len

MAX_TEXT_UNITS = 4_096
MAX_ENTITIES = 100
MAX_BUTTONS, MAX_ROW_BUTTONS, MAX_DATA_BYTES = 100, 8, 64


@cache
def model_of(method: str) -> type[BaseModel] | None:
    """Return aiogram's model of a method, or None when the Bot API has no such method."""
    models = _models()
    model: type[BaseModel] | None = getattr(models, method[:1].upper() + method[1:], None)
    if model is not None:
        types = importlib.import_module("aiogram.types")
        default = importlib.import_module("aiogram.client.default").Default
        model.model_rebuild(_types_namespace={**vars(types), "Default": default})
    return model


@cache
def _models() -> Any:
    """Import aiogram without completing its 600 models, which takes six seconds; `model_of` completes what is used."""
    with mock.patch.object(BaseModel, "model_rebuild"):
        return importlib.import_module("aiogram.methods")


def decode(model: type[BaseModel], form: dict[str, str]) -> Json:
    """Return the parameters of a form-encoded request; what is not a string in the model is JSON."""
    return {name: value if _is_string(model, name) else _json_or_text(value) for name, value in form.items()}


def problems_of(method: str, model: type[BaseModel], params: Json) -> list[str]:
    """Return everything that is wrong with a request, each in a line; [] for a good one."""
    try:
        call = model.model_validate(params)
    except ValidationError as error:
        return [f"{method}: {each['loc']}: {each['msg']}" for each in error.errors()]
    found = [f"unknown parameter {path}" for path in _unknown(call)]
    found += [problem for check in LIMITS.get(method, ()) for problem in check(params)]
    return [f"{method}: {problem}" for problem in found]


def visible_text(params: Json) -> tuple[str, list[Json]]:
    """Return the text that people see and its entities.

    Raises:
        HtmlError: when the text is no valid HTML although parse_mode says so.
    """
    if params.get("parse_mode") == "HTML":
        return parse_html(params["text"])
    return params["text"].strip(), params.get("entities", [])


def _check_text(params: Json) -> Iterator[str]:
    try:
        text, entities = visible_text(params)
    except HtmlError as error:
        yield f"can't parse entities: {error}"
        return
    if not 1 <= utf16_len(text) <= MAX_TEXT_UNITS:
        yield f"text has {utf16_len(text)} characters, not 1 to {MAX_TEXT_UNITS}"
    if len(entities) > MAX_ENTITIES:
        yield f"text has {len(entities)} entities, more than {MAX_ENTITIES}"


def _check_keyboard(params: Json) -> Iterator[str]:
    rows = params.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > MAX_BUTTONS or any(not 1 <= len(row) <= MAX_ROW_BUTTONS for row in rows):
        yield f"keyboard has {len(buttons)} buttons in rows of {[len(row) for row in rows]}"
    for button in buttons:
        if not button["text"].strip():
            yield "button without a label"
        size = len(button.get("callback_data", "x").encode())
        if not 1 <= size <= MAX_DATA_BYTES:
            yield f"callback_data has {size} bytes, not 1 to {MAX_DATA_BYTES}"
        if len(button.keys() - {"text", "icon_custom_emoji_id", "style"}) != 1:
            yield f"button {button['text']!r} has not one action"


def _check_notice(params: Json) -> Iterator[str]:
    if utf16_len(params.get("text", "")) > 200:
        yield "text has more than 200 characters"


def _check_menu(params: Json) -> Iterator[str]:
    if len(params["commands"]) > 100:
        yield "more than 100 commands"
    for each in params["commands"]:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", each["command"]) or not 1 <= len(each["description"]) <= 256:
            yield f"bad command {each}"


LIMITS: dict[str, tuple[Callable[[Json], Iterator[str]], ...]] = {
    "sendMessage": (_check_text, _check_keyboard),
    "editMessageText": (_check_text, _check_keyboard),
    "answerCallbackQuery": (_check_notice,),
    "setMyCommands": (_check_menu,),
}


def _unknown(value: object, path: str = "") -> Iterator[str]:
    """Yield the path of everything that a model was given and does not have."""
    if isinstance(value, BaseModel):
        yield from (f"{path}{name}" for name in value.model_extra or {})
        for name in value.model_fields_set & set(type(value).model_fields):
            yield from _unknown(getattr(value, name), f"{path}{name}.")
    elif isinstance(value, list):
        for each in value:
            yield from _unknown(each, path)


def _is_string(model: type[BaseModel], name: str) -> bool:
    field = model.model_fields.get(name)
    kinds = set(get_args(field.annotation) or (field.annotation,)) if field else set()
    return {kind for kind in kinds if getattr(kind, "__name__", "") != "Default"} - {NoneType} == {str}


def _json_or_text(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value
