"""Fragments that swap a slot of the last question: "and best director?", "what about 2016", "at the baftas?"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.parse.families import MAKERS
from bot.parse.frame import Frame
from bot.parse.query import Name, Query
from bot.tables import per_data, read_table, word_group
from bot.years import YearRef

MAX_FRAGMENT_WORDS = 5
_VERBS = (
    "rel.win", "rel.get", "rel.nominate", "rel.host", "rel.say", "rel.beat", "rel.quote", "rel.play", "rel.direct",
    "rel.thank", "agg.most", "agg.first", "agg.mostnom", "agg.mostwin", "agg.record",
)  # fmt: skip
_INSTEAD = "instead"  # "who won the oscar instead": another one than those just told
_TV = "tv-"  # how the families of television begin
_GENRES = ("drama", "comedy")
_FULL_ASKS = ("count", "when", "where", "yesno", "role", "age", "number")  # no fragment asks so much
_OUR_FIELDS = frozenset({"topic"})  # "and the emmy for best drama" is no question for us
_OF_ONE = frozenset({"age-of", "find", "check"})
_SWAPS = ("agg.youngest", "agg.oldest", "noun.actor", "noun.actress")  # a word of these is enough
_OPPOSITES = (("agg.youngest", "agg.oldest"), ("agg.oldest", "agg.youngest"))
_NAME_FREE = frozenset({"host", "glance", "first", "last", "most", "next", "rivals", "fact"})
_ABOUT_NAMES = frozenset({"find", "rivals", "holdings", "profile"})
_OF_NAMES = frozenset({"count", "holdings", "check", "age-of", "beat", "find"})  # "julia roberts?" asks it of her
_NO_CATEGORY = frozenset({"holdings", "profile", "host", "rivals", "fact", "quote", "thanked", "who-said", "beat"})
_OVER_ALL = frozenset({"age", "most", "first", "last", "never", "having", "row"})  # these look through all years
_SPOKEN = frozenset({"quote", "thanked", "who-said", "beat"})  # another category is another winner's


def is_fragment(frame: Frame, query: Query, last: Query) -> bool:
    """Return whether the utterance only names slots, with an opener or in a few words, and no verb of its own."""
    slots = sum((bool(query.names), bool(query.families), bool(query.bodies), query.is_dated))
    genre = _find_genre(frame) or asks_other_one(frame)
    swaps = slots or genre or frame.bare or frame.has(*_SWAPS) or is_of_support(frame)
    if not swaps or query.ask in _FULL_ASKS or _says_more(frame) or not _OUR_FIELDS.issuperset(frame.others):
        return False
    if frame.has("agg.latest", "agg.last") and query.families and not frame.has("follow"):
        return False  # "most recent palme d'or" is a question of its own
    opened = frame.has("follow") or frame.word(0) in word_group("opener")
    if _asks_genre_one(frame, slots):
        return True
    if frame.has(*_VERBS):
        return opened and slots == 1 and (not query.ask or _INSTEAD in frame.words)
    bare = not query.names or (frame.utterance.rstrip().endswith("?") and last.intent in _OF_NAMES)
    short = len(frame.words) <= MAX_FRAGMENT_WORDS and slots <= 1 and bare and not query.ask
    return short or (opened and slots <= 2)


def _asks_genre_one(frame: Frame, slots: int) -> bool:
    """Return whether it asks for the other genre's prize: "who won the comedy one"."""
    return not slots and bool(_find_genre(frame)) and "one" in frame.words and frame.has("rel.win")


def _says_more(frame: Frame) -> bool:
    """Return whether a word stands in the utterance that neither a slot nor a small word explains."""
    if asks_other_one(frame):
        return False
    light = word_group("fragment").union(*(word_group(f"genre-{genre}") for genre in _GENRES))
    return any(at not in frame.explained and word not in light for at, word in enumerate(frame.words))


def switch_slots(frame: Frame, query: Query, last: Query, place: tuple[YearRef, ...]) -> Query:
    """Return the last query with the slots that the fragment names; `place` is the year of the last answer."""
    changes: dict[str, Any] = {"words": query.words, "leftover": query.leftover, "hints": query.hints}
    changes |= _switch_families(frame, query, last, place)
    changes |= _switch_bodies(query, last, place)
    if query.is_dated:
        changes |= {"years": _as_before(query, last), "ceremony": query.ceremony}
    changes |= {"names": (), "ask": query.ask} if _INSTEAD in frame.words else _switch_names(query, last)
    changes["cues"] = (last.cues | query.cues) - {other for one, other in _OPPOSITES if one in query.cues}
    if last.intent in _OF_ONE and query.has("agg.youngest", "agg.oldest"):  # "how old was he" was asked between
        changes |= {"intent": "age", "names": (), "years": query.years, "ask": ""}
    if last.intent == "maker" and query.is_dated:  # "and in 1998?" after "who directed it"
        families = next((families for tag, families in MAKERS.items() if last.has(tag)), ())[:1]
        changes |= {"intent": "find", "names": (), "families": families, "result": "won"}
    return last.but(**changes)


def _switch_families(frame: Frame, query: Query, last: Query, place: tuple[YearRef, ...]) -> dict[str, Any]:
    """Return the changes that another category brings."""
    families = _families(frame, query, last)
    if not families:
        return {}
    changes: dict[str, Any] = {"families": families}
    other_winner = last.intent == "check" and families != last.families and query.ask not in ("yesno", "check")
    if (last.intent in _ABOUT_NAMES and last.families) or last.intent in _SPOKEN or other_winner:
        changes["names"] = ()
    placed = last.names or last.ceremony or not last.years
    if not query.is_dated and placed and last.intent not in _OVER_ALL:
        changes |= {"years": place, "ceremony": None}
    if last.intent in _NO_CATEGORY or other_winner:
        changes |= {"intent": "find", "ask": "", "result": "won"}
    return changes


