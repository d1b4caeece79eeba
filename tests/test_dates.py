"""Dates in the language of the reader: what the settings of a group offer is what answers then hold."""

from __future__ import annotations

from datetime import date

import pytest
from telegram_double.cast import REPLIES

from bot.answer import Core
from bot.messenger.texts import read_texts
from bot.model import Context
from bot.render.dates import dates_in, long_date, month_year, short_month_year, weekday

DAY = date(2027, 3, 14)
TODAY = date(2026, 11, 22)
LANGUAGES = read_texts(REPLIES).languages()


@pytest.mark.parametrize(("language", "shown"), LANGUAGES.items())
def test_the_choices_show_what_they_do(language: str, shown: str) -> None:
    """The button says "14. März 2027", and that is how dates are written then."""
    with dates_in(language):
        assert shown.partition(" (")[0] == long_date(DAY)


def test_no_two_choices_look_alike() -> None:
    """French and Swedish write this date alike, so their buttons name the language."""
    assert len(set(LANGUAGES.values())) == len(LANGUAGES)


def test_english_needs_no_library() -> None:
    """The forms that every answer has."""
    told = [form(DAY) for form in (long_date, month_year, short_month_year, weekday)]
    assert told == ["March 14, 2027", "March 2027", "Mar 2027", "Sunday"]


def test_other_forms() -> None:
    """Months and weekdays by the customs of a language."""
    with dates_in("de"):
        assert [form(DAY) for form in (month_year, weekday)] == ["März 2027", "Sonntag"]


ANSWERS = [
    ("when were the 2017 oscars", "26. Februar 2017"),
    ("who won best actress at the 2017 globes", "Januar 2017"),
    ("oscars 2017", "26. Februar 2017"),
]


@pytest.mark.parametrize(("question", "told"), ANSWERS)
def test_answers_have_the_language_of_their_chat(core: Core, question: str, told: str) -> None:
    """A group that reads German gets German dates; the next question of another one English dates."""
    assert told in core.answer(question, Context(dates="de"), TODAY).reply.text
    assert told not in core.answer(question, Context(), TODAY).reply.text
