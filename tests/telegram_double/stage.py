"""The real bot, really polling a double, and chat scripts to play with it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.engine import make_url
from trivia_fakes import PACK, draw_any, read_fake_wish

from bot.messenger.app import build_service
from bot.messenger.contexts import Contexts
from bot.messenger.desk import Desk
from bot.messenger.flood import Allowance
from bot.messenger.pace import Limits
from bot.messenger.ports import Answerer
from bot.messenger.service import Service
from bot.messenger.texts import read_texts
from bot.messenger.trivia.rounds import Rounds
from bot.pictures.studio import Draw, Studio
from bot.review import ReviewList
from bot.settings import TelegramSettings
from bot.state.database import open_state
from bot.state.games import Pack
from bot.trivia.model import Mode
from bot.trivia.play import Tempo
from bot.webhook_settings import WebhookSettings

from .double import TOKEN, Double
from .people import Chat, Json, User

HOOK_URL, HOOK_SECRET = "http://bot.example/telegram", "open-sesame-and-close-behind-you"
TODAY = date(2017, 1, 9)
FAKE_ROUNDS = Rounds(PACK, read_fake_wish)
UNHURRIED = Limits(burst=1_000, per_group=1_000)  # scripts say more in a second than Telegram would take


def quick_rounds(answer_s: float, rest_s: float) -> Rounds:
    """Return games of made-up questions, none of which comes twice anywhere, at a pace of their own."""
    return Rounds(
        Pack(draw_any, PACK.judge), read_fake_wish, dict.fromkeys(Mode, Tempo(answer_s=answer_s, rest_s=rest_s))
    )


@dataclass(slots=True)
class Stage:
    """A running bot and its double; `say` and `press` come back when the bot has done all it does about it."""

    double: Double
    service: Service

    async def say(self, who: User, where: Chat, text: str, **more: Any) -> list[Json]:
        """Return the messages that the bot sends when somebody writes this."""
        return await self.after(self.double.says(who, where, text, **more))

    async def after(self, act: Awaitable[object]) -> list[Json]:
        """Return the messages that the bot sends after anything that people do (see `acts.py`)."""
        seen = len(self.double.sent)
        await act
        await self.settle()
        return self.double.sent[seen:]

    async def press(self, who: User, message: Json, label: str) -> list[Json]:
        """Return the messages that the bot edits when somebody presses this button."""
        seen = len(self.double.edited)
        await self.double.presses_button(who, message, label)
        await self.settle()
        return self.double.edited[seen:]

    async def edit(self, message: Json, text: str) -> list[Json]:
        """Return the messages that the bot sends or edits when the writer of `message` changes it."""
        seen, sent = len(self.double.edited), len(self.double.sent)
        await self.double.edits(message, text)
        await self.settle()
        return self.double.edited[seen:] + self.double.sent[sent:]

    async def type_inline(self, who: User, text: str, offset: str = "") -> Json:
        """Return the answerInlineQuery that the bot sends when somebody types this after its name in another chat."""
        number = await self.double.types_inline(who, text, offset)
        await self.settle()
        answer = self.double.inline[number]
        assert answer is not None, f"the inline query {text!r} was not answered"
        return answer

    async def call_guest(self, who: User, where: Chat, text: str, **more: Any) -> Json:
        """Return the message that the bot leaves when somebody calls it by name in a chat where it is not."""
        await self.double.calls_guest(who, where, text, **more)
        seen = len(self.double.inline_messages)
        await self.settle()
        [message] = list(self.double.inline_messages.values())[seen:]
        return message

    async def settle(self) -> None:
        """Wait until the bot has fetched and handled every update."""
        await self.double.updates.confirmed()
        await self.service.idle()


@asynccontextmanager
async def on_stage(
    core: Answerer,
    replies: Mapping[str, str],
    *,
    privacy: bool = False,
    review: ReviewList | None = None,
    state_url: str = "",
    limits: Limits = UNHURRIED,
    draw: Draw | None = None,
    webhook: bool = False,
    allowance: Allowance | None = None,
    rounds: Rounds = FAKE_ROUNDS,
) -> AsyncIterator[Stage]:
    """Start the bot as `awards-bot serve` does, on a double; at the end no request may have broken a rule,
    and no press and no query may be left unanswered.

    `state_url` is an SQLAlchemy URL; without one the state is a file that goes with the stage. The bot polls, or
    takes updates at a `webhook` that is a Unix socket.
    """
    async with Double(privacy=privacy) as double:
        bot = serving(
            double,
            core,
            replies,
            review=review,
            state_url=state_url,
            limits=limits,
            draw=draw,
            webhook=webhook,
            allowance=allowance,
            rounds=rounds,
        )
        async with bot as service:
            yield Stage(double, service)
        assert double.problems == []
        waiting = {**double.presses, **double.inline, **double.guests}
        assert [number for number, answer in waiting.items() if answer is None] == []


@asynccontextmanager
async def serving(
    double: Double,
    core: Answerer,
    replies: Mapping[str, str],
    *,
    review: ReviewList | None = None,
    state_url: str = "",
    limits: Limits = UNHURRIED,
    draw: Draw | None = None,
    webhook: bool | WebhookSettings = False,
    allowance: Allowance | None = None,
    rounds: Rounds = FAKE_ROUNDS,
) -> AsyncIterator[Service]:
    """Run the bot on a double that may outlive it; `draw` makes its pictures in place of the real drawing, and
    `rounds` plays the games, of made-up questions where nothing else is said."""
    with TemporaryDirectory() as folder:
        state = open_state(make_url(state_url or f"sqlite:///{folder}/state.db"))
        desk = Desk(core, Contexts(state), lambda: TODAY, review)
        studio = Studio(Path(folder) / "pictures", draw) if draw else Studio(Path(folder) / "pictures")
        settings = TelegramSettings(TOKEN, double.url)
        hook = hook_of(double, Path(folder)) if webhook is True else webhook or None
        service = build_service(settings, desk, state, read_texts(replies), rounds, limits, studio, hook, allowance)
        try:
            await service.start()
            yield service
        finally:
            await service.stop()


def hook_of(double: Double, folder: Path) -> WebhookSettings:
    """Return a webhook on a new Unix socket in a folder, to which the double finds its way."""
    path = folder / f"{len(double.routes)}.sock"
    double.routes.append(str(path))
    return WebhookSettings(HOOK_URL, path, HOOK_SECRET)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chat script: who says what where, and the texts that the bot then sends there, in order.

    `to` is the number of the script's line (from 0) whose answer this replies to; `press` is the label of a
    button of that answer, pressed instead of writing, and the texts are then those of the edited message.
    `edits` is the number of the line whose words are changed into these; the texts are those edited or sent then.
    A text that ends with "…" is the beginning of what is sent.
    """

    who: User
    where: Chat
    says: str = ""
    sends: tuple[str, ...] = ()
    to: int | None = None
    press: str = ""
    edits: int | None = None
    more: dict[str, Any] = field(default_factory=dict)


async def play(stage: Stage, script: Iterable[Line]) -> list[list[Json]]:
    """Play a script line by line, each with what the bot does about it, which is returned as messages."""
    played: list[list[Json]] = []
    said: list[Json] = []
    for number, line in enumerate(script):
        earlier = played[line.to][-1] if line.to is not None else None
        if line.press and earlier:
            got = await stage.press(line.who, earlier, line.press)
        elif line.edits is not None:
            got = await stage.edit(said[line.edits], line.says)
        else:
            got = await stage.say(line.who, line.where, line.says, reply_to=earlier, **line.more)
        said.append(stage.double.said)
        texts = tuple(message["text"] for message in got)
        assert texts == tuple(map(_meant, line.sends, texts)), f"line {number}: {line.says or line.press}: {texts}"
        assert len(texts) == len(line.sends), f"line {number}: {line.says or line.press}: {texts}"
        assert all(message["chat"]["id"] == line.where.id for message in got)
        played.append(got)
    return played


def _meant(said: str, sent: str) -> str:
    """Return the whole text that a script means by `said`, when that is the beginning of what was sent."""
    return sent if said.endswith("…") and sent.startswith(said[:-1]) else said
