"""Stored facts and spoken words: quotes, who said it, who was thanked, firsts and background."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.errors import FailureKind
from bot.kinds.failures import fail
from bot.kinds.world import World
from bot.model import Kind, Reply
from bot.parse.query import Query
from bot.recall.facts import SURE_SCORE, FactAsk, FoundFact
from bot.recall.quotes import FoundQuote, QuoteAsk
from bot.render.words import join, unique
from bot.tables import say
from bot.text import fold

_WANTS = {"person": "person", "who": "person", "film": "work", "song": "song", "count": "number", "number": "number", "when": "date", "where": "place", "category": "category", "age": "number"}  # fmt: skip
QUOTE_SURE = 75.0
TWIN_DATES = 10.0  # a film has more than one release date: both are told
_DATE = re.compile(r"[A-Z][a-z]+ \d{1,2}, \d{4}")
_QUOTE_WORDS = frozenset(
    "who said say says saying speech quote quotes words in his her their at the oscars globes when accepting that about during acceptance thanked dedicated".split()
)


def find_facts(world: World, query: Query) -> list[FoundFact]:
    """Return the stored facts nearest to the question, best first."""
    years = (query.year.first, query.year.last) if query.year else None
    named = query.extra.get("named", ())
    ask = FactAsk(
        words=query.words,
        persons=[name.ids[0] for name in query.persons],
        works=[name.ids[0] for name in query.works],
        bodies=query.bodies,
        years=years,
        categories=query.families,
        wants=_WANTS.get(query.ask),
        named=named,
    )
    return world.facts.find(ask)


def answer_fact(world: World, query: Query, floor: float = SURE_SCORE) -> Reply | None:
    """Return the best stored fact when it is sure enough, or None."""
    found = find_facts(world, query)
    if not found or found[0].score < floor:
        return None
    best = found[0]
    twins = [item for item in found[1:3] if _is_twin(query, best, item)]
    answers = [item.answer for item in (best, *twins)]
    yesno = query.ask in ("yesno", "check")
    verdict = _verdict(query, best) if yesno else ""
    statement = " ".join(item.statement for item in (best, *twins))
    text = f"{verdict}. {statement}" if yesno else statement
    return Reply(
        "answered", "fact", text, answers=tuple(unique([verdict.lower(), *answers] if yesno else answers)), bold=(best.answer,),
        about=_about(world, best.id), confidence=int(min(99, best.score)),
    )  # fmt: skip


def _is_twin(query: Query, best: FoundFact, other: FoundFact) -> bool:
    """Return whether a second fact belongs to the answer: as good a match, or the other of two dates."""
    dates = query.ask == "when" and _DATE.match(best.answer) and _DATE.match(other.answer)
    return other.score >= best.score - (TWIN_DATES if dates else 1)


def _about(world: World, fact: str) -> tuple[tuple[str, str, str], ...]:
    """Return the people and works that a fact names, as (kind, id, name)."""
    people = world.store.rows(
        "SELECT person, name FROM fact_person WHERE fact = ? AND person IS NOT NULL ORDER BY position", [fact]
    )
    works = world.store.rows(
        "SELECT work, title FROM fact_work WHERE fact = ? AND work IS NOT NULL ORDER BY position", [fact]
    )
    return (*(("person", *row) for row in people), *(("work", *row) for row in works))


def _verdict(query: Query, fact: FoundFact) -> str:
    """Return "Yes" unless the fact names somebody else than the question does."""
    said = fold(f"{fact.answer} {fact.statement}")
    return "Yes" if all(fold(name.label) in said for name in (*query.persons, *query.works)) else "No"


def answer_quote(world: World, query: Query) -> Reply:
    """Return a quote by a person, film, ceremony or theme, or a random one where nothing is named."""
    query = world.solver.narrow(query)
    named = bool(query.names or query.bodies or query.year or query.families)
    ask = QuoteAsk(
        words=query.words,
        persons=[ident for name in query.persons for ident in name.ids],
        works=[ident for name in query.works for ident in name.ids],
        bodies=query.bodies,
        years=(query.year.first, query.year.last) if query.year else None,
        categories=query.families,
    )
    found = world.quotes.find(ask)
    if found:
        best = found[0]
        top = [item for item in found if item.score >= best.score - 0.5]
        chosen = top[0] if query.persons or query.works else world.rng.choice(top)
        return _quote_reply(world, query, chosen)
    if not named and not query.leftover:
        chosen_any = world.quotes.random(world.rng, ())
        if chosen_any:
            return _quote_reply(world, query, chosen_any)
    who = join(unique(name.label for name in query.names)) or "that"
    return fail(query, FailureKind.NO_QUOTE, say("fail.no-quote", name=who))


def _quote_reply(world: World, query: Query, found: FoundQuote) -> Reply:
    text = (
        f"{found.context.rstrip('.')} ({found.quote.occasion})."
        if found.context
        else f"{found.quote.speaker}, {found.quote.occasion}."
    )
    return Reply(
        "answered", query.intent, text, answers=(found.quote.text, found.quote.speaker), bold=(found.quote.speaker,),
        quote=found.quote, about=_spoken(world, found), confidence=85,
    )  # fmt: skip


def _spoken(world: World, found: FoundQuote) -> tuple[tuple[str, str, str], ...]:
    """Return the speaker of a quote as (kind, id, name), where the store knows the person."""
    row = world.store.row("SELECT person FROM quote WHERE id = ?", [found.id])
    return (("person", row["person"], found.quote.speaker),) if row and row["person"] else ()


def answer_who_said(world: World, query: Query) -> Reply:
    """Return the speaker of remembered words, when they are surely of one quote."""
    words = [word for word in query.words if word not in _QUOTE_WORDS] or list(query.words)
    found = world.quotes.who_said(words)
    if found and found[0].score >= QUOTE_SURE:
        best = found[0]
        text = f"{best.quote.speaker} said it, {best.quote.occasion}."
        return Reply(
            "answered",
            query.intent,
            text,
            answers=(best.quote.speaker,),
            bold=(best.quote.speaker,),
            quote=best.quote,
            about=_spoken(world, best),
            confidence=int(best.score),
        )
    fact = answer_fact(world, query)
    return fact or fail(query, FailureKind.NO_QUOTE, say("fail.who-said"))


def answer_thanked(world: World, query: Query) -> Reply:
    """Return who thanked whom, or to whom a win was dedicated, from quotes and facts."""
    found = world.quotes.thanked(_ask(query))
    fact = answer_fact(world, query)
    best_quote = found[0] if found else None
    if fact and (best_quote is None or fact.confidence >= best_quote.score):
        return fact
    if best_quote and best_quote.score >= QUOTE_SURE:
        answers = (
            _speakers(found)
            if query.ask in ("who", "person", "") and not query.persons
            else (best_quote.quote.text, best_quote.quote.speaker)
        )
        text = f"{best_quote.context.rstrip('.')} ({best_quote.quote.occasion})."
        return Reply(
            "answered",
            query.intent,
            text,
            answers=tuple(unique(answers)),
            bold=(best_quote.quote.speaker,),
            quote=best_quote.quote,
            confidence=80,
        )
    who = join(unique(name.label for name in query.names)) or "that"
    return fail(query, FailureKind.NO_QUOTE, say("fail.no-quote", name=who))


def _ask(query: Query) -> QuoteAsk:
    return QuoteAsk(
        words=query.words, persons=[ident for name in query.persons for ident in name.ids],
        works=[ident for name in query.of(Kind.WORK) for ident in name.ids], bodies=query.bodies,
        years=(query.year.first, query.year.last) if query.year else None, categories=query.families,
    )  # fmt: skip


def _speakers(found: Sequence[FoundQuote]) -> tuple[str, ...]:
    top = found[0].score
    return tuple(unique(item.quote.speaker for item in found if item.score >= top - 1))
