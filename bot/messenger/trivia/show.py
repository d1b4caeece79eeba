"""Effects of a game -> requests to the Bot API: quiz polls, questions to be typed, answers, boards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messenger.cuts import cut_text
from bot.messenger.send import Target, edit_at, message_of
from bot.messenger.trivia import wording
from bot.messenger.trivia.start_page import AGAIN, REPORT
from bot.model import Reply
from bot.state.outbox import Asking, Outgoing
from bot.state.scores import Standing
from bot.tables import say
from bot.trivia.effects import Ask, Effect, Finish, GiveHint, IsPaused, Refuse, Reveal, SkipNoted, WillPause
from bot.trivia.model import MAX_EXPLANATION_CHARS, MAX_OPTION_CHARS, Mode
from bot.trivia.play import Why

MIN_OPEN_S = 5  # of a poll that closes by itself


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a game takes place, and how its chat wants it told.

    `reply_to` is the message that asked for what is told now; `page` one that is to say that the game begins. A
    `silent` message makes no sound; without `quotes` nothing that was said on stage is shown. `label` says what the
    game is about, `game_id` which one it is (0: none). `season` is the chat's board where the game is but the
    question of the day, which counts for that alone.
    """

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    page: int | None = None
    silent: bool = False
    quotes: bool = True
    label: str = ""
    game_id: int = 0
    season: Sequence[Standing] | None = None


def messages_of(effects: Sequence[Effect], scene: Scene) -> list[Outgoing]:
    """Return what is to be sent, in order."""
    return [message for effect in effects for message in _shown(effect, scene)]


def _shown(effect: Effect, scene: Scene) -> Iterator[Outgoing]:
    if isinstance(effect, Ask):
        yield from _asked(effect, scene)
    elif isinstance(effect, Reveal):
        yield from _revealed(effect, scene)
    elif isinstance(effect, Finish):
        yield _finished(effect, scene)
    elif isinstance(effect, GiveHint):
        yield _message(scene, wording.hinted(effect))
    elif isinstance(effect, IsPaused):
        yield _message(scene, wording.paused(effect))
    else:
        yield _message(replace(scene, silent=True), _answer(effect), is_reply=True)


def _answer(effect: SkipNoted | WillPause | Refuse) -> Reply:
    """Return what only the one who has asked for something need read."""
    if isinstance(effect, SkipNoted):
        return wording.notice(say("trivia.skip-noted"))
    return wording.refused(effect) if isinstance(effect, Refuse) else wording.notice(say("trivia.will-pause"))


def _asked(ask: Ask, scene: Scene) -> Iterator[Outgoing]:
    """Yield a question; before the first one what the game is."""
    if ask.number == 1 and scene.season is None:
        yield _opened(ask, scene)
    asks = Asking(scene.game_id, ask.number)
    if ask.mode is Mode.TYPED:
        yield replace(_message(scene, wording.typed_question(ask)), asks=asks)
    else:
        yield Outgoing(scene.chat_id, "sendPoll", {**_poll(ask, scene), **_place(scene)}, asks=asks)


def _opened(ask: Ask, scene: Scene) -> Outgoing:
    reply = wording.opening(ask, scene.label)
    return _message(scene, reply) if scene.page is None else edit_at(scene.chat_id, scene.page, reply)


def _finished(told: Finish, scene: Scene) -> Outgoing:
    if scene.season is not None:
        return _message(scene, wording.season_board(scene.season))
    again = InlineKeyboardButton(say("trivia.again"), callback_data=AGAIN)
    return _message(scene, wording.finish(told), InlineKeyboardMarkup([[again]]))


def _poll(ask: Ask, scene: Scene) -> dict[str, Any]:
    """Return a quiz poll that closes by itself, also while the bot is down."""
    question = ask.question
    return {
        "question": wording.poll_question(ask, is_daily=scene.season is not None),
        "options": [{"text": cut_text(option, MAX_OPTION_CHARS)} for option in question.options],
        "type": "quiz",
        "is_anonymous": False,
        "correct_option_ids": [question.right],
        "explanation": cut_text(question.explanation, MAX_EXPLANATION_CHARS),
        "open_period": max(MIN_OPEN_S, round(ask.answer_s)),
    }


def _revealed(told: Reveal, scene: Scene) -> Iterator[Outgoing]:
    """Yield the answer with a way to call it wrong; a poll that Telegram has not closed by itself is stopped."""
    if told.mode is Mode.POLL and told.why is not Why.TIME:
        yield Outgoing(scene.chat_id, "stopPoll", {}, asks=Asking(scene.game_id, told.number))
    report = InlineKeyboardButton(say("trivia.report"), callback_data=f"{REPORT}{scene.game_id}:{told.number}")
    reply = wording.reveal(told)
    yield _message(scene, reply if scene.quotes else replace(reply, quote=None), InlineKeyboardMarkup([[report]]))


def _message(
    scene: Scene, reply: Reply, keyboard: InlineKeyboardMarkup | None = None, *, is_reply: bool = False
) -> Outgoing:
    target = Target(scene.chat_id, scene.thread_id, scene.reply_to if is_reply else None)
    return message_of(target, reply, keyboard=keyboard, silent=scene.silent)


def _place(scene: Scene) -> dict[str, Any]:
    thread = {"message_thread_id": scene.thread_id} if scene.thread_id is not None else {}
    return {**thread, **({"disable_notification": True} if scene.silent else {})}
