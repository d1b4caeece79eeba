"""The program `awards-bot`: its verbs and its own options.

What a verb needs is imported when it runs: a question is answered sooner without Telegram's library.
"""

from __future__ import annotations

import io
import sys

import click

from bot.cli.ask import ask
from bot.cli.backup import backup, restore
from bot.cli.build import build
from bot.cli.chat import chat
from bot.cli.check import check
from bot.cli.doctor import doctor
from bot.cli.export import export
from bot.cli.refusal import OneLineErrors
from bot.cli.serve import serve
from bot.cli.trace import trace
from bot.cli.trivia import trivia
from bot.cli.unanswered import unanswered
from bot.cli.update import update

PROGRAM = "awards-bot"
DISTRIBUTION = "awards-bot"  # the name under which pip knows it


def show_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    """Print the version and end, when --version is given."""
    if not asked:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        click.echo(f"{PROGRAM} {version(DISTRIBUTION)}")
    except PackageNotFoundError:
        click.echo(f"{PROGRAM}, run without being installed")
    ctx.exit()


@click.group(cls=OneLineErrors, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=show_version, help="Show the version."
)
@click.pass_context
def group(ctx: click.Context) -> None:
    """Ask about film awards: who won, who was nominated, who hosted, what they said on stage."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


for verb in (chat, ask, trivia, trace, build, check, serve, doctor, unanswered, update, backup, restore, export):
    group.add_command(verb)


def main() -> None:
    """Run the program with the arguments of the process, and exit with its status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show "é" shows "?", and the rest
    group(prog_name=PROGRAM)
