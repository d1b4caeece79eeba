"""What every reply has to keep to, over all the questions of the tables."""

from __future__ import annotations

import re
from typing import Any

import pytest
from questions import TODAY, Asked, read_asked

from bot.answer import Core
from bot.context import from_json, to_json
from bot.model import Answered, Context

MAX_DIRECT_CHARS = 300
MAX_OPTIONS, MAX_LABEL_CHARS, MAX_LIST_LINES, MAX_QUOTE_WORDS = 5, 60, 12, 30
SINGLE = {"winner", "count", "role", "film-for", "song", "beat", "next", "quote", "who-said"}
CEREMONY_INTENTS = {"find", "check", "host", "when-held", "where-held", "number-held", "beat", "rivals", "glance"}
LONG_CEILING = 0.06  # share of single answers that are longer than a direct answer should be; to become 0
YEARLESS_CEILING = 0.01
_YEAR = re.compile(r"\b(18|19|20)\d\d\b")
BLANK_CEILING, LOOP_CEILING = 3, 6  # replies with a name left blank, options that are not understood; to become 0
_BLANK = re.compile(r"  | [.,:]|^: ", re.MULTILINE)
_MARKUP = re.compile(r"</?[a-z]+>|\*\*|\{[a-z_]*\}|None\b|\bnan\b")

Exchange = tuple[Asked, Answered]


@pytest.fixture(scope="module")
def exchanges(core: Core) -> list[Exchange]:
    """Return every question of the tables with what comes of it in a new conversation."""
    tables = ("answered", "story", "years", "refused", "known_failures")
    rows = [row for table in tables for row in read_asked(table) if not row.context]
    return [(row, core.answer(row.question, Context(), row.today)) for row in rows]


def broken(exchanges: list[Exchange], rule: Any) -> list[str]:
    """Return the questions whose reply breaks a rule, with the reply's text."""
    kept = [(asked.question, answered.reply.text) for asked, answered in exchanges if not rule(asked, answered.reply)]
    return [f"{question}: {text!r}" for question, text in kept]


def test_every_reply_has_words_and_a_known_state(exchanges: list[Exchange]) -> None:
    """A reply is answered, or has its reason; it says something, and is sure to some extent."""
    assert broken(exchanges, lambda _, reply: reply.text.strip()) == []
    assert broken(exchanges, lambda _, reply: (reply.failure is None) == (reply.status == "answered")) == []
    assert broken(exchanges, lambda _, reply: 0 <= reply.confidence <= 100) == []
    assert broken(exchanges, lambda _, reply: reply.intent) == []


def test_answers_are_bare_values(exchanges: list[Exchange]) -> None:
    """An answered question has values, each a short one without blanks at its ends; an unanswered one has none."""
    talk = {"greeting", "thanks", "goodbye", "help"}
    assert broken(exchanges, lambda _, reply: reply.answers or reply.status != "answered" or reply.intent in talk) == []
    assert broken(exchanges, lambda _, reply: not reply.answers or reply.status == "answered") == []
    assert broken(exchanges, lambda _, reply: all(value == value.strip() != "" for value in reply.answers)) == []


def test_single_answers_are_short(exchanges: list[Exchange]) -> None:
    """The direct answer, without the quote beneath it, stays within its length."""
    single = [(asked, answered) for asked, answered in exchanges if asked.kind in SINGLE]
    long = broken(single, lambda _, reply: len(reply.text) <= MAX_DIRECT_CHARS)
    print(f"\n{len(long)} of {len(single)} single answers are longer than {MAX_DIRECT_CHARS} characters")
    print("\n".join(long))
    assert len(long) <= LONG_CEILING * len(single)


def test_lists_are_cut(exchanges: list[Exchange]) -> None:
    """No reply has more lines than a screen, and what a cut list left out is kept for "more"."""
    assert broken(exchanges, lambda _, reply: len(reply.text.splitlines()) <= MAX_LIST_LINES) == []
    assert broken(exchanges, lambda _, reply: not reply.more or "more" in reply.text) == []


