"""Reply -> the text of a Telegram message in its HTML, within Telegram's limits and made for a phone.

A small title, the answer with its values in bold, a list that folds when it is long, the quote as a block quotation.
Limits: https://core.telegram.org/bots/api#sendmessage (4,096 characters after the tags are read, 1,024 for a
caption) and https://core.telegram.org/bots/api#html-style (100 entities; "<", ">" and "&" escaped). Lengths are
counted in UTF-16 units, of which a text never has fewer than characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.messenger.cuts import cut_text, sendable, units
from bot.model import Quote, Reply
from bot.render.bold import bold_spans
from bot.tables import say

MAX_TEXT_UNITS = 4_096
MAX_CAPTION_UNITS = 1_024
MAX_BOLD_SPANS = 90
FOLD_LINES, FOLD_UNITS = 6, 300  # a list of more lines or characters is folded: some three lines show
_QUOTE_SHARE = 4  # part of a message that a quote may take; quotes have at most 30 words
_TITLE_UNITS, _NOTE_UNITS, _TAIL_UNITS = 150, 250, 40
_FOLD = "<blockquote expandable>{}</blockquote>"


def reply_html(reply: Reply, max_units: int = MAX_TEXT_UNITS) -> str:
    """Return `reply` as HTML that shows at most `max_units`."""
    quote = _quote_html(reply.quote, max_units // _QUOTE_SHARE) if reply.quote else ""
    room = max_units - (max_units // _QUOTE_SHARE + 1 if quote else 0)
    parts = _parts_html(reply, room) if reply.in_parts else [_bold_html(cut_text(sendable(reply.text), room), reply)]
    return "\n".join(filter(None, (*parts, quote)))


def lines_shown(reply: Reply, max_units: int = MAX_TEXT_UNITS) -> int:
    """Return how many of `reply.lines` and `reply.more` the message of `reply_html` holds."""
    room = max_units - (max_units // _QUOTE_SHARE + 1 if reply.quote else 0)
    return _fitting((*reply.lines, *reply.more), room - _others(*_around(reply, room))) if reply.in_parts else 0


def _parts_html(reply: Reply, room: int) -> list[str]:
    """Return title, lead, list and note, each as far as there is something in it."""
    title, lead, note = _around(reply, room)
    listed = _list_html(reply, room - _others(title, lead, note))
    return [_safe(title), _bold_html(lead, reply), listed, _bold_html(note, reply)]


def _around(reply: Reply, room: int) -> tuple[str, str, str]:
    """Return title, lead and note, cut so that half of what the first and last leave is kept for a list."""
    title = cut_text(sendable(reply.title), _TITLE_UNITS)
    note = cut_text(sendable(reply.note), _NOTE_UNITS)
    left = room - _others(title, note)
    return title, cut_text(sendable(reply.lead), left // 2 if reply.lines else left - 2), note


def _others(*parts: str) -> int:
    """Return the units that the parts around a list take, with their line breaks."""
    return sum(units(part) + 1 for part in parts)


def _list_html(reply: Reply, room: int) -> str:
    """Return the lines: all of them folded when those shown first are long, else only those that a list was cut by.

    Where not all fit, the rest is counted.
    """
    lines = (*reply.lines, *reply.more)
    shown = [sendable(line) for line in lines[: _fitting(lines, room)]]
    if not shown:
        return ""
    left = len(lines) - len(shown)
    texts = [*shown, *([say("list.left", number=left)] if left else [])]
    open_lines = 0 if _is_long(reply.lines) else len(reply.lines)
    parts = ("\n".join(texts[:open_lines]), "\n".join(texts[open_lines:]))
    first, folded = (_bold_html(part, reply) for part in parts)
    return "\n".join(filter(None, (first, _FOLD.format(folded) if folded else "")))


def _is_long(lines: Sequence[str]) -> bool:
    return len(lines) > FOLD_LINES or sum(map(units, lines)) > FOLD_UNITS


def _fitting(lines: Sequence[str], room: int) -> int:
    """Return how many lines fit into `room` with a line that counts the rest."""
    left, number = room - _TAIL_UNITS, 0
    while number < len(lines) and (left := left - units(sendable(lines[number])) - 1) >= 0:
        number += 1
    return number


def _quote_html(quote: Quote, room: int) -> str:
    """Return the words in quotation marks, and who said them where."""
    said_by = ", ".join(filter(None, (quote.speaker, quote.occasion)))
    said_by = cut_text(sendable(said_by), room // 4)
    words = cut_text(sendable(quote.text).strip('"“”'), room * 3 // 4 - 10)
    return f"<blockquote>“{_safe(words)}”\n— {_safe(said_by)}</blockquote>"


def _bold_html(text: str, reply: Reply) -> str:
    """Return `text` escaped, each bold string of `reply` set in bold where it first stands as whole words."""
    parts, end = [], 0
    for start, stop in bold_spans(text, map(sendable, reply.bold))[: MAX_BOLD_SPANS // 4]:
        parts += [_safe(text[end:start]), "<b>", _safe(text[start:stop]), "</b>"]
        end = stop
    return "".join([*parts, _safe(text[end:])])


def _safe(text: str) -> str:
    return escape(text, quote=False)
