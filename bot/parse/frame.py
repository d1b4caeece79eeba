"""The frame: everything that the words of one question name, before its kind is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.lexicon import Lexicon, Span
from bot.link.linker import Linker
from bot.model import Candidate, Kind, Mention
from bot.parse.mend import Mender
from bot.parse.titles import wants_title
from bot.text import Token, tokenize
from bot.years import NUMBERS, Ordinal, YearRef, find_ordinals, find_years

_SONG_WORDS = frozenset({"song", "songs", "tune", "single", "ballad", "track"})
_ONLY_AFTER = frozenset({"the", "is", "are", "was", "were", "which", "what", "who"})
SURE_HOW = frozenset({"exact", "alias", "squashed"})


@dataclass(slots=True)
class Frame:
    """What a question names. Positions are token indexes.

    `cues` maps a cue's tag to the places where it stands; `families` holds (family, body limit, start) of
    each category phrase; `bare` those that may be plain words too, with "noun" where they are ("actor"); `chosen` the families that the question is about.
    """

    utterance: str
    tokens: list[Token]
    words: list[str]
    today: date
    cues: dict[str, list[int]] = field(default_factory=dict)
    bodies: list[str] = field(default_factory=list)
    body_at: list[tuple[int, int]] = field(default_factory=list)
    families: list[tuple[str, str, int]] = field(default_factory=list)
    bare: list[tuple[str, str, int]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    years: list[YearRef] = field(default_factory=list)
    ordinal: Ordinal | None = None
    mentions: list[Mention] = field(default_factory=list)
    weak: list[Mention] = field(default_factory=list)
    explained: set[int] = field(default_factory=set)
    ask: str = ""
    numbers: list[tuple[int, int]] = field(default_factory=list)
    corrected: dict[int, str] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()

    def has(self, *tags: str) -> bool:
        """Return whether any of these cues stands in the question."""
        return any(tag in self.cues for tag in tags)

    def first(self, tag: str) -> int:
        """Return the place of the first such cue, or -1."""
        return self.cues[tag][0] if tag in self.cues else -1

    def mentioned(self, *kinds: Kind) -> list[Mention]:
        """Return the mentions whose best candidate is of one of these kinds, in the order of the words."""
        return [mention for mention in self.mentions if mention.best.kind in kinds]

    def candidates(self, kind: Kind) -> list[tuple[Candidate, ...]]:
        return [mention.of(kind) for mention in self.mentions if mention.best.kind == kind]

    def leftover(self, stop: Collection[str]) -> list[str]:
        """Return the content words that nothing explains."""
        return [
            word
            for at, word in enumerate(self.words)
            if at not in self.explained and word not in stop and len(word) > 1
        ]


class FrameReader:
    """Finds years, phrases and names in a question and settles who owns which words."""

    def __init__(self, lexicon: Lexicon, linker: Linker, mender: Mender) -> None:
        self.lexicon = lexicon
        self.linker = linker
        self.mender = mender

    def read(self, utterance: str, today: date) -> Frame:
        """Return the frame of one utterance."""
        tokens = tokenize(utterance)
        frame = Frame(utterance, tokens, [token.norm for token in tokens], today)
        self._correct(frame)
        spans = self.lexicon.read(frame.words)
        years = find_years(frame.words, today)
        ordinals = find_ordinals(frame.words)
        mentions = self._mentions(frame, spans, years, ordinals)
        spans = [span for span in spans if not _covered(span.start, span.end, mentions)]
        self._fill(frame, spans, mentions)
        frame.years = [ref for ref in years if not _covered(ref.start, ref.end, mentions)]
        free = [item for item in ordinals if not _covered(item.start, item.end, mentions)]
        frame.ordinal = next(iter(free), None)
        for item in (*frame.years, *free):
            frame.explained.update(range(item.start, item.end))
        frame.numbers = _numbers(frame)
        _read_small_words(frame)
        return frame

    def _correct(self, frame: Frame) -> None:
        """Mend slips in cue words; names are left to the linker."""
        frame.corrected = self.mender.mend(frame.words)
        for at, word in frame.corrected.items():
            frame.words[at] = word

    def _mentions(
        self, frame: Frame, spans: list[Span], years: list[YearRef], ordinals: list[Ordinal]
    ) -> list[Mention]:
        """Return the mentions that hold against the lexicon: a longer sure name beats a phrase inside it."""
        tokens = [
            Token(token.start, token.end, token.text, word, token.capital, token.quoted)
            for token, word in zip(frame.tokens, frame.words, strict=True)
        ]
        claims = [(span.start, span.end) for span in spans] + [(item.start, item.end) for item in (*years, *ordinals)]
        kept, dropped = [], False
        for mention in self.linker.find(tokens, ()):
            if mention.weak:
                frame.weak.append(mention)
            elif _holds(mention, claims):
                kept.append(mention)
            else:
                dropped = True
        kept += self._weak_titles(frame, spans, kept)
        if dropped:
            owned = {at for start, end in claims for at in range(start, end) if not _covered(start, end, kept)}
            owned.update(at for mention in kept for at in range(mention.start, mention.end))
            kept += [mention for mention in self.linker.find(tokens, owned) if not mention.weak]
        return sorted(kept, key=lambda mention: mention.start)

    def _weak_titles(self, frame: Frame, spans: list[Span], kept: list[Mention]) -> list[Mention]:
        """Return the weak mentions that stand where the sentence wants a title, and hold no whole phrase of ours."""
        solid = {
            at for span in spans for at in range(span.start, span.end)
            if span.get("body")
            or any(entry.note != "bare" for entry in span.get("category"))
            or any(entry.value.startswith(("agg.", "ask.")) for entry in span.get("cue"))
        }  # fmt: skip
        explained = {at for span in spans for at in range(span.start, span.end)}
        free = [at for at, word in enumerate(frame.words) if at not in explained and word not in self.lexicon.stop]
        found: list[Mention] = []
        for mention in sorted(frame.weak, key=lambda item: item.start - item.end):
            places = range(mention.start, mention.end)
            beside = [at for at in (mention.start - 1, mention.end) if 0 <= at < len(frame.tokens)]
            quoted = all(frame.tokens[at].quoted for at in places) and not any(frame.tokens[at].quoted for at in beside)
            clash = _covered(mention.start, mention.end, (*kept, *found)) or (solid & set(places) and not quoted)
            announced = mention.start > 0 and frame.words[mention.start - 1] in _SONG_WORDS
            song = mention.of(Kind.SONG) and (announced or (len(places) > 1 and _SONG_WORDS.intersection(frame.words)))
            if song and not clash:
                found.append(replace(mention, candidates=mention.of(Kind.SONG)))
            elif mention.of(Kind.WORK) and not clash and wants_title(frame.words, mention, free, quoted=quoted):
                found.append(replace(mention, candidates=mention.of(Kind.WORK)))
            elif mention.of(Kind.PERSON) and not clash and wants_title(frame.words, mention, free, quoted=quoted):
                found.append(replace(mention, candidates=mention.of(Kind.PERSON)))
        return found

    def _fill(self, frame: Frame, spans: Iterable[Span], mentions: list[Mention]) -> None:
        frame.mentions = mentions
        for mention in mentions:
            frame.explained.update(range(mention.start, mention.end))
        for span in spans:
            frame.explained.update(range(span.start, span.end))
            for entry in span.entries:
                if entry.kind == "body":
                    frame.body_at.append((span.start, span.end))
                    if entry.value not in frame.bodies:
                        frame.bodies.append(entry.value)
                elif entry.kind == "category":
                    if entry.note == "bare":
                        frame.bare.append((entry.value, "noun" if span.get("cue") else "", span.start))
                    else:
                        frame.families.append((entry.value, entry.body, span.start))
                elif entry.kind == "cue":
                    frame.cues.setdefault(entry.value, []).append(span.start)
                else:
                    frame.others.append(entry.value)


def _covered(start: int, end: int, mentions: Iterable[Mention]) -> bool:
    return any(mention.start < end and start < mention.end for mention in mentions)


def _holds(mention: Mention, claims: Sequence[tuple[int, int]]) -> bool:
    """Return whether a mention wins against every phrase that it overlaps."""
    rivals = [(start, end) for start, end in claims if start < mention.end and mention.start < end]
    if not rivals:
        return True
    inside = all(mention.start <= start and end <= mention.end for start, end in rivals)
    longer = all(mention.end - mention.start > end - start for start, end in rivals)
    return mention.best.how in SURE_HOW and inside and longer


def _read_small_words(frame: Frame) -> None:
    """Read "won over X" as beating X, and "lose ... to" as losing to somebody."""
    starts = {mention.start for mention in frame.mentions}
    for at, word in enumerate(frame.words[:-1]):
        if word == "over" and at + 1 in starts and frame.has("rel.win", "rel.get"):
            frame.cues["rel.beat"] = [at]
            frame.cues.pop("cmp.more", None)
    only = [at for at in frame.cues.get("agg.only", ()) if at == 0 or frame.words[at - 1] in _ONLY_AFTER]
    if frame.has("agg.only") and not only:
        frame.cues.pop("agg.only")  # "his only oscar", "Harper Lee's only novel"
    amount = frame.first("ask.amount")
    if amount >= 0 and any(start == amount + 2 for start, _ in frame.body_at):
        frame.cues["ask.count"] = frame.cues.pop("ask.amount")
    lose = frame.first("rel.lose")
    if lose >= 0 and (_has_object(frame.words, lose) or (frame.words[0] == "to" and lose > 1)):
        frame.cues["rel.lostto"] = [lose]


def _has_object(words: Sequence[str], lose: int) -> bool:
    """Return whether "lose" has its "to": "lose the oscar to", "lost best picture to this comedy"."""
    return any(word == "to" and lose < at <= lose + 6 for at, word in enumerate(words))


def _numbers(frame: Frame) -> list[tuple[int, int]]:
    """Return (place, number) of small counts: "two oscars", "14 nominations", "won 8"."""
    taken = {at for ref in frame.years for at in range(ref.start, ref.end)}
    found = []
    for at, word in enumerate(frame.words):
        owned = any(mention.start <= at < mention.end for mention in frame.mentions)
        number = int(word) if word.isdigit() and len(word) <= 2 else NUMBERS.get(word, 0)
        if number and at not in taken and not owned:
            found.append((at, number))
    return found
