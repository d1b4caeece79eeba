"""Replies: the shape that every kind of question answers in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.errors import FailureKind
from bot.kinds.world import World
from bot.model import Entity, Option, Quote, Reply
from bot.parse.query import Name, Query
from bot.query.places import FAMILY_MARK, categories_of
from bot.query.rows import Nom
from bot.render.parts import NO_PARTS, Parts
from bot.render.words import join, unique
from bot.tables import say

MAX_ABOUT_ROWS = 3  # of the rows shown, those whose people and films a pronoun may mean


def answered(
    query: Query,
    text: str,
    answers: Iterable[str],
    confidence: int,
    *,
    bold: Iterable[str] = (),
    more: Iterable[str] = (),
    quote: Quote | None = None,
    about: tuple[Entity, ...] = (),
    edition: str = "",
    families: tuple[str, ...] = (),
    category: str = "",
    parts: Parts = NO_PARTS,
    card: str = "",
) -> Reply:
    """Return an answer of the kind that was asked; see `Reply` for the parts. `confidence` is 0 to 100."""
    return Reply(
        "answered",
        query.intent,
        text,
        answers=tuple(answers),
        bold=tuple(bold),
        quote=quote,
        more=tuple(more),
        confidence=confidence,
        about=about,
        edition=edition,
        families=families,
        category=category,
        title=parts.title,
        lead=parts.lead,
        lines=tuple(parts.lines),
        note=parts.note,
        card=card,
    )


def fail(query: Query, kind: FailureKind, text: str, options: tuple[Option, ...] = ()) -> Reply:
    """Return an unknown with its written sentence."""
    return Reply("unknown", query.intent or "unknown", text, options=options, confidence=0, failure=kind)


def join_replies(query: Query, replies: Sequence[Reply]) -> Reply:
    """Return several replies as one, those without an answer in their own words; the first failure if all fail."""
    good = [reply for reply in replies if reply.status == "answered"]
    if not good:
        return replies[0]
    text = "\n".join(unique(reply.text for reply in replies))
    return answered(
        query,
        text,
        unique(answer for reply in good for answer in reply.answers),
        min(reply.confidence for reply in good),
        bold=unique(text for reply in good for text in reply.bold),
        about=tuple(dict.fromkeys(item for reply in good for item in reply.about)),
        edition=good[-1].edition,
        families=good[-1].families,
    )


def join_two(first: Reply, second: Reply) -> Reply:
    """Return the replies to the two questions of one message as one; what is asked next goes on from both."""
    return replace(
        second,
        text=f"{first.text}\n{second.text}",
        answers=tuple(unique((*first.answers, *second.answers))),
        bold=tuple(unique((*first.bold, *second.bold))),
        quote=first.quote or second.quote,
        confidence=min(first.confidence, second.confidence),
        about=tuple(dict.fromkeys((*second.about, *first.about))),
        title="",
        lead="",
        lines=(),
        note="",
        card="",
    )


def join_readings(first: Reply, second: Reply, label: str) -> Reply:
    """Return one follow-up answered under both readings of the year before it; `label` tells the second."""
    spoken = f" “{second.quote.text}”" if second.quote and second.quote.text in second.answers else ""
    told = f"{label}: {second.text}{spoken}"
    short = f"{label}: {second.lead or ', '.join(second.lines) or second.text}{spoken}"
    return replace(
        first,
        text=f"{first.text}\n{told}",
        answers=tuple(unique((*first.answers, *second.answers))),
        bold=tuple(unique((*first.bold, *second.bold))),
        note="\n".join(filter(None, (first.note, short))) if first.in_parts else first.note,
        other=second,
    )


def not_in_data(query: Query) -> Reply:
    """Return the plain admission that the answer is not on file."""
    return fail(query, FailureKind.NOT_IN_DATA, say("fail.not-in-our-data"))


def none_such(query: Query, scope: str) -> Reply:
    """Return that nobody and nothing on file fits; `scope` tells what was looked through."""
    return fail(query, FailureKind.NOT_IN_DATA, say("fail.none-such", scope=scope))


def about_name(name: Name) -> Entity:
    """Return a name's best candidate as (kind, id, name)."""
    return name.kind.value, name.ids[0], name.label


def about_rows(rows: Sequence[Nom], *, works_first: bool = False) -> tuple[Entity, ...]:
    """Return the people and works of the first rows, winners first: what a pronoun will stand for.

    `works_first` where a film was honoured, and not those who are credited with it.
    """
    ordered = sorted(rows[:20], key=lambda row: not row.winner)[:MAX_ABOUT_ROWS]
    people = [("person", ident, name) for row in ordered for ident, name in row.people[:3]]
    works = [("work", ident, title) for row in ordered for ident, title in row.works[:2]]
    return tuple(dict.fromkeys((*works, *people) if works_first else (*people, *works)))


def one_family(world: World, rows: Sequence[Nom]) -> tuple[str, ...]:
    """Return the most specific family of the rows' category where it is one, else nothing."""
    pairs = {(row.body, row.category) for row in rows}
    return world.catalog.categories[next(iter(pairs))].families[:1] if len(pairs) == 1 else ()


def one_category(world: World, query: Query, rows: Sequence[Nom]) -> str:
    """Return the id of the rows' category where they are all of one ceremony and category, else "".

    Where one family was asked for and several of its categories were given, it is the family with its mark.
    """
    if len({row.edition for row in rows}) > 1:
        return ""
    categories = unique(row.category for row in rows)
    if len(categories) == 1:
        return categories[0]
    family = FAMILY_MARK + query.families[0] if len(query.families) == 1 else ""
    return family if family and not set(categories) - set(categories_of(world.catalog, rows[0].body, family)) else ""


def names_label(query: Query) -> str:
    """Return the names of the question as a list, "" for none."""
    return join(unique(name.label for name in query.names))
