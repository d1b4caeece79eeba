"""Which part of a longer message is the question: the sentence in which the bot is named, or the one before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.messenger.address import JOINTS

# A sentence ends at a mark that a blank follows, or with its line; "Mr. Smith" and "U.S. " are rare enough in a chat
# that only "?" and "!" are trusted, and "." after a word of four letters or more.
_END = re.compile(r"(?<=[?!…])[\"'”’)]*\s+|(?<=[^\W\d_]{4}\.)\s+|\s*\n\s*")


def asked_part(text: str, names: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """Return the question in `text` without the bot's name, and the same words as they stand in `text`.

    `names` are the spans [start, end) where the bot is named, in order. The second is "" when the whole message
    is the question: then there is nothing to point at.
    """
    sentences = _sentences(text)
    if not names or len(sentences) < 2:
        return cleaned(text, names), ""
    place = next(number for number, (_, end) in enumerate(sentences) if names[0][0] < end)
    # Where the name stands alone, the question is after it, or else before it.
    near = [*sentences[place:], *reversed(sentences[:place])]
    chosen = next((span for span in near if re.search(r"\w", cleaned_span(text, span, names))), None)
    return (cleaned_span(text, chosen, names), text[slice(*chosen)]) if chosen else ("", "")


def cleaned(text: str, names: Sequence[tuple[int, int]]) -> str:
    """Return `text` without the spans `names`, and without what joined them to it."""
    return cleaned_span(text, (0, len(text)), names)


def cleaned_span(text: str, span: tuple[int, int], names: Sequence[tuple[int, int]]) -> str:
    """Return the words of a span without the names in it."""
    kept, place = [], span[0]
    for start, end in names:
        if span[0] <= start and end <= span[1]:
            kept.append(text[place:start])
            place = end
    kept.append(text[place : span[1]])
    return " ".join("".join(kept).split()).strip(JOINTS)


def _sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences, without the blanks between them."""
    spans, start = [], 0
    for match in _END.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(text)))
    return [(start, end) for start, end in spans if text[start:end].strip()]
