"""`awards-bot ask`: one question, or a file of them."""

from __future__ import annotations

import sys
from datetime import date
from typing import IO

import click

from bot.cli.contract import reply_object, to_line
from bot.cli.day import today_option
from bot.cli.opening import open_core
from bot.cli.page import page, terminal_width
from bot.model import Context


@click.command()
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the reply as one JSON object.")
@click.option(
    "--batch",
    type=click.File("rb"),
    metavar="FILE|-",
    help='Answer every line of a JSON Lines file (or of the standard input): {"id", "question", "today"?, '
    '"conversation"?}; prints a JSON object for each.',
)
@today_option
def ask(question: tuple[str, ...], as_json: bool, batch: IO[bytes] | None, today: date) -> None:
    """Answer QUESTION, or every question of a batch."""
    if bool(question) == (batch is not None):
        raise click.UsageError("give either a question or --batch FILE")
    if batch is not None:
        answer_batch(batch, today)
        return
    reply = open_core().answer(" ".join(question), Context(), today).reply
    if as_json:
        click.echo(to_line(reply_object(None, reply)).encode())  # JSON is UTF-8 whatever the terminal's encoding is
    else:
        click.echo(page(reply, terminal_width(), numbered=False))


def answer_batch(source: IO[bytes], today: date) -> None:
    """Print the answer to each line of `source`, flushed at once; exit 1 when the program failed on one."""
    from bot.cli.batch import Batch

    batch = Batch(open_core(many=True), today)
    out = sys.stdout.buffer
    for line in batch.run(source):
        out.write(line.encode() + b"\n")
        out.flush()
    if batch.failed:
        raise SystemExit(1)
