"""What a question is about: awards or not, tables or stored facts, and whether its words are all accounted for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.kinds.facts import Facts
from bot.kinds.moments import film_before
from bot.kinds.world import World
from bot.link.plain import is_plain
from bot.parse.query import Name, Query
from bot.tables import word_group
from bot.text import fold

SUPERLATIVES = frozenset(
    {"first", "last", "most", "having", "age", "row", "both", "never", "but-not", "sweep", "tie", "chart"}
)
CEREMONY_INTENTS = frozenset(
    {"host", "when-held", "where-held", "number-held", "broadcast", "viewers", "glance", "check-host", "hosting"}
)
WHO_NOUNS = ("noun.person", "noun.man", "noun.woman")
MILD_FIELDS = frozenset({"topic"})  # words that may also be said of our awards
_RESTRICTED = ("agg.first", "agg.only", "agg.youngest", "agg.oldest", "agg.last", "agg.latest")
MAX_BESIDE_UNSURE = 2  # with as many unexplained words a half-sure name is no ground to answer on
_FIRST_INTENTS = frozenset({"find", "first", "check", "profile"})
_NAME_FREE = frozenset({"about", "quote", "who-said", "thanked", "rivals", "next"})
_TOLD_BY_SLOTS = frozenset({"find", "glance"})
_SHORTEST_UNKNOWN = 3  # letters
_OPEN_INTENTS = frozenset(
    {"find", "most", "having", "count", "viewers", "tie", "age", "never", "but-not", "both", "row"}
)
_GUESSED_HOW = ("fuzzy", "phonetic")
_NEAR_SCORE = 96.0  # of a name with slips that is hardly anybody else's


def is_about_awards(query: Query) -> bool:
    """Return whether anything in the question points to an award."""
    return bool(query.bodies or query.families or query.has("noun.award", "noun.ceremony", "rel.nominate", "topic"))


def is_fact_like(query: Query) -> bool:
    """Return whether a stored fact comes before the tables.

    So for women's records outside acting (too few genders are on file), for "before La La Land" (a moment,
    not a year), for the mix-up and the like, and for a film's cast or music without any award.
    """
    of_acting = query.acting or query.is_for_acting
    if query.gender and query.intent in ("most", "having", "first", "last") and not of_acting:
        return True
    if any(start and query.words[start - 1] in ("before", "after", "until") for start in query.hints.starts):
        return not film_before(query)
    if query.has("topic") and (query.names or query.is_dated):
        return True
    awarded = query.bodies or query.has("rel.win", "rel.get", "rel.nominate")
    return bool(query.hints.only_everyday and query.names and not awarded)


def is_first_of_festival(world: World, query: Query) -> bool:
    """Return whether a festival's first prize is asked for: the tables hold some given in retrospect."""
    bodies = world.solver.bodies(query)
    return query.intent == "first" and bool(bodies) and world.catalog.bodies[bodies[0]].kind == "festival"


# -- what no table holds ---------------------------------------------------------------------------------


def is_for_facts(query: Query) -> bool:
    """Return whether the question is limited by something that no table holds ("first Pixar film")."""
    return any(limits(query) for limits in _LIMITS)


def _is_presented(query: Query) -> bool:
    """Return whether it asks who handed an award over: only some facts tell."""
    return query.has("rel.present") and bool(query.families or query.names) and not query.has("rel.win", "rel.get")


def _is_only_one(query: Query) -> bool:
    return query.has("agg.only") and query.intent == "find" and not query.names and not query.is_dated


def _counts_by_gender(query: Query) -> bool:
    """Return whether women or men are to be counted outside acting: too few genders are on file."""
    acting = query.acting or query.is_for_acting
    return bool(query.gender) and query.intent in ("count", "chart") and not query.names and not acting


def _is_host_by_gender(query: Query) -> bool:
    return bool(query.gender) and query.has("rel.host")


def _is_first_of_kind(query: Query) -> bool:
    """Return whether it asks for the first man, woman or person of some kind, beside a name or without a category."""
    if not query.has(*WHO_NOUNS):
        return False
    if query.intent == "first" and not query.families and not query.names:
        return True
    first = query.has("agg.first") and query.intent in _FIRST_INTENTS
    return first and bool(query.names) and not query.hints.own_turn


def _is_measured(query: Query) -> bool:
    """Return whether it asks for a length, a sum, or a number of something that is not counted."""
    uncounted = query.intent == "count" and query.restricted and not query.names
    return query.has("agg.extreme", "ask.amount") or uncounted


def _is_only_person(query: Query) -> bool:
    return query.has("agg.only") and query.restricted and query.ask in ("person", "who")


