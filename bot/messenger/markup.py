"""Reply -> the text of a Telegram message in its HTML, within Telegram's limits.

Limits: https://core.telegram.org/bots/api#sendmessage (4,096 characters after the tags are read) and
https://core.telegram.org/bots/api#html-style (100 entities; "<", ">" and "&" escaped). Lengths are counted
in UTF-16 units, of which a text never has fewer than characters.
"""

from __future__ import annotations

import re
from html import escape

from bot.model import Quote, Reply
from bot.text import sound_text

MAX_TEXT_UNITS = 4_096
MAX_QUOTE_UNITS = 1_000  # quotes have at most 30 words: this only keeps room for the answer
MAX_BOLD_SPANS = 90
_ELLIPSIS = "…"
_WORD_REACH = 40  # how far back a cut looks for the end of a word, in characters


def reply_html(reply: Reply) -> str:
    """Return `reply` as HTML: its text with the answers in bold, and the quote as a block quotation beneath."""
    quote = _quote_html(reply.quote) if reply.quote else ""
    room = MAX_TEXT_UNITS - (MAX_QUOTE_UNITS + 1 if quote else 0)
    text = cut_text(sendable(reply.text), room)
    return "\n".join(filter(None, (_bold_html(text, reply.bold), quote)))


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 code units, as Telegram counts offsets."""
    return len(text) + sum(char > "\uffff" for char in text)


def sendable(text: str) -> str:
    """Return `text` without what no message can hold and without blanks around it."""
    return sound_text(text).strip()


def cut_text(text: str, max_units: int) -> str:
    """Return `text` when it fits into `max_units`, else its beginning up to the end of a word and "…"."""
    if units(text) <= max_units:
        return text
    end, left = 0, max_units - units(_ELLIPSIS)
    while (left := left - units(text[end])) >= 0:
        end += 1
    space = max(text.rfind(blank, max(0, end - _WORD_REACH), end + 1) for blank in " \n")
    return text[: space if space > 0 else end].rstrip() + _ELLIPSIS


def _quote_html(quote: Quote) -> str:
    """Return the words in quotation marks, and who said them where."""
    said_by = ", ".join(filter(None, (quote.speaker, quote.occasion)))
    said_by = cut_text(sendable(said_by), MAX_QUOTE_UNITS // 4)
    words = cut_text(sendable(quote.text).strip('"“”'), MAX_QUOTE_UNITS * 3 // 4 - 10)
    return f"<blockquote>“{_safe(words)}”\n— {_safe(said_by)}</blockquote>"


def _bold_html(text: str, bold: tuple[str, ...]) -> str:
    """Return `text` escaped, each string of `bold` set in bold where it first stands as whole words."""
    parts, end = [], 0
    for start, stop in _bold_spans(text, bold):
        parts += [_safe(text[end:start]), "<b>", _safe(text[start:stop]), "</b>"]
        end = stop
    return "".join([*parts, _safe(text[end:])])


def _bold_spans(text: str, bold: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return spans that do not overlap, in order; of two that would, the longer string has it."""
    spans: list[tuple[int, int]] = []
    for words in sorted({sendable(words) for words in bold} - {""}, key=lambda words: (-len(words), words)):
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            if all(match.end() <= start or match.start() >= stop for start, stop in spans):
                spans.append(match.span())
                break
    return sorted(spans)[:MAX_BOLD_SPANS]


def _safe(text: str) -> str:
    return escape(text, quote=False)
