"""Quotes by person, film, ceremony and theme; who said it; who was thanked; the quote beneath an answer."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from bot.recall.occasion import short_category
from bot.recall.quotes import QuoteAsk, QuoteFinder, quote_id
from bot.recall.said import SURE_SCORE
from bot.store import Store
from bot.tables import read_table
from bot.text import fold, tokenize

MAX_QUOTE_WORDS = 30


@pytest.fixture(scope="module")
def finder(store: Store) -> QuoteFinder:
    return QuoteFinder(store)


def words(text: str) -> list[str]:
    return [token.norm for token in tokenize(text)]


def person(store: Store, name: str) -> str:
    row = store.row("SELECT id FROM person WHERE name = ? ORDER BY weight DESC", (name,))
    assert row, name
    return str(row["id"])


def work(store: Store, title: str) -> str:
    row = store.row("SELECT id FROM work WHERE title = ? ORDER BY weight DESC", (title,))
    assert row, title
    return str(row["id"])


SAID = {
    "jumping off a cliff": "Fred Berger",
    "ignoring conventional wisdom": "Fred Berger",
    "making this fantasy was an utter fantasy": "Fred Berger",
    "get up and keep moving forward": "Emma Stone",
    "taking a chance taking a gamble": "Damien Chazelle",
    "mistaken for ryan reynolds": "Ryan Gosling",
    "chop it into three pieces": "Ryan Gosling",
    "standing on the shoulders of a mountain of people": "Ryan Gosling",
    "honors the popular vote": "Jimmy Fallon",
    "take your broken heart and make it into art": "Meryl Streep",
    "right now you like me": "Sally Field",
    "hello gorgeous": "Barbra Streisand",
    "one inch barrier of subtitles": "Bong Joon Ho",
    "one inch bariers of subtitels": "Bong Joon Ho",
    "i deserve this": "Shirley MacLaine",
    "disrespect invites disrespect": "Meryl Streep",
    "thank my terrible childhood": "Robert Downey Jr.",
    "inclusion rider": "Frances McDormand",
    "i will drink until next morning": "Bong Joon Ho",
    "the king of the world": "James Cameron",
}


@pytest.mark.parametrize(("remembered", "speaker"), SAID.items(), ids=SAID)
def test_who_said_it(finder: QuoteFinder, remembered: str, speaker: str) -> None:
    """Some words of a quote, near enough, are surely its speaker's."""
    best = finder.who_said(words(remembered))[0]
    assert (best.quote.speaker, best.score >= SURE_SCORE) == (speaker, True)


@pytest.mark.parametrize(
    "remembered",
    [
        "i will be back", "may the force be with you", "to be or not to be", "here is looking at you kid",
        "you had me at hello", "hold on to your dreams", "the", "", "a thing of beauty",
        "life is like a box of chocolates",
        "i have a dream", "that is one small step for a man", "i want to thank the academy and my agent",
    ],
)  # fmt: skip
def test_words_of_others_are_nobodys(finder: QuoteFinder, remembered: str) -> None:
    """What no quote holds, and what every speech says, is not pinned on anybody."""
    found = finder.who_said(words(remembered))
    assert not found or found[0].score < SURE_SCORE


def test_a_person_is_quoted_with_own_words_only(store: Store, finder: QuoteFinder) -> None:
    """A quote asked by speaker is by the speaker."""
    emma = person(store, "Emma Stone")
    found = finder.find(QuoteAsk(words("a quote by emma stone"), persons=[emma]))
    assert len(found) > 2
    assert {item.quote.speaker for item in found} == {"Emma Stone"}


def test_of_two_people_the_one_after_about_is_spoken_of(store: Store, finder: QuoteFinder) -> None:
    """ "What did A say about B" is by A."""
    ask = QuoteAsk(
        words("what did emma stone say about ryan gosling"),
        persons=[person(store, "Emma Stone"), person(store, "Ryan Gosling")],
    )
    best = finder.find(ask)[0]
    assert (best.quote.speaker, "Ryan Gosling" in best.quote.text) == ("Emma Stone", True)


def test_nobody_is_quoted_on_what_they_did_not_speak_of(store: Store, finder: QuoteFinder) -> None:
    """A theme that is not theirs gives nothing rather than something else."""
    ask = QuoteAsk(words("what did emma stone say about global warming"), persons=[person(store, "Emma Stone")])
    assert finder.find(ask) == []
    assert finder.find(QuoteAsk(words("a quote about bananas"))) == []


