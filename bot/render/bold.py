"""Where the strings that may be set in bold stand in a text: the same on every screen."""

from __future__ import annotations

import re
from collections.abc import Iterable

Span = tuple[int, int]  # [start, end) in characters


def bold_spans(text: str, bold: Iterable[str]) -> list[Span]:
    """Return where each string of `bold` first stands as whole words in `text`, in order and without overlaps.

    A line break counts as a blank. Of two strings that would overlap, the longer one has the place.

    >>> bold_spans("Emma Stone won, and Emma\\nStone again", ["Stone", "Emma Stone"])
    [(0, 10), (29, 34)]
    """
    spans: list[Span] = []
    for words in sorted({" ".join(each.split()) for each in bold} - {""}, key=lambda each: (-len(each), each)):
        pattern = r"\s+".join(map(re.escape, words.split()))
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text):
            if all(match.end() <= start or match.start() >= stop for start, stop in spans):
                spans.append(match.span())
                break
    return sorted(spans)
