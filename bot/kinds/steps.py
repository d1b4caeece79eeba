"""What can be asked next, with one press: decided by what is on file, from what the reply already knows."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog import Category, Edition
from bot.kinds.codes import make_code
from bot.kinds.world import World
from bot.model import Option, OptionKind, Reply
from bot.parse.query import Query
from bot.query.places import FAMILY_MARK, Given, categories_of
from bot.render.words import edition_name, year_label
from bot.tables import say

MAX_STEPS = 9
MAX_QUESTION_BYTES = 60  # of a question on a button
MAX_LABEL_CHARS = 28
MAX_SHARED_CHARS = 200  # an inline query holds 256
_SILENT = frozenset({"greeting", "thanks", "goodbye", "help", "doubt", "more", "about"})
_SPOKEN = frozenset({"quote", "who-said", "thanked"})
_VERBS = {"person": "person", "work": "film"}
_COMPANY = "co"  # how the ids of companies begin
_OF_CEREMONY = frozenset({"glance", "host", "when-held", "where-held", "number-held", "broadcast", "viewers"})


def with_steps(world: World, query: Query, reply: Reply) -> tuple[Option, ...]:
    """Return the steps of a reply, those that it brings along first; none where nothing was answered."""
    if reply.status != "answered" or query.intent in _SILENT:
        return ()
    steps = [*reply.steps, *_place_steps(world, query, reply), *_name_steps(world, query, reply)]
    steps += [*_more_step(query, reply), *_source_step(reply), *_share_step(world, query, reply)]
    return tuple(step for step in steps if step.question)[:MAX_STEPS]


def step(kind: OptionKind, question: str, **values: object) -> Option:
    """Return a step with its written label."""
    return Option(say(f"step.{kind}", **values), question, kind)


def _place_steps(world: World, query: Query, reply: Reply) -> Iterator[Option]:
    """Yield what leads on from one category of a ceremony, or from a ceremony."""
    given = world.places.given(reply.edition, reply.category) if reply.category else None
    if query.intent in _SPOKEN:
        yield from _quote_steps(query, reply, given)
    elif given:
        yield from _category_steps(world, query, reply, given)
    elif query.intent in _OF_CEREMONY and reply.edition:
        edition = world.catalog.editions[reply.edition]
        if query.intent == "glance":
            yield from _beside(world, query, edition, "", "show")
        elif edition.held_by(query.today) and not reply.lines:
            yield step("ceremony", make_code("show", edition.id), ceremony=edition_name(world.catalog, edition))


def _quote_steps(query: Query, reply: Reply, given: Given | None) -> Iterator[Option]:
    """Yield another line of the kind that was asked for, and the win that the words were for."""
    if not reply.quote:
        return
    words = query.hints.utterance if query.intent == "quote" and not query.inherited else ""
    again = words if words and len(words.encode()) <= MAX_QUESTION_BYTES else f"quote {reply.quote.speaker}"
    yield step("again", again)
    if given and given.has_winner:
        code = make_code("winner", reply.edition, reply.category)
        yield Option(say("step.win"), code, "winner")


def _category_steps(world: World, query: Query, reply: Reply, given: Given) -> Iterator[Option]:
    place = (reply.edition, reply.category)
    shows_all = bool(reply.lines) and (not reply.category.startswith(FAMILY_MARK) or query.result != "won")
    if given.has_others and not shows_all:
        yield step("nominees", make_code("nominees", *place))
    elif given.has_winner and shows_all:
        yield step("winner", make_code("winner", *place))
    yield from _speech_step(world, reply, given.edition)
    yield from _beside(world, query, given.edition, reply.category, "nominees" if shows_all else "winner")
    yield step("ceremony", make_code("show", reply.edition), ceremony=edition_name(world.catalog, given.edition))


def _speech_step(world: World, reply: Reply, edition: Edition) -> Iterator[Option]:
    """Yield a line of the winner's, another one where one is shown; of several categories, the first with any."""
    seen = (reply.quote.id,) if reply.quote else ()
    for category in categories_of(world.catalog, edition.body, reply.category):
        if any(item.quote.id not in seen for item in world.quotes.said_at(edition.id, category)):
            yield step("again" if seen else "speech", make_code("speech", edition.id, category, *seen))
            return


