"""Category families: which ones a question is about, where its words name several or only half name one."""

from __future__ import annotations

from itertools import pairwise

from bot.lexicon import Lexicon
from bot.model import Kind
from bot.parse.frame import Frame
from bot.tables import word_group

MADE = (("rel.write", "best-screenplay"), ("rel.direct", "best-director"), ("rel.compose", "best-original-score"))
MAKERS = {  # what a film's maker did -> the prizes for it
    "rel.direct": ("best-director", "best-director-comedy"),
    "rel.write": ("best-adapted-screenplay", "best-original-screenplay", "best-screenplay"),
    "rel.compose": ("best-original-score",),
    "rel.produce": ("best-picture",),
    "rel.star": ("best-actor", "best-actress", "best-supporting-actor", "best-supporting-actress"),
}
SONG_FAMILY = "best-original-song"
PICTURE_FAMILY = "best-picture"
_SPLIT_BODIES = frozenset({"golden-globes", "sag", "critics-choice"})  # they part drama and comedy
_SUPERLATIVES = ("agg.most", "agg.mostnom", "agg.mostwin", "agg.only")
_NOUN_ASKS = ("person", "film", "role")
_GENRES = ("comedy", "drama")  # in this order where both are named


def choose_families(frame: Frame, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the category families named, in order; families bound to a body only beside that body."""
    merged = _find_film_actor(frame)
    if merged:
        return merged
    by_place = _by_place(frame)
    by_place.update((at, [(family, "")]) for family, at in _enumerated(frame))
    if by_place:
        by_place = dict(sorted(by_place.items()))
        families = [family for entries in by_place.values() for family in _fitting(frame, entries)]
        return tuple(_with_genre(frame, family, lexicon) for family in dict.fromkeys(families))
    if frame.ask == "song" or _is_of_songs(frame):
        return (SONG_FAMILY,)
    if not frame.bare:
        return _find_made(frame)
    return () if frame.has(*_SUPERLATIVES) else _everyday(frame, lexicon)


def _is_of_songs(frame: Frame) -> bool:
    """Return whether songs are counted or told by the way: "how many songs from X were nominated", "for the song"."""
    if is_for_song(frame):
        return True
    return frame.ask == "count" and any(
        at - 1 in frame.places("ask.count") or frame.word(at - 1) == "many" for at in frame.places("noun.song")
    )


def is_for_song(frame: Frame) -> bool:
    """Return whether somebody is told by a song: "which ex-Beatle was nominated for the song ..."."""
    return any(frame.words[max(0, at - 2) : at] == ["for", "the"] for at in frame.places("noun.song"))


def _by_place(frame: Frame) -> dict[int, list[tuple[str, str]]]:
    """Return (family, body limit) by place, without what the question leaves out ("not counting documentaries")."""
    left_out = frame.first("exclude") if frame.has("exclude") else len(frame.words)
    found: dict[int, list[tuple[str, str]]] = {}
    for family, body, at in frame.families:
        if at <= left_out:
            found.setdefault(at, []).append((family, body))
    return found


def _enumerated(frame: Frame) -> list[tuple[str, int]]:
    """Return (family, place) of the everyday words that stand in a list of them: "picture, director and actor"."""
    places = sorted({at for _, _, at in (*frame.families, *frame.bare)})
    linked = {at for one, other in pairwise(places) if _are_listed(frame.words[one + 1 : other]) for at in (one, other)}
    left_out = frame.first("exclude") if frame.has("exclude") else len(frame.words)
    return [(family, at) for family, _, at in frame.bare if at in linked and at <= left_out]


def _are_listed(between: list[str]) -> bool:
    """Return whether these words between two categories only link them."""
    return word_group("list-link").issuperset(between)


def _fitting(frame: Frame, entries: list[tuple[str, str]]) -> list[str]:
    """Return the meanings of one phrase: those at the bodies named, else those at any."""
    bound = [family for family, body in entries if body and body in frame.bodies]
    return bound or [family for family, body in entries if not body]


def _find_made(frame: Frame) -> tuple[str, ...]:
    """Read "who wrote La La Land at the oscars" as a question about the screenplay."""
    if frame.ask == "who" and frame.mentions and (frame.bodies or frame.has("rel.win", "rel.get")):
        if frame.has("rel.write", "rel.compose") and frame.mentioned(Kind.SONG):
            return (SONG_FAMILY,)
        return tuple(family for tag, family in MADE if frame.has(tag))[:1]
    return ()


def _everyday(frame: Frame, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the families that everyday words name ("actress 2017"), but not where the word is what is asked for."""
    asks_noun = frame.ask in _NOUN_ASKS
    left_out = frame.first("exclude") if frame.has("exclude") else len(frame.words)
    return tuple(
        dict.fromkeys(
            family
            for family, noun, at in frame.bare
            if at <= left_out
            and not (asks_noun and (noun or family == PICTURE_FAMILY))
            and (_stands_alone(frame, at) if noun else not _describes(frame, at, lexicon))
        )
    )


def _stands_alone(frame: Frame, at: int) -> bool:
    """Return whether a bare "actress" or "director" names the category: not "the actress who", "which director"."""
    if (frame.has("restrict") and frame.has("agg.first")) or frame.has("agg.youngest", "agg.oldest"):
        return False  # "the first black actress to win", "the youngest actress to win"
    return frame.word(at - 1) not in word_group("before-noun")


def _describes(frame: Frame, at: int, lexicon: Lexicon) -> bool:
    """Return whether an everyday word only describes the unexplained one behind it: "a music teacher"."""
    return at + 1 in frame.leftover_at(lexicon.stop)


def _with_genre(frame: Frame, family: str, lexicon: Lexicon) -> str:
    """Read "best actor ... comedy" as the comedy category where the awards named have one."""
    if _SPLIT_BODIES.isdisjoint(frame.bodies):
        return family
    genre = next((genre for genre in _GENRES if _is_of_genre(frame, genre)), "")
    return f"{family}-{genre}" if genre and f"{family}-{genre}" in lexicon.families else family


def _is_of_genre(frame: Frame, genre: str) -> bool:
    return not word_group(f"genre-{genre}").isdisjoint(frame.words)


def _find_film_actor(frame: Frame) -> tuple[str, ...]:
    """Read "best film actor" and "best picture director" by their last word."""
    for family, _, at in frame.families:
        for bare, _, place in frame.bare:
            if family == PICTURE_FAMILY and place - at == 2 and frame.words[at] == "best":
                return (bare,)
    return ()
