"""What a chat remembers: the last query and what its answer was about, as plain JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from bot.model import Candidate, Context, Kind, Option, Reply
from bot.parse.query import Name, Query
from bot.years import YearRef

MAX_REMEMBERED = 6  # people and works that an answer was about
_SMALL_TALK = frozenset({"greeting", "thanks", "goodbye", "help"})


def remember(query: Query, reply: Reply, before: Context) -> Context:
    """Return the context after one exchange; small talk and a failure leave the one before in place."""
    if reply.status == "unknown" or query.intent in _SMALL_TALK:
        return Context(before.slots, offered(reply), before.more)
    if query.intent == "more":
        return Context(before.slots, before.options, reply.more)
    return Context(_slots(query, reply), offered(reply), reply.more)


def offered(reply: Reply) -> tuple[Option, ...]:
    """Return what can be picked by its number after a reply, in this order; sharing is for elsewhere."""
    return (*reply.options, *(step for step in reply.steps if step.kind != "share"))


def _slots(query: Query, reply: Reply) -> dict[str, Any]:
    """Return what the next question may lean on, as JSON takes it."""
    return {
        "intent": "fact" if reply.intent == "fact" else query.intent,
        "ask": query.ask if query.ask_before is None else query.ask_before,
        "bodies": list(query.bodies),
        "families": list(query.families or reply.families),
        "names": [[name.kind.value, name.ids[0], name.label] for name in query.names],
        "years": [[ref.first, ref.last, ref.basis, ref.exact] for ref in query.years],
        "ceremony": query.ceremony,
        "result": query.result,
        "cues": sorted(query.cues),
        "about": [list(item) for item in reply.about[:MAX_REMEMBERED]],
        "edition": reply.edition,
    }


def recall_query(context: Context, today: date) -> Query | None:
    """Return the last query of a chat, rebuilt from its slots, or None in a new conversation."""
    slots = context.slots
    if not slots:
        return None
    return Query(
        intent=slots["intent"],
        today=today,
        ask=slots["ask"],
        bodies=tuple(slots["bodies"]),
        families=tuple(slots["families"]),
        names=tuple(named(*item) for item in slots["names"]),
        years=tuple(YearRef(-1, -1, first, last, basis, exact) for first, last, basis, exact in slots["years"]),
        ceremony=slots["ceremony"],
        result=slots["result"],
        cues=frozenset(slots["cues"]),
        about=tuple((kind, ident, name) for kind, ident, name in slots["about"]),
        edition=slots["edition"],
    )


def named(kind: str, ident: str, name: str) -> Name:
    """Return a name that is known for sure."""
    return Name(Kind(kind), name, (Candidate(Kind(kind), ident, name, 100.0, "exact"),))


def to_json(context: Context) -> str:
    """Return a context as JSON text."""
    options = [[option.label, option.question, option.kind] for option in context.options]
    return json.dumps({"slots": context.slots, "options": options, "more": list(context.more)}, ensure_ascii=False)


def from_json(text: str) -> Context:
    """Return the context of `to_json`; an empty text gives an empty context."""
    if not text:
        return Context()
    data: dict[str, Any] = json.loads(text)
    options = tuple(Option(*each) for each in data["options"])
    return Context(data["slots"], options, tuple(data["more"]))
