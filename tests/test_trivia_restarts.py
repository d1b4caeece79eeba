"""The scripts of whole games once more, on real databases, with the program started anew before every line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from databases import new_database, sqlite_file
from sqlalchemy import Connection, Engine, select
from sqlalchemy.engine import URL
from trivia_fakes import PACK
from trivia_scripts import SCRIPTS, Line, board_line, command_of, read_script, told_of

from bot.state import games, polls, scores
from bot.state.engine import open_engine
from bot.state.game_json import game_from_json
from bot.state.games import Venue
from bot.state.polls import Ballot
from bot.state.supergroup import migrate_chat
from bot.state.tables import games as games_table
from bot.trivia.commands import Command, Stand, Tick, Vote
from bot.trivia.effects import Effect
from bot.trivia.play import Game
from bot.trivia.scoring import board_of

CHATS = {"here": -100, "there": -200}
SUPERGROUP = -1_000_100
BEGIN = 1_796_000_000.0  # the second 0 of every script
ON_POSTGRESQL = sorted(SCRIPTS)[::7]


class Program:
    """Plays scripts on a database, and remembers nothing but in which chat each place is."""

    def __init__(self, url: URL) -> None:
        self.url, self.chats = url, dict(CHATS)

    @contextmanager
    def started(self) -> Iterator[Engine]:
        engine = open_engine(self.url)
        yield engine
        engine.dispose()

    def play(self, line: Line) -> str:
        """Do what a line says, and return what is told."""
        venue, now = Venue(self.chats[line.place]), BEGIN + line.second
        with self.started() as engine, engine.begin() as db:
            kept = games.find_game(db, venue)
            if kept:
                assert games.replay(db, kept.id) == kept.game
            game = kept.game if kept else None
            if line.what == ("migrates",):
                migrate_chat(db, CHATS[line.place], SUPERGROUP, now)
                self.chats[line.place] = SUPERGROUP
                return ""
            if line.what == ("board",):
                return board_line(board_of(game.players if game else {}))
            return told_of(carry_out(db, venue, command_of(line, game, BEGIN), game, now))


def carry_out(db: Connection, venue: Venue, command: Command, game: Game | None, now: float) -> list[Effect]:
    """Hand a command to the state in the way of the messenger; an answer to a poll comes twice, as an update may."""
    match command:
        case Stand(number, at):
            return polls.stand(db, venue, number, 500 + number, poll_of(venue, game, number), at, now, PACK)
        case Vote(user, name, number, option, at):
            ballot = Ballot(poll_of(venue, game, number), user, name, option, at)
            return polls.vote(db, ballot, now, PACK) + polls.vote(db, ballot, now, PACK)
        case Tick():
            return [told for each in games.due(db, now, 10) for told in games.tick(db, each, now, PACK)]
    return games.play(db, venue, command, now, PACK)


def poll_of(venue: Venue, game: Game | None, number: int) -> str:
    """Return the id of the poll that asks a question; no question comes in two games of a script."""
    asked = game.asked[number - 1] if game and number <= len(game.asked) else "none"
    place = "here" if venue.chat_id in (CHATS["here"], SUPERGROUP) else "there"
    return f"{place}/{asked}"


def check_script(url: URL, name: str, patch: pytest.MonkeyPatch) -> None:
    """Play a script line by line, and compare the scores with those of its games."""
    program = Program(url)
    with program.started():
        patch.setattr("bot.state.engine.migrate", lambda _: None)  # once is enough, and takes most of the time
    for line in read_script(SCRIPTS[name]):
        assert program.play(line) == line.told, line
    with program.started() as engine, engine.begin() as db:
        won = Counter[tuple[int, int]]()
        for row in db.execute(select(games_table)):
            for user, player in game_from_json(row.snapshot).players.items():
                won[row.chat_id, user] += player.points
        for chat_id in program.chats.values():
            board = {line.user_id: line.points for line in scores.board(db, chat_id)}
            assert board == {user: points for (chat, user), points in won.items() if chat == chat_id}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_ends_the_same_with_a_restart_before_every_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that a game is stands in the database: each line is told as in a game that runs through."""
    check_script(sqlite_file(tmp_path), name, monkeypatch)


@pytest.mark.parametrize("name", ON_POSTGRESQL)
def test_a_script_ends_the_same_on_postgresql(name: str, postgresql: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other database counts the same, here with some of the scripts."""
    check_script(new_database(postgresql), name, monkeypatch)
