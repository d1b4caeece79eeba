"""Asides: what is only said of a film in passing ("based on the novel by X", "sung by Y"), and is no slot."""

from __future__ import annotations

from bot.parse.frame import Frame

ASIDE = "aside"  # the tag of the words that open one
MAX_ASIDE_WORDS = 12
_ENDS = ("rel.", "ask.", "agg.")  # cues of these kinds end it
_INSIDE = ("rel.play", "rel.star", "rel.write", "rel.direct", "rel.sing")  # but for these


def leave_aside(frame: Frame) -> None:
    """Take the names of asides for explained, and for no slots, where an award is told without them."""
    cast = frame.places("rel.star") if frame.families and frame.years else []  # "starring X" tells no more then
    spans = [_span(frame, at) for at in (*frame.places(ASIDE), *cast)]
    if not spans:
        return
    kept = [
        mention
        for mention in frame.mentions
        if not any(start <= mention.start and mention.end <= end for start, end in spans)
    ]
    award = frame.bodies or frame.families
    dated = any(not any(start <= ref.start < end for start, end in spans) for ref in frame.years)
    if award and (kept or dated or frame.ordinal):
        frame.mentions = kept
        frame.years = [ref for ref in frame.years if not any(start <= ref.start < end for start, end in spans)]
        frame.explained.update(at for start, end in spans for at in range(start, end))


def _span(frame: Frame, start: int) -> tuple[int, int]:
    """Return the places [start, end) of an aside: up to a comma, an award, or a word that asks or tells anew."""
    closing = {
        at for tag, places in frame.cues.items() if tag.startswith(_ENDS) and tag not in _INSIDE for at in places
    }
    closing |= {at for at, _ in frame.body_at} | {at for _, _, at in frame.families}
    end = start + 1
    while (
        end < min(len(frame.words), start + MAX_ASIDE_WORDS) and end not in closing and not _has_comma(frame, end - 1)
    ):
        end += 1
    return start, end


def _has_comma(frame: Frame, at: int) -> bool:
    """Return whether a comma stands behind a word, quotation marks aside."""
    behind = frame.utterance[frame.tokens[at].end :].lstrip("\"'”’»)")
    return behind.startswith((",", ";", "?"))
