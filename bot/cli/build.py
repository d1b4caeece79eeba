"""`awards-bot build`: the data files into a new store."""

from __future__ import annotations

import time

import click

from bot.cli.opening import build_progress, find_data


@click.command()
def build() -> None:
    """Build the store of facts anew from the data files; the old one stays until the new one is whole."""
    data = find_data()
    from bot.build.freshness import store_path
    from bot.build.load import build_store

    started = time.perf_counter()
    with build_progress("Building the store") as progress:
        report = build_store(data, store_path(data), progress)
    for table, count in sorted(report.counts.items()):
        click.echo(f"{table:<20} {count:>9,}")
    click.echo(f"{report.path}: sources {report.digest[:16]}, {time.perf_counter() - started:.1f} s")
