"""`awards-bot trace`: how an answer came about."""

from __future__ import annotations

import textwrap
import time
from datetime import date

import click

from bot.cli.day import today_option
from bot.cli.opening import open_core
from bot.cli.page import MAX_WIDTH, page
from bot.model import Context, Stage

_TIME_COLUMNS = 11  # "1234.56 ms" and a blank


@click.command()
@click.argument("question", nargs=-1, required=True)
@today_option
def trace(question: tuple[str, ...], today: date) -> None:
    """Show every stage of answering QUESTION, with its result and its time."""
    core = open_core()
    started = time.perf_counter()
    answered = core.answer(" ".join(question), Context(), today)
    total = Stage("total", f"confidence {answered.reply.confidence}", (time.perf_counter() - started) * 1000)
    click.echo("\n".join(stage_lines((*answered.trace, total))))
    click.echo("\n" + page(answered.reply, MAX_WIDTH, numbered=False))


def stage_lines(stages: tuple[Stage, ...]) -> list[str]:
    """Return the stages as a table of at most `MAX_WIDTH` columns: name, time, result."""
    name_columns = max(len(stage.name) for stage in stages) + 1
    hanging = " " * (name_columns + _TIME_COLUMNS)
    lines: list[str] = []
    for stage in stages:
        head = f"{stage.name:<{name_columns}}{stage.ms:>{_TIME_COLUMNS - 4}.2f} ms "
        result = " ".join(stage.result.split()) or "-"
        lines += textwrap.wrap(result, MAX_WIDTH, initial_indent=head, subsequent_indent=hanging)
    return lines
