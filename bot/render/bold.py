"""Where the strings that may be set in bold stand in a text: the same on every screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Span = tuple[int, int]  # [start, end) in characters


def bold_spans(text: str, bold: Iterable[str]) -> list[Span]:
    """Return where each string of `bold` first stands as whole words in `text`, in order and without overlaps.

    A line break counts as a blank. Of two strings that would overlap, the longer one has the place.

    >>> bold_spans("Emma Stone won, and Emma\\nStone again", ["Stone", "Emma Stone"])
    [(0, 10), (29, 34)]
    """
    spans: list[Span] = []
    line = text.replace("\n", " ")  # as long as the text: the places are the same
    for words in sorted({" ".join(each.split()) for each in bold} - {""}, key=lambda each: (-len(each), each)):
        free = (span for span in _whole(line, words) if all(span[1] <= low or span[0] >= high for low, high in spans))
        spans += [span for span in (next(free, None),) if span]
    return sorted(spans)


def _whole(text: str, words: str) -> Iterator[Span]:
    """Yield the places where `words` stand in `text` with no letter or digit beside them."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if not (_is_letter(text[start - 1 : start]) or _is_letter(text[end : end + 1])):
            yield start, end
        start = text.find(words, start + 1)


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"
