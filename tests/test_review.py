"""The host's review list: what is kept, for how long, and how it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from program import run

from bot import review
from bot.errors import SettingsError, StoreError
from bot.link.likeness import nearest_phrase
from bot.review import ReviewList, open_review, review_path, strike_out

DAY, LATER = date(2027, 3, 14), date(2027, 3, 15)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReviewList:
    """A list in a folder that does not exist yet; the program uses the same file."""
    path = tmp_path / "new" / "review.db"
    monkeypatch.setenv("AWARDS_REVIEW", str(path))
    monkeypatch.delenv("AWARDS_KEEP_UNANSWERED", raising=False)
    return ReviewList(path)


def test_the_same_words_are_counted_not_repeated(book: ReviewList) -> None:
    """Case, accents and punctuation make no new entry; the most frequent comes first."""
    book.add("unanswered", "Who won the Prix?", "not-understood", DAY)
    book.add("unanswered", "who won the cup", "not-understood", DAY)
    book.add("unanswered", "who won the príx", "not-in-our-data", LATER)
    first, second = book.entries()
    assert (first.text, first.times, first.reason, first.last_day) == ("Who won the Prix?", 2, "not-in-our-data", LATER)
    assert (second.text, second.times) == ("who won the cup", 1)


def test_a_report_stands_beside_a_question_of_the_same_words(book: ReviewList) -> None:
    """A question without an answer and a report are two things."""
    book.add("unanswered", "who won", "not-understood", DAY)
    book.add("report", "who won", "Rocky", DAY)
    assert sorted((entry.kind, entry.reason) for entry in book.entries()) == [
        ("report", "Rocky"),
        ("unanswered", "not-understood"),
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("did @anna_k win", "did … win"),
        ("write to ben@example.org please", "write to … please"),
        ("call +49 170 1234567 now", "call … now"),
        ("see https://example.org/a?b=c", "see …"),
        ("best picture 1976", "best picture 1976"),
        ("a" * 400, "a" * 300),
        ("two\nlines", "two lines"),
    ],
)
def test_what_may_name_somebody_is_struck_out(typed: str, kept: str) -> None:
    """Names of users, addresses and telephone numbers never reach the file; years do."""
    assert strike_out(typed) == kept


def test_the_list_is_bounded(book: ReviewList, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound the rarest and oldest entries go."""
    monkeypatch.setattr(review, "MAX_ENTRIES", 3)
    for text in ("one", "two", "two", "three", "four", "five"):
        book.add("unanswered", text, "not-understood", DAY)
    assert [entry.text for entry in book.entries()] == ["two", "five", "four"]


def test_an_empty_text_is_not_kept(book: ReviewList) -> None:
    """Emoji alone fold to nothing."""
    book.add("unanswered", "😀", "not-understood", DAY)
    assert book.entries() == []


def test_a_file_that_is_no_list_is_an_error_with_its_path(tmp_path: Path) -> None:
    """The message names the file."""
    path = tmp_path / "review.db"
    path.write_text("not a database, but long enough to be read as one" * 40)
    with pytest.raises(StoreError, match=r"review\.db: the review list cannot be used"):
        ReviewList(path).add("unanswered", "who", "not-understood", DAY)


@pytest.mark.parametrize("said", ["1", "yes", " On "])
def test_the_host_agrees(said: str, book: ReviewList) -> None:
    """Only a yes keeps anything."""
    opened = open_review({"AWARDS_KEEP_UNANSWERED": said, "AWARDS_REVIEW": str(book.path)})
    assert opened and opened.path == book.path


@pytest.mark.parametrize("environ", [{}, {"AWARDS_KEEP_UNANSWERED": "0"}, {"AWARDS_KEEP_UNANSWERED": "no"}])
def test_nothing_is_kept_unless_the_host_agrees(environ: Mapping[str, str]) -> None:
    """Not set means no."""
    assert open_review(environ) is None


def test_an_odd_setting_is_an_error() -> None:
    """It says what to set."""
    with pytest.raises(SettingsError, match="AWARDS_KEEP_UNANSWERED is 'maybe'; set it to 1"):
        open_review({"AWARDS_KEEP_UNANSWERED": "maybe"})


def test_the_file_lies_in_the_users_data_folder() -> None:
    """Without a setting, beside the user's other data."""
    assert review_path({}).name == "review.db"


def test_the_nearest_phrase_is_shown_with_its_likeness() -> None:
    """For the host's eye: which known question it resembles."""
    phrase, score = nearest_phrase("Who won best actres", ["when are the next oscars", "who won best actress"])
    assert phrase == "who won best actress"
    assert 80 < score < 100
    assert nearest_phrase("who", []) == ("", 0.0)


@pytest.mark.usefixtures("one_core")
def test_unanswered_lists_with_the_nearest_reading_and_clears(book: ReviewList) -> None:
    """Each question comes with its count, its reason and what was found in it; a report with the answer."""
    book.add("unanswered", "who won best gaffer at the 2017 oscars", "not-understood", DAY)
    book.add("report", "that is wrong", "Rocky won", DAY)
    shown = run("unanswered").stdout
    assert "1 × who won best gaffer at the 2017 oscars" in shown
    assert "not-understood, last on 2027-03-14; found: bodies ['oscars']" in shown
    assert "nearest: " in shown
    assert "reported 2027-03-14; the answer was: Rocky won" in shown
    assert run("unanswered", "--clear").stdout == "2 deleted\n"
    assert book.entries() == []


def test_unanswered_says_when_nothing_is_kept(book: ReviewList, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty list says whether it will ever fill."""
    assert "AWARDS_KEEP_UNANSWERED=1" in run("unanswered").stdout
    monkeypatch.setenv("AWARDS_KEEP_UNANSWERED", "1")
    assert run("unanswered").stdout == "nothing yet\n"
