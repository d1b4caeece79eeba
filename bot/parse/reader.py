"""Reading a frame: years, phrases and names found in the words, and who owns which of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.lexicon import Entry, Lexicon, Span
from bot.link.linker import Linker
from bot.link.weak import is_out_of_capitals
from bot.model import Kind, Mention
from bot.parse.asides import leave_aside
from bot.parse.frame import Frame
from bot.parse.joined import Joined
from bot.parse.mend import Mender
from bot.parse.slots import find_slot_names, is_generic
from bot.parse.titles import wants_title
from bot.tables import word_group
from bot.text import Token, tokenize
from bot.years import Ordinal, YearRef, find_ordinals, find_years, number_of

SURE_HOW = frozenset({"exact", "alias", "squashed"})
MAX_COUNT_DIGITS = 2  # "14 nominations"; longer numbers are years
MAX_WORDS_TO_LOSER = 9  # between "lose" and its "to": "lose the first best animated feature oscar to"
_SOLID_CUES = ("agg.", "ask.", "talk.", "ref.same", "filler")
_VERB_CUES = ("rel.win", "rel.lose", "rel.get", "rel.beat", "rel.nominate", "rel.host")
_TELLING_CUES = ("ask.", "rel.", "agg.", "pro.")  # of these no name is made that has slips in it

_PEOPLE = ("noun.person", "noun.man", "noun.woman", "noun.actor", "noun.actress", "noun.director")
Claim = tuple[int, int]  # tokens [start, end) that a phrase, a year or an ordinal explains


class FrameReader:
    """Finds years, phrases and names in a question and settles who owns which words."""

    def __init__(self, lexicon: Lexicon, linker: Linker, mender: Mender, joined: Joined) -> None:
        self.lexicon = lexicon
        self.linker = linker
        self.mender = mender
        self.joined = joined

    def read(self, utterance: str, today: date) -> Frame:
        """Return the frame of one utterance."""
        tokens = self.joined.part(tokenize(utterance))
        slots = find_slot_names(tokens, self.lexicon, self.linker)
        frame = self._read(utterance, tokens, today, slots)
        missed = self._look_again(frame)
        if missed:
            slots = [mention for mention in slots if not _overlaps(mention.start, mention.end, [missed])]
            frame = self._read(utterance, tokens, today, [*slots, missed])
        return frame

    def _read(self, utterance: str, tokens: list[Token], today: date, slots: list[Mention]) -> Frame:
        """Return the frame of one utterance in which the names at `slots` are known already."""
        frame = self._open(utterance, tokens, today, slots)
        spans = self.lexicon.read(frame.words)
        years = find_years(frame.words, today)
        ordinals = find_ordinals(frame.words)
        frame.mentions = self._find_mentions(frame, spans, [*years, *ordinals])
        frame.explain(frame.mentions)
        for span in spans:
            if not _is_covered(span, frame.mentions) and not _is_of_years(span, years):
                _add_phrase(frame, span)
        frame.years = [ref for ref in years if not _is_covered(ref, frame.mentions)]
        free = [item for item in ordinals if not _is_covered(item, frame.mentions) and not _is_dated(item, years)]
        frame.ordinal = next(iter(free), None)
        frame.explain([*frame.years, *free])
        leave_aside(frame)
        frame.numbers = _find_numbers(frame)
        _read_small_words(frame)
        return frame

    def _look_again(self, frame: Frame) -> Mention | None:
        """Return a well-known name with slips in it around the words that nothing explains, or None."""
        left = frame.leftover_at(self.lexicon.stop)
        if not left:
            return None
        closed = {at for start, end in frame.body_at for at in range(start, end)}
        closed |= {at for ref in frame.years for at in range(ref.start, ref.end)}
        closed |= {at for name in frame.mentions if _is_written_out(name) for at in range(name.start, name.end)}
        telling = {at for tag, places in frame.cues.items() if tag.startswith(_TELLING_CUES) for at in places}
        telling |= {at for _, _, at in frame.families}
        edges = set(range(len(frame.words))) - closed - telling
        return self.linker.look_again(frame.tokens, left, edges, closed)

    def _open(self, utterance: str, tokens: list[Token], today: date, slots: list[Mention]) -> Frame:
        """Return a frame of words alone, slips in cue words mended; slips in names are left to the linker."""
        frame = Frame(utterance, tokens, [token.norm for token in tokens], today)
        frame.mentions = list(slots)
        frame.corrected = self.mender.mend(frame.words, frame.named_places() | _quoted_places(tokens))
        for at, word in frame.corrected.items():
            frame.words[at] = word
        return frame

    def _find_mentions(self, frame: Frame, spans: list[Span], dates: Sequence[YearRef | Ordinal]) -> list[Mention]:
        """Return the mentions that hold against the lexicon: a longer sure name beats a phrase inside it."""
        tokens = [
            token if token.norm == word else token._replace(norm=word)
            for token, word in zip(frame.tokens, frame.words, strict=True)
        ]
        claims = [(item.start, item.end) for item in (*spans, *dates)]
        found = self.linker.find(tokens, frame.named_places())
        frame.weak = [mention for mention in found if mention.weak]
        strong = [mention for mention in found if not mention.weak]
        kept = [mention for mention in strong if _holds(mention, claims)]
        dropped = len(kept) < len(strong)
        kept += frame.mentions
        kept += self._find_weak_titles(frame, spans, kept)
        if dropped:
            kept += self._find_again(tokens, claims, kept)
        return sorted(kept, key=lambda mention: mention.start)

    def _find_again(self, tokens: list[Token], claims: list[Claim], kept: list[Mention]) -> list[Mention]:
        """Return the names in the words that are left when those of the lexicon have gone to it."""
        owned = {at for start, end in claims for at in range(start, end) if not _overlaps(start, end, kept)}
        owned.update(at for mention in kept for at in range(mention.start, mention.end))
        return [mention for mention in self.linker.find(tokens, owned) if not mention.weak]

    def _is_kind_of_thing(self, frame: Frame, places: range) -> bool:
        """Return whether these are an article and a word for a kind of thing: "the actress"."""
        return len(places) > 1 and is_generic(frame.words[places.start : places.stop], self.lexicon)

    def _find_weak_titles(self, frame: Frame, spans: list[Span], kept: list[Mention]) -> list[Mention]:
        """Return the weak mentions that stand where the sentence wants a title, and hold no whole phrase of ours."""
        if not frame.weak:
            return []
        solid = {at for span in spans if _is_solid(span) for at in range(span.start, span.end)}
        explained = {at for span in spans for at in range(span.start, span.end)}
        free = [at for at, word in enumerate(frame.words) if at not in explained and word not in self.lexicon.stop]
        found: list[Mention] = []
        for mention in sorted(frame.weak, key=lambda item: item.start - item.end):
            quoted = _is_quoted(frame, mention)
            places = range(mention.start, mention.end)
            verb = not frame.tokens[mention.start].capital and _is_verb(mention, spans)
            clash = not quoted and (verb or not solid.isdisjoint(places) or self._is_kind_of_thing(frame, places))
            if clash or _is_covered(mention, (*kept, *found)):
                continue
            kind = _believed_kind(frame, mention, free, quoted=quoted)
            if kind:
                found.append(replace(mention, candidates=mention.of(kind)))
        return found


def _is_written_out(mention: Mention) -> bool:
    """Return whether a name of several words stands there as it is stored."""
    return mention.end - mention.start > 1 and mention.best.how == "exact"


def _is_verb(mention: Mention, spans: Iterable[Span]) -> bool:
    """Return whether a mention is but a verb of ours or a part of one: "which movie lost best picture", "up for"."""
    return any(
        span.start <= mention.start
        and mention.end <= span.end
        and any(entry.kind == "cue" and entry.value in _VERB_CUES for entry in span.entries)
        for span in spans
    )


def _quoted_places(tokens: Sequence[Token]) -> set[int]:
    """Return the places between quotation marks, where names stand; none where all of it is quoted."""
    places = {at for at, token in enumerate(tokens) if token.quoted}
    return places if len(places) < len(tokens) else set()


def _is_solid(span: Span) -> bool:
    """Return whether a phrase surely means itself: an award, a category in full, a question word."""
    return any(
        entry.kind == "body"
        or (entry.kind == "category" and entry.note != "bare")
        or (entry.kind == "cue" and entry.value.startswith(_SOLID_CUES))
        for entry in span.entries
    )


def _is_quoted(frame: Frame, mention: Mention) -> bool:
    """Return whether just this mention stands between quotation marks."""
    beside = [at for at in (mention.start - 1, mention.end) if 0 <= at < len(frame.tokens)]
    inside = range(mention.start, mention.end)
    return all(frame.tokens[at].quoted for at in inside) and not any(frame.tokens[at].quoted for at in beside)


def _believed_kind(frame: Frame, mention: Mention, free: Sequence[int], *, quoted: bool) -> Kind | None:
    """Return what a weak mention names, if the sentence wants such a name there, else None."""
    if mention.of(Kind.SONG) and _is_song_here(frame, mention):
        return Kind.SONG
    kind = next((kind for kind in (Kind.WORK, Kind.PERSON) if mention.of(kind)), None)
    is_small = mention.end - mention.start == 1 and is_out_of_capitals(mention.start, frame.tokens)
    return kind if kind and wants_title(frame.words, mention, free, quoted=quoted, is_small=is_small) else None


def _is_song_here(frame: Frame, mention: Mention) -> bool:
    songs = word_group("song")
    announced = mention.start > 0 and frame.words[mention.start - 1] in songs
    return announced or (mention.end - mention.start > 1 and not songs.isdisjoint(frame.words))


def _add_phrase(frame: Frame, span: Span) -> None:
    frame.explained.update(range(span.start, span.end))
    for entry in span.entries:
        if entry.kind == "body":
            frame.body_at.append((span.start, span.end))
            if entry.value not in frame.bodies:
                frame.bodies.append(entry.value)
        elif entry.kind == "category":
            _add_category(frame, span, entry)
        elif entry.kind == "cue":
            frame.cues.setdefault(entry.value, []).append(span.start)
            if entry.value == "rel.play":
                frame.play_ends.append(span.end - 1)
        else:
            frame.others.append(entry.value)


def _add_category(frame: Frame, span: Span, entry: Entry) -> None:
    if entry.note == "bare":
        frame.bare.append((entry.value, "noun" if span.get("cue") else "", span.start))
    else:
        frame.families.append((entry.value, entry.body, span.start))
        frame.prizes.update(range(span.start, span.end))


def _is_covered(item: Span | YearRef | Ordinal | Mention, mentions: Iterable[Mention]) -> bool:
    return _overlaps(item.start, item.end, mentions)


def _is_of_years(span: Span, years: Iterable[YearRef]) -> bool:
    """Return whether a phrase is but a part of a span of years: the "last" of "the last three years"."""
    return any(not ref.exact and ref.start <= span.start and span.end <= ref.end for ref in years)


def _is_dated(item: Ordinal, years: Iterable[YearRef]) -> bool:
    """Return whether an ordinal is but the day of a date: "january 8th 2017"."""
    return any(ref.start <= item.start and item.end <= ref.end for ref in years)


def _overlaps(start: int, end: int, mentions: Iterable[Mention]) -> bool:
    for mention in mentions:  # noqa: SIM110 - called for every phrase, and twice as fast as any()
        if mention.start < end and start < mention.end:
            return True
    return False


def _holds(mention: Mention, claims: Sequence[Claim]) -> bool:
    """Return whether a mention wins against every phrase that it overlaps."""
    rivals = [(start, end) for start, end in claims if start < mention.end and mention.start < end]
    if not rivals:
        return True
    inside = all(mention.start <= start and end <= mention.end for start, end in rivals)
    longer = all(mention.end - mention.start > end - start for start, end in rivals)
    return mention.best.how in SURE_HOW and inside and longer


def _read_small_words(frame: Frame) -> None:
    """Settle cue words by what stands beside them."""
    _read_over(frame)
    _read_the_film(frame)
    _read_only(frame)
    _read_how_much(frame)
    _read_losing_to(frame)


def _read_over(frame: Frame) -> None:
    """Read "won over X" as beating X."""
    starts = {mention.start for mention in frame.mentions}
    for at, word in enumerate(frame.words[:-1]):
        if word == "over" and at + 1 in starts and min(frame.places("rel.win", "rel.get"), default=at) < at:
            frame.cues["rel.beat"] = [at]
            frame.cues.pop("cmp.more", None)


def _read_the_film(frame: Frame) -> None:
    """Read "did the film win anything else" as one for "it"; but not "the film that won"."""
    verbs = word_group("name-verb")
    for at in frame.places("noun.film"):
        asked = frame.word(at - 2) in word_group("yesno-verb") and frame.word(at - 1) == "the"
        if asked and (frame.word(at + 1) in verbs or at + 1 == len(frame.words)):
            frame.cues.setdefault("pro.it", []).append(at)


def _read_only(frame: Frame) -> None:
    """Leave aside an "only" that limits no winner: "his only oscar", "Harper Lee's only novel"."""
    places = frame.places("agg.only")
    if places and all(at > 0 and frame.words[at - 1] not in word_group("before-only") for at in places):
        frame.cues.pop("agg.only")


def _read_how_much(frame: Frame) -> None:
    """Read "how much oscars" as "how many"."""
    amount = frame.first("ask.amount")
    if amount >= 0 and any(start == amount + 2 for start, _ in frame.body_at):
        frame.cues["ask.count"] = frame.cues.pop("ask.amount")


def _read_losing_to(frame: Frame) -> None:
    """Read "lose the oscar to X", "to whom did X lose" as losing to somebody."""
    lose = frame.first("rel.lose")
    if lose < 0 and frame.has("agg.butnot") and "lost" in frame.words:
        lose = frame.words.index("lost")  # "won eight but lost best picture to"
    if lose >= 0 and (_has_object(frame.words, lose) or (frame.words[0] == "to" and lose > 1)):
        frame.cues["rel.lostto"] = [lose]


def _has_object(words: Sequence[str], lose: int) -> bool:
    return "to" in words[lose + 1 : lose + 1 + MAX_WORDS_TO_LOSER]


def _find_numbers(frame: Frame) -> list[tuple[int, int]]:
    """Return (place, number) of small counts: "two oscars", "14 nominations", "won 8"."""
    taken = {at for ref in frame.years for at in range(ref.start, ref.end)} | frame.named_places()
    counted = {at - 1 for tag in _PEOPLE for at in frame.places(tag)} - {at - 1 for at in frame.places("rel.win")}
    asked = {at for at in counted if frame.word(at - 1) in ("which", "what", "the", "these", "those")}
    taken |= asked  # "which five women", which counts no awards
    numbers = [(at, _number_of(word)) for at, word in enumerate(frame.words) if at not in taken]
    return [(at, number) for at, number in numbers if number]


def _number_of(word: str) -> int:
    """Return a small count, 0 for a word that is none."""
    return 0 if word.isdigit() and len(word) > MAX_COUNT_DIGITS else number_of(word)
