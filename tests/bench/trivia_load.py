"""Many chats that play trivia at once: python tests/bench/trivia_load.py [CHATS] [--players N] [--database X]

X is sqlite (the default) or postgresql. The bot runs in a process of its own, in front of a Bot API double over HTTP,
which stands on the same processors and works about as hard as the bot does. Each chat plays one game of quiz polls;
every player answers every question.

Prints the answers that were scored each second, how late the next question comes after its time, and the memory of
the bot. Ends with 1 when an answer was lost.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from itertools import pairwise
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "bench")]

from databases import fresh_database  # noqa: E402
from sqlalchemy.engine import URL  # noqa: E402
from telegram_double import Chat, Double, User  # noqa: E402
from telegram_double.crowd import Crowd  # noqa: E402
from telegram_double.process import start_process  # noqa: E402
from trivia_kills import left_over, misses, scored  # noqa: E402

from bot.trivia.play import Tempo  # noqa: E402

CHATS, PLAYERS, QUESTIONS = 500, 10, 4
ANSWER_S, REST_S = 20.0, 5.0  # as in real games
END_S = 600.0
_PEAK = "VmHWM:"


async def measure(url: URL, chats: int, players: int) -> dict[str, object]:
    """Return the figures of so many games at once."""
    rng = Random(7)
    people = {-100 - chat: [User(1_000 * chat + each, f"P{each}") for each in range(players)]
              for chat in range(1, chats + 1)}  # fmt: skip
    async with Double() as double:
        crowd = Crowd(double, people, rng, ANSWER_S - 1.0)
        process = await start_process(
            double, url.render_as_string(hide_password=False), log="WARNING", pace=(ANSWER_S, REST_S)
        )
        output = asyncio.create_task(process.communicate())
        asked: dict[int, list[float]] = {chat_id: [] for chat_id in people}
        tasks = [asyncio.create_task(crowd.play()), asyncio.create_task(watch(double, asked))]
        began = time.monotonic()
        await asyncio.gather(*(start(double, chat_id, people[chat_id][0], rng) for chat_id in people))
        async with asyncio.timeout(END_S):
            while any(len(times) < QUESTIONS for times in asked.values()) or left_over(url) != (0, 0, 0):
                assert not output.done(), output.result()
                await asyncio.sleep(1.0)
        took_s = time.monotonic() - began
        memory_mb = peak_mb(process.pid)
        process.terminate()
        await output
        for task in tasks:
            task.cancel()
        assert double.problems == [], double.problems[:3]
    late_s = sorted(delay for times in asked.values() for delay in delays(times))
    answers = sum(answered for answered, _ in scored(url).values())
    return {
        "chats": chats,
        "players": chats * players,
        "questions": sum(map(len, asked.values())),
        "seconds": round(took_s, 1),
        "answers taken": len({(vote.chat_id, vote.question, vote.user_id) for vote in crowd.votes}),
        "answers scored": answers,
        "wrong scores": len(misses(crowd.votes, scored(url))),
        "answers a second": round(answers / took_s, 1),
        "next question late, median, s": round(late_s[len(late_s) // 2], 2),
        "next question late, p99, s": round(late_s[int(len(late_s) * 0.99)], 2),
        "memory of the bot at most, MB": memory_mb,
    }


async def start(double: Double, chat_id: int, player: User, rng: Random) -> None:
    """Start a game some time within the first round, as no two groups begin in the same second."""
    await asyncio.sleep(rng.uniform(0.0, ANSWER_S + REST_S))
    await double.says(player, Chat(chat_id), f"/trivia {QUESTIONS}")


async def watch(double: Double, asked: dict[int, list[float]]) -> None:
    """Note when each poll came to its chat."""
    seen = 0
    while True:
        new, seen = double.sent[seen:], len(double.sent)
        for message in new:
            if "poll" in message:
                asked[message["chat"]["id"]].append(time.monotonic())
        await asyncio.sleep(0.01)


def delays(times: list[float]) -> list[float]:
    """Return how much later than its rules say each question of a game came after the one before."""
    usual_s = ANSWER_S + REST_S + Tempo().lag_s
    return [later - earlier - usual_s for earlier, later in pairwise(times)]


def peak_mb(pid: int) -> int:
    """Return the most memory that a process has had, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(_PEAK))


def main() -> None:
    """Print the figures; exit status 1 when an answer was lost or counted twice."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("chats", nargs="?", type=int, default=CHATS)
    parser.add_argument("--players", type=int, default=PLAYERS)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    arguments = parser.parse_args()
    with fresh_database(arguments.database) as url:
        figures = asyncio.run(measure(url, arguments.chats, arguments.players))
    for name, value in {"database": arguments.database, **figures}.items():
        print(f"{name}: {value}")
    sys.exit(figures["wrong scores"] != 0)


if __name__ == "__main__":
    main()
