"""What happens when something goes wrong: the log has all of it, the chat one plain sentence."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from telegram import Message, Update
from telegram.error import Forbidden

from bot.messenger.env import Env
from bot.messenger.metrics import Metrics
from bot.messenger.send import Target, message_of, target_of
from bot.messenger.texts import Texts
from bot.state.outbox import Outgoing

_PLACE = ("message_thread_id", "reply_parameters")  # the parameters that say where a message goes
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failures:
    """The error handler of the application, and the apology for a message that could not be sent."""

    texts: Texts
    metrics: Metrics = field(default_factory=Metrics)

    async def handle(self, update: object, env: Env) -> None:
        """Log the exception and say so in the chat, in place of everything the handler had in mind."""
        error = env.error
        env.effects.clear()
        if not isinstance(update, Update):
            _log.error("something failed", exc_info=error)
        elif isinstance(error, Forbidden):
            _log.info("update %d: the bot may not write there (%s)", update.update_id, error)
        else:
            self.metrics.update_failures.labels("error").inc()
            _log.error("update %d could not be handled", update.update_id, exc_info=error)
            silent = update.edited_message or update.guest_message  # to the latter no message can be sent
            if isinstance(update.effective_message, Message) and not silent:
                target = target_of(update.effective_message)
                env.effects.send(message_of(target, self.texts.notice(self.texts.error)))

    def apology(self, refused: Outgoing) -> Outgoing | None:
        """Return the message that says that `refused` could not be sent, None where that would say nothing new."""
        apology = message_of(Target(refused.chat_id), self.texts.notice(self.texts.error))
        if refused.params.get("text") == apology.params["text"]:
            return None
        place = {name: value for name, value in refused.params.items() if name in _PLACE}
        return Outgoing(refused.chat_id, apology.method, {**apology.params, **place})
