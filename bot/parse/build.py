"""From a frame and its intent to the query: slots filled, years told apart, kinds of names chosen."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from bot.lexicon import Lexicon
from bot.model import Kind, Mention
from bot.parse.ask import GENDERS
from bot.parse.frame import Frame
from bot.parse.intents import counts_awards, has_own_turn
from bot.parse.query import Compare, Name, Query
from bot.years import Basis, YearRef

MAX_CANDIDATES = 8
MADE = (("rel.write", "best-screenplay"), ("rel.direct", "best-director"), ("rel.compose", "best-original-score"))
_NTH = {"agg.first": 1, "agg.second": 2, "agg.third": 3, "agg.last": -1, "agg.latest": -1}
_FILM_WORDS = frozenset({"film", "movie", "picture", "films", "movies", "drama", "musical", "comedy", "biopic", "western", "thriller", "classic", "hit", "epic", "sequel", "romance", "feature"})  # fmt: skip
_GENRES = frozenset({"musical", "western", "comedy", "thriller", "biopic", "drama", "sequel", "documentary", "romance", "fantasy", "war", "animated", "foreign", "silent", "color", "colour", "horror"})  # fmt: skip
_CEREMONY_WORDS = frozenset({"ceremony", "ceremonies", "awards", "award", "edition", "held", "telecast", "show", "gala", "festival"})  # fmt: skip
_CEREMONY_ASKS = frozenset({"host", "when-held", "where-held", "number-held", "broadcast", "viewers", "glance", "quote", "thanked"})  # fmt: skip
_ROLE_BEFORE = frozenset({"as", "playing", "portraying", "played", "portrayed", "character", "role", "of"})
_SONG_BEFORE = frozenset({"song", "sang", "singing", "track", "ballad", "tune"})
_WORK_BEFORE = frozenset({"film", "movie", "for", "in", "from", "picture", "musical", "drama"})


def build_query(frame: Frame, intent: str, lexicon: Lexicon) -> Query:
    """Return the query of one frame under the intent that was chosen for it."""
    cues = frozenset(frame.cues)
    number, compare = _number(frame)
    return Query(
        intent=intent,
        today=frame.today,
        ask=frame.ask,
        bodies=tuple(frame.bodies),
        families=frame.chosen,
        names=tuple(_name(frame, mention) for mention in frame.mentions),
        years=tuple(_with_basis(frame, ref, intent) for ref in frame.years),
        ceremony=frame.ordinal.number if frame.ordinal else None,
        result=_result(frame),
        gender=next((GENDERS[tag] for tag in GENDERS if tag in cues), ""),
        acting=frame.has("noun.actor", "noun.actress", "noun.performer", "noun.acting") and not frame.chosen,
        number=number,
        compare=compare,
        nth=next((_NTH[tag] for tag in _NTH if tag in cues), 0),
        cues=cues,
        words=tuple(frame.words),
        leftover=tuple(frame.leftover(lexicon.stop)),
        restricted=frame.has("restrict") or _limits_by_kind(frame),
        extra=_extra(frame, lexicon.stop),
    )


def _extra(frame: Frame, stop: Collection[str]) -> dict[str, Any]:
    """Return what a few kinds of question need beyond the slots: places of names and verbs, the words as typed."""
    second = [number for _, number in frame.numbers[1:2]]
    return {
        "utterance": frame.utterance,
        "others": tuple(dict.fromkeys(frame.others)),
        "name_at": frame.mentions[0].start if frame.mentions else 0,
        "beat_at": {tag: frame.first(tag) for tag in ("rel.beat", "rel.lostto", "rel.lose") if frame.has(tag)},
        "named": tuple(at for mention in frame.mentions for at in range(mention.start, mention.end)),
        "second_number": second[0] if second else None,
        "counts": any(tag.startswith("n.") for tag in frame.cues)
        or any(counts_awards(frame, at) for at, _ in frame.numbers),
        "verbs": tuple(at for tag in ("rel.win", "rel.get", "rel.nominate") for at in frame.cues.get(tag, ())),
        "broken": bool(frame.mentions) and all(_is_broken(frame, mention, stop) for mention in frame.mentions),
        "bare_family": not frame.families and bool(frame.bare),
        "starts": tuple(mention.start for mention in frame.mentions),
        "own_nth": has_own_turn(frame),
        "leftover_at": tuple(
            at
            for at, word in enumerate(frame.words)
            if at not in frame.explained and word not in stop and len(word) > 1
        ),
    }


def _limits_by_kind(frame: Frame) -> bool:
    """Return whether a kind of film ("animated film") limits a question about another category."""
    after_first = {
        frame.words[at + 1]
        for tag in ("agg.first", "agg.only")
        for at in frame.cues.get(tag, ())
        if at + 1 < len(frame.words)
    }
    if after_first & _GENRES:
        return True
    return bool(frame.families) and any(not noun and family not in frame.chosen for family, noun, _ in frame.bare)


def choose_families(frame: Frame, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the category families named, in order; families bound to a body only beside that body."""
    chosen: dict[str, None] = {}
    merged = _film_actor(frame)
    if merged:
        return merged
    by_place: dict[int, list[tuple[str, str]]] = {}
    left_out = frame.first("exclude") if frame.has("exclude") else len(frame.words)
    for family, body, at in frame.families:
        if at > left_out:
            continue
        by_place.setdefault(at, []).append((family, body))
    if not by_place and frame.ask == "song":
        return ("best-original-song",)
    if (
        not by_place
        and not frame.bare
        and frame.ask == "who"
        and frame.mentions
        and (frame.bodies or frame.has("rel.win", "rel.get"))
    ):
        made = next((family for tag, family in MADE if frame.has(tag)), "")
        if made:
            return (made,)
    superlative = frame.has("agg.most", "agg.mostnom", "agg.mostwin", "agg.only")
    if not by_place and frame.bare and not superlative:
        nouns = frame.ask in ("person", "film", "role")
        return tuple(
            dict.fromkeys(
                family
                for family, noun, at in frame.bare
                if not (noun and nouns)
                and (not noun or _stands_alone(frame, at))
                and not (nouns and family == "best-picture")
            )
        )
    for entries in by_place.values():
        bound = [family for family, body in entries if body and body in frame.bodies]
        chosen.update(dict.fromkeys(bound or [family for family, body in entries if not body]))
    return tuple(_with_genre(frame, family, lexicon) for family in chosen)