def _switch_bodies(query: Query, last: Query, place: tuple[YearRef, ...]) -> dict[str, Any]:
    """Return the changes that another award body brings: its ceremony of the same season."""
    if not query.bodies:
        return {}
    changes: dict[str, Any] = {"bodies": query.bodies, "ceremony": None}
    if last.names and last.intent == "profile":  # "oscars?" after a bare name
        changes["intent"] = "holdings"
    if last.names and last.intent == "find" and last.ask == "count":  # "which films" was asked between
        changes |= {"intent": "count", "families": ()}
    placed = last.ceremony or not last.years
    if placed and not last.names and not query.years and last.intent not in ("next", "most"):
        changes["years"] = place
    return changes


def _switch_names(query: Query, last: Query) -> dict[str, Any]:
    """Return the changes that another name brings; names of other kinds stay."""
    if not query.names:
        return {}
    kinds = {name.kind for name in query.names}
    names: tuple[Name, ...] = (*query.names, *(name for name in last.names if name.kind not in kinds))
    if last.intent == "chart" and last.names:
        return {"names": query.names}
    if last.ask == "count" and last.intent == "find":  # "which films" was asked between
        return {"names": names, "intent": "count"}
    if last.intent not in _NAME_FREE and last.names:
        return {"names": names}
    return {"names": names, "intent": "find" if query.families or last.families else "profile"}


def _families(frame: Frame, query: Query, last: Query) -> tuple[str, ...]:
    """Return the new categories: those named, or the last ones for the other sex or genre."""
    if _is_of_shows(last) and query.families:
        return tuple(_on_television(family, last.families[0]) for family in query.families)
    if not frame.families:
        other = _of_support(frame, last) or _of_other_sex(frame, last) or _of_genre(frame, last)
        if other:
            return other
    return query.families or tuple(dict.fromkeys(family for family, _, _ in frame.bare))


def _is_of_shows(last: Query) -> bool:
    return bool(last.families) and all(family.startswith(_TV) for family in last.families)


def _on_television(family: str, before: str) -> str:
    """Return the prize that television has for it, of the genre just told: "best actress" after a comedy series."""
    tv = _tv_families()
    genre = next((genre for genre in _GENRES if genre in before.split("-")), "")
    return tv.get(f"{family}-{genre}") or tv.get(family) or family


@per_data
def _tv_families() -> dict[str, str]:
    return {row["family"]: row["tv_family"] for row in read_table("lexicon/television")}


def is_of_support(frame: Frame) -> bool:
    """Return whether a few words ask for the supporting prize: "no, supporting"."""
    return len(frame.words) <= MAX_FRAGMENT_WORDS and not word_group("supporting").isdisjoint(frame.words)


def _of_support(frame: Frame, last: Query) -> tuple[str, ...]:
    """Return the supporting prizes for the lead ones asked about before, or both of them."""
    if not is_of_support(frame):
        return ()
    leads = tuple(family for family in last.families if family.startswith(("best-actor", "best-actress")))
    if frame.has("noun.actor", "noun.actress") or not leads:
        sexes = [sex for sex in ("actor", "actress") if frame.has(f"noun.{sex}")] or ["actor", "actress"]
        return tuple(f"best-supporting-{sex}" for sex in sexes)
    return tuple(dict.fromkeys(f"best-supporting-{family.split('-')[1]}" for family in leads))


def _of_other_sex(frame: Frame, last: Query) -> tuple[str, ...]:
    if not frame.has("noun.actor", "noun.actress"):
        return ()
    one, other = ("actress", "actor") if frame.has("noun.actor") else ("actor", "actress")
    return tuple(family.replace(f"-{one}", f"-{other}") for family in last.families if "act" in family)


def _of_genre(frame: Frame, last: Query) -> tuple[str, ...]:
    families = last.families or last.topic.families
    genre = _find_genre(frame) or _other_genre(frame, families)
    if not genre or not families:
        return ()
    family, other = families[0], next(each for each in _GENRES if each != genre)
    if genre in family.split("-"):
        return (family,)
    return (family.replace(other, genre) if other in family.split("-") else f"{family}-{genre}",)


def asks_other_one(frame: Frame) -> bool:
    """Return whether it only asks for "the other one"."""
    return "other" in frame.words and word_group("other-one").issuperset(frame.words)


def _other_genre(frame: Frame, families: tuple[str, ...]) -> str:
    """Return the genre that was not told, where "the other one" is asked for."""
    told = next((genre for genre in _GENRES for family in families[:1] if genre in family.split("-")), "")
    return next(genre for genre in _GENRES if genre != told) if told and asks_other_one(frame) else ""


def _find_genre(frame: Frame) -> str:
    """Return the genre that a short utterance names first, else ""."""
    if len(frame.words) > MAX_FRAGMENT_WORDS:
        return ""
    return next((genre for word in frame.words for genre in _GENRES if word in word_group(f"genre-{genre}")), "")


def _as_before(query: Query, last: Query) -> tuple[YearRef, ...]:
    """Return the years with a bare one read as the one before was."""
    basis = last.year.basis if last.year else "ceremony" if last.ceremony else "bare"
    return tuple(replace(ref, basis=basis) if ref.basis == "bare" else ref for ref in query.years)
