"""What an answer offers to go on with, and that each press works alone: without a context, and years later."""

from __future__ import annotations

import random
from datetime import date

import pytest
from questions import TODAY, read_asked

from bot.answer import Core, pick_option
from bot.context import from_json, offered, to_json
from bot.kinds.codes import MAX_CODE_BYTES, make_code, read_code
from bot.kinds.coming import countdown
from bot.kinds.steps import category_question
from bot.model import Context, Reply
from bot.recall.quotes import quote_id
from bot.store import Store


def ask(core: Core, question: str, today: date = TODAY) -> Reply:
    """Return the reply to a question that nothing was said before."""
    return core.answer(question, Context(), today).reply


def kinds(reply: Reply) -> list[str]:
    return [step.kind for step in reply.steps]


def press(core: Core, reply: Reply, kind: str) -> Reply:
    """Return the reply to the first step of a kind, in a conversation that remembers nothing."""
    return ask(core, next(step.question for step in reply.steps if step.kind == kind))


def labels(reply: Reply, *wanted: str) -> list[str]:
    return [step.label for step in reply.steps if step.kind in wanted]


OFFERED = {
    "who won best actress at the 2017 oscars": [
        "nominees", "again", "previous", "next", "ceremony", "name", "name", "source", "share"],
    "who was nominated for best actress at the 2017 oscars": [
        "winner", "speech", "previous", "next", "ceremony", "name", "name", "source", "share"],
    "who won best picture in 1976": [
        "reading", "nominees", "speech", "previous", "next", "ceremony", "name", "source", "share"],
    "who won best director at the latest oscars": [
        "nominees", "previous", "ceremony", "name", "name", "source", "share"],
    "who won best picture at the 1st oscars": ["nominees", "next", "ceremony", "name", "source", "share"],
    "who won best actress at the 2017 globes": [
        "nominees", "speech", "previous", "next", "ceremony", "name", "name", "source", "share"],
    "oscars 2017": ["previous", "next", "more", "source", "share"],
    "who hosted the 2017 oscars": ["ceremony", "source", "share"],
    "what did emma stone say": ["again", "winner", "source", "share"],
    "how many oscars did titanic win": ["name", "share"],
    "when are the next oscars": ["share"],
    "hello": [],
    "who will win best picture": [],
}  # fmt: skip


@pytest.mark.parametrize("question", OFFERED)
def test_steps_offered(core: Core, question: str) -> None:
    """An answer offers what exists: no speech without a quote, nothing beyond the first and the last ceremony."""
    assert kinds(ask(core, question)) == OFFERED[question]


def test_a_walk_from_button_to_button(core: Core) -> None:
    """Nominees, the winner again, the years around, the speech, its source: one question is enough."""
    won = ask(core, "who won best actress at the 2017 oscars")
    assert (won.title, won.lead) == ("Best Actress · 89th Oscars (Feb 2017)", "Emma Stone (La La Land)")
    nominees = press(core, won, "nominees")
    assert nominees.lines[0] == "Emma Stone (La La Land) – won"
    assert len(nominees.lines) == 5
    assert press(core, nominees, "winner").lead == won.lead
    assert labels(won, "previous", "next") == ["‹ 2016", "2018 ›"]
    assert press(core, won, "previous").lead == "Brie Larson (Room)"
    assert press(core, press(core, nominees, "next"), "winner").lead.startswith("Frances McDormand")
    again = press(core, won, "again")
    assert again.quote
    assert won.quote
    assert (again.quote.speaker, again.quote.id != won.quote.id) == ("Emma Stone", True)
    assert press(core, again, "winner").lead == won.lead
    assert "Academy" in press(core, won, "source").lines[0]
    assert press(core, won, "ceremony").title == "89th Oscars · February 26, 2017"
    assert press(core, won, "name").title == "Emma Stone"


def test_two_ceremonies_of_one_year_are_told_apart(core: Core) -> None:
    """In 1930 the Oscars were held twice: the button says which it leads to."""
    assert labels(ask(core, "#show oscars-3"), "previous", "next") == ["‹ 2nd Oscars (Apr 1930)", "1931 ›"]


def test_the_other_reading_is_a_whole_answer(core: Core) -> None:
    """The year's other reading is one press away, with its own quote and steps."""
    reply = ask(core, "who won best picture in 1976")
    assert labels(reply, "reading") == ["Ceremony of 1976"]
    other = press(core, reply, "reading")
    assert (other.answers[0], other.edition) == ("One Flew Over the Cuckoo's Nest", "oscars-48")
    assert "nominees" in kinds(other)