def _with_genre(frame: Frame, family: str, lexicon: Lexicon) -> str:
    """Read "best actor ... comedy" as the comedy category where the awards named have one."""
    words = set(frame.words)
    genre = "comedy" if words & {"comedy", "musical"} else "drama" if "drama" in words else ""
    split = genre and set(frame.bodies) & {"golden-globes", "sag", "critics-choice"}
    return f"{family}-{genre}" if split and f"{family}-{genre}" in lexicon.families else family


def _stands_alone(frame: Frame, at: int) -> bool:
    """Return whether a bare "actress" or "director" names the category: not "the actress who", "which director"."""
    before = frame.words[at - 1] if at else ""
    return before not in (
        "the",
        "a",
        "an",
        "this",
        "which",
        "what",
        "that",
        "his",
        "her",
        "film",
        "movie",
        "first",
        "only",
        "male",
        "female",
        "number",
        "other",
    )


def _film_actor(frame: Frame) -> tuple[str, ...]:
    """Read "best film actor" and "best picture director" by their last word."""
    for family, _, at in frame.families:
        for bare, _, place in frame.bare:
            if family == "best-picture" and place - at == 2 and frame.words[at] == "best":
                return (bare,)
    return ()


def _result(frame: Frame) -> Literal["any", "won", "lost"]:
    """Return which result is asked about; "nominated ... won" asks about the nearest verb to the question word."""
    if frame.has("rel.lose", "rel.lostto", "rel.never"):
        return "lost"
    if not frame.has("rel.win"):
        return "won" if frame.has("rel.get") and not frame.has("rel.nominate") else "any"
    if not frame.has("rel.nominate"):
        return "won"
    start = max(
        (at for tag in ("ask.count", "ask.which", "ask.who", "ask.this") for at in frame.cues.get(tag, ())), default=0
    )
    won = min((at for at in frame.cues["rel.win"] if at >= start), default=999)
    nominated = min((at for at in frame.cues["rel.nominate"] if at >= start), default=999)
    return "won" if won <= nominated else "any"


