"""Whole games as scripts: who does what at which second, and what the chat is told.

A line reads "SECOND WHO WHAT -> TOLD | TOLD"; "-" is nobody. A question is known by its number in the game. Somebody
in another chat is written as "ann@there". A delayed answer says when it was given: "picks right 1 at 19".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.trivia.commands import Command, Hint, Pause, Resume, Say, Skip, Stand, Start, Stop, Tick, Vote
from bot.trivia.effects import Ask, Effect, Finish, GiveHint, IsPaused, Refuse, Reveal, SkipNoted
from bot.trivia.model import Mode, Wish
from bot.trivia.play import Game, Place

USERS = {"-": 0, "ann": 2**40 + 1, "bob": 2, "cy": 3, "dan": 4, "admin": 99}


class Line(NamedTuple):
    """One line of a script; `place` is the chat."""

    second: float
    who: str
    place: str
    what: tuple[str, ...]
    told: str


def read_script(text: str) -> Iterator[Line]:
    """Yield the lines of a script."""
    for row in filter(None, map(str.strip, text.splitlines())):
        did, _, told = row.partition("->")
        second, who, *what = did.split()
        name, _, place = who.partition("@")
        yield Line(float(second), name, place or "here", tuple(what), told.strip())


def command_of(line: Line, game: Game | None, begin: float = 0.0) -> Command:
    """Return what a line asks of `game`, as it stands before; `begin` is the time of the script's second 0."""
    user, (verb, *words) = USERS[line.who], line.what
    at = begin + (float(words.pop()) if words[-2:-1] == ["at"] and words.pop(-2) else line.second)
    is_admin = line.who == "admin"
    match verb:
        case "starts":
            mode = Mode.TYPED if "typed" in words else Mode.POLL
            return Start(user, Wish(int(words[0]), mode, templates=tuple(words[1:])))
        case "stands":
            return Stand(int(words[0]), at)
        case "picks":
            right = game.right_option.get(int(words[1]), 0) if game else 0
            return Vote(user, line.who, int(words[1]), right if words[0] == "right" else (right + 1) % 4, at)
        case "withdraws":
            return Vote(user, line.who, int(words[0]), None, at)
        case "says":
            return Say(user, line.who, " ".join(words), at)
        case "hints":
            return Hint(user)
        case "skips":
            return Skip(user, is_admin)
        case "pauses":
            return Pause(user, is_admin)
        case "resumes":
            return Resume(user, is_admin)
        case "stops":
            return Stop(user, is_admin)
        case "tick":
            return Tick()
    raise ValueError(f"{verb!r} in a script")


def told_of(effects: Sequence[Effect]) -> str:
    """Return effects as a script writes them."""
    return " | ".join(map(_told, effects))


def board_line(board: Sequence[Place]) -> str:
    """Return a board as a script writes it."""
    return ", ".join(f"{place.rank} {place.player.name} {place.player.points}" for place in board) or "nobody"


def _told(effect: Effect) -> str:
    match effect:
        case Ask():
            return f"ask {effect.number}/{effect.count}"
        case Reveal():
            gains = " ".join(f"{name}+{gain.points}" for name, gain in effect.gains) or "nobody"
            return f"answer {effect.number} {effect.why.value}: {gains}"
        case Finish():
            return f"end {effect.why.value}: {board_line(effect.board)}"
        case GiveHint():
            return f"hint {effect.place} for {effect.points}"
        case SkipNoted():
            return f"skip needs {effect.missing}"
        case IsPaused():
            return f"paused for {effect.for_s:.0f}"
        case Refuse():
            return f"no: {effect.why.value}"
        case _:
            return "will pause"


