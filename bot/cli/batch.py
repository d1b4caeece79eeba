"""JSON Lines in, JSON Lines out: one object for each line, in the same order."""

from __future__ import annotations

import json
import math
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import IO, TYPE_CHECKING, Any, NoReturn

import click

from bot.cli.contract import error_object, reply_object, to_line
from bot.cli.day import parse_day
from bot.model import Context

if TYPE_CHECKING:
    from bot.answer import Core

MAX_LINE_BYTES = 1_000_000  # a question has some hundred: a longer line is a mistake, and is not kept in memory


class LineError(Exception):
    """A line that is no question; the message says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a batch; questions of one `conversation` share what is remembered."""

    ident: str | float
    question: str
    today: date
    conversation: str | int | None


@dataclass(slots=True)
class Batch:
    """Answers lines one after the other. `failed` counts those on which the program itself failed."""

    core: Core
    today: date
    contexts: dict[str | int, Context] = field(default_factory=dict)
    failed: int = 0

    def run(self, source: IO[bytes]) -> Iterator[str]:
        """Yield a line of JSON for each line of `source`, as soon as it is answered."""
        for number, raw in enumerate(read_lines(source), 1):
            yield to_line(self._object(number, raw))

    def _object(self, number: int, raw: bytes) -> dict[str, Any]:
        try:
            line = parse_line(raw, self.today)
        except LineError as error:
            return error_object(f"line {number}: {error}")
        try:
            return self._answer(line)
        except Exception as error:  # one bad question must not cost the answers to the others
            self.failed += 1
            click.echo(traceback.format_exc(), err=True)
            return error_object(f"line {number}: the program failed ({type(error).__name__})")

    def _answer(self, line: Line) -> dict[str, Any]:
        context = Context()
        if line.conversation is not None:
            context = self.contexts.get(line.conversation, context)
        answered = self.core.answer(line.question, context, line.today)
        if line.conversation is not None:
            self.contexts[line.conversation] = answered.context
        return reply_object(line.ident, answered.reply)


def read_lines(source: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of `source`; of one that is too long only the beginning, more than `MAX_LINE_BYTES`."""
    while line := source.readline(MAX_LINE_BYTES + 1):
        rest = line
        while rest and not rest.endswith(b"\n") and len(line) > MAX_LINE_BYTES:
            rest = source.readline(MAX_LINE_BYTES)
        yield line


def parse_line(raw: bytes, today: date) -> Line:
    """Return the question of one line; `today` is its day when it names none.

    Raises:
        LineError: when the line breaks the contract.
    """
    values = _load(raw)
    ident = values.get("id")
    if isinstance(ident, bool) or not isinstance(ident, str | int | float):
        raise LineError('"id" is missing, or neither text nor a number')
    question = values.get("question")
    if not isinstance(question, str):
        raise LineError('"question" is missing or not text')
    conversation = values.get("conversation")
    if isinstance(conversation, bool) or not isinstance(conversation, str | int | None):
        raise LineError('"conversation" is neither text nor a whole number')
    return Line(ident, question, _day(values.get("today"), today), conversation)


def _load(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_LINE_BYTES:
        raise LineError(f"longer than {MAX_LINE_BYTES:,} bytes")
    try:
        values = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant, parse_float=_finite)
    except UnicodeDecodeError as error:
        raise LineError(f"not UTF-8 (byte {error.start + 1})") from None
    except (ValueError, RecursionError) as error:
        raise LineError(f"not JSON ({error})") from None
    if not isinstance(values, dict):
        raise LineError("not a JSON object")
    return values


def _day(value: object, today: date) -> date:
    if value is None:
        return today
    if not isinstance(value, str):
        raise LineError('"today" is not a date; write it as YYYY-MM-DD')
    try:
        return parse_day(value)
    except ValueError as error:
        raise LineError(f'"today": {error}') from None


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _no_constant(text)


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text[:20]} is not a number that JSON knows")
