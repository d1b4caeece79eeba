"""Games of trivia while the bot is killed again and again: python tests/bench/trivia_kills.py [KILLS] [--database X]

X is sqlite (the default) or postgresql. The bot runs in a process of its own and is killed by SIGKILL at a random
moment, mostly within two seconds of its start; after every tenth kill it stays down for seven seconds, so that every
question that was open is overdue. Meanwhile people start games and answer the polls of a Bot API double over HTTP.

Then everything is added up: every answer that the double has taken has to stand in the scores, once; every game has
to have ended; every question has to have been asked and revealed, in order. What a chat reads twice is counted: by
the rule of the README at most one message for each kill and chat.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import sys
import time
from asyncio.subprocess import Process
from collections import defaultdict
from itertools import groupby, pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from databases import fresh_database  # noqa: E402
from sqlalchemy import create_engine, func, select  # noqa: E402
from sqlalchemy.engine import URL  # noqa: E402
from telegram_double import Chat, Double, User  # noqa: E402
from telegram_double.crowd import Crowd, Vote  # noqa: E402
from telegram_double.people import Json  # noqa: E402
from telegram_double.process import start_process  # noqa: E402

from bot.state.tables import games, outbox, scores, updates  # noqa: E402

CHATS, PLAYERS, QUESTIONS = 12, 4, 6
ANSWER_S, REST_S = 5.0, 2.0  # the least that a poll may be open; a pace at which no message has to wait
DOWN_EVERY, DOWN_S = 10, 7.0
END_S = 180.0  # for the last games to end
_POLL, _FACT = re.compile(r"(\d+)/\d+ · What is (\d+)\?"), re.compile(r"It is (\d+)\.")
Counts = dict[tuple[int, int], tuple[int, int]]  # (chat, user) -> answers, right ones


class Evening:
    """Chats that play one game after the other as long as `goes_on`, and a bot that is killed."""

    def __init__(self, double: Double, url: URL, seed: int, chats: int, questions: int) -> None:
        self.double, self.url, self.rng, self.questions = double, url, random.Random(seed), questions
        self.players = {-100 - chat: [User(1_000 * chat + each, f"P{each}") for each in range(PLAYERS)]
                        for chat in range(1, chats + 1)}  # fmt: skip
        self.crowd = Crowd(double, self.players, self.rng, ANSWER_S - 1.0)
        self.goes_on = True
        self.started = 0
        self.delays_s: list[float] = []  # from the first request for updates after seven seconds to the first reveal

    async def start_games(self) -> None:
        """Let the first player of each chat start a game, and another one when it is over."""
        for chat_id in self.players:
            await self._start(chat_id)
        seen = 0
        while True:
            new, seen = self.double.sent[seen:], len(self.double.sent)
            for message in new:
                if self.goes_on and is_end(message):
                    await self._start(message["chat"]["id"])
            await asyncio.sleep(0.05)

    async def _start(self, chat_id: int) -> None:
        self.started += 1
        await self.double.says(self.players[chat_id][0], Chat(chat_id), f"/trivia {self.questions}")

    async def kill(self, number: int) -> None:
        """Run the bot for a moment, kill it, and leave it down sometimes."""
        asked, sent = self._polls_asked(), len(self.double.sent)
        was_down = number % DOWN_EVERY == 0 and number > 0
        process = await self._start_bot()
        output = asyncio.create_task(process.communicate())
        while self._polls_asked() == asked:
            await asyncio.sleep(0.005)
            assert not output.done(), output.result()
        up_at = time.monotonic()
        end_at = up_at + self.rng.uniform(0.0, 2.0) + (2.0 if was_down else 0.0)
        while time.monotonic() < end_at:
            await asyncio.sleep(0.01)
            if was_down and any("It is" in each.get("text", "") for each in self.double.sent[sent:]):
                self.delays_s.append(time.monotonic() - up_at)
                was_down = False
        process.kill()
        await output
        await asyncio.sleep(DOWN_S if (number + 1) % DOWN_EVERY == 0 else 0.0)

    async def play_on(self) -> None:
        """Run the bot until every game has ended, and stop it."""
        self.goes_on = False
        process = await self._start_bot()
        output = asyncio.create_task(process.communicate())
        async with asyncio.timeout(END_S):
            while left_over(self.url) != (0, 0, 0):
                await asyncio.sleep(0.5)
        process.terminate()
        await output

    async def _start_bot(self) -> Process:
        url = self.url.render_as_string(hide_password=False)
        return await start_process(self.double, url, log="WARNING", pace=(ANSWER_S, REST_S))

    def _polls_asked(self) -> int:
        return sum(name == "getUpdates" for name, _ in self.double.requests)


def is_end(message: Json) -> bool:
    return str(message.get("text", "")).startswith(("Final score", "Nobody answers any more", "Stopped"))


def left_over(url: URL) -> tuple[int, int, int]:
    """Return how many games run, how many messages are not sent and how many updates not done."""
    undone = ((games, games.c.ended_at), (outbox, outbox.c.ended_at), (updates, updates.c.done_at))
    engine = create_engine(url)
    with engine.begin() as db:
        counts = [db.execute(select(func.count()).select_from(t).where(c.is_(None))).scalar_one() for t, c in undone]
    engine.dispose()
    return counts[0], counts[1], counts[2]


def scored(url: URL) -> Counts:
    """Return what the scores say of everybody."""
    engine = create_engine(url)
    with engine.begin() as db:
        rows = db.execute(select(scores)).all()
    engine.dispose()
    return {(row.chat_id, row.user_id): (row.answered, row.rights) for row in rows}


def misses(votes: list[Vote], found: Counts) -> list[str]:
    """Return where the scores differ from the answers that were taken.

    Who has answered both copies of a poll, one right and one wrong, has either.
    """
    said: dict[tuple[int, int], dict[str, set[bool]]] = defaultdict(lambda: defaultdict(set))
    for vote in votes:
        said[vote.chat_id, vote.user_id][vote.question].add(vote.is_right)
    wrong = []
    for place, questions in said.items():
        least = sum(rights == {True} for rights in questions.values())
        most = sum(True in rights for rights in questions.values())
        answered, rights = found.get(place, (0, 0))
        if answered != len(questions) or not least <= rights <= most:
            wrong.append(
                f"{place}: {answered} answers, {rights} right; taken {len(questions)}, {least} to {most} right"
            )
    return wrong + [f"{place}: scored without an answer" for place in found.keys() - said.keys() if found[place][0]]


def transcript(sent: list[Json], chat_id: int) -> list[str]:
    """Return a chat as a line of signs: "game", "ask 3 417", "tell 417", "end"."""
    signs = []
    for message in sent:
        if message["chat"]["id"] != chat_id:
            continue
        text = message.get("text", "")
        if "poll" in message and (match := _POLL.fullmatch(message["poll"]["question"])):
            signs.append(f"ask {match[1]} {match[2]}")
        elif match := _FACT.search(text):
            signs.append(f"tell {match[1]}")
        else:
            signs.append("end" if is_end(message) else "game" if text.startswith("Trivia:") else f"? {text}")
    return signs


def gaps(signs: list[str], questions: int) -> list[str]:
    """Return where a chat, read without repetitions, is not: a game, each question asked and then told, the end."""
    read = [sign for sign, _ in groupby(signs)]
    wrong = [sign for sign in read if sign.startswith("?")]
    for before, after in pairwise([*read, "game"]):
        kind, *rest = before.split()
        number = int(rest[0]) if kind == "ask" else 0
        fits = {
            "game": after.startswith("ask 1 "),
            "ask": after == f"tell {rest[-1] if rest else ''}",
            "tell": after == "end" or after.startswith("ask "),
            "end": after == "game",
        }
        if not fits.get(kind, False) or number > questions:
            wrong.append(f"{before!r} is followed by {after!r}")
    return wrong


async def measure(url: URL, kills: int, seed: int, chats: int = CHATS, questions: int = QUESTIONS) -> dict[str, object]:
    """Return the figures of an evening with so many kills."""
    began = time.monotonic()
    async with Double() as double:
        evening = Evening(double, url, seed, chats, questions)
        tasks = [asyncio.create_task(work) for work in (evening.crowd.play(), evening.start_games())]
        for number in range(kills):
            await evening.kill(number)
        await evening.play_on()
        for task in tasks:
            task.cancel()
        assert double.problems == [], double.problems[:3]
    chats_read = {chat_id: transcript(double.sent, chat_id) for chat_id in evening.players}
    twice = {chat_id: len(signs) - len(list(groupby(signs))) for chat_id, signs in chats_read.items()}
    asked = sum(len({sign for sign in signs if sign.startswith("ask")}) for signs in chats_read.values())
    return {
        "kills": kills,
        "seconds": round(time.monotonic() - began),
        "games": evening.started,
        "games ended": sum(sum(sign == "end" for sign, _ in groupby(signs)) for signs in chats_read.values()),
        "questions": asked,
        "answers taken": len({(vote.chat_id, vote.question, vote.user_id) for vote in evening.crowd.votes}),
        "answers scored": sum(answered for answered, _ in scored(url).values()),
        "wrong scores": misses(evening.crowd.votes, scored(url)),
        "gaps": [f"{chat_id}: {gap}" for chat_id, signs in chats_read.items() for gap in gaps(signs, questions)],
        "left over": left_over(url),
        "messages": len(double.sent),
        "messages read twice": sum(twice.values()),
        "most in one chat": max(twice.values()),
        "overdue told after, s": [round(delay, 2) for delay in evening.delays_s],
    }


def main() -> None:
    """Print the figures; exit status 1 when something was lost or counted twice."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("kills", nargs="?", type=int, default=200)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=5)
    chosen = parser.parse_args()
    with fresh_database(chosen.database) as url:
        figures = asyncio.run(measure(url, chosen.kills, chosen.seed))
    print(f"database: {chosen.database}")
    for name, value in figures.items():
        print(f"{name}: {value}")
    sys.exit(bool(figures["wrong scores"] or figures["gaps"] or figures["left over"] != (0, 0, 0)))


if __name__ == "__main__":
    main()
