"""Places of a sentence that only a name fills: "did ... win", "won by ...", "nominated for ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.lexicon import Entry, Lexicon
from bot.link.keys import SILENT
from bot.link.linker import Linker
from bot.model import Mention
from bot.tables import word_group
from bot.text import Token

_KINDS_OF_THING = ("noun.", "pro.", "ask.", "agg.", "rel.")
_LONGEST = 10  # words of a name looked for in such a place


def find_slot_names(tokens: Sequence[Token], lexicon: Lexicon, linker: Linker) -> list[Mention]:
    """Return the names, written out in full, that fill such places; they need no other proof and no mending."""
    words = [token.norm for token in tokens]
    found: list[Mention] = []
    for start, end in _slots(words):
        if found and start < found[-1].end:
            continue
        candidates = linker.whole(tokens[start:end])
        if candidates and not is_generic(words[start:end], lexicon, words[start - 1]):
            text = " ".join(token.text for token in tokens[start:end])
            found.append(Mention(start, end, text, candidates))
    return found


def _slots(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places [start, end), the longest first for each start."""
    openers, verbs, followers = word_group("before-named"), word_group("name-verb"), word_group("after-agent")
    for at, word in enumerate(words):
        behind_verb = (word == "by" and words[at - 1] in verbs) or (word == "for" and not verbs.isdisjoint(words[:at]))
        if word not in openers and not behind_verb:
            continue
        for end in range(min(at + 1 + _LONGEST, len(words)), at + 1, -1):
            closes = words[end] in (followers if behind_verb else verbs) if end < len(words) else behind_verb
            if closes:
                yield at + 1, end


def is_generic(words: Sequence[str], lexicon: Lexicon, before: str = "") -> bool:
    """Return whether the words mean a kind of thing rather than one of them: "it", "the actress", "(for) music"."""
    inner = [word for word in words if word not in SILENT]
    if not inner or (len(inner) == 1 and inner[0] in lexicon.stop | word_group("pronoun")):
        return True
    if before == "for" and all(word.isdigit() for word in inner):
        return True  # "best song for 1984"
    spans = [span for span in lexicon.read(inner) if span.end - span.start == len(inner)]
    loose = before == "for" or len(inner) < len(words)
    return any(_means_kind(entry, loose=loose) for span in spans for entry in span.entries)


def _means_kind(entry: Entry, *, loose: bool) -> bool:
    """Return whether a phrase of ours is no title; `loose` when a bare word may be a category too."""
    is_cue = entry.kind == "cue" and entry.value.startswith(_KINDS_OF_THING)
    return entry.kind == "body" or is_cue or (entry.note == "bare" and loose)
