"""`awards-bot unanswered`: what people asked in vain, and what they called wrong."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from bot.link.likeness import nearest_phrase
from bot.model import Context
from bot.review import KEEP_VARIABLE, Entry, ReviewList, open_review, review_path

if TYPE_CHECKING:
    from bot.answer import Core


@click.command()
@click.option("--limit", default=30, show_default=True, type=click.IntRange(1, 2000), help="How many to show.")
@click.option("--clear", is_flag=True, help="Delete the whole list.")
def unanswered(limit: int, clear: bool) -> None:
    """Show the questions that got no answer and the answers reported as wrong, the most frequent first.

    They are kept only while AWARDS_KEEP_UNANSWERED=1 is set, as text alone. Each comes with the nearest reading:
    what was found in it, and the question we know that is most like it. A line in data/ mends most of them.
    """
    book = ReviewList(review_path(os.environ))
    if clear:
        click.echo(f"{book.clear():,} deleted")
        return
    entries = book.entries(limit)
    if not entries:
        kept = open_review(os.environ) is not None
        click.echo("nothing yet" if kept else f"nothing; questions are kept only while {KEEP_VARIABLE}=1 is set")
        return
    from bot.cli.opening import open_core

    core = open_core()
    for entry in entries:
        click.echo(_describe(entry, core))


def _describe(entry: Entry, core: Core) -> str:
    """Return two or three lines: how often and what; why; and the nearest reading of a question."""
    head = f"{entry.times:4} × {entry.text}"
    if entry.kind == "report":
        return f"{head}\n       reported {entry.last_day}; the answer was: {entry.reason or 'not quoted'}"
    nearest, score = nearest_phrase(entry.text, [rule.example for rule in core.intents.rules])
    trace = core.answer(entry.text, Context(), entry.last_day).trace
    found = next((stage.result for stage in trace if stage.name == "mentions"), "nothing")
    why = f"{entry.reason}, last on {entry.last_day}"
    return f"{head}\n       {why}; found: {found}\n       nearest: {nearest} ({score:.0f})"
