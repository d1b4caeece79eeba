"""`awards-bot update`: another set of data files, for this program and for the bot that is running."""

from __future__ import annotations

import click

from bot.cli.opening import build_progress
from bot.errors import DataError


@click.command()
@click.argument("place", metavar="PATH|URL", required=False)
@click.option("--sha256", default="", metavar="HEX", help="What the archive's SHA-256 has to be.")
@click.option("--bundled", is_flag=True, help="Go back to the program's own data.")
def update(place: str | None, sha256: str, bundled: bool) -> None:
    """Put a new set of data in use: a folder like data/, or a .zip or .tar.gz of one, here or at an address.

    It is checked as `awards-bot check` does, built aside and swapped in; the running bot takes it over within seconds,
    between two questions. When anything is wrong with it, all stays as it was. A newer version of the program goes
    back to its own data. Sentences of the Telegram layer (tg.… in replies.csv) wait for the next start.
    """
    if bundled == bool(place):
        raise click.UsageError("give either PATH|URL or --bundled")
    try:
        click.echo(_go_back() if bundled else _install(str(place), sha256))
    except DataError as error:
        for problem in error.problems:
            click.echo(str(problem))
        click.echo(f"{len(error.problems):,} problems; the facts in use stay as they are", err=True)
        raise SystemExit(1) from None


def _install(place: str, sha256: str) -> str:
    from bot.build.fetch import fetched
    from bot.update import install_data

    with fetched(place, sha256) as folder, build_progress("Building the store") as progress:
        digest = install_data(folder, progress)
    return f"new facts are in use, sources {digest[:16]}" if digest else "these facts are in use already"


def _go_back() -> str:
    from bot.update import return_to_bundled

    with build_progress("Building the store") as progress:
        changed = return_to_bundled(progress)
    return "the program's own facts are in use again" if changed else "the program's own facts are in use already"
