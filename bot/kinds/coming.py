"""What comes next: how long it is until the next ceremonies, when, where and with which host."""

from __future__ import annotations

from datetime import date

from bot.catalog import Edition
from bot.errors import FailureKind
from bot.kinds.ceremony import place_label
from bot.kinds.reply import answered, fail
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.render.parts import Parts, plain_text
from bot.render.words import edition_label, edition_name, join, long_date, unique, weekday
from bot.tables import say

MAX_COMING = 5
_DAYS_UP_TO, _WEEKS_UP_TO = 14, 70  # days: a nearer date is told in days, one less near in weeks, others in months
_DAYS_PER_MONTH = 30.44


def answer_next(world: World, query: Query) -> Reply:
    """Answer when, where and with which host the next ceremony is, of one body or of all that are on file."""
    bodies = query.bodies or tuple(world.catalog.bodies)
    coming = [edition for body in bodies if (edition := world.catalog.upcoming(body, query.today))]
    if not coming:
        name = join(world.catalog.bodies[body].the_short for body in query.bodies)
        return fail(query, FailureKind.NOT_IN_DATA, say("fail.no-next", body=name))
    coming.sort(key=lambda edition: (edition.day is None, edition.day))
    shown = coming[:MAX_COMING]
    answers = unique(value for edition in shown for value in _answers(query, edition))
    parts = _one(world, query, shown[0]) if len(shown) == 1 else _several(world, query, shown)
    text = (
        plain_text(parts) if len(shown) > 1 else f"{parts.title}: {', '.join(filter(None, (parts.lead, parts.note)))}."
    )
    bold = (*answers, *(countdown(query.today, edition.day) for edition in shown if edition.day))
    return answered(query, text, answers, 88, bold=bold, edition=coming[0].id, parts=parts)


def countdown(today: date, day: date) -> str:
    """Return how far off a day is: "today", "tomorrow", "in 9 days", "in 3 weeks", "in 4 months".

    >>> countdown(date(2026, 11, 22), date(2026, 12, 1))
    'in 9 days'
    """
    days = (day - today).days
    if days < 2:
        return say("next.today" if days < 1 else "next.tomorrow")
    if days < _DAYS_UP_TO:
        return say("next.days", number=days)
    if days < _WEEKS_UP_TO:
        return say("next.weeks", number=round(days / 7))
    return say("next.months", number=round(days / _DAYS_PER_MONTH))


def _one(world: World, query: Query, edition: Edition) -> Parts:
    place = ", ".join(filter(None, (place_label(edition), _host_label(query, edition))))
    return Parts(edition_label(world.catalog, edition), _when(query.today, edition), (), place)


def _several(world: World, query: Query, editions: list[Edition]) -> Parts:
    lines = []
    for edition in editions:
        parts = (_when(query.today, edition), _host_label(query, edition) if query.has("rel.host") else "")
        lines.append(f"{edition_name(world.catalog, edition)}: {'; '.join(filter(None, parts))}")
    return Parts(say("next.title"), "", lines)


def _when(today: date, edition: Edition) -> str:
    """Return "in 3 weeks, on Sunday, January 17, 2027", or the year alone where the day is not on file."""
    if not edition.day:
        return say("next.year", year=edition.year)
    away, day = countdown(today, edition.day), f"{weekday(edition.day)}, {long_date(edition.day)}"
    return say("next.day", away=away, day=day)


def _host_label(query: Query, edition: Edition) -> str:
    if edition.hosts:
        return say("next.host", hosts=join(edition.hosts))
    return say("next.no-host") if query.has("rel.host") else ""


def _answers(query: Query, edition: Edition) -> list[str]:
    """Return what is asked for of one ceremony: its hosts, its place, or its date."""
    if query.has("rel.host"):
        return list(edition.hosts)
    if query.ask == "where":
        return [edition.venue]
    return [long_date(edition.day), edition.day.isoformat()] if edition.day else [str(edition.year)]