def _beside(world: World, query: Query, edition: Edition, category: str, verb: str) -> Iterator[Option]:
    """Yield the ceremonies before and after; of a category, those at which it was given."""
    args = (category,) if category else ()
    kinds: tuple[tuple[OptionKind, int], ...] = (("previous", -1), ("next", 1))
    for kind, way in kinds:
        beside = world.places.beside(edition.id, category, way, query.today)
        if beside:
            yield step(kind, make_code(verb, beside.id, *args), year=year_label(world.catalog, beside))


def _name_steps(world: World, query: Query, reply: Reply) -> Iterator[Option]:
    """Yield the first person and the first film that the reply shows, unless it is all about them."""
    if query.intent == "profile":
        return
    seen = " ".join((reply.title, reply.lead, *reply.lines[:1])) if reply.in_parts else reply.text
    for kind, verb in _VERBS.items():
        found = next((item for item in reply.about if item[0] == kind and item[2] in seen), None)
        if found and not found[1].startswith(_COMPANY) and _has_awards(world, reply, *found[:2]):
            yield step("name", make_code(verb, found[1]), name=_label(found[2]))


def _has_awards(world: World, reply: Reply, kind: str, ident: str) -> bool:
    """Return whether there is something to tell: hosts, and people of stored facts, need not have been nominated."""
    if reply.category:
        return True
    table = "person" if kind == "person" else "work"
    row = world.store.row(f"SELECT noms FROM {table} WHERE id = ?", [ident])  # noqa: S608 - our own table names
    return bool(row and row["noms"])


def _label(name: str) -> str:
    return name if len(name) <= MAX_LABEL_CHARS else f"{name[: MAX_LABEL_CHARS - 1].rstrip()}…"


def _more_step(query: Query, reply: Reply) -> Iterator[Option]:
    """Yield the rest of a list; where the question does not stand on its own, the conversation has to know it."""
    if reply.more:
        alone = not query.inherited and bool(query.hints.utterance)
        code = make_code("more", str(len(reply.lines) or 0), query.hints.utterance) if alone else ""
        yield step("more", code or say("step.more-question"))


def _source_step(reply: Reply) -> Iterator[Option]:
    if reply.fact:
        yield step("source", make_code("source", "fact", reply.fact))
    elif reply.category and reply.edition:
        yield step("source", make_code("source", reply.edition, reply.category))
    elif reply.quote:
        yield step("source", make_code("source", "quote", reply.quote.id))
    elif reply.edition and reply.intent in _OF_CEREMONY and (reply.intent == "glance" or not reply.lines):
        yield step("source", make_code("source", reply.edition))


def _share_step(world: World, query: Query, reply: Reply) -> Iterator[Option]:
    """Yield the question in words that stand on their own, for asking it in another chat."""
    words = query.hints.utterance
    if query.inherited or not words or words.startswith("/") or len(words) > MAX_SHARED_CHARS:
        words = standalone(world, reply) or (words if words.startswith("/") else "")
    if words:
        yield step("share", words)


def standalone(world: World, reply: Reply) -> str:
    """Return a question in words that leads to this reply again, "" where only its conversation could."""
    edition = world.catalog.editions.get(reply.edition)
    if edition and reply.category:
        category = world.catalog.categories.get((edition.body, reply.category))
        return category_question(world, edition, category, all_nominees=bool(reply.lines)) if category else ""
    if edition and reply.intent == "glance":
        return edition_name(world.catalog, edition).lower()
    return reply.about[0][2].lower() if reply.intent in ("profile", "holdings") and reply.about else ""


def category_question(world: World, edition: Edition, category: Category, *, all_nominees: bool) -> str:
    """Return "best actress 89th oscars", "palme d'or cannes 2019 nominees"."""
    tail = " nominees" if all_nominees else ""
    return f"{category.name} {edition_name(world.catalog, edition)}{tail}".lower()
