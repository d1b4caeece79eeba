"""One line on standard error and exit status 2, for whatever the user can mend."""

from __future__ import annotations

import errno
from typing import Any, NoReturn

import click

from bot.errors import AwardsBotError, DataError, SettingsError


class Refusal(click.ClickException):
    """The program cannot do what it was asked to do; each of `lines` says why and what to do."""

    exit_code = 2

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))

    def show(self, file: Any = None) -> None:
        for line in self.format_message().splitlines():
            click.echo(f"awards-bot: {line}", file=file, err=file is None)


class OneLineErrors(click.Group):
    """A group of verbs of which every expected error becomes a `Refusal`; the unexpected keep their traceback."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            refuse_usage(error)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            refuse_usage(error)
        except SettingsError as error:
            raise Refusal(*(" ".join(problem.split()) for problem in error.problems)) from None
        except AwardsBotError as error:
            raise Refusal(one_line(error)) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read the output has gone; click ends the program in silence
                raise
            raise Refusal(" ".join(str(error).split())) from None


def refuse_usage(error: click.UsageError) -> NoReturn:
    """Raise the `Refusal` that says what is wrong with the command line, and where its help is."""
    path = error.ctx.command_path if error.ctx else "awards-bot"
    raise Refusal(f"{' '.join(error.format_message().split())} (help: {path} --help)") from None


def one_line(error: AwardsBotError) -> str:
    """Return the error as one line; of many problems in the data the first, and how many there are."""
    if isinstance(error, DataError) and error.problems:
        rest = len(error.problems) - 1
        more = f" (and {rest:,} more; all of them: awards-bot check)" if rest else ""
        return f"{error.problems[0]}{more}"
    return " ".join(str(error).split())
