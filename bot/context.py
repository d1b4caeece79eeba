"""What a chat remembers: the last query and what its answer was about, as plain JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.model import Candidate, Context, Entity, Kind, Option, Reply, Topic
from bot.parse.query import Name, Query
from bot.years import YearRef

MAX_REMEMBERED = 6  # people and works of each kind of memory
MAX_QUOTES = 20  # shown in one conversation
_ENTITIES, _LISTS, _TEXTS = ("told", "subjects", "named"), ("families", "quotes"), ("edition", "asked")  # of a topic
_BY_NAME = frozenset({"holdings", "profile", "fact"})  # what somebody won there limits no question about another
_OF_THE_TOLD = frozenset(
    {"most", "having", "never", "row", "beat", "who-said", "thanked", "quote", "when-clause", "tie", "age", "fact"}
)  # these ask for somebody by the name of another, or by none
_SMALL_TALK = frozenset({"greeting", "thanks", "goodbye", "help", "doubt"})


def remember(query: Query, reply: Reply, before: Context) -> Context:
    """Return the context after one exchange; small talk and a failure leave the one before in place."""
    if reply.status == "unknown" or query.intent in _SMALL_TALK:
        return Context(before.slots, before.options if query.intent == "doubt" else offered(reply), before.more)
    if query.intent == "more":
        return Context(before.slots, before.options, reply.more)
    slots = _slots(query, reply, before.slots)
    if reply.other:
        other = _slots(query, reply.other, before.slots.get("other", before.slots))
        slots["other"] = other | {"read_apart": True}
    return Context(slots, offered(reply), reply.more)


def with_other(context: Context, other: Context) -> Context:
    """Return a context that knows what was told under the other reading of a year too."""
    apart = {"read_apart": True}
    return replace(context, slots={**context.slots, **apart, "other": {**other.slots, **apart}})


def other_reading(context: Context) -> Context | None:
    """Return the context under the other reading of the last question's year, None where there was but one."""
    slots = context.slots.get("other")
    return Context(slots) if slots else None


def offered(reply: Reply) -> tuple[Option, ...]:
    """Return what can be picked by its number after a reply, in this order; sharing is for elsewhere."""
    return (*reply.options, *(step for step in reply.steps if step.kind != "share"))


def _slots(query: Query, reply: Reply, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the next question may lean on, as JSON takes it."""
    return {
        "intent": "fact" if reply.intent == "fact" else query.intent,
        "ask": query.ask if query.ask_before is None else query.ask_before,
        "bodies": list(query.bodies),
        "families": list(query.families or (() if reply.intent in _BY_NAME else reply.families)),
        "names": [[name.kind.value, name.ids[0], name.label] for name in query.names],
        "years": [[ref.first, ref.last, ref.basis, ref.exact] for ref in query.years],
        "read_apart": bool(reply.other),
        "ceremony": query.ceremony,
        "result": query.result,
        "cues": sorted(query.cues),
        "topic": _listed(left_by(query, reply, topic_of(before))),
    }


def _listed(topic: Topic) -> dict[str, Any]:
    """Return a topic as JSON takes it."""
    kept: dict[str, Any] = {key: [list(item) for item in getattr(topic, key)] for key in _ENTITIES}
    return kept | {key: list(getattr(topic, key)) for key in _LISTS} | {key: getattr(topic, key) for key in _TEXTS}


def left_by(query: Query, reply: Reply, before: Topic) -> Topic:
    """Return what an answer leaves behind: the one place where it is decided what "she", "it" and "that year" mean.

    A question that leans on the one before goes on with its ceremony and category; a fresh one starts anew.
    """
    leans = bool(query.inherited)
    named = tuple((name.kind.value, name.ids[0], name.label) for name in query.names)
    told = reply.about[:MAX_REMEMBERED]
    nearest = (*told, *named) if {query.intent, reply.intent} & _OF_THE_TOLD else (*named, *told)
    beside = before.subjects if "subject" in query.inherited else ()  # others are told, the talk goes on about the same
    subjects = (*beside, *nearest, *(before.subjects if leans else ()))
    return Topic(
        told=told or named,
        subjects=_once(subjects),
        named=_once((*reversed(named), *(() if named else told[:1]), *before.named)),
        edition=_edition_left(query, reply, before),
        families=reply.families or query.families or (before.families if leans else ()),
        asked=before.asked if leans else query.hints.utterance,
        quotes=(*((reply.quote.id,) if reply.quote else ()), *before.quotes)[:MAX_QUOTES],
    )


def _edition_left(query: Query, reply: Reply, before: Topic) -> str:
    """Return the ceremony spoken of; a speech looked for on the way may be of another one, and changes none."""
    aside = query.inherited and query.intent in ("quote", "thanked")
    return (before.edition if aside else "") or reply.edition or (before.edition if query.inherited else "")


def _once(items: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return people and works, each once, the first few."""
    linked = dict.fromkeys(item for item in items if item[0] in (Kind.PERSON, Kind.WORK))
    return tuple(linked)[:MAX_REMEMBERED]


def topic_of(slots: Mapping[str, Any]) -> Topic:
    """Return the topic that a chat's slots hold."""
    kept = slots.get("topic", {})
    read: dict[str, Any] = {key: tuple(_entity(*item) for item in kept.get(key, ())) for key in _ENTITIES}
    read |= {key: tuple(kept.get(key, ())) for key in _LISTS} | {key: kept.get(key, "") for key in _TEXTS}
    return Topic(**read)


def _entity(kind: str, ident: str, name: str) -> Entity:
    return kind, ident, name


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
        topic=topic_of(slots),
        read_apart=slots.get("read_apart", False),
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