def test_a_press_is_a_turn_of_the_conversation(core: Core) -> None:
    """A follow-up leans on what a button showed; a number picks a step; both survive being stored."""
    first = core.answer("who won best actress at the 2017 oscars", Context(), TODAY)
    number = 1 + [step.kind for step in offered(first.reply)].index("previous")
    context = from_json(to_json(first.context))
    earlier = core.answer(str(number), context, TODAY)
    assert earlier.reply.answers[0] == "Brie Larson"
    after = core.answer("and best actor?", earlier.context, TODAY)
    assert after.reply.answers[0] == "Leonardo DiCaprio"


def test_steps_are_picked_by_number_only(core: Core) -> None:
    """A title typed after an answer is a question, not a press of the button that has it as its label."""
    context = core.answer("who won best actress at the 2017 oscars", Context(), TODAY).context
    assert "La La Land" in [option.label for option in context.options]
    assert pick_option("la la land", context) is None
    assert pick_option("1", context) == context.options[0]


def test_every_step_of_every_answer_can_be_pressed(core: Core) -> None:
    """Over the questions of the tables: a press is answered, and its code fits on a button."""
    rows = [row for row in read_asked("answered") if not row.context]
    for row in random.Random(7).sample(rows, 150):
        for step in ask(core, row.question, row.today).steps:
            assert 0 < len(step.label) <= 60, row.question
            if step.kind not in ("share", "again", "more") or step.question.startswith("#"):
                assert len(step.question.encode()) <= (200 if step.kind == "share" else MAX_CODE_BYTES), step
            if step.kind != "share" and step.question != "show more":
                assert core.answer(step.question, Context(), row.today).reply.status == "answered", (row.question, step)


def test_every_category_of_every_ceremony_has_its_code(core: Core, store: Store) -> None:
    """No ceremony and no category is too long for a button, and the longest code is read back."""
    pairs = store.rows("SELECT DISTINCT edition, category FROM nomination")
    codes = [make_code(verb, *row) for row in pairs for verb in ("winner", "nominees", "source")]
    assert all(codes)
    assert len(codes) > 20_000
    longest = max(codes, key=len)
    assert read_code(longest)
    assert ask(core, longest).status == "answered"


@pytest.mark.parametrize(
    "code",
    ["#winner oscars-200 best-actress", "#nominees oscars-89 best-dog", "#show none-1", "#person nm9", "#film tt0",
     "#speech oscars-1 best-actor", "#source fact none", "#source quote 00000000", "#show oscars-100",
     "#winner oscars-89", "#source oscars-89 best-dog", "#winner oscars-99 best-picture"],
)  # fmt: skip
def test_a_button_whose_facts_are_gone_says_so(core: Core, code: str) -> None:
    """What is no longer, or not yet, on file is told kindly; nothing breaks."""
    reply = ask(core, code)
    assert (reply.status, reply.text) == ("unknown", ask(core, "#person nm9").text)


@pytest.mark.parametrize(
    "text", ["#oscars 2017", "#winner", "# winner a b", "#more x y", "winner oscars-89 best-actress"]
)
def test_what_people_write_is_no_code(text: str) -> None:
    """A hashtag is a word like any other."""
    assert read_code(text) is None


def test_a_long_list_is_read_to_its_end(core: Core) -> None:
    """More, more and back: each page follows from its button alone, and together they are the whole list."""
    reply = ask(core, "who won both a globe and an oscar for one role")
    total, seen = len(reply.lines) + len(reply.more), list(reply.lines)
    while "more" in kinds(reply):
        reply = press(core, reply, "more")
        seen += reply.lines
    assert len(seen) == len(set(seen)) == total > 100
    assert press(core, reply, "back").lines[0] == seen[0]


SHARED = ("best-picture", "best-director", "best-actress", "best-actor")


@pytest.mark.parametrize("body", ["oscars", "golden-globes", "bafta", "sag", "cannes", "venice", "berlin", "nyfcc"])
def test_a_shared_question_stands_on_its_own(core: Core, body: str) -> None:
    """What a follow-up's share button types elsewhere leads to the same answer."""
    catalog = core.world.catalog
    for pair in catalog.pairs(SHARED, (body,)):
        edition = catalog.latest(body, TODAY)
        assert edition
        given = core.world.places.given(edition.id, pair[1])
        if given and given.has_winner:
            question = category_question(core.world, edition, catalog.categories[pair], all_nominees=False)
            code = ask(core, make_code("winner", edition.id, pair[1]))
            assert ask(core, question).answers[:1] == code.answers[:1], question


