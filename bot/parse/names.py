"""Names: what each mention names here, and how surely."""

from __future__ import annotations

from collections.abc import Collection

from bot.link.rank import BEHIND, is_clear
from bot.model import Candidate, Kind, Mention
from bot.parse.frame import Frame
from bot.parse.query import Name
from bot.parse.reader import SURE_HOW
from bot.tables import word_group

MAX_CANDIDATES = 8
MAX_BEHIND_BEST = 3  # points; a candidate further behind is not meant
MAX_OTHER_KIND = 4  # points that another kind of thing may score less and still be meant
PLAIN_SCORE, PLAIN_WEIGHT = 88.0, 60.0  # of a well-known name of several words that is meant in spite of slips
_MIN_UNKNOWN_CHARS = 3


def make_name(frame: Frame, mention: Mention) -> Name:
    """Return the name of one mention, of the kind that the sentence wants there, with its close candidates."""
    kind = _kind(frame, mention)
    candidates = mention.of(kind)
    best = candidates[0]
    close = tuple(item for item in candidates if _may_be_meant(item, best))[:MAX_CANDIDATES]
    sure = best.how in SURE_HOW or _is_plainly_meant(mention, best)
    return Name(kind, mention.text, close, sure and not _is_part_of_more(frame, mention))


def _may_be_meant(item: Candidate, best: Candidate) -> bool:
    """Return whether a candidate is hardly worse than the best, or a film of the same title that few remember."""
    namesake = item.kind is Kind.WORK and item.how == best.how == "exact"
    return item.score >= best.score - (BEHIND if namesake else MAX_BEHIND_BEST)


def _is_plainly_meant(mention: Mention, best: Candidate) -> bool:
    """Return whether several words with slips in them are nobody else's name: "amgelina jolie"."""
    words = [word for word in mention.text.casefold().split() if word not in word_group("article")]
    several = len(words) > 1 and best.how == "fuzzy" and best.score >= PLAIN_SCORE
    return several and best.weight >= PLAIN_WEIGHT and is_clear(mention)


def are_broken(frame: Frame, stop: Collection[str]) -> bool:
    """Return whether every name is a half one beside a word that nothing explains: most likely another name."""
    return bool(frame.mentions) and all(_is_broken(frame, mention, stop) for mention in frame.mentions)


def _is_broken(frame: Frame, mention: Mention, stop: Collection[str]) -> bool:
    if mention.best.how in SURE_HOW:
        return False
    return any(
        at not in frame.explained and frame.words[at] not in stop and len(frame.words[at]) >= _MIN_UNKNOWN_CHARS
        for at in (mention.start - 1, mention.end)
        if 0 <= at < len(frame.words)
    )


def _is_part_of_more(frame: Frame, mention: Mention) -> bool:
    """Return whether a one-word name stands beside an unknown capitalised word: "Carrie" in "Carrie Bradshaw"."""
    if mention.end - mention.start > 1:
        return False
    quoted = frame.tokens[mention.start].quoted
    return any(
        at not in frame.explained and frame.tokens[at].capital and frame.tokens[at].quoted == quoted
        for at in (mention.start - 1, mention.end)
        if 0 < at < len(frame.words)
    )


def _kind(frame: Frame, mention: Mention) -> Kind:
    """Return which kind of thing a mention names here, by the words before it and by what is asked."""
    before = frame.words[max(0, mention.start - 2) : mention.start]
    plays = frame.has("rel.play", "noun.role", "noun.part") and not word_group("before-role").isdisjoint(before)
    as_part = before[-1:] == ["as"] and frame.has("rel.win", "rel.get", "rel.nominate")
    if (plays or as_part) and mention.of(Kind.CHARACTER):
        return Kind.CHARACTER
    near = {item.kind for item in mention.candidates if item.score >= mention.best.score - MAX_OTHER_KIND}
    is_before_film = frame.word(mention.end) in word_group("film") and before[-1:] in (
        ["which"],
        ["what"],
        ["a"],
        ["this"],
    )
    return next((kind for kind in _wishes(frame, before, is_before_film) if kind in near), mention.best.kind)


def _wishes(frame: Frame, before: Collection[str], is_before_film: bool) -> list[Kind]:
    """Return the kinds of thing that the sentence wants at a place, the first one most."""
    wishes = [Kind.PERSON] if is_before_film and frame.ask == "film" else []
    wishes += [Kind.SONG] if not word_group("before-song").isdisjoint(before) else []
    wishes += [Kind.WORK] if not word_group("before-work").isdisjoint(before) else []
    wishes += [Kind.WORK, Kind.PERSON] if frame.ask == "song" else []
    wishes += [Kind.PERSON, Kind.SONG] if frame.ask == "film" else []
    return wishes