def _counts_somebody(query: Query) -> bool:
    """Return whether somebody's awards are to be counted whose name is not on file."""
    return query.intent == "count" and not query.names and bool(query.families) and _is_broken_off(query)


def _is_broken_off(query: Query) -> bool:
    """Return whether "was", "did" or "has" stands before a word that nothing explains: a name not on file."""
    return any(at and query.words[at - 1] in word_group("before-named") for at in query.hints.leftover_at)


def _is_first_with_several(query: Query) -> bool:
    """Return whether it asks for the first film with several awards in a way that no set of winners answers."""
    several = len(query.families) > 1 and query.intent not in ("both", "but-not") and not query.names
    return several and query.has("agg.first", "agg.only") and query.ask in ("film", "")


def _is_second(query: Query) -> bool:
    """Return whether it asks for the second or third ever: only the first and last can be looked up."""
    own = query.hints.own_turn or bool(query.names)
    return query.has("agg.second", "agg.third") and not own and not query.has("agg.first")


def _is_unnamed_claim(query: Query) -> bool:
    """Return whether a claim is to be confirmed of which nothing is known but the prize: "true or false: X won ..."."""
    return query.has("ask.true") and not query.names and query.ask in ("", "yesno", "check")


def _asks_content(query: Query) -> bool:
    """Return whether it asks what a film is about, or who made it: "about which singer", "movies by this director"."""
    if not (query.bodies or query.families):
        return False
    told, asked = word_group("content"), word_group("content-asked")
    return any(word in told and after in asked for word, after in pairwise(query.words[1:]))


def _is_bare_of(query: Query) -> bool:
    """Return whether it asks for winners that lack something which is no category: "that won no acting awards"."""
    if query.has("agg.not") and query.has("rel.nominate") and query.intent == "find" and not query.names:
        return True
    return query.has("rel.never") and query.intent == "find" and not query.names and query.has("rel.win", "noun.acting")


def _counts_unknown(query: Query) -> bool:
    """Return whether something is to be counted that nothing here explains: "how many vegetarians have won"."""
    many = zip(query.words, query.words[1:], strict=False)
    at = next((at + 2 for at, pair in enumerate(many) if pair == ("how", "many")), 0)
    counted = at in query.hints.leftover_at and query.intent == "count"
    return counted and (not query.names or len(query.leftover) > 1)


def _is_most_lost(query: Query) -> bool:
    """Return whether the most defeats are asked for: rankings count wins and nominations."""
    return query.intent == "most" and query.has("rel.lose") and not query.has("rel.win", "rel.never")


def _is_restricted(query: Query) -> bool:
    superlative = query.has(*_RESTRICTED) or query.intent in SUPERLATIVES
    own = query.names and query.intent in ("first-of", "last-of", "find")
    return query.restricted and superlative and not own


def _is_foreign(query: Query) -> bool:
    return not MILD_FIELDS.issuperset(query.hints.fields)


_LIMITS: tuple[Callable[[Query], bool], ...] = (
    _is_presented,
    _is_only_one,
    _is_host_by_gender,
    _counts_by_gender,
    _is_first_of_kind,
    _is_measured,
    _is_only_person,
    _counts_somebody,
    _is_first_with_several,
    _is_second,
    _is_unnamed_claim,
    _asks_content,
    _counts_unknown,
    _is_bare_of,
    _is_most_lost,
    _is_restricted,
    _is_foreign,
)


# -- words that are not accounted for --------------------------------------------------------------------


def guesses_latest(world: World, query: Query) -> bool:
    """Return whether only the missing year would make this the latest ceremony, though the question says more."""
    if query.intent in CEREMONY_INTENTS and not query.is_dated and not query.persons and not query.inherited:
        told = any(word in world.common for word in query.leftover) and not query.has("agg.first", "agg.last")
        return bool(query.works) or told
    if query.has("rel.star") and query.leftover and not query.names and query.intent == "find":
        return True
    if query.intent != "find" or query.names or query.inherited:
        return False
    if not query.families and len(query.leftover) > 1:
        return True
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
    left = [word for word in query.leftover if not word.isdigit()]
    if not left or query.inherited:
        return False
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
    return not query.leftover and (query.intent in CEREMONY_INTENTS or query.intent in ("sweep", "tie", "row"))


def _is_near(name: Name) -> bool:
    """Return whether a name of several words has but a slip in it: "savign private ryan"."""
    return " " in name.text and name.candidates[0].score >= _NEAR_SCORE


def _is_guessed(query: Query) -> bool:
    guessed = [name.candidates[0].how in _GUESSED_HOW and not _is_near(name) for name in query.names]
    return bool(guessed) and all(guessed) and query.intent != "profile"
