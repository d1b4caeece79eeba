"""Games on real databases: what one process begins another goes on with, and nothing is counted twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from databases import new_database
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.engine import URL
from trivia_fakes import PACK, POOL

from bot.state import daily, games, polls, scores
from bot.state.daily import Daily
from bot.state.engine import open_engine
from bot.state.forget import forget_user
from bot.state.games import Venue
from bot.state.polls import Ballot
from bot.state.prune import GAMES_KEPT_S, prune
from bot.state.supergroup import migrate_chat
from bot.state.tables import asked, game_events, votes
from bot.state.tables import games as games_table
from bot.trivia.commands import Command, Pause, Say, Start, Stop
from bot.trivia.effects import Ask, Effect, Finish, Refuse, Reveal
from bot.trivia.model import Mode, Wish
from bot.trivia.play import Refusal

T = TypeVar("T")
NOW = 1_796_000_000.0  # in November 2026
ADA, BEN, CY = 2**40 + 11, 12, 13
HERE, THERE = Venue(-100, 7), Venue(-100, 9)


class Table:
    """A venue on a database that is opened anew for every step, as if the program had ended in between."""

    def __init__(self, url: URL, venue: Venue = HERE) -> None:
        self.url, self.venue, self.now = url, venue, NOW

    def run(self, work: Callable[[Connection], T]) -> T:
        engine = open_engine(self.url)
        try:
            with engine.begin() as db:
                return work(db)
        finally:
            engine.dispose()

    def play(self, command: Command) -> list[Effect]:
        return self.run(lambda db: games.play(db, self.venue, command, self.now, PACK))

    def stand(self, number: int, poll_id: str | None) -> list[Effect]:
        return self.run(lambda db: polls.stand(db, self.venue, number, 500 + number, poll_id, self.now, self.now, PACK))

    def vote(self, user: int, poll_id: str, choice: int | None) -> list[Effect]:
        ballot = Ballot(poll_id, user, f"user {user}", choice, self.now)
        return self.run(lambda db: polls.vote(db, ballot, self.now, PACK))

    def tick(self, game_id: int) -> list[Effect]:
        return self.run(lambda db: games.tick(db, game_id, self.now, PACK))

    def wait(self, seconds: float) -> list[Effect]:
        """Let time pass, and the clock of the games with it."""
        self.now += seconds
        due = self.run(lambda db: games.due(db, self.now, 10))
        return [effect for game_id in due for effect in self.tick(game_id)]


@pytest.fixture
def table(state_url: URL) -> Table:
    """An empty venue, on each kind of database."""
    return Table(state_url)


@pytest.fixture
def engine(state_url: URL) -> Iterator[Engine]:
    engine = open_engine(state_url)
    yield engine
    engine.dispose()


def lines(effects: list[Effect]) -> list[tuple[int, int, int]]:
    """Return (rank, user, points) of the board that was told last."""
    told = [each for each in effects if isinstance(each, Reveal | Finish)]
    return [(line.rank, line.user, line.player.points) for line in told[-1].board]


def test_a_game_goes_on_after_every_restart(table: Table) -> None:
    """Two questions as polls, with the program ended after each step; the scores are those of the board."""
    assert isinstance(table.play(Start(ADA, Wish(count=2)))[0], Ask)
    assert table.play(Start(BEN, Wish())) == [Refuse(Refusal.RUNNING)]
    table.now += 1
    table.stand(1, "p1")
    table.now += 4
    table.vote(ADA, "p1", 1)
    table.vote(ADA, "p1", 1)  # the same update once more
    table.vote(BEN, "p1", 3)
    table.vote(BEN, "p1", 1)  # changed
    table.vote(CY, "p1", 1)
    table.vote(CY, "p1", None)  # withdrawn
    assert table.wait(5) == []
    assert lines(table.wait(20)) == [(1, ADA, 14), (1, BEN, 14)]
    assert isinstance(table.wait(6)[0], Ask)
    table.vote(CY, "p1", 1)  # came late, and counts without a bonus
    table.vote(BEN, "p2", 2)  # came before its poll was known
    table.now += 1
    table.stand(2, "p2")
    ended = table.wait(30)
    assert isinstance(ended[-1], Finish)
    assert lines(ended) == [(1, BEN, 29), (2, ADA, 14), (3, CY, 10)]
    board = table.run(lambda db: scores.board(db, HERE.chat_id))
    assert [(line.rank, line.user_id, line.points, line.wins, line.games) for line in board] == [
        (1, BEN, 29, 1, 1),
        (2, ADA, 14, 0, 1),
        (3, CY, 10, 0, 1),
    ]
    assert table.wait(3_600) == []


def test_the_events_make_the_game_that_is_kept(table: Table, engine: Engine) -> None:
    """Replayed, they give the snapshot, in a game with everything in it."""
    table.play(Start(ADA, Wish(count=3, mode=Mode.TYPED, bodies=("oscars",))))
    table.stand(1, None)
    table.play(Say(BEN, "Ben <b>", "wrong", table.now + 1))
    table.play(Say(BEN, "Ben <b>", "right 1", table.now + 2))
    table.play(Pause(ADA))
    with engine.begin() as db:
        kept = games.find_game(db, HERE)
        assert kept
        assert games.replay(db, kept.id) == kept.game
        assert kept.game.players[BEN].points == 15


def test_two_games_at_once_and_no_question_twice(table: Table, engine: Engine) -> None:
    """Topics have games of their own; the chat is asked everything before anything comes again."""
    other = Table(table.url, THERE)
    ids = []
    for _ in range(POOL // 2):
        for each in (table, other):
            (ask,) = each.play(Start(ADA, Wish(count=1)))
            assert isinstance(ask, Ask)
            ids.append(ask.question.id)
            each.play(Stop(ADA))
    assert len(set(ids)) == POOL
    (again,) = table.play(Start(ADA, Wish(count=1)))
    assert isinstance(again, Ask)
    assert again.question.id in ids[: POOL // 2]
    assert other.play(Start(ADA, Wish(templates=("none",)))) == [Refuse(Refusal.EMPTY)]


def test_a_group_becomes_a_supergroup_in_the_middle(table: Table, engine: Engine) -> None:
    """Game, scores, questions asked and the question of the day go along."""
    table.play(Start(ADA, Wish(count=1)))
    table.stand(1, "p1")
    table.run(lambda db: daily.switch_on(db, Daily(HERE.chat_id, 7, 1_200, "Europe/Berlin"), NOW))
    for _ in range(2):
        table.run(lambda db: migrate_chat(db, HERE.chat_id, -2_000, NOW))
    table.vote(ADA, "p1", 1)
    assert lines(table.wait(60)) == [(1, ADA, 15)]
    with engine.begin() as db:
        assert [line.points for line in scores.board(db, -2_000)] == [15]
        assert scores.board(db, HERE.chat_id) == []
        assert db.execute(select(asked.c.chat_id)).scalars().all() == [-2_000]
        assert daily.find_daily(db, -2_000, 7) == Daily(-2_000, 7, 1_200, "Europe/Berlin")


def test_boards_by_season_and_for_all_time(table: Table, engine: Engine) -> None:
    """A season is from July to June; an admin's reset leaves nothing."""
    year_s = 365 * 86_400
    for poll_id, user in (("a", ADA), ("b", ADA), ("c", BEN)):
        table.play(Start(ADA, Wish(count=1)))
        table.stand(1, poll_id)
        table.vote(user, poll_id, [1, 2, 3]["abc".index(poll_id)])
        table.wait(60)
        table.now += year_s
    with engine.begin() as db:
        assert [(line.user_id, line.points) for line in scores.board(db, -100)] == [(ADA, 30), (BEN, 15)]
        assert [line.user_id for line in scores.board(db, -100, scores.season_of(NOW))] == [ADA]
        mine = scores.find_standing(db, -100, BEN)
        assert mine
        assert (mine.rank, mine.rights, mine.fastest_s) == (2, 1, 0.0)
        assert scores.find_standing(db, -100, CY) is None
        assert scores.count_players(db, -100) == 2
        assert scores.reset(db, -100) == 3
        assert scores.board(db, -100) == []


