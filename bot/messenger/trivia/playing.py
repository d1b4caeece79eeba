"""What people do in a running game: they vote, type answers, want hints, skip, pause, go on and stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from telegram import Message, PollAnswer, Update
from telegram.ext import ApplicationHandlerStop

from bot.messenger import address
from bot.messenger.admins import Admins
from bot.messenger.desk import Desk
from bot.messenger.env import Env
from bot.messenger.handlers import message_in, query_in
from bot.messenger.send import answer_press
from bot.messenger.trivia.names import name_of, shown_name
from bot.messenger.trivia.places import reply_to, venue_of
from bot.messenger.trivia.rounds import Rounds
from bot.messenger.trivia.start_page import REPORT
from bot.state import games
from bot.state.database import State
from bot.state.polls import Ballot
from bot.tables import say
from bot.trivia.commands import Command, Hint, Pause, Resume, Say, Skip, Stop


@dataclass(frozen=True, slots=True)
class Playing:
    """The callbacks of running games."""

    rounds: Rounds
    admins: Admins
    desk: Desk
    state: State

    async def skip(self, update: Update, env: Env) -> None:
        """/skip: the next question, for the starter or an admin at once, else when two want it."""
        await self._control(update, env, Skip)

    async def pause(self, update: Update, env: Env) -> None:
        """/pause: the game waits after the question that is open."""
        await self._control(update, env, Pause)

    async def resume(self, update: Update, env: Env) -> None:
        """/resume: it goes on."""
        await self._control(update, env, Resume)

    async def stop(self, update: Update, env: Env) -> None:
        """/stop: it ends, with the board as it stands."""
        await self._control(update, env, Stop)

    async def hint(self, update: Update, env: Env) -> None:
        """/hint: help with the question to be typed."""
        message = message_in(update)
        env.effects.play(self.rounds.play(venue_of(message), Hint(_user_of(message)), reply_to(message)))

    async def voted(self, update: Update, env: Env) -> None:
        """An answer to a poll: it names no chat; the state knows whose poll it is, or will."""
        answer = update.poll_answer
        assert answer is not None
        if voter := _voter_of(answer):
            choice = answer.option_ids[0] if answer.option_ids else None
            ballot = Ballot(answer.poll_id, *voter, choice, env.effects.received_at)
            env.effects.play(self.rounds.vote(ballot))

    async def polled(self, update: Update, env: Env) -> None:
        """A poll whose number is not known: one that was being sent when the program ended, and was sent again."""
        poll = update.poll
        assert poll is not None
        texts = [option.text for option in poll.options]
        env.effects.play(self.rounds.adopt(poll.id, poll.question, texts))

    async def heard(self, update: Update, env: Env) -> None:
        """Any text, before all other handlers: while a question is open whose answer is to be typed, an answer.

        Raises:
            ApplicationHandlerStop: when it was one; it is no question to the bot then.
        """
        message = message_in(update)
        if address.starts_with_command(message) or _asks_by_name(message):
            return
        venue = venue_of(message)
        if not await self.state.run(lambda db: games.is_listening(db, venue)):
            return
        at = message.date.timestamp()
        said = Say(_user_of(message), _name_of(message), message.text or "", at)
        env.effects.play(self.rounds.play(venue, said))
        raise ApplicationHandlerStop

    async def report(self, update: Update, env: Env) -> None:
        """The button beneath an answer: its question goes to the host's review list."""
        query = query_in(update)
        game_id, number = map(int, (query.data or "").removeprefix(REPORT).split(":"))
        question = await self.state.run(lambda db: games.find_question(db, game_id, number))
        is_kept = question is not None and await self.desk.report(question.text, question.explanation)
        text = say("trivia.reported" if is_kept else "trivia.not-reported")
        await answer_press(query, text, is_late=env.effects.is_late)

    async def _control(self, update: Update, env: Env, command: Callable[[int, bool], Command]) -> None:
        message = message_in(update)
        is_admin = not address.is_private(message) and await self.admins.wrote(message)
        env.effects.play(self.rounds.play(venue_of(message), command(_user_of(message), is_admin), reply_to(message)))


def _user_of(message: Message) -> int:
    return address.conversation_of(message, message.from_user).user_id


def _name_of(message: Message) -> str:
    """Return the name of who wrote a message, be it a chat."""
    if message.sender_chat:
        return shown_name(message.sender_chat.effective_name or "")
    return name_of(message.from_user) if message.from_user else "?"


def _voter_of(answer: PollAnswer) -> tuple[int, str] | None:
    """Return who has answered a poll, a person or a channel, by number and name."""
    if answer.user:
        return answer.user.id, name_of(answer.user)
    chat = answer.voter_chat
    return (chat.id, shown_name(chat.effective_name or "")) if chat else None


def _asks_by_name(message: Message) -> bool:
    """Return whether somebody in a group speaks to the bot by its name: a question, in the middle of a game too."""
    return not address.is_private(message) and bool(address.names_in(message))
