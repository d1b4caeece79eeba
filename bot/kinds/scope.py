"""What a question is about: awards or not, tables or stored facts, and whether its words are all accounted for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from bot.kinds.moments import film_before
from bot.kinds.world import World
from bot.model import Kind
from bot.parse.query import Query
from bot.tables import word_group

SUPERLATIVES = frozenset(
    {"first", "last", "most", "having", "age", "row", "both", "never", "but-not", "sweep", "tie", "chart"}
)
WHO_NOUNS = ("noun.person", "noun.man", "noun.woman")
MILD_FIELDS = frozenset({"topic"})  # words that may also be said of our awards
_RESTRICTED = ("agg.first", "agg.only", "agg.youngest", "agg.oldest", "agg.last", "agg.latest")
_WRITTEN = frozenset({("the", "novel"), ("the", "book"), ("the", "play")})
_FIRST_INTENTS = frozenset({"find", "first", "check", "profile"})


def is_about_awards(query: Query) -> bool:
    """Return whether anything in the question points to an award."""
    return bool(query.bodies or query.families or query.has("noun.award", "noun.ceremony", "rel.nominate", "topic"))


def is_fact_like(query: Query) -> bool:
    """Return whether a stored fact comes before the tables.

    So for women's records outside acting (too few genders are on file), for "before La La Land" (a moment,
    not a year), for the mix-up and the like, and for a film's cast or music without any award.
    """
    if query.gender and query.intent in ("most", "having", "first", "last") and not _is_of_acting(query):
        return True
    if any(start and query.words[start - 1] in ("before", "after", "until") for start in query.hints.starts):
        return not film_before(query)
    if query.has("topic") and (query.names or query.is_dated):
        return True
    awarded = query.bodies or query.has("rel.win", "rel.get", "rel.nominate")
    return bool(query.hints.only_everyday and query.names and not awarded)


def _is_of_acting(query: Query) -> bool:
    """Return whether prizes for acting are asked about: there every gender is told by the prize."""
    return query.acting or query.is_for_acting


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


def _asks_singer(query: Query) -> bool:
    """Return whether it asks who sang a song: only those who wrote it are on file."""
    return (
        query.has("rel.sing")
        and not query.has("rel.write")
        and query.ask in ("who", "person")
        and not query.is_for_acting
        and bool(query.songs or query.works)
    )


def _is_only_one(query: Query) -> bool:
    if not query.has("agg.only") or query.intent != "find" or query.is_dated:
        return False
    return not query.names or (
        not query.persons and query.ask != "category" and bool(query.leftover or query.restricted)
    )


def _counts_by_gender(query: Query) -> bool:
    """Return whether women or men are to be counted outside acting: too few genders are on file."""
    counted = query.intent in ("count", "chart") and not query.names
    return bool(query.gender) and counted and not _is_of_acting(query)


def _is_host_by_gender(query: Query) -> bool:
    return bool(query.gender) and query.has("rel.host") and not query.is_dated


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


def _is_first_at_both(query: Query) -> bool:
    """Return whether it asks for the first at two award bodies for the same part: no set of winners tells who was."""
    return query.has("agg.first") and "same" in query.words and len(query.bodies) > 1 and query.intent != "both"


def _is_second(query: Query) -> bool:
    """Return whether it asks for the second or third ever: only the first and last can be looked up."""
    own = query.hints.own_turn or bool(query.names)
    return query.has("agg.second", "agg.third") and not own and not query.has("agg.first")


def _is_unnamed_claim(query: Query) -> bool:
    """Return whether a claim is to be confirmed of which nothing is known but the prize: "true or false: X won ..."."""
    return query.has("ask.true") and not query.names and query.ask in ("", "yesno", "check")


def _asks_announcement(query: Query) -> bool:
    """Return whether it asks when nominations were announced: the day on file is that of the ceremony."""
    return query.ask == "when" and query.has("rel.nominate") and not word_group("announce").isdisjoint(query.words)


def _asks_kin(query: Query) -> bool:
    """Return whether it asks for somebody by a relation that no table holds: "which sister of", "whose daughter"."""
    if query.intent == "find" and (query.works or query.roles or (query.families and query.is_dated)):
        return False  # the award tells who it is
    asked = word_group("content-asked") | {"whose"}
    return bool(query.names) and any(
        word in asked and after in word_group("kin") for word, after in pairwise(query.words)
    )


def _is_before_somebody(query: Query) -> bool:
    """Return whether it asks for those who came before or after somebody's award: "nominated before X's win"."""
    placed = zip(query.names, query.hints.starts, strict=False)
    moments = word_group("moment-before") | {"after", "until"}
    if query.intent not in ("find", "count"):
        return False
    kinds = (Kind.PERSON,) if query.intent == "find" and query.ask != "count" else (Kind.PERSON, Kind.WORK)
    return any(at and query.words[at - 1] in moments for name, at in placed if name.kind in kinds)


def _asks_outside(query: Query) -> bool:
    """Return whether it asks for a thing that no award is given to: "which city", "what nationality"."""
    if query.intent.endswith("-held") or not query.names:
        return False
    asked, outside = word_group("content-asked"), word_group("asked-outside")
    if query.ask in ("who", "person") and any(pair in _WRITTEN for pair in pairwise(query.words)):
        return True  # "who wrote the novel on which it was based"
    return any(word in asked and after in outside for word, after in pairwise(query.words))


def _claims_cast(query: Query) -> bool:
    """Return whether it states who is in a film: casts are not on file."""
    stars = [at for at, word in enumerate(query.words) if word in word_group("stars-in")]
    return bool(
        stars and query.persons and query.works and stars[0] - 1 in query.hints.named and query.hints.first_name_at == 0
    )


def _asks_content(query: Query) -> bool:
    """Return whether it asks what a film is about, or who made it: "about which singer", "movies by this director"."""
    if query.has("ask.maker") and query.persons:
        return True
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
    return query.restricted and superlative and not own and not _is_told_by_year(query)


def _is_told_by_year(query: Query) -> bool:
    """Return whether year and award tell the answer, and the rest describes it: "the Italian film that won"."""
    exact = query.ceremony or any(ref.exact for ref in query.years)
    told = query.families or query.number or query.intent == "sweep"
    return bool(exact and told and not query.has("rel.nominate", "agg.first"))


def _is_foreign(query: Query) -> bool:
    if query.bodies and query.families and query.is_dated and query.intent == "find":
        return False  # the award is told in full: "the film about an olympic runner" is but what it is about
    return not MILD_FIELDS.issuperset(query.hints.fields)


_LIMITS: tuple[Callable[[Query], bool], ...] = (
    _is_presented,
    _asks_singer,
    _is_only_one,
    _is_host_by_gender,
    _counts_by_gender,
    _is_first_of_kind,
    _is_measured,
    _is_only_person,
    _counts_somebody,
    _is_first_with_several,
    _is_first_at_both,
    _is_second,
    _is_unnamed_claim,
    _asks_content,
    _claims_cast,
    _asks_outside,
    _asks_kin,
    _asks_announcement,
    _is_before_somebody,
    _counts_unknown,
    _is_bare_of,
    _is_most_lost,
    _is_restricted,
    _is_foreign,
)