def test_a_film_and_a_ceremony_narrow_the_choice(store: Store, finder: QuoteFinder) -> None:
    """Works, bodies and years are kept to."""
    film = finder.find(QuoteAsk(words("la la land quote"), works=[work(store, "La La Land")]))
    assert {item.work for item in film} == {"La La Land"}
    show = finder.find(QuoteAsk(words("globes 2017 quote"), bodies=["golden-globes"], years=(2017, 2017)))
    assert show
    assert all(item.quote.occasion.startswith("Golden Globes 2017") for item in show)


@pytest.mark.parametrize(
    ("question", "theme"),
    [
        ("something funny", "humour"), ("a quote about dreams", "dreams"), ("an inspiring quote", "dreams"),
        ("something about politics", "politics"), ("a romantic quote", "love"),
        ("quote about representation", "representation"),
        ("a quote about the craft of acting", "craft"), ("speeches about courage", "courage"),
    ],
)  # fmt: skip
def test_themes(finder: QuoteFinder, question: str, theme: str) -> None:
    """Words for a theme find quotes that are filed under it."""
    found = finder.find(QuoteAsk(words(question)))
    assert found
    assert all(theme in item.themes for item in found[:5])


@pytest.mark.parametrize(
    ("question", "pattern"),
    [
        ("a quote about mothers", r"\b(mother|mom|mum)"), ("quote about dogs", r"\bdogs?\b"),
        ("a quote about vietnam", "Vietnam"), ("quotes about fathers", r"\b(father|dad)"),
    ],
)  # fmt: skip
def test_a_narrower_theme_prefers_its_own_words(finder: QuoteFinder, question: str, pattern: str) -> None:
    """ "About mothers" is more than "about family"."""
    best = finder.find(QuoteAsk(words(question)))[0]
    assert re.search(pattern, f"{best.quote.text} {best.context}", re.IGNORECASE)


def test_the_words_of_a_theme_given_as_a_slug(finder: QuoteFinder) -> None:
    """A theme can be given outright."""
    assert all("struggle" in item.themes for item in finder.find(QuoteAsk([], themes=["struggle"])))


def test_who_thanked_whom(store: Store, finder: QuoteFinder) -> None:
    """The thanked are found in quote or context, the thanking by their name."""
    lionsgate = finder.thanked(QuoteAsk(words("who thanked lionsgate")))
    assert {item.quote.speaker for item in lionsgate} == {"Fred Berger", "Damien Chazelle"}
    assert lionsgate[0].score >= SURE_SCORE
    ryan = finder.thanked(QuoteAsk(words("who thanked ryan gosling"), persons=[person(store, "Ryan Gosling")]))
    assert ryan[0].quote.speaker == "Emma Stone"
    damien = person(store, "Damien Chazelle")
    thanks = finder.thanked(QuoteAsk(words("who did damien chazelle thank"), persons=[damien]))
    assert {item.quote.speaker for item in thanks} == {"Damien Chazelle"}


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("who thanked the queen", "David Seidler"), ("who dedicated an oscar to the peacemakers", "Cillian Murphy"),
        ("who dedicated the award to a mother's heart", "Jessie Buckley"), ("who thanked his teachers", "George Lucas"),
    ],
)  # fmt: skip
def test_whom_a_win_was_dedicated_to(finder: QuoteFinder, question: str, speaker: str) -> None:
    """Dedications and thanks are found by what they name."""
    best = finder.thanked(QuoteAsk(words(question)))[0]
    assert (best.quote.speaker, best.score >= SURE_SCORE) == (speaker, True)


def test_nobody_thanked_santa_claus(finder: QuoteFinder) -> None:
    """Thanks that no quote holds are not made up."""
    assert finder.thanked(QuoteAsk(words("who thanked santa claus"))) == []


def test_the_quote_beneath_a_win_is_by_the_winner_there(store: Store, finder: QuoteFinder) -> None:
    """Same edition, same person; of a picture prize also by one of those who accepted it."""
    row = store.row("SELECT edition FROM quote WHERE speaker = 'Fred Berger' AND body = 'golden-globes'")
    assert row
    edition = str(row["edition"])
    emma, film = person(store, "Emma Stone"), work(store, "La La Land")
    best = finder.best_for(emma, film, edition, "best-actress-comedy")
    assert best
    assert (best.quote.text, best.quote.occasion) == (
        "to get up and keep moving forward.", "Golden Globes 2017, Best Actress (Musical or Comedy)",
    )  # fmt: skip
    picture = finder.best_for(None, film, edition, "best-picture-comedy")
    assert picture
    assert picture.quote.speaker == "Fred Berger"
    assert finder.best_for(person(store, "Justin Hurwitz"), film, edition, "best-score") is None
    assert finder.best_for(emma, film, None, "best-actress-comedy") is None


