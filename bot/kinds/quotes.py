"""Spoken words: quotes, who said it, and who was thanked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.errors import FailureKind
from bot.kinds.facts import Facts
from bot.kinds.reply import Entity, answered, fail, names_label
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.recall.quotes import FoundQuote, QuoteAsk
from bot.render.words import unique
from bot.tables import say, word_group

WORD_FOR_WORD = 95.0  # a message that is nothing but the words of a quote
MIN_REMEMBERED = 4
QUOTE_SURE = 75.0  # score, 0 to 100, from which on a quote is surely the one meant
NEAR_BEST = 0.5  # points; a theme's quotes this near to the best are as good
NEAR_THANKED = 1.0


def _ask(query: Query) -> QuoteAsk:
    return QuoteAsk(
        words=query.words,
        persons=[ident for name in query.persons for ident in name.ids],
        works=[ident for name in query.works for ident in name.ids],
        bodies=query.bodies,
        years=(query.year.first, query.year.last) if query.year else None,
        categories=query.families,
    )


def answer_quote(world: World, query: Query) -> Reply:
    """Return a quote by a person, film, ceremony or theme, or a random one where nothing is named."""
    query = world.solver.narrow(query)
    found = world.quotes.find(_ask(query))
    if not found and "names" in query.inherited:  # "what did she say": not there, but perhaps at another ceremony
        query = query.but(years=(), families=(), bodies=())
        found = world.quotes.find(_ask(query))
    chosen = _choose(world, query, found) if found else _any_quote(world, query)
    return _quote_reply(world, query, chosen) if chosen else _no_quote(query)


def _choose(world: World, query: Query, found: Sequence[FoundQuote]) -> FoundQuote:
    """Return the best quote of a person or film, one of the best of a theme or ceremony; first what is new here."""
    new = [item for item in found if item.quote.id not in world.shown] or list(found)
    if query.persons or query.works:
        return new[0]
    return world.chance().choice([item for item in new if item.score >= new[0].score - NEAR_BEST])


def _any_quote(world: World, query: Query) -> FoundQuote | None:
    """Return a quote by chance where the question names nothing at all, else None."""
    named = query.names or query.bodies or query.year or query.families or query.leftover
    return None if named else world.quotes.random(world.chance(), world.shown) or world.quotes.random(world.chance())


def _no_quote(query: Query) -> Reply:
    return fail(query, FailureKind.NO_QUOTE, say("fail.no-quote", name=names_label(query) or "that"))


def _quote_reply(world: World, query: Query, found: FoundQuote) -> Reply:
    quote = found.quote
    text = _context(found) if found.context else f"{quote.speaker}, {quote.occasion}."
    answers, about = (quote.text, quote.speaker), _speaker(world, found)
    return answered(query, text, answers, 85, bold=(quote.speaker,), quote=quote, about=about, edition=found.edition)


def _context(found: FoundQuote) -> str:
    return f"{found.context.rstrip('.')} ({found.quote.occasion})."


def _speaker(world: World, found: FoundQuote) -> tuple[Entity, ...]:
    """Return the speaker of a quote as (kind, id, name), where the store knows the person."""
    row = world.store.row("SELECT person FROM quote WHERE id = ?", [found.id])
    return (("person", row["person"], found.quote.speaker),) if row and row["person"] else ()


def answer_who_said(world: World, query: Query) -> Reply:
    """Return the speaker of remembered words, when they are surely of one quote."""
    said = [word for word in query.words if word not in word_group("about-quote")] or list(query.words)
    best = _sure(world.quotes.who_said(said))
    if not best:
        return Facts(world, query).reply() or fail(query, FailureKind.NO_QUOTE, say("fail.who-said"))
    speaker = best.quote.speaker
    text, about = f"{speaker} said it, {best.quote.occasion}.", _speaker(world, best)
    return answered(query, text, (speaker,), int(best.score), bold=(speaker,), quote=best.quote, about=about)


def remembered(world: World, query: Query) -> Reply | None:
    """Return the speaker of words that are all the message says and surely one quote, or None."""
    if len(query.words) < MIN_REMEMBERED:
        return None
    found = world.quotes.who_said(list(query.words))
    return answer_who_said(world, query) if found and found[0].score >= WORD_FOR_WORD else None


def _sure(found: Sequence[FoundQuote]) -> FoundQuote | None:
    """Return the best quote when it is surely the one meant, or None."""
    return found[0] if found and found[0].score >= QUOTE_SURE else None


def answer_thanked(world: World, query: Query) -> Reply:
    """Return who thanked whom, or to whom a win was dedicated, from quotes and facts."""
    found = world.quotes.thanked(_ask(query))
    fact = Facts(world, query).reply()
    if fact and (not found or fact.confidence >= found[0].score):
        return fact
    best = _sure(found)
    if not best:
        return _no_quote(query)
    answers = unique(_thanked_answers(query, found))
    return answered(query, _context(best), answers, 80, bold=(best.quote.speaker,), quote=best.quote)


def _thanked_answers(query: Query, found: Sequence[FoundQuote]) -> Iterable[str]:
    """Return everybody who thanked, or what one person said."""
    best = found[0]
    if query.ask in ("who", "person", "") and not query.persons:
        return [item.quote.speaker for item in found if item.score >= best.score - NEAR_THANKED]
    return (best.quote.text, best.quote.speaker)