# The usual times: a poll is open for 20 s, what is typed counts for 40 s, 1 s later the question is closed, and 5 s
# after that the next one comes.
SCRIPTS = {
    "a changed answer counts from when it was changed, a withdrawn one not at all, a late one without a bonus": """
        0 ann starts 2 -> ask 1/2
        0 bob starts 3 -> no: running
        1 - stands 1
        1 ann picks right 1
        2 ann picks right 1
        5 bob picks wrong 1
        9 bob picks right 1
        11 cy picks right 1
        12 cy withdraws 1
        21 - tick
        22 - tick -> answer 1 time: ann+15 bob+13
        22 - tick
        23 cy picks right 1
        24 cy picks right 1
        25 ann picks right 1
        26 ann withdraws 1
        27 - tick -> ask 2/2
        28 - stands 2
        28 - stands 2
        29 bob picks right 2
        30 ann picks wrong 2
        49 - tick -> answer 2 time: bob+15 | end done: 1 bob 28, 2 ann 15, 3 cy 10
        50 cy picks right 2
        800 dan picks right 2
        800 - board -> 1 bob 28, 2 cy 20, 3 ann 15
        """,
    "as many points share a rank, and the next rank is left out": """
        0 ann starts 1 -> ask 1/1
        0 - stands 1
        10 cy picks right 1
        2 bob picks right 1
        2 ann picks right 1
        21 - tick -> answer 1 time: bob+14 ann+14 cy+12 | end done: 1 ann 14, 1 bob 14, 3 cy 12
        """,
    "from the third right answer in a row each brings two points more; a wrong one ends the row, and so does none": """
        0 ann starts 5 -> ask 1/5
        0 - stands 1
        0 ann picks right 1
        0 bob picks right 1
        21 - tick -> answer 1 time: bob+15 ann+15
        26 - tick -> ask 2/5
        26 - stands 2
        26 ann picks right 2
        26 bob picks right 2
        47 - tick -> answer 2 time: bob+15 ann+15
        52 - tick -> ask 3/5
        52 - stands 3
        52 ann picks right 3
        52 bob picks wrong 3
        73 - tick -> answer 3 time: ann+17
        78 - tick -> ask 4/5
        78 - stands 4
        78 bob picks right 4
        99 - tick -> answer 4 time: bob+15
        104 - tick -> ask 5/5
        104 - stands 5
        104 ann picks right 5
        125 - tick -> answer 5 time: ann+15 | end done: 1 ann 62, 2 bob 45
        """,
    "the first who types the answer ends the question; hints cost; talk makes nobody a player": """
        0 ann starts 2 typed -> ask 1/2
        0 bob hints -> no: no-question
        0 - stands 1
        3 cy says lol
        4 bob says wrong
        8 bob says right 1 -> answer 1 right: bob+14
        9 ann says right 1
        13 - tick -> ask 2/2
        13 - stands 2
        14 bob hints -> hint 1 for 7
        15 bob hints -> hint 2 for 4
        16 bob hints -> no: no-hint
        33 ann says right 2 -> answer 2 right: ann+6 | end done: 1 bob 14, 2 ann 6
        """,
    "what is typed in time counts once though it comes late, what is typed too late does not": """
        0 ann starts 2 typed -> ask 1/2
        0 - stands 1
        41 - tick -> answer 1 time: nobody
        42 ann says right 1 at 42
        43 bob says right 1 at 39
        44 cy says right 1 at 38
        45 bob says right 1 at 39
        46 - tick -> ask 2/2
        46 - stands 2
        50 bob says wrong
        87 - tick -> answer 2 time: nobody | end done: 1 bob 10
        88 cy says right 2 at 80
        89 - board -> 1 bob 10, 1 cy 10
        """,
    "two skip a question, or the one who started, or an admin": """
        0 ann starts 4 -> ask 1/4
        0 bob skips -> no: no-question
        0 - stands 1
        1 bob skips -> skip needs 1
        2 bob skips -> no: voted
        3 ann picks right 1
        3 cy skips -> answer 1 skipped: ann+14
        4 cy picks right 1 at 4
        4 dan picks right 1 at 3
        4 dan skips -> no: no-question
        8 - tick -> ask 2/4
        8 - stands 2
        9 bob skips -> skip needs 1
        10 ann skips -> answer 2 skipped: nobody
        15 - tick -> ask 3/4
        15 - stands 3
        16 admin skips -> answer 3 skipped: nobody
        21 - tick -> ask 4/4
        21 - stands 4
        22 ann skips -> answer 4 skipped: nobody | end done: 1 ann 14, 2 dan 10
        """,
    "a pause comes when the question is closed, lasts until somebody goes on, and can be taken back before": """
        0 ann starts 3 -> ask 1/3
        0 ann pauses -> will pause
        0 ann resumes -> no: not-paused
        1 - stands 1
        2 bob pauses -> no: not-yours
        3 ann picks right 1
        4 ann pauses -> will pause
        5 ann pauses -> no: paused
        6 bob resumes -> no: not-yours
        22 - tick -> answer 1 time: ann+14 | paused for 3600
        23 ann pauses -> no: paused
        24 bob picks wrong 1
        1000 - tick
        1001 bob resumes -> no: not-yours
        1002 admin resumes -> ask 2/3
        1003 - stands 2
        1004 ann picks right 2
        1024 - tick -> answer 2 time: ann+15
        1025 ann resumes -> no: not-paused
        1026 ann pauses -> paused for 3600
        1027 ann resumes -> ask 3/3
        1028 - stands 3
        1029 ann pauses -> will pause
        1049 - tick -> answer 3 time: nobody | end done: 1 ann 29, 2 bob 0
        """,
    "a pause that nobody ends ends the game": """
        0 ann starts 3 -> ask 1/3
        0 - stands 1
        0 ann picks right 1
        21 - tick -> answer 1 time: ann+15
        22 ann pauses -> paused for 3600
        3621 - tick
        3622 - tick -> end silent: 1 ann 15
        """,
    "who started it or an admin stops the game; the open question counts as far as it came, and no answer after it": """
        0 ann starts 3 -> ask 1/3
        0 - stands 1
        2 bob picks right 1
        3 bob stops -> no: not-yours
        4 admin stops -> answer 1 stopped: bob+14 | end stopped: 1 bob 14
        5 ann picks right 1 at 5
        5 cy picks right 1 at 4
        6 ann stops -> no: no-game
        7 - board -> 1 bob 14, 2 cy 10
        """,
    "a game can be stopped before its question stands and while it rests": """
        0 ann starts 3 -> ask 1/3
        1 ann stops -> end stopped: nobody
        2 - stands 1
        2 bob picks right 1
        3 bob starts 3 -> ask 1/3
        3 - stands 1
        4 bob picks right 1
        24 - tick -> answer 1 time: bob+15
        25 bob stops -> end stopped: 1 bob 15
        26 - tick
        """,
    "after three questions that nobody answers the game stops by itself": """
        0 ann starts 9 -> ask 1/9
        0 - stands 1
        21 - tick -> answer 1 time: nobody
        26 - tick -> ask 2/9
        26 - stands 2
        30 bob picks wrong 2
        47 - tick -> answer 2 time: nobody
        52 - tick -> ask 3/9
        52 - stands 3
        73 - tick -> answer 3 time: nobody
        78 - tick -> ask 4/9
        78 - stands 4
        99 - tick -> answer 4 time: nobody
        104 - tick -> ask 5/9
        104 - stands 5
        125 - tick -> answer 5 time: nobody | end silent: 1 bob 0
        """,
    "talk of those who do not play keeps no typed game going": """
        0 ann starts 9 typed -> ask 1/9
        0 - stands 1
        1 bob says good morning
        41 - tick -> answer 1 time: nobody
        46 - tick -> ask 2/9
        46 - stands 2
        47 ann says wrong
        87 - tick -> answer 2 time: nobody
        92 - tick -> ask 3/9
        92 - stands 3
        93 cy says lol
        133 - tick -> answer 3 time: nobody
        138 - tick -> ask 4/9
        138 - stands 4
        179 - tick -> answer 4 time: nobody
        184 - tick -> ask 5/9
        184 - stands 5
        225 - tick -> answer 5 time: nobody | end silent: nobody
        """,
    "a late answer shows that somebody plays": """
        0 ann starts 9 -> ask 1/9
        0 - stands 1
        21 - tick -> answer 1 time: nobody
        26 - tick -> ask 2/9
        26 - stands 2
        47 - tick -> answer 2 time: nobody
        48 ann picks wrong 2
        52 - tick -> ask 3/9
        52 - stands 3
        73 - tick -> answer 3 time: nobody
        """,
    "who leaves keeps the points": """
        0 ann starts 2 -> ask 1/2
        0 - stands 1
        0 bob picks right 1
        21 - tick -> answer 1 time: bob+15
        26 - tick -> ask 2/2
        26 - stands 2
        36 ann picks right 2
        47 - tick -> answer 2 time: ann+12 | end done: 1 bob 15, 2 ann 12
        """,
    "games in two chats do not touch each other": """
        0 ann starts 1 -> ask 1/1
        0 bob@there starts 1 typed -> ask 1/1
        1 - stands 1
        2 -@there stands 1
        3 bob@there picks right 1
        3 ann picks right 1
        4 ann@there stops -> no: not-yours
        6 ann@there says right 1 -> answer 1 right: ann+14 | end done: 1 ann 14
        22 - tick -> answer 1 time: ann+14 | end done: 1 ann 14
        43 -@there tick
        """,
    "a question that does not get into the chat is given up, and with the third one the game": """
        0 ann starts 5 -> ask 1/5
        89 - tick
        90 - tick -> ask 2/5
        91 - stands 1
        91 ann pauses -> will pause
        180 - tick -> paused for 3600
        181 ann resumes -> ask 3/5
        271 - tick -> end silent: nobody
        """,
    "after a long absence the open question is scored by the answers that came, without a bonus for speed": """
        0 ann starts 1 -> ask 1/1
        0 - stands 1
        2 ann picks right 1
        5000 bob picks right 1
        5000 - tick -> answer 1 time: ann+14 bob+10 | end done: 1 ann 14, 2 bob 10
        """,
    "a game ends when there is no further question of its kind": """
        0 ann starts 3 none -> no: empty
        0 ann starts 50 few -> ask 1/50
        0 - stands 1
        1 ann skips -> answer 1 skipped: nobody
        6 - tick -> ask 2/50
        6 - stands 2
        7 ann skips -> answer 2 skipped: nobody
        12 - tick -> ask 3/50
        12 - stands 3
        13 ann skips -> answer 3 skipped: nobody
        18 - tick -> ask 4/50
        18 - stands 4
        19 ann skips -> answer 4 skipped: nobody
        24 - tick -> end empty: nobody
        """,
    "without a game there is nothing to do": """
        0 ann hints -> no: no-game
        0 ann skips -> no: no-game
        0 ann pauses -> no: no-game
        0 ann resumes -> no: no-game
        0 ann stops -> no: no-game
        0 ann says right 1
        0 - stands 1
        0 - tick
        """,
    "a group becomes a supergroup in the middle": """
        0 ann starts 2 -> ask 1/2
        0 - stands 1
        5 ann picks right 1
        6 - migrates
        6 - migrates
        7 bob picks right 1
        21 - tick -> answer 1 time: ann+14 bob+13
        22 - migrates
        26 - tick -> ask 2/2
        26 - stands 2
        26 bob picks right 2
        26 bob starts 1 -> no: running
        47 - tick -> answer 2 time: bob+15 | end done: 1 bob 28, 2 ann 14
        """,
}  # fmt: skip
