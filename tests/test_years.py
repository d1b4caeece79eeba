"""Which ceremony a year means: the film's year first, the ceremony's where the words say so, relative to today."""

from __future__ import annotations

from datetime import date

import pytest
from questions import TODAY, Asked, is_answered_right, is_right, read_asked

from bot.answer import Core
from bot.model import Context
from bot.years import YearRef, find_ordinals, find_years

YEARS = read_asked("years")
SECOND_READING = "At the ceremony held in"


def name_of(asked: Asked) -> str:
    return asked.question if asked.today == TODAY else f"{asked.question} [{asked.today}]"


@pytest.mark.parametrize("asked", YEARS, ids=name_of)
def test_year(core: Core, asked: Asked) -> None:
    """The right ceremony answers; a bare year gives its two readings, in their order."""
    reply = core.answer(asked.question, Context(), asked.today).reply
    assert is_answered_right(reply, asked), (reply.status, reply.intent, reply.failure, reply.answers, reply.text)
    if asked.kind in ("bare", "ceremony", "festival"):
        assert (SECOND_READING in reply.text) == bool(asked.other), reply.text


@pytest.mark.parametrize(
    ("today", "answer"),
    [("2016-02-27", "Birdman"), ("2016-02-29", "Spotlight"), ("2017-02-25", "Spotlight"), ("2017-02-27", "Moonlight")],
)
def test_the_latest_is_the_latest_held(core: Core, today: str, answer: str) -> None:
    """Without a year the latest ceremony held by that day answers, up to the night itself."""
    reply = core.answer("who won best picture", Context(), date.fromisoformat(today)).reply
    assert is_right(reply.answers, [answer], "first"), reply.text


@pytest.mark.parametrize(
    ("words", "first", "last", "basis"),
    [
        ("best picture 1976", 1976, 1976, "bare"),
        ("this year", 2017, 2017, "ceremony"),
        ("last year", 2016, 2016, "ceremony"),
        ("this month", 2017, 2017, "ceremony"),
        ("three years ago", 2014, 2014, "ceremony"),
        ("the 90s", 1990, 1999, "bare"),
        ("the 1990s", 1990, 1999, "bare"),
        ("the nineties", 1990, 1999, "bare"),
        ("the 00s", 2000, 2009, "bare"),
        ("the 30s", 1930, 1939, "bare"),
        ("since 2010", 2010, 2018, "bare"),
        ("after 2010", 2011, 2018, "bare"),
        ("before 1970", 1927, 1969, "bare"),
        ("until 1970", 1927, 1970, "bare"),
        ("before the 70s", 1927, 1969, "bare"),
        ("between 1990 and 1995", 1990, 1995, "bare"),
        ("from 1990 to 1995", 1990, 1995, "bare"),
        ("as of 2005", 1927, 2005, "bare"),
        ("the 21st century", 2001, 2100, "bare"),
        ("the last three years", 2015, 2017, "ceremony"),
        ("past 2 years", 2016, 2017, "ceremony"),
        ("february 2016", 2016, 2016, "ceremony"),
        ("february 28 2016", 2016, 2016, "ceremony"),
        ("december 2016", 2016, 2016, "bare"),
    ],
)
def test_words_for_years(words: str, first: int, last: int, basis: str) -> None:
    """Years, decades, spans and relative dates are read as of 1 February 2017."""
    (found,) = find_years(words.split(), date(2017, 2, 1))
    assert (found.first, found.last, found.basis) == (first, last, basis)


@pytest.mark.parametrize("words", ["", "7 oscars", "12 years a slave", "10 or more", "the room", "200", "20170", "999"])
def test_words_for_no_year(words: str) -> None:
    """Numbers that are no years of films or ceremonies are left alone."""
    assert find_years(words.split(), TODAY) == []


def test_two_years_in_one_question() -> None:
    """Every year is found, at its place."""
    found = find_years(["best", "picture", "1976", "and", "1977"], TODAY)
    assert found == [YearRef(2, 3, 1976, 1976), YearRef(4, 5, 1977, 1977)]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("the 74th globes", 74), ("the 89 th oscars", 89), ("forty fifth oscars", 45), ("ninetieth", 90),
        ("the seventy fourth", 74), ("tenth oscars", 10), ("the 4the oscars", 4), ("hundredth oscars", 100),
    ],
)  # fmt: skip
def test_ordinals(words: str, number: int) -> None:
    """Ordinals are read in figures and in letters."""
    (found,) = find_ordinals(words.split())
    assert found.number == number