def test_forgetting_somebody_leaves_no_trace(table: Table, engine: Engine) -> None:
    """Neither in scores and votes nor in a game that goes on without them."""
    table.play(Start(ADA, Wish(count=2)))
    table.stand(1, "p1")
    table.vote(ADA, "p1", 1)
    table.vote(BEN, "p1", 1)
    table.wait(22)
    with engine.begin() as db:
        forget_user(db, ADA, table.now)
    with engine.begin() as db:
        assert [line.user_id for line in scores.board(db, -100)] == [BEN]
        assert db.execute(select(votes.c.user_id)).scalars().all() == [BEN]
        assert str(ADA) not in "".join(db.execute(select(games_table.c.snapshot)).scalars())
        assert db.execute(select(func.count()).select_from(game_events)).scalar() == 0
    assert isinstance(table.wait(10)[0], Ask)


def test_old_games_are_pruned(table: Table, engine: Engine) -> None:
    """A week after their end; the scores stay."""
    table.play(Start(ADA, Wish(count=1)))
    table.stand(1, "p1")
    table.vote(ADA, "p1", 1)
    table.wait(60)
    with engine.begin() as db:
        prune(db, table.now + GAMES_KEPT_S + 61)
        assert games.find_game(db, HERE) is None
        assert [line.points for line in scores.board(db, -100)] == [15]


def test_a_question_a_day(table: Table, engine: Engine) -> None:
    """At the local time, once, also when the bot was away for days."""
    wanted = Daily(-100, 0, 20 * 60, "Europe/Berlin")
    with engine.begin() as db:
        first = daily.switch_on(db, wanted, NOW)
        assert daily.due(db, first - 1, 10) == []
        assert daily.take(db, -100, 0, first - 1) is None
        late = first + 3 * 86_400 + 5
        assert daily.due(db, late, 10) == [(-100, 0)]
        assert daily.take(db, -100, 0, late) == wanted
        assert daily.take(db, -100, 0, late) is None
        assert daily.due(db, first + 4 * 86_400, 10) == [(-100, 0)]
        assert daily.switch_off(db, -100, 0)
        assert not daily.switch_off(db, -100, 0)


def test_an_answer_and_its_poll_in_the_same_moment(postgresql: URL) -> None:
    """A vote that is not committed while its poll is being noted is counted all the same."""
    table = Table(new_database(postgresql))
    table.play(Start(ADA, Wish(count=1)))
    engine = open_engine(table.url)
    noting = threading.Thread(target=table.stand, args=(1, "p1"))
    with engine.begin() as db:
        polls.vote(db, Ballot("p1", BEN, "Ben", 1, table.now), table.now, PACK)
        noting.start()
        noting.join(timeout=0.5)  # without the lock it is done by now
    noting.join()
    engine.dispose()
    assert lines(table.wait(60)) == [(1, BEN, 15)]
