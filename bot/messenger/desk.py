"""Where questions come in: looks up what the asker's conversation was about, asks the core, remembers the rest."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from random import Random, SystemRandom

from bot.errors import FailureKind, StoreError
from bot.messenger.contexts import Contexts
from bot.messenger.effects import Effects
from bot.messenger.metrics import Metrics
from bot.messenger.ports import Answerer
from bot.model import Answered, Context, Reply
from bot.pictures.model import Card
from bot.review import Kind, ReviewList
from bot.state import quoted
from bot.state.contexts import Conversation

# What a new line in data/ may mend: not the questions of other fields, and not small talk.
_WORTH_REVIEW = frozenset(
    {
        FailureKind.NOT_UNDERSTOOD,
        FailureKind.UNKNOWN_NAME,
        FailureKind.AMBIGUOUS,
        FailureKind.NOT_IN_DATA,
        FailureKind.NO_SUCH_CATEGORY,
        FailureKind.NO_QUOTE,
        FailureKind.TIMED_OUT,
    }
)
QUOTE = "quote"  # the kind of question whose answers should not repeat in a chat
MAX_LOOKED_UP = 2_000  # answers, of some kilobytes each
_log = logging.getLogger(__name__)


def today_utc() -> date:
    """Return today's date in UTC, the same for readers everywhere."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers questions of many conversations; `today` is asked anew for each.

    `rng` chooses among quotes that are as good. `review` is the host's list of questions that got no answer;
    None keeps nothing.
    """

    core: Answerer
    contexts: Contexts
    today: Callable[[], date] = today_utc
    review: ReviewList | None = None
    rng: Random = field(default_factory=SystemRandom)
    metrics: Metrics = field(default_factory=Metrics)
    _looked_up: OrderedDict[tuple[str, str, date], Answered] = field(default_factory=OrderedDict, repr=False)

    async def ask(
        self, conversation: Conversation, utterance: str, effects: Effects, dates: str = "en", about: str = ""
    ) -> Reply:
        """Return the core's reply to `utterance` as the next turn of `conversation`; `dates` is their language.

        `about` is a question to go on from in place of what the conversation was about before, "" for none.

        The core runs on the event loop itself: it takes about a millisecond, less than handing it to a thread.
        """
        context = self._after(about) if about else await self.contexts.load(conversation, effects)
        context = replace(context, dates=dates)
        if context == Context(dates=dates):
            answered = self._first(utterance, dates)
        else:
            answered = self._ask_core(utterance, context)
        if answered.reply.intent == QUOTE and answered.reply.quote:
            answered = await self._unseen(conversation.chat_id, utterance, context, answered, effects)
        effects.remember(conversation, answered.context)
        self._note_answer(answered)
        if answered.reply.failure in _WORTH_REVIEW:
            await self._note("unanswered", utterance, str(answered.reply.failure))
        return answered.reply

    def _after(self, question: str) -> Context:
        """Return the context in which somebody stands who has just asked `question`."""
        return self._ask_core(question, Context()).context

    async def _unseen(
        self, chat_id: int, utterance: str, context: Context, answered: Answered, effects: Effects
    ) -> Answered:
        """Return the answer with a quote that the chat has not seen, as long as there is one, and note that it has."""
        seen = await self.contexts.quotes_shown(chat_id)
        if answered.reply.quote and answered.reply.quote.id in seen:
            answered = self._ask_core(utterance, context, seen)
        ident = answered.reply.quote.id if answered.reply.quote else ""
        if ident in seen:  # all of its kind were shown: from here on they may come again
            effects.write(lambda db: quoted.start_again(db, chat_id))
        if ident:
            effects.write(lambda db: quoted.note(db, chat_id, ident, time.time()))
        return answered

    def prepare(self, questions: Iterable[str]) -> None:
        """Look up now what people will ask, rather than when the first one types the bot's name somewhere."""
        for question in questions:
            self._first(question, "en")

    def look_up(self, utterance: str, dates: str = "en") -> Reply:
        """Return the core's reply to a question that belongs to no conversation."""
        answered = self._first(utterance, dates)
        self._note_answer(answered)
        return answered.reply

    def _first(self, utterance: str, dates: str) -> Answered:
        """Return the answer to a question without any context.

        The last ones are kept for the day: people type the same words, one letter after the other, and on the night
        of a ceremony many ask the same.
        """
        key = (utterance, dates, self.today())
        if (kept := self._looked_up.get(key)) is not None:
            self._looked_up.move_to_end(key)
            return kept
        answered = self._ask_core(utterance, Context(dates=dates))
        if answered.reply.intent != QUOTE:
            self._looked_up[key] = answered
        if len(self._looked_up) > MAX_LOOKED_UP:
            self._looked_up.popitem(last=False)
        return answered

    def forget_answers(self) -> None:
        """Ask everything anew: the facts are others now."""
        self._looked_up.clear()

    def _ask_core(self, utterance: str, context: Context, shown: Collection[str] = ()) -> Answered:
        """Return the core's answer, and time it."""
        with self.metrics.answer_s.time():
            return self.core.answer(utterance, context, self.today(), self.rng, shown)

    def _note_answer(self, answered: Answered) -> None:
        """Count an answer. The log has its kind at most, never its words."""
        reply = answered.reply
        self.metrics.answers.labels(reply.intent, reply.status).inc()
        failure = {"failure": str(reply.failure)} if reply.failure else {}
        _log.debug("answered", extra={"intent": reply.intent, "status": reply.status, **failure})

    def card(self, key: str) -> Card | None:
        """Return the card of a key (see `Reply.card`), None where there is nothing to show."""
        return self.core.card(key, self.today())

    async def report(self, words: str, answer: str) -> bool:
        """Put an answer that somebody calls wrong on the host's list; False when the host keeps none."""
        return await self._note("report", words or answer, answer)

    async def _note(self, kind: Kind, text: str, reason: str) -> bool:
        """Write to the list off the event loop; a list that cannot be written costs nobody an answer."""
        if self.review is None:
            return False
        try:
            await asyncio.to_thread(self.review.add, kind, text, reason, self.today())
        except StoreError as error:
            _log.warning("%s", error)
            return False
        return True
