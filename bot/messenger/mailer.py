"""Messages on their way out: stored ones are sent in order within a chat, at the chat's pace, then marked.

A message whose fate is unknown, because the program ended or the connection was cut while it was being sent, is sent
again: an answer said twice is the lesser harm than one never said. It is at most one for each chat, since the next
one waits until the mark is stored. Edits do no harm twice.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from telegram.error import TelegramError

from bot.logs import about
from bot.messenger.claims import Claims
from bot.messenger.known import KnownChats
from bot.messenger.lanes import Lanes
from bot.messenger.metrics import Metrics, since
from bot.messenger.pace import Pace
from bot.messenger.seen import Seen
from bot.messenger.send import in_words, without_quote
from bot.messenger.verdicts import Closed, Dropped, Later, Moved, Pictured, Unquoted, judge, standing_after
from bot.messenger.wire import Wire
from bot.redact import Redactor
from bot.state import answers, chats, outbox
from bot.state.claims import Found
from bot.state.database import State
from bot.state.grouped import Grouped
from bot.state.outbox import Outgoing, Pending, Sent
from bot.state.supergroup import migrate_chat

MAX_AGE_S = 86_400.0  # nobody waits longer for an answer
MAX_LANES = 100_000  # chats with something to send at the same time; most of them wait
_log = logging.getLogger(__name__)


class Mailer:
    """Sends what is in the outbox. `apology` makes of a message that could not be sent the one that says so;
    `redactor` keeps the token out of the reasons that are stored, `metrics` counts what becomes of them. `note_sent`
    is called in the transaction that marks messages as sent, and writes what follows from that."""

    def __init__(
        self,
        wire: Wire,
        state: State,
        claims: Claims,
        known: KnownChats,
        apology: Callable[[Outgoing], Outgoing | None],
        pace: Pace,
        redactor: Redactor,
        metrics: Metrics,
        note_sent: Callable[[Any, Sequence[Sent]], None] = lambda _db, _sent: None,
    ) -> None:
        self._wire = wire
        self._state = state
        self._claims = claims
        self._known = known
        self._apology = apology
        self._pace = pace
        self._redactor = redactor
        self._metrics = metrics
        self._firsts: Grouped[int, int] = Grouped(state, outbox.first_unsent)
        self._note_sent = note_sent
        self._marks: Grouped[Sent, Any] = Grouped(state, self._mark)
        self._moved: dict[int, int] = {}  # group -> the supergroup that it became since the start
        self._lanes_of: dict[int, int] = {}  # such a supergroup -> the lane of its group
        self._stopping = asyncio.Event()
        self._seen = Seen()
        self.lanes: Lanes[Pending] = Lanes(self._deliver, MAX_LANES, lambda each: each.id)

    def take(self, found: Found) -> None:
        """Begin with what waits for chats that are in hand now, at the pace that their last minute allows."""
        now = time.time()
        for chat_id in found.chats:
            self._pace.forget(chat_id)
        for chat_id, at in found.sent:
            self._pace.note(chat_id, now - at)
        for each in found.pending:
            self._enqueue(each)

    def put(self, pending: Iterable[Pending]) -> None:
        """Send stored messages as soon as their chats allow."""
        for each in pending:
            if self._claims.holds(each.what.chat_id):
                self._enqueue(each)
            else:
                self._claims.want(each.what.chat_id)

    def is_busy(self, chat_id: int) -> bool:
        """Return whether something waits for a chat, or is being sent."""
        return self._lane(chat_id) in self.lanes

    async def drop(self) -> None:
        """Let go of everything at once."""
        await self.lanes.stop()
        self._seen.clear()

    def move(self, old_id: int, new_id: int) -> None:
        """Send to the supergroup `new_id` what waits for the group that became it; the state knows already.

        Both keep to one lane, so that nothing overtakes what waits.
        """
        self._known.forget(old_id)
        if old_id not in self._moved:
            self._moved[old_id], self._lanes_of[new_id] = new_id, self._lane(old_id)

    def hurry(self) -> None:
        """Send what can be sent at once; what has to wait is left to the next start."""
        self._stopping.set()

    def _enqueue(self, pending: Pending) -> None:
        """Have a message sent, unless it is known. (SQLite finds nothing twice, and gives ids anew.)"""
        if self._seen.add(pending.id) or not self._claims.are_shared:
            self.lanes.put(self._lane(pending.what.chat_id), pending)

    async def _deliver(self, pending: Pending) -> bool:
        """Send one message; False leaves the rest of its chat to others, or to the next start."""
        for each in (*await self._overtaken(pending), pending):
            with about(message=each.id):
                is_done = await self._insist(each)
            if not is_done:
                for left in (each, pending, *self.lanes.take(self._lane(pending.what.chat_id))):
                    self._seen.drop(left.id)
                return False
            self._seen.end(each.id)
        return True

    async def _overtaken(self, pending: Pending) -> list[Pending]:
        """Return what other replicas have stored for the chat before this message, and that is not known here yet."""
        chat_id = pending.what.chat_id
        first = await self._firsts.do(chat_id) if self._claims.are_shared else 0
        if not first or first >= pending.id:
            return []
        waiting = await self._state.insist(lambda db: outbox.unsent(db, [chat_id]))
        return [each for each in waiting if each.id < pending.id and self._seen.add(each.id)]

    async def _insist(self, pending: Pending) -> bool:
        """Send one message, however often that has to be tried; False when it has to be left."""
        while await self._waited(self._wait_s(pending)) and await self._claims.is_sure(pending.what.chat_id):
            if self._is_superseded(pending):
                await self._give_up(pending, "a later edit took its place")
                return True
            outcome = await self._try(self._redirected(pending))
            if isinstance(outcome, bool):
                return outcome
            pending = outcome
        return False

    def _redirected(self, pending: Pending) -> Pending:
        """Return a message to a group as one to the supergroup that it has become."""
        new_id = self._moved.get(pending.what.chat_id)
        return pending if new_id is None else replace(pending, what=replace(pending.what, chat_id=new_id))

    async def _try(self, pending: Pending) -> Pending | bool:
        """Send a message once; return it when it is to be tried again, else whether its chat goes on."""
        try:
            result = await self._send(pending)
        except TelegramError as error:
            return await self._handle_error(pending, error)
        except FileNotFoundError as error:
            _log.warning("a picture is gone (%s); its words are sent alone", error.filename)
            return replace(pending, what=in_words(pending.what))
        except (OSError, _NothingToEdit) as error:
            await self._give_up(pending, f"{type(error).__name__}: {error}")
            return True
        sent = _sent(pending, result)
        if sent.poll_id:
            self._known.polls.add(sent.poll_id)
        await self._marks.do(sent)
        self._metrics.messages.labels("sent").inc()
        self._metrics.message_s.observe(since(pending.made_at))
        return True

    def _mark(self, db: Any, sent: Sequence[Sent]) -> Sequence[Sent]:
        outbox.mark_sent(db, sent)
        self._note_sent(db, sent)
        return sent

    def _lane(self, chat_id: int) -> int:
        return self._lanes_of.get(chat_id, chat_id)

    def _wait_s(self, pending: Pending) -> float:
        """Return the seconds to wait; a clock that was set back makes that no longer than was asked for."""
        wait_s = pending.not_before - max(time.time(), pending.made_at)
        return max(wait_s, self._pace.wait_s(pending.what.chat_id)) if _is_new(pending) else wait_s

    async def _waited(self, wait_s: float) -> bool:
        """Wait; False when the bot stops before it is over."""
        if wait_s <= 0:
            return True
        try:
            async with asyncio.timeout(wait_s):
                await self._stopping.wait()
        except TimeoutError:
            return True
        return False

    def _is_superseded(self, pending: Pending) -> bool:
        """Whether a later edit of the same message waits already."""
        if not pending.what.method.startswith("edit"):
            return False
        key = _edited(pending.what)
        return any(_edited(later.what) == key for later in self.lanes.waiting(self._lane(pending.what.chat_id)))

    async def _send(self, pending: Pending) -> Any:
        """Return what the Bot API answers."""
        what = pending.what
        params = {"chat_id": what.chat_id, **what.params}
        if "message_id" not in params and what.method.startswith(("edit", "stop")):
            params["message_id"] = await self._message_meant(what)
        result = await self._wire.call(what.method, params, what.files)
        if _is_new(pending):
            self._pace.note(what.chat_id)
        return result

    async def _message_meant(self, what: Outgoing) -> int:
        """Return the message to be changed: the answer to a question, or the one that asks a question of a game.

        Raises:
            _NothingToEdit: when there is none.
        """
        question_id, asks = what.question_id, what.asks
        made: list[int] = []
        if question_id is not None:
            made = await self._state.insist(lambda db: answers.of_question(db, what.chat_id, question_id))
        elif asks is not None and (asking := await self._state.insist(lambda db: outbox.message_asking(db, asks))):
            made = [asking]
        if not made:
            raise _NothingToEdit(f"{what.method}: there is no such message")
        return made[0]

    async def _handle_error(self, pending: Pending, error: TelegramError) -> Pending | bool:
        """Return the message to try again, else whether the chat goes on with the next one."""
        verdict = judge(error, pending.attempts)
        if isinstance(verdict, Later) and time.time() + verdict.wait_s < pending.made_at + MAX_AGE_S:
            return await self._postpone(pending, verdict, error)
        if isinstance(verdict, Moved):
            return await self._follow(pending, verdict.chat_id)
        if isinstance(verdict, Unquoted):
            return replace(pending, what=without_quote(pending.what))
        if isinstance(verdict, Pictured):
            return replace(pending, what=in_words(pending.what))
        if isinstance(verdict, Closed):
            await self._close(pending.what.chat_id, error)
            return False
        await self._give_up(pending, str(error))
        if isinstance(verdict, Dropped) and verdict.is_mistake:
            _log.error("a message could not be sent (%s, %s)", pending.what.method, error)
            await self._apologise(pending.what)
        return True

    async def _postpone(self, pending: Pending, verdict: Later, error: TelegramError) -> Pending:
        _log.warning("%s failed (%s); next try in %.1f s", pending.what.method, error, verdict.wait_s)
        not_before, attempts = time.time() + verdict.wait_s, pending.attempts + verdict.counts
        await self._state.insist(lambda db: outbox.postpone(db, pending.id, not_before, attempts))
        return replace(pending, not_before=not_before, attempts=attempts)

    async def _follow(self, pending: Pending, new_id: int) -> Pending | bool:
        """Move everything of a chat to the supergroup it has become, the message with it; False: others have it."""
        old_id = pending.what.chat_id
        await self._state.insist(lambda db: migrate_chat(db, old_id, new_id, time.time()))
        self.move(old_id, new_id)
        return (
            replace(pending, what=replace(pending.what, chat_id=new_id)) if await self._claims.claim(new_id) else False
        )

    async def _close(self, chat_id: int, error: TelegramError) -> None:
        """Note that the bot may not write in a chat, and give up what waits for it."""
        self._metrics.messages.labels("given_up").inc()
        _log.info("the bot may not write in a chat (%s); what waits for it is dropped", error)
        now, problem = time.time(), self._redactor.clean(str(error))

        def close(db: Any) -> None:
            chats.set_standing(db, chat_id, standing_after(error), now)
            outbox.give_up_chat(db, chat_id, problem, now)

        await self._state.insist(close)
        self._known.forget(chat_id)

    async def _give_up(self, pending: Pending, problem: str) -> None:
        self._metrics.messages.labels("given_up").inc()
        await self._state.insist(lambda db: outbox.give_up(db, pending.id, self._redactor.clean(problem), time.time()))

    async def _apologise(self, what: Outgoing) -> None:
        """Say in the chat that an answer could not be sent; an apology is not apologised for."""
        if apology := self._apology(what):
            self.put(await self._state.insist(lambda db: outbox.add(db, [apology], time.time())))


class _NothingToEdit(Exception):
    """The message that is to be changed was never sent, or is not known."""


def _sent(pending: Pending, result: Any) -> Sent:
    """Return the mark for a message, as what the Bot API has answered."""
    message = result if isinstance(result, dict) else {}
    return Sent(pending, message.get("message_id"), time.time(), message.get("poll", {}).get("id", ""))


def _edited(what: Outgoing) -> tuple[object, ...]:
    """Return what two edits have in common when the later one makes the earlier one pointless."""
    return what.method, what.params.get("message_id"), what.question_id


def _is_new(pending: Pending) -> bool:
    """Whether a request makes a new message, which counts for the chat's pace."""
    return pending.what.method.startswith(("send", "copy", "forward"))