def test_no_win_gets_the_words_of_somebody_else(store: Store, finder: QuoteFinder) -> None:
    """Over all wins with people, the quote beneath is by one of them, or of a picture prize of that film."""
    wins = store.rows(
        "SELECT n.edition, n.category, p.person, w.work FROM nomination n "
        "JOIN nomination_person p ON p.nomination = n.id LEFT JOIN nomination_work w ON w.nomination = n.id "
        "WHERE n.winner = 1 AND n.edition IN (SELECT edition FROM quote)"
    )
    by = {row["id"]: row for row in store.rows("SELECT id, person, work, category FROM quote")}
    shown = 0
    for win in wins:
        found = finder.best_for(win["person"], win["work"], win["edition"], win["category"])
        if found:
            shown += 1
            row = by[found.id]
            of_film = row["work"] == win["work"] and row["category"] == win["category"]
            assert row["person"] == win["person"] or of_film, (win["edition"], win["category"])
    assert shown > 200


def test_random_quotes_avoid_what_was_shown(finder: QuoteFinder) -> None:
    """The same seed gives the same quote; ids to avoid are avoided."""
    first = finder.random(random.Random(7))
    assert first == finder.random(random.Random(7))
    assert first
    again = finder.random(random.Random(7), avoid={first.quote.id})
    assert again
    assert again.quote.id != first.quote.id


def test_every_quote_has_an_id_of_its_own(store: Store, finder: QuoteFinder) -> None:
    """Ids come from speaker and words, so that new quotes leave those that a chat has seen as they are."""
    rows = store.rows("SELECT speaker, text FROM quote")
    assert len({quote_id(row["speaker"], row["text"]) for row in rows}) == len(rows) > 500
    assert quote_id("Emma Stone", "Bit by bit.") == quote_id("Emma Stone", "Bit by bit.") == "ac5b59c5"


def test_when_all_were_shown_there_is_none_left(store: Store, finder: QuoteFinder) -> None:
    """Who avoids everything gets nothing, and may then begin again."""
    every = {quote_id(row["speaker"], row["text"]) for row in store.rows("SELECT speaker, text FROM quote")}
    assert finder.random(random.Random(7), avoid=every) is None


def test_quotes_are_short_and_have_their_place(store: Store, finder: QuoteFinder) -> None:
    """Every quote shows speaker, occasion and source, in at most thirty words."""
    seen = [finder.random(random.Random(seed)) for seed in range(300)]
    for item in seen:
        assert item
        assert len(fold(item.quote.text).split()) <= MAX_QUOTE_WORDS
        assert item.quote.speaker
        assert item.quote.source
        assert re.search(r"\b(19|20)\d\d\b", item.quote.occasion)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Best Performance by a Male Actor in a Motion Picture – Drama", "Best Actor (Drama)"),
        ("Best Performance by a Female Actor in a Supporting Role in any Motion Picture", "Best Supporting Actress"),
        ("Best Motion Picture – Musical or Comedy", "Best Picture (Musical or Comedy)"),
        ("Best Director – Motion Picture", "Best Director"), ("Best Actress", "Best Actress"),
    ],
)  # fmt: skip
def test_short_category_names(name: str, short: str) -> None:
    """Long official names become what people say."""
    assert short_category(name) == short


def test_the_words_for_themes_are_in_normal_form() -> None:
    """Phrases are folded, sorted by theme and phrase, and stand once."""
    listed = [(row["phrase"], row["theme"]) for row in read_table("lexicon/themes")]
    assert [phrase for phrase, _ in listed if fold(phrase) != phrase] == []
    assert listed == sorted(set(listed), key=lambda row: (row[1], row[0]))
    assert len({phrase for phrase, _ in listed}) == len(listed)


def test_no_path_of_a_machine_is_left() -> None:
    """The finders know no folder of their own."""
    for path in Path(__file__).parent.parent.joinpath("bot", "recall").glob("*.py"):
        assert "/tmp" not in path.read_text(encoding="utf-8")
