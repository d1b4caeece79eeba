"""Games as scripts: who does what, and what the bot then sends. Any script can be played with restarts in between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chat_clock import Clock
from telegram_double import Chat, Double, Stage, User
from telegram_double.cast import GROUP, REPLIES
from telegram_double.fake_core import FakeCore
from telegram_double.people import Json
from telegram_double.stage import serving

_SECONDS = re.compile(r"\d+\.\d s\b")


@dataclass(frozen=True, slots=True)
class Says:
    """Somebody writes."""

    who: User
    text: str
    sends: tuple[str, ...] = ()
    where: Chat = GROUP
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Votes:
    """Somebody answers the last poll of a chat; None withdraws. `is_taken` tells whether it is still open."""

    who: User
    option: int | None
    where: Chat = GROUP
    is_taken: bool = True


@dataclass(frozen=True, slots=True)
class Passes:
    """So many seconds pass. `mixed`: what is sent goes to several chats, and is compared in the order of letters."""

    seconds: float
    sends: tuple[str, ...] = ()
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class Presses:
    """Somebody presses the last button with this label in a chat; `notice` is what the press is answered with."""

    who: User
    label: str
    sends: tuple[str, ...] = ()
    where: Chat = GROUP
    notice: str = ""


Step = Says | Votes | Passes | Presses


async def act(step: Step, stage: Stage, clock: Clock) -> list[str]:
    """Do one step and return what the bot sends or edits, a poll as "[poll] question"."""
    sent, edited = len(stage.double.sent), len(stage.double.edited)
    if isinstance(step, Says):
        await stage.say(step.who, step.where, step.text, **step.more)
    elif isinstance(step, Votes):
        taken = await stage.double.votes_for(step.who, last_poll(stage.double, step.where), step.option)
        assert taken == step.is_taken
        await stage.settle()
    elif isinstance(step, Passes):
        await clock.passes(stage, step.seconds)
    else:
        message = last_with(stage.double, step.where, step.label)
        number = await stage.double.presses_button(step.who, message, step.label)
        await stage.settle()
        assert stage.double.presses[number] == step.notice
    return [shown(message) for message in stage.double.edited[edited:] + stage.double.sent[sent:]]


def shown(message: Json) -> str:
    """Return the words of a message, every time that somebody took as "0 s"."""
    text = f"[poll] {message['poll']['question']}" if "poll" in message else str(message["text"])
    return _SECONDS.sub("0 s", text)


def last_poll(double: Double, where: Chat) -> Json:
    return next(each for each in reversed(double.sent) if "poll" in each and each["chat"]["id"] == where.id)


def last_with(double: Double, where: Chat, label: str) -> Json:
    """Return the last message in a chat that has a button with this label."""
    return next(
        each
        for each in reversed(double.sent)
        if each["chat"]["id"] == where.id and label in [button["text"] for button in buttons_of(each)]
    )


def buttons_of(message: Json) -> list[Json]:
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", ()) for button in row]


async def play_game(
    script: Sequence[Step], clock: Clock, folder: Path, *, restarts: bool = False, **settings: Any
) -> Double:
    """Play a script; each step has to send what it says ("…" at the end of a text stands for the rest of it).

    With `restarts` the bot is stopped and started again after every step.
    """
    url = f"sqlite:///{folder}/state.db"
    privacy = settings.pop("privacy", False)
    admins = settings.pop("admins", ())
    async with Double(privacy=privacy) as double:
        double.members |= {(GROUP.id, admin.id): "administrator" for admin in admins}
        rest = list(script)
        while rest:
            async with serving(double, FakeCore(), REPLIES, state_url=url, **settings) as service:
                stage = Stage(double, service)
                for step in rest[: 1 if restarts else None]:
                    check(step, await act(step, stage, clock))
            rest = rest[1:] if restarts else []
        assert double.problems == []
        assert [number for number, answer in double.presses.items() if answer is None] == []
    return double


def check(step: Step, sent: list[str]) -> None:
    """Compare what was sent with what the script says."""
    said = () if isinstance(step, Votes) else step.sends
    sent = sorted(sent) if isinstance(step, Passes) and step.mixed else sent
    whole = [
        text if not line.endswith("…") or not text.startswith(line[:-1]) else line
        for line, text in zip(said, sent, strict=False)
    ]
    assert whole + sent[len(whole) :] == list(said), step
