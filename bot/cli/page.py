"""A reply on a terminal: the text, the quote beneath, and what can be picked by its number."""

from __future__ import annotations

import shutil
import sys
import textwrap

import click

from bot.context import offered
from bot.model import Quote, Reply
from bot.render.bold import bold_spans
from bot.tables import say

MAX_WIDTH = 100  # columns; longer lines are hard to read
_QUOTE_INDENT = "    "


def page(reply: Reply, width: int | None = None, numbered: bool = True, steps: bool = False) -> str:
    """Return `reply` as lines of at most `width` columns; None leaves long lines whole.

    Options are numbered for a conversation, where the number picks them; else they are shown as questions to ask.
    With `steps`, what can be asked next stands beneath, numbered on.
    """
    blocks = [_bold(_wrapped(answer_text(reply), width), reply.bold)]
    if reply.quote:
        blocks.append(_quote(reply.quote, width))
    if reply.options:
        shown = [option.label if numbered else option.question for option in reply.options]
        marks = [f"{number}) " if numbered else "? " for number in range(1, len(shown) + 1)]
        blocks.append("\n".join(f"  {mark}{text}" for mark, text in zip(marks, shown, strict=True)))
    if steps and (ways := offered(reply)[len(reply.options) :]):
        told = (f"{number} {way.label}" for number, way in enumerate(ways, len(reply.options) + 1))
        blocks.append(click.style(_wrapped(f"[{' · '.join(told)}]", width), dim=True))
    return "\n".join(blocks)


def answer_text(reply: Reply) -> str:
    """Return the answer as a page shows it: its parts one beneath the other, or its text where it has none."""
    if not reply.in_parts:
        return reply.text
    tail = say("list.left", number=len(reply.more)) if reply.more else ""
    return "\n".join(filter(None, (reply.title, reply.lead, *reply.lines, tail, reply.note)))


def terminal_width() -> int | None:
    """Return how wide a page may be on the terminal; None when there is none, so that names can be searched for."""
    return min(MAX_WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else None


def _quote(quote: Quote, width: int | None) -> str:
    said_by = ", ".join(filter(None, (quote.speaker, quote.occasion)))
    words = quote.text.strip('"“”')
    room = width - len(_QUOTE_INDENT) if width else None
    return textwrap.indent(_wrapped(f"“{words}”\n— {said_by}", room), _QUOTE_INDENT)


def _wrapped(text: str, width: int | None) -> str:
    """Return `text` with its long lines broken between words."""
    if width is None:
        return text
    return "\n".join(textwrap.fill(line, width, break_long_words=False) for line in text.splitlines())


def _bold(text: str, words: tuple[str, ...]) -> str:
    """Return `text` with the first whole appearance of each of `words` set in bold; a plain file loses it again."""
    parts, end = [], 0
    for start, stop in bold_spans(text, words):
        parts += [text[end:start], click.style(text[start:stop], bold=True)]
        end = stop
    return "".join([*parts, text[end:]])
