"""Every request against the Bot API: its parameters and types by aiogram's models, its limits by `limits.LIMITS`."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from functools import cache
from types import NoneType
from typing import Any, get_args
from unittest import mock

from pydantic import BaseModel, ValidationError

from .limits import LIMITS
from .people import Json


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
    """Return the parameters of a form-encoded request; what is not a string in the model is JSON.

    A file that the model has no field for is one that another parameter names.
    """
    files = {name for name, value in form.items() if name not in model.model_fields and value.startswith("attach://")}
    named = {name: value for name, value in form.items() if name not in files}
    return {name: value if _is_string(model, name) else _json_or_text(value) for name, value in named.items()}


def problems_of(method: str, model: type[BaseModel], params: Json) -> list[str]:
    """Return everything that is wrong with a request, each in a line; [] for a good one."""
    try:
        call = model.model_validate(params)
    except ValidationError as error:
        return [f"{method}: {each['loc']}: {each['msg']}" for each in error.errors()]
    found = [f"unknown parameter {path}" for path in _unknown(call)]
    found += [problem for check in LIMITS.get(method, ()) for problem in check(params)]
    return [f"{method}: {problem}" for problem in found]


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
