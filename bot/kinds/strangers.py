"""Names that are nobody's here: the words that stand where a name must be, and what may have been meant."""

from __future__ import annotations

from collections.abc import Collection

from bot.errors import FailureKind
from bot.kinds.options import MAX_LABEL_CHARS
from bot.kinds.reply import fail
from bot.kinds.world import World
from bot.model import Option, Reply
from bot.parse.query import Query
from bot.tables import say, word_group

_NAMED_INTENTS = frozenset(
    {"find", "check", "count", "holdings", "beat", "first-of", "last-of", "age-of", "both", "glance", "chart"}
)  # these may be about somebody
_NEEDS_NAME = frozenset({"check", "count", "beat"})
_ROLE_NOUNS = ("noun.director", "noun.actor", "noun.actress")  # "what did the director say": of which film?
_OF_A_CEREMONY = frozenset({"find", "host", "glance", "when-held", "where-held", "broadcast", "viewers", "number-held"})
_PRONOUNS = ("pro.he", "pro.she", "pro.they")
_FRAGMENT_WORDS = 3  # so few, all of them plain, are half a question: "and the nominees?", "2018?", "who won"
_NAME_ASKS = ("yesno", "check", "count")


def unknown_name(world: World, query: Query) -> Reply | None:
    """Return an honest failure when the place of a name holds words that name nobody on file, else None."""
    if query.intent not in _NAMED_INTENTS or query.inherited:
        return None
    prize = _unknown_prize(query)
    if prize:
        return fail(query, FailureKind.NO_SUCH_CATEGORY, say("fail.unknown-category", name=prize))
    text = "" if query.names or _is_settled(query) else name_slot(world, query)
    return did_you_mean(world, query, text) if text else None


def _is_settled(query: Query) -> bool:
    """Return whether award and year tell the answer, whatever else is said of it: "based on the novel by X"."""
    return (
        query.intent == "find" and query.is_dated and bool(query.families) and query.ask in ("film", "person", "song")
    )


def points_nowhere(query: Query) -> Reply | None:
    """Return that the context is missing for "did she win", "who else was nominated", "and in 2018?"."""
    if query.names or query.inherited or query.leftover:
        return None
    pointing = query.has("ref.next", "ref.prev", "ref.same") and not query.is_dated
    if pointing and (query.intent == "find" or not (query.bodies or query.families)):
        return fail(query, FailureKind.NEEDS_CONTEXT, say("fail.needs-context"))
    if not query.is_dated and query.bodies and query.intent in _OF_A_CEREMONY and _points_at_ceremony(query):
        return fail(query, FailureKind.NEEDS_CONTEXT, say("fail.needs-context"))
    bare = not query.families and not query.is_dated
    pronoun = query.has(*_PRONOUNS)
    lost = {
        "rivals": bare,
        "quote": bare and (pronoun or query.has(*_ROLE_NOUNS)) and not query.bodies,
        "": not query.bodies and _is_fragment(query),
    }.get(query.intent, query.ask in _NAME_ASKS and (pronoun or (bare and query.intent == "find")))
    return fail(query, FailureKind.NEEDS_CONTEXT, say("fail.needs-context")) if lost else None


def _points_at_ceremony(query: Query) -> bool:
    """Return whether it says "those globes", "these oscars"; but not "those who won"."""
    follow = zip(query.words, query.words[1:], strict=False)
    return any(word in ("those", "these") and after in word_group("award-plural") for word, after in follow)


def _is_fragment(query: Query) -> bool:
    """Return whether a text that asks nothing by itself goes on with something said before."""
    tells = query.is_dated or any(cue.startswith("rel.") for cue in query.cues)
    points = query.has("follow") or any(cue.startswith("pro.") for cue in query.cues)
    return tells and (points or len(query.words) <= _FRAGMENT_WORDS)


def did_you_mean(world: World, query: Query, text: str) -> Reply:
    """Return that nobody is known by these words, with the names nearest to them as options."""
    close = world.linker.closest(text)
    if not close:
        return fail(query, FailureKind.UNKNOWN_NAME, say("fail.unknown-name", name=text))
    options = tuple(Option(item.name[:MAX_LABEL_CHARS], _renamed(query, text, item.name)) for item in close)
    question = say("fail.did-you-mean", name=text)
    return Reply("clarify", query.intent, question, options=options, confidence=30, failure=FailureKind.UNKNOWN_NAME)


def _renamed(query: Query, text: str, name: str) -> str:
    """Return the question with the unknown words replaced by a known name."""
    return " ".join(query.words).replace(text, name, 1)


def _unknown_prize(query: Query) -> str:
    """Return "best stunt design" where no award is known by that name, else ""."""
    if query.families or query.names:
        return ""
    words, places = query.words, query.hints.leftover_at
    starts = (at for at, word in enumerate(words[:-1]) if word == "best" and at + 1 in places)
    at = next(starts, None)
    return "" if at is None else " ".join(words[at : _end_of_run(at + 1, places)])


def _end_of_run(at: int, places: Collection[int]) -> int:
    """Return the place behind the unexplained words that begin at `at`."""
    while at in places:
        at += 1
    return at


def name_slot(world: World, query: Query) -> str:
    """Return the unexplained words that stand where a name must be, else "".

    That is behind "did", "for" or "from", or anywhere in a question that is about somebody but names nobody.
    """
    words, places = query.words, query.hints.leftover_at
    if not places:
        return ""
    if not query.names and _needs_name(query):
        return " ".join(words[places[0] : places[-1] + 1])
    for at in places:
        rare = words[at] not in world.common and not words[at].isdigit()
        if rare and at and words[at - 1] in word_group("before-name"):
            return " ".join(words[at : _end_of_run(at + 1, places)])
    return ""


def _needs_name(query: Query) -> bool:
    """Return whether only somebody's awards can be meant; a count may also be of a year or a category."""
    if query.ask == "count" and (query.years or query.families):
        return False
    return query.intent in _NEEDS_NAME or query.ask in _NAME_ASKS