def _number(frame: Frame) -> tuple[int | None, Compare]:
    for tag, number in (("n.2", 2), ("n.3", 3), ("n.4", 4), ("n.5", 5)):
        if frame.has(tag):
            return number, "exact"
    if frame.has("n.2+"):
        return 2, "least"
    if not frame.numbers:
        return None, "exact"
    compare: Compare = "more" if frame.has("cmp.more") else "least" if frame.has("cmp.least") else "exact"
    counting = [number for at, number in frame.numbers if counts_awards(frame, at)]
    return (counting or [frame.numbers[0][1]])[0], compare


def _name(frame: Frame, mention: Mention) -> Name:
    kind = _kind(frame, mention)
    candidates = mention.of(kind)
    top = candidates[0].score
    close = tuple(item for item in candidates if item.score >= top - 3)[:MAX_CANDIDATES]
    sure = candidates[0].how in ("exact", "alias", "squashed") and not _is_part_of_more(frame, mention)
    return Name(kind, mention.text, close, sure)


def _is_broken(frame: Frame, mention: Mention, stop: Collection[str]) -> bool:
    """Return whether a half-matched name stands beside a word that nothing explains: most likely another name."""
    if mention.best.how in ("exact", "alias", "squashed") and mention.end - mention.start > 1:
        return False
    if mention.best.how in ("exact", "alias", "squashed"):
        return False
    beside = [at for at in (mention.start - 1, mention.end) if 0 <= at < len(frame.words)]
    return any(at not in frame.explained and frame.words[at] not in stop and len(frame.words[at]) > 2 for at in beside)


def _is_part_of_more(frame: Frame, mention: Mention) -> bool:
    """Return whether a one-word name stands beside an unknown capitalised word: "Carrie" in "Carrie Bradshaw"."""
    if mention.end - mention.start > 1:
        return False
    beside = [at for at in (mention.start - 1, mention.end) if 0 < at < len(frame.words) and at not in frame.explained]
    quoted = frame.tokens[mention.start].quoted
    return any(frame.tokens[at].capital and frame.tokens[at].quoted == quoted for at in beside)


def _kind(frame: Frame, mention: Mention) -> Kind:
    """Return which kind of thing a mention names here, by the word before it and by what is asked."""
    before = set(frame.words[max(0, mention.start - 2) : mention.start])
    wishes: list[Kind] = []
    if before & _ROLE_BEFORE and frame.has("rel.play", "noun.role", "noun.part") and mention.of(Kind.CHARACTER):
        return Kind.CHARACTER
    if before & _SONG_BEFORE:
        wishes.append(Kind.SONG)
    if before & _WORK_BEFORE:
        wishes.append(Kind.WORK)
    if frame.ask == "song":
        wishes += [Kind.WORK, Kind.PERSON]
    if frame.ask == "film":
        wishes += [Kind.PERSON, Kind.SONG]
    near = {item.kind for item in mention.candidates if item.score >= mention.best.score - 4}
    return next((kind for kind in wishes if kind in near), mention.best.kind)


def _with_basis(frame: Frame, ref: YearRef, intent: str) -> YearRef:
    basis = ref.basis if ref.basis != "bare" else _basis(frame, ref, intent)
    return YearRef(ref.start, ref.end, ref.first, ref.last, basis, ref.exact)


def _basis(frame: Frame, ref: YearRef, intent: str) -> Basis:
    """Return whether the words around a year say it is the ceremony's or the film's."""
    after, before = frame.words[ref.end : ref.end + 3], frame.words[max(0, ref.start - 2) : ref.start]
    bodies = {at for start, end in frame.body_at for at in range(start, end)}
    if intent in _CEREMONY_ASKS or not ref.exact:
        return "ceremony"
    if ref.end in bodies or (after[:1] == ["the"] and ref.end + 1 in bodies) or set(after[:1]) & _CEREMONY_WORDS:
        return "ceremony"
    if set(after[:2]) & _FILM_WORDS or any(
        mention.start == ref.end for mention in frame.mentions if mention.best.kind == Kind.WORK
    ):
        return "film"
    if before[-1:] == ["for"] or (before[-1:] == ["of"] and ref.start - 2 not in bodies) or "films" in before:
        return "film"
    if "held" in before or before == ["at", "the"] or {"ceremony", "ceremonies"} & set(frame.words):
        return "ceremony"
    plural = ref.start - 1 in bodies and frame.words[ref.start - 1].endswith("s")
    return (
        "ceremony"
        if plural or (before[-1:] == ["of"] and ref.start - 2 in bodies and frame.words[ref.start - 2].endswith("s"))
        else "bare"
    )
