"""Cue words with slips are mended from a closed vocabulary, and only when it is plain which one is meant."""

from __future__ import annotations

import pytest

from bot.link.plain import common_words, is_inflected, is_plain
from bot.link.spelling import WordSpeller

WORDS = """
    who won win wins winner winners best actress actor supporting lead leading director directing picture film
    movie oscars oscar academy award awards nominated nominations nominee nominees golden globes bafta screenplay
    original adapted song score cinematography editing costume animated documentary foreign host hosted ceremony
    how many when what which was speech thanked youngest lost beat
"""


@pytest.fixture(scope="module")
def speller() -> WordSpeller:
    return WordSpeller(WORDS.split(), real=("own", "rest", "hose", "gold"))


MENDED = """
    actess actress | acedamy academy | nomnated nominated | wiiner winner | hw how | acter actor | acotr actor
    dierctor director | supportng supporting | moive movie | flim film | screeplay screenplay | oskar oscar
    cinematograhy cinematography | anamated animated | documentery documentary | golbes globes | awrd award
    speach speech | thnaked thanked | nomineted nominated | picutre picture | ceremny ceremony | hostd hosted
"""


@pytest.mark.parametrize("pair", [pair.strip() for line in MENDED.strip().splitlines() for pair in line.split("|")])
def test_mended(speller: WordSpeller, pair: str) -> None:
    """A likely slip has one likely word behind it."""
    typed, meant = pair.split()
    assert speller.correct(typed) == meant


@pytest.mark.parametrize(
    "word", ["winner", "who", "own", "rest", "hwo", "house", "table", "a", "", "1999", "xx", "stone"]
)
def test_left_alone(speller: WordSpeller, word: str) -> None:
    """Known words, real words, numbers, the far and the ambiguous stay as they are."""
    assert speller.correct(word) is None


def test_suggestions_are_in_order(speller: WordSpeller) -> None:
    """What cannot be decided can still be looked at, the cheapest first."""
    found = speller.suggest("hwo")
    assert {word for word, _ in found} >= {"how", "who"}
    assert [cost for _, cost in found] == sorted(cost for _, cost in found)


def test_same_answer_whatever_the_order() -> None:
    """The vocabulary is a set: its order changes nothing."""
    typed = ["actess", "wiiner", "hwo", "nomineted", "awrads"]
    speller, backwards = WordSpeller(WORDS.split()), WordSpeller(WORDS.split()[::-1])
    assert [speller.suggest(word) for word in typed] == [backwards.suggest(word) for word in typed]


@pytest.mark.parametrize(
    "word", ["house", "houses", "stopped", "happier", "bigger", "playing", "1999", "quickly", "kindness"]
)
def test_plain_words(word: str) -> None:
    """The common words, and what is made of them, are plain."""
    assert is_plain(word)


@pytest.mark.parametrize("word", ["streep", "oppenheimer", "parasite", "xqzt", ""])
def test_words_that_are_not_plain(word: str) -> None:
    """Names are not."""
    assert not is_plain(word)


def test_inflections() -> None:
    """An ending is no slip."""
    assert is_inflected("graduated", "graduate")
    assert not is_inflected("gradaute", "graduate")


def test_the_common_words_are_in_normal_form() -> None:
    """One word a line, folded."""
    assert len(common_words()) > 3000
    assert all(word.isalpha() and word == word.lower() for word in common_words())
