"""Dates as people type them to the program: YYYY-MM-DD and nothing else."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import click

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_day(text: str) -> date:
    """Return the date that `text` gives as YYYY-MM-DD.

    Raises:
        ValueError: when it is written in another way, or there is no such day.
    """
    if not _DAY.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is not a date; write it as YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"there is no such day as {text}") from None


class _DayParam(click.ParamType[date]):
    """A date on the command line; a `date` passes as it is."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


today_option = click.option(
    "--today",
    type=_DayParam(),
    default=date.today,
    help="Answer as if it were this day.  [default: the date of this machine]",
)
"""The option that every verb takes which answers questions."""
