"""The rules of the game: scripts of whole games, what cannot happen, and games played at random."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import get_args

import pytest
from trivia_fakes import draw, judge, made_question
from trivia_scripts import SCRIPTS, Line, board_line, command_of, read_script, told_of

from bot.trivia.commands import Command, Hint, Pause, Resume, Say, Skip, Stand, Start, Stop, Tick, Vote
from bot.trivia.effects import Effect, Finish
from bot.trivia.events import (
    Answered,
    Asked,
    CameLate,
    Closed,
    Ended,
    Event,
    Hinted,
    Paused,
    PauseWanted,
    SkipWanted,
    Started,
    Stood,
    Withdrawn,
)
from bot.trivia.happen import ImpossibleEvent, apply
from bot.trivia.model import Mode, Wish
from bot.trivia.play import USUAL_TEMPO, Game, Phase, Why
from bot.trivia.rules import TABLE, decide
from bot.trivia.scoring import board_of

GAMES = 120  # played at random


@dataclass
class Table:
    """Games in memory by chat, with all their events."""

    games: dict[str, Game] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def play(self, line: Line) -> list[Effect]:
        game = self.games.get(line.place)
        return self.carry_out(command_of(line, game), line.second, line.place)

    def carry_out(self, command: Command, now: float, place: str = "here") -> list[Effect]:
        decision = decide(self.games.get(place), command, now, draw, judge)
        if decision.game:
            self.games[place] = decision.game
        self.events += decision.events
        return decision.effects


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_game_goes_as_its_script_says(name: str) -> None:
    """Each command at its second leads to what the script says, and to nothing else."""
    table = Table()
    for line in read_script(SCRIPTS[name]):
        if line.what == ("board",):
            told = board_line(board_of(table.games[line.place].players))
        else:
            told = "" if line.what == ("migrates",) else told_of(table.play(line))
        assert told == line.told, line


def test_the_table_knows_every_command_in_every_phase() -> None:
    """A command that is missing there would be an error in the middle of a game."""
    assert set(TABLE) == set(get_args(Command))
    assert all(set(row) == {None, *Phase} for row in TABLE.values())


QUESTION = made_question(1)
# An event of each kind that fits question 1 when it stands in the chat, or the moment that its phases stand for.
EVENTS: list[Event] = [
    Started(1, Mode.POLL, 2, Wish(), USUAL_TEMPO[Mode.POLL]),
    Asked(2, QUESTION, 5.0),
    Stood(1, 1.0),
    Answered(9, "zoe", True, 2.0),
    Withdrawn(5),
    CameLate(9, "zoe", 1, True, 10),
    Hinted(),
    SkipWanted(9),
    Closed(Why.TIME, (), 22.0),
    PauseWanted(),
    Paused(30.0),
    Ended(Why.DONE, 40.0),
]
POSSIBLE: dict[Phase, set[type]] = {
    Phase.ASKING: {Stood, Closed, PauseWanted, Ended},
    Phase.OPEN: {Answered, Withdrawn, Hinted, SkipWanted, Closed, PauseWanted, Ended},
    Phase.RESTING: {Asked, CameLate, Paused, Ended},
    Phase.PAUSED: {Asked, CameLate, Ended},
    Phase.ENDED: {CameLate},
}


def game_in(phase: Phase) -> Game:
    """Return a game of two questions in a phase; user 5 has answered question 1."""
    game = apply(apply(None, EVENTS[0]), Asked(1, QUESTION, 0.0))
    steps: list[Event] = [Stood(1, 1.0), Answered(5, "eve", True, 2.0), Closed(Why.TIME, (), 22.0), Paused(23.0)]
    for event in [*steps, Ended(Why.SILENT, 40.0)]:
        if game.phase is phase:
            break
        game = apply(game, event)
    return game if phase is not Phase.OPEN else apply(game, steps[1])


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_what_cannot_happen_raises_and_changes_nothing(phase: Phase, event: Event) -> None:
    """An event out of its phase is refused, one in its phase counts one up, and neither touches the game before."""
    game = game_in(phase)
    before = copy.deepcopy(game)
    if type(event) in POSSIBLE[phase]:
        assert apply(game, event).seq == game.seq + 1
    else:
        with pytest.raises(ImpossibleEvent):
            apply(game, event)
    assert game == before


@pytest.mark.parametrize(
    ("phase", "event"),
    [
        (Phase.ASKING, Stood(2, 1.0)),
        (Phase.OPEN, Withdrawn(9)),
        (Phase.RESTING, Asked(3, QUESTION, 30.0)),
        (Phase.RESTING, CameLate(5, "eve", 1, True, 10)),
        (Phase.RESTING, CameLate(9, "zoe", 2, True, 10)),
    ],
    ids=str,
)
def test_an_event_of_another_question_or_person_is_refused(phase: Phase, event: Event) -> None:
    """Also in its phase an event has to fit: nobody answers twice, and no question is left out."""
    with pytest.raises(ImpossibleEvent):
        apply(game_in(phase), event)


def test_nobody_wants_a_skip_twice() -> None:
    """One person's two wishes are not two persons' wishes."""
    game = apply(game_in(Phase.OPEN), SkipWanted(5))
    with pytest.raises(ImpossibleEvent):
        apply(game, SkipWanted(5))


def random_commands(rng: random.Random, table: Table, now: float) -> Iterator[Command]:
    """Yield what a crowd of five may do at a time: also what makes no sense just then."""
    game = table.games.get("here")
    number = rng.randint(1, (game.number if game else 0) + 1)
    user, option = rng.randint(1, 5), rng.choice([None, 0, 1, 2, 3])
    at, is_admin = now - rng.choice([0, 0, 0, 3, 60]), rng.random() < 0.1
    text = f"right {game.question.id.split(':')[1]}" if game and game.question and rng.random() < 0.3 else "hello"
    many: list[Command] = [Vote(user, f"user {user}", number, option, at), Say(user, f"user {user}", text, at)]
    few: list[Command] = [Hint(user), Skip(user), Pause(user, is_admin), Resume(user, is_admin)]
    yield from (Tick(), Stand(game.number if game else 1, now))
    yield rng.choice([*many * 5, *few, Start(user, Wish(9, rng.choice(list(Mode)))), Stop(user, rng.random() < 0.01)])


def has_ended(table: Table) -> bool:
    return table.games["here"].phase is Phase.ENDED


def play_at_random(rng: random.Random) -> Table:
    """Return a table at which a game was played to its end, and a while on."""
    table, now = Table(), 1_000.0
    table.carry_out(Start(1, Wish(rng.randint(1, 12), rng.choice(list(Mode)))), now)
    for _ in range(rng.randint(5, 200)):
        now += rng.choice([0, 0.4, 1, 4, 10])
        if has_ended(table):
            break
        for command in random_commands(rng, table, now):
            if not has_ended(table):
                table.carry_out(command, now)
    return end_by_ticks(table, now)


def end_by_ticks(table: Table, now: float) -> Table:
    """Let nobody do anything any more: deadlines alone have to end the game."""
    for _ in range(200):
        game = table.games["here"]
        if game.phase is Phase.ENDED:
            return table
        assert game.deadline is not None
        now = max(now, game.deadline)
        table.carry_out(Tick(), now)
        table.carry_out(Stand(game.number + 1, now), now)
    raise AssertionError("the game does not end")


@pytest.mark.parametrize("seed", range(0, GAMES, 40))
def test_games_played_at_random(seed: int) -> None:
    """Every game ends; each answer is scored once; the events alone make the same game and the same points."""
    rights = 0
    for each in range(seed, seed + 40):
        table = play_at_random(random.Random(each))
        game, replayed = table.games["here"], None
        for event in table.events:
            replayed = apply(replayed, event)
        assert replayed == game, f"seed {each}"
        check_scores(table, game, f"seed {each}")
        rights += sum(player.rights for player in game.players.values())
    assert rights > 40, "hardly anybody was right: these games show nothing"


def check_scores(table: Table, game: Game, seed: str) -> None:
    """Add up the gains of all events in another way than the rules do."""
    points, rights = Counter[int](), Counter[tuple[int, int]]()
    number = 0
    for event in table.events:
        match event:
            case Asked():
                number = event.number
            case Closed():
                for gain in event.gains:
                    points[gain.user] += gain.points
                    rights[gain.user, number] += 1
            case CameLate():
                points[event.user] += event.points
                rights[event.user, event.number] += event.is_right
    assert max(rights.values(), default=0) <= 1, seed
    for user, player in game.players.items():
        assert player.points == points[user], seed
        assert player.rights == sum(count for (who, _), count in rights.items() if who == user), seed
        assert player.rights <= player.answered <= game.number, seed
    if game.mode is Mode.TYPED:
        assert max(Counter(number for _, number in rights.elements()).values(), default=0) <= 1, seed
    assert len(set(game.asked)) == len(game.asked) == game.number, seed


def test_a_finished_game_tells_its_board_once() -> None:
    """The end is told by one message, whatever comes after it."""
    table = Table()
    effects = table.carry_out(Start(1, Wish(1)), 0.0)
    for command, now in ((Stand(1, 0.0), 0.0), (Tick(), 21.0), (Tick(), 30.0), (Stop(1), 31.0), (Tick(), 9_999.0)):
        effects += table.carry_out(command, now)
    assert sum(isinstance(effect, Finish) for effect in effects) == 1
