"""Which kind answers which intent, and when a stored fact or an honest refusal comes first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.errors import FailureKind
from bot.kinds import ceremony, check, count, find, most, people, recall, sets, talk, versus
from bot.kinds.failures import fail, unknown_name
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.tables import say

Kind = Callable[[World, Query], Reply]

KINDS: dict[str, Kind] = {
    "find": find.answer_find,
    "first": find.answer_find, "last": find.answer_find, "first-of": find.answer_find, "last-of": find.answer_find,
    "count": count.answer_count,
    "check": check.answer_check,
    "most": most.answer_most, "having": most.answer_having, "never": most.answer_never, "row": most.answer_row,
    "beat": versus.answer_beat, "when-clause": versus.answer_when_clause, "rivals": versus.answer_rivals,
    "both": sets.answer_both, "but-not": sets.answer_but_not, "tie": sets.answer_tie, "sweep": sets.answer_sweep,
    "host": ceremony.answer_field, "when-held": ceremony.answer_field, "where-held": ceremony.answer_field,
    "number-held": ceremony.answer_field, "broadcast": ceremony.answer_field, "viewers": ceremony.answer_field,
    "viewers-most": ceremony.answer_viewers_most, "next": ceremony.answer_next, "hosting": ceremony.answer_hosting,
    "check-host": ceremony.answer_hosting, "no-host": ceremony.answer_no_host, "glance": ceremony.answer_glance,
    "age": people.answer_age, "age-of": people.answer_age_of, "profile": people.answer_profile, "holdings": people.answer_holdings,
    "quote": recall.answer_quote, "who-said": recall.answer_who_said, "thanked": recall.answer_thanked,
}  # fmt: skip
TALK = frozenset({"greeting", "thanks", "goodbye", "help"})
SUPERLATIVES = frozenset({"first", "last", "most", "having", "age", "row", "both", "never", "but-not", "sweep", "tie"})
CEREMONY = frozenset({"host", "when-held", "where-held", "number-held", "broadcast", "viewers", "glance", "check-host", "hosting"})  # fmt: skip
NAME_FIRST = frozenset({"count", "check", "holdings", "profile", "beat", "first-of", "last-of", "age-of"})
WHO_NOUNS = ("noun.person", "noun.man", "noun.woman")
SURE_FACT = 85.0  # from here on a stored fact that explains words which the tables cannot is preferred
AMOUNT_FACT = 58.0  # "how much" about a film we know: only the few facts with sums of money can fit
FOREIGN_FACT = 88.0  # what a fact needs to answer a question that names no award and nobody we know
MAX_LEFTOVER = 3  # with more unexplained words than this, a half-sure name is no ground to answer on
MAX_TALK_WORDS = 7  # a longer message that opens with "hello" asks something else
FIRM = frozenset({FailureKind.NOT_HELD_YET, FailureKind.NO_SUCH_CATEGORY, FailureKind.NO_SUCH_CEREMONY, FailureKind.AMBIGUOUS})  # fmt: skip
MILD_FIELDS = frozenset({"topic"})


def answer_query(world: World, query: Query) -> Reply:
    """Return the reply: small talk, a refusal, a stored fact, or what the tables hold, in this order of right."""
    if query.intent in TALK:
        chat = not query.leftover and len(query.words) <= MAX_TALK_WORDS
        return talk.answer_talk(query) if chat else talk.off_topic(query)
    if query.intent == "opinion":
        return talk.answer_opinion(query) if is_about_awards(query) else talk.off_topic(query)
    if query.intent == "prediction":
        return talk.answer_prediction(query) if is_about_awards(query) else talk.off_topic(query)
    others = set(query.extra.get("others", ()))
    if others and not query.bodies and not (others <= MILD_FIELDS and query.families):
        return recall_or(
            world, query, talk.off_topic(query) if others <= MILD_FIELDS | {"namesake"} else talk.outside(query)
        )
    if is_for_facts(query):
        refusal = (
            fail(query, FailureKind.NOT_IN_DATA, say("fail.restricted"))
            if query.bodies or query.families
            else talk.off_topic(query)
        )
        amount = recall.answer_fact(world, query, AMOUNT_FACT) if query.has("ask.amount") and query.names else None
        return amount or recall_or(world, query, refusal)
    if not query.intent or is_loose(query) or asks_aside(query) or guesses_latest(world, query):
        return recall_or(world, query, talk.not_understood(query) if is_about_awards(query) else talk.off_topic(query))
    if query.has("ask.why") or (query.intent == "holdings" and query.leftover and query.ask in ("what", "category")):
        return recall_or(world, query, talk.not_understood(query))
    if (query.leftover or query.intent == "broadcast") and query.intent not in ("quote", "who-said", "thanked"):
        fact = recall.answer_fact(world, query, SURE_FACT)
        if fact:
            return fact
    if is_fact_like(query):
        fact = recall.answer_fact(world, query)
        if fact:
            return fact
    if query.extra.get("broken") and query.intent in NAME_FIRST and not query.inherited:
        return recall_or(world, query, talk.not_understood(query))
    unknown = unknown_name(world, query)
    if unknown:
        return recall_or(world, query, unknown)
    reply = KINDS[query.intent](world, query)
    settled = reply.status == "answered" or reply.failure in FIRM or (query.intent == "quote" and query.names)
    return reply if settled else recall_or(world, query, reply)


def recall_or(world: World, query: Query, reply: Reply) -> Reply:
    """Return a stored fact that surely answers, else `reply`."""
    floor = recall.SURE_SCORE if is_about_awards(query) or query.names else FOREIGN_FACT
    return recall.answer_fact(world, query, floor) or replace(reply, intent=query.intent or "unknown")


def is_fact_like(query: Query) -> bool:
    """Return whether a stored fact comes before the tables.

    So for women's records outside acting (too few genders are on file), for "before La La Land" (a moment,
    not a year), and for a film's cast or music without any award.
    """
    ranked = query.gender and query.intent in ("most", "having", "first", "last") and not query.acting
    starts = query.extra.get("starts", ())
    relative = any(start and query.words[start - 1] in ("before", "after", "until") for start in starts)
    aside = query.extra.get("bare_family") and query.names and not query.bodies
    return bool(ranked or relative or aside)


def is_about_awards(query: Query) -> bool:
    """Return whether anything in the question points to an award."""
    return bool(query.bodies or query.families or query.has("noun.award", "noun.ceremony", "rel.nominate", "topic"))


def is_for_facts(query: Query) -> bool:
    """Return whether the question is limited by something that no table holds ("first Pixar film")."""
    superlative = query.intent in SUPERLATIVES or query.has("agg.first", "agg.only", "agg.youngest", "agg.oldest")
    foreign = set(query.extra.get("others", ())) - MILD_FIELDS
    if query.has("agg.only") and query.intent == "find" and not query.names and not query.year and not query.ceremony:
        return True
    if query.gender and query.has("rel.host"):
        return True
    if (
        query.has("agg.first")
        and query.has(*WHO_NOUNS)
        and query.intent in ("find", "first", "check", "profile")
        and not query.extra.get("own_nth")
        and query.names
    ):
        return True
    if query.has("agg.extreme", "ask.amount") or (query.intent == "count" and query.restricted and not query.names):
        return True
    if query.has("agg.only") and query.restricted and query.ask in ("person", "who"):
        return True
    if query.intent == "first" and query.has(*WHO_NOUNS) and not query.families and not query.names:
        return True
    if (
        query.has("agg.first", "agg.only")
        and len(query.families) > 1
        and not query.has("agg.both")
        and not query.names
        and query.ask in ("film", "")
    ):
        return True
    if (
        query.has("agg.second", "agg.third")
        and not query.extra.get("own_nth")
        and not query.names
        and not query.has("agg.first")
    ):
        return True
    return bool(
        (query.restricted and superlative and not (query.names and query.intent in ("first-of", "last-of", "find")))
        or foreign
    )


def guesses_latest(world: World, query: Query) -> bool:
    """Return whether only the missing year would make this the latest ceremony, though words of the question say more."""
    if query.intent != "find" or query.names or query.inherited:
        return False
    if not query.families and len(query.leftover) > 1:
        return True
    if query.year or query.ceremony:
        return False
    strange = [word for word in query.leftover if word not in world.common]
    return query.has("rel.play") or bool(strange)


def asks_aside(query: Query) -> bool:
    """Return whether the award is only told in passing: "who designed the dress she wore when she won"."""
    if query.ask not in ("who", "what", "") or not query.names:
        return False
    verbs = query.extra.get("verbs", ())
    marks = [at for at, word in enumerate(query.words) if word in ("when", "which", "that") and at > 2]
    first = min(verbs, default=-1)
    return any(at < first and any(place < at for place in query.extra.get("leftover_at", ())) for at in marks)


def is_loose(query: Query) -> bool:
    """Return whether a question without any award words has unexplained ones: not a question for us."""
    if query.leftover and query.intent == "profile":
        return True
    if query.intent in CEREMONY and query.bodies and (query.ceremony or query.year):
        return False
    if len(query.leftover) > MAX_LEFTOVER and query.names and not any(name.sure for name in query.names):
        return True
    if query.extra.get("bare_family") and not query.bodies and query.leftover:
        return True
    if (
        query.bodies
        or query.families
        or query.ceremony
        or query.has("noun.award", "rel.nominate", "agg.mostnom", "agg.mostwin")
    ):
        return False
    if query.intent in CEREMONY and (query.year or not query.leftover) and not query.leftover:
        return False
    if query.intent in ("sweep", "tie") and not query.leftover:
        return False
    if query.inherited or query.intent in ("quote", "who-said", "thanked", "rivals", "next"):
        return False
    guessed = any(name.candidates[0].how in ("fuzzy", "phonetic") for name in query.names)
    return bool(query.leftover or (guessed and query.intent != "profile") or not query.names)
