"""`awards-bot ask`: one question, or a file of them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import IO

import click

from bot.cli.contract import reply_object, to_line
from bot.cli.day import today_option
from bot.cli.opening import open_core
from bot.cli.page import page, terminal_width
from bot.errors import PictureError
from bot.model import Context
from bot.pictures.model import Picture


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
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Also draw the chart, or the card of the ceremony, film or person, into a PNG file.",
)
@click.option("--dark", is_flag=True, help="Draw it light on dark.")
@today_option
def ask(
    question: tuple[str, ...], as_json: bool, batch: IO[bytes] | None, picture: Path | None, dark: bool, today: date
) -> None:
    """Answer QUESTION, or every question of a batch."""
    if bool(question) == (batch is not None):
        raise click.UsageError("give either a question or --batch FILE")
    if picture is None and dark:
        raise click.UsageError("--dark goes with --picture FILE")
    if batch is not None:
        if picture is not None:
            raise click.UsageError("--picture goes with one question")
        answer_batch(batch, today)
        return
    core = open_core()
    reply = core.answer(" ".join(question), Context(), today).reply
    if as_json:
        click.echo(to_line(reply_object(None, reply)).encode())  # JSON is UTF-8 whatever the terminal's encoding is
    else:
        click.echo(page(reply, terminal_width(), numbered=False))
    if picture is not None:
        write_picture(core.picture(reply, today), picture, dark=dark)


def write_picture(picture: Picture | None, path: Path, *, dark: bool) -> None:
    """Draw `picture` into a PNG file.

    Raises:
        PictureError: when the answer is none that can be drawn.
    """
    if picture is None:
        raise PictureError("nothing to draw in this answer; ask for a ceremony, a film, a person or a chart")
    from bot.pictures.draw import draw

    path.write_bytes(draw(picture, dark))


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
