"""`awards-bot trivia`: a game alone, in the terminal."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from bot.cli.chat import PROMPT, is_terminal, read_pipe
from bot.cli.day import today_option
from bot.cli.opening import open_core
from bot.tables import say

if TYPE_CHECKING:
    from bot.answer import Core
    from bot.cli.alone import Alone
    from bot.trivia.decision import Draw
    from bot.trivia.model import Wish


@click.command()
@click.argument("wish", nargs=-1)
@click.option("--seed", type=int, metavar="NUMBER", help="The same number brings the same questions again.")
@today_option
def trivia(wish: tuple[str, ...], seed: int | None, today: date) -> None:
    """Play trivia; WISH says about what, how many and how hard: 10 oscars 90s hard, quotes, la la land, 5 typed.

    Answer with the number of an option, or with words in a typed game; "hint", "skip" and "stop" do what they say.
    The points are those of a game in a group, and nothing of it is stored.
    """
    from bot.cli.alone import Alone
    from bot.trivia.judge import judge
    from bot.trivia.model import Misread
    from bot.trivia.wish import read_wish

    core = open_core()
    wanted = read_wish(core, " ".join(wish), today)
    if isinstance(wanted, Misread):
        raise click.UsageError(wanted.text)
    rng = random.Random(seed)  # noqa: S311 - it draws questions, and keeps no secret
    play(Alone(drawing(core, rng), judge, time.monotonic), wanted)


def play(game: Alone, wish: Wish) -> None:
    """Play a game with what is typed, or comes by a pipe, whose end ends the game."""
    if not game.begin(wish):
        raise click.UsageError(say("trivia.alone-nothing"))
    for line in read_terminal() if is_terminal() else read_pipe():
        game.read(line)
        if game.is_over:
            return
    game.stop()


def drawing(core: Core, rng: random.Random) -> Draw:
    """Return what draws questions from all that the facts allow."""
    from bot.trivia.pool import Pool

    pool = Pool(core.world)
    return lambda wish, taken: pool.draw(wish, taken, rng, taken)


def read_terminal() -> Iterator[str]:
    """Yield what is typed, until Ctrl-D or Ctrl-C."""
    while True:
        try:
            line = input(PROMPT).strip()
        except (EOFError, KeyboardInterrupt):
            click.echo()
            return
        if line:
            yield line
