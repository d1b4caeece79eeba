"""A reply on a terminal: the text, the quote beneath, and what can be picked by its number."""

from __future__ import annotations

import re
import textwrap

import click

from bot.model import Quote, Reply

MAX_WIDTH = 100  # columns; longer lines are hard to read
_QUOTE_INDENT = "    "


def page(reply: Reply, width: int = MAX_WIDTH, numbered: bool = True) -> str:
    """Return `reply` as lines of at most `width` columns.

    Options are numbered for a conversation, where the number picks them; else they are shown as questions to ask.
    """
    blocks = [_bold(_wrapped(reply.text, width), reply.bold)]
    if reply.quote:
        blocks.append(_quote(reply.quote, width))
    if reply.options:
        shown = [option.label if numbered else option.question for option in reply.options]
        marks = [f"{number}) " if numbered else "? " for number in range(1, len(shown) + 1)]
        blocks.append("\n".join(f"  {mark}{text}" for mark, text in zip(marks, shown, strict=True)))
    return "\n".join(blocks)


def _quote(quote: Quote, width: int) -> str:
    said_by = ", ".join(filter(None, (quote.speaker, quote.occasion)))
    words = quote.text.strip('"“”')
    return textwrap.indent(_wrapped(f"“{words}”\n— {said_by}", width - len(_QUOTE_INDENT)), _QUOTE_INDENT)


def _wrapped(text: str, width: int) -> str:
    """Return `text` with its long lines broken between words."""
    return "\n".join(textwrap.fill(line, width, break_long_words=False) for line in text.splitlines())


def _bold(text: str, words: tuple[str, ...]) -> str:
    """Return `text` with the first whole appearance of each of `words` set in bold; a plain file loses it again."""
    whole = [rf"(?<!\w){re.escape(each)}(?!\w)" for each in sorted(words, key=len, reverse=True) if each]
    seen: set[str] = set()

    def mark(match: re.Match[str]) -> str:
        if match.group() in seen:
            return match.group()
        seen.add(match.group())
        return click.style(match.group(), bold=True)

    return re.sub("|".join(whole), mark, text) if whole else text
