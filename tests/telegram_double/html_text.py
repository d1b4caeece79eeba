"""Telegram's HTML (https://core.telegram.org/bots/api#html-style) -> the text people see and its entities.

Stricter than Telegram in one point: a bare "&" is refused, because it shows that something was not escaped.
"""

from __future__ import annotations

import re
from html import unescape

from .people import Json, utf16_len

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
}  # fmt: skip
_PART = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-z-]+)(?P<rest>[^<>]*)>|(?P<char>&(?:lt|gt|amp|quot|#\d+);)|(?P<text>[^<&]+)"
)
_REST = {  # what may stand in a tag after its name
    "a": re.compile(r' href="[^"<>]+"'),
    "code": re.compile(r'(?: class="language-[\w-]+")?'),
    "blockquote": re.compile(r"(?: expandable)?"),
}
_NOTHING = re.compile("")


class HtmlError(ValueError):
    """The text is no HTML that Telegram takes."""


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return the text without tags, and the entities with their offsets in UTF-16 units.

    Raises:
        HtmlError: at an unknown, unclosed or badly nested tag, or a character that is not escaped.
    """
    text, entities, place = "", [], 0
    opened: list[tuple[str, str, int]] = []
    while place < len(source):
        match = _PART.match(source, place)
        if match is None:
            raise HtmlError(f"unescaped character at {place}: {source[place : place + 20]!r}")
        place = match.end()
        if not match["tag"]:
            text += unescape(match.group())
        elif match["close"]:
            entities.append(_close(opened, match["tag"], text))
        else:
            _open(opened, match["tag"], match["rest"], text)
    if opened:
        raise HtmlError(f"<{opened[-1][0]}> is not closed")
    return text.strip(), sorted(filter(None, entities), key=lambda entity: int(entity["offset"]))


def _open(opened: list[tuple[str, str, int]], tag: str, rest: str, text: str) -> None:
    if tag not in KINDS or not _REST.get(tag, _NOTHING).fullmatch(rest):
        raise HtmlError(f"unsupported start tag <{tag}{rest}>")
    if tag == "blockquote" and any(each == tag for each, _, _ in opened):
        raise HtmlError("a blockquote within a blockquote")
    kind = "expandable_blockquote" if rest == " expandable" else KINDS[tag]
    opened.append((tag, kind, utf16_len(text)))


def _close(opened: list[tuple[str, str, int]], tag: str, text: str) -> Json:
    if not opened or opened[-1][0] != tag:
        raise HtmlError(f"unexpected end tag </{tag}>")
    _, kind, start = opened.pop()
    return {"type": kind, "offset": start, "length": utf16_len(text) - start} if utf16_len(text) > start else {}
