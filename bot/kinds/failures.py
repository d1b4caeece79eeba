"""Honest failures: the true reason, and the nearest thing that can be asked."""

from __future__ import annotations

from bot.errors import FailureKind
from bot.kinds.world import World
from bot.model import Option, Reply
from bot.parse.query import Query
from bot.render.words import edition_label, join, long_date, unique
from bot.tables import say


def fail(query: Query, kind: FailureKind, text: str, options: tuple[Option, ...] = ()) -> Reply:
    """Return an unknown with its written sentence."""
    return Reply("unknown", query.intent, text, options=options, confidence=0, failure=kind)


def explain(world: World, query: Query) -> Reply:
    """Return why no nomination fits: not held yet, no such ceremony or category, outside coverage, or not on file."""
    for reason in (_ceremony_reason, _category_reason, _name_reason):
        reply = reason(world, query)
        if reply:
            return reply
    return fail(query, FailureKind.NOT_IN_DATA, say("fail.not-in-our-data"))


def unknown_name(world: World, query: Query) -> Reply | None:
    """Return an honest failure when the place of a name holds words that name nobody on file, else None."""
    if (
        query.intent not in ("find", "check", "count", "holdings", "beat", "first-of", "last-of", "age-of", "both")
        or query.inherited
    ):
        return None
    prize = _unknown_prize(world, query)
    if prize:
        return fail(query, FailureKind.NO_SUCH_CATEGORY, say("fail.unknown-category", name=prize))
    text = name_slot(world, query)
    if not text or query.names:
        return None
    close = world.linker.closest(text)
    options = tuple(Option(item.name[:60], _renamed(query, text, item.name)) for item in close)
    if options:
        return Reply(
            "clarify",
            query.intent,
            say("fail.did-you-mean", name=text),
            options=options,
            confidence=30,
            failure=FailureKind.UNKNOWN_NAME,
        )
    return fail(query, FailureKind.UNKNOWN_NAME, say("fail.unknown-name", name=text))


def _unknown_prize(world: World, query: Query) -> str:
    """Return "best stunt design" where no award is known by that name, else ""."""
    words, places = query.words, set(query.extra.get("leftover_at", ()))
    for at, word in enumerate(words[:-1]):
        if word == "best" and at + 1 in places and not query.families and not query.names:
            end = at + 1
            while end in places:
                end += 1
            return " ".join(words[at:end])
    return ""


def _renamed(query: Query, text: str, name: str) -> str:
    """Return the question with the unknown words replaced by a known name."""
    return " ".join(query.words).replace(text, name, 1)


def name_slot(world: World, query: Query) -> str:
    """Return the unexplained words that stand where a name must be: behind "did", "for", "from", or at all for a count."""
    words, places = query.words, query.extra.get("leftover_at", ())
    if not places:
        return ""
    rare = [at for at in places if words[at] not in world.common and not words[at].isdigit()]
    needs_name = query.intent in ("check", "count", "beat") or query.ask in ("yesno", "check", "count")
    if not query.names and needs_name and (query.ask != "count" or not (query.years or query.families)):
        return " ".join(words[places[0] : places[-1] + 1])
    for at in rare:
        if at and words[at - 1] in ("for", "from", "in", "by", "playing", "film", "movie", "did", "does", "has"):
            end = at + 1
            while end < len(words) and end in places:
                end += 1
            return " ".join(words[at:end])
    return ""


def _ceremony_reason(world: World, query: Query) -> Reply | None:
    """Check the year or number asked for against the editions of the (first) body."""
    bodies = world.solver.bodies(query) or ("oscars",)
    body = world.catalog.bodies[bodies[0]]
    first, last = world.catalog.span(body.id)
    if query.ceremony:
        edition = world.catalog.numbered(body.id, query.ceremony)
        if edition and not edition.held_by(query.today):
            return not_held(world, query, body.id)
        if not edition:
            text = say("fail.no-such-ceremony", body=body.short, first=first, last=last)
            return fail(query, FailureKind.NO_SUCH_CEREMONY, text)
        return None
    year = query.year
    if not year:
        return None
    latest = world.catalog.latest(body.id, query.today)
    if latest and year.first > latest.year or (latest and year.basis == "film" and year.first > latest.film_last):
        return not_held(world, query, body.id)
    if year.last < first - 1 or not (
        world.catalog.in_year(body.id, year.first) or world.catalog.of_film_year(body.id, year.first) or not year.exact
    ):
        text = say("fail.outside-coverage", body=body.short, first=first, last=last)
        return fail(query, FailureKind.NOT_IN_DATA, text)
    return None


def not_held(world: World, query: Query, body: str) -> Reply:
    """Say that a ceremony is still to come, with its date where it is on file."""
    name = world.catalog.bodies[body].short
    coming = world.catalog.upcoming(body, query.today)
    latest = world.catalog.latest(body, query.today)
    when = (
        say("fail.next-date", ceremony=edition_label(world.catalog, coming), date=long_date(coming.day))
        if coming and coming.day
        else ""
    )
    last = edition_label(world.catalog, latest) if latest else name
    text = say("fail.not-held-yet", body=name, latest=last, next=when).strip()
    return fail(query, FailureKind.NOT_HELD_YET, text)


def _category_reason(world: World, query: Query) -> Reply | None:
    """Check that the category exists at the body and was given that year."""
    if not query.families or query.names:
        return None
    bodies = world.solver.bodies(query)
    pairs = world.catalog.pairs(query.families, bodies)
    names = join(unique(world.catalog.bodies[body].short for body in bodies)) or "our awards"
    if not pairs:
        others = [world.catalog.bodies[body].short for body in world.catalog.bodies_with(query.families)[:3]]
        text = say("fail.no-such-category", body=names, others=join(others, "or") or "none of our awards")
        return fail(query, FailureKind.NO_SUCH_CATEGORY, text)
    categories = [world.catalog.categories[pair] for pair in pairs]
    first, last = min(item.first_year for item in categories), max(item.last_year for item in categories)
    latest = max(world.catalog.span(body)[1] for body in bodies)
    given = (
        say("fail.given-since", first=first) if last >= latest else say("fail.given-from-to", first=first, last=last)
    )
    text = say("fail.no-category-that-year", category=categories[0].name, body=names, given=given)
    return fail(query, FailureKind.NO_SUCH_CATEGORY, text)


def _name_reason(world: World, query: Query) -> Reply | None:
    """Say which name has nothing on file under the conditions."""
    if not query.names:
        return None
    bodies = world.solver.bodies(query)
    where = join(unique(world.catalog.bodies[body].short for body in bodies)) or "our awards"
    who = join(unique(name.label for name in query.names))
    return fail(query, FailureKind.NOT_IN_DATA, say("fail.nothing-for-name", name=who, body=where))
