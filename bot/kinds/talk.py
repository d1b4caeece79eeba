"""Small talk, help, and the questions that are not for this bot."""

from __future__ import annotations

from bot.errors import FailureKind
from bot.kinds.options import MAX_LABEL_CHARS
from bot.kinds.reply import fail
from bot.model import Option, Reply
from bot.parse.query import Query
from bot.tables import per_data, read_table, say

MAX_EXAMPLES = 5  # as many as can be taken in at once


def answer_talk(query: Query) -> Reply:
    """Answer a greeting, thanks, a goodbye or a call for help."""
    options = examples() if query.intent == "help" else ()
    return Reply("answered", query.intent, say(f"talk.{query.intent}"), confidence=95, options=options)


def answer_opinion(query: Query) -> Reply:
    """Decline to judge."""
    return fail(query, FailureKind.OPINION, say("fail.opinion"))


def answer_prediction(query: Query) -> Reply:
    """Decline to foretell."""
    return fail(query, FailureKind.PREDICTION, say("fail.prediction"))


def outside(query: Query) -> Reply:
    """Decline another field's awards, and say which ones are held."""
    return fail(query, FailureKind.OUTSIDE_AWARDS, say("fail.outside-our-awards"))


def off_topic(query: Query) -> Reply:
    """Decline what is no awards question at all."""
    return fail(query, FailureKind.OFF_TOPIC, say("fail.off-topic"))


def not_understood(query: Query) -> Reply:
    """Say that an awards question was not understood, with questions that would be."""
    return fail(query, FailureKind.NOT_UNDERSTOOD, say("fail.not-understood"), examples())


@per_data
def examples() -> tuple[Option, ...]:
    """Return the first questions that are offered to somebody new."""
    questions = [row["question"] for row in read_table("examples")[:MAX_EXAMPLES]]
    return tuple(Option(question[:MAX_LABEL_CHARS], question) for question in questions)
