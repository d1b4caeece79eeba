"""What a chat keeps of its games: which questions it had, its scores, and nothing of who wants to be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from threading import Barrier

import pytest
from databases import sqlite_file
from sqlalchemy import Connection, Engine, Table, func, select
from sqlalchemy.engine import URL
from trivia_fakes import FEW, PACK, POOL

from bot.state import games, polls, scores, tables
from bot.state.engine import open_engine
from bot.state.forget import forget_user
from bot.state.games import Venue
from bot.state.polls import Ballot
from bot.state.supergroup import migrate_chat
from bot.trivia.commands import Start, Stop
from bot.trivia.effects import Ask, Effect, Refuse
from bot.trivia.model import Wish
from bot.trivia.play import Refusal

NOW = 1_796_000_000.0
HERE, NEW = Venue(-100), Venue(-1_000_100)
ANN, BOB = 2**40 + 1, 23
FEW_WISH = Wish(count=1, templates=("few",))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    """A transaction on a new file."""
    engine = open_engine(sqlite_file(tmp_path))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def ask_once(db: Connection, wish: Wish, now: float, venue: Venue = HERE) -> str:
    """Return the id of the question of a game that is stopped at once."""
    (ask,) = games.play(db, venue, Start(ANN, wish), now, PACK)
    assert isinstance(ask, Ask)
    games.play(db, venue, Stop(ANN), now, PACK)
    return ask.question.id


def play_one(db: Connection, venue: Venue, users: tuple[int, ...], now: float = NOW) -> None:
    """Play a game of one question at which all are right at once: 15 points each."""
    games.play(db, venue, Start(ANN, Wish(count=1)), now, PACK)
    kept = games.find_game(db, venue)
    assert kept
    poll_id = f"poll {kept.id}"
    polls.stand(db, venue, 1, 5, poll_id, now, now, PACK)
    for user in users:
        ballot = Ballot(poll_id, user, f"name of {user}", kept.game.right_option[1], now)
        polls.vote(db, ballot, now, PACK)
    games.tick(db, kept.id, now + 60, PACK)


def test_a_topic_comes_again_in_its_old_order_when_all_of_it_was_asked(db: Connection) -> None:
    """No question comes twice before all of its topic came, time after time, whatever else the chat plays."""
    ids = [ask_once(db, FEW_WISH, NOW + number) for number in range(3 * FEW)]
    assert ids[:FEW] == ids[FEW : 2 * FEW] == ids[2 * FEW :]
    assert len(set(ids)) == FEW
    others = [ask_once(db, Wish(count=1), NOW + 100 + number) for number in range(POOL - FEW)]
    assert set(others).isdisjoint(ids)


def test_a_small_topic_brings_no_question_of_another_one_back(db: Connection) -> None:
    """A topic that is used up is begun again alone: what the chat had of others stays known."""
    had = [ask_once(db, Wish(count=1), NOW + number) for number in range(POOL - 1)]
    for number in range(FEW):
        ask_once(db, FEW_WISH, NOW + 100 + number)
    assert ask_once(db, Wish(count=1), NOW + 200) not in had


def test_each_chat_has_questions_of_its_own(db: Connection) -> None:
    """What one chat was asked another one may be asked as well."""
    assert ask_once(db, FEW_WISH, NOW) == ask_once(db, FEW_WISH, NOW, NEW)


def test_the_scores_of_a_group_are_added_to_those_of_its_supergroup(db: Connection) -> None:
    """Also when somebody has played in the supergroup before the bot heard where the group went."""
    play_one(db, HERE, (ANN, BOB))
    play_one(db, NEW, (BOB,))
    for _ in range(2):
        migrate_chat(db, HERE.chat_id, NEW.chat_id, NOW)
    assert [(line.user_id, line.points, line.games) for line in scores.board(db, NEW.chat_id)] == [
        (BOB, 30, 2),
        (ANN, 15, 1),
    ]


def test_a_game_that_runs_in_the_supergroup_goes_on(db: Connection) -> None:
    """One game of a kind runs in a place: the one of the group that is no more gives way."""
    for venue in (HERE, NEW):
        games.play(db, venue, Start(ANN, Wish(count=3)), NOW, PACK)
    migrate_chat(db, HERE.chat_id, NEW.chat_id, NOW)
    assert games.count_running(db) == 1
    assert games.play(db, NEW, Start(BOB, Wish()), NOW, PACK) == [Refuse(Refusal.RUNNING)]


def test_a_board_shows_the_name_that_is_in_use_now(db: Connection) -> None:
    """Over the seasons people change their names."""
    year_s = 366 * 86_400
    for name, now in (("Zoe", NOW), ("Ann", NOW + year_s)):
        games.play(db, HERE, Start(ANN, Wish(count=1)), now, PACK)
        polls.stand(db, HERE, 1, 5, name, now, now, PACK)
        polls.vote(db, Ballot(name, ANN, name, 0, now), now, PACK)
        (game_id,) = games.due(db, now + 60, 10)
        games.tick(db, game_id, now + 60, PACK)
    assert [line.name for line in scores.board(db, HERE.chat_id)] == ["Ann"]


def words_of(db: Connection, table: Table) -> str:
    return " ".join(str(value) for row in db.execute(select(table)) for value in row)


def test_everybody_of_a_game_can_be_forgotten(db: Connection) -> None:
    """One after the other, and of their private chats no word of a game is left."""
    play_one(db, HERE, (ANN, BOB))
    for user in (ANN, BOB):
        play_one(db, Venue(user), (user,))
    for user in (BOB, ANN):
        forget_user(db, user, NOW)
        for table in (tables.games, tables.game_events, tables.votes, tables.scores):
            assert f"name of {user}" not in words_of(db, table), table.name
    assert db.execute(select(func.count()).select_from(tables.games)).scalar() == 1
    assert db.execute(select(func.count()).select_from(tables.polls)).scalar() == 1


def test_two_who_start_at_the_same_moment_start_one_game(state_url: URL) -> None:
    """On whichever replica: the second one is told that a game runs, and no error comes of it."""
    engines, together = [open_engine(state_url) for _ in range(4)], Barrier(4)

    def start(engine: Engine) -> list[Effect]:
        together.wait()
        with engine.begin() as db:
            return games.play(db, HERE, Start(ANN, Wish(count=1)), NOW, PACK)

    with ThreadPoolExecutor(4) as pool:
        told = [effect for effects in pool.map(start, engines) for effect in effects]
    for engine in engines:
        engine.dispose()
    assert sum(isinstance(effect, Ask) for effect in told) == 1
    assert told.count(Refuse(Refusal.RUNNING)) == 3


def test_question_after_question_is_another_one(db: Connection) -> None:
    """Also across the moment when the pool is used up."""
    ids = [ask_once(db, Wish(count=1), NOW + number) for number in range(2 * POOL)]
    assert all(one != next_one for one, next_one in pairwise(ids))
