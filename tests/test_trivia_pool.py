"""The pool of questions: drawing, counting, making again; always within what a quiz poll may hold."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest
from trivia_plain import Row, TriviaPlain

from bot.answer import Core
from bot.paths import data_dir
from bot.text import fold, utf16_units
from bot.trivia.judge import judge
from bot.trivia.known import templates
from bot.trivia.model import (
    MAX_EXPLANATION_CHARS,
    MAX_OPTION_CHARS,
    MAX_QUESTION_CHARS,
    Level,
    Misread,
    Mode,
    Question,
    Wish,
)
from bot.trivia.pool import Pool
from bot.trivia.wish import read_wish

DRAWN = 250
READ_SLOWLY = 120
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def pool(core: Core) -> Pool:
    """Return the pool over all the data."""
    return Pool(core.world)


@pytest.fixture(scope="module")
def drawn(pool: Pool) -> list[Question]:
    """Return questions as one chat would get them."""
    return draw_many(pool, Wish(), DRAWN, seed=1)


def draw_many(pool: Pool, wish: Wish, count: int, seed: int) -> list[Question]:
    """Return up to so many questions of one wish, none twice."""
    rng = random.Random(seed)
    asked: list[str] = []
    found: list[Question] = []
    for _ in range(count):
        question = pool.draw(wish, asked, rng, asked[-30:])
        if question is None:
            break
        asked.append(question.id)
        found.append(question)
    return found


def wished(core: Core, text: str) -> Wish:
    """Return the wish that some words are."""
    wish = read_wish(core, text, TODAY)
    assert not isinstance(wish, Misread), wish
    return wish


def test_a_poll_takes_every_question(drawn: list[Question]) -> None:
    """Lengths, number and difference of options are such that Telegram and the players can take them."""
    for question in drawn:
        assert question.id.isascii() and len(question.id) <= 120, question
        assert 0 < utf16_units(question.text) <= MAX_QUESTION_CHARS, question
        assert 0 < utf16_units(question.explanation) <= MAX_EXPLANATION_CHARS, question
        assert all(0 < utf16_units(option) <= MAX_OPTION_CHARS for option in question.options), question
        assert len({fold(option) for option in question.options}) == len(question.options) == 4, question
        assert f" {fold(question.answer)} " not in f" {fold(question.text)} ", question


def test_one_option_is_right_by_the_data_files(drawn: list[Question]) -> None:
    """The very one that the pool holds for right, as plain loops over the files find; some thousands in the bench."""
    plain = TriviaPlain(data_dir())
    wrong = {question.id: plain.right(question) for question in drawn[:READ_SLOWLY]}
    assert {key: right for key, right in wrong.items() if len(right) != 1} == {}
    assert [question.right for question in drawn[:READ_SLOWLY]] == [right[0] for right in wrong.values()]


def test_no_question_comes_twice_and_kinds_take_turns(drawn: list[Question]) -> None:
    """Within a chat nothing repeats; no kind of question is a fifth of all, and most kinds come."""
    assert len({question.id for question in drawn}) == DRAWN
    kinds = Counter(question.template for question in drawn)
    assert max(kinds.values()) < DRAWN / 5
    assert len(kinds) >= len(templates()) - 3


def test_the_same_seed_draws_the_same(pool: Pool, drawn: list[Question]) -> None:
    """Chance comes in as an argument, and nothing else decides."""
    assert draw_many(pool, Wish(), 20, seed=1) == drawn[:20]


def test_a_question_is_made_again_from_its_id(pool: Pool, drawn: list[Question]) -> None:
    """A state that keeps ids alone gets the very same question back; an id of nothing gets none."""
    assert all(pool.make(question.id) == question for question in drawn[:80])
    assert pool.make("winner/oscars-0/best-actor/-") is None


def test_a_topic_is_used_up_before_anything_repeats(pool: Pool, core: Core) -> None:
    """Of a small topic each question comes once; then they come again, but not those of the running game."""
    wish = wished(core, "la la land songs")
    size = pool.size(wish)
    questions = draw_many(pool, wish, size, seed=3)
    ids = [question.id for question in questions]
    assert 0 < size == len(set(ids)) == len(ids)
    again = pool.draw(wish, ids, random.Random(4), ids[-1:])
    assert again is not None and again.id in ids[:-1]
    assert pool.draw(wish, ids, random.Random(4), ids) is None


@pytest.mark.parametrize("level", list(Level))
def test_levels_are_kept(pool: Pool, level: Level) -> None:
    """Who wishes for a level gets that level."""
    assert {question.level for question in draw_many(pool, Wish(level=level), 15, seed=5)} == {level}


def test_easy_is_what_people_know(pool: Pool) -> None:
    """Famous wins are easy, those of small categories and guilds long ago are hard."""
    easy = ("winner/oscars-70/best-picture/-", "film/oscars-89/best-actress/-", "winner/oscars-96/best-actor/-")
    hard = (
        "winner/wga-16/best-written-western/-",
        "winner/oscars-20/short-one-reel/-",
        "winner/bafta-12/best-british-screenplay/-",
    )
    levels = [pool.keys[ident].level for ident in (*easy, *hard) if ident in pool.keys]
    assert levels[:3] == [Level.EASY] * 3
    assert levels[3:] and set(levels[3:]) == {Level.HARD}


def test_typed_questions_can_be_typed(pool: Pool) -> None:
    """In the typed mode every question has accepted answers, the canonical one first, and hints that do not tell it."""
    for question in draw_many(pool, Wish(mode=Mode.TYPED), 80, seed=6):
        assert question.accepted[0] == question.answer, question
        assert all(fold(question.answer) not in fold(hint) for hint in question.hints), question


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("oscars 90s", lambda key: key.edition.body == "oscars" and 1990 <= key.edition.year <= 1999),
        ("emma stone", lambda key: "nm1297015" in key.about),
        ("quotes", lambda key: key.template in ("said", "words")),
        ("best director globes", lambda key: key.race.category.id == "best-director"),
        ("hard baftas since 2010", lambda key: key.level is Level.HARD and key.edition.year >= 2010),
    ],
)
def test_a_wish_is_kept(pool: Pool, core: Core, words: str, held: object) -> None:
    """Every question drawn is about what was wished for."""
    questions = draw_many(pool, wished(core, words), 12, seed=7)
    assert questions
    assert [question.id for question in questions if not held(pool.keys[question.id])] == []  # type: ignore[operator]


def test_what_counts_as_typed_is_the_answer_alone(pool: Pool) -> None:
    """All accepted forms of an answer are right, and no other option is."""
    for question in draw_many(pool, Wish(mode=Mode.TYPED), 80, seed=8):
        others = [option for option in question.options if option != question.answer]
        assert all(judge(question, form) for form in (question.answer.lower(), *question.accepted)), question
        assert not any(judge(question, option) for option in others), question


def test_who_never_won_is_told_of_with_all_nominations(pool: Pool) -> None:
    """In whatever categories they were, as the rows of the file have it: how many, and the last of them."""
    rows = [row for row in TriviaPlain(data_dir()).rows["oscars"] if row.official]
    keys = [key for key in pool.keys.values() if key.template == "never"]
    assert "Denis Villeneuve" in {told_of(pool, key.id, rows) for key in keys}


def told_of(pool: Pool, ident: str, rows: list[Row]) -> str:
    """Return who never won, having looked up what is told; "" where no fair question can be made."""
    question = pool.make(ident)
    if question is None:
        return ""
    own = [row for row in rows if ident.rsplit("/", 1)[1] in row.ids]
    last = max(own, key=lambda row: int(row.edition.rpartition("-")[2])).edition.rpartition("-")[2]
    assert question.explanation.startswith(f"{question.answer}: {len(own)} nominations, "), question
    assert f" the {last}" in question.explanation, question
    return question.answer
