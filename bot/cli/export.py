"""`awards-bot export`: the scores of a chat, for a spreadsheet or a program."""

from __future__ import annotations

import csv
import json
import sys
from typing import Any

import click

from bot.cli.backup import open_state_engine


@click.command(context_settings={"ignore_unknown_options": True})  # the id of a group begins with "-"
@click.argument("chat", type=int)
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True, help="How.")
def export(chat: int, form: str) -> None:
    """Print the trivia scores of CHAT, its id on Telegram, season by season, best first.

    The id of a group is a negative number. The bot may run meanwhile.
    """
    from bot.state.scores import COLUMNS, all_rows

    with open_state_engine() as engine, engine.connect() as db:
        rows = all_rows(db, chat)
    if not rows:
        click.echo(f"no scores of chat {chat}", err=True)
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_harmless(row) for row in rows)


def _harmless(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose name no spreadsheet takes for a formula."""
    name = str(row["name"])
    return {**row, "name": f"'{name}" if name[:1] in "=+-@\t\r" else name}
