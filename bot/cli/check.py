"""`awards-bot check`: what is wrong in the data files."""

from __future__ import annotations

import click

from bot.cli.opening import find_data


@click.command()
def check() -> None:
    """Look for mistakes in the data files; each is shown with its file and line, and what to do about it."""
    data = find_data()
    from bot.build.check import check_data

    problems = check_data(data)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        click.echo(f"{len(problems):,} {'problem' if len(problems) == 1 else 'problems'}", err=True)
        raise SystemExit(1)
    files = sum(1 for _ in data.rglob("*.csv"))
    click.echo(f"{files} data files, no problems")
