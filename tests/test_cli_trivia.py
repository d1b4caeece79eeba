"""`awards-bot trivia`: a game alone, by the rules of all games, with made-up questions and once with real ones."""

from __future__ import annotations

from collections.abc import Iterable

import click
import pytest
from program import run
from trivia_fakes import POOL, draw, judge

from bot.cli import trivia
from bot.cli.alone import Alone
from bot.trivia.model import Mode, Wish


class Seconds:
    """A clock on which each look at it takes half a second."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        self.now += 0.5
        return self.now


def play(capsys: pytest.CaptureFixture[str], wish: Wish, typed: Iterable[str]) -> str:
    """Return what a game prints that gets these lines, and is stopped when none is left."""
    game = Alone(draw, judge, Seconds())
    assert game.begin(wish)
    for line in typed:
        assert not game.is_over, line
        game.read(line)
    if not game.is_over:
        game.stop()
    return capsys.readouterr().out


def test_a_number_or_the_words_of_an_option_answer(capsys: pytest.CaptureFixture[str]) -> None:
    """Each answer is told at once to be right or wrong, with the fact, and the last one brings the score."""
    out = play(capsys, Wish(3), ["2", "Option 2", "1"])
    assert out.count("Right! +15") == 2
    assert "No, it is option 3.\nIt is 3." in out
    assert "3/3  What is 3?\n  1) option 0\n" in out
    assert "Final score: 30 points, 2 right of 3 questions. Fastest: " in out


def test_a_row_of_right_answers_is_worth_more(capsys: pytest.CaptureFixture[str]) -> None:
    """The rules are those of a group, with what they give for rows."""
    out = play(capsys, Wish(4), ["2", "3", "4", "1"])
    assert out.count("Right! +17") == 2
    assert "Longest run: 4 in a row." in out


def test_what_is_no_answer_costs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A number too high, or words that stand in no option, are told so; the question stays."""
    out = play(capsys, Wish(1), ["5", "0", "what?", "²", "2"])
    assert out.count("Type the number of an option") == 4
    assert "1 right of 1 question." in out


def test_typed_answers_hints_and_tries(capsys: pytest.CaptureFixture[str]) -> None:
    """There are as many tries as one wants, hints cost, and a hint too many is told."""
    lines = ["wrong", "wrong", "hint", "/hint", "hint", "right 1", "right 2"]
    out = play(capsys, Wish(2, Mode.TYPED), lines)
    assert out.count("No. Try again") == 2
    assert "Hint: It is a number. (a right answer brings 7 points now)" in out
    assert "There is no further hint." in out
    assert "1) option" not in out
    assert "2 right of 2 questions" in out


def test_nobody_is_hurried(capsys: pytest.CaptureFixture[str]) -> None:
    """An answer after minutes counts, without a bonus for speed."""
    clock = Seconds()
    game = Alone(draw, judge, clock)
    game.begin(Wish(2, Mode.TYPED))
    clock.now += 600
    game.read("right 1")
    clock.now += 600
    game.read("right 2")
    assert game.is_over
    assert "Final score: 20 points, 2 right of 2 questions." in capsys.readouterr().out


@pytest.mark.parametrize("word", ["stop", "/stop", "quit", "EXIT"])
def test_skip_and_stop(capsys: pytest.CaptureFixture[str], word: str) -> None:
    """A skipped question tells its answer; the score comes when one stops, too."""
    out = play(capsys, Wish(5), ["skip", word])
    assert "It was option 1." in out
    assert "Final score: no points, 0 right of 2 questions." in out


def test_a_game_ends_with_its_questions(capsys: pytest.CaptureFixture[str]) -> None:
    """Where there are fewer than were wanted, that is said."""
    out = play(capsys, Wish(50), ["skip"] * POOL)
    assert "That was all there is on this. Final score" in out


@pytest.mark.usefixtures("one_core")
def test_the_program_plays_from_a_pipe() -> None:
    """Two lines come, and the end of the input ends the game."""
    first = run("trivia", "3", "oscars", "90s", "--seed", "7", stdin="1\n1\n")
    assert first.exit_code == 0
    assert "Oscars, the 1990s" in first.stdout
    assert "\n1/3  " in first.stdout
    assert "\n3/3  " in first.stdout
    assert "Final score: " in first.stdout


@pytest.mark.usefixtures("one_core")
def test_a_wish_that_is_not_understood_is_refused() -> None:
    """One line says why, and nothing is asked instead."""
    result = run("trivia", "xyzzy")
    assert result.exit_code == 2
    assert "can't make a quiz of “xyzzy”" in result.stderr
    assert result.stdout == ""


def test_a_wish_without_questions_is_refused() -> None:
    """No other game is played in place of one that there is not."""
    with pytest.raises(click.UsageError, match="no trivia questions on that"):
        trivia.play(Alone(draw, judge, Seconds()), Wish(templates=("none",)))
