"""Spoken words: quotes, who said it, and who was thanked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.catalog import Edition
from bot.errors import FailureKind
from bot.kinds.facts import Facts
from bot.kinds.reply import answered, fail, names_label
from bot.kinds.world import World
from bot.model import Reply
from bot.parse.query import Query
from bot.recall.quotes import FoundQuote, QuoteAsk
from bot.render.words import unique
from bot.tables import say, word_group
from bot.text import fold

WORD_FOR_WORD = 90.0  # a message that is nothing but the words of a quote
MIN_REMEMBERED, MIN_SAID = 3, 4  # words
MIN_QUOTED, MIN_TOLD = 2, 2  # words
ALL_TOLD = 99.0  # score, 0 to 100, of a quote that explains every word
_QUOTED = re.compile('["“”]([^"“”]+)["“”]')
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
    said = _said_by_whom(world, query)
    if said:
        return said
    told = recalled(world, query)
    if told:
        return told
    if query.leftover and query.ask in ("who", "person") and not query.names:
        return _no_quote(query)  # "who rapped in his speech": a speech of anybody's is no answer
    found = world.quotes.find(_ask(query))
    if not found and "names" in query.inherited:  # "what did she say": not there, but perhaps at another ceremony
        query = query.but(years=(), families=(), bodies=())
        found = world.quotes.find(_ask(query))
    chosen = _choose(world, query, found) if found else _any_quote(world, query)
    return _quote_reply(world, query, chosen) if chosen else _no_quote(query)


def _said_by_whom(world: World, query: Query) -> Reply | None:
    """Return the speaker of "which winner said all right all right", no quote where these words are on no file, or
    None where no words are told.
    """
    if query.names or query.ask not in ("what", "person", "film") or not query.has("rel.say"):
        return None
    plain = word_group("about-quote") | word_group("award-plural")
    at = next((at for at, word in enumerate(query.words) if word in word_group("said-words")), len(query.words))
    words = [word for word in query.words[at + 1 :] if word not in plain]
    if len(words) < MIN_SAID or query.words[at + 1] in word_group("about-asked"):
        return None
    best = _sure(world.quotes.who_said(words))
    return _said_reply(world, query, best) if best else _no_quote(query)


def _said_reply(world: World, query: Query, found: FoundQuote) -> Reply:
    """Return who said a quote, and when."""
    speaker = found.quote.speaker
    text = f"{speaker} said it, {found.quote.occasion}.{f' {found.context}' if found.context else ''}"
    return _with_quote(world, query, found, text, say("quote.said", speaker=speaker), (speaker,), int(found.score))


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
    lead = f"{found.context.rstrip('.')}." if found.context else ""
    return _with_quote(world, query, found, text, lead, (quote.text, quote.speaker), 85)


def _with_quote(
    world: World, query: Query, found: FoundQuote, text: str, lead: str, answers: Iterable[str], confidence: int
) -> Reply:
    """Return a reply that shows a quote, and knows the win that it was spoken at."""
    row = world.store.row("SELECT person, edition, category FROM quote WHERE id = ?", [found.id])
    about = (("person", row["person"], found.quote.speaker),) if row and row["person"] else ()
    reply = answered(query, text, answers, confidence, bold=(found.quote.speaker,), quote=found.quote, about=about)
    return replace(
        reply,
        intent=reply.intent or "quote",
        lead=lead,
        edition=(row["edition"] or "") if row else "",
        category=(row["category"] or "") if row else "",
    )


def quote_of_win(world: World, query: Query, edition: Edition, category: str, after: str = "") -> Reply | None:
    """Return a line by who won a category at an edition: the first, or the one behind the `Quote.id` `after`."""
    found = world.quotes.said_at(edition.id, category)
    if not found:
        return None
    ids = [item.quote.id for item in found]
    chosen = found[(ids.index(after) + 1) % len(found) if after in ids else 0]
    return replace(_quote_reply(world, query, chosen), edition=edition.id, category=category)


def _context(found: FoundQuote) -> str:
    return f"{found.context.rstrip('.')} ({found.quote.occasion})."


def answer_who_said(world: World, query: Query) -> Reply:
    """Return the speaker of remembered words, when they are surely of one quote."""
    said = [word for word in query.words if word not in word_group("about-quote")] or list(query.words)
    best = _sure(world.quotes.who_said(said))
    if not best:
        fact = Facts(world, query).reply()
        return fact or recalled(world, query) or fail(query, FailureKind.NO_QUOTE, say("fail.who-said"))
    return _said_reply(world, query, best)


def recalled(world: World, query: Query, least: float = 0.0) -> Reply | None:
    """Return the quote that words remembered of it or told about it surely mean: "who called the oscar heavy".

    `least` is the share of the words, 0 to 100, that it has to explain beyond what makes it sure.
    """
    floor = max(least, 0.0 if is_of_speech(query) else ALL_TOLD)
    if floor and not (query.persons and len(query.leftover) >= MIN_TOLD):
        return None
    recall = world.quotes.recall(_ask(query))
    found = next((item for item in recall if item.score >= floor and _is_told_in(world, item, query)), None)
    if not found:
        return None
    reply = _quote_reply(world, query, found)
    asks_speaker = query.ask in ("who", "person") and found.quote.speaker not in [name.label for name in query.persons]
    return replace(reply, answers=reply.answers[::-1]) if asks_speaker else reply


def is_of_speech(query: Query) -> bool:
    """Return whether it may ask for a speech: it speaks of one, or is a line of keywords that asks nothing else."""
    speech = query.has("rel.say", "rel.speech", "rel.quote", "rel.joke", "rel.thank", "rel.dedicate")
    if speech or not word_group("speech-verb").isdisjoint(query.words) or is_about(query):
        return True
    return not query.ask and not any(cue.startswith("ask.") for cue in query.cues)


def is_about(query: Query) -> bool:
    """Return whether it is "emma stone to her daughter": somebody on something, as the words of a speech are told."""
    return (
        bool(query.persons)
        and query.intent in ("", "profile")
        and not word_group("spoken-about").isdisjoint(query.words[1:-1])
    )


def _is_told_in(world: World, found: FoundQuote, query: Query) -> bool:
    """Return whether a quote is of all that the question names: spoken by them, for them, or telling of them."""
    told = set(fold(f"{found.quote.text} {found.context} {found.quote.speaker} {found.work}").split())
    plain = world.lexicon.stop
    names = (name for name in (*query.persons, *query.works, *query.songs) if name.sure)
    return all(told & ({*fold(name.label).split(), *fold(name.text).split()} - plain) for name in names)


def quoted(world: World, query: Query) -> Reply | None:
    """Return the speaker of the words between quotation marks when they are surely one quote, or None."""
    if query.names or query.intent not in ("", "quote", "who-said"):
        return None
    said = [fold(part).split() for part in _QUOTED.findall(query.hints.utterance)]
    words = max(said, key=len, default=[])
    best = _sure(world.quotes.who_said(words)) if len(words) >= MIN_QUOTED else None
    if not best:
        return None
    return _said_reply(world, query, best)


def remembered(world: World, query: Query) -> Reply | None:
    """Return the speaker of words that are all the message says and surely one quote, or None."""
    if len(query.words) < MIN_REMEMBERED or query.has("ask.who", "ask.whose"):
        return None
    utterances = dict.fromkeys((query.words, tuple(fold(query.hints.utterance).split())))  # a slip may be none
    found = max((best for words in utterances if (best := world.quotes.who_said(words)[:1])), key=_score, default=[])
    return _said_reply(world, query, found[0]) if found and found[0].score >= WORD_FOR_WORD else None


def _score(found: Sequence[FoundQuote]) -> float:
    return found[0].score


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
        return recalled(world, query) or _no_quote(query)
    answers = unique(_thanked_answers(query, found))
    return _with_quote(world, query, best, _context(best), f"{best.context.rstrip('.')}.", answers, 80)


def _thanked_answers(query: Query, found: Sequence[FoundQuote]) -> Iterable[str]:
    """Return everybody who thanked, or what one person said."""
    best = found[0]
    if query.ask in ("who", "person", "") and not query.persons:
        return [item.quote.speaker for item in found if item.score >= best.score - NEAR_THANKED]
    return (best.quote.text, best.quote.speaker)
