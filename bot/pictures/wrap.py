"""Lines of text that fit: broken between words, set smaller, and cut with "…" where nothing else helps."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.fonts import Weight, width

_ELLIPSIS = "…"


def wrap(text: str, weight: Weight, size: int, room: int) -> list[str]:
    """Return `text` as lines at most `room` pixels wide; a word that is wider is broken, a line break is kept."""
    return [line for part in text.splitlines() for line in _wrap_one(part, weight, size, room)]


def _wrap_one(text: str, weight: Weight, size: int, room: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if width(longer, weight, size) <= room:
            lines[-1:] = [longer]
        else:
            lines += _pieces(word, weight, size, room)
    return lines


def _pieces(word: str, weight: Weight, size: int, room: int) -> list[str]:
    """Return a word in pieces that fit; mostly it is one."""
    pieces = [""]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char, weight, size) > room:
            pieces.append("")
        pieces[-1] += char
    return pieces


def cut(text: str, weight: Weight, size: int, room: int) -> str:
    """Return `text` when it fits on one line, else its beginning and "…"."""
    if width(text, weight, size) <= room:
        return text
    while text and width(text + _ELLIPSIS, weight, size) > room:
        text = text[:-1].rstrip(" ,:;–-")
    return text + _ELLIPSIS


def fit(text: str, weight: Weight, sizes: Sequence[int], room: int, max_lines: int) -> tuple[int, list[str]]:
    """Return the largest of `sizes` in which `text` takes at most `max_lines`, and the lines.

    In the smallest size the last line is cut.
    """
    for size in sizes:
        lines = wrap(text, weight, size, room)
        if len(lines) <= max_lines:
            return size, lines
    kept = lines[: max_lines - 1]
    return size, [*kept, cut(" ".join(lines[max_lines - 1 :]), weight, size, room)]
