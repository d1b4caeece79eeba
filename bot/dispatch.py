"""Which kind answers which intent, and when a stored fact or an honest refusal comes first."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from bot.errors import FailureKind
from bot.kinds import (
    about,
    ages,
    beat,
    ceremony,
    chart,
    check,
    coming,
    compare,
    count,
    find,
    glance,
    hosting,
    makers,
    most,
    profile,
    quotes,
    rivals,
    sets,
    streaks,
    sweeps,
    talk,
    ties,
)
from bot.kinds.allusions import with_film
from bot.kinds.facts import Facts
from bot.kinds.moments import with_day, with_times_before
from bot.kinds.nights import with_night, with_night_of
from bot.kinds.parts import with_part
from bot.kinds.quotes import ALL_TOLD, is_about, quoted, recalled, remembered
from bot.kinds.remainder import (
    asks_aside,
    asks_whom,
    guesses_latest,
    holds_unknown,
    is_about_another,
    is_echo,
    is_loose,
    is_namesake,
    is_told_in_full,
    overlooks,
)
from bot.kinds.reply import fail, join_replies
from bot.kinds.sagas import with_sequel
from bot.kinds.scope import (
    MILD_FIELDS,
    is_about_awards,
    is_fact_like,
    is_first_of_festival,
    is_for_facts,
)
from bot.kinds.strangers import did_you_mean, points_nowhere, unknown_name
from bot.kinds.unlisted import nominees_missing
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.commands import Command
from bot.parse.query import OSCARS, Query
from bot.recall.facts import SURE_SCORE
from bot.tables import say

Kind = Callable[[World, Query], Reply]

KINDS: dict[str, Kind] = {
    "find": find.answer_find,
    "first": find.answer_find, "last": find.answer_find, "first-of": find.answer_find, "last-of": find.answer_find,
    "count": count.answer_count,
    "check": check.answer_check,
    "most": most.answer_most, "having": most.answer_having, "never": most.answer_never, "row": streaks.answer_row,
    "beat": beat.answer_beat, "when-clause": rivals.answer_when_clause, "rivals": rivals.answer_rivals,
    "compare": compare.answer_compare,
    "chart": chart.answer_chart,
    "both": sets.answer_both, "but-not": sets.answer_but_not, "tie": ties.answer_tie, "sweep": sweeps.answer_sweep,
    "host": ceremony.answer_field, "when-held": ceremony.answer_field, "where-held": ceremony.answer_field,
    "number-held": ceremony.answer_field, "broadcast": ceremony.answer_field, "viewers": ceremony.answer_field,
    "viewers-most": ceremony.answer_viewers_most, "next": coming.answer_next, "glance": glance.answer_glance,
    "hosting": hosting.answer_hosting, "check-host": hosting.answer_hosting, "no-host": hosting.answer_no_host,
    "about": about.answer_about,
    "age": ages.answer_age, "age-of": ages.answer_age_of,
    "maker": makers.answer_maker,
    "profile": profile.answer_profile, "holdings": profile.answer_holdings,
    "quote": quotes.answer_quote, "who-said": quotes.answer_who_said, "thanked": quotes.answer_thanked,
}  # fmt: skip
_ASIDES = ("what", "who", "film", "category", "when", "where")  # what no tally of somebody's awards tells
TALK = frozenset({"greeting", "thanks", "goodbye", "help", "doubt"})
OPEN_TALK = TALK | {"profile", "more"}  # what a speech may sound like: "good evening", "thank you", "more"
SPOKEN = frozenset({"quote", "who-said", "thanked"})
NAME_FIRST = frozenset({"count", "check", "holdings", "profile", "beat", "first-of", "last-of", "age-of", "chart"})
SPEECH_FACT = 80.0  # "whom did he thank": the quote on file is seldom of those words
SURE_FACT = 85.0  # from here on a stored fact that explains words which the tables cannot is preferred
PROFILE_FACT = 95.0  # "la la land producers": a fact of just that, rather than all awards
AMOUNT_FACT = 58.0  # "how much" about a film we know: only the few facts with sums of money can fit
FOREIGN_FACT = 88.0  # what a fact needs to answer a question that names no award and nobody we know
MAX_TALK_WORDS = 7  # a longer message that opens with "hello" asks something else
FIRM = frozenset(
    {
        FailureKind.NOT_HELD_YET,
        FailureKind.NO_SUCH_CATEGORY,
        FailureKind.NO_SUCH_CEREMONY,
        FailureKind.AMBIGUOUS,
    }
)  # true whatever a stored fact says


def answer_query(world: World, query: Query) -> Reply:
    """Return the reply to a question, or to each year of a list of years in turn."""
    years = query.each_year
    if not years:
        return _answer_one(world, query)
    return join_replies(query, [_answer_one(world, query.but(years=(year,))) for year in years])


def _answer_one(world: World, query: Query) -> Reply:
    """Return the reply: small talk, a refusal, a stored fact, or what the tables hold, in this order of right."""
    query = with_film(world, with_sequel(world, with_part(world, query)))
    query = with_night_of(world, with_night(world, with_day(world, query)))
    turn = _Turn(world, query)
    steps = (turn.spoken, turn.foreign, turn.talk, turn.lost, turn.limited, turn.unclear, turn.fact_first, turn.nobody)
    return next((reply for step in steps if (reply := step())), None) or turn.from_tables()


def answer_command(world: World, query: Query, command: Command) -> Reply:
    """Return the reply to a command, whose words need not sound like a question about awards."""
    if query.names or not command.wants_name:
        return _Turn(world, query).foreign() or KINDS[query.intent](world, query)
    if not command.words:
        return fail(query, FailureKind.NEEDS_CONTEXT, say(f"command.{command.verb}"))
    return did_you_mean(world, query.but(words=(f"/{command.verb}", command.words)), command.words)


class _Turn:
    """One question on its way: each step returns a reply, or None to pass it on."""

    def __init__(self, world: World, query: Query) -> None:
        self.world = world
        self.query = query
        self.facts = Facts(world, query)

    @cached_property
    def about_awards(self) -> bool:
        """Whether anything in the question points to an award."""
        return is_about_awards(self.query)

    def spoken(self) -> Reply | None:
        """Answer a message that is nothing but remembered words of a speech."""
        query = self.query
        plain = query.leftover or not query.intent or query.intent in OPEN_TALK
        return remembered(self.world, query) if plain and not query.inherited else None

    def talk(self) -> Reply | None:
        """Answer small talk, and decline opinions and predictions."""
        query = self.query
        if query.intent in TALK:
            chat = not query.leftover and len(query.words) <= MAX_TALK_WORDS
            return talk.answer_talk(query) if chat else talk.off_topic(query)
        declined = {"opinion": talk.answer_opinion, "prediction": talk.answer_prediction}.get(query.intent)
        if not declined:
            return None
        return declined(query) if self.about_awards else talk.off_topic(query)

    def foreign(self) -> Reply | None:
        """Decline another field's awards where none of ours is named."""
        query, fields = self.query, self.query.hints.fields
        mild = MILD_FIELDS.issuperset(fields)
        if mild and fields and query.names and not query.families and not any(name.sure for name in query.names):
            return self.fact_or(talk.off_topic(query))
        if not fields or query.bodies or (mild and query.families):
            return None
        topic = (MILD_FIELDS | {"namesake"}).issuperset(fields)
        return self.fact_or(talk.off_topic(query) if topic else talk.outside(query))

    def lost(self) -> Reply | None:
        """Ask who is meant where only an earlier question could tell."""
        nowhere = points_nowhere(self.query)
        if nowhere and self._is_beyond_tables():
            return self.facts.reply(SURE_FACT) or nowhere  # "how many envelopes do they bring": whoever they are
        return nowhere

    def limited(self) -> Reply | None:
        """Answer from stored facts, or not at all, what no table holds."""
        query = self.query
        if not is_for_facts(query):
            return None
        told = recalled(self.world, query, ALL_TOLD) if query.persons else None
        told = told or (self.facts.nth_reply(query.nth) if query.nth > 1 else None)
        if told:
            return told
        amount = self.facts.reply(AMOUNT_FACT) if query.has("ask.amount") and query.names else None
        if amount:
            return amount
        if query.bodies or query.families:
            return self.fact_or(fail(query, FailureKind.NOT_IN_DATA, say("fail.restricted")))
        return self.fact_or(talk.off_topic(query))

    def unclear(self) -> Reply | None:
        """Answer from stored facts, or not at all, what the tables would only guess at."""
        query = self.query
        said = quoted(self.world, query)
        if said:
            return said
        doubts = (is_namesake, asks_aside, guesses_latest, holds_unknown, overlooks)
        if not query.intent or is_loose(query) or any(doubt(self.world, query) for doubt in doubts):
            unknown = unknown_name(self.world, query) if query.ask in ("yesno", "check") else None
            nothing = unknown or (talk.not_understood(query) if self.about_awards else talk.off_topic(query))
            return self.fact_or(recalled(self.world, query) or nothing)
        told = query.restricted or any(word in self.world.common for word in query.leftover)  # a slip tells nothing
        aside = query.intent == "holdings" and told and query.ask in _ASIDES
        if query.has("ask.why") or aside:
            return self.fact_or(talk.not_understood(query))
        return None

    def fact_first(self) -> Reply | None:
        """Answer with a stored fact where one explains more than the tables could."""
        query = self.query
        unexplained = query.leftover or query.intent == "broadcast" or is_first_of_festival(self.world, query)
        if (unexplained and query.intent not in SPOKEN) or asks_whom(query):
            several = PROFILE_FACT if len(query.families) > 1 else SURE_FACT
            fact = self.facts.reply(SPEECH_FACT if query.intent in SPOKEN else several)
            if fact:
                return fact
        if self._is_beyond_tables() and (fact := self.facts.reply(SURE_FACT)):
            return fact
        if query.intent == "profile":
            return self.facts.reply(PROFILE_FACT) or (recalled(self.world, query) if is_about(query) else None)
        if query.intent == "age" and query.bodies and query.bodies != OSCARS:
            return self.facts.reply(SURE_FACT)  # birth dates are whole for the Oscars alone
        return self.facts.reply() if is_fact_like(query) else None

    def _is_beyond_tables(self) -> bool:
        """Return whether the best fact explains all the words, some of which mean what no table holds."""
        query = self.query
        if query.intent == "find" and query.families and query.is_dated and not (query.leftover or query.restricted):
            return False  # award and year tell it all
        both = len(query.works) > 1 and query.ask in ("who", "person")  # "won for one film and is in another"
        if query.intent in SPOKEN or query.inherited or query.roles or not (both or self.facts.may_be_beyond):
            return False
        best = next(iter(self.facts.found), None)
        return bool(best and (both or best.beyond) and not best.missed)

    def nobody(self) -> Reply | None:
        """Say that a name is nobody's here."""
        query = self.query
        if query.hints.is_broken and query.intent in NAME_FIRST and not query.inherited:
            return self.fact_or(talk.not_understood(query))
        unknown = unknown_name(self.world, query)
        return self.fact_or(unknown) if unknown else None

    def from_tables(self) -> Reply:
        """Answer by the kind of question; a stored fact is better than a failure that may be ours."""
        query = self.query
        if query.intent not in KINDS:  # "fact": a fragment that leans on a fact told before
            return self.fact_or(talk.not_understood(query))
        uncounted = nominees_missing(self.world, query)
        if uncounted:
            return self.fact_or(uncounted)
        reply = KINDS[query.intent](self.world, with_times_before(self.world, query))
        if reply.status == "answered":
            if query.ask == "count" and query.intent == "find" and not any(map(str.isdigit, "".join(reply.answers))):
                return self.fact_or(fail(query, FailureKind.NOT_IN_DATA, say("fail.restricted")))
            if is_about_another(query, reply):
                return self.fact_or(fail(query, FailureKind.NOT_IN_DATA, say("fail.restricted")))
            if not is_echo(query, reply.answers):
                return reply
            named = all(name.sure for name in query.names)
            bare = (
                query.ask == "film" and len(reply.answers) == 1 and named
            )  # "shared the prize with which film": no answer
            return self.fact_or(fail(query, FailureKind.NOT_IN_DATA, say("fail.restricted")) if bare else reply)
        if reply.failure is FailureKind.NO_QUOTE and query.families and query.is_dated and not query.names:
            return self.fact_or(find.answer_find(self.world, query.but(intent="find", result="won")))
        settled = reply.failure in FIRM or (query.intent == "quote" and query.names)
        return reply if settled else self.fact_or(reply)

    def fact_or(self, reply: Reply) -> Reply:
        """Return a stored fact that surely answers, else `reply`."""
        query = self.query
        if query.has("rel.play") and not query.names and self.facts.misses(query.leftover):
            return reply  # "for playing a nun": a fact of another role is no answer
        floor = SURE_SCORE if self.about_awards or query.names or is_told_in_full(query, self.facts) else FOREIGN_FACT
        return self.facts.reply(floor) or reply