# --- quotes without repeats


def test_random_quotes_do_not_repeat(core: Core) -> None:
    """A chat sees every quote before it sees one again; then it begins anew."""
    shown: list[str] = []
    for number in range(60):
        reply = core.answer("/quote", Context(), TODAY, random.Random(number), shown).reply
        assert reply.quote
        assert reply.quote.id not in shown
        shown.append(reply.quote.id)
    every = [quote_id(*row) for row in core.store.rows("SELECT speaker, text FROM quote")]
    assert core.answer("/quote", Context(), TODAY, random.Random(1), every).reply.quote


@pytest.mark.parametrize(
    "question", ["/quote emma stone", "/quote la la land", "/quote about mothers", "/quote something funny"]
)
def test_another_line_is_another(core: Core, question: str) -> None:
    """By person, film and theme too, what the chat has seen comes last."""
    first = ask(core, question).quote
    assert first
    again = core.answer(question, Context(), TODAY, shown=[first.id]).reply.quote
    assert again
    assert again.id != first.id


# --- commands

COMMANDS = [
    ("/ceremony 2017 globes", "74th Golden Globes · January 8, 2017"),
    ("/ceremony", "98th Oscars · March 15, 2026"),
    ("/ceremony cannes 2019", "Cannes 2019"),
    ("/film la la land", "La La Land (2016)"),
    ("/film emma 2020", "Emma (2020)"),
    ("/film a star is born 1976", "A Star Is Born (1976)"),
    ("/person streep", "Meryl Streep"),
    ("/PERSON@some_bot meryl streep", "Meryl Streep"),
    ("/nominees", "Best Picture, nominees · 98th Oscars (Mar 2026)"),
    ("/nominees best actress oscars 2017", "Best Actress, nominees · 89th Oscars (Feb 2017)"),
    ("/next oscars", "99th Oscars (March 2027)"),
    ("/next", "Next ceremonies"),
    ("/about cannes", "Cannes Film Festival"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "title"), COMMANDS)
def test_commands(core: Core, command: str, title: str) -> None:
    """A command says which kind of answer is wanted; its words are read like any question."""
    reply = ask(core, command)
    assert (reply.status, reply.title) == ("answered", title)


@pytest.mark.parametrize(("command", "failure"), [
    ("/person", "needs-context"), ("/film", "needs-context"), ("/film zzzqqqxx", "unknown-name"),
    ("/film emma", "ambiguous"), ("/ceremony oscars 2040", "not-held-yet"), ("/quote zzzqqq", "no-quote-on-file"),
])  # fmt: skip
def test_commands_that_miss_something(core: Core, command: str, failure: str) -> None:
    """What is lacking is said, never guessed."""
    assert ask(core, command).failure == failure


def test_filmography_tells_every_win_and_nomination(core: Core) -> None:
    """All awards of a film by body and year, wins first."""
    reply = ask(core, "/film la la land")
    lines = [*reply.lines, *reply.more]
    assert reply.lead.startswith("Wins of nominations: Oscars 6 of 14, Golden Globes 7 of 7")
    assert lines[0] == "Oscars 2017: Best Director – Damien Chazelle"
    assert "Oscars 2017: Best Picture (nominated)" in lines
    assert sum("Oscars 2017" in line and "(nominated)" not in line for line in lines) == 6


def test_about_counts_what_is_in_the_store(core: Core, store: Store) -> None:
    """Numbers and years come from the rows."""
    row = store.row("SELECT count(*) FROM nomination WHERE body = 'oscars'")
    assert row
    reply = ask(core, "which awards do you cover")
    assert f"Oscars: {row[0]:,} nominations, 1929 to 2026" in (*reply.lines, *reply.more)
    assert any(line.startswith("Sources: ") for line in ask(core, "/about oscars").lines)


@pytest.mark.parametrize(("today", "told"), [
    ("2027-01-17", "today"), ("2027-01-16", "tomorrow"), ("2027-01-08", "in 9 days"), ("2026-12-27", "in 3 weeks"),
    ("2026-09-17", "in 4 months"),
])  # fmt: skip
def test_countdown(today: str, told: str) -> None:
    """The nearer, the finer."""
    assert countdown(date.fromisoformat(today), date(2027, 1, 17)) == told


def test_the_countdown_names_day_and_date(core: Core) -> None:
    """In the reader's words, and exactly."""
    assert ask(core, "/next globes", date(2026, 12, 20)).lead == "in 3 weeks, on Sunday, January 10, 2027"
