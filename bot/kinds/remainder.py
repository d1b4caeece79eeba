"""Words that are not accounted for: when an answer would pass over what else a question says."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kinds.facts import Facts
from bot.kinds.world import World
from bot.link.plain import is_plain
from bot.model import Kind, Reply
from bot.parse.query import Name, Query
from bot.tables import word_group
from bot.text import fold

CEREMONY_INTENTS = frozenset(
    {"host", "when-held", "where-held", "number-held", "broadcast", "viewers", "glance", "check-host", "hosting"}
)
MAX_BESIDE_UNSURE = 2  # with as many unexplained words a half-sure name is no ground to answer on
_NAME_FREE = frozenset({"about", "quote", "who-said", "thanked", "rivals", "next"})
_TOLD_BY_SLOTS = frozenset({"find", "glance"})
_SHORTEST_UNKNOWN = 3  # letters
_OPEN_INTENTS = frozenset(
    {"find", "first", "last", "most", "having", "count", "viewers", "tie", "age", "never", "but-not", "both", "row"}
)
_GUESSED_HOW = ("fuzzy", "phonetic")
_NEAR_SCORE = 96.0  # of a name with slips that is hardly anybody else's


def guesses_latest(world: World, query: Query) -> bool:
    """Return whether only the missing year would make this the latest ceremony, though the question says more."""
    if query.intent in CEREMONY_INTENTS and not query.is_dated and not query.persons and not query.inherited:
        told = any(word in world.common for word in query.leftover) and not query.has("agg.first", "agg.last")
        return bool(query.works) or told or query.has("topic")
    stars = next((at for at, word in enumerate(query.words) if word.startswith("star")), 0)
    settled = bool(query.families) and query.is_dated and all(at < stars for at in query.hints.leftover_at)
    if query.has("rel.star") and query.leftover and not query.names and query.intent == "find" and not settled:
        return True
    if query.intent != "find" or query.names or query.inherited:
        return False
    if not query.families and len(query.leftover) > 1:
        return True
    if query.restricted and not query.families and query.ask == "film":
        return True  # "which animated japanese film of 2001 won the oscar"
    if query.is_dated:
        return False
    if any(query.words[at - 1] in ("which", "what") for at in query.hints.leftover_at if at):
        return True  # "which bond songs": a kind of song that no table holds
    if query.restricted or (query.ask in ("yesno", "check") and not query.gender):
        return True  # "has any comedy won best picture": the latest winner is no answer to yes or no
    return query.has("rel.play") or any(word not in world.common for word in query.leftover)


def overlooks(_: World, query: Query) -> bool:
    """Return whether words that nothing explains would be passed over by an answer that holds for all alike.

    A name or a year ties an answer to the question; without either, "best director chair" is not best director. That
    somebody won does not tell whether they "got banned".
    """
    if query.intent == "find" and query.names_nobody_when:
        return True
    if query.intent == "find" and query.number and query.compare != "exact" and not query.names:
        return True  # "directors who won twice or more since 1990": winners are no answer
    left = [word for word in query.leftover if not word.isdigit()]
    if left and "names" in query.inherited and query.intent in ("holdings", "profile"):
        return True  # "is she married": her awards are no answer
    if not left or (query.inherited and query.intent != "check"):
        return False
    if query.intent == "glance":
        return len(left) > 1 and any(is_plain(word) for word in left)
    if query.intent == "check":
        return not query.has("rel.play") and any(is_plain(word) for word in left)
    if query.intent in _OPEN_INTENTS:
        return not query.names and not query.is_dated
    return False


def holds_unknown(world: World, query: Query) -> bool:
    """Return whether a word that is nothing at all may have told the award or the name: "kafta best actor 2010"."""
    if query.intent not in _TOLD_BY_SLOTS or query.names or query.bodies or query.inherited:
        return False
    return any(len(word) >= _SHORTEST_UNKNOWN and world.linker.is_unknown(word) for word in query.leftover)


def asks_aside(world: World, query: Query) -> bool:
    """Return whether the award is only told in passing: "who designed the dress she wore when she won"."""
    if query.ask not in ("who", "what", "") or not query.names:
        return False
    first = min(query.hints.verbs_at, default=-1)
    clauses = (at for at, word in enumerate(query.words) if word in ("when", "which", "that") and 2 < at < first)
    told = [place for place in query.hints.leftover_at if query.words[place] in world.common]
    return any(place < at for at in clauses for place in told)


def asks_whom(query: Query) -> bool:
    """Return whether it asks for somebody whom a speech speaks of, rather than for its words or its speaker."""
    return query.intent in ("quote", "thanked") and query.ask in ("who", "person") and bool(query.names)


def is_echo(query: Query, answers: Sequence[str]) -> bool:
    """Return whether the best answer only repeats a name of the question, which says more than that."""
    open_ask = query.ask in ("who", "what", "person", "film", "category") or len(query.leftover) > 1
    named = {fold(name.label) for name in query.names}
    return bool(query.leftover) and open_ask and bool(answers) and fold(answers[0]) in named


def is_about_another(query: Query, reply: Reply) -> bool:
    """Return whether somebody is asked for beside those named, and the answer tells of nobody else.

    "Whose daughter is X", "who was married to X": that X won something is true, and no answer.
    """
    asked = query.ask in ("who", "person") and (query.leftover or query.restricted)
    kin = query.ask == "what" and not word_group("kin").isdisjoint(query.words)
    if query.intent != "find" or not query.persons or not (asked or kin):
        return False
    named = {ident for name in query.persons for ident in name.ids}
    return all(ident in named for kind, ident, _ in reply.about if kind == Kind.PERSON)


def is_told_in_full(query: Query, facts: Facts) -> bool:
    """Return whether a stored fact of the year asked about explains every word, and more than one of them."""
    best = next(iter(facts.found), None)
    return bool(best and query.year and not best.missed and len(best.evidence) > 1)


def is_loose(query: Query) -> bool:
    """Return whether a question without any award words has unexplained ones: not a question for us."""
    left = bool(query.leftover)
    if left and query.intent == "profile":
        return True
    if query.intent in CEREMONY_INTENTS and query.bodies and query.is_dated:
        return False
    unsure = bool(query.names) and not any(name.sure for name in query.names)
    if unsure and not query.families and len(query.leftover) >= MAX_BESIDE_UNSURE:
        return True
    if left and query.hints.only_everyday and not query.bodies:
        return True
    return not _is_anchored(query) and (left or _is_guessed(query) or not query.names)


def is_namesake(world: World, query: Query) -> bool:
    """Return whether the one award named is somebody's first name, beside a rare word that nothing explains."""
    if query.families or len(query.bodies) != 1:
        return False
    rare = (at for at in query.hints.leftover_at if at and query.words[at] not in world.common)
    return any(query.words[at - 1] in word_group("also-first-name") for at in rare)


def _is_anchored(query: Query) -> bool:
    """Return whether an award, a kind of question or the question before holds the words in place."""
    if query.bodies or query.families or query.ceremony or query.inherited or query.intent in _NAME_FREE:
        return True
    if query.has("rel.nominate", "agg.mostnom", "agg.mostwin") or (query.intent == "chart" and not query.leftover):
        return True
    if query.has("noun.award") and len(query.leftover) <= 1:
        return True
    if query.ask == "role" and query.persons and query.works and all(name.sure for name in query.names):
        return True
    return not query.leftover and (query.intent in CEREMONY_INTENTS or query.intent in ("sweep", "tie", "row"))


def _is_near(name: Name) -> bool:
    """Return whether a name of several words has but a slip in it: "savign private ryan"."""
    return " " in name.text and name.candidates[0].score >= _NEAR_SCORE


def _is_guessed(query: Query) -> bool:
    guessed = [name.candidates[0].how in _GUESSED_HOW and not _is_near(name) for name in query.names]
    return bool(guessed) and all(guessed) and query.intent != "profile"
