"""What comes next: when, where and with which host the next ceremonies are."""

from __future__ import annotations

from bot.catalog import Edition
from bot.errors import FailureKind
from bot.kinds.ceremony import place_label
from bot.kinds.reply import answered, fail
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.render.words import edition_label, join, long_date, unique
from bot.tables import say

MAX_COMING = 5


def answer_next(world: World, query: Query) -> Reply:
    """Answer when, where and with which host the next ceremony is, of one body or of all that are on file."""
    bodies = query.bodies or tuple(world.catalog.bodies)
    coming = [edition for body in bodies if (edition := world.catalog.upcoming(body, query.today))]
    if not coming:
        name = join(world.catalog.bodies[body].short for body in query.bodies)
        return fail(query, FailureKind.NOT_IN_DATA, say("fail.no-next", body=name))
    coming.sort(key=lambda edition: (edition.day is None, edition.day))
    shown = coming[:MAX_COMING]
    lines = [_line(world, query, edition) for edition in shown]
    answers = unique(value for edition in shown for value in _answers(query, edition))
    return answered(query, "\n".join(lines), answers, 88, bold=answers, edition=coming[0].id)


def _line(world: World, query: Query, edition: Edition) -> str:
    date = long_date(edition.day) if edition.day else str(edition.year)
    parts = [part for part in (date, place_label(edition), _host_label(query, edition)) if part]
    return f"{edition_label(world.catalog, edition)}: {'; '.join(parts)}."


def _host_label(query: Query, edition: Edition) -> str:
    if edition.hosts:
        return f"hosted by {join(edition.hosts)}"
    return "host not on file yet" if query.has("rel.host") else ""


def _answers(query: Query, edition: Edition) -> list[str]:
    """Return what is asked for of one ceremony: its hosts, its place, or its date."""
    if query.has("rel.host"):
        return list(edition.hosts)
    if query.ask == "where":
        return [edition.venue]
    return [long_date(edition.day), edition.day.isoformat()] if edition.day else [str(edition.year)]
