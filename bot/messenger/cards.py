"""What somebody is offered who types the bot's name and a question in any chat: cards, best first.

The first is the answer, or says that there is none; then other readings and what can be asked next, each with its
own answer; then what a message cannot hold of a long list; then questions that go well with the words typed so far.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.messenger.cuts import cut_text
from bot.messenger.markup import lines_shown
from bot.model import Option, Reply
from bot.text import fold

PAGE_CARDS = 6  # as many as a phone shows with some scrolling; each costs one question to the core
MAX_CARDS = 40
MAX_TITLE_UNITS, MAX_DESCRIPTION_UNITS = 80, 160  # what clients show of each
MAX_VALUES = 3  # in a title
LINES_PER_CARD = 20
# Of no use to somebody who wants to share an answer; "more" is what the list cards are for.
_NOT_SHARED = frozenset({"share", "source", "more", "back"})
_CLAUSE = re.compile(r"(.{3,79}?[^.:?!])[.:]? +(?<=[.:?!] )(.+)")
Ask = Callable[[str], Reply]


@dataclass(frozen=True, slots=True)
class Card:
    """One card: a title, a line beneath it, what is sent when it is picked, and the question that this answers."""

    title: str
    description: str
    reply: Reply
    question: str


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the cards, the first of them at `start`, and the place of the next ones ("": there are no more).

    `reply` is the answer to what was typed, None when nothing was.
    """

    cards: tuple[Card, ...]
    start: int
    next_offset: str
    reply: Reply | None


def find_page(words: str, offset: str, ask: Ask, examples: Sequence[str]) -> Page:
    """Return the cards for `words` from `offset` on; `ask` answers one question without any context.

    Cards are made anew for each page, so that nothing is kept between two of them; only those shown are asked.
    """
    start = min(int(offset), MAX_CARDS) if offset.isdecimal() else 0
    reply = ask(words) if words.strip() else None
    makers = _makers(words, reply, ask, examples)[:MAX_CARDS]
    end = start + PAGE_CARDS
    return Page(tuple(make() for make in makers[start:end]), start, str(end) if end < len(makers) else "", reply)


def _makers(words: str, reply: Reply | None, ask: Ask, examples: Sequence[str]) -> list[Callable[[], Card]]:
    """Return a function for each card."""
    if reply is None:
        return [_asking(ask, question, question) for question in examples]
    main = [_made(answer_card(reply, words))]
    ways = [_asking(ask, way.label, way.question) for way in _ways(reply)]
    if reply.status == "answered":
        return [*main, *ways, *map(_made, _list_cards(reply, words))]
    fitting = [_asking(ask, question, question) for question in matching(words, examples)]
    return [*ways, *main, *fitting] if reply.status == "clarify" else [*main, *ways, *fitting]


def _ways(reply: Reply) -> tuple[Option, ...]:
    """Return how one can go on from a reply."""
    return (*reply.options, *(step for step in reply.steps if step.kind not in _NOT_SHARED))


def _asking(ask: Ask, title: str, question: str) -> Callable[[], Card]:
    return lambda: replace(answer_card(ask(question), question), title=cut_text(title, MAX_TITLE_UNITS))


def _made(card: Card) -> Callable[[], Card]:
    return lambda: card


def answer_card(reply: Reply, question: str) -> Card:
    """Return a card with the values of an answer as its title: few as they are, of many what they are about."""
    told = " ".join(reply.text.split())
    heading = reply.chart.title if reply.chart else reply.title
    title = ", ".join(reply.answers) if len(reply.answers) <= MAX_VALUES else heading
    if reply.status != "answered":
        title, told = _refusal(reply, told)
    if not title:
        title = f"{', '.join(reply.answers[:MAX_VALUES])} …" if reply.answers else told
    if reply.quote and reply.intent == "quote":
        title, told = f"“{reply.quote.text.strip()}”", f"— {reply.quote.speaker}, {reply.quote.occasion}"
    return Card(cut_text(title, MAX_TITLE_UNITS), cut_text(told, MAX_DESCRIPTION_UNITS), reply, question)


def _refusal(reply: Reply, told: str) -> tuple[str, str]:
    """Return title and description of what is no answer: its first clause and the rest, or what can be chosen."""
    clause = _CLAUSE.match(told)
    if clause:
        return clause[1], clause[2]
    return told, ", ".join(option.label for option in reply.options) or told


def _list_cards(reply: Reply, question: str) -> Iterator[Card]:
    """Yield cards with the lines that the message of a reply does not hold."""
    lines = (*reply.lines, *reply.more)
    head = answer_card(reply, question).title
    for first in range(max(lines_shown(reply), len(reply.lines)), len(lines), LINES_PER_CARD):
        part = lines[first : first + LINES_PER_CARD]
        numbers = f" · {first + 1}–{first + len(part)}" if reply.lines else " · …"  # else the text tells the first
        text = "\n".join(part)
        rest = Reply("answered", reply.intent, text, title=cut_text(head, MAX_TITLE_UNITS) + numbers, lines=part)
        title = cut_text(head, MAX_TITLE_UNITS - len(numbers)) + numbers
        yield Card(title, cut_text(" ".join(text.split()), MAX_DESCRIPTION_UNITS), rest, question)


def matching(words: str, examples: Sequence[str]) -> list[str]:
    """Return the examples with the words typed so far, the last of which may be unfinished; all when none has any."""
    typed = fold(words).split()
    scores = {question: _score(typed, fold(question).split()) for question in examples}
    best = max(scores.values(), default=0)
    return sorted((each for each in examples if scores[each] or not best), key=lambda each: -scores[each])


def _score(typed: Sequence[str], words: Sequence[str]) -> int:
    """Return how many of the words typed begin one of the example's."""
    return sum(any(word.startswith(part) for word in words) for part in typed)