def test_replies_about_a_ceremony_name_its_year(exchanges: list[Exchange]) -> None:
    """Who reads the reply alone knows which ceremony it speaks of."""
    yearless = broken(
        exchanges,
        lambda _, reply: reply.status != "answered" or reply.intent not in CEREMONY_INTENTS or _YEAR.search(reply.text),
    )
    print("\n" + "\n".join(yearless))
    assert len(yearless) <= YEARLESS_CEILING * len(exchanges)


def test_text_is_plain(exchanges: list[Exchange]) -> None:
    """No markup, no unfilled place and no Python word shows, and nothing is left blank."""
    assert broken(exchanges, lambda _, reply: not _MARKUP.search(reply.text)) == []
    blank = broken(exchanges, lambda _, reply: not _BLANK.search(reply.text))
    assert len(blank) <= BLANK_CEILING, blank


def test_options_can_be_shown(exchanges: list[Exchange]) -> None:
    """There are few options, each with a label that fits on a button and a question of its own."""
    assert broken(exchanges, lambda _, reply: len(reply.options) <= MAX_OPTIONS) == []
    assert broken(exchanges, lambda _, reply: reply.status != "clarify" or reply.options) == []
    for asked, answered in exchanges:
        options = answered.reply.options
        assert all(0 < len(option.label) <= MAX_LABEL_CHARS and option.question for option in options), asked.question
        assert len({option.label for option in options}) == len(options), asked.question


def test_options_lead_somewhere(core: Core, exchanges: list[Exchange]) -> None:
    """Every reading that a clarify offers is understood when it is picked, by its number as by its words."""
    loops = []
    for asked, answered in exchanges:
        if answered.reply.status != "clarify":
            continue
        for number, option in enumerate(answered.reply.options, start=1):
            picked = core.answer(str(number), answered.context, asked.today).reply
            assert picked.answers == core.answer(option.question, Context(), asked.today).reply.answers
            if picked.status == "clarify":
                loops.append((asked.question, option.question))
    assert len(loops) <= LOOP_CEILING, loops


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("how many oscars has hepburn won", {"Katharine Hepburn": "4", "Audrey Hepburn": "1"}),
        ("did west side story win best picture", {"West Side Story (1961)": "yes", "West Side Story (2021)": "no"}),
    ],
)
def test_namesakes_are_asked_about(core: Core, question: str, options: dict[str, str]) -> None:
    """Two real candidates are offered, and each gets its own answer."""
    answered = core.answer(question, Context(), TODAY)
    assert answered.reply.status == "clarify"
    assert {option.label for option in answered.reply.options} == set(options)
    for label, value in options.items():
        assert core.answer(label, answered.context, TODAY).reply.answers[:1] == (value,)


def test_context_survives_as_json(exchanges: list[Exchange]) -> None:
    """What a chat remembers is plain JSON, and the same after reading it back."""
    for asked, answered in exchanges:
        assert from_json(to_json(answered.context)) == answered.context, asked.question


def test_quotes_say_who_and_where(exchanges: list[Exchange]) -> None:
    """A quote is short and comes with its speaker, its occasion and its source."""
    quotes = [answered.reply.quote for _, answered in exchanges if answered.reply.quote]
    assert len(quotes) > 50
    for quote in quotes:
        assert 0 < len(quote.text.split()) <= MAX_QUOTE_WORDS, quote
        assert quote.speaker, quote
        assert _YEAR.search(quote.occasion), quote
        assert quote.source, quote


def test_the_same_question_gets_the_same_reply(core: Core, exchanges: list[Exchange]) -> None:
    """Chance is reckoned from the question: asked again, it is answered word for word alike."""
    for asked, answered in exchanges[::25]:
        assert core.answer(asked.question, Context(), asked.today).reply == answered.reply, asked.question


def test_trace_tells_every_stage(exchanges: list[Exchange]) -> None:
    """Every answer can be looked at, stage by stage, with the time that each took."""
    for asked, answered in exchanges:
        names = [stage.name for stage in answered.trace]
        stages = ["words", "mentions", "intent", "query", "answer"]
        assert names == len(names) // 5 * stages, asked.question  # of each question in one message, and of each reading
        assert all(stage.ms >= 0 for stage in answered.trace)
